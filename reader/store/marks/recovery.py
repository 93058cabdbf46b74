"""Backups of the marks (one a day beside their file, the newest three), and restoring; call it with the lock held."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from reader.papers.humanize import exactly
from reader.papers.links import is_arxiv_id
from reader.papers.marks import MarkCopy, history, microseconds
from reader.store import sqlite
from reader.store.handle import repaired
from reader.store.marks import changes, rows
from reader.store.marks.rows import FullTextRow, MarkRow, NoteRow, RecordRow, decoded
from reader.store.marks.tables import MarkTables, newest_version

BACKUPS: Final = 3
"""Days of which a backup is kept."""

UNFINISHED: Final = ".new"
"""How the name of a file ends that is not complete, or not yet in its place."""


def backup_days(path: Path, today: date) -> list[date]:
    """The days that a file has a backup of, the newest first.

    Days to come are last: a clock that was wrong once must not make its backup the newest for years.
    """
    found = (_day(path, place.name) for place in path.parent.glob(f"{path.stem}-*.db"))
    return sorted((day for day in found if day), key=lambda day: (day <= today, day), reverse=True)


def backup_path(path: Path, day: date) -> Path:
    """The backup of a file of a day."""
    return path.with_name(f"{path.stem}-{day}.db")


def keep_backup(tables: MarkTables, path: Path, today: date) -> None:
    """Make the backup of the day if there is none, and remove those that are too old.

    Raises:
        sqlite3.Error: It cannot be made.
        OSError: It cannot be made.
    """
    clear_unfinished(path)
    if today not in backup_days(path, today):
        make_backup(tables, backup_path(path, today))
    for day in backup_days(path, today)[BACKUPS:]:
        backup_path(path, day).unlink(missing_ok=True)


def make_backup(tables: MarkTables, target: Path) -> None:
    """Copy a whole file: the copy has its name only when it is complete.

    Raises:
        sqlite3.Error: It cannot be made.
        OSError: It cannot be made.
    """
    new = target.with_name(target.name + UNFINISHED)
    copy_database(tables, new)
    new.replace(target)


def copy_database(tables: MarkTables, new: Path) -> None:
    """Copy a whole file into a new one, or into none where that fails."""
    try:
        sqlite.make(new)
        with closing(sqlite.connect(new, "mode=rw", sqlite.TIMEOUT)) as connection:
            tables.copy(connection)
    except (sqlite3.Error, OSError):
        sqlite.remove(new)
        raise


def clear_unfinished(path: Path) -> None:
    """Remove what a reader that was killed left unfinished: backups, or a restored file."""
    for new in path.parent.glob(f"{path.stem}-*{UNFINISHED}"):
        sqlite.remove(new)


def newest_backup(path: Path, today: date) -> tuple[date, MarkTables] | None:
    """Open the newest backup that is whole."""
    for day in backup_days(path, today):
        with suppress(sqlite3.Error, OSError):
            return day, _whole(backup_path(path, day))
    return None


def _whole(path: Path) -> MarkTables:
    # Nobody writes there, and nothing shall be made beside it.
    tables = MarkTables(sqlite.connect(path, "immutable=1", sqlite.TIMEOUT))
    try:
        tables.check()
    except sqlite3.Error:
        tables.close()
        raise
    return tables


def _day(path: Path, name: str) -> date | None:
    found = re.fullmatch(rf"{re.escape(path.stem)}-([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\.db", name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


ROW_SIZE: Final = 16
"""Bytes that a row takes at least: there are no more rows than the file has room for."""


def salvage(path: Path, until: int) -> Iterator[MarkCopy]:
    """Yield what can be read of each paper, in parts; nothing if the file is not a database.

    Args:
        path: The damaged file.
        until: The latest time, in microseconds since 1970, UTC, that is believed: a later one would always win.
    """
    try:
        connection = sqlite.connect_read_only(path, sqlite.TIMEOUT, "PRAGMA user_version")
    except (sqlite3.Error, OSError):
        return
    connection.text_factory = bytes
    with closing(connection):
        for part in _parts(connection, _size(path) // ROW_SIZE):
            if is_arxiv_id(part.id) and _newest(part) <= until:
                yield part


def _parts(connection: sqlite3.Connection, limit: int) -> Iterator[MarkCopy]:
    for table, row, part in _TABLES:
        query = f"SELECT {row} FROM {table} WHERE rowid = ?"
        for (value,) in sqlite.readable_rows(connection, query, _last(connection, table, limit)):
            with suppress(msgspec.MsgspecError):
                yield part(value)


def _last(connection: sqlite3.Connection, table: str, limit: int) -> int:
    """The number of the last row, or the last that there is room for, where that is the lower one or all one knows."""
    try:
        (last,) = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()
    except sqlite3.DatabaseError as error:
        # The first version has fewer tables.
        return 0 if str(error).startswith("no such table") else limit
    return min(last or 0, limit)


def _mark(value: bytes) -> MarkCopy:
    entry = decoded(value, MarkRow)
    return rows.kept(entry.id, rows.mark(entry, ()), None)


def _note(value: bytes) -> MarkCopy:
    former = decoded(value, NoteRow)
    note = rows.note(former.text, former.at)
    return MarkCopy(id=former.id, note_history=history(None, [note] if note else []))


def _full_text(value: bytes) -> MarkCopy:
    row = decoded(value, FullTextRow)
    return MarkCopy(id=row.id, full_text=rows.full_text(row))


def _record(value: bytes) -> MarkCopy:
    recorded = decoded(value, RecordRow)
    return MarkCopy(id=recorded.id, record=rows.record(recorded))


_TABLES: Final[tuple[tuple[str, str, Callable[[bytes], MarkCopy]], ...]] = (
    ("mark", rows.MARK_ROW, _mark),
    ("note_history", rows.NOTE_ROW, _note),
    ("full_text", rows.FULL_TEXT_ROW, _full_text),
    ("record", rows.RECORD_ROW, _record),
)


def _newest(part: MarkCopy) -> int:
    stamps = (part.read, part.starred, part.note, part.full_text, *part.note_history)
    times = [stamp.at for stamp in stamps if stamp is not None]
    return max([*times, part.record.fetched_at] if part.record else times, default=0)


def _size(path: Path) -> int:
    log = path.with_name(path.name + "-wal")
    return sum(place.stat().st_size for place in (path, log) if place.exists())


BATCH: Final = 500
"""Rows that are merged in one transaction."""

_DAY: Final = timedelta(days=1)


def restore(path: Path, now: datetime) -> str:
    """Put a whole file in the place of a damaged one, and return what was done as a sentence.

    Raises:
        sqlite3.Error: It cannot be done; the damaged file is where it was.
        OSError: The same.
    """
    new = _new(path)
    sqlite.remove(new)
    try:
        day = _begin(path, new, now.date())
        count = _fill(new, path, now)
        aside = sqlite.set_aside(path)
    except sqlite.FAULTS:
        sqlite.remove(new)
        raise
    # Another reader may have opened the damaged file when its log was gone already, or written to it after it was read.
    sqlite.remove_companions(path)
    with suppress(*sqlite.FAULTS):
        _fill(new, aside, now)
    new.rename(path)
    return _sentence(day, count, aside)


def is_unfinished(path: Path) -> bool:
    """Tell whether a reader was killed before it put a finished file in its place."""
    return not path.exists() and _new(path).exists()


def create(path: Path) -> bool:
    """Put a new file in its place, or one that a killed reader had finished; return false if there is a file.

    Raises:
        sqlite3.Error: It cannot be done.
        OSError: The same.
    """
    if path.exists():
        return False
    new = _new(path)
    try:
        _check(new)
    except sqlite.FAULTS:
        sqlite.remove(new)
        _make(new)
    new.rename(path)
    return True


def _new(path: Path) -> Path:
    return path.with_name(f"{path.stem}-restored{UNFINISHED}")


def _check(new: Path) -> None:
    with closing(MarkTables(sqlite.connect(new, "mode=rw", sqlite.TIMEOUT))) as tables:
        tables.check()
        if not tables.version:
            raise sqlite.DamageError("without tables")


def _make(new: Path) -> None:
    sqlite.make(new)
    try:
        with closing(MarkTables(sqlite.connect(new, "mode=rw", sqlite.TIMEOUT))) as tables:
            tables.prepare("delete")
            tables.set_journal("wal")
    except sqlite3.Error:
        sqlite.remove(new)
        raise


def _begin(path: Path, new: Path, today: date) -> date | None:
    """Make the new file, of the newest backup if one is whole, and return its day."""
    found = newest_backup(path, today)
    if found is None:
        sqlite.make(new)
        return None
    day, backup = found
    with closing(backup):
        copy_database(backup, new)
    return day


def _fill(new: Path, damaged: Path, now: datetime) -> int:
    """Merge what can still be read into the new file, and return of how many papers that was."""
    with closing(MarkTables(sqlite.connect(new, "mode=rw", sqlite.TIMEOUT))) as tables:
        if tables.version > newest_version():
            return 0
        # What is committed has to be in this very file when it is renamed.
        tables.prepare("delete")
        ids = set[str]()
        parts = salvage(damaged, microseconds(now + _DAY))
        while batch := list(islice(parts, BATCH)):
            with tables.transaction():
                changes.merge(tables, batch)
            ids.update(part.id for part in batch)
        tables.set_journal("wal")
    return len(ids)


def _sentence(day: date | None, count: int, aside: Path) -> str:
    papers = exactly(count, "paper")
    if day:
        rest = f"those of {papers} could still be read" if count else "nothing more could be read"
        return repaired("The marks", f"the backup of {day} was restored, and {rest}", aside)
    return repaired("The marks", f"those of {papers} could be kept" if count else "none could be kept", aside)
