"""When a paper counts as read by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from textual import events
from textual.pilot import Pilot
from textual.timer import Timer

from reader.ui.browser import PaperBrowser
from tests.ui.conftest import FakePapers, feed, running, settle, text


class Clockwork:
    """Timers that a test lets run out."""

    def __init__(self) -> None:
        self.under_way: list[tuple[float, Callable[[], None], Timer]] = []

    def __call__(self, owner: PaperBrowser, delay: float, callback: Callable[[], None]) -> Timer:
        timer = Timer(owner, delay, name="held")
        self.under_way.append((delay, callback, timer))
        entry = self.under_way[-1]
        timer.stop = lambda: entry in self.under_way and self.under_way.remove(entry)  # type: ignore
        return timer

    def run_out(self) -> None:
        """Let all timers that were not stopped run out."""
        for _, callback, _ in [*self.under_way]:
            callback()
        self.under_way.clear()


@pytest.fixture
def clockwork(monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    held = Clockwork()
    monkeypatch.setattr(PaperBrowser, "set_timer", lambda browser, delay, callback: held(browser, delay, callback))
    return held


async def unread(papers: FakePapers, pilot: Pilot[None]) -> int:
    await settle(pilot)
    marks = await papers.marks.get([paper.id for paper in feed().papers])
    return 6 - sum(mark.is_read for mark in marks.values())


async def test_a_paper_that_a_key_put_the_cursor_on_counts_as_read_after_the_delay(
    papers: FakePapers, clockwork: Clockwork
) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        assert clockwork.under_way == []  # No key, no click.
        await pilot.press("j")
        await pilot.pause()
        assert [delay for delay, *_ in clockwork.under_way] == [2.0]
        assert await unread(papers, pilot) == 6
        clockwork.run_out()
        assert await unread(papers, pilot) == 5
        assert "5 unread" in text(pilot)


async def test_it_is_no_step_to_undo(papers: FakePapers, clockwork: Clockwork) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("j")
        await pilot.pause()
        clockwork.run_out()
        await pilot.press("u")
        assert await unread(papers, pilot) == 5
        assert "Nothing to undo." in text(pilot)


async def test_only_the_last_paper_is_waited_for(papers: FakePapers, clockwork: Clockwork) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("j", "j", "j")
        await pilot.pause()
        clockwork.run_out()
        assert await unread(papers, pilot) == 5
        marks = await papers.marks.get(["2608.02003"])
        assert marks["2608.02003"].is_read


async def test_a_click_counts_too(papers: FakePapers, clockwork: Clockwork) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.click("PaperList", offset=(20, 4))
        await pilot.pause()
        clockwork.run_out()
        assert await unread(papers, pilot) == 5


async def test_not_while_something_is_above_but_after_it(papers: FakePapers, clockwork: Clockwork) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("j", "question_mark")
        await pilot.pause()
        assert clockwork.under_way == []
        await pilot.press("escape")
        await pilot.pause()
        assert len(clockwork.under_way) == 1


async def test_not_while_the_terminal_is_left(papers: FakePapers, clockwork: Clockwork) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("j")
        await pilot.pause()
        pilot.app.post_message(events.AppBlur())
        await pilot.pause()
        assert clockwork.under_way == []
        pilot.app.post_message(events.AppFocus())
        await pilot.pause()
        assert len(clockwork.under_way) == 1


async def test_not_while_the_abstract_is_out_of_sight(papers: FakePapers, clockwork: Clockwork) -> None:
    async with running(papers, delay=2.0, size=(50, 20)) as (_, pilot):
        await pilot.press("j")
        await pilot.pause()
        assert clockwork.under_way == []
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert len(clockwork.under_way) == 1
        await pilot.resize_terminal(50, 20)
        await settle(pilot)
        assert clockwork.under_way == []


@pytest.mark.parametrize("key", ["enter", "o", "O", "p"])
async def test_opening_counts_at_once(
    papers: FakePapers, clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press(key)
        assert await unread(papers, pilot) == 5


async def test_what_the_user_has_decided_stays_until_the_cursor_leaves(
    papers: FakePapers, clockwork: Clockwork
) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("j")
        await pilot.pause()
        clockwork.run_out()
        await pilot.press("m", "enter", "escape", "question_mark", "escape")
        await pilot.pause()
        assert clockwork.under_way == []
        assert await unread(papers, pilot) == 6
        await pilot.press("j", "k")
        await pilot.pause()
        clockwork.run_out()
        assert await unread(papers, pilot) == 5


async def test_a_key_that_leaves_the_cursor_where_it_is_does_not_leave_the_paper(
    papers: FakePapers, clockwork: Clockwork
) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("m", "m", "k")
        await pilot.pause()
        assert clockwork.under_way == []
        await pilot.press("j", "k", "k")
        await pilot.pause()
        assert len(clockwork.under_way) == 1


@pytest.mark.slow
async def test_what_was_undone_stays_until_the_cursor_leaves(papers: FakePapers, clockwork: Clockwork) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("A", "j", "u")
        await settle(pilot)
        await pilot.press("question_mark", "escape")
        await pilot.pause()
        assert clockwork.under_way == []
        assert await unread(papers, pilot) == 6


async def test_a_filter_that_takes_the_cursor_away_leaves_both_papers_unread(
    papers: FakePapers, clockwork: Clockwork
) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("G", "s", "g", "j")
        await pilot.pause()
        assert len(clockwork.under_way) == 1
        await pilot.press("f", "f")
        await pilot.pause()
        assert clockwork.under_way == []
        clockwork.run_out()
        assert await unread(papers, pilot) == 6


async def test_another_day_is_not_read_before_a_key(papers: FakePapers, clockwork: Clockwork) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("j", "h")
        await settle(pilot)
        assert clockwork.under_way == []


async def test_the_next_unread_paper_in_another_day_is_one_that_a_key_went_to(
    papers: FakePapers, clockwork: Clockwork
) -> None:
    async with running(papers, delay=2.0) as (_, pilot):
        await pilot.press("A", "n")
        await settle(pilot)
        await settle(pilot)
        assert len(clockwork.under_way) == 1


async def test_never_and_at_once(papers: FakePapers, clockwork: Clockwork) -> None:
    async with running(papers, delay=None) as (_, pilot):
        await pilot.press("j", "enter")
        await pilot.pause()
        assert clockwork.under_way == []
        assert await unread(papers, pilot) == 6
    async with running(papers, delay=0.0) as (_, pilot):
        await pilot.press("j")
        assert await unread(papers, pilot) == 5


async def test_the_timer_is_a_real_one(papers: FakePapers) -> None:
    async with running(papers, delay=0.01) as (screen, pilot):
        await pilot.press("j")
        async with asyncio.timeout(60):
            while screen.browser.summary.unread == 6:
                await pilot.pause()
        assert await unread(papers, pilot) == 5


async def test_on_its_own_screen_a_paper_counts_as_read_after_the_delay_too(
    papers: FakePapers, clockwork: Clockwork
) -> None:
    async with running(papers, size=(60, 16), delay=2.0) as (_, pilot):
        await pilot.press("enter")
        assert await unread(papers, pilot) == 5  # What is opened counts at once.
        await pilot.press("J")
        await pilot.pause()
        assert [delay for delay, *_ in clockwork.under_way] == [2.0]
        await pilot.press("question_mark")
        await pilot.pause()
        assert clockwork.under_way == []
        await pilot.press("escape")
        await settle(pilot)
        clockwork.run_out()
        assert await unread(papers, pilot) == 4
