"""Read, starred, noted: by keys, on the screen and on the disk."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from reader.errors import NoPapersError
from reader.papers.marks import Change
from reader.store.marks.marks import Marks
from reader.ui.dialogs.note import NoteDialog
from tests import some
from tests.ui.conftest import ID, NOW, FakePapers, feed, row, running, settle, stored, text


async def test_an_unread_paper_has_a_dot_until_m_and_again_after_m(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        assert "●" in row(pilot, 0)
        assert "6 papers · 6 unread" in text(pilot)
        await pilot.press("m")
        assert "●" not in row(pilot, 0)
        assert "●" in row(pilot, 1)
        assert "6 papers · 5 unread" in text(pilot)
        await settle(pilot)
        (mark,) = await stored(papers, ID)
        assert mark.is_read
        await pilot.press("m")
        await settle(pilot)
        assert "●" in row(pilot, 0)
        (mark,) = await stored(papers, ID)
        assert mark.read is not None
        assert not mark.is_read


async def test_unread_read_and_dimmed_papers_can_be_told_apart(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("f", "j", "m", "G")  # Read, but still listed among the unread.
        await settle(pilot)
        lines = screen.browser.paper_list
        unread, dimmed = (lines.render_line(2 * number)._segments[2].style for number in (0, 1))
        await pilot.press("f", "f")
        await settle(pilot)
        read = lines.render_line(2)._segments[2].style
        assert len({style.color for style in (unread, dimmed, read) if style}) == 3


async def test_a_mark_is_on_the_screen_before_it_is_on_the_disk(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        screen.browser.action_toggle_read()
        assert screen.browser.summary.unread == 5
        assert screen.browser.paper_list.marks[ID].is_read
        await settle(pilot)


async def test_toggling_faster_than_the_disk_ends_where_the_last_key_says(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press(*["m"] * 7, *["s"] * 4)
        await settle(pilot)
        (mark,) = await stored(papers, ID)
        assert (mark.is_read, mark.is_starred) == (True, False)
        assert "●" not in row(pilot, 0)
        assert "★" not in row(pilot, 0)


async def test_a_star_is_shown_and_keeps_the_record_of_its_paper(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("j", "s")
        await settle(pilot)
        assert "●★" in row(pilot, 1)
        ((found, mark),) = await papers.marks.starred()
        assert found == feed().papers[1]
        assert mark.is_starred


async def test_all_read_when_all_is_read_says_so_and_is_no_step(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("A", "A")
        assert "Nothing is unread here." in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "6 unread" in text(pilot)


@pytest.mark.parametrize(("keys", "left"), [("j s f f A", 5), ("ampersand C l i c k enter A", 5)])
async def test_what_the_filter_or_the_search_hides_is_not_marked_read(papers: FakePapers, keys: str, left: int) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press(*keys.split())
        await settle(pilot)
        assert "1 marked read · u to undo" in text(pilot)
        assert screen.browser.summary.unread == left
        assert sum(mark.is_read for mark in await stored(papers, *screen.browser.listed.by_id)) == 1


@pytest.mark.parametrize("keys", ["f f A", "ampersand z z z enter A"])
async def test_with_nothing_listed_there_is_nothing_to_mark_read(papers: FakePapers, keys: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press(*keys.split())
        await settle(pilot)
        assert "There is no paper here." in text(pilot)
        assert screen.browser.summary.unread == 6


async def test_marks_of_another_reader_are_noticed(papers: FakePapers, tmp_path: Path) -> None:
    path = tmp_path / "marks.db"
    papers.marks = Marks(path, papers.clock.now)
    other = Marks(path, papers.clock.now)
    async with running(papers) as (screen, pilot):
        await pilot.press("m")
        await settle(pilot)
        await other.write([Change("2608.02002", "read", True)])
        screen.browser.marking.look()
        async with asyncio.timeout(60):
            while screen.browser.summary.unread != 4:
                await pilot.pause()
        assert "4 unread" in text(pilot)
        assert "●" not in row(pilot, 2)
        await other.write([Change("2608.02003", "read", True)])
        await pilot.press("G", "s")  # Before a write, too.
        await settle(pilot)
        assert "3 unread" in text(pilot)
        await other.write([Change("2608.02004", "read", True)])
        await pilot.press("u")  # And before an undo.
        await settle(pilot)
        assert "2 unread" in text(pilot)
    other.close(5)
    papers.marks.close(5)


async def test_marks_that_cannot_be_saved_are_said_and_not_shown(papers: FakePapers, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    papers.marks = Marks(tmp_path / "file" / "marks.db", papers.clock.now)
    async with running(papers) as (_, pilot):
        await pilot.press("m")
        await settle(pilot)
        assert "Not saved" in text(pilot)
        assert "6 unread" in text(pilot)
        assert "●" in row(pilot, 0)
    papers.marks.close(5)


# Notes


async def test_a_note_is_written_shown_and_undone(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("number_sign", *"see [MASK]", "escape")
        await settle(pilot)
        assert "see [MASK]" in text(pilot)
        assert "  note    [Example] Org" in text(pilot)
        (mark,) = await stored(papers, ID)
        assert mark.text == "see [MASK]"
        await pilot.press("number_sign", *"!", "escape")
        await settle(pilot)
        assert "see [MASK]!" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "see [MASK]!" not in text(pilot)
        assert "Undone: note on" in text(pilot)
        assert "restored" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "see [MASK]" not in text(pilot)
        assert "removed" in text(pilot)
        (mark,) = await stored(papers, ID)
        assert mark.note is not None
        assert mark.text == ""


async def test_a_note_that_was_not_changed_is_no_step(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("m", "number_sign", "escape", "u")
        await settle(pilot)
        assert "6 unread" in text(pilot)


async def test_a_note_that_could_not_be_saved_is_in_the_editor_again(papers: FakePapers, tmp_path: Path) -> None:
    (tmp_path / "folder").touch()
    papers.marks = Marks(tmp_path / "folder" / "marks.db", papers.clock.now)
    async with running(papers) as (_, pilot):
        await pilot.press("number_sign", *"kept", "escape")
        await settle(pilot)
        assert "Not saved" in text(pilot)
        assert "Press # on the paper to see your text." in text(pilot)
        (tmp_path / "folder").unlink()
        await pilot.press("number_sign")
        await pilot.pause()
        assert "kept" in text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        (mark,) = await stored(papers, ID)
        assert mark.text == "kept"
    papers.marks.close(5)


async def test_a_click_beside_the_note_keeps_it(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("number_sign", *"kept")
        await pilot.pause()
        await pilot.click(offset=(1, 1))
        await settle(pilot)
        (mark,) = await stored(papers, ID)
        assert mark.text == "kept"


async def test_notes_of_other_machines_are_in_the_editor(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await papers.marks.write([Change(ID, "note", "mine")])
        kept = [one async for one in papers.marks.kept()]
        other = Marks(None, lambda: NOW + timedelta(seconds=5))
        await other.write([Change(ID, "note", "theirs [/]")])
        await papers.marks.merge([one async for one in other.kept()])
        assert kept
        await pilot.press("r")
        await settle(pilot)
        await pilot.press("number_sign")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NoteDialog)
        assert "theirs [/]" in text(pilot)
        assert "From another copy: mine" in text(pilot)
        other.close(5)


@pytest.mark.parametrize("key", some(5, ["m", "A", "s", "number_sign", "u", "f", "n", "N", "S", "slash", "5", "1"]))
async def test_without_papers_no_key_breaks_anything(papers: FakePapers, key: str) -> None:
    papers.feeds[None] = [feed(count=0)]
    papers.unknown = NoPapersError("2026-08-20 is the newest day.")
    async with running(papers) as (_, pilot):
        await pilot.press(key)
        await settle(pilot)
        await pilot.press("escape", "j")
        await settle(pilot)
        assert pilot.app.is_running


# Starred papers of all days


@pytest.mark.parametrize(("width", "is_said"), [(45, True), (60, False)])
async def test_a_star_is_said_where_the_abstract_hides_the_list(papers: FakePapers, width: int, is_said: bool) -> None:
    async with running(papers, size=(width, 16)) as (_, pilot):
        await pilot.press("tab")
        for said in ("Starred · u to undo", "Star removed · u to undo"):
            await pilot.press("s")
            await settle(pilot)
            assert (said in text(pilot)) == is_said
