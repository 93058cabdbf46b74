"""The theme that follows from the terminal's background, once that is told."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.color import Color

from reader.ui import themes
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from reader.ui.patches.input import Background
from tests.ui.conftest import FakePapers, running, settle


def _is_dark(style: Style | None) -> bool:
    ground = style.bgcolor if style else None
    return ground is not None and Color.from_rich_color(ground).brightness < 0.5


LIGHT, DARK = themes.LIGHT.name, themes.DARK.name


@pytest.mark.parametrize(
    ("is_dark", "told", "expected"),
    [(None, "15;0", DARK), (None, "0;15", LIGHT), (True, "0;15", DARK), (False, "15;0", LIGHT), (None, "", DARK)],
)
async def test_what_was_told_last_comes_before_the_environment(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch, is_dark: bool | None, told: str, expected: str
) -> None:
    monkeypatch.setenv("COLORFGBG", told)
    app = ReaderApp(papers, opening=InitialState(is_dark=is_dark))
    assert app.theme == expected


async def test_an_answer_while_themes_are_tried_changes_none_until_that_is_over(papers: FakePapers) -> None:
    async with running(papers, is_dark=True) as (_, pilot):
        app = pilot.app
        await pilot.press("T", "end")
        await settle(pilot)
        tried = app.theme
        assert tried not in (LIGHT, DARK)
        app.post_message(Background(is_dark=False))
        await settle(pilot)
        assert app.theme == tried
        await pilot.press("escape")
        await settle(pilot)
        assert app.theme == LIGHT


@pytest.mark.parametrize("opens", ["ctrl+p", "question_mark", "Y"])
@pytest.mark.slow
async def test_an_open_dialog_changes_with_the_theme(papers: FakePapers, opens: str) -> None:
    async with running(papers, is_dark=True) as (_, pilot):
        app = pilot.app
        await pilot.press(opens)
        await settle(pilot)
        app.post_message(Background(is_dark=False))
        await settle(pilot)
        await settle(pilot)
        strips = app.screen._compositor.render_strips(app.size)
        dark = sum(len(segment.text) for strip in strips for segment in strip if _is_dark(segment.style))
        assert dark <= 1  # The cursor.


async def test_an_answer_does_not_take_the_theme_that_was_kept(papers: FakePapers) -> None:
    async with running(papers, theme=DARK) as (_, pilot):
        app = pilot.app
        app.post_message(Background(is_dark=False))
        await settle(pilot)
        assert app.theme == DARK
        app.exit()
        assert isinstance(app, ReaderApp)
        assert app.position is not None
        assert app.position.is_dark is False
