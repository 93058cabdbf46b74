"""A damaged ledger set aside, and a whole one in its place: the newest backup and all that can still be read.

All of this needs the ledger's lock.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from reader.papers.marks import microseconds
from reader.store import backups, entries, fault, file, remains, salvage, schema
from reader.store.ledger import Ledger

BATCH: Final = 500
"""Rows that are merged in one transaction."""
TIMEOUT: Final = 2.0
"""Seconds; nobody else writes there."""

_DAY: Final = timedelta(days=1)


def restore(path: Path, now: datetime) -> str:
    """Put a whole ledger in the place of a damaged one, and return what was done as a sentence.

    Raises:
        sqlite3.Error: It cannot be done; the damaged file is where it was.
        OSError: The same.
    """
    new = _new(path)
    file.remove(new)
    try:
        day = _begin(path, new, now.date())
        count = _fill(new, path, now)
        aside = salvage.set_aside(path)
    except fault.FAULTS:
        file.remove(new)
        raise
    # Another reader may have opened the damaged file when its log was gone already, or written to it after it was read.
    file.remove_companions(path)
    with suppress(*fault.FAULTS):
        _fill(new, aside, now)
    new.rename(path)
    return _sentence(day, count, aside)


def is_unfinished(path: Path) -> bool:
    """Tell whether a reader was killed when it had a ledger ready and not yet in its place."""
    return not path.exists() and _new(path).exists()


def create(path: Path) -> bool:
    """Put a new ledger in its place, complete, or the one that a reader, now killed, had ready; false if one is there.

    Raises:
        sqlite3.Error: It cannot be done.
        OSError: The same.
    """
    if path.exists():
        return False
    new = _new(path)
    try:
        _check(new)
    except fault.FAULTS:
        file.remove(new)
        _make(new)
    new.rename(path)
    return True


def _new(path: Path) -> Path:
    return path.with_name(f"{path.stem}-restored{backups.UNFINISHED}")


def _check(new: Path) -> None:
    with closing(Ledger(file.connect(new, "mode=rw", TIMEOUT))) as ledger:
        ledger.check()
        if not ledger.version:
            raise fault.DamageError("without tables")


def _make(new: Path) -> None:
    file.make(new)
    try:
        with closing(Ledger(file.connect(new, "mode=rw", TIMEOUT))) as ledger:
            ledger.prepare("delete")
            ledger.set_journal("wal")
    except sqlite3.Error:
        file.remove(new)
        raise


def _begin(path: Path, new: Path, today: date) -> date | None:
    """Make the new file, of the newest backup if one is whole, and return its day."""
    found = backups.newest(path, today)
    if found is None:
        file.make(new)
        return None
    day, backup = found
    with closing(backup):
        backups.copy(backup, new)
    return day


def _fill(new: Path, damaged: Path, now: datetime) -> int:
    """Merge what can still be read into the new file, and return of how many papers that was."""
    with closing(Ledger(file.connect(new, "mode=rw", TIMEOUT))) as ledger:
        if ledger.version > schema.newest():
            return 0
        # What is committed has to be in this very file when it is renamed.
        ledger.prepare("delete")
        ids = set[str]()
        parts = remains.readable(damaged, microseconds(now + _DAY), TIMEOUT)
        while batch := list(islice(parts, BATCH)):
            with ledger.transaction():
                entries.merge(ledger, batch)
            ids.update(part.id for part in batch)
        ledger.set_journal("wal")
    return len(ids)


def _sentence(day: date | None, count: int, aside: Path) -> str:
    papers = f"{count or 'no'} paper{'' if count == 1 else 's'}"
    source = f"the backup of {day} was restored, and those of {papers} could still be read" if day else ""
    return (
        f"The marks were damaged: {source or f'those of {papers} could be kept'}."
        f" The damaged file was set aside as {aside.name}."
    )
