"""Rows that are read from the pages of a file alone."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.ownership import ForeignFileError
from reader.store.salvage import salvaged

PAGE = 4096
TABLES = {"thing": ("t", "in", "nr", "bn"), "other": ("t", "t")}
SQL = "CREATE TABLE thing (name TEXT PRIMARY KEY, number INTEGER, real REAL, data BLOB); CREATE TABLE other (a, b);"
Row = tuple[object, ...]


def rows() -> list[Row]:
    """Rows of all kinds of values, short and long."""
    chance = random.Random(7)
    numbers = [0, 1, -1, 127, -128, 2**15, -(2**23), 2**31 - 1, -(2**40), 2**62, None]
    sizes = [0, 1, 60, 488, 489, 3900, 4055, 4061, 4096, 20_000, 70_000]
    return [
        (
            f"n{of:04} ü" + "x" * chance.choice(sizes[:6]),
            chance.choice(numbers),
            chance.choice([None, 0.5, -1e300]),
            chance.choice([None, chance.randbytes(chance.choice(sizes))]),
        )
        for of in range(200)
    ]


def found(path: Path, table: str = "thing", roots: dict[str, int] | None = None) -> list[Row]:
    return sorted(row for name, row in salvaged(path, TABLES, roots or {}) if name == table)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with 200 rows of one table, and 3 of another."""
    path = tmp_path / "things.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SQL)
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", rows())
        connection.executemany("INSERT INTO other VALUES (?, ?)", [("a", "b"), ("c", "d"), ("e", "f")])
    return path


def change(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def delete(path: Path) -> list[Row]:
    """Delete half of the rows in a way that leaves their bytes in the file, and return the others."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM thing WHERE rowid BETWEEN 50 AND 150")
        connection.commit()
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 10
    return sorted(row for of, row in enumerate(rows(), 1) if not 50 <= of <= 150)


def roots(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))


def test_all_rows_of_a_whole_file_are_found(path: Path) -> None:
    assert found(path) == sorted(rows())
    assert found(path, "other") == [("a", "b"), ("c", "d"), ("e", "f")]


@pytest.mark.parametrize("size", [512, 65536])
def test_pages_may_have_another_size(size: int, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "things.db")) as connection, connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.executescript(SQL)
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", rows())
    assert found(tmp_path / "things.db") == sorted(rows())


def test_what_is_in_the_log_alone_is_found_but_not_what_was_not_committed(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("PRAGMA cache_size = 1")
        connection.executemany("INSERT INTO thing VALUES (?, 1, 1.5, ?)", [(f"log {of}", b"x" * 9000) for of in "abc"])
        connection.execute("DELETE FROM thing WHERE rowid = 1")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO thing VALUES (?, 2, 2.5, ?)", [(f"{of}", b"y" * 9000) for of in range(99)])
        shutil.copy(path, copy)
        shutil.copy(f"{path}-wal", f"{copy}-wal")
        connection.execute("ROLLBACK")
    there = {row[0] for row in found(copy)}
    assert there == {row[0] for row in rows()[1:]} | {"log a", "log b", "log c"}
    # A log of another file, or one that begins with damage, is not believed.
    change(Path(f"{copy}-wal"), 40, b"\xff\xff")
    assert found(copy) == sorted(rows())


def header(path: Path) -> None:
    change(path, 0, os.urandom(40))


def schema(path: Path) -> None:
    change(path, 100, b"\0" * (PAGE - 100))


def first_page(path: Path) -> None:
    change(path, 0, b"\0" * PAGE)


def interior(path: Path) -> None:
    page = roots(path)["thing"]
    assert path.read_bytes()[(page - 1) * PAGE] == 5
    change(path, (page - 1) * PAGE, b"\xee" * PAGE)


def a_child(path: Path) -> None:
    """Let a page above the rows name one page twice."""
    at = (roots(path)["thing"] - 1) * PAGE
    data = path.read_bytes()
    first, second = (at + int.from_bytes(data[at + 12 + 2 * of : at + 14 + 2 * of], "big") for of in (0, 1))
    change(path, first, data[second : second + 4])


def reserved(path: Path) -> None:
    """Let each page have fewer bytes that SQLite uses."""
    change(path, 20, b"\x0c")


@pytest.mark.parametrize("harm", [header, schema, first_page, interior, a_child, reserved])
def test_damage_above_the_rows_costs_nothing(harm: Callable[[Path], None], path: Path) -> None:
    harm(path)
    assert found(path) == sorted(rows())
    assert found(path, "other") == [("a", "b"), ("c", "d"), ("e", "f")]


def trunk(path: Path) -> None:
    at = (int.from_bytes(path.read_bytes()[32:36], "big") - 1) * PAGE
    change(path, at + 4, b"\xff" * 8)


def another_free_page(path: Path) -> None:
    """Let the list of free pages name one that is in use."""
    at = (int.from_bytes(path.read_bytes()[32:36], "big") - 1) * PAGE
    data = path.read_bytes()
    used = next(
        page
        for page in range(roots(path)["other"] + 1, len(data) // PAGE)
        if data[(page - 1) * PAGE] == 0x0D and page not in listed(data)
    )
    place = next(at + 8 + 4 * of for of, page in enumerate(listed(data)) if data[(page - 1) * PAGE] == 0x0D)
    change(path, place, used.to_bytes(4, "big"))


def listed(data: bytes) -> list[int]:
    at = (int.from_bytes(data[32:36], "big") - 1) * PAGE
    count = int.from_bytes(data[at + 4 : at + 8], "big")
    return [int.from_bytes(data[at + 8 + 4 * of : at + 12 + 4 * of], "big") for of in range(count)]


def no_list(path: Path) -> None:
    change(path, 32, b"\0\0\0\0")


@pytest.mark.parametrize(
    "harm", [header, schema, first_page, interior, a_child, reserved, trunk, another_free_page, no_list]
)
def test_deleted_rows_do_not_come_back(harm: Callable[[Path], None], path: Path) -> None:
    known = roots(path)
    kept = delete(path)
    harm(path)
    assert found(path, roots=known) == kept


def test_a_row_whose_overflow_is_damaged_is_lost_alone(path: Path) -> None:
    data = path.read_bytes()
    name, number, real, _ = rows()[0]
    long = next(row for row in rows() if isinstance(row[3], bytes) and len(row[3]) == 70_000)
    at = data.index(long[3][30_000:30_100]) // PAGE * PAGE  # type: ignore[index]
    change(path, at, b"\x7f\xff\xff\xff")
    assert found(path) == sorted(row for row in rows() if row is not long and row != long)
    assert (name, number, real) == rows()[0][:3]


def test_what_is_not_a_file_is_not_opened(tmp_path: Path) -> None:
    assert found(tmp_path / "missing") == []
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ForeignFileError, match="it is a pipe, not a file"):
        found(tmp_path / "pipe")


@pytest.mark.slow
def test_any_bytes_are_read_to_their_end(path: Path) -> None:
    whole = path.read_bytes()
    for seed in range(60):
        chance = random.Random(seed)
        data = bytearray(whole[: chance.choice([len(whole), chance.randrange(len(whole))])])
        for _ in range(chance.choice([1, 50, 3000])):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        assert len(found(path, roots={"thing": 2, "other": 4})) <= 250
