"""Backups of a ledger: one of a day, beside it, the newest three; all of this needs its lock."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Final

from reader.store import file
from reader.store.ledger import Ledger

COUNT: Final = 3
"""Days of which a backup is kept."""
TIMEOUT: Final = 2.0
"""Seconds; nobody else has a backup open for writing."""

UNFINISHED: Final = ".new"
"""How the name of a file ends that is not complete, or not yet in its place."""


def days(path: Path, today: date) -> list[date]:
    """The days that a file has a backup of, the newest first.

    Days to come are last: a clock that was wrong once must not make its backup the newest for years.
    """
    found = (_day(path, place.name) for place in path.parent.glob(f"{path.stem}-*.db"))
    return sorted((day for day in found if day), key=lambda day: (day <= today, day), reverse=True)


def backup(path: Path, day: date) -> Path:
    """The backup of a file of a day."""
    return path.with_name(f"{path.stem}-{day}.db")


def keep(ledger: Ledger, path: Path, today: date) -> None:
    """Make the backup of the day if there is none, and remove those that are too old.

    Raises:
        sqlite3.Error: It cannot be made.
        OSError: It cannot be made.
    """
    clear(path)
    if today not in days(path, today):
        make(ledger, backup(path, today))
    for day in days(path, today)[COUNT:]:
        backup(path, day).unlink(missing_ok=True)


def make(ledger: Ledger, target: Path) -> None:
    """Copy a whole file: the copy has its name only when it is complete.

    Raises:
        sqlite3.Error: It cannot be made.
        OSError: It cannot be made.
    """
    new = target.with_name(target.name + UNFINISHED)
    copy(ledger, new)
    new.replace(target)


def copy(ledger: Ledger, new: Path) -> None:
    """Copy a whole file into a new one, or into none where that fails."""
    try:
        file.make(new)
        with closing(file.connect(new, "mode=rw", TIMEOUT)) as connection:
            ledger.copy(connection)
    except (sqlite3.Error, OSError):
        file.remove(new)
        raise


def clear(path: Path) -> None:
    """Remove what a reader that was killed left unfinished: backups, or a ledger to be put in the place of this one."""
    for new in path.parent.glob(f"{path.stem}-*{UNFINISHED}"):
        file.remove(new)


def newest(path: Path, today: date) -> tuple[date, Ledger] | None:
    """Open the newest backup that is whole."""
    for day in days(path, today):
        with suppress(sqlite3.Error, OSError):
            return day, _whole(backup(path, day))
    return None


def _whole(path: Path) -> Ledger:
    # Nobody writes there, and nothing shall be made beside it.
    ledger = Ledger(file.connect(path, "immutable=1", TIMEOUT))
    try:
        ledger.check()
    except sqlite3.Error:
        ledger.close()
        raise
    return ledger


def _day(path: Path, name: str) -> date | None:
    found = re.fullmatch(rf"{re.escape(path.stem)}-([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\.db", name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
