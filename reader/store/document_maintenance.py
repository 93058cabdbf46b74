"""Looking after the papers that were looked up, as a whole: how much is stored, what is damaged, what can go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from reader.papers.text import clean
from reader.store import sqlite
from reader.store.document_codec import Head, kept
from reader.store.documents import FILE_NAME, DocumentDatabase, read_only


class Amount(NamedTuple):
    """How much there is of papers that were looked up."""

    papers: int = 0
    size: int = 0
    """Bytes."""
    first: date | None = None
    """The day on which the oldest one was looked up, in this machine's time zone."""
    last: date | None = None

    def with_(self, head: Head) -> Amount:
        """Count in one more paper."""
        days = [head.looked_up, *filter(None, (self.first, self.last))]
        return Amount(self.papers + 1, self.size + head.size, min(days), max(days))


def amount(database: DocumentDatabase) -> Amount:
    """Return how much is stored, without what the Hub did not have."""
    found = Amount()
    for head in _heads(database):
        found = found.with_(head) if head.is_there else found
    return found


def damaged(database: DocumentDatabase) -> Iterator[tuple[str, bool]]:
    """Yield the id of every stored paper, and whether the paper cannot be read."""
    for head in _heads(database):
        if head.is_there:
            row = database.read(lambda rows, id=head.id: rows.get("paper", id), None)  # type: ignore[misc]
            yield head.id, row is None or kept(row) is None


def problem(folder: Path) -> str:
    """Check the file with SQLite, and return what is wrong with it, as a sentence, or nothing; nothing is changed."""
    path = folder / FILE_NAME
    if not (found := sqlite.fault_of(path, lambda: read_only(path))):
        return ""
    return (
        f"{clean(str(path), limit=4096)} is damaged ({clean(found, limit=80)}). Delete it: the papers in it are looked "
        "up again when they are opened."
    )


def remove(
    database: DocumentDatabase, before: date = date.max, wanted: Callable[[list[str]], Collection[str]] | None = None
) -> Amount:
    """Remove what was looked up before a day, all or nothing, and return how much that was.

    Args:
        database: The file.
        before: The first day of which everything stays.
        wanted: Tells which of some ids are to stay all the same.

    Raises:
        StoreError: It could not be removed, and why.
    """
    old = [head for head in _heads(database) if head.looked_up < before]
    stay = wanted([head.id for head in old]) if wanted and old else ()
    removed, ids = Amount(), []
    for head in old:
        if head.id not in stay:
            ids.append(head.id)
            removed = removed.with_(head) if head.is_there else removed
    if ids:
        database.write(lambda rows: rows.delete("paper", ids))
    return removed


def _heads(database: DocumentDatabase) -> list[Head]:
    none: list[Head] = []
    return database.read(lambda rows: rows.heads("paper"), none)
