"""The days beside the one that is read, fetched before anyone wants them, over a real cache and a real Hub."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from reader.hub.client import Hub
from reader.hub.endpoint import Endpoint
from reader.library import Library
from reader.papers.period import EditionClock
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.hub.double import Exchange, HubDouble
from tests.hub.faults import Answers, Changes
from tests.library.conftest import MONDAY, THURSDAY, WEDNESDAY, World, items

TUESDAY, FRIDAY = date(2026, 8, 18), date(2026, 8, 21)
SATURDAY_NOON = datetime(2026, 8, 22, 12, tzinfo=UTC)
WEEK = {day: items(day.day, day=day) for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)}


@pytest.fixture
async def week(world: World) -> World:
    """The Saturday after a week with papers on every day, and Wednesday on the screen."""
    world.double.days, world.double.today, world.now = dict(WEEK), FRIDAY, SATURDAY_NOON
    await world.feed(WEDNESDAY)
    world.requests()
    return world


def counting(left: int) -> Changes:
    """The right answers, after the first of which so many requests are left."""
    rest = count(left, -1)
    return Changes(lambda reply: reply.with_(RateLimit=f'"api";r={next(rest)};t=200'))


class Held:
    """A Hub that holds back its answers about Tuesday until it is let go."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[str] = asyncio.Queue()
        """The days that it is asked for."""
        self._gate, self._loop = asyncio.Event(), asyncio.get_running_loop()

    async def __call__(self, exchange: Exchange) -> None:
        day = exchange.request.query["date"]
        self._loop.call_soon_threadsafe(self.asked.put_nowait, day)
        if day == str(TUESDAY):
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._gate.wait(), self._loop))
        await exchange.send(exchange.reply)

    def let_go(self) -> None:
        self._gate.set()


async def begun(week: World) -> tuple[asyncio.Task[None], Held]:
    """Begin to fetch what is beside Wednesday, and wait until the Hub is asked for Tuesday."""
    held = Held()
    week.double.break_(held)
    task = asyncio.create_task(week.library.prefetch(WEDNESDAY))
    assert await held.asked.get() == str(TUESDAY)
    return task, held


async def given_up(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_the_day_before_and_the_day_after_are_stored(week: World) -> None:
    await week.library.prefetch(WEDNESDAY)
    assert week.requests() == ["2026-08-18", "2026-08-20"]
    assert {TUESDAY, THURSDAY} <= set(await week.cache.days())
    assert (await week.library.neighbour(WEDNESDAY, -1)).day == TUESDAY
    assert (await week.library.neighbour(WEDNESDAY, 1)).day == THURSDAY
    assert week.requests() == []


async def test_what_is_stored_is_not_fetched_again(week: World) -> None:
    await week.feed(TUESDAY)
    week.requests()
    await week.library.prefetch(WEDNESDAY)
    await week.library.prefetch(WEDNESDAY)
    assert week.requests() == ["2026-08-20"]


async def test_days_without_papers_are_passed_over_once(world: World) -> None:
    for asked in (["2026-08-19", "2026-08-18", "2026-08-17"], []):
        await world.library.prefetch(THURSDAY)
        assert world.requests() == asked


async def test_the_newest_open_day_is_left_to_the_look_for_a_newer_one(world: World) -> None:
    world.double.days[WEDNESDAY] = items(9, day=WEDNESDAY)
    await world.library.prefetch(WEDNESDAY)
    assert world.requests() == ["2026-08-18", "2026-08-17"]


@pytest.mark.parametrize(("left", "asked"), [(50, 0), (51, 1), (52, 2)])
async def test_the_requests_that_are_kept_for_reading_are_not_used(week: World, left: int, asked: int) -> None:
    week.double.break_(counting(left))
    await week.feed(WEDNESDAY, refresh=True)
    week.requests()
    await week.library.prefetch(WEDNESDAY)
    assert len(week.requests()) == asked


async def test_after_a_refusal_nothing_else_is_asked_for_until_someone_wants_it(week: World) -> None:
    week.double.break_(Answers(500))
    await week.library.prefetch(WEDNESDAY)
    assert week.requests() == ["2026-08-18"]
    assert set(await week.cache.days()) == {WEDNESDAY}
    week.double.mend()
    assert (await week.library.neighbour(WEDNESDAY, -1)).day == TUESDAY


async def test_without_a_network_nothing_is_asked_for_nor_told(week: World) -> None:
    await week.offline.prefetch(WEDNESDAY)
    assert week.requests() == []


async def test_where_nothing_is_wanted_there_is_not_even_a_connection(tmp_path: Path, double: HubDouble) -> None:
    def connect() -> Hub:
        raise AssertionError("Nothing was to be asked for.")

    double.days, double.today = dict(WEEK), FRIDAY
    cache, clock = Cache(tmp_path), EditionClock(lambda: SATURDAY_NOON)
    marks, hub = Marks(None, clock.now), Hub(Endpoint(double.url))
    for day in (TUESDAY, THURSDAY):
        async for _ in Library(cache, marks, lambda: hub, clock).feed(day):
            pass
    await Library(cache, marks, connect, clock).prefetch(WEDNESDAY)
    await hub.close()
    cache.close(5)
    marks.close(5)


async def test_who_wants_a_day_that_is_on_its_way_waits_for_that_answer(week: World) -> None:
    fetching, held = await begun(week)
    wanted = asyncio.create_task(week.library.neighbour(WEDNESDAY, -1))
    assert await held.asked.get() == str(MONDAY)  # Two days are asked for at a time.
    held.let_go()
    assert (await wanted).day == TUESDAY
    await fetching
    assert sorted(week.requests()) == ["2026-08-17", "2026-08-18", "2026-08-20"]


async def test_who_wants_a_day_whose_fetching_is_given_up_asks_for_it(week: World) -> None:
    fetching, held = await begun(week)
    wanted = asyncio.create_task(week.library.neighbour(WEDNESDAY, -1))
    assert await held.asked.get() == str(MONDAY)
    await given_up(fetching)
    assert await held.asked.get() == str(TUESDAY)
    held.let_go()
    assert (await wanted).day == TUESDAY


async def test_what_is_given_up_does_not_go_on_but_can_begin_again(week: World) -> None:
    fetching, held = await begun(week)
    await given_up(fetching)
    held.let_go()
    assert week.requests() == ["2026-08-18"]
    await week.library.prefetch(WEDNESDAY)
    assert week.requests() == ["2026-08-18", "2026-08-20"]
