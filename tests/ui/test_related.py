"""Going from a paper to those that are like it, and the way back."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.config.settings import ConfigFile
from reader.errors import StoreError
from reader.papers.period import STARRED, Day, Related, Search
from reader.papers.related import RelatedPapers
from reader.startup.first_search import pending
from reader.ui.screens import relating
from reader.ui.screens.feed import FeedScreen
from reader.ui.screens.paper import PaperScreen
from reader.ui.screens.searching import AS_STORED
from tests.ui.conftest import TODAY, FakePapers, feed, paper, running, settle, stored, text

pytestmark = pytest.mark.slow

OLD = date(2025, 3, 5)
KITES = paper(501, title="Kites in a world model", abstract="They fly.")
VEILS = paper(502, title="Veils", abstract="Hung.")
DAYS = (
    *(paper(number, title=f"Paper {number}", abstract="Alone.") for number in range(2, 22)),
    paper(30, title="A world model", abstract="Kites rise."),
)


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    papers.feeds = {None: [feed(papers=DAYS)], OLD: [feed(OLD, papers=(KITES, VEILS))]}
    return papers


def rows(screen: FeedScreen) -> list[str]:
    return [one.title for one in screen.browser.listed.rows]


async def test_the_key_shows_what_is_like_the_paper_with_the_day_and_the_words(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("G", "equals_sign")
        await settle(pilot)
        assert rows(screen) == [KITES.title]
        assert screen.shown == screen.period == Related(DAYS[-1].id)
        assert "Related to “A world model” · 1 paper of 2025 · 1 unread" in text(pilot)
        said = text(pilot).splitlines()[2]
        assert "5 Mar 2025" in said
        assert {*["Kites", "world", "model"]} <= {*said.replace("·", " ").split()}
        assert "esc back" in text(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert [mark.is_starred for mark in await stored(papers, KITES.id)] == [True]


async def test_it_is_gone_to_from_all_about_the_paper_too(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("enter", *["J"] * 20, "equals_sign")
        await settle(pilot)
        await pilot.pause()
        assert pilot.app.screen is screen
        assert (screen.shown, rows(screen)) == (Related(DAYS[-1].id), [KITES.title])


@pytest.mark.parametrize("leave", ["escape", "q"])
async def test_one_comes_back_to_all_about_the_paper(papers: FakePapers, leave: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("G", "enter", "equals_sign")
        await settle(pilot)
        assert (pilot.app.screen, screen.shown) == (screen, Related(DAYS[-1].id))
        await pilot.press("enter", "equals_sign")
        await settle(pilot)
        assert (pilot.app.screen, screen.shown) == (screen, Related(KITES.id))
        for one in (KITES, DAYS[-1]):
            await pilot.press(leave)
            await settle(pilot)
            assert isinstance(pilot.app.screen, PaperScreen)
            assert screen.paper == pilot.app.screen.page.paper == one
            await pilot.press(leave)
            await settle(pilot)
            assert pilot.app.screen_stack == [screen]
        assert pilot.app.is_running
        assert screen.shown == Day(TODAY)


LONG = " ".join(f"Kites rise {number} feet over the model of a world." for number in range(200))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16)])
async def test_one_comes_back_to_where_one_was_reading(papers: FakePapers, size: tuple[int, int]) -> None:
    papers.feeds = {
        None: [feed(papers=(*DAYS[:-1], replace(DAYS[-1], abstract=LONG)))],
        OLD: [feed(OLD, papers=(replace(KITES, abstract=LONG), VEILS))],
    }
    async with running(papers, size=size) as (_, pilot):
        seen = []
        for keys in (["G", "space"], ["enter", "space", "j"], ["equals_sign", "enter", *["space"] * 3]):
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            seen.append(text(pilot))
        for keys in (["equals_sign", "1", "escape", "escape"], ["escape", "escape"], ["escape"]):
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            assert text(pilot) == seen.pop()


async def test_keys_that_come_at_once_lead_back_over_all_about_the_paper(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("G", "enter", "equals_sign")
        await settle(pilot)
        assert screen.shown == Related(DAYS[-1].id)
        for _ in range(2):
            pilot.app.simulate_key("q")
        await settle(pilot)
        assert pilot.app.is_running
        assert pilot.app.screen_stack == [screen]
        assert screen.shown == Day(TODAY)


async def test_all_about_the_paper_stays_where_nothing_is_like_it(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(replace(VEILS, abstract="Hung. " * 999),))]
    async with running(papers) as (screen, pilot):
        await pilot.press("enter", "space")
        before = text(pilot).splitlines()[1:-2]
        await pilot.press("equals_sign")
        await settle(pilot)
        assert "No stored paper is like “Veils”." in text(pilot)
        assert text(pilot).splitlines()[1:-2] == before
        assert isinstance(pilot.app.screen, PaperScreen)
        assert screen.shown == Day(TODAY)


@pytest.mark.parametrize("leave", ["escape", "q"])
async def test_it_is_left_for_where_one_was(papers: FakePapers, leave: str) -> None:
    async with running(papers, size=(120, 20)) as (screen, pilot):
        await pilot.press("f", "G", "k", "j", "slash", *"world", "enter")
        await settle(pilot)
        before = screen.browser.listed, screen.paper, screen.browser.paper_list.scroll_offset, screen.shown
        await pilot.press("equals_sign")
        await settle(pilot)
        assert screen.shown == Related(DAYS[-1].id)
        await pilot.press(leave)
        await settle(pilot)
        assert (screen.browser.listed, screen.paper, screen.browser.paper_list.scroll_offset, screen.shown) == before


async def test_one_goes_on_from_a_related_paper_and_back_step_by_step(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"kites", "enter")
        await settle(pilot)
        assert rows(screen) == [KITES.title, DAYS[-1].title]
        await pilot.press("equals_sign", "equals_sign")
        await settle(pilot)
        assert (screen.shown, rows(screen)) == (Related(DAYS[-1].id), [KITES.title])
        await pilot.press("escape")
        await settle(pilot)
        assert (screen.shown, rows(screen)) == (Related(KITES.id), [DAYS[-1].title])
        await pilot.press("escape")
        await settle(pilot)
        assert (screen.shown, screen.paper) == (Search("kites"), KITES)
        await pilot.press("escape")
        await settle(pilot)
        assert screen.shown == Day(TODAY)


async def test_what_is_typed_ahead_is_meant_for_the_related_papers(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("G", "equals_sign", "s", "escape", "j")
        await settle(pilot)
        assert [mark.is_starred for mark in await stored(papers, KITES.id)] == [True]
        assert (screen.shown, screen.paper) == (Day(TODAY), DAYS[-1])


@pytest.mark.parametrize(
    ("id", "sentence"), [(VEILS.id, "No stored paper is like “Veils”."), ("2608.99999", "2608.99999 is not stored")]
)
async def test_where_there_is_nothing_to_show_it_says_why_and_stays(papers: FakePapers, id: str, sentence: str) -> None:
    papers.feeds[None] = [feed(papers=(VEILS, paper(99999, title="Gone")))]
    async with running(papers) as (screen, pilot):
        papers.feeds[None] = [feed(papers=(VEILS,))]
        screen.browser.put_cursor(id)
        await pilot.press("equals_sign")
        await settle(pilot)
        assert sentence in " ".join(text(pilot).split())
        assert screen.shown == Day(TODAY)


async def test_it_is_a_list_like_any_other(papers: FakePapers) -> None:
    alike = [paper(600 + number, title=f"Kites {number}", abstract="A world model.") for number in range(3)]
    papers.feeds[OLD] = [feed(OLD, papers=(*alike, KITES, VEILS))]
    async with running(papers) as (screen, pilot):
        await pilot.press("G", "equals_sign", "S", "t")
        await settle(pilot)
        assert rows(screen) == ["Kites 0", "Kites 1", "Kites 2", KITES.title]
        assert "by title" in text(pilot)
        await pilot.press("slash")
        assert "this list" not in text(pilot).splitlines()[-1]
        await pilot.press(*"fly", "enter")
        await settle(pilot)
        assert screen.paper == KITES
        await pilot.press("escape", "right_square_bracket")
        await settle(pilot)
        assert "This list has no newer day. Press 1 for the day of a paper." in text(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert screen.paper == KITES
        assert AS_STORED in text(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert (screen.shown, screen.paper) == (Day(OLD), KITES)


async def test_from_the_stars_and_back(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("G", "s", "5")
        await settle(pilot)
        await pilot.press("equals_sign", "escape")
        await settle(pilot)
        assert (screen.shown, screen.paper) == (STARRED, DAYS[-1])


@pytest.mark.parametrize(
    ("id", "said"), [(DAYS[-1].id, KITES.title), (VEILS.id, f"No stored paper is like {VEILS.id}.")]
)
async def test_a_reader_that_begins_with_it(papers: FakePapers, id: str, said: str) -> None:
    waiting = pending(Related(id), ConfigFile(Path()))
    async with running(papers, period=Related(id), listing=waiting) as (screen, pilot):
        await settle(pilot)
        assert screen.shown == Related(id)
        assert said in text(pilot)
        await pilot.press("q")
        assert not pilot.app.is_running


async def test_where_it_begins_with_what_is_not_stored_any_more_it_shows_the_day(papers: FakePapers) -> None:
    waiting = pending(Related("2608.99999"), ConfigFile(Path()))
    async with running(papers, period=Related("2608.99999"), listing=waiting) as (screen, pilot):
        await settle(pilot)
        assert "2608.99999 is not stored" in text(pilot)
        assert screen.shown == Day(TODAY)


@pytest.fixture
def ready(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """What holds up the related papers; keys do not wait for them."""
    monkeypatch.setattr(relating, "HELD", 0.0)
    monkeypatch.setattr(relating, "LONG", 0.01)
    ready = asyncio.Event()
    related = papers.related

    async def slow(id: str, *, limit: int = 10) -> RelatedPapers:
        await ready.wait()
        return await related(id, limit=limit)

    monkeypatch.setattr(papers, "related", slow)
    return ready


async def look(pilot: Pilot[None], *keys: str) -> None:
    """Look for what is related to the last paper, until that is said."""
    await pilot.press("G", *keys, "equals_sign")
    async with asyncio.timeout(60):
        while "Looking for related papers…" not in text(pilot):
            await pilot.pause()


async def test_a_key_meanwhile_is_what_counts(papers: FakePapers, ready: asyncio.Event) -> None:
    async with running(papers) as (screen, pilot):
        await look(pilot)
        await pilot.press("5")
        ready.set()
        await settle(pilot)
        assert screen.shown == STARRED
        assert "Looking" not in text(pilot)


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_looking_for_it_is_given_up(papers: FakePapers, ready: asyncio.Event, key: str) -> None:
    async with running(papers) as (screen, pilot):
        await look(pilot)
        await pilot.press(key)
        ready.set()
        await settle(pilot)
        assert pilot.app.is_running
        assert screen.shown == Day(TODAY)
        assert "Looking" not in text(pilot)
        await pilot.press("equals_sign")
        await settle(pilot)
        assert screen.shown == Related(DAYS[-1].id)


async def test_looking_for_it_from_all_about_the_paper_is_given_up(papers: FakePapers, ready: asyncio.Event) -> None:
    async with running(papers) as (screen, pilot):
        await look(pilot, "enter")
        await pilot.press("q")
        ready.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, PaperScreen)
        assert (screen.shown, screen.paper) == (Day(TODAY), DAYS[-1])


async def test_what_is_wrong_is_said(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(id: str, *, limit: int = 10) -> RelatedPapers:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(papers, "related", broken)
    async with running(papers) as (screen, pilot):
        await pilot.press("equals_sign")
        await settle(pilot)
        assert "The disk is full." in text(pilot)
        assert screen.shown == Day(TODAY)
