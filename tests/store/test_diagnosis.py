"""Whether a file in which a statement failed is damaged, of a newer version, or another program's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.store.diagnosis import AHEAD, is_damaged

FIRST = ("CREATE TABLE thing (name TEXT)", "CREATE INDEX thing_name ON thing (name)")
SECOND = (*FIRST, "CREATE TABLE other (name TEXT)")
SCHEMAS = {1: frozenset(FIRST), 2: frozenset(SECOND)}


def made(path: Path, version: int, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
    return path


@pytest.mark.parametrize(
    ("version", "statements", "expected"),
    [
        (1, FIRST, False),
        (2, SECOND, False),
        (2, (*SECOND, "CREATE TABLE more (x)"), False),
        (2, (*SECOND, "CREATE TRIGGER no AFTER INSERT ON thing BEGIN SELECT 1; END"), False),
        (2, FIRST, True),
        (1, SECOND, False),  # Something was added; that it is ours of a later version shows when the step is taken.
        (0, SECOND, True),
        (0, FIRST, True),
        (2, (FIRST[0].replace("name", "nams"), FIRST[1].replace("(name)", "(nams)"), SECOND[2]), True),
        (0, ("CREATE TABLE thing (precious)",), False),
        (0, ("CREATE TABLE thing (precious)", SECOND[2]), False),
        (3, SECOND, False),
        (3, ("CREATE TABLE thing (mood)",), False),
        (2 + AHEAD, SECOND, False),
        (3 + AHEAD, SECOND, True),
    ],
)
def test_a_schema_is_ours_newer_or_anothers(
    version: int, statements: tuple[str, ...], expected: bool, tmp_path: Path
) -> None:
    assert is_damaged(made(tmp_path / "things.db", version, *statements), SCHEMAS) is expected


def test_without_versions_the_number_in_the_file_means_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "things.db", 7, *FIRST)
    assert not is_damaged(path, {0: frozenset(FIRST)})
    assert is_damaged(path, {0: frozenset({FIRST[0], "CREATE INDEX thing_nams ON thing (name)"})})


@pytest.mark.parametrize(
    ("at", "data"),
    [(18, b"\x07"), (47, b"\x09"), (0, b"x"), (4000, b"\xff" * 90)],
    ids=["to be written by a later SQLite", "to be read by a later SQLite", "no database", "schema"],
)
def test_what_sqlite_refuses_is_damaged(at: int, data: bytes, tmp_path: Path) -> None:
    path = made(tmp_path / "things.db", 2, *SECOND)
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)
    assert is_damaged(path, SCHEMAS)
