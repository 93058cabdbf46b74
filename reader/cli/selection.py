"""Which papers a command is about, as it is typed: a period or several days, what is looked for, in which order.

Only click is needed here; `reading.py` reads the papers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, NamedTuple

import click

from reader.cli.options import Origin, reads_papers

ORDERS: Final = ("upvotes", "comments", "stars", "date", "title", "starred")
"""The orders of `papers.arrange`, which need not be imported to say that there is no other."""


class Selection(NamedTuple):
    """What a person typed of the papers that a command is about; nothing of it is understood yet."""

    period: str | None = None
    """A day or `starred`; None for the newest day."""
    since: str | None = None
    """The first of several days."""
    until: str | None = None
    """The last of several days; the first and the last one that are stored where only the other is named."""
    query: str = ""
    order: str | None = None
    """One of `ORDERS`; None for the order in which papers came."""
    limit: int | None = None
    """The most papers, of all days together."""
    unread: bool = False
    """Whether papers that were read are left out."""

    @property
    def is_of_days(self) -> bool:
        """Whether it is about several days."""
        return self.since is not None or self.until is not None


def selects_papers(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command PERIOD and the options that choose papers, and its function `Origin` and `Selection` first.

    The command has to be a `DaysCommand`, so that `-3` is a day.
    """

    @click.argument("period", required=False)
    @click.option("--from", "since", metavar="DAY", help="Read stored days from this one on.")
    @click.option("--to", "until", metavar="DAY", help="Read stored days up to this one.")
    @click.option("--query", default="", metavar="QUERY", help="Only papers that are looked for, as in find.")
    @click.option("--sort", "order", type=click.Choice(ORDERS), help="Sort the papers of each day.")
    @click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many papers.")
    @click.option("--unread", is_flag=True, help="Leave out what was read.")
    @reads_papers
    @wraps(function)
    def call(
        origin: Origin,
        /,
        *args: Any,
        period: str | None,
        since: str | None,
        until: str | None,
        query: str,
        order: str | None,
        limit: int | None,
        unread: bool,
        **kwargs: Any,
    ) -> None:
        selection = Selection(period, since, until, query, order, limit, unread)
        if period is not None and selection.is_of_days:
            raise click.UsageError("PERIOD cannot be used together with --from and --to.")
        function(origin, selection, *args, **kwargs)

    return call
