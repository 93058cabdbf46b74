"""Rows in diskcache: bytes in one SQLite file, kept forever.

diskcache unpickles what it finds (CVE-2025-69872), opens and removes the files that rows name, and deletes what is
old. Every one of these doors is closed here.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if "pickletools" not in sys.modules:  # 0.2 MB for keys that are pickled; there are none.
    sys.modules["pickletools"] = ModuleType("pickletools")
    import diskcache

    del sys.modules["pickletools"]

import diskcache
from diskcache.core import DEFAULT_SETTINGS, METADATA, MODE_RAW, UNKNOWN

from reader.errors import StoreError
from reader.store import sqlite
from reader.store.feeds import rows
from reader.store.feeds.readonly_rows import FILE_NAME, Keys

if TYPE_CHECKING:
    from reader.store.indexes import Rows

SETTINGS: Final[Mapping[str, Any]] = {
    **DEFAULT_SETTINGS,
    "cull_limit": 0,
    "disk_min_file_size": 2 * rows.SIZE_LIMIT,
    "eviction_policy": "none",
    "size_limit": 2**62,
    # Pages of 4 KiB: 2 MiB, of which a thousand days that are read one after the other use each page once.
    "sqlite_cache_size": 2**9,
    # A mapped file that is truncated by another process is a SIGBUS, which ends the reader.
    "sqlite_mmap_size": 0,
    "statistics": 0,
    "tag_index": 0,
}
"""They persist in the file, and what is not passed stays as the last process left it."""


class ForeignRowError(ValueError):
    """A row that this program did not write."""


class BytesDisk(diskcache.Disk):  # type: ignore[misc]
    """Text keys and bytes, in the row itself: no pickle and no file on any path."""

    def __init__(self, directory: str, min_file_size: int, **settings: object) -> None:
        """Take what diskcache passes, and do without the pickle protocol."""
        super().__init__(directory, min_file_size)

    def put(self, key: object) -> tuple[str, bool]:
        """Return the key for the table.

        Raises:
            TypeError: It is not a text; diskcache would pickle it.
        """
        if type(key) is not str:
            raise TypeError(f"A key is a text, not {type(key).__name__}.")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """Return the key from the table; one that is not ours is empty, so that a listing goes on behind it."""
        return key if raw == 1 and type(key) is str else ""

    def store(self, value: object, read: bool, key: object = UNKNOWN) -> tuple[int, int, None, bytes]:
        """Return size, mode, file name and value for the table.

        Raises:
            TypeError: It is not bytes; diskcache would pickle it.
        """
        if type(value) is not bytes or read:
            raise TypeError(f"A value is bytes, not {type(value).__name__}.")
        return 0, MODE_RAW, None, value

    def fetch(self, mode: object, filename: object, value: object, read: bool) -> bytes:
        """Return the value from the table.

        Raises:
            ForeignRowError: It is a pickle, a file, or anything else that `store` does not write.
        """
        if mode != MODE_RAW or filename is not None or type(value) is not bytes or read:
            raise ForeignRowError("The row was not written by this program.")
        return value

    def remove(self, file_path: str) -> None:
        """Leave the file alone: no row of ours has one, and a foreign row may name any."""


class DiskcacheRows(diskcache.Cache):  # type: ignore[misc]
    """The table, open for reading and writing."""

    def __init__(self, folder: Path, timeout: float) -> None:
        """Open the table or make it; `timeout` is in seconds, for each write.

        Raises:
            StoreError: The settings in force are not ours.
            FAULTS: What SQLite and the disk raise.
        """
        self._keys = Keys(self._ask)
        try:
            with _told_by_sqlite():
                super().__init__(str(folder), timeout=timeout, disk=BytesDisk, **SETTINGS)
            _quote(folder / FILE_NAME, timeout)
            if any(getattr(self, name) != value for name, value in SETTINGS.items()):
                raise StoreError(_foreign(folder))
        except (*sqlite.FAULTS, StoreError):
            # Else the connection waits for the garbage collector, which warns about it.
            self.close()
            raise

    def value(self, key: str) -> bytes | None:
        """Return the value of a key, or nothing if the row is missing or foreign."""
        return self._keys.value(key)

    def names(self) -> list[str]:
        """Return all keys, also of foreign rows."""
        return self._keys.names("raw = 1 AND typeof(key) = 'text'")

    def _ask(self, query: str, values: Sequence[object] = ()) -> Rows:
        found: Rows = self._sql(query, values).fetchall()
        return found

    def roots(self) -> dict[str, int]:
        """Return the first page of each table."""
        return dict(self._sql("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall())

    def schema(self) -> frozenset[str]:
        """Return the statements that the file was made with."""
        return frozenset(sql for (sql,) in self._sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))

    def replace(self, key: str, value: bytes | rows.FeedBytes, former: str) -> None:
        """Set the value of a key and delete another key, both or neither."""
        with _told_by_sqlite(), self.transact():
            self._put(key, value)
            self.delete(former)

    def put_last(self, key: str, value: bytes, start: str, most: int) -> None:
        """Set the value of a key, and of the keys that begin so delete those that were set first, but for the last."""
        with _told_by_sqlite(), self.transact():
            self.delete(key)  # A row that is made again comes after all others.
            self._put(key, value)
            for name in [name for name in self if name.startswith(start)][:-most]:
                self.delete(name)

    def _put(self, key: str, value: bytes | rows.FeedBytes) -> None:
        """Set the value of a key piece by piece, as SQLite copies twice what it is given in a statement."""
        self.set(key, b"")
        ((row,),) = self._ask("SELECT rowid FROM Cache WHERE key = ? AND raw = 1", (key,))
        self._sql("UPDATE Cache SET value = zeroblob(?) WHERE rowid = ?", (len(value), row))
        with self._con.blobopen("Cache", "value", row) as place:
            for piece in (value,) if isinstance(value, bytes) else value:
                place.write(piece)

    def delete_all(self, keys: Sequence[str]) -> None:
        """Delete keys, all or none; the room that they took is given back to the disk (`sqlite_auto_vacuum`)."""
        with _told_by_sqlite(), self.transact():
            for key in keys:
                self.delete(key)


@contextmanager
def _told_by_sqlite() -> Iterator[None]:
    """Raise SQLite's own error in place of diskcache's `Timeout`, which hides why its BEGIN failed.

    Then naming the faults does not take diskcache: importing it takes 10 ms, and the marks do not need it.
    """
    try:
        yield
    except diskcache.Timeout as error:
        cause = error.__context__
        raise cause if isinstance(cause, sqlite3.Error) else sqlite3.OperationalError("The table is locked.") from None


def make(folder: Path) -> None:
    """Make an empty file for the table, and its folder, where they do not exist yet.

    Raises:
        StoreError: The folder's name is not one to give to diskcache.
        OSError: It cannot be made.
    """
    path = str(folder)
    if os.path.expandvars(os.path.expanduser(path)) != path:  # noqa: PTH111 - as diskcache does it
        raise StoreError(f"{folder} has a variable in its name. Choose another folder with --cache-dir.")
    sqlite.make(folder / FILE_NAME)


def connect(folder: Path, timeout: float) -> DiskcacheRows:
    """Open the table in a folder, or make both; `timeout` is in seconds, for the lock and for each write.

    Raises:
        StoreError: The folder's name or the file is not one to give to diskcache.
        FAULTS: It is damaged, locked, read-only or full.
    """
    make(folder)
    _probe(folder / FILE_NAME, timeout)
    return DiskcacheRows(folder, timeout)


def _probe(path: Path, timeout: float) -> None:
    """Ask for the write lock, which diskcache would wait for a minute when it opens, and check the settings.

    Raises:
        StoreError: It has settings that this diskcache does not know; it would take them for its attributes.
    """
    with closing(sqlite3.connect(path, timeout=timeout, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'Settings'").fetchone():
            names = {name for (name,) in connection.execute("SELECT key FROM Settings")}
            if not names <= DEFAULT_SETTINGS.keys() | METADATA.keys():
                raise StoreError(_foreign(path.parent))
        connection.execute("ROLLBACK")


def _quote(path: Path, timeout: float) -> None:
    """Put the texts in diskcache's triggers into quotation marks that every SQLite knows.

    They have double ones, and the builds of conda and Homebrew then look for a column and refuse every write
    (diskcache#311). diskcache makes only triggers that are missing, so this is done once.
    """
    doubtful = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'Settings_*' AND instr(sql, '\"')"
    )
    with closing(sqlite3.connect(path, timeout=timeout, isolation_level=None)) as connection:
        if connection.execute(doubtful).fetchone():
            connection.execute("BEGIN IMMEDIATE")
            for name, sql in connection.execute(doubtful).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
                connection.execute(sql.replace('"', "'"))
            connection.execute("COMMIT")


def _foreign(folder: Path) -> str:
    return f"{folder} was set up by another program. Choose another folder with --cache-dir."
