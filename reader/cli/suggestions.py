"""What a shell offers for a day, a paper and a folder; days and papers come from the store, which is only read.

The store is imported when a shell asks, so that no command waits for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

    from reader.store.feeds.glance import Glimpse

DAYS: Final = ("today", "yesterday")
"""Days that have a name."""
PERIODS: Final = ("starred", "week", "month", "trending", *DAYS)
"""Periods that have a name."""
AT_FIRST: Final = 31
"""Stored days that are offered before anything is typed."""
MONTH: Final = len("2608.")
"""Characters at the beginning of an arXiv id that name its month."""
TWO_MONTHS: Final = timedelta(days=61)
"""From the first day of a month to the last one of the next."""


def days(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer a day."""
    return [*_starting(DAYS, incomplete), *_Stored(ctx).days(incomplete)]


def periods(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer a period."""
    return [*_starting(PERIODS, incomplete), *_Stored(ctx).days(incomplete)]


def papers(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer a paper."""
    return _Stored(ctx).papers(incomplete)


def places(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer a period, and once a digit is typed a day or a paper: they would drown the commands beside them."""
    named = _starting(PERIODS, incomplete)
    if not incomplete[:1].isdigit():
        return named
    stored = _Stored(ctx)
    return [*named, *stored.days(incomplete), *stored.papers(incomplete)]


def folders(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Have the shell offer folders."""
    return [_item(incomplete, type="dir")]


class _Stored:
    """What is stored in the folder, or is in the sample edition, that a command line names."""

    def __init__(self, ctx: click.Context) -> None:
        contexts = [ctx]
        while (parent := contexts[-1].parent) is not None:
            contexts.append(parent)
        self._is_sample = any(one.params.get("sample") for one in contexts)
        self._named: Path | None = next(filter(None, (one.params.get("cache_dir") for one in contexts)), None)

    def days(self, incomplete: str) -> list[CompletionItem]:
        """Offer the days, the newest first."""
        if incomplete and not incomplete[0].isdigit():
            return []
        return _starting(map(str, self._days if incomplete else self._days[:AT_FIRST]), incomplete)

    def papers(self, incomplete: str) -> list[CompletionItem]:
        """Offer the papers of a month once it is typed, before that the months and the papers of the newest day.

        Those of all days would take a tenth of a second. With the months, a shell that inserts what all that it is
        offered have in common inserts nothing wrong.
        """
        if len(incomplete) >= MONTH:
            return _described(self._papers_of_month(incomplete))
        newest = self._days[:1]
        of_newest = self._papers(newest[0], newest[0], incomplete) if newest else []
        return [*_described(of_newest), *_starting(_months(self._days), incomplete)]

    def _papers_of_month(self, start: str) -> list[Glimpse]:
        """The papers listed in the month that an id begins with or in the next one: 996 of 1000 are."""
        year, month, dot = start[:2], start[2:4], start[4]
        if not (year.isdecimal() and month.isdecimal() and dot == "." and 1 <= int(month) <= 12):
            return []
        first = date(2000 + int(year), int(month), 1)
        return self._papers(first, first + TWO_MONTHS, start)

    @cached_property
    def _days(self) -> list[date]:
        if self._is_sample:
            from reader.sample import DAYS

            return sorted(DAYS, reverse=True)
        from reader.store.feeds import glance

        return glance.days(self._folder)

    def _papers(self, first: date, last: date, start: str) -> list[Glimpse]:
        from reader.store.feeds import glance

        if self._is_sample:
            from reader.sample import DAYS, read

            listed = (one for day in DAYS if first <= day <= last for one in read(day).papers)
            return [glance.Glimpse(one.id, one.shown_title) for one in listed if one.id.startswith(start)]
        return glance.papers(self._folder, first, last, start)

    @cached_property
    def _folder(self) -> Path:
        from pathlib import Path

        from reader.store import paths

        # A shell leaves the ~ of --cache-dir=~/papers alone; an unknown user's stays as it is.
        return paths.cache() if self._named is None else Path(os.path.expanduser(self._named)).absolute()  # noqa: PTH111


def _starting(words: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [_item(word) for word in words if word.startswith(incomplete)]


def _months(days: Iterable[date]) -> Iterable[str]:
    """What the ids of papers begin with: they are listed in the month that their id names, or in the next one."""
    months = dict.fromkeys(day.replace(day=1) for day in days)
    return dict.fromkeys(f"{day:%y%m}." for first in months for day in (first, first - timedelta(1)))


def _described(papers: Iterable[Glimpse]) -> list[CompletionItem]:
    return [_item(one.id, help=one.title or None) for one in papers]


def _item(value: str, **about: Any) -> CompletionItem:
    from click.shell_completion import CompletionItem  # A help text does without.

    return CompletionItem(value, **about)
