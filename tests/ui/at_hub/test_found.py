"""What the Hub found, as a list: what is shown of it, and why there is none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reader.errors import HubError
from reader.papers.found import AtHub, Found
from reader.papers.listing import Listing
from reader.papers.period import Day
from reader.papers.query import parse
from reader.ui import status
from tests import slow
from tests.ui.at_hub.conftest import BROKEN, DOWN, HERE, LISTED, OFF, UNLISTED, FakeHub, Rest, ask, rows, settle, until
from tests.ui.conftest import NOW, YESTERDAY, FakePapers, feed, row, running, stored, text

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("size", [slow((120, 40)), slow((80, 24)), (60, 16)])
async def test_what_the_hub_finds_is_a_list(
    papers: FakePapers, hub: FakeHub, rest: Rest, size: tuple[int, int]
) -> None:
    async with running(papers, size=size) as (screen, pilot):
        await pilot.press("slash", "tab", "tab", *"veil")
        await settle(pilot)
        assert "the Hub /veil" in text(pilot)
        assert hub.searched == []
        rest.is_over()
        await settle(pilot)
        assert (hub.searched, rows(screen), screen.shown) == (["veil"], [LISTED.title, UNLISTED.title], HERE)
        assert "Hub search “veil” · 2 papers" in text(pilot).splitlines()[0] or "Hub “veil”" in text(pilot)
        assert text(pilot).splitlines()[0].rstrip().endswith("at the Hub, just now")
        await pilot.press("enter")
        await settle(pilot)
        assert (screen.shown, screen.period, hub.searched) == (HERE, HERE, ["veil"])
        assert pilot.app.screen_stack == [screen]


async def test_with_little_room_a_search_is_named_rather_than_what_is_new(papers: FakePapers, hub: FakeHub) -> None:
    words = "lantern of"
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY), size=(60, 16)) as (_, pilot):
        await settle(pilot)
        assert "Thu 20 Aug is out" in text(pilot).splitlines()[0]
        await ask(pilot, *words)
        head = text(pilot).splitlines()[0].strip()
        assert head == f"Hub search “{words}” · 2 papers    at the Hub, just now"
        await pilot.resize_terminal(46, 16)
        await settle(pilot)
        assert text(pilot).splitlines()[0].strip().startswith(f"Hub “{words}” · 2")


async def test_rows_name_their_day_and_keys_mark_and_sort_them(papers: FakePapers, hub: FakeHub) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        assert "5 Mar 2025" in text(pilot)
        assert {screen.browser.listed.listing.confirmed_at(paper.id) for paper in (LISTED, UNLISTED)} == {NOW}
        await pilot.press("S", "b")
        assert rows(screen) == [LISTED.title, UNLISTED.title]  # As the Hub has them.
        await pilot.press("S", "v")
        assert rows(screen) == [UNLISTED.title, LISTED.title]
        await pilot.press("g", "s")
        await settle(pilot)
        assert [mark.is_starred for mark in await stored(papers, UNLISTED.id)] == [True]
        await pilot.press("right_square_bracket")
        assert "A search has no newer day." in text(pilot)
        await pilot.press("G", "1")
        await settle(pilot)
        assert papers.asked[-1] == (LISTED.listed, False)


async def test_escape_comes_back_to_where_one_was(papers: FakePapers, rest: Rest) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j")
        before = screen.browser.listed, screen.paper, screen.shown
        for leave in (("escape",), ("enter", "escape"), ("enter", "q")):
            await pilot.press("slash", "tab", "tab", *"veil")
            rest.is_over()
            await settle(pilot)
            assert screen.shown == HERE
            await pilot.press(*leave)
            await settle(pilot)
            assert (screen.browser.listed, screen.paper, screen.shown) == before
            assert pilot.app.screen_stack == [screen]


async def test_what_is_applied_here_is_said(papers: FakePapers, hub: FakeHub) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil votes:>20 -is:read")
        assert (hub.searched, rows(screen)) == (["veil"], [UNLISTED.title])
        assert "· 1 of 2 papers, filtered here" in row(pilot, 0) + text(pilot).splitlines()[0]
        await pilot.press("slash", "ctrl+u", *"veil votes:>99", "enter")
        await settle(pilot)
        assert "The Hub found 2 papers, and none matches “veil votes:>99”." in " ".join(
            text(pilot).replace("▏", "").split()
        )
        assert hub.searched == ["veil"]  # What is applied here costs no request.


async def test_a_stored_answer_has_its_age(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        papers.now += timedelta(days=3)
        hub.error = OFF
        await pilot.press("slash", "ctrl+u", *"VEIL", "enter")
        await settle(pilot)
        assert rows(screen) == [LISTED.title, UNLISTED.title]
        assert "at the Hub, 3 days ago" in text(pilot).splitlines()[0]
        await pilot.press("slash", "end", "space")
        rest.is_over()
        await settle(pilot)
        assert "2 papers · tab this list" in text(pilot)
        assert "network is off" not in text(pilot)
        await pilot.press("enter")
        hub.error = DOWN
        await pilot.press("r")
        await settle(pilot)
        assert str(DOWN) in " ".join(text(pilot).split())
        assert (rows(screen), {*hub.searched}) == ([LISTED.title, UNLISTED.title], {"veil", "VEIL"})


@pytest.mark.parametrize("error", [slow(DOWN), BROKEN, slow(OFF)])
async def test_why_there_is_no_answer_is_said(papers: FakePapers, hub: FakeHub, rest: Rest, error: HubError) -> None:
    hub.error = error
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"veil", "tab", "tab")
        rest.is_over()
        await settle(pilot)
        await until(pilot, lambda: text(pilot).startswith(" Hub search “veil”"))
        assert " ".join(text(pilot).replace("▏", "").split()).count(str(error)) == 1
        # That is in place of papers, rather than what the stored days have.
        assert (rows(screen), screen.shown) == ([], HERE)
        await pilot.press("tab")
        await settle(pilot)
        assert rows(screen) == ["Veils today", "Another"]  # This list, as it was.
        await pilot.press("tab", "tab")
        await pilot.press("enter")
        await settle(pilot)
        said = " ".join(" ".join(line.split("▏")[0] for line in text(pilot).splitlines()).split())
        assert str(error) in said
        assert ("papers" in text(pilot).splitlines()[0], screen.shown) == (False, HERE)
        hub.error = None
        await pilot.press("r")
        await settle(pilot)
        assert rows(screen) == [LISTED.title, UNLISTED.title]


async def test_what_the_hub_highlights_stands_out_in_our_text(papers: FakePapers, hub: FakeHub) -> None:
    hub.fragments = ("Unheard", "[@click=app.quit]", "A\ufffd")
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        query = screen.browser.listed.highlighted
        assert query is not None
        assert query.spans("title", UNLISTED.title) == [(0, 7)]
        assert query.spans("abstract", "It has veils.") == [(7, 11)]
        assert UNLISTED.title in text(pilot)


async def test_a_reader_that_begins_with_a_search(papers: FakePapers, hub: FakeHub) -> None:
    waiting = Listing(search=Found(parse("veil"), is_over=False, hub=AtHub()))
    async with running(papers, period=HERE, listing=waiting) as (screen, pilot):
        await settle(pilot)
        assert (rows(screen), screen.period) == ([LISTED.title, UNLISTED.title], HERE)
        await pilot.press("q")
        assert not pilot.app.is_running


async def test_the_sample_edition_does_not_offer_it(placeholder: FakePapers) -> None:
    async with running(placeholder) as (_, pilot):
        await pilot.press("slash", "tab")
        await settle(pilot)
        assert "tab this list" in text(pilot)


async def test_where_nothing_is_found_it_is_said(papers: FakePapers, hub: FakeHub) -> None:
    hub.found = ()
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        assert "The Hub finds nothing for “veil”." in " ".join(text(pilot).split())
        assert status.window_title(screen.shown, screen.feed, screen.paper) == "Hub search “veil” - Daily Papers"


async def test_papers_of_its_answer_that_could_not_be_read_are_counted(papers: FakePapers, hub: FakeHub) -> None:
    hub.skipped = 2
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        assert rows(screen) == [LISTED.title, UNLISTED.title]
        assert "2 papers of the answer could not be read." in " ".join(text(pilot).split())


async def test_what_the_hub_found_before_stays_while_one_types(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        hub.error = DOWN
        await pilot.press("slash", *"s")
        rest.is_over()
        await settle(pilot)
        assert str(DOWN) in " ".join(text(pilot).split())
        assert (rows(screen), screen.shown) == ([LISTED.title, UNLISTED.title], HERE)
        assert text(pilot).splitlines()[0].startswith(" Hub search “veil” · 2 papers")
