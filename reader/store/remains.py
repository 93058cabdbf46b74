"""What can still be read of a damaged ledger, row by row: a listing would end at the first page that is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import msgspec

from reader.papers.links import is_arxiv_id
from reader.papers.marks import Kept, history
from reader.store import columns, file
from reader.store.columns import Entry, Former, Recorded, decoded

ROW_SIZE: Final = 16
"""Bytes that a row takes at least: there are no more rows than the file has room for."""


def readable(path: Path, until: int, timeout: float) -> Iterator[Kept]:
    """Yield what can be read of papers, each in parts; of what is no database, nothing.

    Args:
        path: The damaged file.
        until: The latest time, in microseconds since 1970, UTC, that is believed: a later one would win for ever.
        timeout: Seconds that another program may hold a lock.
    """
    try:
        connection = file.connect_read_only(path, timeout, "PRAGMA user_version")
    except (sqlite3.Error, OSError):
        return
    connection.text_factory = bytes
    with closing(connection):
        for part in _parts(connection, _size(path) // ROW_SIZE):
            if is_arxiv_id(part.id) and _newest(part) <= until:
                yield part


def _parts(connection: sqlite3.Connection, limit: int) -> Iterator[Kept]:
    for table, row, part in _TABLES:
        for value in _rows(connection, table, row, limit):
            with suppress(msgspec.MsgspecError):
                yield part(value)


def _rows(connection: sqlite3.Connection, table: str, row: str, limit: int) -> Iterator[bytes]:
    for number in range(1, _last(connection, table, limit) + 1):
        try:
            found = connection.execute(f"SELECT {row} FROM {table} WHERE rowid = ?", (number,)).fetchone()
        except sqlite3.DatabaseError:
            continue
        if found:
            yield found[0]


def _last(connection: sqlite3.Connection, table: str, limit: int) -> int:
    """The number of the last row, or the last that there is room for, where that is the lower one or all one knows."""
    try:
        (last,) = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()
    except sqlite3.DatabaseError:
        return limit
    return min(last or 0, limit)


def _mark(value: bytes) -> Kept:
    entry = decoded(value, Entry)
    return columns.kept(entry.id, columns.mark(entry, ()), None)


def _note(value: bytes) -> Kept:
    former = decoded(value, Former)
    note = columns.note(former.text, former.at)
    return Kept(id=former.id, note_history=history(None, [note] if note else []))


def _record(value: bytes) -> Kept:
    recorded = decoded(value, Recorded)
    return Kept(id=recorded.id, record=columns.record(recorded))


_TABLES: Final[tuple[tuple[str, str, Callable[[bytes], Kept]], ...]] = (
    ("mark", columns.ENTRY, _mark),
    ("note_history", columns.FORMER, _note),
    ("record", columns.RECORDED, _record),
)


def _newest(part: Kept) -> int:
    stamps = (part.read, part.starred, part.note, *part.note_history)
    times = [stamp.at for stamp in stamps if stamp is not None]
    return max([*times, part.record.fetched_at] if part.record else times, default=0)


def _size(path: Path) -> int:
    log = path.with_name(path.name + "-wal")
    return sum(place.stat().st_size for place in (path, log) if place.exists())
