"""The copy menu, driven by keys; what is copied goes through the same door as `y`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.config.actions import COPIES
from reader.papers.period import Day
from reader.ui.app import ReaderApp
from reader.ui.widgets.cells import width_of
from tests.ui.conftest import (
    REFUSED,
    TODAY,
    YESTERDAY,
    FakePapers,
    feed,
    feed_screen,
    loaded,
    paper,
    running,
    settle,
    shown,
    text,
)


class CopyingApp(ReaderApp):
    """An app that notes what it was asked to copy or open."""

    copied: list[str]
    opened: list[str]

    async def copy(self, text: str, what: str = "") -> str:
        self.copied.append(text)
        return f"Copied {text}"

    async def open_link(self, url: str) -> str:
        self.opened.append(url)
        return f"Opened {url}"


@pytest.fixture
def app(papers: FakePapers) -> CopyingApp:
    app = CopyingApp(papers)
    app.copied, app.opened = [], []
    return app


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("y", "https://arxiv.org/abs/2608.02000"),
        ("Yu", "https://arxiv.org/abs/2608.02000"),
        ("Yp", "https://arxiv.org/pdf/2608.02000"),
        ("Yh", "https://huggingface.co/papers/2608.02000"),
        ("Yi", "2608.02000"),
        ("Yx", "https://www.alphaxiv.org/abs/2608.02000"),
        ("Yt", "长标题：用中文写的题目，占两倍的宽度，也必须在边上被切断而不破坏任何一个字符，无论终端有多宽"),
    ],
)
async def test_letters_copy(app: CopyingApp, keys: str, text: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await settle(pilot)
        assert app.copied == [text]
        assert app.screen is feed_screen(app)
        assert text[:20] in feed_screen(app).notice


@pytest.mark.parametrize("width", [120, 60])
@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("Yb", "BibTeX @mis"),
        ("Ya", "abstract Ab"),
        ("Yi", "arXiv ID 26"),
        ("y", "https://arx"),
    ],
)
async def test_what_was_copied_is_named_in_one_line(
    papers: FakePapers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, keys: str, said: str
) -> None:
    monkeypatch.setattr(os, "environ", {**os.environ, "PATH": str(tmp_path), "SSH_TTY": "x"})
    for name in ("TMUX", "STY", "TERM", "VTE_VERSION", "XTERM_VERSION", "DISPLAY", "WAYLAND_DISPLAY"):
        os.environ.pop(name, None)
    async with running(papers, size=(width, 16)) as (screen, pilot):
        await pilot.press(*keys)
        await settle(pilot)
        assert screen.notice.startswith(f"Sent to the terminal's clipboard (OSC 52): {said}")
        assert width_of(screen.notice) <= width - 2
        assert screen.notice in text(pilot)


async def test_the_project_page_is_copied_and_lines_begin_alike(papers: FakePapers, app: CopyingApp) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, project_page="https://example.org/veils"),))]
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for key in "Yw":
            await pilot.press(key)
            await pilot.pause()
            if key == "Y":
                lines = [line.partition("│")[2][4:] for line in shown(app) if "│" in line]
        assert app.copied == ["https://example.org/veils"]
        assert len(lines) == len(COPIES)
        assert [line for line in lines if not line.startswith(("arXiv", "alphaXiv")) and line[0].islower()] == []


async def test_what_a_paper_lacks_is_said_and_cannot_be_copied(app: CopyingApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("Y")
        await pilot.pause()
        assert any("GitHub" in line and "not known" in line for line in shown(app))
        await pilot.press("g")
        await pilot.pause()
        assert app.copied == []
        assert app.screen is not feed_screen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is feed_screen(app)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("Y enter", "https://arxiv.org/abs/2608.02000"),
        ("Y down enter", "https://arxiv.org/pdf/2608.02000"),
        ("Y j j k enter", "https://arxiv.org/pdf/2608.02000"),
        ("Y up end enter", "https://www.alphaxiv.org/abs/2608.02000"),
        ("Y end up enter", "Abstract 2000"),  # The project page and the GitHub link are not known.
        ("Y end home enter", "https://arxiv.org/abs/2608.02000"),
    ],
)
async def test_what_is_chosen_with_arrows_is_copied(app: CopyingApp, keys: str, text: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press(*keys.split())
        await settle(pilot)
        assert [copied[: len(text)] for copied in app.copied] == [text]


async def test_the_sort_menu_begins_with_the_order_in_force(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        for keys, order in (("S j j enter", "stars"), ("S down enter", "date"), ("S enter", "date")):
            await pilot.press(*keys.split())
            await settle(pilot)
            assert screen.browser.listed.arrangement.order == order


async def test_the_chosen_line_of_a_menu_is_in_sight(papers: FakePapers) -> None:
    async with running(papers, size=(60, 10)) as (_, pilot):
        await pilot.press("Y")
        await settle(pilot)
        assert "GitHub link" not in text(pilot)
        for there, back in (("end", "home"), ("pagedown", "pageup")):
            await pilot.press(there, there)
            await settle(pilot)
            assert "GitHub link" in text(pilot)
            await pilot.press(back, back)
            await settle(pilot)
            assert "arXiv link" in text(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16), (40, 10)])
async def test_the_menu_fits(app: CopyingApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        await pilot.press("Y")
        await pilot.pause()
        lines = shown(app)
        assert any("arXiv link" in line for line in lines)
        if size[1] >= 16:
            assert any("alphaXiv" in line for line in lines)


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("o", "https://arxiv.org/abs/2608.02000"),
        ("O", "https://huggingface.co/papers/2608.02000"),
        ("p", "https://arxiv.org/pdf/2608.02000"),
    ],
)
async def test_keys_open(app: CopyingApp, key: str, url: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert app.opened == [url]
        assert f"Opened {url}" in "\n".join(shown(app))


async def test_a_click_on_a_link_opens_it(app: CopyingApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot)
        view = feed_screen(app).browser.paper_view
        line, link = next((line, found[0]) for line, found in view._laid_out().links.items())
        assert link.link.url == "https://github.com/example/code2000"  # The full stop is not part of it.
        await pilot.click("PaperView", offset=(view.gutter.left + link.start + 3, line))
        await settle(pilot)
        assert app.opened == [link.link.url]
        await pilot.click("PaperView", offset=(view.gutter.left + link.end + 2, line))
        await settle(pilot)
        assert app.opened == [link.link.url]


async def test_two_quick_clicks_on_a_link_open_it_once(app: CopyingApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot)
        view = feed_screen(app).browser.paper_view
        line, link = next((line, found[0]) for line, found in view._laid_out().links.items())
        await pilot.click("PaperView", offset=(view.gutter.left + link.start + 3, line), times=2)
        await settle(pilot)
        assert app.opened == [link.link.url]


async def click(pilot: Pilot[None], words: str) -> None:
    """Click on words, as the terminal does: without their widget the pilot has the screen clicked."""
    x, y = place(pilot, words)
    widget, region = pilot.app.screen.get_widget_at(x, y)
    await pilot.click(widget, offset=(x - region.x, y - region.y))


def place(pilot: Pilot[None], words: str) -> tuple[int, int]:
    """Where words are on the screen, for a click."""
    assert isinstance(pilot.app, ReaderApp)
    y, line = next((y, line) for y, line in enumerate(shown(pilot.app)) if words in line)
    return width_of(line[: line.index(words)]), y


async def test_a_row_of_a_menu_can_be_clicked_but_not_one_that_has_nothing(app: CopyingApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("Y")
        await pilot.pause()
        await click(pilot, "GitHub link")
        assert app.screen is not feed_screen(app)
        await click(pilot, "BibTeX")
        await settle(pilot)
        assert app.screen is feed_screen(app)
        assert app.copied[0].startswith("@")
        await pilot.press("S")
        await pilot.pause()
        await click(pilot, "GitHub stars")
        await settle(pilot)
        assert feed_screen(app).browser.listed.arrangement.order == "stars"


async def test_a_click_on_the_news_in_the_header_goes_there(papers: FakePapers) -> None:
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY)) as (screen, pilot):
        await settle(pilot)
        x, y = place(pilot, "Thu 20 Aug is out · t")
        assert y == 0
        for beside in (x - 1, place(pilot, "fetched 3 min ago")[0]):
            await pilot.click(offset=(beside, 0))
            await settle(pilot)
            assert screen.shown == Day(YESTERDAY)
        await pilot.click(offset=(x + 20, 0))
        await settle(pilot)
        assert screen.shown == Day(TODAY)


async def test_over_the_sample_that_stands_in_that_click_asks_the_hub(
    papers: FakePapers, placeholder: FakePapers
) -> None:
    papers.feeds[None] = [REFUSED]
    async with running(papers, sample=lambda: placeholder) as (screen, pilot):
        papers.feeds[None] = [feed()]
        await pilot.click(offset=place(pilot, "nothing from the Hub"))
        await settle(pilot)
        assert screen.feed == feed()
