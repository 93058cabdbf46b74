"""Single papers, full texts and discussions, compressed, in a file of their own beside the feeds.

Each has its own age, and that the Hub does not have one is kept as well. The file is a cache: what is oldest gives way
to what is new, and what cannot be read is missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from reader.errors import StoreError
from reader.papers.marks import microseconds
from reader.store import sqlite
from reader.store.document_codec import ABSENCE as ABSENCE
from reader.store.document_codec import SIZE_LIMIT, Head, Kind, Row, encoded, kept
from reader.store.document_codec import KeptPaper as KeptPaper
from reader.store.handle import DatabaseHandle, Words, repaired
from reader.store.sqlite import Identity
from reader.store.worker import Worker, awaited

if TYPE_CHECKING:
    from reader.papers.full_text.model import Document
    from reader.store.diagnosis import Schemas
    from reader.store.discussion_codec import KeptDiscussion
    from reader.store.indexes import Rows
    from reader.store.text_codec import KeptDocument, KeptText

FILE_NAME: Final = "documents.db"
TOTAL_LIMIT: Final = 512 * 2**20
"""Bytes of all documents, compressed; a paper has some 2,000, a full text with its blocks some 80,000."""

_VERSION: Final = 1
_TABLES: Final = (
    "CREATE TABLE document (kind TEXT NOT NULL, id TEXT NOT NULL, fetched_at INTEGER NOT NULL, size INTEGER NOT NULL,"
    " value BLOB, PRIMARY KEY (kind, id))",
    # The sizes are in it, so that their sum takes no look at the documents.
    "CREATE INDEX document_age ON document (fetched_at, size)",
    f"PRAGMA user_version = {_VERSION}",
)
_INDEX: Final = "sqlite_autoindex_document_1"
"""What SQLite calls that of the primary key."""
_PUT: Final = (
    "INSERT INTO document VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET"
    " fetched_at = excluded.fetched_at, size = excluded.size, value = excluded.value"
)
_OURS: Final = (
    "typeof(kind) = 'text' AND typeof(id) = 'text' AND typeof(fetched_at) = 'integer'"
    f" AND (value IS NULL OR (typeof(value) = 'blob' AND length(value) <= {SIZE_LIMIT}))"
)
_ROW: Final = 100
"""Bytes that count for a row without its document: those that are absent are bounded, too."""


class Documents:
    """Stored documents, in a thread of their own.

    What cannot be read is missing, and `notice` says why; only putting raises. After `close` every call raises
    `StoreError`.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder; the file is opened in the thread at the first call, and made when something is put."""
        self._database = DocumentDatabase(folder.absolute() / FILE_NAME)
        self._worker = Worker("documents", "The papers that were looked up")

    @property
    def notice(self) -> str:
        """What is wrong with the disk, as a sentence for the user, or nothing."""
        return self._database.notice

    def submit_paper(self, id: str) -> Future[KeptPaper | None]:
        """Begin `paper` where no event loop runs yet."""
        return self._worker.submit(self._paper, id)

    async def paper(self, id: str) -> KeptPaper | None:
        """Return what the Hub said of a paper when it was last asked, if it ever was."""
        return await awaited(self.submit_paper(id))

    async def put_paper(self, id: str, kept: KeptPaper) -> None:
        """Keep what the Hub says of a paper, in place of what it said before.

        Raises:
            StoreError: It could not be saved, and why.
        """
        await awaited(self._worker.submit(self._put_paper, id, kept))

    async def heads(self, kind: Kind) -> list[Head]:
        """Return all documents of a kind without their content, the oldest first."""
        return await awaited(self._worker.submit(self._heads, kind))

    async def text(self, id: str) -> KeptText | None:
        """Return what the Hub sent for the full text of a paper, if it was ever asked."""
        return await awaited(self._worker.submit(self._text, id))

    async def document(self, id: str) -> KeptDocument | None:
        """Return the blocks that were made of the full text of a paper; None where they have to be made again."""
        return await awaited(self._worker.submit(self._document, id))

    async def put_text(self, id: str, kept: KeptText, document: Document | None = None) -> None:
        """Keep a full text and its blocks in place of those before, or that the Hub has none.

        Raises:
            StoreError: It could not be saved, and why.
        """
        await awaited(self._worker.submit(self._put_text, id, kept, document))

    async def discussion(self, id: str) -> KeptDiscussion | None:
        """Return the comments on a paper as the Hub had them when it was last asked, if it ever was."""
        return await awaited(self._worker.submit(self._discussion, id))

    async def put_discussion(self, id: str, kept: KeptDiscussion) -> None:
        """Keep a discussion in place of that before, or that the Hub has none.

        Raises:
            StoreError: It could not be saved, and why.
        """
        await awaited(self._worker.submit(self._put_discussion, id, kept))

    def close(self, timeout: float) -> None:
        """Close the file after the calls under way, but return after `timeout` seconds at most."""
        self._worker.stop(self._database.close, timeout)

    # What follows runs in the thread.

    def _opened(self) -> DocumentDatabase:
        return self._database

    def _paper(self, id: str) -> KeptPaper | None:
        row = self._database.read(lambda rows: rows.get("paper", id), None)
        return kept(row) if row is not None else None

    def _put_paper(self, id: str, kept: KeptPaper) -> None:
        value = None if kept.paper is None else encoded(kept.paper, kept.linked)
        row = Row("paper", id, microseconds(kept.fetched_at), value)
        self._database.write(lambda rows: rows.put(row))

    def _heads(self, kind: Kind) -> list[Head]:
        nothing: list[Head] = []
        return self._database.read(lambda rows: rows.heads(kind), nothing)

    def _text(self, id: str) -> KeptText | None:
        from reader.store.text_codec import kept_text  # Few look into a full text.

        row = self._database.read(lambda rows: rows.get("text", id), None)
        return kept_text(row) if row is not None else None

    def _document(self, id: str) -> KeptDocument | None:
        from reader.store.text_codec import kept_document

        row = self._database.read(lambda rows: rows.get("blocks", id), None)
        return kept_document(row) if row is not None else None

    def _put_text(self, id: str, kept: KeptText, document: Document | None) -> None:
        from reader.store.text_codec import text_rows

        rows = text_rows(id, kept, document)
        self._database.write(lambda stored: stored.put(*rows))

    def _discussion(self, id: str) -> KeptDiscussion | None:
        from reader.store.discussion_codec import kept_discussion  # Few look into one.

        row = self._database.read(lambda rows: rows.get("comments", id), None)
        return kept_discussion(row) if row is not None else None

    def _put_discussion(self, id: str, kept: KeptDiscussion) -> None:
        from reader.store.discussion_codec import discussion_row

        row = discussion_row(id, kept)
        self._database.write(lambda rows: rows.put(row))


class DocumentRows:
    """The table in an open file, for one thread; all methods raise what SQLite and the disk raise."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection that commits by itself; it is closed when the file cannot be read."""
        self._connection = connection
        self._is_checked = False
        """Whether the index was compared with the table."""
        try:
            self.version = self._read_version()
        except sqlite.FAULTS:
            connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def get(self, kind: Kind, id: str) -> Row | None:
        """Return a document, if there is one."""
        self.version = self.version or self._read_version()
        if not self.version:
            return None
        # Looked up by its number, the row says itself which document it is.
        row = "SELECT rowid FROM document WHERE kind = ? AND id = ?"
        query = f"SELECT kind, id, fetched_at, value, {_OURS} FROM document WHERE rowid = ({row})"
        for *found, is_ours in self._ask(query, (kind, id)):
            if found[:2] != [kind, id]:
                raise sqlite.DamageError("the index leads to another row")
            return Row(*found) if is_ours else None
        if not self._is_checked:
            from reader.store.indexes import check_index  # Few look for what is not there.

            check_index(self._ask, "document", _INDEX, ("kind", "id"))
            self._is_checked = True
        return None

    def _ask(self, query: str, values: Sequence[object] = ()) -> Rows:
        return self._connection.execute(query, values).fetchall()

    def heads(self, kind: Kind) -> list[Head]:
        """Return all documents without their content, the oldest first."""
        self.version = self.version or self._read_version()
        if not self.version:
            return []
        query = (
            "SELECT id, fetched_at, coalesce(length(value), 0), value IS NOT NULL FROM document"
            f" WHERE kind = ? AND {_OURS} ORDER BY fetched_at, id"
        )
        found = self._connection.execute(query, (kind,))
        return [Head(id, fetched_at, size, bool(is_there)) for id, fetched_at, size, is_there in found]

    def is_empty(self) -> bool:
        """Tell whether there are no tables."""
        return self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None

    def delete(self, documents: Iterable[tuple[Kind, str]]) -> None:
        """Delete documents by their kind and id, all or none."""
        with sqlite.transaction(self._connection):
            self._connection.executemany("DELETE FROM document WHERE kind = ? AND id = ?", documents)

    def problem(self) -> str:
        """Check the whole file, and return the first fault that SQLite finds, or nothing."""
        return sqlite.first_fault(self._connection)

    def put(self, *rows: Row) -> None:
        """Put documents of one paper in the place of those before; the oldest of others make room for them."""
        self._prepare()
        with sqlite.transaction(self._connection):
            for row in rows:
                self._connection.execute(_PUT, (*row[:3], _size(row), row.value))
            (total,) = self._connection.execute("SELECT total(size) FROM document").fetchone()
            while total > TOTAL_LIMIT and (oldest := self._oldest(rows[0].id)) is not None:
                self._connection.execute("DELETE FROM document WHERE rowid = ?", oldest[:1])
                total -= oldest[1]

    def add(self, row: Row) -> bool:
        """Put a document unless there is one, which is newer; whether there was none."""
        self._prepare()
        values = (*row[:3], _size(row), row.value)
        done = self._connection.execute("INSERT OR IGNORE INTO document VALUES (?, ?, ?, ?, ?)", values)
        return done.rowcount > 0

    def roots(self) -> dict[str, int]:
        """Return the first page of each table."""
        self._prepare()
        return dict(self._connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))

    def _read_version(self) -> int:
        """The version of the file; 0 is one without tables, which another process may make any time."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _oldest(self, but: str) -> tuple[int, int] | None:
        """The number and the size of the oldest row of any paper but one."""
        query = "SELECT rowid, size FROM document WHERE id <> ? ORDER BY fetched_at LIMIT 1"
        found: tuple[int, int] | None = self._connection.execute(query, (but,)).fetchone()
        return found

    def _prepare(self) -> None:
        """Have the tables, in a file that others can read while it is written."""
        if self.version:
            return
        self._connection.execute("PRAGMA journal_mode = wal").fetchone()
        with sqlite.transaction(self._connection):
            # Another process may have been faster.
            for statement in () if self._read_version() else _TABLES:
                self._connection.execute(statement)
        self.version = _VERSION


class DocumentDatabase(DatabaseHandle[DocumentRows, DocumentRows]):
    """Document database that survives a full, locked or damaged disk; problems are reported in `notice`."""

    words: ClassVar[Words] = Words(
        unreadable="The papers that were looked up cannot be read",
        closed="The papers that were looked up cannot be read",
        read_only="Papers that are looked up are not stored",
        option="--cache-dir",
    )

    def _find(self) -> Identity | None:
        """Find the file; looking for a document makes none."""
        return sqlite.find(self._path)

    def _connect(self) -> DocumentRows:
        return DocumentRows(sqlite.connect(self._path, "mode=rw", sqlite.TIMEOUT))

    def _accept(self, rows: DocumentRows) -> None:
        if rows.version != _VERSION and not rows.is_empty() and self._is_damaged():
            raise sqlite.DamageError("its version is another one")
        if rows.version > _VERSION:
            raise StoreError("a newer version of daily-papers wrote the file. Update this one.")

    def _connect_read_only(self) -> DocumentRows:
        return read_only(self._path)

    def _restore(self, damaged: Identity) -> str:
        """Set the file aside and copy what can still be read: there are no backups, the Hub has the documents."""
        from reader.store import document_salvage  # Few ever need it.

        with sqlite.held(self._path, sqlite.TIMEOUT):
            # Another process that had the lock before may have done it.
            if sqlite.identity(self._path) != damaged:
                return ""
            aside = sqlite.set_aside(self._path)
            sqlite.make(self._path)
            with closing(self._connect()) as stored:
                kept = document_salvage.copy(aside, stored.roots(), stored.add)
        return repaired("The papers that were looked up", f"{kept} could be kept", aside)

    def _schemas(self) -> Schemas:
        return {_VERSION: frozenset(_TABLES[:-1])}

    def _create(self) -> None:
        sqlite.make(self._path)


def read_only(path: Path) -> DocumentRows:
    """Open the file for reading only; raises what SQLite and the disk raise."""
    return DocumentRows(sqlite.connect_read_only(path, sqlite.TIMEOUT, "PRAGMA user_version"))


def _size(row: Row) -> int:
    return _ROW + len(row.value or b"")
