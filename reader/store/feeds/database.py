"""The file of stored feeds: made when it is opened; a damaged one is replaced by one with all that is still whole."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from reader.papers.humanize import exactly
from reader.store import sqlite
from reader.store.feeds import diskcache_rows, rows
from reader.store.feeds.diskcache_rows import DiskcacheRows
from reader.store.feeds.readonly_rows import FILE_NAME, MODE_RAW, ReadOnlyRows
from reader.store.handle import DatabaseHandle, Words, repaired
from reader.store.sqlite import Identity

if TYPE_CHECKING:
    from reader.store.diagnosis import Schemas

_CACHE: Final = ("n", "t", "i", "nir", "n", "nir", "ni", "n", "ni", "i", "n", "b")
"""What is in the columns of a row of ours; the first one is its number, which is not among them."""


def copy(aside: Path, stored: DiskcacheRows) -> int:
    """Copy the readable rows of a file that was set aside, as long as there is room; return of how many days they are.

    A row that another reader has stored meanwhile is newer and stays. Days without papers are copied, too, but not
    counted, nor are those of a newer version: they cannot be listed.
    """
    from reader.store.salvage import salvaged  # Few ever need it.

    count = 0
    with suppress(*sqlite.FAULTS):
        for _, (_, key, raw, *_, mode, _, value) in salvaged(aside, {"Cache": _CACHE}, stored.roots()):
            if not isinstance(key, str) or not isinstance(value, bytes) or (raw, mode) != (1, MODE_RAW):
                continue
            if len(value) <= rows.SIZE_LIMIT and rows.is_json(value) and stored.add(key, value):
                day = rows.day_with_papers(key)
                count += day is not None and rows.head(value, day) is not None
    return count


class FeedDatabase(DatabaseHandle[DiskcacheRows, ReadOnlyRows]):
    """Feed database that survives a full, locked or damaged disk; problems are reported in `notice`."""

    words: ClassVar[Words] = Words(
        unreadable="The stored papers cannot be read",
        closed="Papers cannot be stored",
        read_only="New papers are not stored",
        option="--cache-dir",
    )

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is opened or made yet."""
        super().__init__(folder / FILE_NAME)
        self._folder = folder

    def value(self, key: str) -> bytes | None:
        """Return the value of a key; what cannot be read is missing."""
        return self.read(lambda rows: rows.value(key), None)

    def names(self) -> list[str]:
        """Return all keys; where they cannot be read there are none."""
        return self.read(lambda rows: rows.names(), [])

    def replace(self, key: str, value: bytes | rows.FeedBytes, former: str) -> None:
        """Set the value of a key and delete another key, both or neither.

        Raises:
            StoreError: It could not be saved, and why.
        """
        self.write(lambda rows: rows.replace(key, value, former))

    def put_last(self, key: str, value: bytes, start: str, most: int) -> None:
        """Set the value of a key, and of the keys that begin so delete those that were set first, but for the last.

        Raises:
            StoreError: It could not be saved, and why.
        """
        self.write(lambda rows: rows.put_last(key, value, start, most))

    def delete(self, keys: Sequence[str]) -> None:
        """Delete keys, all or none.

        Raises:
            StoreError: They could not be deleted, and why.
        """
        self.write(lambda rows: rows.delete_all(keys))

    def _find(self) -> Identity | None:
        """Find the file, or make it: unlike marks, a cache exists once it was looked at."""
        diskcache_rows.make(self._folder)
        return sqlite.find(self._path)

    def _connect(self) -> DiskcacheRows:
        return diskcache_rows.connect(self._folder, sqlite.TIMEOUT)

    def _accept(self, rows: DiskcacheRows) -> None:
        """Accept every file: each row has a version of its own, the table has none."""

    def _connect_read_only(self) -> ReadOnlyRows:
        return ReadOnlyRows(self._path, sqlite.TIMEOUT)

    def _restore(self, damaged: Identity) -> str:
        """Set the file aside and copy what can still be read: there are no backups, the Hub has the papers."""
        aside = sqlite.set_aside(self._path)
        with closing(diskcache_rows.connect(self._folder, sqlite.TIMEOUT)) as stored:
            count = copy(aside, stored)
        return repaired("The stored papers", f"{exactly(count, 'day') if count else 'none'} could be kept", aside)

    def _schemas(self) -> Schemas:
        """What is in a file that was made now: the tables are diskcache's and have no version."""
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder, closing(diskcache_rows.connect(Path(folder), sqlite.TIMEOUT)) as fresh:
            return {0: fresh.schema()}

    def _create(self) -> None:
        """Do nothing: it was made when it was looked for."""
