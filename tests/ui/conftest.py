"""The app driven by keys over a library that a test holds in its hands, and papers with nasty titles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.errors import UnreachableError
from reader.library import PaperLibrary
from reader.papers.listing import Listing
from reader.papers.marks import Mark
from reader.papers.models import Author, Feed, Organization, Paper
from reader.papers.period import Day
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from reader.ui.screens.feed import FeedScreen
from tests.ui.library import NOW as NOW
from tests.ui.library import FakePapers as FakePapers


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
    async with asyncio.timeout(60):
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
