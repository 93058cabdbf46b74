"""Several readers around a file that is restored, and readers that are killed while they do it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.papers.marks import MarkCopy
from reader.store import sqlite
from reader.store.marks import changes, recovery
from reader.store.marks.marks import Marks
from reader.store.marks.tables import MarkTables, newest_version
from tests.store.conftest import MarksOpener, Starter, names
from tests.store.marks.examples import BACKED_UP, COUNT, EXAMPLES, PAGE, change, check, lay
from tests.store.marks.papers import NOON, all_kept, aside, marked, note, number, read


async def test_a_running_reader_goes_on_with_the_file_that_another_one_restored(
    path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path, content)
    running, mending = marks_at(path), marks_at(path)
    await running.write([read(1, False)])
    assert await running.changed() is False
    spoil_one_table(path)
    await mending.maintain()
    assert len(aside(path)) == 1
    await mending.write([note(1, "new")])
    assert await running.changed() is True
    assert await running.changed() is False
    # Closing the old file must not take away the log of the new one, which has its name.
    (mark,) = (await running.get([number(1)])).values()
    assert (mark.is_read, mark.text) == (False, "new")
    await mending.write([note(1, "newer")])
    await running.write([note(2, "other")])
    texts = {id: mark.text for id, mark in (await marks_at(path).get([number(1), number(2)])).items()}
    assert texts == {number(1): "newer", number(2): "other"}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(aside(path)) == 1


async def test_a_write_that_comes_after_a_restoring_goes_to_the_new_file(
    path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path, content)
    running, mending = marks_at(path), marks_at(path)
    await running.get([number(1)])
    spoil_one_table(path)
    await mending.maintain()
    written = await running.write([note(1, "mine")])
    assert written.outdated is True
    assert (await mending.get([number(1)]))[number(1)].text == "mine"
    assert (await running.revert(written.step)).elsewhere == 0


def spoil_one_table(path: Path) -> None:
    """Overwrite an index, which only a look through the whole file finds."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'mark_starred'"
        (page,) = connection.execute(query).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xff" * PAGE)


async def test_several_readers_restore_once(path: Path, backup: Path, content: bytes, started: Starter) -> None:
    lay(path, content[:PAGE] + b"\xff" * PAGE * 3 + content[PAGE * 4 :])
    processes = [started("maintain", path, module="marks.child") for _ in range(3)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for own, process in enumerate(processes):
        assert process.stdin is not None
        process.stdin.write(f"{own + 90}\n")
        process.stdin.flush()
    counts = [process.communicate(timeout=60)[0] for process in processes]
    assert all(int(count) > BACKED_UP for count in counts), counts
    assert len(aside(path)) == 1
    marks = Marks(path)
    kept = await all_kept(marks)
    marks.close(10)
    assert {number(90), number(91), number(92)} <= {copy.id for copy in kept}
    assert not [name for name in names(path.parent) if name.endswith(".new")]


async def test_a_reader_that_was_killed_while_it_restored_is_helped_out(
    path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path.with_name("marks-restored.new"), content)
    looking, writing = marks_at(path), marks_at(path)
    await looking.maintain()
    assert await all_kept(looking) == EXAMPLES
    assert looking.notice == ""
    await writing.write([read(COUNT)])
    assert not path.with_name("marks-restored.new").exists()


async def test_marking_helps_it_out_too(path: Path, content: bytes, marks_at: MarksOpener) -> None:
    lay(path.with_name("marks-restored.new"), content)
    marks = marks_at(path)
    await marks.write([read(COUNT)])
    assert len(await all_kept(marks)) == COUNT + 1


@pytest.mark.parametrize("rest", [b"", b"garbage" * 1000])
async def test_what_was_not_ready_when_it_was_killed_is_removed(rest: bytes, path: Path, marks_at: MarksOpener) -> None:
    lay(path.with_name("marks-restored.new"), rest)
    marks = marks_at(path)
    await marks.maintain()
    assert await all_kept(marks) == []
    await marks.write([read(1)])
    assert await marks.get([number(1)]) == {number(1): marked()}
    assert not path.with_name("marks-restored.new").exists()


async def test_an_empty_rest_is_not_put_in_the_place_of_the_file(
    path: Path, backup: Path, marks_at: MarksOpener
) -> None:
    lay(path.with_name("marks-restored.new"), b"")
    marks = marks_at(path)
    await marks.write([read(1)])
    # Else it would be a file that was emptied, as there is a backup.
    assert (marks.notice, aside(path)) == ("", [])
    assert backup in path.parent.iterdir()


def half_a_write(path: Path) -> bytes:
    """What SQLite writes beside a file before it changes it, to take back what was changed if it is killed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("CREATE TABLE foreign_rows (x)")
        connection.execute("INSERT INTO foreign_rows SELECT zeroblob(3000) FROM json_each('[1,2,3,4,5,6,7,8,9]')")
        connection.execute("BEGIN")
        connection.execute("UPDATE foreign_rows SET x = randomblob(3000)")
        return path.with_name(f"{path.name}-journal").read_bytes()


async def test_what_is_beside_the_damaged_file_is_not_taken_for_the_new_ones(
    path: Path, backed_up: bool, marks_at: MarksOpener, tmp_path: Path
) -> None:
    lay(path, b"garbage" * 1000)
    lay(path.with_name("marks.db-journal"), half_a_write(tmp_path / "other.db"))
    marks = marks_at(path)
    assert await check(marks) == (BACKED_UP if backed_up else 0)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_is_written_until_the_damaged_file_is_set_aside_is_taken_over(
    path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(path, content)
    set_aside = sqlite.set_aside

    def write_and_set_aside(damaged: Path) -> Path:
        change(damaged, f"INSERT INTO mark (id, read, read_at) VALUES ('{number(COUNT)}', 1, 1)")
        return set_aside(damaged)

    monkeypatch.setattr(sqlite, "set_aside", write_and_set_aside)
    recovery.restore(path, NOON)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM mark").fetchone() == (COUNT + 1,)


def test_a_file_that_is_not_in_its_place_yet_is_all_in_itself(
    path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(path, content)
    merge = changes.merge
    seen: set[str] = set()

    def merge_and_look(tables: MarkTables, batch: list[MarkCopy]) -> int:
        seen.update(names(path.parent))
        return merge(tables, batch)

    monkeypatch.setattr(changes, "merge", merge_and_look)
    recovery.restore(path, NOON)
    assert "marks-restored.new" in seen
    assert "marks-restored.new-wal" not in seen


def test_files_are_put_in_their_place_ready_to_be_written(path: Path, content: bytes) -> None:
    lay(path, content)
    recovery.restore(path, NOON)
    other = path.with_name("other.db")
    assert recovery.create(other) is True
    assert recovery.create(other) is False
    for place in (path, other):
        with closing(sqlite3.connect(place)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert connection.execute("PRAGMA user_version").fetchone() == (newest_version(),)


@pytest.fixture
def damaged_backup(backup: Path) -> None:
    """A damaged backup of today, and a whole one of another day."""
    whole = backup.read_bytes()
    lay(backup.with_name("marks-2026-08-20.db"), whole[:PAGE] + b"\xff" * PAGE + whole[PAGE * 2 :])
    backup.rename(backup.with_name("marks-2026-08-17.db"))
    backup.with_name("marks-2026-08-18.db").mkdir()


@pytest.mark.usefixtures("damaged_backup")
async def test_a_damaged_backup_is_passed_over(path: Path, marks_at: MarksOpener) -> None:
    lay(path, b"garbage" * 1000)
    marks = marks_at(path)
    assert await all_kept(marks) == EXAMPLES[:BACKED_UP]
    assert "the backup of 2026-08-17 was restored" in marks.notice


async def test_a_newer_versions_backup_is_restored_as_it_is(
    path: Path, backup: Path, content: bytes, marks_at: MarksOpener
) -> None:
    change(backup, f"ALTER TABLE mark ADD COLUMN mood; PRAGMA user_version = {newest_version() + 1}")
    lay(path, content[: PAGE * 5] + b"\xff" * PAGE + content[PAGE * 6 :])
    marks = marks_at(path)
    await marks.maintain()
    assert await all_kept(marks) == EXAMPLES[:BACKED_UP]
    assert "newer version" in marks.notice
    assert len(aside(path)) == 1


async def test_a_disk_that_fills_up_leaves_the_damaged_file_where_it_is(
    path: Path, content: bytes, marks_at: MarksOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir(parents=True)
    spoiled = content[: PAGE * 2] + b"\xff" * PAGE + content[PAGE * 3 :]
    lay(path, spoiled)

    def fail(*arguments: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(changes, "merge", fail)
        marks = marks_at(path)
        await marks.maintain()
        assert marks.notice.startswith("New marks are not saved: ")
        assert set(names(path.parent)) <= {"marks.db", "marks.db-wal", "marks.db-shm", "marks.lock"}
    await marks.write([read(COUNT)])
    assert len(aside(path)) == 1
