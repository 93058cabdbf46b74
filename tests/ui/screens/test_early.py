"""The days beside the one that is read are fetched before anyone wants them: when, and that nothing is seen of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.papers.period import TRENDING, Day
from reader.ui import early
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from reader.ui.screens.feed import FeedScreen
from tests import slow
from tests.hub.double import HubDouble
from tests.hub.faults import hangs
from tests.library.conftest import World, items
from tests.ui.at_hub.conftest import Rest, until
from tests.ui.conftest import (
    REFUSED,
    TODAY,
    YESTERDAY,
    FakePapers,
    feed,
    feed_screen,
    loaded,
    reader,
    running,
    settle,
    text,
)

OLDER = date(2026, 8, 18)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Rest:
    """The moment for which a day is looked at, which passes when a test says."""
    own, made = FeedScreen.set_timer, Rest()

    def set_timer(screen: FeedScreen, delay: float, callback: Any = None, **options: Any) -> Any:
        return made.begin(callback) if delay == early.MOMENT else own(screen, delay, callback, **options)

    monkeypatch.setattr(FeedScreen, "set_timer", set_timer)
    return made


async def passes(moment: Rest, pilot: Pilot[None]) -> None:
    moment.is_over()
    await settle(pilot)


@asynccontextmanager
async def reading(folder: Path, days: range, **options: Any) -> AsyncIterator[tuple[World, FeedScreen, Pilot[None]]]:
    """A reader of days of August on Saturday the 22nd, over a real library and a real Hub."""
    listed = {date(2026, 8, day): items(day, day=date(2026, 8, day)) for day in days}
    with HubDouble(listed, today=date(2026, 8, 22)) as double:
        world = World(folder, double)
        world.now = datetime(2026, 8, 22, 12, tzinfo=UTC)
        if options.pop("offline", False):
            await world.feed(date(2026, 8, 21))
            world.library = world.offline
            world.requests()
        app = ReaderApp(world.library, opening=InitialState(delay=None, **options))
        async with app.run_test(size=(120, 40)) as pilot:
            await loaded(pilot)
            yield world, feed_screen(app), pilot
        await world.hub.close()
        world.cache.close(5)
        world.marks.close(5)


async def test_the_day_before_is_there_when_its_key_is_pressed(tmp_path: Path, moment: Rest) -> None:
    async with reading(tmp_path, range(17, 22)) as (world, screen, pilot):
        assert "Fri 21 Aug 2026" in text(pilot)
        world.requests()
        seen = text(pilot)
        await passes(moment, pilot)
        assert world.requests() == ["2026-08-20"]
        assert text(pilot) == seen
        world.double.stop()
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "Thu 20 Aug 2026" in text(pilot))
        await settle(pilot)
        assert (screen.error, screen.notice) == (None, "")


async def test_nobody_hears_of_what_went_wrong(tmp_path: Path, moment: Rest) -> None:
    async with reading(tmp_path, range(17, 22)) as (world, screen, pilot):
        world.double.stop()
        seen = text(pilot)
        await passes(moment, pilot)
        assert text(pilot) == seen
        assert (screen.error, screen.notice, screen.busy) == (None, "", False)


async def test_keys_are_answered_meanwhile_and_another_day_takes_its_place(tmp_path: Path, moment: Rest) -> None:
    async with reading(tmp_path, range(17, 22)) as (world, _, pilot):
        world.requests()
        world.double.break_(hangs)
        moment.is_over()
        await until(pilot, lambda: len(world.double.requests) == 1)
        await pilot.press("s")
        assert "★" in text(pilot)
        world.double.mend()
        await pilot.press("d", *"2026-08-18", "enter")
        await until(pilot, lambda: "Tue 18 Aug 2026" in text(pilot))
        assert not any(worker.group == "early" for worker in pilot.app.workers)


async def test_with_the_network_off_nothing_is_fetched(tmp_path: Path, moment: Rest) -> None:
    async with reading(tmp_path, range(17, 22), offline=True) as (world, _, pilot):
        assert "Fri 21 Aug 2026" in text(pilot)
        await passes(moment, pilot)
        assert world.requests() == []


@pytest.mark.slow
async def test_it_begins_once_the_day_was_looked_at_for_a_moment(papers: FakePapers, moment: Rest) -> None:
    async with running(papers) as (_, pilot):
        assert papers.early == []
        await passes(moment, pilot)
        assert papers.early == [TODAY]
        await pilot.press("left_square_bracket")
        await settle(pilot)
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert moment.number == 1
        await passes(moment, pilot)
        assert papers.early == [TODAY, OLDER]


@pytest.mark.parametrize("keys", [slow("2"), "3", slow("4"), "5", ["slash", "tab", "a", "enter"], ["equals_sign"]])
async def test_beside_a_list_nothing_is_fetched(papers: FakePapers, moment: Rest, keys: str | list[str]) -> None:
    papers.listed["trending"] = [feed(period=TRENDING)]
    async with running(papers) as (screen, pilot):
        await pilot.press(*keys)
        await settle(pilot)
        assert screen.shown != Day(TODAY)
        await passes(moment, pilot)
        assert papers.early == []


async def test_after_the_stars_the_day_is_looked_at_again(papers: FakePapers, moment: Rest) -> None:
    async with running(papers) as (_, pilot):
        for key in ("5", "1"):
            await pilot.press(key)
            await settle(pilot)
        await passes(moment, pilot)
        assert papers.early == [TODAY]


@pytest.mark.slow
async def test_while_days_are_fetched_for_the_user_none_are_beside(tmp_path: Path, moment: Rest) -> None:
    async with reading(tmp_path, range(10, 22)) as (world, _, pilot):
        world.double.break_(hangs, when=lambda request: request.query["date"] > "2026-08-15")
        await pilot.press("R")
        await until(pilot, lambda: "2026-08-17" in [request.query["date"] for request in world.double.requests[-4:]])
        await pilot.press("d", *"2026-08-12", "enter")
        await until(pilot, lambda: "Wed 12 Aug 2026" in text(pilot))
        await until(pilot, lambda: moment.number == 1)
        moment.is_over()
        await pilot.press("escape")  # Which gives up fetching them.
        await settle(pilot)
        assert not {"2026-08-11", "2026-08-13"} & set(world.requests())


async def test_where_the_hub_did_not_answer_it_is_left_alone(papers: FakePapers, moment: Rest) -> None:
    papers.feeds[None] = [feed(), REFUSED]
    async with running(papers) as (_, pilot):
        await passes(moment, pilot)
        assert papers.early == []


async def test_while_another_day_is_looked_for_none_are_fetched(papers: FakePapers, moment: Rest) -> None:
    async with running(papers) as (screen, pilot):
        papers.way.clear()
        await pilot.press("left_square_bracket")
        moment.is_over()
        papers.way.set()
        await settle(pilot)
        assert screen.feed is not None
        assert screen.feed.day == YESTERDAY
        assert papers.early == []


async def test_beside_a_sample_that_stands_in_nothing_is_fetched(
    papers: FakePapers, placeholder: FakePapers, moment: Rest
) -> None:
    papers.feeds[None] = [REFUSED]
    async with running(papers, sample=lambda: placeholder) as (_, pilot):
        assert "sample" in text(pilot)
        await passes(moment, pilot)
        assert papers.early == []


async def test_not_before_the_first_frame_has_been_drawn(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[bool] = []
    own: Callable[..., None] = early.Early.begin

    def begin(self: early.Early, *args: Any) -> None:
        begun.append(screen._begun)
        own(self, *args)

    monkeypatch.setattr(early.Early, "begin", begin)
    app = reader(papers)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = feed_screen(app)
        await loaded(pilot)
    assert begun
    assert all(begun)
