"""Feeds, stored and fresh, over a real cache and a real Hub."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NoReturn, cast

import pytest

from reader.errors import HubError, NoPapersError, NotOpenError, OfflineError, StoreError
from reader.library import Library
from reader.library.days import FreshDays, joined
from reader.library.protocols import Hub
from reader.papers.models import Feed, Paper
from reader.papers.period import Period
from reader.store.feeds.cache import Cache
from tests.hub import faults
from tests.library.conftest import MONDAY, NOON, THURSDAY, WEDNESDAY, World, ids, items


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
    "fault",
    [faults.web_page(), faults.cut_off, faults.not_http, faults.items({"paper": 5}), faults.hangs_up],
    ids=["a web page", "cut off", "not HTTP", "a wrong item", "hung up"],
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


@pytest.mark.parametrize(
    ("hub_time", "said"),
    [
        (None, "the Hub does not have 2026-08-19. Choose another day."),
        (datetime(2026, 8, 19, 1, tzinfo=UTC), "2026-08-19 is not open yet"),
        (datetime(2026, 8, 19, 23, tzinfo=UTC), "2026-08-19 is not open yet"),  # The Hub's bound may lag behind.
        (datetime(2026, 8, 20, 2, tzinfo=UTC), "the Hub does not have 2026-08-19. Choose another day."),
    ],
)
async def test_a_day_that_is_over_is_not_called_one_to_come(world: World, hub_time: datetime | None, said: str) -> None:
    class Refusing:
        name = "the Hub"

        async def daily_papers(self, day: date, *, etag: str = "") -> NoReturn:
            raise NotOpenError(day, hub_time)

    days = FreshDays(world.cache, lambda: cast(Hub, Refusing()), world.clock)
    with pytest.raises(NotOpenError) as caught:
        await anext(aiter(days.fetch(WEDNESDAY, None)))
    assert str(caught.value).startswith(said)


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


async def test_it_is_told_which_day_is_the_newest_one_before_it_comes(world: World) -> None:
    asked: list[date] = []
    del world.double.days[THURSDAY]
    feeds = [feed.day async for feed in world.library.newest(asking=asked.append)]
    assert (asked, feeds) == ([THURSDAY, MONDAY], [MONDAY])
    asked.clear()
    world.now = datetime(2026, 8, 22, 12, tzinfo=UTC)
    await world.feeds(MONDAY)
    assert [feed.day async for feed in world.library.newest(asking=asked.append)][-1] == MONDAY
    assert asked == [date(2026, 8, 21), MONDAY]  # A Saturday has no papers.


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


async def test_a_full_disk_does_not_keep_papers_from_being_read(world: World, tmp_path: Path) -> None:
    world.cache.close(5)
    feed, error = await world.feeds(
        THURSDAY, library=Library(NoRoom(tmp_path), world.marks, lambda: world.hub, world.clock)
    )
    assert ids(feed) == [1, 2, 3]
    assert isinstance(error, StoreError)
    feed, error = await world.feeds(
        None, library=Library(NoRoom(tmp_path), world.marks, lambda: world.hub, world.clock)
    )
    assert ids(feed) == [1, 2, 3]
    assert isinstance(error, StoreError)


class NoRoom(Cache):
    """A cache that keeps nothing."""

    async def get(self, of: date | Period) -> Feed | None:
        return None

    async def newest(self, until: date = date.max) -> Feed | None:
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
