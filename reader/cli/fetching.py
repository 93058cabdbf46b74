"""What a command fetches, the days of a period or what is trending, and what became of the days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from contextlib import aclosing
from datetime import date
from typing import TYPE_CHECKING, Final

from reader.cli.io import print_notice
from reader.errors import ReaderError, UseError
from reader.papers.humanize import day_ranges, exactly
from reader.papers.period import FIRST_DAY, TRENDING, Day, Newest, Period, Span, Trending, can_have_papers

if TYPE_CHECKING:
    from reader.library.fetch import Outcome, Result
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


class Tally:
    """Results of the days."""

    def __init__(self) -> None:
        self._counts: Counter[Result] = Counter()
        self._papers = 0
        self._told: set[date] = set()
        self._failed: list[date] = []
        self._why: ReaderError | None = None

    @property
    def unopened(self) -> int:
        """How many days are not open because this computer's clock is ahead."""
        return self._counts["unopened"]

    def count(self, outcome: Outcome) -> None:
        """Count in a day."""
        self._counts[outcome.result] += 1
        self._papers += outcome.papers
        self._told.add(outcome.day)
        if outcome.error is not None:
            self._why = self._why or outcome.error
            self._failed.append(outcome.day)

    def tell(self) -> None:
        """Print the result, unless all days failed."""
        fetched, fresh, empty, unopened = (self._counts[result] for result in ("fetched", "fresh", "empty", "unopened"))
        if self._why is not None and not fetched:
            return
        said = [f"{exactly(fetched, 'day')} fetched ({exactly(self._papers, 'paper')})"] if fetched else []
        if fresh:
            said.append(f"{exactly(fresh, 'day')} already up to date")
        if empty:
            said.append(f"{exactly(empty, 'day')} without papers")
        if unopened:
            said.append(f"{exactly(unopened, 'day')} not open yet")
        print_notice(f"{', '.join(said)}.")

    def interrupted(self) -> None:
        """Say what is stored already, and how to go on."""
        stored = self._counts["fetched"] + self._counts["fresh"]
        print_notice(f"Interrupted: {exactly(stored, 'day')} stored. Run the command again to go on.")

    def complain(self, wanted: Set[date], today: date) -> None:
        """Report which days failed, why the first one did, and which were not tried.

        Args:
            wanted: The days that were to be fetched.
            today: Days of its year are named without it.

        Raises:
            ReaderError: A day failed.
        """
        if self._why is None:
            return
        left = [day for day in wanted - self._told if can_have_papers(day)]
        untried = f" {day_ranges(left, today)} {'was' if len(left) == 1 else 'were'} not tried." if left else ""
        raise ReaderError(f"Could not fetch {day_ranges(self._failed, today)}. {self._why}{untried}")
