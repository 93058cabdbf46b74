"""Searching all stored days from the find line, and the way back."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader.errors import OfflineError
from reader.papers.period import STARRED, Day, Related, Search
from reader.ui.dialogs.find import FindDialog
from reader.ui.screens.feed import FeedScreen
from reader.ui.screens.searching import AS_STORED
from tests.ui.conftest import TODAY, FakePapers, feed, paper, running, settle, stored, text

pytestmark = pytest.mark.slow

OLD = date(2025, 3, 5)
FOUND = (paper(501, title="Veils of old"), paper(502, title="Another", abstract="It has veils."))
DAYS = (paper(1, title="Veils today"), *(paper(number, title=f"Paper {number}") for number in range(2, 30)))


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    papers.feeds = {None: [feed(papers=DAYS)], OLD: [feed(OLD, papers=FOUND)]}
    return papers


def rows(screen: FeedScreen) -> list[str]:
    return [row.title for row in screen.browser.listed.rows]


async def test_what_is_typed_is_found_in_all_stored_days(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil")
        await settle(pilot)
        assert rows(screen) == ["Veils today", "Veils of old", "Another"]
        assert screen.shown == Search("veil")
        assert "Search “veil” · 3 papers of 2025–2026" in text(pilot)
        assert "all days /veil" in text(pilot)
        assert "5 Mar 2025" in text(pilot)  # A row names its day.
        assert screen.browser.listed.dimmed == frozenset()
        await pilot.press("s")
        await settle(pilot)
        assert "“veils” · 3 papers" in text(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen_stack == [screen]
        assert screen.shown == screen.period == Search("veils")


async def test_escape_comes_back_to_where_one_was(papers: FakePapers) -> None:
    async with running(papers, size=(120, 20)) as (screen, pilot):
        await pilot.press("f", *["j"] * 20, "ctrl+u", "slash", *"Paper 1", "enter")
        await settle(pilot)
        before = screen.browser.listed, screen.paper, screen.browser.paper_list.scroll_offset, screen.shown
        for leave in (("escape",), ("enter", "escape"), ("enter", "q")):
            await pilot.press("slash", "tab", "ctrl+u", *"veil")
            await settle(pilot)
            assert screen.shown == Search("veil")
            await pilot.press(*leave)
            await settle(pilot)
            after = screen.browser.listed, screen.paper, screen.browser.paper_list.scroll_offset, screen.shown
            assert after == before
            assert pilot.app.screen_stack == [screen]


async def test_the_starred_papers_are_come_back_to(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("s", "5")
        await settle(pilot)
        await pilot.press("slash", "tab", *"old", "enter")
        await settle(pilot)
        assert rows(screen) == ["Veils of old"]
        await pilot.press("s")
        await pilot.press("escape")
        await settle(pilot)
        assert screen.shown == STARRED
        assert [mark.is_starred for mark in await stored(papers, FOUND[0].id)] == [True]
        assert "Veils of old" in rows(screen)  # Starred meanwhile.


async def test_tab_goes_to_the_list_again_as_it_was(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"veil", "tab")
        await settle(pilot)
        assert len(rows(screen)) == 3
        await pilot.press("tab")
        await settle(pilot)
        assert len(rows(screen)) == len(DAYS)
        assert screen.shown == Day(date(2026, 8, 20))
        assert "1 of 29 papers" in text(pilot)
        await pilot.press("escape")
        assert screen.browser.listed.query is None


async def test_changing_a_search_that_is_kept(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "enter", "j")
        await settle(pilot)
        await pilot.press("slash", "ctrl+u", *"another")
        await settle(pilot)
        assert rows(screen) == ["Another"]
        await pilot.press("escape")  # Back to the search,
        await settle(pilot)
        assert (screen.shown, screen.paper) == (Search("veil"), FOUND[0])
        await pilot.press("slash", "ctrl+u", *"another", "enter")
        await settle(pilot)
        await pilot.press("escape")  # but from the changed one to the day.
        await settle(pilot)
        assert screen.shown == Day(date(2026, 8, 20))


async def test_a_mistake_keeps_the_last_result(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil")
        await settle(pilot)
        await pilot.press("space", "(")
        await settle(pilot)
        assert "“(” needs a term after it (at the end)." in text(pilot)
        assert len(rows(screen)) == 3
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, FindDialog)


async def paste(pilot: Pilot[None], words: str) -> None:
    """Paste into the line, and wait until what is searched for then is there."""
    pilot.app.post_message(events.Paste(words))
    await pilot.pause()  # Only then is it searched for.
    await settle(pilot)


WRONG = {
    "x" * 10_000: "A query has at most 1000 characters.",
    "-".join("x" * 60): "More than 50 words in a phrase or between hyphens (at character 6).",
    "or or or": "“or” needs a term after it (at ",
    "((veils) or (x": "“(” needs a closing “)” (at character 18).",
    '"': "needs a closing",
    "\udcff": "A query is text in UTF-8 (at character 6).",
}
"""What may be pasted behind a word, and what is said of it."""


async def test_anything_wrong_that_is_pasted_is_said_and_keeps_the_last_result(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab")
        for pasted, said in WRONG.items():
            await paste(pilot, "veil")
            await pilot.press("space")
            await paste(pilot, pasted)
            assert said in text(pilot)
            assert rows(screen) == ["Veils today", "Veils of old", "Another"]
            await pilot.press("ctrl+u")


@pytest.mark.parametrize("keys", [["tab", "right_parenthesis"], ["right_parenthesis", "tab"]])
async def test_before_anything_is_found_a_mistake_shows_all_stored_papers(papers: FakePapers, keys: list[str]) -> None:
    async with running(papers) as (screen, pilot):
        before = rows(screen)
        await pilot.press("slash", *keys)
        await settle(pilot)
        assert "All stored papers" in text(pilot).splitlines()[0]
        assert "“)” has no matching “(” before it" in text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert rows(screen) == before


async def test_anything_else_that_is_pasted_is_looked_for(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab")
        for pasted in ("🧪👩\u200d🔬 " * 60, "שלום עולם " * 90, "\u202eabc", "a b " * 250, "-a " * 300):
            await paste(pilot, pasted)
            found = screen.browser.listed.listing.search
            assert found is not None
            assert found.query.text == " ".join(pasted.split())
            await pilot.press("ctrl+u")
        await pilot.press("escape")
        await settle(pilot)
        assert len(rows(screen)) == len(DAYS)


async def test_a_blank_query_shows_all_stored_papers_newest_first(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", "enter")
        await settle(pilot)
        assert "All stored papers · 31 papers of 2025–2026" in text(pilot)
        assert screen.browser.listed.rows[-1] in FOUND


async def test_it_is_a_list_like_any_other(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "enter")
        await settle(pilot)
        await pilot.press("S", "t")
        assert rows(screen) == ["Another", "Veils of old", "Veils today"]
        assert "by title" in text(pilot)
        await pilot.press("S", "b")
        assert rows(screen) == ["Veils today", "Veils of old", "Another"]
        await pilot.press("m", "n")
        await settle(pilot)
        assert screen.paper == FOUND[0]
        await pilot.press("f")
        assert rows(screen) == ["Veils of old", "Another"]
        await pilot.press("f", "f", "ampersand", *"another", "enter")
        await settle(pilot)
        assert rows(screen) == ["Another"]
        await pilot.press("escape", "right_square_bracket")
        await settle(pilot)
        assert "A search has no newer day. Press 1 for the day of a paper." in text(pilot)
        assert screen.shown == Search("veil")


async def test_one_goes_to_the_day_of_the_paper(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "enter")
        await settle(pilot)
        await pilot.press("G", "1")
        await settle(pilot)
        assert (screen.shown, screen.paper) == (Day(OLD), FOUND[1])
        await pilot.press("escape")
        await settle(pilot)
        assert (screen.shown, screen.paper) == (Search("veil"), FOUND[1])
        await pilot.press("escape")
        await settle(pilot)
        assert screen.shown == Day(date(2026, 8, 20))


async def test_who_goes_on_from_that_day_does_not_come_back(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "enter")
        await settle(pilot)
        await pilot.press("G", "1")
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert screen.shown == Day(date(2026, 8, 20))


async def test_refreshing_searches_again(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "enter", "j")
        await settle(pilot)
        papers.feeds[OLD] = [feed(OLD, papers=(paper(503, title="Veils of late"), *FOUND))]
        await pilot.press("r")
        await settle(pilot)
        assert rows(screen) == ["Veils today", "Veils of late", "Veils of old", "Another"]
        assert screen.paper == FOUND[0]
        assert not [asked for asked in papers.asked if asked[1]]  # The Hub is not asked.
        assert AS_STORED in text(pilot)


async def test_how_far_the_index_is_built_is_told_meanwhile(papers: FakePapers) -> None:
    papers.indexing = 120, 289
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil")
        await settle(pilot)
        assert text(pilot).count("Indexing stored days… 120 of 289") == 2
        assert len(rows(screen)) == 3
        papers.indexing = None
        await pilot.press("enter", "r")
        await settle(pilot)
        assert "Indexing" not in text(pilot)


async def test_the_first_search_tells_how_far_the_index_is_built_before_it_finds_anything(papers: FakePapers) -> None:
    papers.index.clear()
    papers.indexing = 1, 289
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil")
        papers.indexing = 120, 289
        async with asyncio.timeout(60):
            while "Indexing stored days… 120 of 289" not in text(pilot).splitlines()[0]:
                await pilot.pause()
        papers.indexing = None
        papers.index.set()
        await settle(pilot)
        assert "Indexing" not in text(pilot)
        assert len(rows(screen)) == 3


async def test_a_line_that_is_not_there_yet_is_told_nothing(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "enter")
        await settle(pilot)
        mounting = pilot.app.push_screen(screen.browser.finding.line(narrow=False))
        while not pilot.app.screen.query(Input):
            screen.browser.finding.tell()  # As half a second after a search has begun.
            await asyncio.sleep(0)
        await mounting
        await pilot.press("s")
        await settle(pilot)
        assert pilot.app.screen.query_one(Input).value == "s"


async def test_nothing_found_and_nothing_stored_are_two_things(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("slash", "tab", *"zzz", "enter")
        await settle(pilot)
        assert "No stored paper matches “zzz”." in text(pilot)
        assert "Press /" not in text(pilot)  # Which is typed while the line is there.
        papers.feeds = {}
        await pilot.press("r")
        await settle(pilot)
        assert "No day is stored. Press R to fetch the last 7 days." in text(pilot)
        papers.feeds = {None: [OfflineError("The network is off.")]}
        await pilot.press("escape", "escape", "r")
        await settle(pilot)
        await pilot.press("slash", "tab", *"zzz", "enter")
        await settle(pilot)
        assert "No day is stored. Start without --offline" in text(pilot)


async def test_a_reader_that_begins_with_a_search(papers: FakePapers) -> None:
    from reader.papers.found import Found
    from reader.papers.listing import Listing
    from reader.papers.query import parse

    waiting = Listing(search=Found(parse("veil"), is_over=False))
    async with running(papers, period=Search("veil"), listing=waiting) as (screen, pilot):
        await settle(pilot)
        assert len(rows(screen)) == 3
        await pilot.press("q")
        assert not pilot.app.is_running


@pytest.mark.parametrize(("search", "related"), [(Search("veil"), ""), (Related("2608.00001"), "2608.00001")])
async def test_esc_leads_to_the_newest_day_from_a_search_that_the_reader_began_with(
    papers: FakePapers, search: Search, related: str
) -> None:
    from reader.papers.found import Found
    from reader.papers.listing import Listing
    from reader.papers.query import parse

    waiting = Listing(search=Found(parse(search.query), is_over=False, related=related))
    async with running(papers, period=search, listing=waiting) as (screen, pilot):
        await settle(pilot)
        assert text(pilot).splitlines()[-1].startswith(" esc ")
        await pilot.press("escape")
        await settle(pilot)
        assert screen.shown == Day(TODAY)
        assert text(pilot).splitlines()[-1].startswith(" ? help  q quit")
