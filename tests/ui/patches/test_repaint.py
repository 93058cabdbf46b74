"""Updates of the screen: all that changed is written, and little more."""

from __future__ import annotations

import re
from typing import Any

import pyte
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyte.screens import Char
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip

from reader.ui.patches.repaint import Piece, Repaint
from tests import slow
from tests.ui.conftest import FakePapers, feed, paper, running, settle

STYLES = [
    Style(color="#e0e0e0", bgcolor="#121212"),
    Style(color="#a0a0a0", bgcolor="#121212"),
    Style(color="#e0e0e0", bgcolor="#0178d4"),
    Style(color="#e0e0e0", bgcolor="#121212", bold=True),
    Style(color="#e0e0e0", bgcolor="#121212", bold=True, italic=True, underline=True),
    Style(color="#e0e0e0", bgcolor="#121212", bold=False, dim=True),
    Style(color="#e0e0e0", bgcolor="#121212", reverse=True, strike=True, blink=True),
    Style(color="red"),
    Style(bgcolor="bright_blue", underline=True),
    Style.null(),
    None,
]


class PyteTerminal:
    """A terminal with a screen to look at."""

    def __init__(self, console: Console, columns: int, lines: int) -> None:
        self.console = console
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.Stream(self.screen)
        self.stream.feed("\x1b[?7l")

    def show(self, update: CompositorUpdate) -> str:
        """Write an update and return it."""
        written = update.render_segments(self.console)
        self.stream.feed(written)
        return written

    def cells(self) -> list[list[Char]]:
        """All cells, line by line."""
        columns, lines = range(self.screen.columns), range(self.screen.lines)
        return [[self.screen.buffer[y][x] for x in columns] for y in lines]


def watched(app: App[None]) -> PyteTerminal:
    """A terminal that shows what an app shows, from its next frame on."""
    terminal = PyteTerminal(app.console, *app.size)

    def display(screen: Screen[Any], update: CompositorUpdate | None) -> None:
        if update is not None:
            terminal.show(update)

    app._display = display  # type: ignore[method-assign, assignment]
    terminal.show(app.screen._compositor.render_full_update())
    return terminal


def wrong(terminal: PyteTerminal, app: App[None]) -> list[tuple[int, int, Char, Char]]:
    """The cells that would be different if the whole screen had been written: column, line, cell, expected cell."""
    expected = PyteTerminal(app.console, *app.size)
    expected.show(app.screen._compositor.render_full_update())
    return [
        (x, y, cell, right)
        for y, (line, lines) in enumerate(zip(terminal.cells(), expected.cells(), strict=True))
        for x, (cell, right) in enumerate(zip(line, lines, strict=True))
        if cell != right
    ]


MANY = [paper(number, abstract=f"{number} word " * (200 - number)) for number in range(70)]
KEYS = (
    "j j j k J J j space j ctrl+f k k G K g s m tab j space G j tab enter j escape j j "
    "slash w o r d enter n N escape j question_mark escape j"
)


@pytest.mark.parametrize(("size", "colours"), [((120, 20), True), slow((80, 24), False), slow((50, 16), True)])
async def test_after_any_keys_the_terminal_shows_the_same_as_after_a_full_update(
    papers: FakePapers, size: tuple[int, int], colours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    papers.feeds[None] = [feed(papers=tuple(each for each in MANY if "👨" not in each.title))]
    async with running(papers, size=size) as (_, pilot):
        terminal = watched(pilot.app)
        for number, key in enumerate(KEYS.split()):
            await pilot.press(key)
            if number % 3 == 0:  # Not after every key, as the panes take what is looked at for what is on the screen.
                await settle(pilot)
                assert not wrong(terminal, pilot.app), (number, key)
        for offset in [(20, 5), (21, 9), (20, 5)]:
            await pilot.hover("PaperList", offset=offset)
            await settle(pilot)
            assert not wrong(terminal, pilot.app)


async def test_what_a_row_of_uncertain_width_covers_is_drawn_again(papers: FakePapers) -> None:
    families = "👨\u200d👩\u200d👧 " * 30  # Of which this terminal makes 210 columns.
    papers.feeds[None] = [feed(papers=(paper(1, title="Even"), paper(2, title=families), paper(3, title="Even")))]
    async with running(papers, size=(120, 20)) as (screen, pilot):
        terminal = watched(pilot.app)
        edge, row = screen.browser.paper_view.region.x, screen.browser.paper_list.region.y + 2
        assert terminal.cells()[row][edge].data != "▏"
        for key in ("j", "j", "k", "k"):
            await pilot.press(key)
            await settle(pilot)
            assert terminal.cells()[row][edge].data == "▏", key


@pytest.mark.parametrize("before", STYLES)
def test_any_style_can_follow_any_other(before: Style | None) -> None:
    for after in STYLES:
        strip = Strip([Segment("before", before), Segment("论 after", after), Segment(" again", before)])
        seen = []
        width = strip.cell_length
        for update in (
            ChopsUpdate([{0: strip}], [(0, 0, width)], [[width]]),
            Repaint([Piece(0, 0, strip, 0, width)]),
        ):
            terminal = PyteTerminal(Console(), 40, 1)
            terminal.show(update)
            seen.append(terminal.cells())
        assert seen[0] == seen[1], after


TEXTS = ("", "plain", " ", "naïve – ", "漢字", "e\u0301", "👩\u200d", "x漢")


@given(
    st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(STYLES[:2])), min_size=1, max_size=4),
    st.integers(0, 12),
    st.integers(1, 14),
)
def test_a_part_of_a_line_is_what_textual_crops(pieces: list[tuple[str, Style]], start: int, length: int) -> None:
    strip = Strip([Segment(*piece) for piece in pieces])
    end = min(start + length, strip.cell_length)
    assume(start < end)
    update = Repaint([Piece(start, 0, strip, start, end)])
    written = re.sub(r"\x1b\[[0-9;]*[mH]", "", update.render_segments(Console(color_system="truecolor")))
    assert written == strip.crop(start, end).text


def test_only_the_cells_asked_for_are_written() -> None:
    strip = Strip([Segment("one ", STYLES[0]), Segment("two 论 three", STYLES[1])])
    written = Repaint([Piece(5, 0, strip, 5, 10)]).render_segments(Console(color_system="truecolor"))
    assert written == "\x1b[1;6H\x1b[38;2;160;160;160;48;2;18;18;18mwo 论\x1b[0m"
