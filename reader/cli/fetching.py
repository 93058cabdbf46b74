"""What a command fetches: the days of a period, or what is trending."""

from __future__ import annotations

from contextlib import aclosing
from datetime import date
from typing import TYPE_CHECKING, Final

from reader.cli.io import print_notice
from reader.errors import UseError
from reader.papers.humanize import exactly
from reader.papers.period import FIRST_DAY, TRENDING, Day, Newest, Period, Span, Trending

if TYPE_CHECKING:
    from reader.library.open import OpenLibrary

_ELSEWHERE: Final = "cannot be fetched. Name a day, a week, a month or trending"


def days_of(period: Period, today: date) -> tuple[date, date]:
    """The first and the last open day of a period.

    Raises:
        UseError: It is not one that has days.
    """
    if isinstance(period, Span):
        return max(period.first, FIRST_DAY), min(period.last, today)
    if isinstance(period, Day):
        return period.date, period.date
    if isinstance(period, Newest):
        return today, today
    raise UseError(f"“{period}” {_ELSEWHERE}.")


def listing_starred(opened: OpenLibrary) -> set[date]:
    """The days on which the starred papers were listed, as far as known."""
    listed = (star.paper.listed for star in opened.marks.submit_starred().result())
    return {day for day in listed if day is not None and FIRST_DAY <= day <= opened.clock.newest_day()}


def fetch_trending(opened: OpenLibrary, *, quiet: bool) -> None:
    """Fetch what is trending, store it, and print how many papers that are.

    Raises:
        ReaderError: It could not be fetched or stored.
    """
    import asyncio

    count = asyncio.run(_trending(opened, TRENDING))
    if not quiet:
        print_notice(f"{exactly(count, 'trending paper')} fetched.")


async def _trending(opened: OpenLibrary, period: Trending) -> int:
    count = 0
    async with opened.connected() as library, aclosing(library.period(period, refresh=True)) as feeds:
        async for feed in feeds:
            count = len(feed.papers)
    return count
