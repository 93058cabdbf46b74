"""The theme that follows from the terminal's background, once that is told."""

from __future__ import annotations

import pytest

from reader.ui import themes
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from reader.ui.patches.input import Background
from tests.ui.conftest import FakePapers, running, settle

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
        await pilot.press("T", "G")
        await settle(pilot)
        tried = app.theme
        assert tried not in (LIGHT, DARK)
        app.post_message(Background(is_dark=False))
        await settle(pilot)
        assert app.theme == tried
        await pilot.press("escape")
        await settle(pilot)
        assert app.theme == LIGHT


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
