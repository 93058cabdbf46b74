"""The tables of marks in an open SQLite file: what is read of them and what is written.

What is read comes as one row of JSON, however many papers it is of: the interpreter is let go at every step of SQLite,
and while Textual is imported it takes 5 ms to get it back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import AbstractContextManager, closing
from typing import Any, Final

import msgspec

from reader.papers.marks import Counts, Mark, MarkCopy, Record
from reader.papers.text import READABLE_VERSION
from reader.store import sqlite
from reader.store.marks import rows
from reader.store.marks.rows import FullTextRow, MarkRow, NoteRow, RecordRow, decoded

_FIRST: Final = (
    "CREATE TABLE mark (id TEXT NOT NULL PRIMARY KEY, read INTEGER, read_at INTEGER, starred INTEGER,"
    " starred_at INTEGER, note TEXT, note_at INTEGER)",
    "CREATE INDEX mark_starred ON mark (starred_at, id) WHERE starred = 1",
    "CREATE TABLE note_history (id TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (id, text))",
    "CREATE TABLE record (id TEXT NOT NULL PRIMARY KEY, fetched_at INTEGER NOT NULL, readable INTEGER NOT NULL,"
    " paper TEXT NOT NULL)",
)

_SECOND: Final = ("CREATE TABLE full_text (id TEXT NOT NULL PRIMARY KEY, read INTEGER, read_at INTEGER)",)

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (_FIRST, _SECOND)
"""What makes a file of each version into one of the next. They are never changed, only added to."""


def schemas() -> dict[int, frozenset[str]]:
    """What is in the schema of a file of each version: its tables and indexes as SQLite writes them down."""
    found: dict[int, frozenset[str]] = {}
    with closing(sqlite3.connect(":memory:")) as connection:
        for number, statements in enumerate(MIGRATIONS, 1):
            for statement in statements:
                connection.execute(statement)
            listed = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
            found[number] = frozenset(sql for (sql,) in listed)
    return found


def newest_version() -> int:
    """The version of the files that this reader writes."""
    return len(MIGRATIONS)


def schema_version(connection: sqlite3.Connection) -> int:
    """The version of a file; 0 is one without tables."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that are missing, in the transaction that is open; there may be none, if another reader did."""
    for number in range(schema_version(connection), newest_version()):
        for statement in MIGRATIONS[number]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1}")


_LISTED: Final = "id IN (SELECT value FROM json_each(?))"
_MARKS: Final = (
    f"(SELECT json_group_array({rows.MARK_ROW}) FROM mark WHERE {_LISTED}),"
    f" (SELECT json_group_array({rows.NOTE_ROW}) FROM note_history WHERE {_LISTED})"
)
_FULL_TEXTS: Final = f"(SELECT json_group_array({rows.FULL_TEXT_ROW}) FROM full_text WHERE {_LISTED})"
_FIRST_MARKS: Final = f"SELECT json_array({_MARKS}, json_array())"
"""Of a file of the first version, which has no table of full texts."""
_ALL_MARKS: Final = f"SELECT json_array({_MARKS}, {_FULL_TEXTS})"
_RECORDS: Final = f"SELECT json_group_array({rows.RECORD_ROW}) FROM record WHERE {_LISTED}"
_STARRED: Final = "SELECT id FROM mark WHERE starred = 1 ORDER BY starred_at DESC, id DESC"
_STARRED_COUNT: Final = "SELECT count(*) FROM mark NOT INDEXED WHERE starred = 1"
_MARKED: Final = {
    "read": "mark WHERE CAST(read AS INTEGER) AND abs(CAST(read_at AS INTEGER)) < 1 << 53",
    "starred": "mark WHERE CAST(starred AS INTEGER) AND abs(CAST(starred_at AS INTEGER)) < 1 << 53",
    "noted": "mark WHERE note <> ''",
    "full_text": "full_text WHERE CAST(read AS INTEGER) AND abs(CAST(read_at AS INTEGER)) < 1 << 53",
}
"""As `rows` reads a flag: one without a time is not a mark. What is left of a note is not known yet."""
_AFTER: Final = "SELECT id FROM mark WHERE id > ? ORDER BY id LIMIT ?"
_COUNTS: Final = (
    "SELECT json_array(count(*), count(nullif(read, 0)), count(nullif(starred, 0)), count(nullif(note, ''))) FROM mark"
)

_PUT_MARK: Final = (
    "INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET read = excluded.read,"
    " read_at = excluded.read_at, starred = excluded.starred, starred_at = excluded.starred_at,"
    " note = excluded.note, note_at = excluded.note_at"
)
_PUT_FULL_TEXT: Final = (
    "INSERT INTO full_text VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET read = excluded.read,"
    " read_at = excluded.read_at"
)
_PUT_RECORD: Final = (
    "INSERT INTO record VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET fetched_at = excluded.fetched_at,"
    " readable = excluded.readable, paper = excluded.paper"
)


class MarkTables:
    """An open file of marks, for one thread. All methods raise `sqlite3.Error` when the disk does."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection that commits by itself; it is closed when the file cannot be read.

        Raises:
            sqlite3.Error: It is not a database, or cannot be read now.
        """
        self._connection = connection
        # A text that is not UTF-8 any more shall cost its own characters, not all that is read with it.
        connection.text_factory = bytes
        try:
            self.version = schema_version(connection)
        except sqlite.FAULTS:
            connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def data_version(self) -> int:
        """A number that changes when another connection commits."""
        return int(self._one("PRAGMA data_version"))

    def prepare(self, journal: str = "wal") -> None:
        """Make the file ready to be written: what is committed outlives a power cut, and the tables are there."""
        self.set_journal(journal)
        self._connection.execute("PRAGMA synchronous = FULL")
        # On macOS nothing else makes the disk empty its own cache; elsewhere it does nothing.
        self._connection.execute("PRAGMA fullfsync = ON")
        if self.version < newest_version():
            with self.transaction():
                migrate(self._connection)
            self.version = newest_version()

    def set_journal(self, mode: str) -> None:
        """Have SQLite keep its journal in one way or another; the file remembers it, and memory has its own."""
        if self._one("PRAGMA journal_mode").decode() not in (mode, "memory"):
            self._one(f"PRAGMA journal_mode = {mode}")

    def is_empty(self) -> bool:
        """Tell whether there are no tables."""
        return self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None

    def roots(self) -> dict[str, int]:
        """The first page of each table."""
        found = self._connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'")
        return {name.decode(): root for name, root in found}

    def check(self) -> None:
        """Check the whole file.

        Raises:
            DamageError: Something is wrong.
        """
        found = self._one("PRAGMA integrity_check(1)")
        if found != b"ok":
            raise sqlite.DamageError(found.decode(errors="replace"))
        # A name in it that is another one now is no fault to SQLite.
        listed = self._connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        statements = {sql.decode(errors="replace") for (sql,) in listed}
        if not schemas().get(self.version, frozenset()) <= statements:
            raise sqlite.DamageError("its schema is another one")

    def copy(self, other: sqlite3.Connection) -> None:
        """Copy the whole file into another one."""
        self._connection.backup(other)

    def transaction(self) -> AbstractContextManager[None]:
        """Write all or nothing; others may read meanwhile, but not write."""
        return sqlite.transaction(self._connection)

    def marks(self, ids: Iterable[str]) -> dict[str, Mark]:
        """The marks of those papers that have one."""
        if not self.version:
            return {}
        listed = _json(ids)
        query, count = (_ALL_MARKS, 3) if self._has_full_texts else (_FIRST_MARKS, 2)
        found = self._one(query, *[listed] * count)
        return rows.marks(*decoded(found, tuple[list[MarkRow], list[NoteRow], list[FullTextRow]]))

    @property
    def _has_full_texts(self) -> bool:
        """Whether the file has a table of them, which one of the first version does not."""
        return self.version > 1

    def records(self, ids: Iterable[str]) -> dict[str, Record]:
        """The records of those papers that have one that can be read."""
        if not self.version:
            return {}
        found = decoded(self._one(_RECORDS, _json(ids)), list[RecordRow])
        records = ((row.id, rows.record(row)) for row in found)
        return {id: record for id, record in records if record is not None}

    def kept(self, ids: Iterable[str]) -> dict[str, MarkCopy]:
        """All that is kept of those papers that have a mark."""
        marks = self.marks(ids)
        records = self.records(marks)
        return {id: rows.kept(id, mark, records.get(id)) for id, mark in marks.items()}

    def starred(self) -> list[str]:
        """The ids of the starred papers, the newest star first."""
        return self._ids(_STARRED)

    def starred_count(self) -> int:
        """How many papers are starred, counted without an index."""
        return int(self._one(_STARRED_COUNT)) if self.version else 0

    def marked(self, name: str) -> frozenset[str]:
        """The ids of the papers that are `read`, `starred` or `noted`, or whose `full_text` was read."""
        if name == "full_text" and not self._has_full_texts:
            return frozenset()
        ids = self._ids(f"SELECT id FROM {_MARKED[name]}")
        if name == "noted":
            return frozenset(id for id, mark in self.marks(ids).items() if mark.text)
        return frozenset(ids)

    def after(self, id: str, count: int) -> list[str]:
        """The ids of papers with a mark that come next in the order of ids, `count` at most."""
        return self._ids(_AFTER, id, count)

    def counts(self) -> Counts:
        """How many papers something is kept of."""
        return Counts(*decoded(self._one(_COUNTS), list[int])) if self.version else Counts(0, 0, 0, 0)

    def put_mark(self, id: str, mark: Mark) -> None:
        """Replace the mark of a paper."""
        self._connection.execute(_PUT_MARK, rows.values(id, mark))
        self._connection.execute("DELETE FROM note_history WHERE id = ?", (id,))
        former = [(id, note.value, note.at) for note in mark.note_history]
        self._connection.executemany("INSERT INTO note_history VALUES (?, ?, ?)", former)
        if mark.full_text is not None:
            self._connection.execute(_PUT_FULL_TEXT, (id, mark.full_text.value, mark.full_text.at))

    def put_record(self, id: str, record: Record) -> None:
        """Replace the record of a paper."""
        paper = msgspec.json.encode(record.paper).decode()
        self._connection.execute(_PUT_RECORD, (id, record.fetched_at, READABLE_VERSION, paper))

    def _ids(self, query: str, *values: object) -> list[str]:
        if not self.version:
            return []
        found = self._one(f"SELECT json_group_array(CAST(id AS TEXT)) FROM ({query})", *values)
        return [id for id in decoded(found, list[str | None]) if id is not None]

    def _one(self, query: str, *values: object) -> Any:
        return self._connection.execute(query, values).fetchone()[0]


def _json(ids: Iterable[str]) -> str:
    return msgspec.json.encode(list(ids)).decode()
