"""The table, read past diskcache: where it cannot be written, as diskcache writes when it opens, and where it is whole.

It takes diskcache 20 ms to be imported and to open, SQLite alone 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.store import sqlite
from reader.store.feeds.keys import SIZE_LIMIT

if TYPE_CHECKING:
    from reader.store.indexes import Ask, Rows

FILE_NAME: Final = "cache.db"
"""diskcache's own name for its file."""
MODE_RAW: Final = 1
"""What diskcache calls so: the value is what stands in the row."""

# With the plus SQLite takes the index of the keys: that of the times, where all rows are alike, makes it read them all.
_OURS: Final = (
    f"raw = 1 AND mode = {MODE_RAW} AND filename IS NULL AND +expire_time IS NULL AND typeof(key) = 'text'"
    f" AND typeof(value) = 'blob' AND length(value) <= {SIZE_LIMIT}"
)


class Keys:
    """The keys in an open table, whose index may have lost some without a word of SQLite's.

    All methods raise `DamageError` where that shows.
    """

    def __init__(self, ask: Ask) -> None:
        """Take what runs a query."""
        self._ask = ask
        self._is_checked = False

    def value(self, key: str) -> bytes | None:
        """Return the value of a key, or nothing if the row is missing or foreign."""
        # Looked up by its number, the row says itself which key it has.
        row = "SELECT rowid FROM Cache WHERE key = ? AND raw = 1"
        query = f"SELECT key, CASE WHEN {_OURS} THEN value END FROM Cache WHERE rowid = ({row})"
        for found, value in self._ask(query, (key,)):
            if found != key:
                raise sqlite.DamageError("the index of the keys leads to another row")
            return value if isinstance(value, bytes) else None
        if not self._is_checked:
            from reader.store.indexes import check_index  # What is looked for is there, as a rule.

            check_index(self._ask, "Cache", "Cache_key_raw", ("key", "raw"))
            self._is_checked = True
        return None

    def names(self, which: str) -> list[str]:
        """Return the keys of the rows of which something is true."""
        found = self._ask(f"SELECT key, {which}, (SELECT count(*) FROM Cache) FROM Cache NOT INDEXED")
        if any(len(found) != count for *_, count in found[:1]):
            raise sqlite.DamageError("the indexes have other rows than the table")
        return [key for key, is_wanted, _ in found if is_wanted]


class Stamp(NamedTuple):
    """What changes when a row is written again."""

    row: int
    """Its number in the table."""
    stored_at: float
    """When it was written, as that computer's clock had it."""
    size: int
    """Bytes of its value."""


class ReadOnlyRows:
    """The table, open for reading only."""

    def __init__(self, path: Path, timeout: float, *, untouched: bool = False) -> None:
        """Open the file.

        Args:
            path: The file.
            timeout: Seconds that another program may hold a lock.
            untouched: Whether SQLite may not even make files beside it.

        Raises:
            FileNotFoundError: It does not exist.
            sqlite3.Error: It cannot be read either.
        """
        connect = sqlite.connect_untouched if untouched else sqlite.connect_read_only
        self._connection = connect(path, timeout, "SELECT rowid FROM Cache LIMIT 0")
        self._keys = Keys(self._ask)

    def value(self, key: str) -> bytes | None:
        """Return the value of a key, or nothing if the row is missing or foreign."""
        return self._keys.value(key)

    def names(self) -> list[str]:
        """Return all keys that are ours."""
        return self._keys.names(_OURS)

    def _ask(self, query: str, values: Sequence[object] = ()) -> Rows:
        return self._connection.execute(query, values).fetchall()

    def names_after(self, start: str) -> list[str]:
        """Return all keys from a text on, from the index alone, which does not say whether the rows are ours."""
        query = "SELECT key FROM Cache WHERE key >= ? AND raw = 1 AND typeof(key) = 'text'"
        return [key for (key,) in self._connection.execute(query, (start,))]

    def values(self, first: str, last: str) -> list[bytes]:
        """Return the values of the keys from the first to the last one."""
        query = f"SELECT value FROM Cache WHERE key BETWEEN ? AND ? AND {_OURS} ORDER BY key"
        return [value for (value,) in self._connection.execute(query, (first, last))]

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See nothing that is written meanwhile."""
        self._connection.execute("BEGIN")
        try:
            # It is taken with the first look.
            self._connection.execute("SELECT rowid FROM Cache LIMIT 1").fetchall()
            yield
        finally:
            self._connection.execute("ROLLBACK")

    def data_version(self) -> int:
        """A number that changes when another connection commits."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def stamps(self, start: str) -> dict[str, Stamp]:
        """Return the stamps of all rows that are ours and whose keys begin with a text, by key: 4 µs a row."""
        # All rows are asked for: to find each of them by its key takes twice as long.
        columns = "key, rowid, CAST(store_time AS REAL), length(value)"
        query = f"SELECT {columns} FROM Cache NOT INDEXED WHERE key BETWEEN ? AND ? AND {_OURS}"
        found = self._connection.execute(query, (start, start + "\x7f"))
        return {key: Stamp(row, stored_at or 0.0, size) for key, row, stored_at, size in found}

    def value_of(self, row: int) -> bytes | None:
        """Return the value of a row by its number, or nothing if it is missing or foreign."""
        found = self._connection.execute(f"SELECT value FROM Cache WHERE rowid = ? AND {_OURS}", (row,)).fetchone()
        return found[0] if found else None

    def part(self, row: int, start: int, size: int) -> bytes:
        """Return a part of the value of a row that has a stamp, without reading what is before it."""
        with self._connection.blobopen("Cache", "value", row, readonly=True) as value:
            value.seek(start)
            return value.read(size)

    def problem(self) -> str:
        """Check the whole file, and return the first fault that SQLite finds, or nothing."""
        return sqlite.first_fault(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
