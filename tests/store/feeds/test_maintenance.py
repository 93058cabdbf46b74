"""What is stored as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.errors import StoreError
from reader.papers.period import TRENDING
from reader.store.feeds import maintenance, readonly_rows, rows
from reader.store.feeds.database import FeedDatabase
from reader.store.feeds.maintenance import Kind
from tests.store.feeds.examples import day, feed
from tests.store.feeds.test_archive import got, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def database(folder: Path) -> Iterator[FeedDatabase]:
    opened = FeedDatabase(folder)
    yield opened
    opened.close()


def size(number: int, papers: int = 2) -> int:
    return len(rows.encode(feed(number, papers=papers)))


def test_days_with_and_without_papers_are_counted_apart(database: FeedDatabase) -> None:
    put(database, feed(3), feed(1), feed(2, papers=0))
    assert maintenance.kinds(database) == (
        Kind(2, size(1) + size(3), day(1), day(3)),
        Kind(1, size(2, papers=0), day(2), day(2)),
    )


def test_where_nothing_is_stored_nothing_is_counted(database: FeedDatabase) -> None:
    assert maintenance.kinds(database) == (Kind(), Kind())
    assert list(maintenance.damaged(database)) == []
    assert maintenance.remove(database) == Kind()


def test_keys_that_name_no_day_are_left_alone(database: FeedDatabase) -> None:
    put(database, feed(1))
    for key in ("index", "day:", "day:2026-02-30", "day:20260821", "empty:2026-8-1", "week:2026-08-21"):
        database.replace(key, b"theirs", "")
    assert maintenance.kinds(database)[0].days == 1
    assert maintenance.remove(database).days == 1
    assert len(database.names()) == 6


def test_other_lists_are_no_days_and_leave_with_the_last_of_them(database: FeedDatabase) -> None:
    trending = replace(feed(1), period=TRENDING)
    put(database, feed(1), feed(2))
    database.replace(rows.key_of(TRENDING), rows.encode(trending), "")
    assert maintenance.kinds(database)[0].days == 2
    assert maintenance.remove(database, day(2)).days == 1
    assert len(database.names()) == 2
    assert maintenance.remove(database).days == 1
    assert database.names() == []


@pytest.mark.parametrize(
    "value",
    [b"", b"{", b"{}", b"\xff", rows.encode(feed(2)), rows.encode(feed(1)).replace(b'"version":1', b'"version":9')],
)
def test_damaged_days_are_found(database: FeedDatabase, value: bytes) -> None:
    put(database, feed(0), feed(2, papers=0))
    database.replace(rows.keys(day(1))[0], value, "")
    assert list(maintenance.damaged(database)) == [(day(0), False), (day(1), True), (day(2), False)]


def test_a_row_that_this_program_did_not_write_is_damaged(database: FeedDatabase, folder: Path) -> None:
    put(database, feed(1), feed(2))
    database.close()
    with closing(sqlite3.connect(folder / readonly_rows.FILE_NAME)) as connection, connection:
        connection.execute("UPDATE Cache SET mode = 4 WHERE key = 'day:2026-08-21'")
    assert list(maintenance.damaged(database)) == [(day(1), True), (day(2), False)]


def test_days_before_a_day_are_removed_and_their_room_is_given_back(database: FeedDatabase, folder: Path) -> None:
    put(database, *(feed(number, papers=40) for number in range(40)), feed(-1, papers=0))
    database.close()
    before = (folder / readonly_rows.FILE_NAME).stat().st_size
    removed = maintenance.remove(database, day(38))
    assert (removed.days, removed.first, removed.last) == (39, day(-1), day(37))
    database.close()
    assert (folder / readonly_rows.FILE_NAME).stat().st_size < before / 5
    assert [stored.day for stored in maintenance.stored_rows(database)] == [day(38), day(39)]
    assert got(database, 38) == feed(38, papers=40)


@pytest.mark.slow
def test_what_cannot_be_removed_is_said(folder: Path) -> None:
    database = FeedDatabase(folder)
    put(database, feed(1))
    with closing(sqlite3.connect(folder / readonly_rows.FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing"):
            maintenance.remove(database)
        other.execute("ROLLBACK")
    assert got(database, 1) == feed(1)
    database.close()


def test_files_that_were_set_aside_are_found_and_nothing_else(folder: Path) -> None:
    folder.mkdir()
    for name in ("cache.db", "cache.db-wal", "cache.db.corrupt-1", "cache.db.corrupt-1-wal", "other"):
        (folder / name).write_bytes(b"12345")
    (folder / "cache.db.corrupt-2").symlink_to(folder / "other")
    (folder / "cache.db.corrupt-3").mkdir()
    assert maintenance.set_aside(folder) == [
        (folder / "cache.db.corrupt-1", 5),
        (folder / "cache.db.corrupt-1-wal", 5),
    ]


def test_a_key_names_its_day() -> None:
    assert rows.day_of("day:2026-08-21") == rows.day_of("empty:2026-08-21") == date(2026, 8, 21)
    assert rows.day_with_papers("empty:2026-08-21") is None
    for key in ("", "2026-08-21", "day:empty:2026-08-21", "empty:day:2026-08-21", "day:2026-W34-5", "day:2026-08-21 "):
        assert rows.day_of(key) is None
