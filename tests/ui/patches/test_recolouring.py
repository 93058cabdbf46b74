"""Another theme: drawn once, and as if it had been there from the beginning."""

from __future__ import annotations

from typing import Any

import pytest
from rich.style import Style
from textual.css.parse import parse as textual_parse
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.patches.stylesheet import KeptStylesheet
from reader.ui.widgets.bars import Titles
from tests import some
from tests.ui.conftest import FakePapers, running, settle

pytestmark = pytest.mark.slow

NAMES = ("nord", "textual-light", "ansi-dark", "dracula", "nord")


def _looks(screen: Screen[Any]) -> list[Strip]:
    return [strip.simplify() for strip in screen._compositor.render_strips()]


def _rules(sheet: Stylesheet) -> list[tuple[str, str]]:
    """The rules in words, as layouts are equal only to themselves."""
    styles = ((rule.selectors, repr(sorted(rule.styles.get_rules().items()))) for rule in sheet.rules)
    return [(selectors, said.replace("a=0.0", "a=0")) for selectors, said in styles]


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


async def test_rules_are_parsed_once_and_are_those_that_textual_makes(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def parse(scope: str, css: str, *rest: Any) -> Any:
        parsed.append(css)
        return textual_parse(scope, css, *rest)

    async with running(papers) as (_, pilot):
        await pilot.press("T")
        await settle(pilot)
        monkeypatch.setattr("reader.ui.patches.stylesheet.parse", parse)
        sheet = pilot.app.stylesheet
        for number, theme in enumerate((*NAMES, *NAMES)):
            parsed.clear()
            pilot.app.theme = theme
            await settle(pilot)
            # Without colours text is bold or reversed, which is more than another colour.
            assert bool(parsed) == (theme == "ansi-dark" and number < len(NAMES)), theme
            fresh = Stylesheet(variables=pilot.app.get_css_variables())
            fresh.source = sheet.source
            fresh.parse()
            assert _rules(sheet) == _rules(fresh), theme


@pytest.mark.parametrize(
    "colour", ["#102030", "#10203080", "transparent", "ansi_default", "ansi_red", "#0B0000", "#0B0001", "auto 60%"]
)
def test_the_colours_of_a_theme_come_where_the_variables_are(colour: str) -> None:
    css = """
        Label { color: $a; background: $a 50%; border: round $a; &:hover { color: $b; text-style: $c; } }
        Button { background: #102030; color: red; }
    """
    sheet = KeptStylesheet({"a": "#0B0000", "b": "#0B0001", "c": "bold"})
    sheet.add_source(css)
    for variables in ({"a": colour.replace("auto 60%", "red")}, {"b": colour, "c": "italic"}, {}):
        given = {"a": "#010203", "b": "#040506", "c": "bold", **variables}
        sheet.set_variables(given)
        sheet.reparse()
        fresh = Stylesheet(variables=given)
        fresh.add_source(css)
        assert _rules(sheet) == _rules(fresh)


async def test_what_is_below_a_dialog_is_seen_as_it_is_and_does_nothing(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await settle(pilot)
        before = _looks(screen)
        await pilot.press("T")
        await settle(pilot)
        over = pilot.app.screen
        assert over.render_lines(over.size.region)[1].text == before[1].text
        screen.titles = Titles(("Another title",))
        await settle(pilot)
        assert "Another title" in over._compositor.render_strips()[0].text
        styles = (style or Style() for strip in over.render_lines(over.size.region) for _, style, _ in strip)
        assert not any(style.meta or style.link for style in styles)


@pytest.mark.parametrize("key", some(3, ["slash", "number_sign", "colon", "d", "question_mark", "e", "T", "S", "Y"]))
async def test_a_terminal_that_grows_below_a_dialog_looks_as_if_it_had_that_size_before(
    papers: FakePapers, key: str
) -> None:
    pictures = []
    for sizes in (((110, 36),), ((90, 30), (91, 30), (110, 36)), ((120, 40), (110, 36))):
        async with running(papers, size=sizes[0]) as (_, pilot):
            await pilot.press(key)
            await settle(pilot)
            for size in sizes[1:]:
                await pilot.resize_terminal(*size)
                await settle(pilot)
            lines = pilot.app.screen.render_lines(pilot.app.screen.size.region)
            assert [strip.cell_length for strip in lines] == [110] * 36
            pictures.append([strip.text for strip in _looks(pilot.app.screen)])
    assert pictures[0] == pictures[1] == pictures[2]
