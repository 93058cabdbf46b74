"""The list of themes: what it says of the terminal, and that one can move and click in it."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.ui.dialogs.themes import NAMES, ThemeList
from tests.ui.conftest import FakePapers, running, settle, text


def theme_list(pilot: Pilot[None]) -> ThemeList:
    return pilot.app.screen.query_one(ThemeList)


@pytest.mark.parametrize("term", ["xterm", "xterm-256color"])
async def test_it_says_where_colours_are_too_few_for_a_look_each(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "")
    monkeypatch.setenv("TERM", term)
    async with running(papers, size=(60, 16)) as (_, pilot):
        await pilot.press("T")
        await settle(pilot)
        seen = text(pilot)
        assert ("│ This terminal has 16 colours:    │" in seen) == (term == "xterm")
        assert ("│ all dark themes look alike.      │" in seen) == (term == "xterm")
        assert "enter keeps it · esc goes back" in seen
        assert "─ Theme ─" in seen


async def test_the_cursor_stays_in_sight_and_pages_are_those_of_the_box(papers: FakePapers) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("T")
        await settle(pilot)
        names = theme_list(pilot)
        page = names.size.height - 1
        assert 1 < page < len(NAMES) - 1
        for key, cursor in (
            ("pageup", 0),
            ("j", 1),
            ("pagedown", 1 + page),
            ("G", len(NAMES) - 1),
            ("down", len(NAMES) - 1),
            ("pageup", len(NAMES) - 1 - page),
            ("home", 0),
        ):
            await pilot.press(key)
            await settle(pilot)
            assert names.cursor == cursor, key
            assert f"│ {NAMES[cursor]} " in text(pilot), key


async def test_a_click_keeps_a_theme(papers: FakePapers) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("T", "G")
        await settle(pilot)
        names = theme_list(pilot)
        index = names.scroll_offset.y + 2
        assert await pilot.click(ThemeList, offset=(3, 1 + 2))
        await settle(pilot)
        assert pilot.app.theme == NAMES[index]
        assert f"Theme: {NAMES[index]}" in text(pilot)


@pytest.mark.slow
async def test_letters_go_to_the_next_name_that_begins_with_them(papers: FakePapers) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("T", "home")
        names = theme_list(pilot)
        for key, name in (
            ("s", "solarized-dark"),
            ("s", "solarized-light"),
            ("s", "solarized-dark"),
            ("o", "solarized-dark"),
            ("x", "solarized-dark"),
            ("r", "rose-pine"),
            ("home", "auto"),
            ("d", "dracula"),
            ("a", "auto"),
            ("n", "ansi-dark"),
            ("t", "textual-dark"),
            ("o", "tokyo-night"),
            ("g", "auto"),
            ("j", "paper-dark"),
            ("N", "nord"),
        ):
            await pilot.press(key)
            await settle(pilot)
            assert NAMES[names.cursor] == name, key
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.theme == "nord"
