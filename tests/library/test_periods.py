"""Weeks, months and what is trending, over a real cache and a real Hub."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reader.errors import HubError, NoPapersError, OfflineError, ReaderError, StoreError
from reader.library import Library
from reader.papers.models import Feed
from reader.papers.period import DAY, TRENDING, Day, Month, Span, Trending, Week
from tests.hub import faults
from tests.hub.double import Exchange
from tests.hub.papers import Item, item, paper_id
from tests.library.conftest import MONDAY, NOON, THURSDAY, World, ids, items
from tests.library.test_feeds import NoRoom

AUGUST, JULY = Month.of(THURSDAY), Month.of(date(2026, 7, 1))
WEEK = Week.of(THURSDAY)
WORKING_DAYS = [date(2026, 8, day) for day in (3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 17, 18, 19, 20)]


async def feeds(
    world: World, period: Span | Trending, *, library: Library | None = None, refresh: bool = False
) -> list[Feed | ReaderError]:
    """What comes for a period, with the error that ends it."""
    found: list[Feed | ReaderError] = []
    try:
        async for feed in (library or world.library).period(period, refresh=refresh):
            found.append(feed)
    except ReaderError as error:
        found.append(error)
    return found


async def last(world: World, period: Span | Trending, *, refresh: bool = False) -> Feed:
    found = (await feeds(world, period, refresh=refresh))[-1]
    assert isinstance(found, Feed), found
    return found


def asked(world: World) -> list[dict[str, str]]:
    """What was asked for since the last look, but for the size of a page."""
    queries = [{name: query.query[name] for name in query.query if name != "limit"} for query in world.double.requests]
    world.double.requests.clear()
    return queries


def month_of_papers(world: World, days: Sequence[date], count: int) -> None:
    """Give each day some papers, whose votes have nothing to do with their order."""
    numbers = iter(range(1, 100_000))
    for day in days:
        world.double.days[day] = [
            item(paper_id(number), day=day, paper={"upvotes": number * 37 % 11})
            for number in (next(numbers) for _ in range(count))
        ]


@pytest.mark.parametrize(("span", "days", "count"), [(AUGUST, WORKING_DAYS, 18), (WEEK, WORKING_DAYS[-4:], 63)])
async def test_a_period_is_put_together_from_its_days_as_the_hub_lists_it(
    world: World, span: Span, days: list[date], count: int
) -> None:
    month_of_papers(world, days, count)  # Three pages,
    world.double.repeated = 1  # the borders of which repeat a paper.
    pages = [world.double.days[day] for day in sorted(days, reverse=True)]
    served = [paper["paper"]["upvotes"] for day in pages for paper in day]
    assert max(served[100:]) > min(served[:100])  # An inversion after the first page.
    name = "week" if span == WEEK else "month"
    feed = await last(world, span)
    assert asked(world) == [{name: str(span), "p": str(page)} for page in range(3)]
    papers = [(paper["paper"], day) for day in days for paper in world.double.days[day]]
    listed = {paper["id"]: (paper["upvotes"], day) for paper, day in papers}
    order = sorted(listed, key=lambda id: (listed[id], id), reverse=True)
    assert [paper.id for paper in feed.papers] == order
    assert [paper.listed for paper in feed.papers] == [listed[id][1] for id in order]
    assert (feed.period, feed.missing, feed.fetched_at) == (span, (), NOON)
    (offline,) = await feeds(world, span, library=world.offline)
    assert offline == feed


async def test_its_days_are_stored_as_days_without_a_mark(world: World) -> None:
    await last(world, WEEK)
    assert asked(world) == [{"week": "2026-W34", "p": "0"}]
    assert await world.cache.days() == (MONDAY, THURSDAY)
    stored = await world.cache.get(MONDAY)
    assert stored is not None
    assert (ids(stored), stored.etag, stored.settled) == ([7, 8], "", True)
    assert await world.cache.get(WEEK) is None
    tuesday = await world.cache.get(date(2026, 8, 18))
    assert tuesday is not None
    assert (tuesday.papers, tuesday.settled) == ((), True)


async def test_a_day_that_is_open_and_empty_is_not_missing_but_not_stored(world: World) -> None:
    world.double.days[THURSDAY] = []
    feed = await last(world, WEEK)
    assert feed.missing == ()
    assert await world.cache.get(THURSDAY) is None


async def test_what_is_stored_comes_first_and_says_what_is_missing(world: World) -> None:
    await world.feed(MONDAY)
    asked(world)
    found = await feeds(world, WEEK, library=world.offline)
    first, error = found
    assert isinstance(first, Feed)
    assert (ids(first), first.missing) == ([7, 8], tuple(MONDAY + number * DAY for number in (1, 2, 3)))
    assert isinstance(error, OfflineError)
    before, after = await feeds(world, WEEK)
    assert before == first
    assert ids(after) == [1, 2, 3, 7, 8]


async def test_a_week_of_fresh_days_is_not_asked_for_until_it_is_wanted(world: World) -> None:
    await last(world, WEEK)
    asked(world)
    await last(world, WEEK)
    assert asked(world) == []
    await last(world, WEEK, refresh=True)
    assert asked(world) == [{"week": "2026-W34", "p": "0"}]


async def test_few_days_are_asked_for_by_themselves_with_their_marks(world: World) -> None:
    thursday = await world.feed(THURSDAY)
    await last(world, WEEK)
    asked(world)
    await world.feed(THURSDAY, refresh=True)
    asked(world)
    world.now += timedelta(minutes=11)
    feed = await last(world, WEEK)
    assert world.double.requests[-1].headers["if-none-match"] == thursday.etag
    assert asked(world) == [{"date": "2026-08-20", "p": "0"}]
    assert ids(feed) == [1, 2, 3, 7, 8]


async def test_week_53_is_put_together_from_its_days(world: World) -> None:
    world.now = datetime(2027, 1, 6, 12, tzinfo=UTC)
    world.double.today = date(2027, 1, 6)
    over = {date(2026, 12, 28): items(1, day=date(2026, 12, 28)), date(2027, 1, 1): items(2, day=date(2027, 1, 1))}
    world.double.days.update(over)
    feed = await last(world, Week.of(date(2026, 12, 31)))
    assert (str(feed.period), ids(feed), feed.missing) == ("2026-W53", [1, 2], ())
    assert sorted(query["date"] for query in asked(world)) == [
        *(f"2026-12-{day}" for day in (28, 29, 30, 31)),
        "2027-01-01",
    ]


async def test_a_period_that_the_hub_refuses_is_put_together_from_its_days(world: World) -> None:
    async def refuse(exchange: Exchange) -> None:
        await exchange.send(exchange.reply.with_(status=400, body=b'{"error":"no"}'))

    world.double.break_(refuse, when=lambda request: "month" in request.query)
    assert ids(await last(world, AUGUST)) == [1, 2, 3, 7, 8]
    assert {query.get("date") for query in asked(world)} == {None, *map(str, WORKING_DAYS)}


async def test_a_mirror_that_knows_no_months_is_asked_for_the_days(world: World) -> None:
    world.double.ignores_periods = True
    world.double.days[date(2026, 7, 1)] = items(30, day=date(2026, 7, 1))
    assert ids(await last(world, JULY)) == [30]
    assert len(asked(world)) == 1 + 22  # All but the one that was in the answer for the month.


async def test_what_a_mirror_mixes_in_is_dropped_and_its_silence_means_nothing(world: World) -> None:
    await world.feed(MONDAY)
    world.double.ignores_periods = True
    world.double.days[THURSDAY] += items(50, day=date(2026, 7, 1))
    world.double.days[MONDAY] = items(7, day=MONDAY)
    world.now += timedelta(days=30)
    world.double.today = world.now.date()
    feed = await last(world, WEEK, refresh=True)
    assert ids(feed) == [1, 2, 3, 7, 8]
    assert not any(paper.gone for paper in feed.papers)


async def test_a_paper_that_left_a_complete_list_is_gone_and_last(world: World) -> None:
    await last(world, WEEK)
    world.double.days[THURSDAY] = items(2, 3)
    feed = await last(world, WEEK, refresh=True)
    assert ids(feed) == [2, 3, 7, 8, 1]
    assert feed.papers[-1].gone


async def test_a_paper_of_two_days_is_on_the_newest_one_that_lists_it(world: World) -> None:
    world.double.days[MONDAY] = items(1, 7, day=MONDAY)
    await world.feed(MONDAY)
    await world.feed(THURSDAY)
    found = (await feeds(world, WEEK, library=world.offline))[0]
    assert isinstance(found, Feed)
    assert [(paper.id[-1], paper.listed) for paper in found.papers] == [
        *((number, THURSDAY) for number in "123"),
        ("7", MONDAY),
    ]


async def test_a_paper_that_left_the_newer_of_two_days_is_on_the_older_one(world: World) -> None:
    world.double.days[MONDAY] = items(1, 7, day=MONDAY)
    await world.feed(MONDAY)
    await world.feed(THURSDAY)
    world.double.days[THURSDAY] = items(2, 3)
    await world.feed(THURSDAY, refresh=True)
    found = (await feeds(world, WEEK, library=world.offline))[0]
    assert isinstance(found, Feed)
    assert (found.papers[0].id[-1], found.papers[0].listed, found.papers[0].gone) == ("1", MONDAY, False)


async def test_an_answer_that_is_cut_off_leaves_what_is_stored(world: World) -> None:
    await last(world, WEEK)
    world.double.break_(faults.cut_off)
    stored, error = await feeds(world, WEEK, refresh=True)
    assert ids(stored) == [1, 2, 3, 7, 8]
    assert isinstance(error, HubError)


async def test_a_full_disk_does_not_keep_a_week_from_being_read(world: World, tmp_path: Path) -> None:
    cache = NoRoom(tmp_path / "other")
    library = Library(cache, world.marks, lambda: world.hub, world.clock)
    feed, error = await feeds(world, WEEK, library=library)
    cache.close(5)
    assert ids(feed) == [1, 2, 3, 7, 8]
    assert isinstance(error, StoreError)


async def test_a_month_that_begins_with_a_weekend_has_no_papers_yet(world: World) -> None:
    world.now = datetime(2026, 8, 1, 12, tzinfo=UTC)
    (error,) = await feeds(world, AUGUST)
    assert isinstance(error, NoPapersError)
    assert str(error) == "August 2026 has no papers yet."


# What is trending


def trending(*numbers: int) -> list[Item]:
    return [item(paper_id(number), paper={"upvotes": number * 7 % 5}) for number in numbers]


async def test_what_is_trending_keeps_its_order_and_is_replaced(world: World) -> None:
    world.double.trending = trending(5, 3, 9)
    first = await last(world, TRENDING)
    assert ids(first) == [5, 3, 9]
    world.double.trending = trending(9, 4)
    world.now += timedelta(minutes=10)
    before, after = await feeds(world, TRENDING)
    assert (before, ids(after)) == (first, [9, 4])
    assert await world.cache.get(TRENDING) == after
    assert await feeds(world, TRENDING, library=world.offline) == [after]
    assert await world.cache.days() == ()


async def test_nothing_trending_and_nothing_new_leave_what_is_stored(world: World) -> None:
    world.double.trending = trending(5, 3)
    first = await last(world, TRENDING)
    world.now += timedelta(minutes=10)
    assert (await last(world, TRENDING)).papers == first.papers
    assert world.double.requests[-1].headers["if-none-match"] == first.etag
    world.double.trending = []
    assert (await last(world, TRENDING, refresh=True)).papers == first.papers
    stored = await world.cache.get(TRENDING)
    assert stored is not None
    assert stored.papers == first.papers


# From one to the next


async def test_weeks_are_gone_through_over_the_new_year(world: World) -> None:
    world.now = datetime(2027, 1, 6, 12, tzinfo=UTC)
    world.double.today = date(2027, 1, 6)
    world.double.days.update({day: items(5, day=day) for day in (date(2026, 12, 30), date(2027, 1, 5))})
    newest = Week.of(date(2027, 1, 5))
    older = await world.library.neighbour(newest, -1)
    assert str(older.period) == "2026-W53"
    assert (await world.library.neighbour(Week.of(date(2026, 12, 30)), 1)).period == newest


async def test_weeks_without_papers_are_passed_over(world: World) -> None:
    world.double.days[date(2026, 8, 5)] = items(40, day=date(2026, 8, 5))
    assert (await world.library.neighbour(WEEK, -1)).period == Week.of(date(2026, 8, 5))
    asked(world)
    assert (await world.library.neighbour(WEEK, -1)).period == Week.of(date(2026, 8, 5))
    assert asked(world) == []


async def test_without_a_network_the_nearest_stored_month_is_next(world: World) -> None:
    world.double.days[date(2026, 3, 5)] = items(40, day=date(2026, 3, 5))
    await world.feed(date(2026, 3, 5))
    found = await world.offline.neighbour(AUGUST, -1)
    assert found.period == Month.of(date(2026, 3, 5))
    assert isinstance(found.only_stored, OfflineError)
    with pytest.raises(OfflineError):
        await world.offline.neighbour(Month.of(date(2026, 3, 5)), -1)


@pytest.mark.parametrize(
    ("span", "direction", "said"),
    [
        (Week.of(date(2023, 5, 4)), -1, "Week 18 of 2023 is the first week of Daily Papers."),
        (Month.of(date(2023, 5, 4)), -1, "May 2023 is the first month of Daily Papers."),
        (WEEK, 1, "No newer week with papers yet."),
        (Week.of(date(2026, 3, 4)), -1, "No papers in the 6 weeks before week 10 of 2026."),
    ],
)
async def test_where_there_is_no_other_one_it_is_said(world: World, span: Span, direction: int, said: str) -> None:
    with pytest.raises(NoPapersError) as caught:
        await world.library.neighbour(span, 1 if direction > 0 else -1)
    assert str(caught.value) == said


async def test_a_day_is_still_found_by_its_date(world: World) -> None:
    assert (await world.library.neighbour(THURSDAY, -1)).period == Day(MONDAY)
