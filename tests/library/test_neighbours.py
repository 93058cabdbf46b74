"""The next day with papers, over a real cache and a real Hub."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from reader.errors import NoPapersError, OfflineError, UnreachableError
from tests.library.conftest import MONDAY, THURSDAY, WEDNESDAY, World, items


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


async def test_it_is_told_which_day_the_answer_depends_on(world: World) -> None:
    asked: list[date] = []
    assert (await world.library.neighbour(THURSDAY, -1, asked.append)).day == MONDAY
    assert asked[0] == WEDNESDAY
    assert asked[-1] == MONDAY
    assert set(asked) == {WEDNESDAY, date(2026, 8, 18), MONDAY}
    asked.clear()
    world.now += timedelta(days=1)
    await world.library.neighbour(THURSDAY, -1, asked.append)
    world.double.today = date(2026, 8, 21)
    asked.clear()
    await world.library.neighbour(THURSDAY, -1, asked.append)
    assert asked == []  # All of them are known.


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
    with pytest.raises(NoPapersError, match="31 days before Thu 20 Aug 2026"):
        await world.library.neighbour(THURSDAY, -1)
    asked = world.requests()
    assert len(asked) == len(set(asked)) == 23
    assert min(asked) >= "2026-07-20"


async def test_the_newest_day_with_papers_is_said_to_be_that_until_there_is_a_newer_one(world: World) -> None:
    world.now = datetime(2026, 8, 24, 12, tzinfo=UTC)
    with pytest.raises(NoPapersError, match="No newer day with papers yet"):
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
