"""A damaged file: set aside under a name that tells when, and read for what is still whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, TypeVar

from reader.errors import StoreError
from reader.store import sqlite
from reader.store.feeds import diskcache_rows, rows
from reader.store.feeds.diskcache_rows import DiskcacheRows
from reader.store.feeds.readonly_rows import FILE_NAME, ReadOnlyRows
from reader.store.sqlite import Identity


def copy(aside: Path, stored: DiskcacheRows, timeout: float) -> int:
    """Copy what can be read of a file that was set aside, as long as there is room; return how many rows that were.

    A row that another reader has stored meanwhile is newer and stays.
    """
    count = 0
    with suppress(*sqlite.FAULTS), closing(ReadOnlyRows(aside, timeout)) as damaged:
        for key, value in damaged.readable():
            if rows.is_json(value) and stored.add(key, value):
                count += 1
    return count


TIMEOUT: Final = 2.0
"""Seconds that another process may hold the lock before it is given up."""

Result = TypeVar("Result")


class FeedDatabase:
    """The rows of a folder, for one thread: opened by the first call, mended when they turn out damaged."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is opened yet."""
        self._folder = folder
        self._path = folder / FILE_NAME
        self._rows: DiskcacheRows | ReadOnlyRows | None = None
        self._tried = False
        self._identity: Identity | None = None
        self._damage = ""
        self._trouble = ""
        self._why = ""

    @property
    def notice(self) -> str:
        """What the user should know, as a sentence, or nothing."""
        return self._trouble or self._damage

    def value(self, key: str) -> bytes | None:
        """Return the value of a key; what cannot be read is not there."""
        return self._read(lambda rows: rows.value(key), None)

    def names(self) -> list[str]:
        """Return all keys; where they cannot be read there are none."""
        return self._read(lambda rows: rows.names(), [])

    def replace(self, key: str, value: bytes, former: str) -> None:
        """Set the value of a key and delete another key, both or neither.

        Raises:
            StoreError: It could not be saved, and why.
        """
        self._write(lambda rows: rows.replace(key, value, former))

    def delete(self, keys: Sequence[str]) -> None:
        """Delete keys, all or none.

        Raises:
            StoreError: They could not be deleted, and why.
        """
        self._write(lambda rows: rows.delete_all(keys))

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        if self._rows is not None:
            self._rows.close()
        self._rows = None
        self._tried = False

    def _read(self, read: Callable[[DiskcacheRows | ReadOnlyRows], Result], missing: Result) -> Result:
        """Read from the rows, twice when they were mended in between."""
        for last in (False, True):
            if not self._tried:
                self._open()
            if self._rows is None:
                break
            try:
                return read(self._rows)
            except sqlite.FAULTS as error:
                if last or not self._is_ours_and_damaged(error):
                    self.close()
                    self._trouble = f"The stored papers cannot be read: {sqlite.reason(error, self._folder)}"
                    break
            self._mend()
        return missing

    def _write(self, write: Callable[[DiskcacheRows], None]) -> None:
        """Write to the rows, twice when they were mended in between."""
        if not self._saved(write):
            self._mend()
            self._saved(write, last=True)

    def _saved(self, write: Callable[[DiskcacheRows], None], *, last: bool = False) -> bool:
        """Write to the rows; false when they turned out damaged and can be mended."""
        if not isinstance(self._rows, DiskcacheRows):
            # The lock may be gone, the disk may have room again.
            self.close()
            self._open()
        if not isinstance(self._rows, DiskcacheRows):
            raise StoreError(f"Not saved: {self._why} Reading goes on.")
        try:
            write(self._rows)
        except sqlite.FAULTS as error:
            if not last and self._is_ours_and_damaged(error):
                return False
            if not sqlite.is_busy(error):
                # The transaction may still be open.
                self.close()
            raise StoreError(f"Not saved: {sqlite.reason(error, self._folder)} Reading goes on.") from error
        return True

    def _is_ours_and_damaged(self, error: BaseException) -> bool:
        return isinstance(self._rows, DiskcacheRows) and sqlite.is_damage(error)

    def _mend(self) -> None:
        """Set the open rows aside and go on with new ones."""
        damaged = self._identity
        self.close()
        self._open(damaged)

    def _open(self, damaged: Identity | None = None) -> None:
        """Open what can be opened, and keep the reason where that is not all."""
        self._tried = True
        self._trouble = ""
        try:
            self._rows = self._connect(damaged)
        except StoreError as error:
            self._why = str(error)
        except sqlite.FAULTS as error:
            self._why = sqlite.reason(error, self._folder)
        else:
            return
        try:
            self._rows = ReadOnlyRows(self._path, TIMEOUT)
        except sqlite.FAULTS:
            self._trouble = f"No papers are stored: {self._why}"
        else:
            self._trouble = f"New papers are not stored: {self._why}"

    def _connect(self, damaged: Identity | None) -> DiskcacheRows:
        """Open the rows; in place of a damaged file a new one with all that can still be read."""
        if damaged is None:
            damaged = sqlite.identity(self._path)
            try:
                rows = diskcache_rows.connect(self._folder, TIMEOUT)
            except sqlite.FAULTS as error:
                if not sqlite.is_damage(error):
                    raise
            else:
                self._identity = sqlite.identity(self._path)
                return rows
        # Where it is another file now, another reader was faster: that one is new and whole.
        aside = sqlite.set_aside(self._path) if sqlite.identity(self._path) == damaged else None
        rows = diskcache_rows.connect(self._folder, TIMEOUT)
        self._identity = sqlite.identity(self._path)
        if aside is not None:
            self._fill(rows, aside)
        return rows

    def _fill(self, rows: DiskcacheRows, aside: Path) -> None:
        """Copy what can still be read into the new rows, and tell of it."""
        count = copy(aside, rows, TIMEOUT)
        kept = f"{count or 'no'} day{'' if count == 1 else 's'}"
        self._damage = f"The stored papers were damaged: {kept} could be kept, the rest was set aside as {aside.name}."
