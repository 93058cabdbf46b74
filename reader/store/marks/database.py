"""The file of marks: made with the first mark, watched for what others write, backed up, and restored if damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from reader.store import sqlite
from reader.store.handle import ATTEMPTS, DatabaseHandle, Words
from reader.store.marks import opening
from reader.store.marks.tables import MarkTables, newest_version, schemas
from reader.store.sqlite import Identity

if TYPE_CHECKING:
    from reader.store.diagnosis import Schemas

Result = TypeVar("Result")


class MarkDatabase(DatabaseHandle[MarkTables, MarkTables]):
    """Mark database that survives a full, locked or damaged disk; problems are reported in `notice`."""

    words: ClassVar[Words] = Words(
        unreadable="The marks cannot be read",
        closed="The marks cannot be read",
        read_only="New marks are not saved",
    )

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        """Name the file; nothing is opened or made yet."""
        # SQLite names its own files after the file that a link leads to.
        super().__init__(sqlite.target(path))
        self._now = now
        self._prepared: MarkTables | None = None
        self._no_backup = ""
        self._seen: tuple[MarkTables | None, int] | None = None

    @property
    def notice(self) -> str:
        """What the user should know, as a sentence, or nothing."""
        return super().notice or self._no_backup

    def open(self) -> None:
        """Open the file if there is one, and begin to look for what others write."""
        super().open()
        if self._seen is None:
            with suppress(*sqlite.FAULTS):
                self._look()

    def commit(self, call: Callable[[MarkTables], Result]) -> tuple[Result, bool]:
        """Write to the tables in one transaction, and tell whether others wrote since the last look.

        Raises:
            StoreError: It could not be saved, and why.
        """
        outdated = False

        def write(tables: MarkTables) -> Result:
            nonlocal outdated
            if self._prepared is not tables:
                tables.prepare()
                self._prepared = tables
            with tables.transaction():
                outdated |= self._look()
                return call(tables)

        return self.write(write), outdated

    def changed(self) -> bool:
        """Tell whether others wrote since the last look."""
        self._renew()
        try:
            return self._look()
        except sqlite.FAULTS:
            self.close()
            return True

    def check(self) -> None:
        """Check the whole file, and repair it if need be; what keeps it from that shows when it is read."""
        with suppress(*sqlite.FAULTS):
            self._renew()
            self._check()

    def maintain(self) -> None:
        """Check the whole file, repair it if need be, and make the backup of the day."""
        self._no_backup = ""
        try:
            opening.finish(self._path)
            self._renew()
            self._check()
            self._back_up()
        except sqlite.FAULTS as error:
            # Another reader that has the lock does it.
            if not sqlite.is_busy(error):
                self._no_backup = f"No backup of the marks was made: {self._reason(error)}"

    def _find(self) -> Identity | None:
        """Find the file; browsing makes none."""
        return sqlite.find(self._path)

    def _connect(self) -> MarkTables:
        return MarkTables(sqlite.connect(self._path, "mode=rw", sqlite.TIMEOUT))

    def _accept(self, rows: MarkTables) -> None:
        if rows.version != newest_version() and not rows.is_empty() and self._is_damaged():
            raise sqlite.DamageError("its version is another one")
        opening.accept(rows, self._path, self._today())

    def _connect_read_only(self) -> MarkTables:
        return MarkTables(sqlite.connect_read_only(self._path, sqlite.TIMEOUT, "PRAGMA user_version"))

    def _restore(self, damaged: Identity) -> str:
        return opening.restore(self._path, damaged, self._now().astimezone(UTC))

    def _schemas(self) -> Schemas:
        return schemas()

    def _create(self) -> None:
        if opening.create(self._path):
            # What this reader makes is not what another one wrote: look from here on.
            self._seen = None

    def _renew(self) -> None:
        """Open the file that is in its place now, if another one is open."""
        if self._tried and self._is_moved():
            self.close()
        self.open()

    def _check(self) -> None:
        """Check the whole file, and repair it if it is damaged."""
        for _ in range(ATTEMPTS):
            if self._rows is None:
                return
            try:
                self._rows.check()
            except sqlite.FAULTS as error:
                if not self._can_repair(error):
                    raise
            else:
                return
            self._repair()

    def _back_up(self) -> None:
        if self._rows is not None and self._rows.version:
            opening.back_up(self._rows, self._path, self._today())

    def _look(self) -> bool:
        """Tell whether another file was opened, or another connection wrote to it, since the last look."""
        tables = self._opened()
        look = (tables, 0 if tables is None else tables.data_version())
        before, self._seen = self._seen, look
        return before not in (None, look)

    def _today(self) -> date:
        return self._now().astimezone(UTC).date()


class InMemoryMarkDatabase:
    """A `MarkDatabase` without a file: no other process writes to it, and no disk fails."""

    notice = unreadable = ""

    def __init__(self) -> None:
        """Make the tables."""
        self._tables = MarkTables(sqlite3.connect(":memory:", isolation_level=None))
        self._tables.prepare()

    def open(self) -> None:
        """Do nothing: it is open."""

    def read(self, call: Callable[[MarkTables], Result], missing: Result) -> Result:
        """Read from the tables."""
        return call(self._tables)

    demand = read

    def commit(self, call: Callable[[MarkTables], Result]) -> tuple[Result, bool]:
        """Write to the tables in one transaction."""
        with self._tables.transaction():
            return call(self._tables), False

    def changed(self) -> bool:
        """Tell that nobody else wrote."""
        return False

    def check(self) -> None:
        """Do nothing: it has no file."""

    def maintain(self) -> None:
        """Do nothing: it has no file."""

    def close(self) -> None:
        """Free the memory."""
        self._tables.close()
