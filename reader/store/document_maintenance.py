"""Looking after papers, full texts and discussions as a whole: how many there are, what is damaged, what can go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from reader.papers.text import clean
from reader.store import sqlite
from reader.store.document_codec import Head, Kind, Row, kept
from reader.store.documents import FILE_NAME, DocumentDatabase, read_only

KINDS: Final[tuple[Kind, ...]] = ("paper", "text", "blocks", "comments")


class Amount(NamedTuple):
    """How much there is of documents of one kind."""

    number: int = 0
    size: int = 0
    """Bytes."""
    first: date | None = None
    """The day on which the oldest one was fetched, in this machine's time zone."""
    last: date | None = None

    def with_(self, head: Head) -> Amount:
        """Count in one more."""
        days = [head.looked_up, *filter(None, (self.first, self.last))]
        return Amount(self.number + 1, self.size + head.size, min(days), max(days))


class Amounts(NamedTuple):
    """How much there is of each kind."""

    papers: Amount = Amount()
    """Papers that were looked up."""
    texts: Amount = Amount()
    """Full texts."""
    discussions: Amount = Amount()

    @property
    def size(self) -> int:
        """Bytes of all."""
        return self.papers.size + self.texts.size + self.discussions.size

    def with_(self, kind: Kind, head: Head) -> Amounts:
        """Count in one more; one that the Hub does not have does not count, and blocks are a part of their text."""
        if not head.is_there:
            return self
        if kind == "paper":
            return self._replace(papers=self.papers.with_(head))
        if kind == "text":
            return self._replace(texts=self.texts.with_(head))
        if kind == "comments":
            return self._replace(discussions=self.discussions.with_(head))
        return self._replace(texts=self.texts._replace(size=self.texts.size + head.size))


def amounts(database: DocumentDatabase) -> Amounts:
    """Return how much is stored, without what the Hub did not have."""
    found = Amounts()
    for kind in KINDS:
        for head in _heads(database, kind):
            found = found.with_(kind, head)
    return found


def damaged(database: DocumentDatabase) -> Iterator[tuple[str, bool]]:
    """Yield the id of every stored paper, and whether the paper cannot be read."""
    yield from _damaged(database, "paper", lambda row: kept(row) is None)


def damaged_texts(database: DocumentDatabase) -> Iterator[tuple[str, bool]]:
    """Yield the id of every paper whose full text is stored, and whether the text cannot be read."""
    from reader.store.text_codec import kept_text

    yield from _damaged(database, "text", lambda row: kept_text(row) is None)


def damaged_discussions(database: DocumentDatabase) -> Iterator[tuple[str, bool]]:
    """Yield the id of every paper whose discussion is stored, and whether the discussion cannot be read."""
    from reader.store.discussion_codec import kept_discussion

    yield from _damaged(database, "comments", lambda row: kept_discussion(row) is None)


def _damaged(database: DocumentDatabase, kind: Kind, is_damaged: Callable[[Row], bool]) -> Iterator[tuple[str, bool]]:
    for head in _heads(database, kind):
        if head.is_there:
            row = database.read(lambda rows, id=head.id: rows.get(kind, id), None)  # type: ignore[misc]
            yield head.id, row is None or is_damaged(row)


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
) -> Amounts:
    """Remove what was fetched before a day, all or nothing, and return how much that was.

    Args:
        database: The file.
        before: The first day of which everything stays.
        wanted: Tells which of some ids are to stay all the same.

    Raises:
        StoreError: It could not be removed, and why.
    """
    old = [(kind, head) for kind in KINDS for head in _heads(database, kind) if head.looked_up < before]
    stay = wanted([head.id for _, head in old]) if wanted and old else ()
    going = [(kind, head) for kind, head in old if head.id not in stay]
    removed = Amounts()
    for kind, head in going:
        removed = removed.with_(kind, head)
    if going:
        database.write(lambda rows: rows.delete((kind, head.id) for kind, head in going))
    return removed


def _heads(database: DocumentDatabase, kind: Kind) -> list[Head]:
    none: list[Head] = []
    return database.read(lambda rows: rows.heads(kind), none)
