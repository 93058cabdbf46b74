"""A library that a test holds in its hands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from concurrent.futures import Future
from datetime import UTC, date, datetime

from msgspec.structs import replace

from reader.errors import NoPapersError, OfflineError, ReaderError
from reader.library import Neighbour
from reader.library.at_hub import HubSearches
from reader.library.full_texts import FullTexts, TextHub
from reader.library.learning import taste
from reader.library.protocols import Asking, FoundPaper, HubState, nobody
from reader.library.related import unknown
from reader.library.search import SearchResult, result
from reader.papers.calendar import StoredDay, stored_day
from reader.papers.found import NEAREST, UNSTORED, StoredState
from reader.papers.gathering import gathered
from reader.papers.marks import Starred
from reader.papers.models import Feed
from reader.papers.period import Day, Direction, EditionClock, Span, Trending
from reader.papers.query import Query
from reader.papers.related import RelatedPapers, related
from reader.papers.relevance import Matches
from reader.papers.single import SinglePaper
from reader.papers.taste import Taste
from reader.store.marks.marks import Marks
from tests.ui.discussions import FakeDiscussions

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)


def no_hub() -> TextHub:
    """Ask nobody for a full text."""
    raise OfflineError("The network is off.")


class FakePapers:
    """A library that answers when, and with what, a test says."""

    def __init__(self) -> None:
        self.clock = EditionClock(lambda: self.now)
        self.notice = ""
        self.search_notice = ""
        self.indexing: tuple[int, int] | None = None
        self.state: StoredState = UNSTORED  # Another one stands for days that were stored.
        self.pause = 0.0
        self.hub_state = HubState()
        self.is_sample = False
        self.at_hub: HubSearches | None = None
        self.full_texts = FullTexts(None, no_hub, self.clock)
        self.discussions = FakeDiscussions()
        self.fresh: set[date] = set()
        self.marks = Marks(None, self.clock.now)
        self.now = NOW
        self.feeds: dict[date | None, list[Feed | ReaderError]] = {}
        """By day, None for the newest."""
        self.days: list[date] = []
        self.found: list[tuple[Starred, ...] | ReaderError] = []
        """The starred papers as they become known, after those of the marks."""
        self.unknown: ReaderError | None = None
        """What looking for a neighbour fails with."""
        self.tell: Asking = nobody
        """Tells the one that looks for a day which one the Hub is asked for."""
        self.asked: list[tuple[date | None, bool]] = []
        self.singles: dict[str, list[FoundPaper | ReaderError]] = {}
        """What is found of single papers that are on no day."""
        self.listed: dict[str, list[Feed | ReaderError]] = {}
        """By the text of a period that is not a day; others are put together from `feeds`."""
        self.gathered: list[tuple[str, bool]] = []
        """Those that were asked for."""
        self.glanced: list[list[date]] = []
        self.sought: list[tuple[str, bool]] = []
        """The single papers asked for."""
        self.alone: dict[str, list[SinglePaper | ReaderError]] = {}
        """What the Hub says of papers alone."""
        self.looked_up: list[tuple[str, bool]] = []
        """The papers of which that was asked."""
        self.cancelled: list[date | None] = []
        self.early: list[date] = []
        """The days beside which others were fetched before anyone wanted them."""
        self.gate = asyncio.Event()
        self.gate.set()
        self.index = asyncio.Event()  # Holds up searches, as an index that is being built does.
        self.index.set()
        self.way = asyncio.Event()
        """Holds up the search for a neighbour, as `gate` does feeds."""
        self.way.set()

    async def _answers(self, day: date | None, refresh: bool) -> AsyncGenerator[Feed, None]:
        self.asked.append((day, refresh))
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled.append(day)
            raise
        for answer in self.feeds.get(day, []):
            if isinstance(answer, ReaderError):
                raise answer
            yield answer

    def feed(self, day: date, *, refresh: bool = False) -> AsyncGenerator[Feed, None]:
        return self._answers(day, refresh)

    def newest(self, *, refresh: bool = False, asking: Asking = nobody) -> AsyncGenerator[Feed, None]:
        self.tell = asking
        return self._answers(None, refresh)

    async def period(self, period: Span | Trending, *, refresh: bool = False) -> AsyncGenerator[Feed, None]:
        self.gathered.append((str(period), refresh))
        await self.gate.wait()
        stored = [one for one in self.days if isinstance(period, Span) and period.first <= one <= period.last]
        feeds = [answer for one in stored for answer in self.feeds[one][-1:] if isinstance(answer, Feed)]
        together = gathered(period, feeds, self.clock.newest_day()) if isinstance(period, Span) else None
        for answer in self.listed.get(str(period), [together] if together else []):
            if isinstance(answer, ReaderError):
                raise answer
            yield answer

    async def neighbour(self, of: date | Span, direction: Direction, asking: Asking = nobody) -> Neighbour:
        self.tell = asking
        await self.way.wait()
        if self.unknown:
            raise self.unknown
        if not isinstance(of, Span):
            return Neighbour(Day(self.days[self.days.index(of) + direction]))
        beyond = [one for one in self.days if (one > of.last if direction > 0 else one < of.first)]
        if not beyond:
            raise NoPapersError("There are no others.")
        return Neighbour(of.of(min(beyond) if direction > 0 else max(beyond)))

    async def prefetch(self, day: date) -> None:
        self.early.append(day)

    async def starred(self) -> AsyncGenerator[tuple[Starred, ...], None]:
        yield await self.marks.starred()
        await self.way.wait()
        for answer in self.found:
            if isinstance(answer, ReaderError):
                raise answer
            yield answer

    async def search(self, query: Query, *, limit: int | None = None) -> SearchResult:
        await self.index.wait()
        state, matches = self.state, Matches(query)
        stored = [answers[-1] for answers in self.feeds.values() if answers]
        for feed in sorted((one for one in stored if isinstance(one, Feed)), key=lambda feed: feed.day, reverse=True):
            matches.add(feed, await self.marks.get(paper.id for paper in feed.papers))
        return replace(result(query, matches, limit), state=state)

    def submit_stored_state(self) -> Future[StoredState]:
        told: Future[StoredState] = Future()
        told.set_result(self.state)
        return told

    async def related(self, id: str, *, limit: int = NEAREST) -> RelatedPapers:
        stored = [answers[-1] for answers in self.feeds.values() if answers]
        feeds = sorted((one for one in stored if isinstance(one, Feed)), key=lambda feed: feed.day, reverse=True)
        if (found := related(id, feeds, limit)) is None:
            raise NoPapersError(unknown(id))
        return replace(found, state=self.state)

    async def taste(self) -> Taste:
        return await taste(
            self.marks, [paper for answer in self.feeds[None] if isinstance(answer, Feed) for paper in answer.papers]
        )

    async def find(self, id: str, *, refresh: bool = False) -> AsyncGenerator[FoundPaper, None]:
        self.sought.append((id, refresh))
        await self.gate.wait()
        for day in reversed(self.days):
            for listed in self.feeds[day]:
                if isinstance(listed, Feed) and any(paper.id == id for paper in listed.papers):
                    yield FoundPaper(Day(day), next(paper for paper in listed.papers if paper.id == id), NOW)
                    return
        for answer in self.singles.get(id, []):
            if isinstance(answer, ReaderError):
                raise answer
            yield answer

    async def single(self, id: str, *, refresh: bool = False) -> AsyncGenerator[SinglePaper, None]:
        self.looked_up.append((id, refresh))
        for answer in self.alone.get(id, []):
            if isinstance(answer, ReaderError):
                raise answer
            yield answer
            await self.way.wait()

    async def at_a_glance(self, days: Iterable[date]) -> dict[date, StoredDay]:
        self.glanced.append(list(days))
        found = [answer for one in self.glanced[-1] for answer in self.feeds.get(one, [])[-1:]]
        feeds = {answer.day: [paper.id for paper in answer.papers] for answer in found if isinstance(answer, Feed)}
        marks = await self.marks.get(id for ids in feeds.values() for id in ids)
        return {day: stored_day(ids, marks) for day, ids in feeds.items()}

    async def is_fresh(self, day: date) -> bool:
        return day in self.fresh
