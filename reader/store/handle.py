"""A handle on one SQLite file that repairs itself: open it when needed, read and write what can be, say what cannot."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Generic, Protocol, TypeVar

from msgspec import Struct

from reader.errors import StoreError
from reader.store import sqlite
from reader.store.sqlite import Identity

if TYPE_CHECKING:
    from reader.store.diagnosis import Schemas

ATTEMPTS: Final = 3
"""How often a write is begun, where the file is another one every time."""


class Closable(Protocol):
    """What a store opens."""

    def close(self) -> None:
        """Close the file."""


Writable = TypeVar("Writable", bound=Closable)
ReadOnly = TypeVar("ReadOnly", bound=Closable)
Result = TypeVar("Result")


class Words(Struct, frozen=True):
    """A store's name for each kind of trouble; a colon and the reason follow."""

    unreadable: str
    """It could be opened, but not read."""
    closed: str
    """It could not be opened at all."""
    read_only: str
    """It could be opened for reading only."""
    option: str = ""
    """The command-line option that names another folder, if there is one."""


class DatabaseHandle(ABC, Generic[Writable, ReadOnly]):
    """One SQLite file, for one thread: opened when it is first needed, repaired when it turns out damaged.

    A full, locked, read-only or damaged disk never stops reading what can be read. Problems are reported in `notice`;
    what could not be saved is a `StoreError`. A store adds how its file is found, opened, restored and created.
    """

    words: ClassVar[Words]

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is opened or made yet."""
        self._path = path
        self._rows: Writable | None = None
        self._read_only: ReadOnly | None = None
        self._identity: Identity | None = None
        """The file that was looked at last."""
        self._tried = False
        self._why = ""
        """Why it cannot be written."""
        self._trouble = ""
        self._damage = ""

    @abstractmethod
    def _find(self) -> Identity | None:
        """Return what identifies the file, or nothing if it does not exist yet."""

    @abstractmethod
    def _connect(self) -> Writable:
        """Open the file that was found."""

    @abstractmethod
    def _accept(self, rows: Writable) -> None:
        """Bring an open file to this version, or raise `StoreError` or `DamageError`."""

    @abstractmethod
    def _connect_read_only(self) -> ReadOnly:
        """Open the file for reading only."""

    @abstractmethod
    def _restore(self, damaged: Identity) -> str:
        """Put a whole file in the place of a damaged one, and return a sentence; nothing if another process did."""

    @abstractmethod
    def _schemas(self) -> Schemas:
        """What is in a file of each version; it is asked only where a statement failed that should not."""

    @abstractmethod
    def _create(self) -> None:
        """Create the file for the first write."""

    @property
    def notice(self) -> str:
        """What the user should know, as a sentence, or nothing."""
        return self._trouble or self._damage

    @property
    def unreadable(self) -> str:
        """Why nothing that is stored can be read, as a sentence, or nothing."""
        return self._trouble if self._opened() is None else ""

    @property
    def is_read_only(self) -> bool:
        """Whether the file is open for reading only, and nothing else is the matter."""
        return self._read_only is not None and not self._damage

    def open(self) -> None:
        """Open the file if there is one."""
        if not self._tried or (self._opened() is None and not self._why):
            self._open()

    def read(self, call: Callable[[Writable | ReadOnly], Result], missing: Result) -> Result:
        """Read from the file; what cannot be read is missing."""
        try:
            return self.demand(call, missing)
        except StoreError:
            return missing

    def demand(self, call: Callable[[Writable | ReadOnly], Result], missing: Result) -> Result:
        """Read from the file; before the first write all is missing.

        Raises:
            StoreError: It cannot be read.
        """
        for last in (False, True):
            self.open()
            opened = self._opened()
            if opened is None:
                break
            try:
                return call(opened)
            except sqlite.FAULTS as error:
                if last or not self._can_repair(error):
                    self.close()
                    self._trouble = f"{self.words.unreadable}: {self._reason(error)}"
                    raise StoreError(self._trouble) from error
            self._repair()
        if self._why:
            raise StoreError(self._trouble)
        return missing

    def write(self, call: Callable[[Writable], Result]) -> Result:
        """Write to the file; the call is made again if the file was damaged, or set aside meanwhile.

        Raises:
            StoreError: It could not be saved, and why.
        """
        for attempt in range(ATTEMPTS):
            try:
                result = call(self._writable())
            except sqlite.FAULTS as error:
                if attempt == 0 and self._can_repair(error):
                    self._repair()
                    continue
                if not sqlite.is_busy(error):
                    # The transaction may still be open.
                    self.close()
                raise _unsaved(self._reason(error)) from error
            # A file that was set aside meanwhile may have been read before this was in it.
            if not self._is_moved():
                return result
        raise _unsaved("another program keeps removing the file.")

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        opened = self._opened()
        self._rows = self._read_only = None
        self._tried = False
        self._why = ""
        if opened is not None:
            opened.close()

    def _opened(self) -> Writable | ReadOnly | None:
        # Not by truth: an empty table of diskcache is false.
        return self._rows if self._rows is not None else self._read_only

    def _open(self, damaged: Identity | None = None) -> None:
        """Open what can be opened, and keep the reason where that is not all."""
        self._tried = True
        self._trouble = ""
        self._identity = sqlite.identity(self._path)
        try:
            self._rows = self._found(damaged)
        except StoreError as error:
            self._why = str(error)
        except sqlite.FAULTS as error:
            self._why = self._reason(error)
        else:
            return
        try:
            self._read_only = self._connect_read_only()
        except sqlite.FAULTS:
            self._trouble = f"{self.words.closed}: {self._why}"
        else:
            self._trouble = f"{self.words.read_only}: {self._why}"

    def _found(self, damaged: Identity | None) -> Writable | None:
        """Open the file, restored if it is damaged, or nothing if it does not exist."""
        if damaged is None:
            try:
                return self._connected()
            except sqlite.FAULTS as error:
                if not self._is_damage(error):
                    raise
            damaged = self._identity
        # Where it is another file now, another process was faster: that one is new and whole.
        if damaged is not None and sqlite.identity(self._path) == damaged:
            self._damage = self._restore(damaged) or self._damage
        return self._connected()

    def _connected(self) -> Writable | None:
        """Open the file that is in its place now."""
        while (identity := self._find()) is not None:
            self._identity = identity
            rows = self._connect()
            # The log beside another file of the same name is not this one's.
            if sqlite.identity(self._path) == identity:
                return self._accepted(rows)
            rows.close()
        self._identity = None
        return None

    def _accepted(self, rows: Writable) -> Writable:
        try:
            self._accept(rows)
        except (*sqlite.FAULTS, StoreError):
            rows.close()
            raise
        return rows

    def _writable(self) -> Writable:
        """Return the open file, ready to be written; create it if there is none."""
        if self._rows is None or self._is_moved():
            # The lock may be gone, the disk may have room again.
            self.close()
        self.open()
        if self._rows is None and not self._why:
            self._create()
            self.open()
        if self._rows is None:
            raise _unsaved(self._why)
        return self._rows

    def _repair(self) -> None:
        """Go on with another file in the place of the damaged one that is open."""
        damaged = self._identity
        self.close()
        self._open(damaged)

    def _can_repair(self, error: BaseException) -> bool:
        return not self._why and self._is_damage(error)

    def _is_damage(self, error: BaseException) -> bool:
        return sqlite.is_damage(error) or (sqlite.is_unexplained(error) and self._is_damaged())

    def _is_damaged(self) -> bool:
        """Look at the file itself."""
        from reader.store import diagnosis  # Few ever need it.

        return diagnosis.is_damaged(self._path, self._schemas())

    def _is_moved(self) -> bool:
        """Tell whether another file is in its place now, or none."""
        return sqlite.identity(self._path) != self._identity

    def _reason(self, error: BaseException) -> str:
        return sqlite.reason(error, self._path.parent, self.words.option, self._path)


def _unsaved(why: str) -> StoreError:
    return StoreError(f"Not saved: {why} Reading still works.")


def repaired(what: str, kept: str, aside: Path) -> str:
    """The notice of a repair: what was damaged, what could be kept of it, and where the damaged file is."""
    return f"{what} were damaged: {kept}. The damaged file was set aside as {aside.name}."
