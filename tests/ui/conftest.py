"""A library that a test holds in its hands, and papers with nasty titles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.errors import NoPapersError, OfflineError, ReaderError, UnreachableError
from reader.library import Neighbour, PaperLibrary
from reader.library.at_hub import HubSearches
from reader.library.full_texts import FullTexts, TextHub
from reader.library.learning import taste
from reader.library.protocols import Asking, FoundPaper, HubState, nobody
from reader.library.related import unknown
from reader.library.search import SearchResult, result
from reader.papers.calendar import StoredDay, stored_day
from reader.papers.found import NEAREST, UNSTORED, StoredState
from reader.papers.gathering import gathered
from reader.papers.listing import Listing
from reader.papers.marks import Mark, Starred
from reader.papers.models import Author, Feed, Organization, Paper
from reader.papers.period import Day, Direction, EditionClock, Span, Trending
from reader.papers.query import Query
from reader.papers.related import RelatedPapers, related
from reader.papers.relevance import Matches
from reader.papers.single import SinglePaper
from reader.papers.taste import Taste
from reader.store.marks.marks import Marks
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from reader.ui.screens.feed import FeedScreen
from tests.ui.discussions import FakeDiscussions


@pytest.fixture(autouse=True)
async def _tasks_start_at_once() -> None:
    """From Python 3.12 on, Textual has tasks run to their first wait as they are made, but not under a test."""
    if hasattr(asyncio, "eager_task_factory"):
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)


@pytest.fixture(autouse=True)
def _all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw for a terminal of all colours, whatever terminal the tests run in."""
    monkeypatch.setenv("COLORTERM", "truecolor")


TODAY = date(2026, 8, 20)
NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
TITLES = (
    "Filling a [MASK] with [/] markup",
    "[@click=app.quit]Click me[/] and [link=https://example.org]me[/link]",
    "长标题：用中文写的题目，占两倍的宽度，也必须在边上被切断而不破坏任何一个字符，无论终端有多宽",
    "[red]not red[/red] 👨‍👩‍👧 in a title ❤ and a flag 🇩🇪",
    "Long " * 99,
    "R^[n] and [CLS] [SEP] tokens: LLM[at]Scale",
)


def paper(number: int, **fields: object) -> Paper:
    """A paper whose title is as nasty as its number asks for."""
    plain = Paper(
        id=f"2608.{number:05}",
        title=TITLES[number % len(TITLES)],
        abstract=f"Abstract {number} of a [MASK] paper with [/] in it.\n  Code at https://github.com/example/code{number}.",
        authors=(Author(name="Zoë Example"), Author(name="B. [Example]")),
        published=date(2026, 8, 18),
        upvotes=300 - number,
        comments=number,
        organization=Organization(login="example", name="[Example] Org"),
    )
    return replace(plain, **fields)


def feed(day: date = TODAY, count: int = 6, **fields: object) -> Feed:
    """A feed of a day; its papers' numbers begin with the day of the month."""
    papers = tuple(paper(day.day * 100 + number) for number in range(count))
    return replace(Feed(period=Day(day), papers=papers, fetched_at=NOW - timedelta(minutes=3)), **fields)


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


@pytest.fixture
def papers() -> Iterator[FakePapers]:
    """A library with today and three days before."""
    fake = FakePapers()
    fake.days = [date(2026, 8, day) for day in (17, 18, 19, 20)]
    fake.feeds = {day: [feed(day)] for day in fake.days}
    fake.feeds[None] = [feed()]
    yield fake
    fake.marks.close(5)


@pytest.fixture
def placeholder() -> Iterator[FakePapers]:
    """A sample edition that takes the place of a library."""
    fake = FakePapers()
    fake.is_sample = True
    fake.feeds[None] = [feed(source="sample")]
    yield fake
    fake.marks.close(5)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def loaded(pilot: Pilot[None]) -> None:
    """Wait until the first day is there, or why there is none."""
    assert isinstance(pilot.app, ReaderApp)
    async with asyncio.timeout(30):
        while feed_screen(pilot.app).busy:
            await pilot.pause()
    await settle(pilot)


def feed_screen(app: ReaderApp) -> FeedScreen:
    """The screen of the day, whatever is above it."""
    screen = app.screen_stack[0]
    assert isinstance(screen, FeedScreen)
    return screen


def shown(app: ReaderApp) -> list[str]:
    """The lines on the screen, as a person reads them."""
    return [
        "".join(segment.text for segment in strip).replace("\xa0", " ").rstrip()
        for strip in app.screen._compositor.render_strips(app.size)
    ]


YESTERDAY = date(2026, 8, 19)
REFUSED = UnreachableError("Hugging Face cannot be reached: connection refused. Press r to try again.")


def reader(
    papers: FakePapers, *, first: Feed | None = None, sample: Callable[[], PaperLibrary] | None = None, **opening: Any
) -> ReaderApp:
    """An app that opens on a feed, if there is one; nothing counts as read by itself unless a test says so."""
    listing = Listing(first.papers, {}, first.fetched_at) if first else Listing()
    options = {"feed": first, "listing": listing, "delay": None, **opening}
    return ReaderApp(papers, opening=InitialState(**options), sample=sample)


@asynccontextmanager
async def running(
    papers: FakePapers, *, size: tuple[int, int] = (120, 40), **options: Any
) -> AsyncIterator[tuple[FeedScreen, Pilot[None]]]:
    app = reader(papers, **options)
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        yield feed_screen(app), pilot


def text(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app, ReaderApp)
    return "\n".join(shown(pilot.app))


@asynccontextmanager
async def running_early(papers: FakePapers, **options: Any) -> AsyncIterator[Pilot[None]]:
    """Run the app without waiting for its workers."""
    app = reader(papers, **options)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        yield pilot
        papers.gate.set()


ID = "2608.02000"
"""The first paper of the feed of today."""


async def stored(papers: FakePapers, *ids: str) -> list[Mark]:
    """The marks of papers on the disk."""
    marks = await papers.marks.get(ids)
    return [marks.get(id, Mark()) for id in ids]


def row(pilot: Pilot[None], number: int) -> str:
    """The first line of a row of the list."""
    return text(pilot).splitlines()[1 + 2 * number]
