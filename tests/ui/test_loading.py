"""From day to day."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from reader.errors import HubError, NoPapersError
from reader.hub.rate_limit import LimitedError
from reader.library import Neighbour, many
from reader.papers.period import DAY, Day
from reader.ui.loading import FeedLoader
from tests.ui.conftest import TODAY, YESTERDAY, FakePapers, feed, running, settle, text


async def test_older_and_newer_days(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        for key, day in [("[", 19), ("h", 18), ("left", 17), ("]", 18), ("l", 19), ("right", 20), ("[", 19), ("t", 20)]:
            await pilot.press({"[": "left_square_bracket", "]": "right_square_bracket"}.get(key, key))
            await settle(pilot)
            assert screen.feed is not None
            assert screen.feed.day.day == day
        assert f"Thu {TODAY.day} Aug 2026" in text(pilot)


async def test_presses_in_a_row_add_up(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        papers.way.clear()
        await pilot.press("h", "h", "h", "l")
        papers.way.set()
        await settle(pilot)
        await settle(pilot)
        assert screen.feed is not None
        assert screen.feed.day == date(2026, 8, 18)


async def test_at_the_last_day_it_says_so(papers: FakePapers) -> None:
    papers.unknown = NoPapersError("2026-08-20 is the newest day.")
    async with running(papers) as (screen, pilot):
        await pilot.press("l")
        await settle(pilot)
        assert "2026-08-20 is the newest day." in text(pilot)
        assert screen.feed == feed()
        assert "fetched 3 min ago" in text(pilot)
        await pilot.press("j")
        assert "newest day" not in text(pilot)


async def test_leaving_a_day_stops_its_download(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        papers.gate.clear()
        await pilot.press("r")
        await pilot.press("h")
        papers.gate.set()
        await settle(pilot)
        assert papers.cancelled == [None]
        assert screen.feed == feed(YESTERDAY)


async def test_another_day_begins_at_its_top_even_with_the_same_paper_on_it(papers: FakePapers) -> None:
    listed_twice = feed().papers[3]
    papers.feeds[YESTERDAY] = [feed(YESTERDAY, papers=(*feed(YESTERDAY).papers, listed_twice))]
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "j", "j")
        assert screen.paper == listed_twice
        await pilot.press("h")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 0


async def test_a_step_after_a_walk_was_given_up_is_one_step(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        papers.way.clear()
        await pilot.press("h", "t", "h")
        papers.way.set()
        await settle(pilot)
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)
        await pilot.press("h")
        await settle(pilot)
        assert screen.feed == feed(date(2026, 8, 18))


async def test_a_day_found_by_a_walk_that_was_given_up_is_not_shown(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("h")
        late = FeedLoader.Arrived(screen.requests.loader._walk.number, Neighbour(Day(date(2026, 8, 17))))
        await pilot.press("t")
        screen.post_message(late)
        await settle(pilot)
        assert screen.feed == feed()


async def test_a_walk_under_way_is_seen(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        papers.way.clear()
        await pilot.press("h", "r")
        await pilot.press("h")
        async with asyncio.timeout(60):
            while "fetching" not in text(pilot):
                await pilot.pause(0.02)
        papers.way.set()
        await settle(pilot)
        await settle(pilot)
        assert "fetching" not in text(pilot)


async def test_the_last_days_are_fetched_ahead(papers: FakePapers) -> None:
    papers.fresh = {TODAY}
    async with running(papers) as (screen, pilot):
        shown = screen.feed
        papers.asked.clear()
        await pilot.press("R")
        await settle(pilot)
        await settle(pilot)
        asked = [day for day, _ in papers.asked]
        assert asked[0] == YESTERDAY
        assert TODAY not in asked
        assert "fetched" in text(pilot)
        assert screen.feed == shown


async def test_how_many_days_are_fetched_ahead_is_told_above_the_list(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        papers.gate.clear()
        await pilot.press("R")
        await pilot.pause()
        assert "fetching ahead 0/7" in text(pilot).splitlines()[0]
        papers.gate.set()
        await settle(pilot)
        await settle(pilot)
        assert "ahead" not in text(pilot).splitlines()[0]
        assert "Last 7 days: 4 fetched, 3 without papers." in text(pilot)


@pytest.mark.slow
async def test_esc_gives_up_fetching_ahead_and_says_what_is_stored(papers: FakePapers) -> None:
    papers.fresh = {TODAY}
    async with running(papers) as (screen, pilot):
        papers.gate.clear()
        await pilot.press("R")
        await pilot.pause()
        assert text(pilot).splitlines()[0].endswith("fetching ahead 3/7 · esc stops")  # Today and a weekend.
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert "fetching ahead 3/7" in text(pilot).splitlines()[0]
        await pilot.press("escape")
        await pilot.pause()
        assert "Stopped after 3 of 7 days: nothing fetched." in text(pilot)
        assert "ahead" not in text(pilot).splitlines()[0]
        assert YESTERDAY in papers.cancelled
        papers.gate.set()
        await pilot.press("R")
        await settle(pilot)
        await settle(pilot)
        assert "Last 7 days: 3 fetched, 1 up to date, 3 without papers." in text(pilot)
        await pilot.press("escape")
        assert screen.notice == ""


async def test_what_esc_does_first_is_not_said_to_stop_fetching_ahead(papers: FakePapers) -> None:
    async with running(papers, size=(60, 16)) as (_, pilot):
        papers.gate.clear()
        await pilot.press("R", "enter")
        await pilot.pause()
        assert "esc stops" not in text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert text(pilot).splitlines()[0].endswith("fetching ahead 0/7 · esc stops")
        papers.gate.set()


async def test_what_cannot_be_fetched_ahead_is_said(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        for number in range(7):
            papers.feeds[TODAY - number * DAY] = [HubError("The Hub is [/] away.")]
        await pilot.press("R")
        await settle(pilot)
        await settle(pilot)
        assert "The Hub is [/] away." in text(pilot)


async def test_days_that_could_not_be_fetched_are_named_as_ranges(papers: FakePapers) -> None:
    for number in (1, 3, 6):  # There is a weekend between the last two.
        papers.feeds[TODAY - number * DAY] = [HubError("The Hub is away.")]
    async with running(papers) as (_, pilot):
        await pilot.press("R")
        await settle(pilot)
        await settle(pilot)
        assert "2 days fetched. Could not fetch 14–17 Aug, 19 Aug. The Hub is away." in text(pilot)


@pytest.mark.parametrize("fails", [False, True])
async def test_days_that_came_short_are_named(papers: FakePapers, fails: bool) -> None:
    for number in (1, 2):
        papers.feeds[TODAY - number * DAY] = [feed(TODAY - number * DAY, skipped=number)]
    if fails:
        papers.feeds[TODAY] = [HubError("The Hub is away.")]
    async with running(papers) as (_, pilot):
        await pilot.press("R")
        await settle(pilot)
        await settle(pilot)
        begin = (
            "3 days fetched. Could not fetch 20 Aug. The Hub is away." if fails else "Last 7 days: 4 fetched, 3 with"
        )
        said = " ".join(text(pilot).split())
        assert begin in said
        assert ". 3 papers of 18–19 Aug could not be read." in said


async def test_while_the_hub_limits_requests_the_header_says_when_fetching_ahead_goes_on(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "BACKOFF", (60.0,))
    papers.feeds[TODAY] = [LimitedError("It is limiting requests (429).", None)]
    async with running(papers) as (_, pilot):
        await pilot.press("R")
        async with asyncio.timeout(60):
            while "goes on at" not in text(pilot):
                await pilot.pause()
        until = (papers.now.astimezone() + timedelta(minutes=1)).strftime("%H:%M")
        assert text(pilot).splitlines()[0].endswith(f"fetching ahead 3/7 · goes on at {until} · esc stops")
