"""A damaged file: set aside under a name that tells when, and read for what is still whole."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.store import fault, record
from reader.store.readonly import ReadOnlyRows

if TYPE_CHECKING:
    from reader.store.disk import Rows

_COMPANIONS: Final = ("-wal", "-shm")
"""SQLite's own files beside a database; they belong to it under its new name too."""


def set_aside(path: Path) -> Path:
    """Rename a database to `NAME.corrupt-TIME` and return its new path; nothing is overwritten.

    Raises:
        OSError: The folder cannot be written.
    """
    stem = f"{path.name}.corrupt-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    taken = {place.name for place in path.parent.iterdir()}
    name, number = stem, 1
    while any(other.startswith(name) for other in taken):
        number += 1
        name = f"{stem}-{number}"
    aside = path.with_name(name)
    # The database last: a new one must not meet the log of the old one.
    for companion in _COMPANIONS:
        if path.name + companion in taken:
            path.with_name(path.name + companion).rename(aside.with_name(name + companion))
    return path.rename(aside)


def copy(aside: Path, rows: Rows, timeout: float) -> int:
    """Copy what can be read of a file that was set aside, as long as there is room; return how many rows that were.

    A row that another reader has stored meanwhile is newer and stays.
    """
    count = 0
    with suppress(*fault.FAULTS), closing(ReadOnlyRows(aside, timeout)) as damaged:
        for key, value in damaged.readable():
            if record.is_json(value) and rows.add(key, value):
                count += 1
    return count
