"""The ways to a tables: as it is, mended, new, or only to be read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from reader.errors import StoreError
from reader.store import sqlite
from reader.store.marks.tables import MarkTables, newest_version
from reader.store.sqlite import Identity


class OpenedMarks(NamedTuple):
    """An open tables, and which file it is in."""

    tables: MarkTables
    identity: Identity


def opened(path: Path, today: date, timeout: float) -> OpenedMarks | None:
    """Open a tables for reading and writing, or none where there is no file.

    Args:
        path: The file.
        today: The day, UTC.
        timeout: Seconds that another program may hold a lock.

    Raises:
        StoreError: A newer version of this program wrote it.
        FAULTS: It is damaged, or cannot be written or read.
    """
    while (identity := sqlite.find(path)) is not None:
        tables = MarkTables(sqlite.connect(path, "mode=rw", timeout))
        # The log beside another file of the same name is not this one's.
        if sqlite.identity(path) == identity:
            _accept(tables, path, today, timeout)
            return OpenedMarks(tables, identity)
        tables.close()
    return None


def mended(path: Path, damaged: Identity | None, now: datetime, timeout: float) -> str:
    """Put a whole tables in the place of a damaged one, and return a sentence; nothing if another reader did.

    Raises:
        FAULTS: It cannot be done.
    """
    # Most readers never need it, and the first frame would wait 5 ms for it.
    from reader.store.marks import recovery

    with sqlite.held(path, timeout):
        if damaged is None or sqlite.identity(path) != damaged:
            return ""
        return recovery.restore(path, now)


def create(path: Path, timeout: float) -> bool:
    """Make a new tables, and tell whether it was not another reader who did.

    Raises:
        FAULTS: It cannot be done.
    """
    from reader.store.marks import recovery

    with sqlite.held(path, timeout):
        return recovery.create(path)


def finish(path: Path, timeout: float) -> None:
    """Put a tables in its place that a reader, now killed, had ready, if there is one.

    Raises:
        FAULTS: It cannot be done.
    """
    from reader.store.marks import recovery

    if recovery.is_unfinished(path):
        create(path, timeout)


def read_only(path: Path, timeout: float) -> MarkTables:
    """Open a tables only for reading.

    Raises:
        FAULTS: It cannot be read either.
    """
    return MarkTables(sqlite.connect_read_only(path, timeout, "PRAGMA user_version"))


def _backups() -> ModuleType:
    """Imported where they are needed: most openings can do without."""
    from reader.store.marks import recovery

    return recovery


def _accept(tables: MarkTables, path: Path, today: date, timeout: float) -> None:
    """Bring a tables to this version, or close it."""
    try:
        if tables.version > newest_version():
            raise StoreError(
                "they are read-only here, because a newer version of daily-papers wrote them. Update this one."
            )
        if not tables.version and _backups().backup_days(path, today):
            raise sqlite.DamageError("empty, but there are backups")
        if 0 < tables.version < newest_version():
            _migrate(tables, path, timeout)
    except (*sqlite.FAULTS, StoreError):
        tables.close()
        raise


def _migrate(tables: MarkTables, path: Path, timeout: float) -> None:
    with sqlite.held(path, timeout):
        _backups().make_backup(tables, path.with_name(f"{path.stem}-v{tables.version}.db"))
        tables.prepare()
