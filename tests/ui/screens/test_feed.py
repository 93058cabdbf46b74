"""What the day screen shows and says of a feed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.errors import HubError, NotOpenError, OfflineError, ReaderError, StoreError
from reader.papers.humanize import long_day
from reader.papers.models import Feed
from reader.papers.period import TRENDING, Day
from reader.store.marks.marks import Marks
from reader.ui.loading import FeedLoader
from reader.ui.places import Place, Route
from reader.ui.screens.feed import FeedScreen
from tests.ui.conftest import (
    NOW,
    REFUSED,
    TODAY,
    YESTERDAY,
    FakePapers,
    feed,
    feed_screen,
    paper,
    reader,
    running,
    running_early,
    settle,
    text,
)


async def test_the_newest_day_is_shown_with_the_abstract_beside_it(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        seen = text(pilot)
        assert "Daily Papers · Thu 20 Aug 2026 · 6 papers" in seen
        assert "fetched 3 min ago" in seen
        assert "arXiv 2608.02000" in seen
        assert "Abstract 2000 of a [MASK] paper with [/] in it." in seen


async def test_the_stored_feed_is_on_the_first_frame(papers: FakePapers) -> None:
    papers.gate.clear()
    async with running_early(papers, first=feed()) as pilot:
        assert "Thu 20 Aug 2026 · 6 papers" in text(pilot)
        assert "fetching" in text(pilot)
        papers.gate.set()
        await settle(pilot)
        assert "fetched 3 min ago" in text(pilot)


async def test_arriving_papers_move_neither_cursor_nor_scroll(papers: FakePapers) -> None:
    old = feed(papers=tuple(replace(one, abstract="word " * 2000) for one in feed(count=40).papers))
    voted = [replace(one, comments=77) for one in old.papers]
    fresh = replace(old, papers=(paper(7777, upvotes=999), *voted[:5], *voted[6:]))
    papers.feeds[None] = [old]
    papers.feeds[TODAY] = [fresh]
    async with running(papers, size=(100, 22)) as (screen, pilot):
        await pilot.press(*["j"] * 15, "J", "J")
        kept, height = (
            screen.browser.paper_list.cursor,
            screen.browser.paper_list.cursor * 2 - screen.browser.paper_list.scroll_offset.y,
        )
        scrolled = screen.browser.paper_view.scroll_offset.y
        assert scrolled == 2
        screen.requests.route = Route(Place(Day(TODAY)))
        await pilot.press("r")
        await settle(pilot)
        assert len(screen.browser.listed.papers) == 40
        assert screen.paper == voted[kept]  # One paper came above it, one went.
        assert screen.browser.paper_list.cursor * 2 - screen.browser.paper_list.scroll_offset.y == height
        assert screen.browser.paper_view.scroll_offset.y == scrolled
        assert screen.browser.paper_list.has_focus


async def test_a_newer_day_is_not_forced_on_someone_who_reads(papers: FakePapers) -> None:
    papers.gate.clear()
    papers.feeds[None] = [feed()]
    async with running_early(papers, first=feed(YESTERDAY)) as pilot:
        await pilot.press("j")
        papers.gate.set()
        await settle(pilot)
        assert "Wed 19 Aug 2026 · 6 papers" in text(pilot)
        assert text(pilot).splitlines()[0].endswith("Thu 20 Aug is out · t · fetched 3 min ago")
        await pilot.press("j", "r")  # Asked for again is the day that is read.
        await settle(pilot)
        assert papers.asked[-1] == (YESTERDAY, True)
        assert text(pilot).splitlines()[0].endswith("Thu 20 Aug is out · t · fetched 3 min ago")
        await pilot.press("t")
        await settle(pilot)
        assert "Thu 20 Aug 2026 · 6 papers" in text(pilot)
        assert "is out" not in text(pilot)


async def test_a_newer_day_is_shown_to_someone_who_just_started(papers: FakePapers) -> None:
    papers.gate.clear()
    async with running_early(papers, first=feed(YESTERDAY)) as pilot:
        papers.gate.set()
        await settle(pilot)
        assert "Thu 20 Aug 2026 · 6 papers" in text(pilot)


async def test_an_answer_for_a_day_that_was_left_is_ignored(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        screen.post_message(FeedLoader.Loaded(Day(YESTERDAY), feed(YESTERDAY), {}))
        screen.post_message(FeedLoader.Finished(Day(YESTERDAY), HubError("Late news.")))
        await pilot.pause()
        assert screen.feed == feed()
        assert "Late news" not in text(pilot)


async def test_offline_the_stored_day_stays_and_the_reason_is_told(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(fetched_at=NOW - timedelta(hours=3)), REFUSED]
    async with running(papers) as (_, pilot):
        assert "offline · fetched 3 h ago" in text(pilot)
        assert "connection refused" in text(pilot)
        await pilot.press("j")
        assert "connection refused" not in text(pilot)
        assert "offline · fetched 3 h ago" in text(pilot)


async def test_offline_by_wish_is_no_news(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(), OfflineError("The network is switched off.")]
    async with running(papers) as (screen, pilot):
        assert "offline · fetched 3 min ago" in text(pilot)
        assert screen.notice == ""


async def test_a_key_that_asks_offline_by_wish_is_told_so(papers: FakePapers) -> None:
    off = "The network is off: only stored days can be read."
    papers.feeds[None] = [feed(), OfflineError(off)]
    papers.feeds[TODAY] = [feed(), OfflineError(off)]
    papers.listed["trending"] = [replace(feed(), period=TRENDING), OfflineError(off)]
    async with running(papers) as (screen, pilot):
        for period, key, notice in ((Day(TODAY), "r", off), (TRENDING, "4", ""), (TRENDING, "r", off)):
            await pilot.press(key)
            await settle(pilot)
            assert (screen.shown, screen.notice) == (period, notice)
        await pilot.press("5", "r")
        await settle(pilot)
        assert "there is nothing to fetch" in text(pilot)


async def test_a_day_that_cannot_be_had_leaves_what_is_shown(papers: FakePapers) -> None:
    papers.feeds[YESTERDAY] = [REFUSED]
    async with running(papers) as (screen, pilot):
        await pilot.press("h")
        await settle(pilot)
        assert screen.feed == feed()
        assert "connection refused" in text(pilot)
        await pilot.press("r")
        assert papers.asked[-1] == (TODAY, True)


async def test_what_could_not_be_read_is_counted(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(skipped=2)]
    async with running(papers) as (_, pilot):
        assert "fetched 3 min ago · 2 papers could not be read" in text(pilot)


async def test_a_day_without_papers_says_so(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=0)]
    async with running(papers) as (_, pilot):
        assert "No papers on Thu 20 Aug 2026." in text(pilot)
        await pilot.press("j", "k", "G", "g", "ctrl+d", "enter", "y", "o", "Y", "space")
        assert pilot.app.is_running


async def test_at_a_first_start_without_network_the_sample_is_opened_and_r_tries_again(
    papers: FakePapers, placeholder: FakePapers
) -> None:
    papers.feeds[None] = [REFUSED]
    async with running(papers, sample=lambda: placeholder) as (screen, pilot):
        assert "Sample edition · Thu 20 Aug 2026" in text(pilot)
        assert "connection refused" in text(pilot)
        assert "Showing the sample edition; press r to try again." in " ".join(text(pilot).split())
        papers.feeds[None] = [feed()]
        await pilot.press("r")
        await settle(pilot)
        assert screen.feed == feed()
        assert "Daily Papers · Thu 20 Aug 2026" in text(pilot)


async def test_a_first_start_on_a_given_day_without_network_ends_at_the_sample_too(
    papers: FakePapers, placeholder: FakePapers
) -> None:
    papers.feeds = {None: [REFUSED], YESTERDAY: [REFUSED]}
    async with running(papers, period=Day(YESTERDAY), sample=lambda: placeholder) as (screen, pilot):
        assert "Sample edition" in text(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert text(pilot).splitlines()[0].startswith(" Sample edition")
        assert text(pilot).splitlines()[0].endswith("nothing from the Hub · r")
        papers.feeds = {None: [feed()], YESTERDAY: [feed(YESTERDAY)]}
        await pilot.press("r")
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)


@pytest.mark.parametrize("error", [REFUSED, HubError("Hugging Face answered 500.")], ids=["refused", "500"])
async def test_a_given_day_that_cannot_be_had_gives_way_to_the_newest_stored(
    papers: FakePapers, error: ReaderError
) -> None:
    papers.feeds = {None: [feed(), error], YESTERDAY: [error]}
    async with running(papers, period=Day(YESTERDAY)) as (screen, pilot):
        assert screen.feed == feed()
        assert f"{long_day(YESTERDAY)} is not stored. {error}" in " ".join(text(pilot).split())
        await pilot.press("r")
        await settle(pilot)
        assert "is not stored" not in text(pilot)


async def test_the_cursor_survives_a_feed_without_its_paper(papers: FakePapers) -> None:
    papers.feeds[TODAY] = [Feed(period=Day(TODAY), papers=(paper(5),), fetched_at=NOW)]
    async with running(papers) as (screen, pilot):
        await pilot.press("G")
        screen.requests.route = Route(Place(Day(TODAY)))
        await pilot.press("r")
        await settle(pilot)
        assert screen.paper == paper(5)
        assert "arXiv 2608.00005" in text(pilot)


async def test_what_is_wrong_with_the_disk_is_said_once(papers: FakePapers) -> None:
    papers.notice = "The cache was damaged and has been set aside."
    async with running(papers) as (screen, pilot):
        assert "The cache was damaged" in text(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert screen.notice == ""


@pytest.mark.parametrize(
    ("action", "day"), [(partial(FeedScreen.action_step, direction=-1), YESTERDAY), (FeedScreen.action_newest, TODAY)]
)
async def test_a_key_before_the_first_day_was_asked_for_is_not_lost(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch, action: Callable[[FeedScreen], None], day: date
) -> None:
    begin = FeedScreen.begin

    def pressed_before(screen: FeedScreen) -> None:
        action(screen)
        begin(screen)

    monkeypatch.setattr(FeedScreen, "begin", pressed_before)
    async with running(papers, first=feed(), period=Day(TODAY)) as (screen, pilot):
        await settle(pilot)
        assert screen.feed == feed(day)
        assert papers.asked[0] == ({YESTERDAY: YESTERDAY, TODAY: None}[day], False)
        assert [asked for asked, _ in papers.asked].count(TODAY) == 0


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StoreError("Not saved: the disk is full."), "not stored · fetched 3 min ago"),
        (HubError("Odd."), "not refreshed · fetched 3 min ago"),
    ],
)
async def test_the_status_says_what_is_wrong_with_the_day_shown(
    papers: FakePapers, error: ReaderError, status: str
) -> None:
    papers.feeds[None] = [feed(), error]
    async with running(papers) as (_, pilot):
        assert status in text(pilot)
        assert str(error) in text(pilot)


async def test_what_is_wrong_with_another_day_says_nothing_of_the_day_shown(papers: FakePapers) -> None:
    papers.feeds[YESTERDAY] = [NotOpenError(YESTERDAY)]
    async with running(papers) as (_, pilot):
        await pilot.press("h")
        await settle(pilot)
        assert "is not open yet" in text(pilot)
        assert "not refreshed" not in text(pilot)
        assert "fetched 3 min ago" in text(pilot)


async def test_with_nothing_stored_and_no_network_by_wish_it_says_what_to_do(papers: FakePapers) -> None:
    papers.feeds[None] = [OfflineError("The network is off.")]
    async with running(papers, size=(45, 12)) as (_, pilot):
        seen = " ".join(text(pilot).split())
        assert "Nothing is stored yet. Start without --offline, or with --sample." in seen


async def test_a_day_that_is_not_stored_is_named_where_there_is_no_network(papers: FakePapers) -> None:
    papers.feeds[YESTERDAY] = [OfflineError("The network is off.")]
    async with running(papers, period=Day(YESTERDAY), size=(90, 24)) as (_, pilot):
        seen = " ".join(text(pilot).replace("▏", "").split())
        assert f"{long_day(YESTERDAY)} is not stored. Start without --offline, or with --sample." in seen


async def test_the_sample_can_be_paged_after_the_hub_was_asked_in_vain(
    papers: FakePapers, placeholder: FakePapers
) -> None:
    papers.feeds[None] = [REFUSED]
    papers.unknown = REFUSED
    placeholder.days = [YESTERDAY, TODAY]
    placeholder.feeds = {None: [feed(source="sample")], YESTERDAY: [feed(YESTERDAY, source="sample")]}
    async with running(papers, sample=lambda: placeholder) as (screen, pilot):
        await pilot.press("r")
        await settle(pilot)
        assert "connection refused" in text(pilot)
        await pilot.press("h")
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY, source="sample")


async def test_damage_that_nobody_has_read_of_stays_beside_a_network_that_fails(
    papers: FakePapers, tmp_path: Path
) -> None:
    papers.gate.clear()
    papers.feeds[None] = [REFUSED]
    papers.marks.close(5)
    (tmp_path / "marks.db").write_bytes(b"no database " * 1000)
    papers.marks = Marks(tmp_path / "marks.db", papers.clock.now)
    damaged = "The marks were damaged"
    async with running_early(papers, first=feed()) as pilot:
        async with asyncio.timeout(60):
            while damaged not in text(pilot):
                await pilot.pause()
        papers.gate.set()
        await settle(pilot)
        assert damaged in text(pilot)
        assert "cannot be reached" in text(pilot)
        await pilot.press("j", "r")
        await settle(pilot)
        assert damaged not in text(pilot)
        assert "cannot be reached" in text(pilot)


async def test_keys_before_the_first_request_hold_the_day(papers: FakePapers) -> None:
    papers.gate.clear()
    app = reader(papers, first=feed(YESTERDAY))
    async with app.run_test(size=(120, 40)) as pilot:
        feed_screen(app).touch()  # As a key does, before the day was asked for.
        await pilot.pause()
        papers.gate.set()
        await settle(pilot)
        assert "Wed 19 Aug 2026" in text(pilot)
        assert "Thu 20 Aug is out · t" in text(pilot)
