"""Where the reader begins: what was asked for on the command line, else configured, else where it was left."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import PeriodError
from reader.papers import links
from reader.papers.arrange import Arrangement
from reader.papers.period import FIRST_DAY, parse_day

if TYPE_CHECKING:
    from reader.config import Loaded
    from reader.store.position import Position

STARRED = "starred"
"""The period of all starred papers."""


class Beginning(NamedTuple):
    """The period that is shown first."""

    day: date | None = None
    """A day, None for the newest."""
    starred: bool = False
    """Whether all starred papers are shown, instead of a day."""
    paper: str = ""
    """The id of the paper that the cursor was on when this period was left; empty for none."""
    complaints: tuple[str, ...] = ()
    """What is wrong with the configured one."""


def beginning(period: str | None, settings: Loaded, kept: Position, today: date) -> Beginning:
    """Find out where to begin.

    Args:
        period: What was asked for, None if nothing was.
        settings: What the user configured.
        kept: Where the reader was left.
        today: The newest open day.

    Raises:
        PeriodError: If what was asked for cannot be understood.
    """
    if period is not None:
        return _where_it_was_left(parse_period(period, today), kept)
    complaints: tuple[str, ...] = ()
    if start := settings.config.start:
        try:
            return _where_it_was_left(parse_period(start, today), kept)
        except PeriodError as error:
            complaints = (f"{settings.where('start')}: start: {error}",)
    try:
        left = parse_period(kept.period or "today", today)
    except PeriodError:  # A day of a clock that was wrong.
        left = Beginning()
    return _where_it_was_left(left, kept)._replace(complaints=complaints)


def parse_period(text: str, today: date) -> Beginning:
    """Understand a period: a day, or `starred`; `today` is the newest day with papers.

    Raises:
        PeriodError: If it is neither.
    """
    word = text.strip().lower()
    if word == STARRED:
        return Beginning(starred=True)
    return Beginning() if word == "today" else Beginning(parse_day(text, today))


def not_stored(id: str) -> str:
    """What to say of a paper that is not stored."""
    return f"{id} is not stored. Its page is {links.hub_url(id)}; daily-papers fetch stores the day that lists it."


def parse_range(since: str | None, until: str | None, today: date) -> tuple[date, date]:
    """Understand `--from` and `--to`: the first and the last day, which are the first and the newest of all for None.

    Raises:
        PeriodError: If one is no day, or they are the wrong way round.
    """
    first = parse_day(since, today) if since is not None else FIRST_DAY
    last = parse_day(until, today) if until is not None else today
    if first > last:
        raise PeriodError(f"--from {first} is after --to {last}. Exchange them.")
    return first, last


def arrangements(kept: Position) -> dict[bool, Arrangement]:
    """How days were arranged, and how the starred papers were."""
    return {False: Arrangement(kept.filter, kept.order), True: Arrangement("all", kept.starred_order)}


def _where_it_was_left(where: Beginning, kept: Position) -> Beginning:
    period = STARRED if where.starred else where.day.isoformat() if where.day else ""
    return where._replace(paper=kept.paper if period == kept.period else "")
