"""What is special to marks on a bad disk: the lock that readers share, and transactions that break off."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import StoreError
from reader.store.marks.marks import Marks
from reader.store.marks.tables import MarkTables
from tests.store.bad_disk.files import BUSY, held
from tests.store.conftest import MarksOpener, names
from tests.store.marks.examples import COUNT, PAGE, lay
from tests.store.marks.papers import all_kept, aside, marked, number, read


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
        marks._worker.submit(marks._opened().commit, break_off).result(60)
    assert len((await marks_at(path).write([read(3)])).step) == 1
    assert [kept.id for kept in await all_kept(marks)] == [number(1), number(3)]


@pytest.mark.usefixtures("brief")
async def test_a_damaged_file_is_only_read_while_another_reader_has_the_lock(path: Path, marks: Marks) -> None:
    path.parent.mkdir(parents=True)
    lay(path, b"garbage" * 1000)
    with held(path.with_name("marks.lock")):
        assert await marks.get([number(1)]) == {}
        assert marks.notice == f"The marks cannot be read: {BUSY}"
        with pytest.raises(StoreError, match=rf"^Not saved: {BUSY}"):
            await marks.write([read(1)])
        assert "marks.db" in names(path.parent)
    await marks.write([read(1)])
    assert "were damaged" in marks.notice


@pytest.mark.usefixtures("brief")
async def test_of_a_damaged_file_is_read_what_can_be_while_another_reader_has_the_lock(
    path: Path, content: bytes, marks: Marks
) -> None:
    lay(path, content)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'record'").fetchone()
    lay(path, content[: (page - 1) * PAGE] + b"\xff" * PAGE + content[page * PAGE :])
    with held(path.with_name("marks.lock")):
        await marks.maintain()
        assert marks.notice == f"New marks are not saved: {BUSY}"
        assert await marks.starred() == ()
        assert marks.notice.startswith("The marks cannot be read: ")
        assert (await marks.get([number(1)]))[number(1)].is_read
        assert aside(path) == []
    await marks.maintain()
    assert len(await marks.starred()) == COUNT


@pytest.mark.usefixtures("brief")
async def test_no_file_is_made_while_another_reader_has_the_lock(path: Path, marks: Marks) -> None:
    path.parent.mkdir(parents=True)
    with held(path.with_name("marks.lock")), pytest.raises(StoreError, match=rf"^Not saved: {BUSY}"):
        await marks.write([read(1)])
    assert names(path.parent) == ["marks.lock"]
    assert len((await marks.write([read(1)])).step) == 1


async def test_a_damaged_lock_is_made_whole_and_what_is_marked_is_kept(path: Path, marks: Marks) -> None:
    path.parent.mkdir(parents=True)
    lay(path.with_name("marks.lock"), b"garbage" * 1000)
    assert len((await marks.write([read(1)])).step) == 1
    assert path.with_name("marks.lock").stat().st_size == 0
