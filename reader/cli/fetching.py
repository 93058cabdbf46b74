"""What a command fetches, the days of a period or what is trending, and what became of the days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from contextlib import aclosing, suppress
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from reader.cli import loop, progress
from reader.cli.io import print_notice
from reader.errors import ReaderError, UseError
from reader.papers.day_range import parse_range
from reader.papers.humanize import day_ranges, exactly, unreadable
from reader.papers.period import DAY, FIRST_DAY, TRENDING, Day, Newest, Period, Span, Starred, Trending, can_have_papers

if TYPE_CHECKING:
    from reader.library.fetch import Outcome, Result
    from reader.library.open import OpenLibrary
    from reader.papers.models import Feed, Paper

_ELSEWHERE: Final = "cannot be fetched. Name a day, a week, a month or trending"


_SHORT: Final = "has the Hub's format changed? Try again later, or look for a newer reader."


class Range(Protocol):
    """Days as typed."""

    @property
    def days(self) -> int:
        """How many, up to today, if no first day is named."""
        ...

    @property
    def since(self) -> str | None:
        """The first day."""
        ...

    @property
    def until(self) -> str | None:
        """The last day, None for today."""
        ...


def bounds(wanted: Range, period: Period | None, today: date) -> tuple[date, date]:
    """The first and the last day of a range, or of a period in its place.

    Raises:
        UseError: They cannot be understood.
    """
    if period is not None:
        return days_of(period, today)
    if wanted.since is None:
        # Stop at the first day of all, as no date goes back a huge number of days.
        return today - min(wanted.days - 1, (today - FIRST_DAY).days) * DAY, today
    return parse_range(wanted.since, wanted.until, today)


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
    if isinstance(period, Starred):
        raise UseError("“starred” is not fetched by itself; did you mean --starred?")
    raise UseError(f"“{period}” {_ELSEWHERE}.")


def listing_starred(opened: OpenLibrary) -> set[date]:
    """The days on which the starred papers were listed, as far as known."""
    listed = (star.paper.listed for star in opened.marks.submit_starred().result())
    return {day for day in listed if day is not None and FIRST_DAY <= day <= opened.clock.newest_day()}


async def fetch_days(opened: OpenLibrary, first: date, last: date, tally: Tally, *, starred: bool, quiet: bool) -> None:
    """Fetch days, the last one first, store them and show the progress.

    Args:
        opened: The stores.
        first: The first day.
        last: The last day.
        tally: Counts what became of them.
        starred: Fetch the days that listed the starred papers, too.
        quiet: Show no progress.
    """
    from reader.library.fetch import Outcome, days_back, fetch_days

    days = set(days_back(first, last)) | (listing_starred(opened) if starred else set())
    tally.begin(days)
    # What stops everything was the last day's failure too, and is reported at the end.
    with progress.shown(len(days), quiet=quiet) as shown, suppress(ReaderError):
        async with (
            opened.connected() as library,
            progress.with_silences(library, shown) as tell,
            aclosing(fetch_days(library, sorted(days, reverse=True))) as events,
        ):
            async for event in events:
                if isinstance(event, Outcome):
                    tally.count(event)
                    tell(progress.Step(str(event.day), _line(event)))
                else:
                    tell(progress.paused(event, opened.clock))


def _line(outcome: Outcome) -> str:
    """What is written of a day where there is no bar."""
    if outcome.result != "fetched":
        return ""
    short = f", {outcome.skipped} could not be read" if outcome.skipped else ""
    return f"{outcome.day}: {exactly(outcome.papers, 'paper')}{short}"


def fetch_trending(opened: OpenLibrary, tally: Tally, *, quiet: bool) -> tuple[Paper, ...]:
    """Fetch what is trending, store it, print how many papers that are, and return them.

    Raises:
        ReaderError: It could not be fetched or stored.
    """
    try:
        feed, new = loop.run(_trending(opened, TRENDING))
    except ReaderError as error:
        raise ReaderError(f"Could not fetch what is trending. {error}") from error
    papers = feed.papers if feed else ()
    tally.new += new
    tally.short_trending = feed.skipped if feed else 0
    if not quiet:
        print_notice(f"{exactly(len(papers), 'trending paper')} fetched.")
    return papers


async def _trending(opened: OpenLibrary, period: Trending) -> tuple[Feed | None, int]:
    from reader.library.fetch import new_papers

    last: Feed | None = None
    new = 0
    async with opened.connected() as library, aclosing(library.period(period, refresh=True)) as feeds:
        async for feed in feeds:
            new, last = new_papers(feed, last), feed
    return last, new


class Tally:
    """Results of the days."""

    def __init__(self) -> None:
        self.days: Set[date] = frozenset()
        """Those that are fetched."""
        self._counts: Counter[Result] = Counter()
        self._papers = 0
        self._told: set[date] = set()
        self._failed: list[date] = []
        self._why: ReaderError | None = None
        self._short: dict[date, int] = {}
        self.new = 0
        """How many papers were not stored before."""
        self.new_days: list[date] = []
        """The days that list them, as far as they are of a day."""
        self.short_trending = 0
        """How many papers of what is trending could not be read."""

    @property
    def unopened(self) -> int:
        """How many days are not open because this computer's clock is ahead."""
        return self._counts["unopened"]

    @property
    def gave_up(self) -> bool:
        """Whether days were not tried, as others failed, or none was fetched."""
        return self._why is not None and (bool(self._untried) or not self._told - {*self._failed})

    @property
    def _untried(self) -> list[date]:
        return [day for day in self.days - self._told if can_have_papers(day)]

    def begin(self, days: Set[date]) -> None:
        """Name the days that are to be fetched."""
        self.days = days

    def count(self, outcome: Outcome) -> None:
        """Count in a day."""
        self._counts[outcome.result] += 1
        self._papers += outcome.papers
        self._told.add(outcome.day)
        if outcome.new:
            self.new += outcome.new
            self.new_days.append(outcome.day)
        if outcome.skipped:
            self._short[outcome.day] = outcome.skipped
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

    @property
    def stored(self) -> str:
        """How many days are stored."""
        return exactly(self._counts["fetched"] + self._counts["fresh"], "day")

    def complaint(self, today: date) -> str:
        """Which days failed or came short, why the first one failed, and which were not tried; empty where all is well.

        Args:
            today: Days of its year are named without it.
        """
        short = [unreadable(sum(self._short.values()), day_ranges(self._short, today))] if self._short else []
        short += [unreadable(self.short_trending, "what is trending")] if self.short_trending else []
        said = (self._failure(today), *(f"{one}: {_SHORT}" for one in short))
        return " ".join(filter(None, said))

    def _failure(self, today: date) -> str:
        if self._why is None:
            return ""
        left = self._untried
        untried = f" {day_ranges(left, today)} {'was' if len(left) == 1 else 'were'} not tried." if left else ""
        return f"Could not fetch {day_ranges(self._failed, today)}. {self._why}{untried}"
