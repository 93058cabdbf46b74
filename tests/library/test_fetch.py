"""Many days fetched ahead, over a real cache and a real Hub."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import aclosing
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
import stamina

from reader.errors import HubError, OfflineError, ReaderError, StoreError
from reader.hub.client import Answer, Hub
from reader.hub.endpoint import Endpoint
from reader.library import Library, many
from reader.library.fetch import Outcome, days_back, fetch_days
from reader.library.many import AT_ONCE, FAILED_IN_A_ROW, Pause
from reader.papers.period import DAY, FIRST_DAY
from reader.sample import DAYS, Sample
from reader.store.feeds.cache import Cache
from tests.hub import faults
from tests.hub.double import Exchange, Request
from tests.library.conftest import MONDAY, THURSDAY, WEDNESDAY, World, items

TUESDAY, SUNDAY, SATURDAY = date(2026, 8, 18), date(2026, 8, 16), date(2026, 8, 15)
LONG_AGO = date(2026, 6, 30)
"""So long that a settled day is fresh for ever."""


def weekdays(many: int) -> list[date]:
    """Days that can have papers, the newest first."""
    return [day for day in days_back(LONG_AGO - 2 * many * DAY, LONG_AGO) if day.weekday() < 5][:many]


async def fetch(world: World, days: Iterable[date], library: Library | None = None) -> list[Outcome | Pause]:
    """All that is told of days."""
    async with aclosing(fetch_days(library or world.library, days)) as events:
        return [event async for event in events]


async def results(world: World, days: Iterable[date]) -> dict[date, tuple[str, int]]:
    """What became of days, none of which was told of twice."""
    events = await fetch(world, days)
    assert all(isinstance(event, Outcome) for event in events)
    told: dict[date, tuple[str, int]] = {
        event.day: (event.result, event.papers) for event in events if isinstance(event, Outcome)
    }
    assert len(told) == len(events)
    return told


async def until_error(events: AsyncIterator[Outcome | Pause]) -> tuple[list[Outcome | Pause], ReaderError | None]:
    """What is told until an error ends it."""
    told: list[Outcome | Pause] = []
    try:
        async for event in events:
            told.append(event)
    except ReaderError as error:
        return told, error
    return told, None


async def test_each_day_is_told_of_once_and_only_asked_for_if_it_can_have_papers(world: World) -> None:
    days = [THURSDAY + DAY, *days_back(SATURDAY, THURSDAY), FIRST_DAY - DAY]
    assert await results(world, days) == {
        THURSDAY + DAY: ("empty", 0),
        THURSDAY: ("fetched", 3),
        WEDNESDAY: ("empty", 0),
        TUESDAY: ("empty", 0),
        MONDAY: ("fetched", 2),
        SUNDAY: ("empty", 0),
        SATURDAY: ("empty", 0),
        FIRST_DAY - DAY: ("empty", 0),
    }
    assert sorted(world.requests()) == ["2026-08-17", "2026-08-18", "2026-08-19", "2026-08-20"]
    assert await world.cache.days() == (MONDAY, THURSDAY)


async def test_what_is_stored_and_fresh_is_not_asked_for_again(world: World) -> None:
    days = list(days_back(MONDAY, THURSDAY))
    await fetch(world, days)
    world.requests()
    # Of days without papers only those that are over stay without for ever.
    assert set((await results(world, days)).values()) == {("fresh", 0)}
    assert world.requests() == []
    world.now += timedelta(minutes=10)
    assert (await results(world, days))[THURSDAY] == ("fetched", 3)
    assert world.requests() == ["2026-08-20"]


async def test_whoever_was_interrupted_goes_on_where_it_stopped(world: World) -> None:
    days = weekdays(20)
    world.double.days.update({day: items(1, day=day) for day in days})
    async with aclosing(fetch_days(world.library, days)) as events:
        async for event in events:
            if isinstance(event, Outcome) and event.day == days[9]:
                break
    world.requests()
    told = await results(world, days)
    fresh = [day for day in days if told[day] == ("fresh", 0)]
    assert 10 - AT_ONCE < len(fresh) < 10 + AT_ONCE
    assert set(world.requests()) == {str(day) for day in days if day not in fresh}
    assert len(await world.cache.days()) == 20


class Counted(Hub):
    """Counts the days that it is asked for at the same time."""

    now = most = 0

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint)
        self.asked: list[int] = []
        """How many were under way with each."""

    async def daily_papers(self, day: date, *, etag: str = "") -> Answer | None:
        self.now += 1
        self.asked.append(self.now)
        self.most = max(self.most, self.now)
        try:
            return await super().daily_papers(day, etag=etag)
        finally:
            self.now -= 1


async def test_four_requests_are_under_way_and_never_more_the_newest_first(world: World) -> None:
    days = weekdays(12)
    world.double.days.update({day: items(1, day=day) for day in days})
    together = asyncio.Barrier(4)

    async def answer(exchange: Exchange) -> None:
        await together.wait()
        await exchange.send(exchange.reply)

    world.double.break_(answer)
    world.hub = hub = Counted(Endpoint(world.double.url))
    assert set((await results(world, days)).values()) == {("fetched", 1)}
    assert hub.most == 4
    asked = world.requests()
    assert sorted(asked[:4]) == sorted(map(str, days[:4]))


async def test_a_day_that_fails_is_told_and_the_others_are_fetched(world: World) -> None:
    days = weekdays(6)
    world.double.days.update({day: items(1, 2, day=day) for day in days})
    world.double.break_(faults.Answers(500), when=asks_for(days[2]))
    events = await fetch(world, days)
    (failed,) = [event for event in events if isinstance(event, Outcome) and event.error]
    assert (failed.day, failed.result) == (days[2], "failed")
    assert "500" in str(failed.error)
    assert len(await world.cache.days()) == 5


def asks_for(*days: date) -> Callable[[Request], bool]:
    wanted = set(map(str, days))
    return lambda request: request.query.get("date") in wanted


async def test_a_day_that_the_hub_has_not_opened_has_no_papers(world: World) -> None:
    world.double.today = WEDNESDAY
    assert await results(world, [THURSDAY]) == {THURSDAY: ("empty", 0)}


async def test_where_one_day_after_the_other_fails_the_rest_is_not_tried(world: World) -> None:
    world.double.break_(faults.Answers(500))
    told, error = await until_error(fetch_days(world.library, weekdays(60)))
    assert isinstance(error, HubError)
    assert "500" in str(error)
    assert len(told) == FAILED_IN_A_ROW
    assert len(world.requests()) < FAILED_IN_A_ROW + AT_ONCE


async def test_failures_with_a_success_in_between_end_nothing(world: World) -> None:
    days = weekdays(4 * FAILED_IN_A_ROW)
    world.double.days.update({day: items(1, day=day) for day in days})
    good = set(map(str, days[::4]))
    world.double.break_(faults.Answers(500), when=lambda request: request.query["date"] not in good)
    assert len(await fetch(world, days)) == len(days)


async def test_a_disk_that_takes_nothing_is_a_failure(world: World, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file")
    library = Library(cache, world.marks, lambda: world.hub, world.clock)
    (event,) = await fetch(world, [THURSDAY], library)
    cache.close(5)
    assert isinstance(event, Outcome)
    assert isinstance(event.error, StoreError)


async def test_without_a_network_what_is_fresh_is_told_and_then_that_there_is_none(world: World) -> None:
    await world.feed(MONDAY)
    told, error = await until_error(fetch_days(world.offline, [MONDAY, THURSDAY]))
    assert told == [Outcome(MONDAY, "fresh")]
    assert isinstance(error, OfflineError)


async def test_few_requests_left_are_a_pause_that_is_told_and_slept(world: World) -> None:
    days = weekdays(6)
    world.double.days.update({day: items(1, day=day) for day in days})
    told_first = threading.Event()

    async def answer(exchange: Exchange) -> None:
        if exchange.request.query["date"] == str(days[0]):
            await exchange.send(exchange.reply.with_(RateLimit='"api";r=49;t=0'))
        else:
            await asyncio.to_thread(told_first.wait)
            await exchange.send(exchange.reply)

    world.double.break_(answer)
    events: list[Outcome | Pause] = []
    async with aclosing(fetch_days(world.library, days)) as told:
        async for event in told:
            if isinstance(event, Pause):
                assert timedelta() < event.until - world.now <= timedelta(seconds=1)
                # What was under way when the Hub said it came to its end before.
                assert 1 <= len(world.double.requests) == len(events) <= AT_ONCE
            events.append(event)
            told_first.set()
    assert len(events) == 7
    assert {event.result for event in events if isinstance(event, Outcome)} == {"fetched"}
    assert len(world.requests()) == 6


async def fetch_refused(world: World, times: int) -> list[Outcome | Pause]:
    """What is told of Thursday where the Hub refuses it, until a second later."""
    world.double.break_(faults.too_many(RateLimit='"api";r=0;t=0'), times)
    # No time to wait for that: else it would do so by itself. It is enough to be refused, without the imports.
    hub = Hub(Endpoint(world.double.url), deadline=0.9)
    await hub._opened()
    events = await fetch(world, [THURSDAY], Library(world.cache, world.marks, lambda: hub, world.clock))
    await hub.close()
    return events


async def test_a_day_that_is_refused_until_later_is_asked_for_again_then(world: World) -> None:
    pause, outcome = await fetch_refused(world, 1)
    assert isinstance(pause, Pause)
    assert pause.refusal.endswith("(HF_ENDPOINT) is limiting requests (429 Too Many Requests)")
    assert outcome == Outcome(THURSDAY, "fetched", 3, new=3)
    assert world.requests() == ["2026-08-20"] * 2


@pytest.mark.slow
async def test_a_spell_of_refusals_is_waited_for(world: World) -> None:
    *pauses, outcome = await fetch_refused(world, 2)
    assert [type(pause) for pause in pauses] == [Pause, Pause]
    assert outcome == Outcome(THURSDAY, "fetched", 3, new=3)
    assert world.requests() == ["2026-08-20"] * 3


async def test_a_spell_without_an_end_is_a_failure(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "SPELL", 0.5)
    pause, outcome = await fetch_refused(world, 9)
    assert isinstance(pause, Pause)
    assert isinstance(outcome, Outcome)
    assert "429" in str(outcome.error)
    assert world.requests() == ["2026-08-20"] * 2


async def test_days_refused_without_a_time_are_asked_for_again_the_first_one_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "BACKOFF", (0.3, 0.4))  # Longer than the refusals of one round are apart.
    days = weekdays(11)
    world.double.days.update({day: items(1, day=day) for day in days})
    world.hub = hub = Counted(Endpoint(world.double.url))
    refused = 3 * (AT_ONCE + 2)  # Each day is tried three times before it counts as refused.
    world.double.break_(faults.too_many(), refused)
    with stamina.set_testing(True, attempts=3, cap=True):
        events = await fetch(world, days)
    assert {event.day: event.result for event in events if isinstance(event, Outcome)} == dict.fromkeys(days, "fetched")
    assert sum(isinstance(event, Pause) for event in events) == 3
    assert hub.asked[: AT_ONCE + 3] == [1, 2, 3, 4, 1, 1, 1]
    assert hub.most == AT_ONCE


async def test_days_that_need_no_request_need_no_pause(world: World) -> None:
    await world.feed(MONDAY)
    world.double.break_(faults.Changes(lambda reply: reply.with_(RateLimit='"api";r=0;t=200')))
    events = await fetch(world, [THURSDAY, MONDAY, SUNDAY])
    assert {event.result for event in events if isinstance(event, Outcome)} == {"fetched", "fresh", "empty"}
    assert not any(isinstance(event, Pause) for event in events)


async def test_leaving_ends_what_is_under_way(world: World) -> None:
    hanging, loop = asyncio.Event(), asyncio.get_running_loop()

    async def hangs(exchange: Exchange) -> None:
        if len(world.double.requests) == AT_ONCE:
            loop.call_soon_threadsafe(hanging.set)
        await faults.hangs(exchange)

    world.double.break_(hangs)
    task = asyncio.create_task(fetch(world, weekdays(9)))
    await hanging.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert len(world.double.requests) == AT_ONCE


async def test_days_are_taken_one_by_one_and_not_kept(world: World) -> None:
    taken: list[date] = []

    def endless() -> Iterator[date]:
        for number in count():
            taken.append(FIRST_DAY - number * DAY if number else THURSDAY)
            yield taken[-1]

    async with aclosing(fetch_days(world.library, endless())) as events:
        for number in range(1, 300):
            await anext(events)
            assert len(taken) <= number + AT_ONCE


async def test_the_sample_has_nothing_to_fetch(sample: Sample) -> None:
    events = [event async for event in fetch_days(sample, reversed(DAYS))]
    assert events == [Outcome(day, "fresh") for day in reversed(DAYS)]
