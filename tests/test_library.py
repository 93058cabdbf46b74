"""The library over a real cache and a real Hub, at a time that a test sets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reader.errors import HubError, NoPapersError, NotOpenError, OfflineError, ReaderError, StoreError, UnreachableError
from reader.hub.access import Access
from reader.hub.client import Hub
from reader.library import Library, joined
from reader.papers.models import Feed, Paper
from reader.papers.period import EditionClock
from reader.store.cache import Cache
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import Item, item, paper_id

THURSDAY, WEDNESDAY, MONDAY = date(2026, 8, 20), date(2026, 8, 19), date(2026, 8, 17)
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)


class World:
    """A library and all that it stands on."""

    def __init__(self, folder: Path, double: HubDouble) -> None:
        self.double = double
        self.now = NOON
        self.clock = EditionClock(lambda: self.now)
        self.cache = Cache(folder)
        self.hub = Hub(Access(double.url))
        self.library = Library(self.cache, lambda: self.hub, self.clock)
        self.offline = Library(self.cache, None, self.clock)

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


async def test_a_day_is_fetched_stored_and_then_read_from_the_disk(world: World) -> None:
    fetched = await world.feed(THURSDAY)
    assert ids(fetched) == [1, 2, 3]
    assert fetched.fetched_at == NOON
    assert await world.feeds(THURSDAY) == [fetched]
    assert await world.feeds(THURSDAY, library=world.offline) == [fetched]
    assert world.requests() == ["2026-08-20"]


async def test_the_stored_feed_comes_first_then_the_fresh_one(world: World) -> None:
    stored = await world.feed(THURSDAY)
    world.double.days[THURSDAY] = items(2, 3, 4)
    world.now += timedelta(minutes=10)
    first, second = await world.feeds(THURSDAY)
    assert first == stored
    assert ids(second) == [2, 3, 4, 1]
    assert isinstance(second, Feed)
    assert [paper.gone for paper in second.papers] == [False, False, False, True]


async def test_a_paper_that_comes_back_is_not_gone_any_more(world: World) -> None:
    await world.feed(THURSDAY)
    world.double.days[THURSDAY] = items(1)
    assert [paper.gone for paper in (await world.feed(THURSDAY, refresh=True)).papers] == [False, True, True]
    world.double.days[THURSDAY] = items(1, 2)
    feed = await world.feed(THURSDAY, refresh=True)
    assert [(paper.id[-1], paper.gone) for paper in feed.papers] == [("1", False), ("2", False), ("3", True)]


async def test_what_could_not_be_read_is_not_said_to_be_gone(world: World) -> None:
    await world.feed(THURSDAY)
    world.double.days[THURSDAY] = [*items(1, 2), {"paper": {"id": "broken"}}]
    feed = await world.feed(THURSDAY, refresh=True)
    assert (ids(feed), feed.skipped) == ([1, 2, 3], 1)
    assert not any(paper.gone for paper in feed.papers)


async def test_nothing_new_renews_the_time_and_sends_no_papers(world: World) -> None:
    first = await world.feed(THURSDAY)
    world.now += timedelta(hours=1)
    second = await world.feed(THURSDAY)
    assert second.papers == first.papers
    assert second.fetched_at == world.now
    assert world.double.requests[-1].headers["if-none-match"] == first.etag
    assert await world.cache.get(THURSDAY) == second


async def test_an_empty_answer_for_a_day_with_papers_changes_nothing(world: World) -> None:
    stored = await world.feed(THURSDAY)
    world.double.days[THURSDAY] = []
    world.now += timedelta(hours=1)
    assert (await world.feeds(THURSDAY))[-1] == stored
    assert await world.cache.get(THURSDAY) == stored


@pytest.mark.parametrize(
    "fault", [faults.web_page(), faults.cut_off, faults.not_http, faults.items({"paper": 5}), faults.hangs_up], ids=repr
)
async def test_a_broken_answer_changes_nothing_and_is_told(world: World, fault: object) -> None:
    stored = await world.feed(THURSDAY)
    world.double.break_(fault)  # type: ignore[arg-type]
    world.now += timedelta(hours=1)
    first, error = await world.feeds(THURSDAY)
    assert first == stored
    assert isinstance(error, HubError)
    assert await world.cache.get(THURSDAY) == stored


async def test_offline_says_why_nothing_is_fresh(world: World) -> None:
    stored = await world.feed(THURSDAY)
    world.now += timedelta(hours=1)
    assert world.requests()
    first, error = await world.feeds(THURSDAY, library=world.offline)
    assert first == stored
    assert isinstance(error, OfflineError)
    (error,) = await world.feeds(WEDNESDAY, library=world.offline)
    assert isinstance(error, OfflineError)
    assert world.requests() == []


async def test_a_settled_day_is_asked_for_daily_for_two_weeks_and_then_only_on_request(world: World) -> None:
    world.now = datetime(2026, 8, 21, 12, tzinfo=UTC)
    assert (await world.feed(THURSDAY)).settled
    world.now += timedelta(hours=23)
    await world.feed(THURSDAY)
    assert len(world.requests()) == 1
    world.now += timedelta(hours=1)
    await world.feed(THURSDAY)
    assert len(world.requests()) == 1
    world.now += timedelta(days=40)
    await world.feed(THURSDAY)
    assert world.requests() == []
    await world.feed(THURSDAY, refresh=True)
    assert len(world.requests()) == 1


async def test_a_day_that_closed_empty_is_stored_and_not_asked_for_again(world: World) -> None:
    world.now = datetime(2026, 8, 21, 12, tzinfo=UTC)
    assert (await world.feed(WEDNESDAY)).papers == ()
    world.now += timedelta(days=3)
    assert (await world.feed(WEDNESDAY)).papers == ()
    assert world.requests() == ["2026-08-19"]


async def test_an_empty_day_that_is_still_open_is_asked_for_again(world: World) -> None:
    world.double.days[THURSDAY] = []
    assert (await world.feed(THURSDAY)).papers == ()
    world.double.days[THURSDAY] = items(5)
    assert ids(await world.feed(THURSDAY)) == [5]


async def test_a_day_that_the_hub_has_not_opened_is_told(world: World) -> None:
    world.double.today = WEDNESDAY
    (error,) = await world.feeds(THURSDAY)
    assert isinstance(error, NotOpenError)


@pytest.mark.parametrize("why", ["not open", "empty", "weekend"])
async def test_the_newest_day_is_the_last_one_with_papers(world: World, why: str) -> None:
    world.double.days[WEDNESDAY] = items(9, day=WEDNESDAY)
    del world.double.days[THURSDAY]
    if why == "not open":
        world.double.today = WEDNESDAY
    if why == "weekend":
        world.now = datetime(2026, 8, 22, 12, tzinfo=UTC)
    feed = await world.feed(None)
    assert (feed.day, ids(feed)) == (WEDNESDAY, [9])
    # By one undated request, not by a walk through empty days.
    assert world.requests() == ["", "2026-08-19"] if why == "weekend" else ["2026-08-20", "", "2026-08-19"]


async def test_the_newest_stored_day_comes_before_anything_is_asked(world: World) -> None:
    monday = await world.feed(MONDAY)
    world.requests()
    feeds = world.library.newest()
    assert await anext(feeds) == monday
    assert world.requests() == []
    rest = [feed async for feed in feeds]
    assert [feed.day for feed in rest] == [THURSDAY]


async def test_the_newest_day_is_not_asked_for_while_it_is_fresh(world: World) -> None:
    feed = await world.feed(None)
    world.requests()
    world.now += timedelta(minutes=9)
    assert await world.feeds(None) == [feed]
    assert world.requests() == []
    await world.feeds(None, refresh=True)
    assert world.requests() == ["2026-08-20"]


async def test_a_hub_without_papers_is_told(world: World) -> None:
    world.double.days.clear()
    (error,) = await world.feeds(None)
    assert isinstance(error, NoPapersError)


async def test_older_and_newer_days_skip_what_is_empty(world: World) -> None:
    assert (await world.library.neighbour(THURSDAY, -1)).day == MONDAY
    assert world.requests() == ["2026-08-19", "2026-08-18", "2026-08-17", "2026-08-14"]
    assert (await world.library.neighbour(MONDAY, 1)).day == THURSDAY


async def test_a_stored_neighbour_needs_no_request(world: World) -> None:
    world.double.days[WEDNESDAY] = items(9, day=WEDNESDAY)
    await world.feed(WEDNESDAY)
    world.requests()
    assert (await world.library.neighbour(THURSDAY, -1)).day == WEDNESDAY
    assert world.requests() == []


async def test_days_that_closed_empty_are_not_asked_for_twice(world: World) -> None:
    world.now = datetime(2026, 8, 21, 12, tzinfo=UTC)
    world.double.today = date(2026, 8, 21)
    await world.library.neighbour(THURSDAY, -1)
    world.requests()
    await world.library.neighbour(THURSDAY, -1)
    assert world.requests() == []


async def test_weekends_are_not_asked_for_but_old_sundays_are(world: World) -> None:
    await world.library.neighbour(MONDAY + timedelta(7), -1)
    asked = {date.fromisoformat(day).weekday() for day in world.requests()}
    assert not asked & {5, 6}
    sunday = date(2024, 11, 24)
    world.double.days[sunday] = items(5, day=sunday)
    assert (await world.library.neighbour(sunday + timedelta(1), -1)).day == sunday


async def test_the_search_for_a_neighbour_ends_after_a_month(world: World) -> None:
    world.double.days = {THURSDAY: items(1)}
    with pytest.raises(NoPapersError, match="31 days before 2026-08-20"):
        await world.library.neighbour(THURSDAY, -1)
    asked = world.requests()
    assert len(asked) == len(set(asked)) == 23
    assert min(asked) >= "2026-07-20"


async def test_the_newest_day_with_papers_is_said_to_be_that_until_there_is_a_newer_one(world: World) -> None:
    world.now = datetime(2026, 8, 24, 12, tzinfo=UTC)
    with pytest.raises(NoPapersError, match="2026-08-20 is the newest day with papers"):
        await world.library.neighbour(THURSDAY, 1)


async def test_the_first_and_the_newest_day_have_no_neighbour_beyond(world: World) -> None:
    with pytest.raises(NoPapersError, match="newest day"):
        await world.library.neighbour(THURSDAY, 1)
    with pytest.raises(NoPapersError, match="first day"):
        await world.library.neighbour(date(2023, 5, 4), -1)
    assert world.requests() == []


async def test_offline_the_neighbour_is_the_nearest_stored_day(world: World) -> None:
    old = date(2026, 7, 1)
    world.double.days[old] = items(5, day=old)
    for day in (THURSDAY, MONDAY, old):
        await world.feed(day)
    found = await world.offline.neighbour(MONDAY, -1)
    assert found.day == old
    assert isinstance(found.only_stored, OfflineError)
    assert (await world.offline.neighbour(MONDAY, 1)).day == THURSDAY
    assert (await world.offline.neighbour(old, 1)).day == MONDAY
    with pytest.raises(OfflineError):
        await world.offline.neighbour(old, -1)


async def test_without_the_hub_the_neighbour_is_the_nearest_stored_day(world: World) -> None:
    await world.feed(THURSDAY)
    await world.feed(MONDAY)
    world.double.__exit__(None, None, None)
    found = await world.library.neighbour(THURSDAY, -1)
    assert found.day == MONDAY
    assert isinstance(found.only_stored, UnreachableError)


async def test_a_full_disk_does_not_keep_papers_from_being_read(world: World, tmp_path: Path) -> None:
    world.cache.close(5)
    feed, error = await world.feeds(THURSDAY, library=Library(NoRoom(tmp_path), lambda: world.hub, world.clock))
    assert ids(feed) == [1, 2, 3]
    assert isinstance(error, StoreError)
    feed, error = await world.feeds(None, library=Library(NoRoom(tmp_path), lambda: world.hub, world.clock))
    assert ids(feed) == [1, 2, 3]
    assert isinstance(error, StoreError)


class NoRoom(Cache):
    """A cache that keeps nothing."""

    async def get(self, day: date) -> Feed | None:
        return None

    async def newest(self, until: date) -> Feed | None:
        return None

    async def put(self, feed: Feed) -> None:
        raise StoreError("Not saved: the disk is full.")


def test_joined_lists_are_ordered_by_votes_with_the_gone_behind() -> None:
    stored = (Paper(id="1", title="a", upvotes=90), Paper(id="2", title="b", upvotes=5))
    fresh = (Paper(id="2", title="b", upvotes=50), Paper(id="3", title="c", upvotes=40))
    papers = joined(stored, fresh, whole=True)
    assert [(paper.id, paper.upvotes, paper.gone) for paper in papers] == [
        ("2", 50, False),
        ("3", 40, False),
        ("1", 90, True),
    ]


def test_a_paper_that_is_gone_does_not_come_back_by_an_answer_that_was_half_read() -> None:
    stored = (Paper(id="1", title="a", gone=True), Paper(id="2", title="b"))
    papers = joined(stored, (), whole=False)
    assert [(paper.id, paper.gone) for paper in papers] == [("2", False), ("1", True)]
