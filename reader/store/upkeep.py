"""What is stored as a whole: how much there is, what of it is damaged, and what is not wanted any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from reader.papers.text import clean
from reader.store import fault, file, readonly, record
from reader.store.readonly import ReadOnlyRows
from reader.store.shelf import TIMEOUT, Shelf


class Stored(NamedTuple):
    """A row that names a day."""

    day: date
    key: str
    value: bytes


class Kind(NamedTuple):
    """How much there is of a kind of days."""

    days: int = 0
    size: int = 0
    """Bytes."""
    first: date | None = None
    last: date | None = None

    def with_(self, stored: Stored) -> Kind:
        """Count in one more day, which comes after the others."""
        return Kind(self.days + 1, self.size + len(stored.value), self.first or stored.day, stored.day)


def rows(shelf: Shelf, before: date = date.max) -> Iterator[Stored]:
    """Yield what is stored of the days before one, the oldest first, one in memory at a time."""
    days = ((record.day_of(key), key) for key in shelf.names())
    for day, key in sorted((day, key) for day, key in days if day is not None and day < before):
        value = shelf.value(key)
        # A row that names a day, but was not written by this program, is damaged, too.
        yield Stored(day, key, b"" if value is None else value)


def kinds(shelf: Shelf) -> tuple[Kind, Kind]:
    """Return how much there is of days with papers, and of days without."""
    full, empty = Kind(), Kind()
    for stored in rows(shelf):
        if record.day_with_papers(stored.key) is not None:
            full = full.with_(stored)
        else:
            empty = empty.with_(stored)
    return full, empty


def damaged(shelf: Shelf) -> Iterator[tuple[date, bool]]:
    """Yield every stored day, and whether its feed cannot be read."""
    for stored in rows(shelf):
        yield stored.day, record.decode(stored.value, stored.day) is None


def complaint(folder: Path) -> str:
    """Look through the file as SQLite does, and return what is wrong with it, as a sentence, or nothing.

    That finds what reading the days does not come by. Nothing is changed, whatever is found.
    """
    path = folder / readonly.NAME
    try:
        if file.find(path) is None:
            return ""
        with closing(ReadOnlyRows(path, TIMEOUT)) as rows:
            found = rows.complaint()
    except fault.FAULTS as error:
        if not fault.is_damage(error):
            return ""  # Whoever opens the shelf is told why.
        found = str(error)
    if not found:
        return ""
    return (
        f"{clean(str(path), limit=4096)} is damaged ({clean(found, limit=80)}). Save what is whole with"
        " daily-papers cache export FILE, remove it, and get that back with daily-papers cache import FILE."
    )


def remove(shelf: Shelf, before: date = date.max) -> Kind:
    """Remove the days before one, all or none, and return how much that was.

    Raises:
        StoreError: They could not be removed, and why.
    """
    removed, keys = Kind(), []
    for stored in rows(shelf, before):
        removed = removed.with_(stored)
        keys.append(stored.key)
    if keys:
        shelf.delete(keys)
    return removed


def set_aside(folder: Path) -> list[tuple[Path, int]]:
    """Return the files that were set aside because they were damaged, and their sizes in bytes."""
    found: list[tuple[Path, int]] = []
    with suppress(OSError):
        for path in sorted(folder.glob(f"{readonly.NAME}.corrupt-*")):
            if path.is_file() and not path.is_symlink():
                found.append((path, path.stat().st_size))
    return found
