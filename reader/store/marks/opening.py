"""What happens to a file of marks when it is opened: accepted, restored, or created, under its lock."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.store import sqlite
from reader.store.marks.tables import MarkTables, newest_version
from reader.store.sqlite import Identity

if TYPE_CHECKING:
    from types import ModuleType


def accept(tables: MarkTables, path: Path, today: date) -> None:
    """Bring a file to this version.

    Raises:
        StoreError: A newer version of this program wrote it.
        FAULTS: It is damaged, or cannot be written.
    """
    if tables.version > newest_version():
        raise StoreError(
            "they are read-only here, because a newer version of daily-papers wrote them. Update this one."
        )
    if not tables.version and _recovery().backup_days(path, today):
        raise sqlite.DamageError("empty, but there are backups")
    if 0 < tables.version < newest_version():
        with sqlite.held(path, sqlite.TIMEOUT):
            _recovery().make_backup(tables, path.with_name(f"{path.stem}-v{tables.version}.db"))
            tables.prepare()


def restore(path: Path, damaged: Identity, now: datetime) -> str:
    """Put a whole file in the place of a damaged one, and return a sentence; nothing if another reader did.

    Raises:
        FAULTS: It cannot be done.
    """
    with sqlite.held(path, sqlite.TIMEOUT):
        # Whoever had the lock before may have done it.
        if sqlite.identity(path) != damaged:
            return ""
        sentence: str = _recovery().restore(path, now)
        return sentence


def create(path: Path) -> bool:
    """Create a file, and tell whether it was not another reader who did.

    Raises:
        FAULTS: It cannot be done.
    """
    with sqlite.held(path, sqlite.TIMEOUT):
        created: bool = _recovery().create(path)
        return created


def finish(path: Path) -> None:
    """Put a file in its place that a reader, now killed, had ready, if there is one.

    Raises:
        FAULTS: It cannot be done.
    """
    if _recovery().is_unfinished(path):
        create(path)


def back_up(tables: MarkTables, path: Path, today: date) -> None:
    """Make the backup of the day.

    Raises:
        FAULTS: It cannot be made.
    """
    with sqlite.held(path, sqlite.TIMEOUT):
        _recovery().keep_backup(tables, path, today)


def _recovery() -> ModuleType:
    # Most readers never need it, and the first frame would wait 5 ms for it.
    from reader.store.marks import recovery

    return recovery
