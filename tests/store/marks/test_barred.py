"""Files that cannot be written: what is kept can be read, and what is not saved is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from reader.errors import StoreError
from reader.store import sqlite
from reader.store.marks.marks import Marks
from reader.store.marks.tables import MarkTables
from tests.store.conftest import MarksOpener, Starter, names, set_mode
from tests.store.feeds.test_barred import FULL, fill, lines, place, small_disk
from tests.store.marks.papers import all_kept, marked, note, number, read, star

__all__ = ["place", "small_disk"]

BUSY = "another program is writing there. Close it, or try again."


@pytest.fixture
async def stored(place: Path, marks_at: MarksOpener) -> Path:
    """Marks in a folder that others may read and nobody write."""
    marks = marks_at(place / "marks.db")
    await marks.write([read(1), star(1)])
    marks.close(10)
    set_mode(place / "marks.db", 0o444)
    set_mode(place, 0o555)
    return place / "marks.db"


def look_as_nobody(started: Starter, path: Path) -> list[str]:
    output = lines(started("look-as-nobody", path, module="marks.child"))
    return output[output.index("nobody") + 1 :]


async def test_a_folder_of_another_user_is_read(stored: Path, started: Starter) -> None:
    found, notice, later_notice, failure, later = look_as_nobody(started, stored)
    blame = f"{stored.parent} cannot be written. Change its permissions."
    assert (found, later) == ("True 1", "True False")
    assert notice == later_notice == f"New marks are not saved: {blame}"
    assert failure == f"Not saved: {blame} Reading goes on."


async def test_a_file_that_may_be_written_in_a_folder_that_may_not(stored: Path, started: Starter) -> None:
    set_mode(stored, 0o666)
    found, notice, _, failure, later = look_as_nobody(started, stored)
    assert (found, later) == ("True 1", "True False")
    assert notice.startswith(f"New marks are not saved: {stored.parent} cannot be written.")
    assert failure.startswith("Not saved: ")


async def test_a_file_that_may_only_be_read_in_a_folder_that_may_be_written(stored: Path, started: Starter) -> None:
    set_mode(stored.parent, 0o777)
    found, *_, failure, later = look_as_nobody(started, stored)
    assert (found, later) == ("True 1", "True False")
    assert failure == f"Not saved: {stored.parent} cannot be written. Change its permissions. Reading goes on."


async def test_a_folder_that_cannot_be_read_has_no_marks(stored: Path, started: Starter) -> None:
    set_mode(stored.parent, 0o000)
    found, notice, _, failure, later = look_as_nobody(started, stored)
    assert (found, later) == ("False 0", "False False")
    assert notice.startswith(f"The marks cannot be read: {stored.parent} cannot be written.")
    assert failure.startswith(f"Not saved: {stored.parent} cannot be written.")


async def test_a_folder_that_cannot_be_made_has_no_marks_yet(stored: Path, started: Starter) -> None:
    found, notice, _, failure, _ = look_as_nobody(started, stored.parent / "below" / "marks.db")
    assert (found, notice) == ("False 0", "")
    assert (
        failure == f"Not saved: {stored.parent / 'below'} cannot be written. Change its permissions. Reading goes on."
    )


async def test_a_damaged_file_in_a_read_only_folder_is_left(stored: Path, started: Starter) -> None:
    content = b"garbage" * 1000
    set_mode(stored, 0o644)
    overwrite(stored, content)
    found, notice, _, failure, later = look_as_nobody(started, stored)
    assert (found, later) == ("False 0", "False False")
    assert notice.startswith(f"The marks cannot be read: {stored.parent} cannot be written.")
    assert failure.startswith(f"Not saved: {stored.parent} cannot be written.")
    assert read_bytes(stored) == content
    assert names(stored.parent) == ["marks.db", "marks.lock"]


async def test_of_a_damaged_file_in_a_read_only_folder_is_read_what_can_be(stored: Path, started: Starter) -> None:
    with closing(sqlite3.connect(stored)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'record'").fetchone()
    set_mode(stored, 0o644)
    content = read_bytes(stored)
    overwrite(stored, content[: (page - 1) * 4096] + b"\xff" * 4096 + content[page * 4096 :])
    found, _, later_notice, failure, later = look_as_nobody(started, stored)
    assert (found, later) == ("True 0", "True False")
    assert later_notice == f"New marks are not saved: {stored.parent} cannot be written. Change its permissions."
    assert failure.startswith("Not saved: ")


def overwrite(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def read_bytes(path: Path) -> bytes:
    return path.read_bytes()


async def test_a_file_in_the_place_of_the_folder(tmp_path: Path, marks_at: MarksOpener) -> None:
    overwrite(tmp_path / "file", b"precious")
    marks = marks_at(tmp_path / "file" / "marks.db")
    assert await marks.get([number(1)]) == {}
    blame = f"{tmp_path / 'file'} failed (Not a directory). Look what is there, and try again."
    assert marks.notice == f"The marks cannot be read: {blame}"
    with pytest.raises(StoreError) as failure:
        await marks.write([read(1)])
    assert str(failure.value) == f"Not saved: {blame} Reading goes on."
    assert read_bytes(tmp_path / "file") == b"precious"


async def test_a_disk_that_fills_up_keeps_what_is_on_it(small_disk: Path, marks_at: MarksOpener) -> None:
    marks = marks_at(small_disk / "data" / "marks.db")
    await marks.write([read(1), star(1)])
    filler = fill(small_disk)
    with pytest.raises(StoreError, match=rf"^Not saved: {FULL} Reading goes on\.$"):
        await marks.write([note(of, "long " * 4000) for of in range(9)])
    assert await marks.get([number(1), number(2)]) == {number(1): (await marks.get([number(1)]))[number(1)]}
    assert len(await marks.starred()) == 1
    await marks.maintain()
    assert FULL in marks.notice
    filler.unlink()
    await marks.write([note(of, "long " * 4000) for of in range(9)])
    assert len(await all_kept(marks)) == 9
    await marks.maintain()
    assert marks.notice == ""


async def test_a_full_disk_can_be_read_from_the_start(small_disk: Path, marks_at: MarksOpener) -> None:
    first = marks_at(small_disk / "marks.db")
    await first.write([read(1)])
    first.close(10)
    fill(small_disk)
    marks = marks_at(small_disk / "marks.db")
    assert await marks.get([number(1)]) == {number(1): (await marks.get([number(1)]))[number(1)]}
    with pytest.raises(StoreError, match=FULL):
        await marks.write([note(2, "long " * 4000)])


async def test_a_full_disk_with_nothing_on_it(small_disk: Path, marks_at: MarksOpener) -> None:
    fill(small_disk)
    marks = marks_at(small_disk / "marks.db")
    assert await marks.get([number(1)]) == {}
    with pytest.raises(StoreError, match=FULL):
        await marks.write([read(1)])
    assert await marks.get([number(1)]) == {}


async def test_a_limit_on_the_size_of_files(path: Path, marks_at: MarksOpener, started: Starter) -> None:
    marks = marks_at(path)
    await marks.write([read(1), star(1)])
    before = await all_kept(marks)
    marks.close(10)
    found, notice, _, failure, later = lines(started("look-within-limit", path, 34_000, module="marks.child"))
    assert (found, notice, later) == ("True 1", "", "True False")
    assert failure.startswith("Not saved: ")
    assert await all_kept(marks_at(path)) == before


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait long for locks."""
    monkeypatch.setattr(sqlite, "TIMEOUT", 0.01)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of a file as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


@pytest.mark.usefixtures("brief")
async def test_a_locked_file_is_read_and_written_once_it_is_free(
    path: Path, marks: Marks, marks_at: MarksOpener
) -> None:
    await marks.write([read(1)])
    fresh = marks_at(path)
    with held(path):
        for reader in (marks, fresh):
            assert await reader.get([number(1)]) == {number(1): marked()}
            with pytest.raises(StoreError, match=rf"^Not saved: {BUSY} Reading goes on\.$"):
                await reader.write([read(2)])
            assert await reader.get([number(1), number(2)]) == {number(1): marked()}
            assert reader.notice == ""
    await marks.write([read(2)])
    assert await fresh.get([number(2)]) == {number(2): marked()}


@pytest.mark.usefixtures("brief")
async def test_a_write_that_failed_holds_no_lock(path: Path, marks: Marks, marks_at: MarksOpener) -> None:
    await marks.write([read(1)])
    with held(path), pytest.raises(StoreError):
        await marks.write([read(2)])
    assert len((await marks_at(path).write([read(3)])).step) == 1


async def test_a_file_that_may_be_written_again_is(marks: Marks) -> None:
    await marks.write([read(1)])
    # As SQLite opens a file without the right to write it.
    marks._worker.submit(
        marks._opened().demand, lambda tables: str(tables._connection.execute("PRAGMA query_only = ON")), ""
    )
    with pytest.raises(StoreError, match=r"^Not saved: .* cannot be written\. Change its permissions\."):
        await marks.write([read(2)])
    assert len((await marks.write([read(2)])).step) == 1


async def test_a_write_that_broke_off_holds_no_lock_and_left_nothing(
    path: Path, marks: Marks, marks_at: MarksOpener
) -> None:
    await marks.write([read(1)])

    def break_off(tables: MarkTables) -> None:
        tables.put_mark(number(2), marked())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        marks._worker.submit(marks._opened().commit, break_off).result(10)
    assert len((await marks_at(path).write([read(3)])).step) == 1
    assert [kept.id for kept in await all_kept(marks)] == [number(1), number(3)]


@pytest.mark.usefixtures("brief")
async def test_a_damaged_file_is_only_read_while_another_reader_has_the_lock(path: Path, marks: Marks) -> None:
    path.parent.mkdir(parents=True)
    overwrite(path, b"garbage" * 1000)
    with held(path.with_name("marks.lock")):
        assert await marks.get([number(1)]) == {}
        assert marks.notice == f"The marks cannot be read: {BUSY}"
        with pytest.raises(StoreError, match=rf"^Not saved: {BUSY}"):
            await marks.write([read(1)])
        assert "marks.db" in names(path.parent)
    await marks.write([read(1)])
    assert "were damaged" in marks.notice


@pytest.mark.usefixtures("brief")
async def test_no_file_is_made_while_another_reader_has_the_lock(path: Path, marks: Marks) -> None:
    path.parent.mkdir(parents=True)
    with held(path.with_name("marks.lock")), pytest.raises(StoreError, match=rf"^Not saved: {BUSY}"):
        await marks.write([read(1)])
    assert names(path.parent) == ["marks.lock"]
    assert len((await marks.write([read(1)])).step) == 1


async def test_a_damaged_lock_is_said(path: Path, marks: Marks) -> None:
    path.parent.mkdir(parents=True)
    overwrite(path.with_name("marks.lock"), b"garbage" * 1000)
    with pytest.raises(StoreError, match=r"^Not saved: .* failed \(file is not a database\)\. Look what is there"):
        await marks.write([read(1)])
