"""A tables on a disk that may be full, locked, damaged or not ours: what can be done is done, the rest is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, TypeVar

from reader.errors import StoreError
from reader.store import sqlite
from reader.store.marks import opening
from reader.store.marks.opening import OpenedMarks
from reader.store.marks.tables import MarkTables
from reader.store.sqlite import Identity

TIMEOUT: Final = 2.0
"""Seconds that another process may hold a lock before it is given up."""
ATTEMPTS: Final = 3
"""How often a write is begun, where the file is another one every time."""

Result = TypeVar("Result")


class MarkDatabase:
    """The tables of a file, for one thread: opened when it is needed, mended when it turns out damaged."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        """Name the file; nothing is opened or made yet."""
        # SQLite names its own files after the file that a link leads to.
        self._path = path.resolve()
        self._now = now
        self._tables: MarkTables | None = None
        self._identity: Identity | None = None
        self._tried = False
        self._prepared = False
        self._why = ""
        """Why the tables cannot be written."""
        self._trouble = ""
        self._damage = ""
        self._no_backup = ""
        self._openings = 0
        self._seen: tuple[int, int] | None = None

    @property
    def notice(self) -> str:
        """What the user should know, as a sentence, or nothing."""
        return self._trouble or self._damage or self._no_backup

    def open(self) -> None:
        """Open the tables if there is one, and begin to look for what others write."""
        if not self._tried or (self._tables is None and not self._why):
            self._open()
        if self._seen is None:
            with suppress(*sqlite.FAULTS):
                self._look()

    def read(self, call: Callable[[MarkTables], Result], missing: Result) -> Result:
        """Read from the tables; what cannot be read is missing."""
        try:
            return self.demand(call, missing)
        except StoreError:
            return missing

    def demand(self, call: Callable[[MarkTables], Result], missing: Result) -> Result:
        """Read from the tables; where nothing was marked yet, all is missing.

        Raises:
            StoreError: It cannot be read.
        """
        for last in (False, True):
            self.open()
            if self._tables is None:
                break
            try:
                return call(self._tables)
            except sqlite.FAULTS as error:
                if last or not self._can_mend(error):
                    self.close()
                    self._trouble = f"The marks cannot be read: {self._reason(error)}"
                    raise StoreError(self._trouble) from error
            self._mend()
        if self._why:
            raise StoreError(self._trouble)
        return missing

    def write(self, call: Callable[[MarkTables], Result]) -> tuple[Result, bool]:
        """Write to the tables in one transaction, and tell whether others wrote since the last look.

        Raises:
            StoreError: It could not be saved, and why.
        """
        outdated = False
        for attempt in range(ATTEMPTS):
            try:
                tables = self._writable()
                with tables.transaction():
                    outdated |= self._look()
                    result = call(tables)
            except sqlite.FAULTS as error:
                if attempt == 0 and self._can_mend(error):
                    self._mend()
                    continue
                if not sqlite.is_busy(error):
                    self.close()
                raise StoreError(f"Not saved: {self._reason(error)} Reading goes on.") from error
            # A file that was set aside meanwhile may have been read before this was in it.
            if not self._is_moved():
                return result, outdated
        raise StoreError("Not saved: another program takes the file away again and again. Reading goes on.")

    def changed(self) -> bool:
        """Tell whether others wrote since the last look."""
        self._renew()
        try:
            return self._look()
        except sqlite.FAULTS:
            self.close()
            return True

    def maintain(self) -> None:
        """Look through the whole file, mend it if need be, and make the backup of the day."""
        self._no_backup = ""
        try:
            opening.finish(self._path, TIMEOUT)
            self._renew()
            self._check()
            self._back_up()
        except sqlite.FAULTS as error:
            # Another reader that has the lock does it.
            if not sqlite.is_busy(error):
                self._no_backup = f"No backup of the marks was made: {self._reason(error)}"

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        if self._tables is not None:
            self._tables.close()
        self._tables = None
        self._tried = self._prepared = False
        self._why = ""

    def _open(self, damaged: Identity | None = None) -> None:
        """Open what can be opened, and keep the reason where that is not all."""
        self._tried = True
        self._trouble = ""
        self._identity = sqlite.identity(self._path)
        try:
            found = self._found(damaged)
        except StoreError as error:
            self._why = str(error)
        except sqlite.FAULTS as error:
            self._why = self._reason(error)
        else:
            self._take(found)
            return
        self._open_read_only()

    def _found(self, damaged: Identity | None) -> OpenedMarks | None:
        """The tables, mended if it is damaged."""
        if damaged is None:
            damaged = self._identity
            try:
                return opening.opened(self._path, self._today(), TIMEOUT)
            except sqlite.FAULTS as error:
                if not sqlite.is_damage(error):
                    raise
        now = self._now().astimezone(UTC)
        self._damage = opening.mended(self._path, damaged, now, TIMEOUT) or self._damage
        return opening.opened(self._path, self._today(), TIMEOUT)

    def _take(self, found: OpenedMarks | None) -> None:
        self._tables, self._identity = found or (None, None)
        self._openings += 1

    def _open_read_only(self) -> None:
        try:
            self._tables = opening.read_only(self._path, TIMEOUT)
        except sqlite.FAULTS:
            self._trouble = f"The marks cannot be read: {self._why}"
        else:
            self._trouble = f"New marks are not saved: {self._why}"
            self._openings += 1

    def _mend(self) -> None:
        """Set the open file aside and go on with another one."""
        damaged = self._identity
        self.close()
        self._open(damaged)

    def _renew(self) -> None:
        """Open the file that is there, if it is not the one that is open."""
        if self._tried and self._is_moved():
            self.close()
        self.open()

    def _writable(self) -> MarkTables:
        """The tables, ready to be written; made if there is none."""
        if self._why or self._is_moved():
            # The lock may be gone, the disk may have room again.
            self.close()
        self.open()
        if self._tables is None and not self._why:
            self._create()
        if self._why or self._tables is None:
            raise StoreError(f"Not saved: {self._why} Reading goes on.")
        if not self._prepared:
            self._tables.prepare()
            self._prepared = True
        return self._tables

    def _create(self) -> None:
        made = opening.create(self._path, TIMEOUT)
        self._open()
        if made:
            self._look()

    def _check(self) -> None:
        """Look through the file, and mend it if it is damaged."""
        for _ in range(ATTEMPTS):
            if self._tables is None or self._why:
                return
            try:
                self._tables.check()
            except sqlite.FAULTS as error:
                if not self._can_mend(error):
                    raise
            else:
                return
            self._mend()

    def _back_up(self) -> None:
        if self._tables is not None and self._tables.version and not self._why:
            with sqlite.held(self._path, TIMEOUT):
                from reader.store.marks import recovery

                recovery.keep_backup(self._tables, self._path, self._today())

    def _can_mend(self, error: BaseException) -> bool:
        return not self._why and sqlite.is_damage(error)

    def _is_moved(self) -> bool:
        return sqlite.identity(self._path) != self._identity

    def _look(self) -> bool:
        """Tell whether the tables is another one, or another connection wrote to it, since the last look."""
        look = (self._openings, self._tables.data_version()) if self._tables else (0, 0)
        before, self._seen = self._seen, look
        return before not in (None, look)

    def _today(self) -> date:
        return self._now().astimezone(UTC).date()

    def _reason(self, error: BaseException) -> str:
        return sqlite.reason(error, self._path.parent, "")


class InMemoryMarkDatabase:
    """What `MarkDatabase` is for a file; nobody else writes here, and nothing goes wrong."""

    notice = ""

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

    def write(self, call: Callable[[MarkTables], Result]) -> tuple[Result, bool]:
        """Write to the tables in one transaction."""
        with self._tables.transaction():
            return call(self._tables), False

    def changed(self) -> bool:
        """Tell that nobody else wrote."""
        return False

    def maintain(self) -> None:
        """Do nothing: there is no file."""

    def close(self) -> None:
        """Give the memory up."""
        self._tables.close()
