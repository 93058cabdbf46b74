"""Backups of the marks (one a day beside their file, the newest three), and restoring; call it with the lock held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from reader import ownership
from reader.papers.humanize import exactly
from reader.papers.links import is_arxiv_id
from reader.papers.marks import MarkCopy, history, microseconds
from reader.store import sqlite
from reader.store.cells import Row
from reader.store.handle import repaired
from reader.store.marks import changes, rows
from reader.store.marks.rows import FullTextRow, MarkRow, NoteRow, RecordRow
from reader.store.marks.tables import MarkTables, newest_version
from reader.store.salvage import Shape, salvaged

BACKUPS: Final = 3
"""Days of which a backup is kept."""

UNFINISHED: Final = ".new"
"""How the name of a file ends that is not complete, or not yet in its place."""


def backup_days(path: Path, today: date) -> list[date]:
    """The days that a file has a backup of, the newest first.

    Days to come are last: a clock that was wrong once must not make its backup the newest for years.
    """
    found = (_day(path, place.name) for place in path.parent.glob(f"{path.stem}-*.db") if place.is_file())
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
    ownership.find_plain(target)
    copy_database(tables, new)
    new.replace(target)


def copy_database(tables: MarkTables, new: Path) -> None:
    """Copy a whole file into a new one, or into none where that fails."""
    ownership.find_plain(new)
    try:
        sqlite.make(new)
        with closing(sqlite.connect(new, "mode=rw", sqlite.TIMEOUT)) as connection:
            tables.copy(connection)
    except sqlite.FAULTS:
        sqlite.remove(new)
        raise


def clear_unfinished(path: Path) -> None:
    """Remove what a reader that was killed left unfinished: backups, or a restored file."""
    for new in path.parent.glob(f"{path.stem}-*{UNFINISHED}"):
        sqlite.remove(new)


def newest_backup(path: Path, today: date) -> tuple[date, MarkTables] | None:
    """Open the newest backup that is whole."""
    for day in backup_days(path, today):
        with suppress(*sqlite.FAULTS):
            return day, _whole(backup_path(path, day))
    return None


def _whole(path: Path) -> MarkTables:
    # Nobody writes there, and nothing shall be made beside it.
    tables = MarkTables(sqlite.connect(path, "immutable=1", sqlite.TIMEOUT))
    try:
        tables.check()
    except sqlite.FAULTS:
        tables.close()
        raise
    return tables


def _day(path: Path, name: str) -> date | None:
    found = re.fullmatch(rf"{re.escape(path.stem)}-([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\.db", name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def salvage(path: Path, until: int, roots: Mapping[str, int]) -> Iterator[MarkCopy]:
    """Yield what can be read of each paper, in parts; nothing if the file is not a database.

    Args:
        path: The damaged file.
        until: The latest time, in microseconds since 1970, UTC, that is believed: a later one would always win.
        roots: The page on which each table begins in a whole file.
    """
    shapes = {name: shape for name, (shape, _) in _TABLES.items()}
    with suppress(OSError):
        for table, row in salvaged(path, shapes, roots):
            part = _TABLES[table][1](row)
            if is_arxiv_id(part.id) and _newest(part) <= until:
                yield part


def _mark(row: Row) -> MarkCopy:
    entry = msgspec.convert(row, MarkRow)
    return rows.kept(entry.id, rows.mark(entry, ()), None)


def _note(row: Row) -> MarkCopy:
    former = msgspec.convert(row, NoteRow)
    note = rows.note(former.text, former.at)
    return MarkCopy(id=former.id, note_history=history(None, [note] if note else []))


def _full_text(row: Row) -> MarkCopy:
    entry = msgspec.convert(row, FullTextRow)
    return MarkCopy(id=entry.id, full_text=rows.full_text(entry))


def _record(row: Row) -> MarkCopy:
    recorded = msgspec.convert(row, RecordRow)
    return MarkCopy(id=recorded.id, record=rows.record(recorded))


_TABLES: Final[dict[str, tuple[Shape, Callable[[Row], MarkCopy]]]] = {
    "mark": (("t", "in", "in", "in", "in", "tn", "in"), _mark),
    "note_history": (("t", "t", "i"), _note),
    "full_text": (("t", "in", "in"), _full_text),
    "record": (("t", "i", "i", "t"), _record),
}


def _newest(part: MarkCopy) -> int:
    stamps = (part.read, part.starred, part.note, part.full_text, *part.note_history)
    times = [stamp.at for stamp in stamps if stamp is not None]
    return max([*times, part.record.fetched_at] if part.record else times, default=0)


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
    return _new(path).exists() and sqlite.find(path) is None


def create(path: Path) -> bool:
    """Put a new file in its place, or one that a killed reader had finished; return false if there is a file.

    Raises:
        sqlite3.Error: It cannot be done.
        OSError: The same.
    """
    if sqlite.find(path) is not None:
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
    except sqlite.FAULTS:
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
        parts = salvage(damaged, microseconds(now + _DAY), tables.roots())
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
