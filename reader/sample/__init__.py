"""The edition that ships with the reader: three days, written for the purpose, in the Hub's shape."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from concurrent.futures import Future
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.errors import NoPapersError
from reader.hub.wire import papers_of
from reader.library import Neighbour
from reader.library.protocols import Asking, HubState, nobody
from reader.papers.found import NEAREST, UNSTORED, StoredState
from reader.papers.marks import Starred
from reader.papers.models import Feed
from reader.papers.period import Day, Direction, EditionClock, Span
from reader.store.marks.marks import Marks

if TYPE_CHECKING:
    from reader.library.full_texts import FullTexts
    from reader.library.protocols import FoundPaper, PaperDiscussions
    from reader.library.search import SearchResult
    from reader.papers.calendar import StoredDay
    from reader.papers.period import Trending
    from reader.papers.query import Query
    from reader.papers.related import RelatedPapers
    from reader.papers.single import SinglePaper
    from reader.papers.taste import Taste

DAYS = (date(2026, 8, 18), date(2026, 8, 19), date(2026, 8, 20))
"""The days of the sample; the last one is its today."""


class Sample:
    """The sample edition, read through the same code as the Hub's answers; nothing of it is stored.

    >>> async def days():
    ...     return [feed.day.isoformat() async for feed in Sample().newest()]
    >>> asyncio.run(days())
    ['2026-08-20']
    """

    clock = EditionClock(lambda: datetime.combine(DAYS[-1], time(12), UTC))
    notice = ""
    pause = 0.0
    hub_state = HubState()
    is_sample = True
    at_hub = None
    search_notice = ""
    indexing: tuple[int, int] | None = None

    def __init__(self) -> None:
        """Open the edition; its marks are gone when the reader is closed."""
        self.marks = Marks(None, self.clock.now)

    async def feed(self, day: date, *, refresh: bool = False) -> AsyncGenerator[Feed, None]:
        """Yield the feed of a day.

        Raises:
            NoPapersError: If it is not one of `DAYS`.
        """
        yield await asyncio.to_thread(read, day)

    async def newest(self, *, refresh: bool = False, asking: Asking = nobody) -> AsyncGenerator[Feed, None]:
        """Yield the feed of the newest day; nobody is asked for it."""
        yield await asyncio.to_thread(read, DAYS[-1])

    async def period(self, period: Span | Trending, *, refresh: bool = False) -> AsyncGenerator[Feed, None]:
        """Yield a week or a month with all of `DAYS` that are in it.

        Raises:
            NoPapersError: If there are none, as of what is trending.
        """
        yield await asyncio.to_thread(gathered, period)

    async def neighbour(self, of: date | Span, direction: Direction, asking: Asking = nobody) -> Neighbour:
        """Find the next day.

        Raises:
            NoPapersError: If the day is the last one in this direction, as is the week and the month of all of them.
        """
        day = of if not isinstance(of, Span) else DAYS[-1 if direction > 0 else 0]
        beyond = [other for other in DAYS if (other > day) == (direction > 0) and other != day]
        if not beyond:
            raise NoPapersError(f"The sample edition ends here: it has the days from {DAYS[0]} to {DAYS[-1]}.")
        return Neighbour(Day(min(beyond) if direction > 0 else max(beyond)))

    async def prefetch(self, day: date) -> None:
        """Do nothing: all days are here."""

    async def starred(self) -> AsyncGenerator[tuple[Starred, ...], None]:
        """Yield the starred papers."""
        yield await self.marks.starred()

    async def search(self, query: Query, *, limit: int | None = None) -> SearchResult:
        """Find the papers of its days that a query matches."""
        from reader.library.search import result
        from reader.papers.relevance import Matches

        matches = Matches(query)
        for day in reversed(DAYS):
            feed = await asyncio.to_thread(read, day)
            matches.add(feed, await self.marks.get(paper.id for paper in feed.papers))
        return result(query, matches, limit)

    def submit_stored_state(self) -> Future[StoredState]:
        """Tell that nothing is ever stored."""
        told: Future[StoredState] = Future()
        told.set_result(UNSTORED)
        return told

    async def related(self, id: str, *, limit: int = NEAREST) -> RelatedPapers:
        """Find the papers of its days that are nearest to one of them.

        Raises:
            NoPapersError: If that is on none of `DAYS`.
        """
        from reader.papers.related import related

        feeds = await asyncio.gather(*(asyncio.to_thread(read, day) for day in reversed(DAYS)))
        if (found := await asyncio.to_thread(related, id, feeds, limit)) is None:
            raise NoPapersError(has_no_paper(id))
        return found

    async def taste(self) -> Taste:
        """Learn what the user likes from the marks of this process.

        Raises:
            FewStarsError: Too few papers are starred to tell.
        """
        from reader.library.learning import taste

        feeds = await asyncio.gather(*(asyncio.to_thread(read, day) for day in DAYS))
        return await taste(self.marks, [paper for feed in feeds for paper in feed.papers])

    async def find(self, id: str, *, refresh: bool = False) -> AsyncGenerator[FoundPaper, None]:
        """Yield a paper.

        Raises:
            NoPapersError: If it is on none of `DAYS`.
        """
        from reader.library.protocols import FoundPaper

        day = await asyncio.to_thread(day_of, id)
        if day is None:
            raise NoPapersError(has_no_paper(id))
        papers = (await asyncio.to_thread(read, day)).papers
        yield FoundPaper(Day(day), next(paper for paper in papers if paper.id == id), self.clock.now())

    async def single(self, id: str, *, refresh: bool = False) -> AsyncGenerator[SinglePaper, None]:
        """Yield nothing: the days of the edition have all that it knows."""
        for nothing in tuple[SinglePaper, ...]():
            yield nothing

    @property
    def full_texts(self) -> FullTexts:
        """The full text of one of its papers."""
        from reader.library.full_texts import FullTexts
        from reader.sample.full_texts import SampleTexts

        return FullTexts(None, SampleTexts, self.clock)

    @property
    def discussions(self) -> PaperDiscussions:
        """What people say of its papers."""
        from reader.sample.discussions import SampleDiscussions

        return SampleDiscussions(self.clock.now())

    async def at_a_glance(self, days: Iterable[date]) -> dict[date, StoredDay]:
        """Tell how many papers those of the days have that are in it."""
        from reader.papers.calendar import stored_day

        feeds = [await asyncio.to_thread(read, day) for day in days if day in DAYS]
        marks = await self.marks.get(paper.id for feed in feeds for paper in feed.papers)
        return {feed.day: stored_day([paper.id for paper in feed.papers], marks) for feed in feeds}

    async def is_fresh(self, day: date) -> bool:
        """Tell that nothing has to be asked for."""
        return True


def day_of(id: str) -> date | None:
    """The newest day that has a paper."""
    return next((day for day in reversed(DAYS) if any(paper.id == id for paper in read(day).papers)), None)


def has_no_paper(id: str) -> str:
    """What to say of a paper that is on none of `DAYS`."""
    return f"The sample edition has no {id}."


def not_in_it(day: date) -> str:
    """What to say of a day that is not one of `DAYS`."""
    return f"The sample edition has no {day}: it has the days from {DAYS[0]} to {DAYS[-1]}."


def read(day: date) -> Feed:
    """Read a day of the sample.

    Raises:
        NoPapersError: If it is not one of `DAYS`.
    """
    if day not in DAYS:
        raise NoPapersError(not_in_it(day))
    papers, skipped = papers_of((files(__name__) / f"{day}.json").read_bytes())
    return Feed(
        period=Day(day),
        papers=tuple(papers),
        fetched_at=Sample.clock.now(),
        settled=True,
        source="sample",
        skipped=skipped,
    )


def gathered(period: Span | Trending) -> Feed:
    """Put a week or a month of the sample together.

    Raises:
        NoPapersError: If none of `DAYS` is in it, as in what is trending.
    """
    from reader.papers import gathering

    if isinstance(period, Span):
        feeds = [read(day) for day in DAYS if period.first <= day <= period.last]
        if (feed := gathering.gathered(period, feeds, DAYS[-1])) is not None:
            return replace(feed, missing=())
    what = period if isinstance(period, Span) else "trending papers"
    raise NoPapersError(f"The sample edition has no {what}: it has the days from {DAYS[0]} to {DAYS[-1]}.")
