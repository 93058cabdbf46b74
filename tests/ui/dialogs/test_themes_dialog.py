"""The list of themes: what it says of the terminal, and that one can move, type and click in it."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from reader.ui.dialogs.themes import NAMES, ThemeTable
from tests.ui.conftest import FakePapers, running, settle, text


def theme_list(pilot: Pilot[None]) -> ThemeTable:
    return pilot.app.screen.query_one(ThemeTable)


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
        assert "enter keeps it · esc cancels" in seen
        assert "─ Theme ─" in seen
        assert "│ auto · by the terminal " in seen


async def test_the_cursor_stays_in_sight_and_pages_are_those_of_the_box(papers: FakePapers) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("T")
        await settle(pilot)
        names = theme_list(pilot)
        page = pilot.app.screen.query_one(VerticalScroll).size.height - 1
        assert 1 < page < len(NAMES) - 1
        for key, cursor in (
            ("pageup", 0),
            ("j", 1),
            ("pagedown", 1 + page),
            ("end", len(NAMES) - 1),
            ("down", len(NAMES) - 1),
            ("pageup", len(NAMES) - 1 - page),
            ("k", len(NAMES) - 2 - page),
            ("home", 0),
        ):
            await pilot.press(key)
            await settle(pilot)
            assert names.chosen == cursor, key
            assert f"│ {NAMES[cursor]} " in text(pilot), key


async def test_a_click_keeps_a_theme(papers: FakePapers) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("T", "end")
        await settle(pilot)
        scrolled = int(pilot.app.screen.query_one(VerticalScroll).scroll_offset.y)
        assert scrolled
        assert await pilot.click(ThemeTable, offset=(3, scrolled + 2))
        await settle(pilot)
        assert pilot.app.theme == NAMES[scrolled + 2]
        assert f"Theme: {NAMES[scrolled + 2]}" in text(pilot)


async def test_names_that_begin_with_what_is_typed_come_first(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("T")
        for letters, first in (("n", "nord"), ("t", "textual-dark"), ("d", "dracula")):
            await pilot.press("ctrl+u", *letters)
            await settle(pilot)
            found = theme_list(pilot).names
            assert {*found} == {name for name in NAMES if letters in name}
            assert found[0] == pilot.app.theme == first


async def test_what_a_theme_is_is_found_also_where_its_name_does_not_tell(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        for typed, quiet in (("light", {"catppuccin-latte", "rose-pine-dawn"}), ("dark", {"dracula", "nord"})):
            await pilot.press("T", *typed)
            await settle(pilot)
            found = {*theme_list(pilot).names}
            assert found >= quiet | {name for name in NAMES if typed in name}
            assert found.isdisjoint({"light": {"nord"}, "dark": {"paper-light", "auto"}}[typed])
            await pilot.press("escape", "escape")
            await settle(pilot)


async def test_it_is_filtered_by_typing_as_the_other_lists_are(papers: FakePapers) -> None:
    async with running(papers, size=(80, 24), theme="nord") as (_, pilot):
        await pilot.press("T", *"gruv")
        await settle(pilot)
        assert pilot.app.theme == theme_list(pilot).name_chosen == "gruvbox"
        assert "dracula" not in text(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert "No such theme." in text(pilot)
        assert pilot.app.theme == "gruvbox"
        await pilot.press("enter", "ctrl+u")
        await settle(pilot)
        assert pilot.app.theme == theme_list(pilot).name_chosen == "nord"
        await pilot.press("slash", *"jk", "ctrl+u", *"light", "down", "enter")
        await settle(pilot)
        lights = [name for name in NAMES if "light" in name]
        assert pilot.app.theme == lights[1]
        assert f"Theme: {lights[1]}" in text(pilot)
