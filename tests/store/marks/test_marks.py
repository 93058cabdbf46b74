"""What the marks keep and give back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.papers.marks import AppliedChange, Change, Counts, Mark, MarkCopy, Record, Starred, Timestamped
from reader.papers.models import Paper
from reader.store.marks.marks import Marks
from tests.store.conftest import MarksOpener
from tests.store.feeds.examples import paper
from tests.store.marks.papers import AT, NASTY, Clock, all_kept, marked, note, number, read, record, star


@pytest.fixture(params=["file", "memory"])
def marks(request: pytest.FixtureRequest, marks_at: MarksOpener, path: Path) -> Marks:
    """Marks of both kinds."""
    return marks_at(path if request.param == "file" else None)


async def test_what_was_set_is_there(marks: Marks) -> None:
    written = await marks.write([read(1), star(2), note(3)])
    expected = {
        number(1): Mark(read=Timestamped(True, AT)),
        number(2): Mark(starred=Timestamped(True, AT)),
        number(3): Mark(note=Timestamped(NASTY, AT)),
    }
    assert written.marks == expected
    assert await marks.get(map(number, range(9))) == expected
    assert await marks.get([number(2)]) == {number(2): expected[number(2)]}
    assert written.outdated is False
    assert marks.notice == ""


async def test_fields_of_a_paper_are_set_one_by_one(marks: Marks, clock: Clock) -> None:
    await marks.write([read(1)])
    later = clock.go(seconds=1)
    await marks.write([star(1)])
    assert await marks.get([number(1)]) == {
        number(1): Mark(read=Timestamped(True, AT), starred=Timestamped(True, later))
    }


async def test_it_is_there_for_the_next_start(marks_at: MarksOpener, path: Path) -> None:
    first = marks_at(path)
    await first.write([read(1), star(2), note(3)])
    before = await all_kept(first)
    first.close(10)
    assert await all_kept(marks_at(path)) == before


async def test_a_value_taken_back_is_kept_with_its_time(marks: Marks, clock: Clock) -> None:
    await marks.write([read(1), star(1), note(1)])
    later = clock.go(seconds=1)
    await marks.write([read(1, False), star(1, False), note(1, "")])
    unset = Mark(read=Timestamped(False, later), starred=Timestamped(False, later), note=Timestamped("", later))
    assert await marks.get([number(1)]) == {number(1): unset}


async def test_what_is_so_already_is_left_alone(marks: Marks, clock: Clock) -> None:
    await marks.write([read(1), note(1, "text")])
    clock.go(seconds=1)
    written = await marks.write([read(1), note(1, " text "), star(1, False), read(2, False), note(2, " ")])
    assert written.step == ()
    assert written.marks == {number(1): Mark(read=Timestamped(True, AT), note=Timestamped("text", AT))}
    assert await marks.get([number(2)]) == {}


async def test_a_step_tells_what_was_set_and_what_was_before(marks: Marks, clock: Clock) -> None:
    await marks.write([read(1)])
    later = clock.go(seconds=1)
    written = await marks.write([read(1, False), read(2), read(3, False), note(1, "n")])
    assert written.step == (
        AppliedChange(number(1), "read", Timestamped(True, AT), later),
        AppliedChange(number(2), "read", None, later),
        AppliedChange(number(1), "note", None, later),
    )


async def test_a_value_set_twice_in_a_step_is_set_once(marks: Marks) -> None:
    written = await marks.write([note(1, "a"), note(1, "b")])
    assert written.step == (AppliedChange(number(1), "note", None, AT + 1),)
    reverted = await marks.revert(written.step)
    assert (reverted.elsewhere, reverted.marks[number(1)].text) == (0, "")


async def test_a_clock_that_goes_back_makes_no_key_do_nothing(marks: Marks, clock: Clock) -> None:
    await marks.write([read(1)])
    clock.go(days=-1)
    written = await marks.write([read(1, False)])
    assert written.marks == {number(1): Mark(read=Timestamped(False, AT + 1))}


async def test_a_note_is_cleaned(marks: Marks) -> None:
    written = await marks.write([note(1, " one\x1b]52;c;x\x07\r\n\ttwo \u202e" + "x" * 30_000)])
    text = written.marks[number(1)].text
    assert text.startswith("one\ufffd]52;c;x\ufffd\n two x")
    assert len(text) == 20_000
    assert (await marks.get([number(1)]))[number(1)].text == text


async def test_a_step_is_set_back(marks: Marks, clock: Clock) -> None:
    await marks.write([note(1, "before")])
    clock.go(seconds=1)
    written = await marks.write([read(1), star(1), note(1, "after"), read(2)])
    later = clock.go(seconds=1)
    reverted = await marks.revert(written.step)
    back = {
        number(1): Mark(
            read=Timestamped(False, later), starred=Timestamped(False, later), note=Timestamped("before", later)
        ),
        number(2): Mark(read=Timestamped(False, later)),
    }
    assert reverted.marks == back
    assert await marks.get([number(1), number(2)]) == back
    assert (len(reverted.undone), reverted.elsewhere, reverted.outdated) == (4, 0, False)


async def test_a_step_set_back_can_be_done_again(marks: Marks, clock: Clock) -> None:
    written = await marks.write([read(1), note(1, "n")])
    clock.go(seconds=1)
    undone = (await marks.revert(written.step)).undone
    clock.go(seconds=1)
    again = await marks.revert(undone)
    assert (again.marks[number(1)].is_read, again.marks[number(1)].text) == (True, "n")


async def test_what_was_set_again_since_is_not_set_back(marks: Marks, clock: Clock) -> None:
    written = await marks.write([read(1), read(2), read(3)])
    clock.go(seconds=1)
    await marks.write([read(1, False)])
    await marks.write([read(2, False)])
    later = clock.go(seconds=1)
    await marks.write([read(2)])
    reverted = await marks.revert(written.step)
    assert reverted.elsewhere == 2
    assert reverted.undone == (AppliedChange(number(3), "read", Timestamped(True, AT), later),)
    flags = {id: mark.is_read for id, mark in reverted.marks.items()}
    assert flags == {number(1): False, number(2): True, number(3): False}
    assert (await marks.revert(written.step)).elsewhere == 3


async def test_a_step_of_marks_that_are_gone_is_elsewhere(marks: Marks) -> None:
    reverted = await marks.revert((AppliedChange(number(1), "read", None, AT),))
    assert (reverted.marks, reverted.undone, reverted.elsewhere) == ({}, (), 1)


async def test_starred_papers_come_as_they_were_the_newest_star_first(marks: Marks, clock: Clock) -> None:
    for of in (3, 1, 2):
        await marks.write([star(of)])
        clock.go(seconds=1)
    await marks.write([star(1, False), read(4), note(5)])
    found = await marks.starred()
    assert found == (
        Starred(paper(2), Mark(starred=Timestamped(True, AT + 2_000_000))),
        Starred(paper(3), Mark(starred=Timestamped(True, AT))),
    )
    assert type(found[0].mark) is Mark


async def test_a_star_without_a_record_still_has_its_number(marks: Marks) -> None:
    await marks.write([Change(number(1), "starred", True)])
    assert await marks.starred() == (
        Starred(Paper(id=number(1), title=""), mark=(await marks.get([number(1)]))[number(1)]),
    )


async def test_records_are_kept_beside_marks_and_change_none(marks: Marks) -> None:
    await marks.write([Change(number(1), "starred", True), Change(number(2), "note", "Read again.")])
    before = await marks.get([number(1), number(2)])
    await marks.keep([Record(AT, paper(1)), Record(AT, paper(2)), Record(AT, paper(3))])
    assert await marks.get([number(1), number(2), number(3)]) == before  # Nothing is kept of the third.
    assert [copy.record async for copy in marks.kept()] == [Record(AT, paper(1)), Record(AT, paper(2))]
    await marks.keep([Record(AT - 1, paper(1, abstract="Older."))])
    assert [starred.paper for starred in await marks.starred()] == [paper(1)]


async def test_more_stars_than_are_read_at_once(marks: Marks) -> None:
    await marks.write([Change(f"2608.{of:05}", "starred", True) for of in range(1203)])
    assert [starred.paper.id for starred in await marks.starred()] == [f"2608.{of:05}" for of in reversed(range(1203))]


async def test_the_newer_record_is_kept(marks: Marks) -> None:
    await marks.write([star(1, at=5)])
    newer = Record(7, replace(paper(1), upvotes=7))
    await marks.write([Change(number(1), "note", "n", newer)])
    await marks.write([note(1, "m", at=6)])
    assert [kept.record for kept in await all_kept(marks)] == [newer]
    # A record is stored though the value is so already.
    newest = Record(8, replace(paper(1), upvotes=8))
    assert (await marks.write([Change(number(1), "starred", True, newest)])).step == ()
    assert [kept.record for kept in await all_kept(marks)] == [newest]


async def test_a_record_alone_makes_no_mark(marks: Marks) -> None:
    await marks.write([star(1, False)])
    assert await all_kept(marks) == []
    await marks.write([read(1)])
    assert [kept.record for kept in await all_kept(marks)] == [None]


async def test_counting(marks: Marks) -> None:
    assert await marks.counts() == Counts(0, 0, 0, 0)
    await marks.write([read(1), read(2), read(3), star(2), note(3), note(4), read(5)])
    await marks.write([read(5, False), note(4, "")])
    assert await marks.counts() == Counts(papers=5, read=3, starred=1, noted=1)


async def test_all_is_kept_in_the_order_of_ids(marks: Marks) -> None:
    ids = ["cs/0112017", *(f"2608.{of:05}" for of in range(1101)), "0704.0001"]
    await marks.write([Change(id, "read", True) for id in ids])
    assert [kept.id for kept in await all_kept(marks)] == sorted(ids)


async def test_a_merge_joins_copies_and_counts_what_changed(marks: Marks) -> None:
    await marks.write([read(1), note(1, "mine"), star(2)])
    foreign = MarkCopy(
        id=number(1), read=Timestamped(False, AT + 1), note=Timestamped("yours", AT - 1), record=record(1)
    )
    known = MarkCopy(id=number(2), starred=Timestamped(False, AT - 1))
    new = MarkCopy(id=number(3), read=Timestamped(True, 5))
    assert await marks.merge([foreign, known, new, new]) == 2
    assert await all_kept(marks) == [
        MarkCopy(
            id=number(1),
            read=Timestamped(False, AT + 1),
            note=Timestamped("mine", AT),
            note_history=(Timestamped("yours", AT - 1),),
            record=record(1),
        ),
        MarkCopy(id=number(2), starred=Timestamped(True, AT), record=record(2)),
        new,
    ]
    assert await marks.merge([foreign, known, new]) == 0


async def test_copies_of_a_paper_in_one_merge_are_merged_too(marks: Marks) -> None:
    copies = [MarkCopy(id=number(1), note=Timestamped(text, at)) for at, text in enumerate("bca")]
    assert await marks.merge(copies) == 1
    history = (Timestamped("b", 0), Timestamped("c", 1))
    assert await all_kept(marks) == [MarkCopy(id=number(1), note=Timestamped("a", 2), note_history=history)]


async def test_a_note_from_elsewhere_is_cleaned(marks: Marks) -> None:
    notes = (Timestamped("old\x1b", 1), Timestamped("new\x1b[2J", 1))
    assert await marks.merge([MarkCopy(id=number(1), note=Timestamped("new\ufffd[2J ", 2), note_history=notes)]) == 1
    (kept,) = await all_kept(marks)
    assert (kept.text, kept.note_history) == ("new\ufffd[2J", (Timestamped("old\ufffd", 1),))


async def test_writing_a_note_leaves_the_others_and_choosing_one_of_them_takes_it_out(
    marks: Marks, clock: Clock
) -> None:
    others = (Timestamped("a", 1), Timestamped("b", 2))
    await marks.merge([MarkCopy(id=number(1), note=Timestamped("c", 3), note_history=others)])
    clock.go(seconds=1)
    assert (await marks.write([note(1, "d")])).marks[number(1)].note_history == others
    assert (await marks.write([note(1, "a")])).marks[number(1)].note_history == others[1:]
    assert (await marks.get([number(1)]))[number(1)].note_history == others[1:]


async def test_a_note_set_back_leaves_the_other_notes_as_they_are(marks: Marks, clock: Clock) -> None:
    others = (Timestamped("a", 1), Timestamped("b", 2))
    await marks.merge([MarkCopy(id=number(1), note=Timestamped("c", 3), note_history=others)])
    written = await marks.write([note(1, "d")])
    reverted = await marks.revert(written.step)
    assert (reverted.marks[number(1)].text, reverted.marks[number(1)].note_history) == ("c", others)


async def test_nothing_is_asked_and_nothing_is_done(marks: Marks) -> None:
    assert await marks.get([]) == {}
    assert (await marks.write([])).step == ()
    assert await marks.merge([]) == 0
    assert (await marks.revert(())).elsewhere == 0


async def test_reading_begins_before_there_is_a_loop_and_asks_for_the_ids_in_its_thread(marks: Marks) -> None:
    await marks.write([read(1)])
    assert marks.submit_get(lambda: [number(1)]).result(60) == {number(1): marked()}
    assert marks.submit_write([read(2)]).result(60).marks == {number(2): marked()}


async def test_the_time_is_that_of_the_call(marks: Marks, clock: Clock) -> None:
    gate = threading.Event()
    marks._worker.submit(gate.wait)
    written = marks.submit_write([read(1)])
    clock.go(hours=1)
    gate.set()
    assert written.result(60).marks == {number(1): marked()}
