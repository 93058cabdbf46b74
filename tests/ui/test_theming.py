"""Choosing a theme: seen while one moves, kept for the next start, there in its first frame."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.design import ColorSystem

from reader.config.settings import load_config
from reader.papers.listing import Listing
from reader.ui import themes
from reader.ui.app import ReaderApp
from reader.ui.dialogs.themes import ThemeTable
from reader.ui.initial_state import InitialState
from tests.ui.conftest import TODAY, FakePapers, feed, reader, running, settle, shown, text


async def test_a_theme_is_on_the_screen_while_one_moves_and_enter_keeps_it(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        app = pilot.app
        assert isinstance(app, ReaderApp)
        assert app.theme == "paper-dark"
        await pilot.press("T", "down", "j")
        await settle(pilot)
        assert app.theme == "paper-light"
        assert "enter keeps it" in text(pilot)
        await pilot.press("end")
        await settle(pilot)
        assert app.theme == "tokyo-night"
        await pilot.press("enter")
        await settle(pilot)
        assert app.theme == "tokyo-night"
        assert "Theme: tokyo-night" in text(pilot)
        app.exit()
        assert app.position
        assert app.position.theme == "tokyo-night"


async def test_the_sample_edition_says_that_it_keeps_no_theme(papers: FakePapers) -> None:
    papers.is_sample = True
    async with running(papers) as (_, pilot):
        await pilot.press("T", "down", "enter")
        await settle(pilot)
        said = "Theme: paper-dark; not kept for the next start, as this is the sample edition"
        assert said in " ".join(text(pilot).split())


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_the_theme_of_before_is_there_again(papers: FakePapers, key: str) -> None:
    async with running(papers, theme="nord") as (_, pilot):
        app = pilot.app
        assert isinstance(app, ReaderApp)
        await pilot.press("T")
        await settle(pilot)
        assert app.screen.query_one(ThemeTable).name_chosen == "nord"
        await pilot.press("up", "up")
        await settle(pilot)
        assert app.theme != "nord"
        await pilot.press(key)
        await settle(pilot)
        assert app.theme == "nord"
        app.exit()
        assert app.position
        assert app.position.theme == "nord"


async def test_auto_forgets_the_theme_that_was_kept(papers: FakePapers) -> None:
    async with running(papers, theme="nord") as (_, pilot):
        app = pilot.app
        assert isinstance(app, ReaderApp)
        await pilot.press("T", "home", "enter")
        await settle(pilot)
        assert app.theme == "paper-dark"
        app.exit()
        assert app.position
        assert app.position.theme == ""


@pytest.mark.parametrize(("toml", "shown_first"), [('theme = "dracula"', "dracula"), ('theme = "auto"', "paper-dark")])
async def test_a_configured_theme_comes_before_one_that_was_kept(
    papers: FakePapers, tmp_path: Path, toml: str, shown_first: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"mouse = true\n{toml}\n")
    app = ReaderApp(papers, opening=InitialState(theme="nord"), settings=load_config(file))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert app.theme == shown_first
        await pilot.press("T", "end", "enter")
        await settle(pilot)
        assert app.theme == "tokyo-night"
        assert "Theme: tokyo-night; the next start has that of config.toml:2" in text(pilot)
        app.exit()
        assert app.position is not None
        assert app.position.theme == "tokyo-night"


# The last is what Textual begins with: its colours are asked for without another theme being set.
@pytest.mark.parametrize(
    ("theme", "ground"), [("paper-light", "#faf8f3"), ("nord", "#2e3440"), ("textual-dark", "#121212")]
)
async def test_the_first_frame_is_in_the_theme_that_was_kept(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch, theme: str, ground: str
) -> None:
    first, made, generate = feed(TODAY), [], ColorSystem.generate

    def counted(colours: ColorSystem) -> dict[str, str]:
        made.append(colours)
        return generate(colours)

    monkeypatch.setattr(ColorSystem, "generate", counted)
    app = reader(papers, first=first, theme=theme)
    assert InitialState(listing=Listing(first.papers)).theme == ""
    frames: list[set[str]] = []

    def draw() -> None:
        frames.append(
            {
                str(style.bgcolor.name)
                for strip in app.screen._compositor.render_strips(app.size)
                for _, style, _ in strip
                if style and style.bgcolor
            }
        )
        assert any("Filling a [MASK]" in line for line in shown(app))
        app.exit()

    app.when_drawn = draw
    async with app.run_test(size=(120, 40)):
        pass
    assert ground in frames[0]
    assert themes.DARK.background not in frames[0]
    assert len(made) == 1  # Which takes 2 ms.
