"""What comes up above another screen is drawn once, and that is its last word."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widgets import Static

from reader.ui.app import ReaderApp
from reader.ui.commands import commands_of
from reader.ui.patches.coming_up import OnceLaidOutScreen
from reader.ui.screens.discussion import DiscussionScreen
from reader.ui.screens.paper import PaperScreen
from tests import slow
from tests.hub.comments import discussion
from tests.ui.conftest import FakePapers, running, settle
from tests.ui.discussions import found

OPENED = {"d": 1, "S": 1, "Y": 1, "e": 1, "slash": 1, "number_sign": 1, "question_mark": 3}
"""How often each is drawn at most: a scrollbar is known once all is laid out, and takes room from what is beside it."""


def drawn(app: ReaderApp) -> list[Strip]:
    """What is on the screen, with its colours."""
    return app.screen._compositor.render_strips(app.size)


@pytest.mark.parametrize("size", [slow((120, 40)), (60, 16)])
@pytest.mark.parametrize("key", OPENED)
async def test_a_dialog_is_drawn_once(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch, key: str, size: tuple[int, int]
) -> None:
    frames: list[object] = []
    display = ReaderApp._display

    def count(app: ReaderApp, screen: Any, update: Any) -> None:
        if update is not None:
            frames.append(update)
        display(app, screen, update)

    monkeypatch.setattr(ReaderApp, "_display", count)
    async with running(papers, size=size) as (_, pilot):
        app = pilot.app
        assert isinstance(app, ReaderApp)
        for _ in range(2):  # The first time its styles are read, which Textual has all drawn for.
            frames.clear()
            await pilot.press(key)
            await settle(pilot)
            number = len(frames)
            seen = drawn(app)
            app.screen.refresh(layout=True)
            await settle(pilot)
            assert drawn(app) == seen
            await pilot.press("escape")
            await settle(pilot)
        assert number <= OPENED[key] + (size < (80, 24))


async def test_nothing_is_said_on_a_screen_that_is_not_there_any_more(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("enter")
        await settle(pilot)
        paper = pilot.app.screen
        assert isinstance(paper, PaperScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is screen
        paper.watch_notice("Copied.")


class Leaving(OnceLaidOutScreen[None]):
    """A screen that is told something just as its widgets go."""

    def compose(self) -> ComposeResult:
        """Have a widget that tells when it is gone."""
        self.gone = asyncio.Event()
        yield Going()

    def on_mount(self) -> None:
        """Wait for it, as for an answer of the Hub."""
        self.run_worker(self._wait())

    async def _wait(self) -> None:
        await self.gone.wait()
        self.query_one(Going).update("It came.")


class Going(Static):
    """The widget."""

    def on_unmount(self) -> None:
        """Tell."""
        assert isinstance(self.screen, Leaving)
        self.screen.gone.set()


async def test_what_comes_for_a_screen_that_is_leaving_is_not_shown(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.app.push_screen(leaving := Leaving())
        await pilot.app.pop_screen()
        await settle(pilot)
        assert leaving.gone.is_set()
        assert pilot.app.screen is screen


async def test_a_command_is_not_done_on_a_screen_that_left_since_it_was_chosen(papers: FakePapers) -> None:
    papers.discussions.answers["2608.00001"] = [found(*discussion("2608.00001"))]
    async with running(papers) as (screen, pilot):
        await pilot.press("c")
        await settle(pilot)
        left = pilot.app.screen
        assert isinstance(left, DiscussionScreen)
        copy = next(one for one in commands_of(left, {}) if one.id == "discussion.copy")
        await pilot.press("escape")
        await settle(pilot)
        assert not await pilot.app.run_action(*copy.run)
        await settle(pilot)
        assert (pilot.app.screen, screen.notice) == (screen, "")


async def test_nothing_works_for_a_screen_that_has_left(papers: FakePapers) -> None:
    papers.discussions.answers["2608.00001"] = [found(*discussion("2608.00001"))]
    async with running(papers) as (screen, pilot):
        await pilot.press("c")
        await settle(pilot)
        left = pilot.app.screen
        assert isinstance(left, DiscussionScreen)
        await pilot.press("escape")
        await settle(pilot)
        left.action_copy_comment()
        await settle(pilot)
        assert (pilot.app.screen, screen.notice) == (screen, "")
