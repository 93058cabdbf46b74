"""Two readers of one home: what is marked in one is seen in the other, which stays where it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.papers.marks import Change, Field, Record, microseconds
from reader.store.marks.marks import Marks
from reader.ui import marking
from reader.ui.screens.feed import FeedScreen
from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.ui.conftest import ID, NOW, FakePapers, feed, paper, row, running, settle, stored, text

OTHER = "2608.02002"
WITHIN = 2.0
"""Seconds until a mark of another reader has to be seen, by a look at once or by the next one."""

Write = Callable[..., Awaitable[None]]


@pytest.fixture
def write(papers: FakePapers, tmp_path: Path) -> Iterator[Write]:
    """Writes marks as another process does, a second after what was written before."""
    papers.marks = Marks(tmp_path / "marks.db", papers.clock.now)
    other = Marks(tmp_path / "marks.db", papers.clock.now)

    async def write(field: Field, value: bool | str, id: str = OTHER) -> None:
        papers.now += timedelta(seconds=1)
        record = None if field == "read" else Record(microseconds(NOW), paper(int(id.split(".")[1])))
        await other.write([Change(id, field, value, record)])

    yield write
    other.close(5)
    papers.marks.close(5)


async def seen(screen: FeedScreen, pilot: Pilot[None], what: Callable[[], bool]) -> None:
    """Look as the timer does, and wait until something is seen."""
    screen.browser.marking.look()
    async with asyncio.timeout(60):
        while not what():
            await pilot.pause()


async def test_star_note_and_read_mark_of_another_are_shown_where_one_is(papers: FakePapers, write: Write) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "j")
        before = (screen.paper, screen.browser.paper_list.cursor, screen.browser.paper_list.scroll_y)
        await write("starred", True)
        await seen(screen, pilot, lambda: "★" in row(pilot, 2))
        await write("read", True)
        await seen(screen, pilot, lambda: "5 unread" in text(pilot))
        await write("note", "As the other one says.")
        await seen(screen, pilot, lambda: "As the other one says." in text(pilot))
        await write("starred", False)
        await seen(screen, pilot, lambda: "★" not in row(pilot, 2))
        assert (screen.paper, screen.browser.paper_list.cursor, screen.browser.paper_list.scroll_y) == before


async def test_it_is_shown_under_a_dialog_which_stays(papers: FakePapers, write: Write) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("question_mark")
        await settle(pilot)
        dialog = pilot.app.screen
        assert dialog is not screen
        await write("starred", True, ID)
        await seen(screen, pilot, lambda: "●★" in text(pilot))
        assert pilot.app.screen is dialog


async def test_a_star_of_another_joins_the_starred_papers(papers: FakePapers, write: Write) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "s", "5")
        await settle(pilot)
        assert "1 paper" in text(pilot)
        at = screen.paper
        await write("starred", True)
        await seen(screen, pilot, lambda: "2 papers" in text(pilot))
        assert [one.id for one in screen.browser.listed.rows] == [OTHER, "2608.02001"]
        assert screen.paper == at
        await write("starred", False)
        await seen(screen, pilot, lambda: screen.browser.listed.dimmed == {OTHER})
        assert screen.paper == at


async def test_a_day_that_is_asked_for_meanwhile_gets_no_stars(papers: FakePapers, write: Write) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "s", "5")
        await settle(pilot)
        await write("starred", True, "2608.01800")
        screen.browser.marking.look()
        await pilot.press("1")
        await settle(pilot)
        assert [one.id for one in screen.browser.listed.papers] == [one.id for one in feed().papers]


async def test_only_ones_own_steps_are_undone(papers: FakePapers, write: Write) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("s")
        await settle(pilot)
        await write("read", True)
        await seen(screen, pilot, lambda: "5 unread" in text(pilot))
        await pilot.press("u")
        await settle(pilot)
        assert "star on" in text(pilot)
        assert "5 unread" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Nothing to undo." in text(pilot)


async def test_a_note_that_two_write_at_once_has_the_text_of_both(papers: FakePapers, write: Write) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("number_sign", *"second")
        await write("note", "first", ID)
        await pilot.press("escape")
        await settle(pilot)
        assert "Another reader changed this note meanwhile: both texts are kept · u to undo" in text(pilot)
        assert (await stored(papers, ID))[0].text == "first\n———\nsecond"
        assert screen.browser.mark.text == "first\n———\nsecond"
        await pilot.press("u")
        await settle(pilot)
        assert "Undone: note on" in text(pilot)
        assert "restored" in text(pilot)
        assert (await stored(papers, ID))[0].text == "first"


async def test_a_note_that_is_only_looked_at_stays_as_another_left_it(papers: FakePapers, write: Write) -> None:
    async with running(papers) as (screen, pilot):
        await write("note", "before", ID)
        await seen(screen, pilot, lambda: screen.browser.mark.text == "before")
        await pilot.press("number_sign")
        await pilot.pause()
        await write("note", "after", ID)
        await pilot.press("escape")
        await settle(pilot)
        assert (await stored(papers, ID))[0].text == "after"
        await pilot.press("u")
        await settle(pilot)
        assert "Nothing to undo." in text(pilot)


async def test_a_note_that_another_wrote_outlives_its_removal_here(papers: FakePapers, write: Write) -> None:
    async with running(papers) as (screen, pilot):
        await write("note", "b", ID)
        await seen(screen, pilot, lambda: screen.browser.mark.text == "b")
        await pilot.press("number_sign", "backspace")
        await write("note", "after", ID)
        papers.now += timedelta(seconds=1)
        await pilot.press("escape")
        await settle(pilot)
        assert "Another reader changed this note meanwhile: that text is kept." in text(pilot)
        assert screen.browser.mark.text == (await stored(papers, ID))[0].text == "after"


async def test_without_news_there_is_nothing_to_show(papers: FakePapers, write: Write) -> None:
    async with running(papers) as (screen, pilot):
        await write("read", True)
        await seen(screen, pilot, lambda: "5 unread" in text(pilot))
        assert [await papers.marks.changed() for _ in range(3)] == [False] * 3


@pytest.mark.slow
def test_two_readers_see_each_others_marks_within_two_seconds(start: Start, double: HubDouble) -> None:
    title = "The [MASK] of Thursday"
    one, two = (start("2026-08-20", HF_ENDPOINT=double.url) for _ in range(2))
    for reader in (one, two):
        reader.wait_for(title)
    assert 2 * marking.LOOKING <= WITHIN  # Not timed, as a machine may have much else to do.
    for number, (key, sign) in enumerate((("s", f"★ {title[:10]}"), ("m", f"▲ 999  ★ {title[:10]}"))):
        writer, watcher = (one, two) if number % 2 == 0 else (two, one)
        writer.press(key)
        watcher.wait_for(sign)
    for reader in (one, two):
        reader.press("q")
        assert reader.wait() == 0


@pytest.mark.slow
def test_two_readers_write_a_note_at_once_one_of_them_in_an_editor(
    start: Start, double: HubDouble, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho second >>"$1"\n')
    editor.chmod(0o755)
    one, two = (start("2026-08-20", HF_ENDPOINT=double.url, EDITOR=str(editor)) for _ in range(2))
    for reader in (one, two):
        reader.wait_for("The [MASK] of Thursday")
        reader.press("#")
        reader.wait_for("esc saves")
    one.press("first\x1b")
    one.rest()
    one.press("q")  # Whoever quits has saved.
    assert one.wait() == 0
    two.press("\x05")
    two.wait_for("second")
    two.press("\x1b")
    two.wait_for("both texts are kept", "first", "———", "second")
    two.press("u")
    two.wait_for("Undone", "restored", "first")
    two.wait_until(lambda: "———" not in two.text)
    two.press("q")
    assert two.wait() == 0
