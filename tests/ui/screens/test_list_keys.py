"""Keys of the list on a screen above it: they mark the paper that is read, or say where they work."""

from __future__ import annotations

import pytest

from tests import slow
from tests.ui.conftest import FakePapers, running, settle, text
from tests.ui.screens.test_cited import follow
from tests.ui.screens.test_jumping import TEXT
from tests.ui.texts import Texts, shelf


@pytest.fixture
def texts(papers: FakePapers) -> Texts:
    return shelf(papers, TEXT)


@pytest.mark.parametrize("way", [["v"], slow(["enter", "v"]), ["c"], slow(["v", "c"])], ids=str)
async def test_they_mark_the_paper_that_is_read(papers: FakePapers, texts: Texts, way: list[str]) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press(*way)
        await settle(pilot)
        for key, said in (
            ("s", "Starred · u to undo"),
            ("s", "Star removed · u to undo"),
            ("m", "Marked read · u to undo"),
            ("m", "Marked unread · u to undo"),
            ("s", "Starred · u to undo"),
            ("u", "Undone: star on “Tides” removed"),
        ):
            await pilot.press(key)
            await settle(pilot)
            assert said in text(pilot)
        await pilot.press("number_sign", *"mine", "escape")
        await settle(pilot)
        assert "Note saved · u to undo" in text(pilot)
        assert screen.browser.mark.text == "mine"
        await pilot.press("Y")
        await settle(pilot)
        assert "BibTeX" in text(pilot)
        assert len(pilot.app.screen_stack) == len(way) + 2


async def test_the_key_that_undoes_is_the_users_there_too(papers: FakePapers, texts: Texts) -> None:
    async with running(papers) as (_, pilot):
        pilot.app.set_keymap({"mark.undo": "minus"})
        await pilot.press("v", "number_sign", "a", "escape")
        await settle(pilot)
        assert "Note saved · - to undo" in text(pilot)


@pytest.mark.parametrize(
    ("way", "keys"), [("enter", "e S f d"), ("v", "e 2"), ("c", "slash A")], ids=["paper", "text", "discussion"]
)
async def test_of_others_it_is_said_that_they_are_of_the_list(
    papers: FakePapers, texts: Texts, way: str, keys: str
) -> None:
    words = {
        "e": "Export this list",
        "S": "Sort this list",
        "f": "Show all, unread or starred papers",
        "d": "Calendar, or go to a day or paper",
        "2": "Week of the paper",
        "slash": "Search the list, all days or the Hub",
        "A": "Mark all as read",
    }
    async with running(papers) as (_, pilot):
        await pilot.press(way)
        await settle(pilot)
        for key in keys.split():
            await pilot.press(key)
            await settle(pilot)
            assert f"“{words[key]}” works only in the list: q goes back." in text(pilot)
        await pilot.press("ctrl+x")  # Which nothing is known of anywhere.
        await settle(pilot)
        assert "works only" not in text(pilot)


@pytest.mark.slow
async def test_a_paper_that_is_cited_is_not_marked_for_the_one_of_the_list(papers: FakePapers, texts: Texts) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("v")
        await follow(pilot, "2608.02001")
        await pilot.press("s")
        await settle(pilot)
        assert "this one is not marked from here" in text(pilot)
        assert not screen.browser.mark.is_starred
