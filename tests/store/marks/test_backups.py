"""One backup a day, of a file that is whole, and the newest three of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from reader.store import sqlite
from reader.store.marks import recovery
from reader.store.marks.marks import Marks
from reader.store.marks.tables import MarkTables
from tests.store.conftest import MarksOpener, mode, names
from tests.store.marks.papers import TODAY, Clock, all_kept, note, number, read, star


def days(path: Path) -> list[str]:
    """The days that there are backups of."""
    return sorted(place.name[6:16] for place in path.parent.glob("marks-*.db"))


def touch(path: Path, content: bytes = b"") -> Path:
    path.write_bytes(content)
    return path


async def test_the_newest_three_days_are_kept(marks: Marks, clock: Clock, path: Path) -> None:
    seen = []
    for _ in range(5):
        await marks.write([read(1)])
        await marks.maintain()
        seen.append(days(path))
        clock.go(days=1)
    assert seen == [
        ["2026-08-20"],
        ["2026-08-20", "2026-08-21"],
        ["2026-08-20", "2026-08-21", "2026-08-22"],
        ["2026-08-21", "2026-08-22", "2026-08-23"],
        ["2026-08-22", "2026-08-23", "2026-08-24"],
    ]
    assert marks.notice == ""


async def test_days_on_which_nobody_reads_do_not_age_a_backup(marks: Marks, clock: Clock, path: Path) -> None:
    await marks.write([read(1)])
    for _ in range(3):
        await marks.maintain()
        clock.go(days=100)
    assert days(path) == ["2026-08-20", "2026-11-28", "2027-03-08"]


async def test_a_backup_is_all_that_was_kept(marks: Marks, marks_at: MarksOpener, path: Path, tmp_path: Path) -> None:
    await marks.write([read(1), star(2), note(3)])
    await marks.maintain()
    before = await all_kept(marks)
    backup = path.with_name("marks-2026-08-20.db")
    assert mode(backup) == 0o600
    copy = touch(tmp_path / "copy.db", backup.read_bytes())
    assert await all_kept(marks_at(copy)) == before


async def test_one_a_day(marks: Marks, clock: Clock, path: Path, marks_at: MarksOpener) -> None:
    await marks.write([read(1)])
    await marks.maintain()
    before = path.with_name("marks-2026-08-20.db").read_bytes()
    clock.go(hours=11)
    await marks.write([read(2)])
    await marks.maintain()
    await marks_at(path).maintain()
    assert path.with_name("marks-2026-08-20.db").read_bytes() == before


async def test_a_day_is_one_of_utc(marks_at: MarksOpener, path: Path) -> None:
    clock = Clock(datetime(2026, 8, 21, 1, tzinfo=timezone(timedelta(hours=9))))
    marks = marks_at(path, clock)
    await marks.write([read(1)])
    await marks.maintain()
    assert days(path) == ["2026-08-20"]


async def test_a_backup_of_a_day_to_come_does_not_stand_in_the_way(marks: Marks, path: Path, clock: Clock) -> None:
    path.parent.mkdir(parents=True)
    touch(path.with_name("marks-2099-01-01.db"))
    for _ in range(4):
        await marks.write([read(1)])
        await marks.maintain()
        clock.go(days=1)
    assert days(path) == ["2026-08-21", "2026-08-22", "2026-08-23"]
    clock.go(days=-1)
    touch(path.with_name("marks-2099-01-01.db"))
    assert recovery.backup_days(path, clock.now.date())[-1].year == 2099


async def test_other_files_beside_it_are_left_alone(marks: Marks, path: Path, clock: Clock) -> None:
    others = [
        "marks-2026-08-20-mine.db",
        "marks-2026-13-01.db",
        "marks-v1.db",
        "marks-20260101.db",
        "other-2020-01-01.db",
    ]
    path.parent.mkdir(parents=True)
    for name in others:
        touch(path.with_name(name), b"precious")
    for _ in range(4):
        await marks.write([read(1)])
        await marks.maintain()
        clock.go(days=1)
    assert {name: path.with_name(name).read_bytes() for name in others} == dict.fromkeys(others, b"precious")


async def test_what_a_killed_reader_left_unfinished_is_removed(marks: Marks, path: Path) -> None:
    await marks.write([read(1)])
    for name in ("2026-08-19.db.new", "2026-08-20.db.new", "2026-08-20.db.new-journal", "restored.new"):
        touch(path.with_name(f"marks-{name}"), b"half")
    await marks.maintain()
    assert [name for name in names(path.parent) if name.startswith("marks-")] == ["marks-2026-08-20.db"]
    assert marks.notice == ""


async def test_a_damaged_file_is_never_backed_up(marks: Marks, path: Path, clock: Clock) -> None:
    await marks.write([read(1)])
    await marks.maintain()
    good = path.with_name("marks-2026-08-20.db").read_bytes()
    for _ in range(5):
        clock.go(days=1)
        marks._worker.submit(marks._database.close).result(60)  # type: ignore[union-attr]
        touch(path, good[:4096] + b"\xff" * (len(good) - 4096))
        await marks.maintain()
        newest = path.with_name(f"marks-{clock.now.date()}.db")
        with closing(sqlite3.connect(newest)) as connection:
            assert connection.execute("SELECT id FROM mark").fetchall() == [(number(1),)]


async def test_no_file_no_backup(marks: Marks, path: Path) -> None:
    await marks.maintain()
    assert not path.parent.exists()
    path.parent.mkdir(parents=True)
    touch(path)
    await marks.maintain()
    assert days(path) == []


async def test_another_reader_that_makes_the_backup_is_not_waited_for(
    marks: Marks, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "TIMEOUT", 0.01)
    await marks.write([read(1)])
    with closing(sqlite3.connect(path.with_name("marks.lock"), isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        await marks.maintain()
        assert (days(path), marks.notice) == ([], "")
    await marks.maintain()
    assert days(path) == ["2026-08-20"]


async def test_a_backup_that_cannot_be_made_is_said_and_leaves_nothing(
    marks: Marks, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await marks.write([read(1)])

    def fail(self: MarkTables, other: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("no")

    with monkeypatch.context() as broken:
        broken.setattr(MarkTables, "copy", fail)
        await marks.maintain()
    assert marks.notice.startswith("No backup of the marks was made: ")
    assert not [name for name in names(path.parent) if name.startswith("marks-")]
    assert (await marks.write([read(2)])).step
    await marks.maintain()
    assert days(path) == ["2026-08-20"]
    assert marks.notice == ""


def test_days_are_listed_the_newest_first(tmp_path: Path) -> None:
    for day in ("2026-08-20", "2026-08-18", "2026-08-21", "2026-08-19"):
        touch(tmp_path / f"marks-{day}.db")
    found = [f"{day}" for day in recovery.backup_days(tmp_path / "marks.db", TODAY)]
    assert found == ["2026-08-20", "2026-08-19", "2026-08-18", "2026-08-21"]
    assert datetime.now(UTC).date() > TODAY or found
