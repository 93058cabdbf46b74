"""Days of which papers could not be read, over a real cache and a real Hub."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from reader.errors import HubError
from reader.library.fetch import Outcome, fetch_days
from reader.papers.models import Feed
from reader.papers.period import TRENDING, Week
from tests.hub import faults
from tests.hub.papers import Item, item, paper_id
from tests.library.conftest import MONDAY, NOON, THURSDAY, WEDNESDAY, World, ids, items
from tests.library.test_periods import asked, feeds, last

WEEK = Week.of(THURSDAY)
LATER = datetime(2026, 9, 30, 12, tzinfo=UTC)
"""When Thursday is settled for so long that it is asked for on request only."""


def broken(number: int, day: date = THURSDAY) -> Item:
    """A paper without a title."""
    wrong = item(paper_id(number), day=day)
    wrong["paper"]["title"] = wrong["title"] = None
    return wrong


async def test_a_short_day_says_how_short_it_is_and_keeps_no_mark(world: World) -> None:
    world.double.days[THURSDAY] = [*items(1, 2), broken(3), 5]  # type: ignore[list-item]
    feed = await world.feed(THURSDAY)
    assert (ids(feed), feed.skipped, feed.etag) == ([1, 2], 2, "")
    assert await world.feeds(THURSDAY, library=world.offline) == [feed]
    head = await world.cache.head(THURSDAY)
    assert head is not None
    assert (head.papers, head.skipped) == (2, 2)


async def test_it_is_asked_for_again_after_ten_minutes_until_it_is_whole(world: World) -> None:
    world.now = LATER
    world.double.days[THURSDAY] = [*items(1, 2), broken(3)]
    assert (await world.feed(THURSDAY)).settled
    assert world.requests() == ["2026-08-20"]
    for minutes, again in ((0, []), (9, []), (1, ["2026-08-20"]), (9, []), (1, ["2026-08-20"])):
        world.now += timedelta(minutes=minutes)
        assert (await world.feed(THURSDAY)).skipped == 1
        assert world.requests() == again
    world.double.days[THURSDAY] = items(1, 2, 3)
    world.now += timedelta(minutes=10)
    feed = await world.feed(THURSDAY)
    assert (ids(feed), feed.skipped, bool(feed.etag)) == ([1, 2, 3], 0, True)
    world.now += timedelta(days=100)
    world.requests()
    assert await world.feeds(THURSDAY) == [feed]
    assert world.requests() == []


async def test_going_through_the_days_asks_for_a_short_one_once(world: World) -> None:
    world.now = LATER
    world.double.days[MONDAY].append(broken(9, MONDAY))
    for _ in range(3):
        await world.feed(THURSDAY)
        assert (await world.library.neighbour(THURSDAY, -1)).day == MONDAY
        assert (await world.feed(MONDAY)).skipped == 1
        assert (await world.library.neighbour(MONDAY, 1)).day == THURSDAY
    assert world.requests().count(str(MONDAY)) == 1


async def test_a_stored_paper_is_not_replaced_by_one_that_cannot_be_read(world: World) -> None:
    stored = await world.feed(THURSDAY)
    world.double.days[THURSDAY] = [*items(2, 4), broken(1), broken(3)]
    world.now += timedelta(hours=1)
    feed = await world.feed(THURSDAY)
    assert (ids(feed), feed.skipped) == ([1, 2, 3, 4], 2)
    assert [paper for paper in feed.papers if paper.id != paper_id(4)] == list(stored.papers)
    assert await world.cache.get(THURSDAY) == feed
    world.double.days[THURSDAY] = items(2, 3, 4)
    world.now += timedelta(minutes=10)
    gone = [paper.id for paper in (await world.feed(THURSDAY)).papers if paper.gone]
    assert gone == [paper_id(1)]


async def test_a_stored_abstract_is_not_replaced_by_one_that_cannot_be_read(world: World) -> None:
    abstract = (await world.feed(THURSDAY)).papers[0].abstract
    assert abstract
    world.double.days[THURSDAY] = items(1, 2, 3)
    changed = world.double.days[THURSDAY][0]
    changed["summary"] = changed["paper"]["summary"] = 5
    changed["paper"]["upvotes"] = 500
    world.now += timedelta(hours=1)
    feed = await world.feed(THURSDAY)
    assert (feed.papers[0].upvotes, feed.papers[0].abstract, feed.skipped) == (500, abstract, 0)
    changed["paper"]["summary"] = "Another one."
    world.now += timedelta(hours=1)
    assert (await world.feed(THURSDAY)).papers[0].abstract == "Another one."


async def test_a_short_day_of_a_former_version_gets_whole_though_the_hub_has_the_same(world: World) -> None:
    whole = await world.feed(THURSDAY)
    assert whole.etag
    await world.cache.put(replace(whole, papers=whole.papers[:2], skipped=1))
    world.now += timedelta(minutes=10)
    feed = await world.feed(THURSDAY)
    assert (ids(feed), feed.skipped, feed.etag) == ([1, 2, 3], 0, whole.etag)
    assert "if-none-match" not in world.double.requests[-1].headers


async def test_a_day_of_a_former_version_that_is_whole_is_not_asked_for(world: World) -> None:
    world.now = LATER
    whole = await world.feed(THURSDAY)
    world.requests()
    world.now += timedelta(days=1)
    assert await world.feeds(THURSDAY) == [whole]
    assert world.requests() == []


async def test_what_is_trending_keeps_no_mark_where_it_is_short(world: World) -> None:
    world.double.trending = [*items(1, 2), broken(3)]
    feed = await last(world, TRENDING)
    assert (ids(feed), feed.skipped, feed.etag) == ([1, 2], 1, "")
    await world.cache.put(replace(feed, etag='W/"kept"'))
    world.double.trending = items(1, 2, 3)
    world.now += timedelta(minutes=10)
    feed = await last(world, TRENDING)
    assert (ids(feed), feed.skipped, bool(feed.etag)) == ([1, 2, 3], 0, True)
    assert "if-none-match" not in world.double.requests[-1].headers


def undated(number: int, day: date = THURSDAY) -> Item:
    """A paper of which a week does not tell on which of its days it is."""
    wrong = item(paper_id(number), day=day, paper={"upvotes": 1})
    del wrong["paper"]["submittedOnDailyAt"]
    return wrong


@pytest.mark.parametrize(
    ("wrong", "lost"), [(broken(9, MONDAY), 1), (undated(9, MONDAY), 0)], ids=["broken", "undated"]
)
async def test_a_week_that_comes_short_is_asked_for_day_by_day(world: World, wrong: Item, lost: int) -> None:
    world.double.days[MONDAY].append(wrong)
    feed = await last(world, WEEK)
    whole, *days = asked(world)
    assert whole == {"week": "2026-W34", "p": "0"}
    assert {query["date"] for query in days} == {f"2026-08-{day}" for day in (17, 18, 19, 20)}
    assert feed.skipped == lost
    assert ids(feed) == [1, 2, 3, 7, 8, 9][: 6 - lost]
    stored = await world.cache.get(MONDAY)
    assert stored is not None
    assert (ids(stored), stored.skipped) == ([7, 8, 9][: 3 - lost], lost)
    thursday = await world.cache.get(THURSDAY)
    assert thursday is not None
    assert (ids(thursday), thursday.skipped) == ([1, 2, 3], 0)
    await last(world, WEEK)
    assert asked(world) == []
    world.now += timedelta(minutes=10)
    await last(world, WEEK)
    open_or_short = {str(THURSDAY), str(MONDAY)} if lost else {str(THURSDAY)}
    assert {query["date"] for query in asked(world)} == open_or_short


async def test_of_a_week_that_comes_short_nothing_is_stored_as_whole(world: World) -> None:
    world.double.days[MONDAY].append(broken(9, MONDAY))
    world.double.break_(faults.Answers(500), when=lambda request: "date" in request.query)
    *_, feed, error = await feeds(world, WEEK)
    assert isinstance(error, HubError)
    assert isinstance(feed, Feed)
    assert (ids(feed), feed.skipped) == ([1, 2, 3, 7, 8], 1)
    assert await world.cache.days() == ()
    world.double.mend()
    feed = await last(world, WEEK)
    assert (ids(feed), feed.skipped) == ([1, 2, 3, 7, 8], 1)
    assert await world.cache.days() == (MONDAY, THURSDAY)


async def test_a_week_that_comes_short_takes_nothing_from_the_stored_days(world: World) -> None:
    before = await last(world, WEEK)
    world.double.days[MONDAY] = [*items(7, day=MONDAY), broken(8, MONDAY)]
    world.double.days[THURSDAY] = [broken(1), *items(2, 3)]
    feed = await last(world, WEEK, refresh=True)
    assert (feed.papers, feed.skipped) == (before.papers, 2)


async def outcomes(world: World, *days: date) -> list[Outcome]:
    return [event async for event in fetch_days(world.library, days) if isinstance(event, Outcome)]


async def test_a_fetch_tells_which_days_came_short_and_asks_for_them_again_at_once(world: World) -> None:
    world.now = LATER
    world.double.days[THURSDAY] += [broken(4), broken(5)]
    world.double.days[WEDNESDAY] = items(6, day=WEDNESDAY)
    found = await outcomes(world, THURSDAY, WEDNESDAY)
    assert sorted((one.day, one.result, one.papers, one.skipped) for one in found) == [
        (WEDNESDAY, "fetched", 1, 0),
        (THURSDAY, "fetched", 3, 2),
    ]
    world.requests()
    world.double.days[THURSDAY] = items(1, 2, 3, 4, 5)
    found = await outcomes(world, THURSDAY, WEDNESDAY)
    assert sorted((one.day, one.result, one.skipped) for one in found) == [
        (WEDNESDAY, "fresh", 0),
        (THURSDAY, "fetched", 0),
    ]
    assert world.requests() == [str(THURSDAY)]


async def test_a_day_none_of_whose_papers_can_be_read_is_an_error_and_changes_nothing(world: World) -> None:
    stored = await world.feed(THURSDAY)
    world.double.days[THURSDAY] = [broken(1), broken(2)]
    world.now = NOON + timedelta(hours=1)
    first, error = await world.feeds(THURSDAY)
    assert (first, type(error)) == (stored, HubError)
    assert await world.cache.get(THURSDAY) == stored
