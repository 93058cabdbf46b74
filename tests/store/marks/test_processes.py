"""Several readers at once, and readers that are killed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from reader.errors import StoreError
from reader.papers.marks import Mark, Timestamped
from reader.store.marks.marks import Marks
from tests.store.conftest import MarksOpener, Starter
from tests.store.marks.papers import AT, NOON, Clock, all_kept, marked, note, number, read, star

MODULE = "marks.child"


async def test_two_processes_lose_nothing(path: Path, marks: Marks, started: Starter) -> None:
    processes = [started("mark", path, start, 60, module=MODULE) for start in (0, 60)]
    for process in processes:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0, output
    kept = await all_kept(marks)
    assert [copy.id for copy in kept] == [number(of) for of in range(120)]
    assert all(copy.is_read and copy.text == f"note {of}" and copy.record for of, copy in enumerate(kept))
    assert marks.notice == ""


async def test_of_two_readers_the_last_key_counts(marks_at: MarksOpener, path: Path) -> None:
    one, other = marks_at(path, Clock(NOON)), marks_at(path, Clock(NOON + timedelta(seconds=1)))
    await one.write([read(1), note(1, "one")])
    await other.write([read(1, False), note(1, "other")])
    # The clock of the first is behind, and yet its key is the last one.
    await one.write([read(1)])
    expected = {number(1): Mark(read=Timestamped(True, AT + 1_000_001), note=Timestamped("other", AT + 1_000_000))}
    assert await one.get([number(1)]) == await other.get([number(1)]) == expected


async def test_another_readers_marks_are_noticed_once(marks_at: MarksOpener, path: Path) -> None:
    one, other = marks_at(path), marks_at(path)
    assert await one.changed() is False
    await other.write([read(1)])
    assert await one.changed() is True
    assert await one.changed() is False
    assert await other.changed() is False
    await one.get([number(1)])
    await other.write([read(2)])
    assert await one.get([number(2)]) == {number(2): marked()}
    assert [await one.changed(), await one.changed()] == [True, False]
    await one.write([read(3)])
    assert await one.changed() is False
    assert await other.changed() is True


async def test_what_changed_between_the_start_and_the_first_look_is_noticed(marks_at: MarksOpener, path: Path) -> None:
    first = marks_at(path)
    await first.write([read(1)])
    one = marks_at(path)
    await one.get([number(1)])
    await first.write([read(2)])
    assert await one.changed() is True
    nobody = marks_at(path.with_name("other.db"))
    await nobody.get([number(1)])
    await marks_at(path.with_name("other.db")).write([read(1)])
    assert await nobody.changed() is True


async def test_a_write_tells_whether_others_wrote_before(marks_at: MarksOpener, path: Path) -> None:
    one, other = marks_at(path), marks_at(path)
    assert (await one.write([read(1)])).outdated is False
    await other.get([])
    assert (await one.write([read(2)])).outdated is False
    written = await other.write([read(3)])
    assert written.outdated is True
    assert await other.changed() is False
    assert (await other.write([read(4)])).outdated is False
    reverted = await one.revert(written.step)
    assert reverted.outdated is True
    assert reverted.elsewhere == 0


async def test_a_file_that_another_reader_makes_meanwhile_is_noticed(marks_at: MarksOpener, path: Path) -> None:
    one, other = marks_at(path), marks_at(path)
    assert await one.get([number(1)]) == {}
    await other.write([read(1)])
    assert (await one.write([read(2)])).outdated is True
    assert await one.get([number(1), number(2)]) == {number(1): marked(), number(2): marked()}


async def test_a_file_that_is_taken_away_while_it_is_open_is_not_written_any_more(
    marks_at: MarksOpener, path: Path
) -> None:
    marks = marks_at(path)
    await marks.write([read(1)])
    for place in (path, path.with_name("marks.db-wal"), path.with_name("marks.db-shm")):
        place.unlink()
    assert await marks.changed() is True
    assert await marks.get([number(1)]) == {}
    assert (await marks.write([read(2)])).outdated is False
    assert [kept.id for kept in await all_kept(marks_at(path))] == [number(2)]


@pytest.mark.slow
async def test_a_killed_reader_leaves_every_mark_that_it_had_set(
    path: Path, marks_at: MarksOpener, started: Starter
) -> None:
    marked: list[int] = []
    for run in range(8):
        process = started("mark", path, run * 1000, 1000, module=MODULE)
        assert process.stdout is not None
        for _ in range(run * 9):
            marked.append(int(process.stdout.readline()))
        process.kill()
        rest, _ = process.communicate(timeout=60)
        marked += [int(line) for line in rest.splitlines() if line]
        marks = marks_at(path)
        await marks.maintain()
        kept = {copy.id: copy for copy in await all_kept(marks)}
        assert all(kept[number(of)].is_read and kept[number(of)].text == f"note {of}" for of in marked)
        # The one that was being marked when it was killed is there or not, but whole.
        assert all(copy.is_read and copy.text and copy.record for copy in kept.values())
        assert len(kept) <= len(marked) + run + 1
        assert marks.notice == ""
        marks.close(10)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(marked) >= sum(range(8)) * 9


async def test_a_whole_step_is_written_or_nothing_of_it(path: Path, marks: Marks) -> None:
    await marks.write([read(1)])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "CREATE TRIGGER no BEFORE INSERT ON mark WHEN NEW.id = '2608.00003' BEGIN SELECT RAISE(FAIL, 'no'); END"
        )
        with pytest.raises(StoreError, match=r"^Not saved: .* failed \(no\)"):
            await marks.write([read(2), star(2), read(3)])
        connection.execute("DROP TRIGGER no")
    assert await marks.get([number(2), number(3)]) == {}
    assert len((await marks.write([read(2), read(3)])).step) == 2
