"""A library and all that it stands on: a real cache, a real Hub, and a time that a test sets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.hub.client import Hub
from reader.hub.endpoint import Endpoint
from reader.library import Library
from reader.papers.models import Feed
from reader.papers.period import EditionClock
from reader.store.documents import Documents
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.hub.double import HubDouble
from tests.hub.papers import Item, item, paper_id

THURSDAY, WEDNESDAY, MONDAY = date(2026, 8, 20), date(2026, 8, 19), date(2026, 8, 17)
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
ID = paper_id(900)
"""A paper that is on no day."""


class World:
    """A library and all that it stands on."""

    def __init__(self, folder: Path, double: HubDouble) -> None:
        self.folder = folder
        self.double = double
        self.now = NOON
        self.clock = EditionClock(lambda: self.now)
        self.cache = Cache(folder)
        self.marks = Marks(None, self.clock.now)
        self.hub = Hub(Endpoint(double.url))
        self.library = Library(self.cache, self.marks, lambda: self.hub, self.clock)
        self.offline = Library(self.cache, self.marks, None, self.clock)

    async def feeds(
        self, day: date | None, *, library: Library | None = None, refresh: bool = False
    ) -> list[Feed | ReaderError]:
        """What comes for a day, with the error that ends it."""
        asked = library or self.library
        found: list[Feed | ReaderError] = []
        try:
            async for feed in asked.newest(refresh=refresh) if day is None else asked.feed(day, refresh=refresh):
                found.append(feed)
        except ReaderError as error:
            found.append(error)
        return found

    async def feed(self, day: date | None, *, refresh: bool = False) -> Feed:
        """The last feed that comes for a day."""
        last = (await self.feeds(day, refresh=refresh))[-1]
        assert isinstance(last, Feed), last
        return last

    def requests(self) -> list[str]:
        """The days asked for since the last look; empty for the undated feed."""
        days = [request.query.get("date", "") for request in self.double.requests]
        self.double.requests.clear()
        return days


def items(*numbers: int, day: date = THURSDAY) -> list[Item]:
    return [item(paper_id(number), day=day, paper={"upvotes": 100 - number}) for number in numbers]


def ids(feed: Feed | ReaderError) -> list[int]:
    assert isinstance(feed, Feed)
    return [int(paper.id[-5:]) for paper in feed.papers]


@pytest.fixture
def double() -> Iterator[HubDouble]:
    with HubDouble({THURSDAY: items(1, 2, 3), MONDAY: items(7, 8, day=MONDAY)}) as running:
        yield running


@pytest.fixture
async def world(tmp_path: Path, double: HubDouble) -> AsyncIterator[World]:
    made = World(tmp_path / "cache", double)
    yield made
    await made.hub.close()
    made.cache.close(5)
    made.marks.close(5)


@pytest.fixture
def documents(tmp_path: Path) -> Iterator[Documents]:
    kept = Documents(tmp_path / "cache")
    yield kept
    kept.close(5)


@pytest.fixture
def library(world: World, documents: Documents) -> Library:
    return Library(world.cache, world.marks, lambda: world.hub, world.clock, lambda: documents)


@pytest.fixture
def offline(world: World, documents: Documents) -> Library:
    return Library(world.cache, world.marks, None, world.clock, lambda: documents)
