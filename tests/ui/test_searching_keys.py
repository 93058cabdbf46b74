"""Keys that are typed while all stored days are searched: what is asked for, what is drawn, and how often."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from textual.strip import Strip

from reader.library.search import SearchResult
from reader.papers.models import Paper
from reader.papers.period import Day
from reader.papers.query import Query
from reader.papers.standing import Arrangement
from reader.ui.screens.feed import FeedScreen
from reader.ui.screens.searching import FIRST
from reader.ui.widgets.blocks import Block
from reader.ui.widgets.paper_list import PaperList
from reader.ui.widgets.paper_view import PaperView
from tests.ui.conftest import FakePapers, feed, paper, running, settle, text

IN_SIGHT = 20
"""Papers that there is room for on a screen of 40 lines, the last of them in part."""
OLD = date(2025, 3, 5)
TODAY = tuple(paper(number, title=f"Paper {number}, of veils") for number in range(1, 31))
VEILS = tuple(paper(number, title=f"Veil {number}") for number in range(501, 651))


class SlowPapers(FakePapers):
    """A library of two days that searches when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.feeds = {None: [feed(papers=TODAY)], OLD: [feed(OLD, papers=VEILS)]}
        self.searched: list[tuple[str, int | None]] = []
        self.may_search = asyncio.Event()

    async def search(self, query: Query, *, limit: int | None = None) -> SearchResult:
        self.searched.append((query.text, limit))
        await self.may_search.wait()
        return await super().search(query, limit=limit)


@pytest.fixture
def slow() -> Iterator[SlowPapers]:
    slow = SlowPapers()
    yield slow
    slow.marks.close(5)


def titles(screen: FeedScreen) -> list[str]:
    return [row.title for row in screen.browser.listed.rows]


async def test_one_search_at_a_time_and_what_was_typed_over_is_not_shown(slow: SlowPapers) -> None:
    async with running(slow) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil")
        await pilot.pause()
        assert slow.searched == [("", IN_SIGHT)]
        assert len(titles(screen)) == len(TODAY)
        await pilot.press("enter")
        slow.may_search.set()
        await settle(pilot)
        assert slow.searched == [("", IN_SIGHT), ("veil", None)]
        assert len(titles(screen)) == len(TODAY) + len(VEILS)


async def test_papers_out_of_sight_are_read_when_the_cursor_goes_on(slow: SlowPapers) -> None:
    slow.may_search.set()
    async with running(slow) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil")
        await settle(pilot)
        assert [limit for text, limit in slow.searched if text == "veil"] == [IN_SIGHT]
        await pilot.press("down", "down")
        async with asyncio.timeout(60):
            while len(titles(screen)) < FIRST:
                await pilot.pause()
        assert [limit for text, limit in slow.searched if text == "veil"] == [IN_SIGHT, FIRST]
        assert screen.paper == screen.browser.listed.rows[2]
        await pilot.press("enter")
        await settle(pilot)
        assert len(titles(screen)) == len(TODAY) + len(VEILS)


async def test_the_first_papers_are_shown_before_all_are_read(slow: SlowPapers) -> None:
    slow.may_search.set()
    async with running(slow) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil")
        await settle(pilot)
        slow.searched.clear()
        await pilot.press("enter")
        await settle(pilot)
        assert slow.searched == [("veil", FIRST), ("veil", None)]
        assert len(titles(screen)) == len(TODAY) + len(VEILS)


@pytest.mark.slow
async def test_a_larger_terminal_is_filled(slow: SlowPapers) -> None:
    slow.may_search.set()
    async with running(slow) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil")
        await settle(pilot)
        before = len(titles(screen))
        await pilot.resize_terminal(120, 3 * before)
        async with asyncio.timeout(60):
            while len(titles(screen)) == before:
                await pilot.pause()
        assert slow.searched[-1] == ("veil", FIRST)


@pytest.mark.slow
async def test_papers_that_are_sorted_or_filtered_are_read_at_once(slow: SlowPapers) -> None:
    slow.may_search.set()
    async with running(slow) as (screen, pilot):
        await pilot.press("slash", "tab", *"vei", "enter", "S", "t", "slash", *"veil")
        await settle(pilot)
        assert screen.browser.listed.arrangement == Arrangement("all", "title")
        assert slow.searched[-1] == ("veil", FIRST)
        assert titles(screen) == sorted(titles(screen))
        await pilot.press("enter", "S", "b", "f", "slash", *"veils")
        await settle(pilot)
        assert screen.browser.listed.arrangement == Arrangement("unread", "match")
        assert slow.searched[-1] == ("veils", FIRST)


async def test_a_key_draws_each_row_in_sight_once(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, laid_out = list[str](), list[Paper | None]()
    draw, blocks = PaperList._drawn, PaperView.blocks

    def drawing(view: PaperList, one: Paper, under: str) -> tuple[Strip, Strip]:
        drawn.append(one.id)
        return draw(view, one, under)

    def laying_out(view: PaperView) -> Iterable[Block]:
        laid_out.append(view.paper)
        return blocks(view)

    monkeypatch.setattr(PaperList, "_drawn", drawing)
    monkeypatch.setattr(PaperView, "blocks", laying_out)
    papers.feeds = {None: [feed(papers=TODAY[:IN_SIGHT])]}
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"Pap")
        await settle(pilot)
        for key in "er 5":
            drawn.clear()
            laid_out.clear()
            await pilot.press(key)
            await settle(pilot)
            assert 0 < len(drawn) == len({*drawn}) <= IN_SIGHT
            assert laid_out == [screen.paper]


async def test_a_search_that_was_left_does_not_come_back(slow: SlowPapers) -> None:
    async with running(slow) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "escape")
        slow.may_search.set()
        await settle(pilot)
        assert screen.shown == Day(date(2026, 8, 20))
        assert len(titles(screen)) == len(TODAY)


async def test_what_is_found_is_seen_through_two_screens(slow: SlowPapers) -> None:
    async with running(slow) as (_, pilot):
        await pilot.press("slash", "tab", *'"veil 6"', "ctrl+p")
        assert len(pilot.app.screen_stack) == 3
        assert "Veil 650" not in text(pilot)
        slow.may_search.set()
        async with asyncio.timeout(60):
            while "Veil 650" not in text(pilot):
                await pilot.pause()
