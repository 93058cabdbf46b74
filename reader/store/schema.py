"""The tables of marks and how they came to be: a step for every version of the file."""

from __future__ import annotations

import sqlite3
from typing import Final

_FIRST: Final = (
    "CREATE TABLE mark (id TEXT NOT NULL PRIMARY KEY, read INTEGER, read_at INTEGER, starred INTEGER,"
    " starred_at INTEGER, note TEXT, note_at INTEGER)",
    "CREATE INDEX mark_starred ON mark (starred_at, id) WHERE starred = 1",
    "CREATE TABLE note_history (id TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (id, text))",
    "CREATE TABLE record (id TEXT NOT NULL PRIMARY KEY, fetched_at INTEGER NOT NULL, readable INTEGER NOT NULL,"
    " paper TEXT NOT NULL)",
)

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (_FIRST,)
"""What makes a file of each version into one of the next. They are never changed, only added to."""


def newest() -> int:
    """The version of the files that this reader writes."""
    return len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """The version of a file; 0 is one without tables."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that are missing, in the transaction that is open; there may be none, if another reader did."""
    for number in range(version(connection), newest()):
        for statement in MIGRATIONS[number]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1}")
