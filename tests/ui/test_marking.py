"""Read, starred, noted, undone: by keys, on the screen and on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.errors import NoPapersError, StoreError
from reader.papers.listing import listing_of
from reader.papers.marks import Change, Mark, Reverted, Starred, UndoStep
from reader.papers.period import STARRED, Day
from reader.store.marks.marks import Marks
from reader.ui.dialogs.note import NoteDialog
from tests.ui.conftest import NOW, REFUSED, TODAY, YESTERDAY, FakePapers, feed, paper, running, settle, text


async def stored(papers: FakePapers, *ids: str) -> list[Mark]:
    marks = await papers.marks.get(ids)
    return [marks.get(id, Mark()) for id in ids]


def row(pilot: Pilot[None], number: int) -> str:
    """The first line of a row of the list."""
    return text(pilot).splitlines()[1 + 2 * number]


ID = "2608.02000"


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


async def test_all_read_and_undone_reverts_only_what_it_changed(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("j", "m", "A")
        await settle(pilot)
        assert "5 marked read · u to undo" in text(pilot)
        assert "all read" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Undone: 5 marked read" in text(pilot)
        assert "6 papers · 5 unread" in text(pilot)
        assert "●" not in row(pilot, 1)
        await pilot.press("u")
        await settle(pilot)
        assert "6 papers · 6 unread" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Nothing to undo." in text(pilot)


async def test_all_read_when_all_is_read_says_so_and_is_no_step(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("A", "A")
        assert "All papers here are read." in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "6 unread" in text(pilot)


async def test_undo_is_typed_ahead_of_the_disk(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("m", "j", "s", "u", "u")
        await settle(pilot)
        marks = await stored(papers, ID, "2608.02001")
        assert [(mark.is_read, mark.is_starred) for mark in marks] == [(False, False), (False, False)]


@pytest.mark.parametrize("keys", ["ssuu", "ssssuuuu", "mmmmuuuu", "smsmuuuu", "ssusuu", "sujsku"])
@pytest.mark.parametrize("apart", [False, True])
async def test_steps_and_undos_in_any_rhythm_add_up(papers: FakePapers, keys: str, apart: bool) -> None:
    async with running(papers) as (screen, pilot):
        for key in keys:
            action = {"s": screen.browser.action_toggle_star, "m": screen.browser.action_toggle_read}
            action |= {"u": screen.browser.action_undo, "j": partial(screen.browser.action_move, 1)}
            action |= {"k": partial(screen.browser.action_move, -1)}
            action[key]()
            if apart:
                await settle(pilot)
        await settle(pilot)
        assert await papers.marks.starred() == ()
        marks = await papers.marks.get([ID])
        assert not marks[ID].is_read
        assert "elsewhere" not in text(pilot)


async def test_undo_reaches_over_days(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("s", "h")
        await settle(pilot)
        await pilot.press("s", "u", "u")
        await settle(pilot)
        assert await papers.marks.starred() == ()
        assert "Undone: “长标题" in text(pilot)


async def test_what_another_reader_changed_since_is_not_undone_but_counted(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("A")
        await settle(pilot)
        papers.now += timedelta(seconds=1)
        await papers.marks.write([Change(ID, "read", False)])
        await papers.marks.write([Change(ID, "read", True)])
        await pilot.press("u")
        await settle(pilot)
        assert "Undone: 6 marked read, 5 of 6 · 1 changed elsewhere" in text(pilot)
        assert "6 papers · 5 unread" in text(pilot)
        await pilot.press("m")
        await settle(pilot)
        await papers.marks.write([Change(ID, "read", True)])
        await pilot.press("u")
        await settle(pilot)
        assert "1 changed elsewhere since." in text(pilot)


async def test_a_step_that_another_reader_took_before_is_none(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await papers.marks.write([Change(ID, "read", True)])
        await pilot.press("m")
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Nothing to undo." in text(pilot)
        assert "5 unread" in text(pilot)


class Refusing(Marks):
    """Marks that cannot be set back the first time."""

    refused = False

    def submit_revert(self, step: Callable[[], UndoStep]) -> Future[Reverted]:
        def refuse() -> UndoStep:
            step()
            raise StoreError("Not saved: the disk is full. Free some space. Reading still works.")

        first, self.refused = not self.refused, True
        return super().submit_revert(refuse if first else step)


async def test_a_step_that_could_not_be_undone_can_be_undone_later(papers: FakePapers) -> None:
    papers.marks = Refusing(None, papers.clock.now)
    async with running(papers) as (_, pilot):
        await pilot.press("m", "u")
        await settle(pilot)
        assert "the disk is full" in text(pilot)
        assert "5 unread" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "6 unread" in text(pilot)


async def test_marks_of_another_reader_are_noticed(papers: FakePapers, tmp_path: Path) -> None:
    path = tmp_path / "marks.db"
    papers.marks = Marks(path, papers.clock.now)
    other = Marks(path, papers.clock.now)
    async with running(papers) as (screen, pilot):
        await pilot.press("m")
        await settle(pilot)
        await other.write([Change("2608.02002", "read", True)])
        screen.browser.marking.look()
        async with asyncio.timeout(10):
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
        assert "note · [Example] Org" in text(pilot)
        (mark,) = await stored(papers, ID)
        assert mark.text == "see [MASK]"
        await pilot.press("number_sign", *"!", "escape")
        await settle(pilot)
        assert "see [MASK]!" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "see [MASK]!" not in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "see [MASK]" not in text(pilot)
        (mark,) = await stored(papers, ID)
        assert mark.note is not None
        assert mark.text == ""


async def test_a_note_that_was_not_changed_is_no_step(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("m", "number_sign", "escape", "u")
        await settle(pilot)
        assert "6 unread" in text(pilot)


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


@pytest.mark.parametrize("key", ["m", "A", "s", "number_sign", "u", "f", "n", "N", "S", "slash", "5", "1"])
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


async def starring(papers: FakePapers, pilot: Pilot[None]) -> None:
    """Star one paper today and two yesterday."""
    for keys in (["j", "s"], ["h"], ["s"], ["j", "j", "s"]):
        papers.now += timedelta(seconds=1)
        await pilot.press(*keys)
        await settle(pilot)


async def test_all_starred_papers_are_listed_the_newest_star_first(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await starring(papers, pilot)
        await pilot.press("5")
        await settle(pilot)
        assert "Starred papers · 3 papers · 3 unread" in text(pilot)
        assert [row.id for row in screen.browser.listed.rows] == ["2608.01902", "2608.01900", "2608.02001"]
        await pilot.press("1")
        await settle(pilot)
        assert "Wed 19 Aug 2026 · 6 papers" in text(pilot)
        assert screen.paper is not None
        assert screen.paper.id == "2608.01902"  # Where it was left.


async def test_a_star_taken_away_stays_listed_dimmed_until_the_list_is_made_anew(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await starring(papers, pilot)
        await pilot.press("5")
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert len(screen.browser.listed.rows) == 3
        assert screen.browser.listed.dimmed == {"2608.01902"}
        await pilot.press("u")
        await settle(pilot)
        assert screen.browser.listed.dimmed == frozenset()
        await pilot.press("s", "5")
        await settle(pilot)
        assert "Starred papers · 2 papers" in text(pilot)


async def test_without_stars_it_says_how_to_star(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("5")
        await settle(pilot)
        assert "No paper is starred." in text(pilot)
        await pilot.press("t")
        await settle(pilot)
        assert "Thu 20 Aug 2026 · 6 papers" in text(pilot)


@pytest.mark.parametrize(("keys", "day"), [("h", 19), ("t", 20), ("1", 20)])
async def test_a_day_is_left_for_the_stars_and_they_for_a_day(papers: FakePapers, keys: str, day: int) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("s", "5")
        await settle(pilot)
        await pilot.press(keys)
        await settle(pilot)
        await settle(pilot)
        assert screen.shown == Day(date(2026, 8, day))
        assert len(screen.browser.listed.rows) == 6


async def test_a_day_that_cannot_be_had_leaves_the_stars(papers: FakePapers) -> None:
    papers.feeds[YESTERDAY] = [REFUSED]
    async with running(papers) as (screen, pilot):
        await pilot.press("s", "5")
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        await settle(pilot)
        assert "connection refused" in text(pilot)
        assert screen.shown == STARRED
        assert "Starred papers · 1 paper" in text(pilot)


async def test_a_fresh_day_arriving_behind_the_stars_does_not_show_itself(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("s")
        papers.gate.clear()
        await pilot.press("r", "5")
        await pilot.pause()
        papers.gate.set()
        await settle(pilot)
        await settle(pilot)
        assert screen.shown == STARRED
        assert "Starred papers · 1 paper" in text(pilot)
        assert screen.feed == feed(TODAY)


async def test_the_sample_has_marks_of_its_own(papers: FakePapers) -> None:
    papers.feeds[None] = [REFUSED]
    sample = FakePapers()
    sample.feeds[None] = [feed(source="sample", papers=(paper(1), paper(2)))]
    async with running(papers, sample=lambda: sample) as (_, pilot):
        await pilot.press("s")
        await settle(pilot)
        assert await papers.marks.starred() == ()
        assert len(await sample.marks.starred()) == 1


async def test_at_a_start_among_the_stars_without_a_day_they_stay(papers: FakePapers) -> None:
    papers.feeds[None] = [REFUSED]
    star = Starred(paper(7), Mark())
    sample = FakePapers()
    sample.feeds[None] = [feed(source="sample")]
    async with running(papers, period=STARRED, listing=listing_of([star]), sample=lambda: sample) as (screen, pilot):
        assert "Starred papers · 1 paper" in text(pilot)
        assert "connection refused" in text(pilot)
        await pilot.press("1")
        await settle(pilot)
        await settle(pilot)
        assert screen.shown == STARRED  # The day cannot be had, and the stars are no reason for the sample.
        assert "Starred papers · 1 paper" in text(pilot)
        assert "connection refused" in text(pilot)
