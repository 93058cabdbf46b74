"""Another theme: drawn once, and as if it had been there from the beginning."""

from __future__ import annotations

from typing import Any

import pytest
from rich.style import Style
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.patches.stylesheet import THEMES, KeptStylesheet
from tests.ui.conftest import FakePapers, running, settle

NAMES = ("nord", "textual-light", "ansi-dark", "dracula", "nord")


def _looks(screen: Screen[Any]) -> list[Strip]:
    return [strip.simplify() for strip in screen._compositor.render_strips()]


def _rules(sheet: Stylesheet) -> list[tuple[str, str]]:
    return [(rule.selectors, repr(sorted(rule.styles.get_rules().items()))) for rule in sheet.rules]


async def _looks_in(papers: FakePapers, theme: str, keys: tuple[str, ...]) -> list[Strip]:
    async with running(papers, theme=theme) as (_, pilot):
        await pilot.press(*keys)
        await settle(pilot)
        return _looks(pilot.app.screen)


@pytest.mark.parametrize("keys", [(), ("Y",)], ids=["list", "menu"])
async def test_it_looks_as_if_it_had_been_there_from_the_beginning(papers: FakePapers, keys: tuple[str, ...]) -> None:
    expected = {theme: await _looks_in(papers, theme, keys) for theme in dict.fromkeys(NAMES)}
    async with running(papers) as (_, pilot):
        await pilot.press(*keys)
        await settle(pilot)
        for theme in NAMES:
            pilot.app.theme = theme
            await settle(pilot)
            for before, now in zip(expected[theme], _looks(pilot.app.screen), strict=True):
                assert [*before] == [*now], (theme, before.text, now.text)


async def test_it_is_drawn_once_with_all_that_is_below(papers: FakePapers) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("T")
        await settle(pilot)
        drawn: list[object] = []
        app = pilot.app

        def display(screen: Screen[Any], update: object) -> None:
            drawn.append(update)

        app._display = display  # type: ignore[method-assign, assignment]
        for theme in NAMES:
            drawn.clear()
            app.theme = theme
            await settle(pilot)
            assert len([update for update in drawn if update is not None]) == 1, theme
            below = app.screen_stack[0]
            assert not below._dirty_widgets
            assert not any(widget._repaint_regions for widget in below.walk_children(Widget))


async def test_rules_are_parsed_once_for_a_theme_and_are_those_that_textual_makes(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    original = Stylesheet._parse_rules

    def parse(self: Stylesheet, css: str, *rest: Any, **named: Any) -> list[RuleSet]:
        parsed.append(css)
        return original(self, css, *rest, **named)

    monkeypatch.setattr(Stylesheet, "_parse_rules", parse)
    async with running(papers) as (_, pilot):
        sheet = pilot.app.stylesheet
        for number, theme in enumerate((*NAMES, *NAMES)):
            parsed.clear()
            pilot.app.theme = theme
            await settle(pilot)
            assert bool(parsed) == (number < len({*NAMES})), theme
            assert all("$" in css for css in parsed)
            fresh = Stylesheet(variables=pilot.app.get_css_variables())
            fresh.source = sheet.source
            fresh.parse()
            assert _rules(sheet) == _rules(fresh), theme


def test_what_is_known_of_themes_has_an_end() -> None:
    sheet = KeptStylesheet({})
    sheet.add_source("Label { color: $text; }")
    for number in range(THEMES + 2):
        sheet.set_variables({"text": f"#0000{number:02}"})
        sheet.reparse()
    assert len(sheet._by_theme) == THEMES


async def test_what_is_below_a_dialog_is_seen_as_it_is_and_does_nothing(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await settle(pilot)
        before = _looks(screen)
        await pilot.press("T")
        await settle(pilot)
        over = pilot.app.screen
        assert over.render_lines(over.size.region)[1].text == before[1].text
        screen.titles = ("Another title",)
        await settle(pilot)
        assert "Another title" in over._compositor.render_strips()[0].text
        styles = (style or Style() for strip in over.render_lines(over.size.region) for _, style, _ in strip)
        assert not any(style.meta or style.link for style in styles)
