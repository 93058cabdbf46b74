"""The terminal's own cursor stands where the user is, on every screen and in every dialog."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from textual.pilot import Pilot

from reader.ui.dialogs.dialog import Dialog
from reader.ui.dialogs.filtered import ChoosingDialog, FilteredDialog
from reader.ui.dialogs.line import LineDialog
from reader.ui.dialogs.menu import Menu
from reader.ui.dialogs.themes import NAMES
from reader.ui.patches.screen import SinglePaintScreen
from reader.ui.screens.jumping import JumpingScreen
from reader.ui.widgets.paper_list import PaperList
from tests import slow
from tests.hub.comments import discussion
from tests.ui.conftest import FakePapers, feed, paper, running, settle, text
from tests.ui.discussions import found
from tests.ui.texts import shelf

SIZES: Final = (slow((80, 24)), slow((130, 30)), slow((60, 16)))
"""Columns and lines."""
HTML: Final = "https://arxiv.org/html/2608.00001v1"
TEXT: Final = "\n\n".join(
    (
        "## 1 Harbours",
        f"Tides were known[[1]({HTML}#bib.bib1)].",
        *(f"Quay number {number}. " + "Words of the sea. " * 20 for number in range(9)),
        "## 2 Lighthouses",
        "All ends here.",
        "## References",
        "*   [1]A. Woolf (2024)Flocks of sheep.",
    )
)
ABSTRACT: Final = "Boats leave at noon, see https://example.org/boats for more. " + "They come back. " * 20

BASES: Final = {Dialog, Menu, ChoosingDialog, FilteredDialog, LineDialog, SinglePaintScreen, JumpingScreen}
"""What screens and dialogs are made from."""


class Place(NamedTuple):
    """What is pressed, and what stands in the row of the cursor then."""

    keys: str
    row: str
    at: str = ""
    """What begins in its very cell, where that is told."""


PLACES: Final = (
    # The list, and the abstract beside or below it.
    Place("", "Tides", "▲"),
    Place("j", "Flocks", "▲"),
    Place("j g", "Tides", "▲"),
    Place("tab", "Tides", "Tides"),
    # The dialogs over the list.
    Place("Y", "arXiv link", "u "),
    Place("G Y", "arXiv link", "u "),
    Place("S", "current"),
    Place("G S", "current"),
    Place("S d S", "arXiv date    current", "d "),
    Place("e", "Papers ", "all 2"),
    Place("e down", "Format ", "BibTeX"),
    Place("e down right", "RIS", "RIS"),
    Place("e down left", "JSON Lines", "JSON"),
    Place("e down down", "To ", "file"),
    Place("e down down right", "To ", "clipboard"),
    Place("e down down down", "File "),
    Place("e enter e enter", "replace", "r "),
    Place("d", "20", "20"),
    Place("d left", "19", "19"),
    Place("d left left left left", "W34", "W34"),
    Place("d up up up", "August 2026"),
    Place("d x", "x"),
    Place("d x escape", "20", "20"),
    Place("question_mark", "type to find"),
    Place("question_mark down", "Previous paper or line"),
    Place("question_mark down up", "Next paper or line"),
    Place("question_mark n o t e", "/ note"),
    Place("question_mark n o t e down", "Edit the note"),
    Place("question_mark down e", "/ e"),
    Place("question_mark down slash", "/ "),
    Place("colon", "type to find"),
    Place("colon n o t e", ": note"),
    Place("colon down", "Previous paper or line"),
    Place("colon E d i t space t h e down", "Edit the note"),
    Place("colon down e", ": e"),
    Place("T", "type to find"),
    Place("T home", NAMES[0], NAMES[0]),
    Place("T home down", NAMES[1], NAMES[1]),
    Place("T end", NAMES[-1], NAMES[-1]),
    Place("T down slash", "/ "),
    Place("number_sign a h a", "aha"),
    Place("slash", "/"),
    Place("slash t i", "/ti"),
    Place("ampersand", "&"),
    Place("F", "A letter opens its link"),
    # All about a paper, its full text and its discussion.
    Place("enter", "Tides", "Tides"),
    Place("v", "Tides", "Tides"),
    Place("v right_square_bracket", "1 Harbours", "1 Harbours"),
    Place("v slash", "/"),
    Place("v slash 1 N", "/1N"),
    Place("v slash n u m b e r space 1 enter", "Quay number 1", "Quay"),
    Place("v tab", "type to find"),
    Place("v tab down", "2 Lighthouses"),
    Place("v F", "A letter goes where it leads"),
    Place("c", "Tides"),
    Place("c right_square_bracket", "Reader One", "Reader One"),
    Place("c right_square_bracket right_square_bracket", "Writer Two", "Writer Two"),
    Place("c" + 9 * " right_square_bracket", "Reader Five", "Reader Five"),
)


@pytest.fixture
def papers(papers: FakePapers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePapers:
    monkeypatch.chdir(tmp_path)
    shelf(papers, TEXT)
    papers.feeds[None] = [feed(papers=(paper(1, title="Tides", abstract=ABSTRACT), paper(2, title="Flocks")))]
    papers.discussions.answers["2608.00001"] = [found(*discussion("2608.00001"))]
    return papers


def at_cursor(pilot: Pilot[None]) -> tuple[str, str]:
    """The line in which the cursor is, and what of it begins there."""
    x, y = pilot.app.cursor_position
    line = text(pilot).splitlines()[y]
    return line, line[x:]


async def go_back(pilot: Pilot[None]) -> None:
    """Go back to the list, and to its top."""
    while len(pilot.app.screen_stack) > 1:
        await pilot.press("escape")
        await settle(pilot)
    if not isinstance(pilot.app.focused, PaperList):
        await pilot.press("tab")
    await pilot.press("escape", "g")
    await settle(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_on_the_current_row(papers: FakePapers, size: tuple[int, int]) -> None:
    seen = set()
    async with running(papers, size=size) as (_, pilot):
        for place in PLACES:
            for key in place.keys.split():
                await pilot.press(key)
                await settle(pilot)
            try:
                async with asyncio.timeout(20):
                    while place.row not in at_cursor(pilot)[0] or not at_cursor(pilot)[1].startswith(place.at):
                        await pilot.pause()
            except TimeoutError:
                pytest.fail(f"{place}: {at_cursor(pilot)}\n{text(pilot)}")
            seen.add(type(pilot.app.screen))
            await go_back(pilot)
    assert seen == made(Dialog) | made(SinglePaintScreen)


def made(kind: type) -> set[type]:
    """The kinds of screens of the reader that are not only there for others to be made from."""
    own = {kind} - BASES if kind.__module__.startswith("reader.") else set()
    return own.union(*map(made, kind.__subclasses__()))
