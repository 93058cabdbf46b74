"""SQLite files: opened, locked, set aside, and what their errors mean."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader import ownership
from reader.ownership import ForeignFileError

if TYPE_CHECKING:
    from typing import Protocol

    class Checkable(Protocol):
        """A file that is open for reading."""

        def problem(self) -> str:
            """Check the whole file, and return the first fault that SQLite finds, or nothing."""

        def close(self) -> None:
            """Close it."""


FAULTS: Final = (sqlite3.Error, OSError, UnicodeDecodeError)
"""All that opening, reading and writing can raise; the last where SQLite's own message has a damaged text in it."""

TIMEOUT: Final = 2.0
"""Seconds that another program may hold a lock before the reader gives up."""

_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FULL: Final = {sqlite3.SQLITE_FULL}
_BARRED: Final = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_OF_THE_DISK: Final = _BUSY | _FULL | _BARRED | {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT}


class DamageError(sqlite3.DatabaseError):
    """A file that can be read, but is not what was stored."""


def is_damage(error: BaseException) -> bool:
    """Tell whether the file is not, or no longer, what SQLite wrote."""
    cause = _first(error)
    # The module's own OperationalErrors have no code: they say that a text is not UTF-8.
    undecodable = isinstance(cause, sqlite3.OperationalError) and not hasattr(cause, "sqlite_errorcode")
    return undecodable or isinstance(cause, DamageError | UnicodeDecodeError) or _code(error) in _DAMAGED


def is_unexplained(error: BaseException) -> bool:
    """Tell whether SQLite refused a statement for what it says, or for what is in the file: a whole one allows ours."""
    return isinstance(_first(error), sqlite3.Error) and _code(error) not in _OF_THE_DISK - {sqlite3.SQLITE_READONLY}


def is_busy(error: BaseException) -> bool:
    """Tell whether another process was in the way."""
    return _code(error) in _BUSY


def reason(error: BaseException, folder: Path, option: str = "--cache-dir", *files: Path) -> str:
    """Return the cause and the remedy, as the end of a sentence; `option` is the one that names another folder."""
    cause = _first(error)
    code = _code(error)
    if isinstance(cause, ForeignFileError):
        other = f", or choose another folder with {option}" if option else ""
        return f"{cause.filename} {cause.why}. Move it away{other}."
    number = cause.errno if isinstance(cause, OSError) else None
    if code in _FULL or number in (errno.ENOSPC, errno.EDQUOT) or (code == sqlite3.SQLITE_IOERR and _is_full(folder)):
        return "the disk is full. Free some space."
    if code in _BUSY:
        return "another program is writing there. Close it, or try again."
    if code in _BARRED or number in (errno.EACCES, errno.EPERM, errno.EROFS):
        other = f", or choose another folder with {option}" if option else ""
        if unreadable := next(filter(ownership.is_unreadable, (folder, *files)), None):
            return f"{unreadable} cannot be read. Change its permissions{other}."
        return f"{folder} cannot be written. Change its permissions{other}."
    words = cause.strerror if isinstance(cause, OSError) else str(cause)
    advice = f"Choose another folder with {option}." if option else "Check what is there and try again."
    return f"{folder} failed ({words or type(cause).__name__}). {advice}"


def _is_full(folder: Path) -> bool:
    """Tell whether there is no room for SQLite's -shm file, which is an I/O error to it."""
    import shutil  # 2 ms that only a failure needs.

    try:
        return shutil.disk_usage(folder).free < 2**15
    except OSError:
        return False


def _code(error: BaseException) -> int:
    """Return SQLite's primary result code, or 0: errors of the `sqlite3` module itself carry none."""
    code: int = getattr(_first(error), "sqlite_errorcode", 0)
    return code & 0xFF


def _first(error: BaseException) -> BaseException:
    """Return the error that led to this one.

    A ROLLBACK fails after a full disk has rolled back, which hides why.
    """
    while isinstance(error.__context__, FAULTS):
        error = error.__context__
    return error


Identity = tuple[int, int]

_COMPANIONS: Final = ("-journal", "-wal", "-shm")


def sqlite_version() -> str:
    """The version of SQLite that is linked to Python, such as `3.45.1`."""
    return sqlite3.sqlite_version


def identity(path: Path) -> Identity | None:
    """Return what identifies a file, folder or pipe, or nothing if it does not exist or cannot be seen."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def make(path: Path) -> None:
    """Make a file and its folders, readable by the user only; SQLite gives its other files the same mode.

    An existing file is not touched: opening and closing it would drop the locks that this process has on it.

    Raises:
        ForeignFileError: It exists, but is not a file of this user's.
        OSError: It cannot be made.
    """
    ownership.make_folder(path.parent)
    if find(path) is None:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def target(path: Path) -> Path:
    """Return the file that a link leads to, beside which SQLite makes its own; else the path, which `find` judges."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError):  # The latter of a circle, before Python 3.13.
        return path


def find(path: Path) -> Identity | None:
    """Return what identifies a file, or nothing if it does not exist.

    Raises:
        ForeignFileError: It exists, but is not a file of this user's, or what is beside it is not SQLite's.
        OSError: That cannot be known.
    """
    _check_companions(path)
    status = ownership.find(path)
    return None if status is None else (status.st_dev, status.st_ino)


def _check_companions(path: Path) -> None:
    """Raise where something else has the name of a file of SQLite's own, which it would write to, or wait for."""
    for companion in _COMPANIONS:
        ownership.check_regular(f"{path}{companion}")


def remove(path: Path) -> None:
    """Remove a file with all that SQLite made beside it, as far as it can be."""
    remove_companions(path)
    with suppress(OSError):
        path.unlink()


def remove_companions(path: Path) -> None:
    """Remove what SQLite made beside a file, as far as it can be."""
    for companion in _COMPANIONS:
        with suppress(OSError):
            path.with_name(path.name + companion).unlink()


def connect(path: Path, how: str, timeout: float) -> sqlite3.Connection:
    """Open a file in the way that the parameters of its address name; `timeout` is in seconds.

    Raises:
        FileNotFoundError: It is not a file; SQLite would wait for a pipe forever.
        ForeignFileError: Something beside it is not SQLite's.
        sqlite3.Error: It cannot be opened.
    """
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    _check_companions(path)
    return sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, timeout=timeout, isolation_level=None)


def connect_read_only(path: Path, timeout: float, look: str) -> sqlite3.Connection:
    """Open a file for reading only, also where SQLite cannot make the files that it wants beside it.

    Beside the file of another user nothing is made.

    Args:
        path: The file.
        timeout: Seconds that another program may hold a lock.
        look: The query that has to work.

    Raises:
        FileNotFoundError: It does not exist.
        sqlite3.Error: It cannot be read.
    """
    try:
        return _tried(connect(path, "mode=ro" if ownership.is_ours(path) else _untouched(path), timeout), look)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if is_busy(error):
            raise
        # Without the right to make a -shm file SQLite reads only when it is told that nobody writes.
        return _tried(connect(path, "immutable=1", timeout), look)


def connect_untouched(path: Path, timeout: float, look: str) -> sqlite3.Connection:
    """Open a file for reading only, so that no file is created beside it, as `mode=ro` creates two.

    While another program has it open, what that one wrote last is read, too; else what is in the file itself.

    Args:
        path: The file.
        timeout: Seconds that another program may hold a lock.
        look: The query that has to work.

    Raises:
        FileNotFoundError: It does not exist.
        sqlite3.Error: It cannot be read, or not without creating a file.
    """
    return _tried(connect(path, _untouched(path), timeout), look)


def _untouched(path: Path) -> str:
    is_open = path.with_name(path.name + "-wal").exists()
    return "mode=ro&readonly_shm=1" if is_open else "immutable=1"


def _tried(connection: sqlite3.Connection, look: str) -> sqlite3.Connection:
    try:
        connection.execute(look).fetchall()
    except FAULTS:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write all or nothing; others may read meanwhile, but not write."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # A full disk has rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def held(path: Path, timeout: float) -> Iterator[None]:
    """Hold the lock of a file during a block; `timeout` is in seconds. A damaged lock is made whole.

    Raises:
        sqlite3.Error: Another reader has it for longer than that.
        OSError: It cannot be made.
    """
    lock = path.with_suffix(".lock")
    ownership.find_plain(lock)
    make(lock)
    with closing(connect(lock, "mode=rw", timeout)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            # There is never anything in it. Emptied where it is: of another file another reader would have the lock.
            os.truncate(lock, 0)
            connection.execute("BEGIN EXCLUSIVE")
        yield


_WAL_COMPANIONS: Final = ("-wal", "-shm")
"""SQLite's own files beside a database; they belong to it under its new name too."""


def first_fault(connection: sqlite3.Connection) -> str:
    """Check the whole file of a connection, and return the first fault that SQLite finds, or nothing."""
    # Not `quick_check`, which does not find that an index has lost a row.
    [(found,)] = connection.execute("PRAGMA integrity_check(1)").fetchall()
    return "" if found == "ok" else str(found)


def fault_of(path: Path, opened: Callable[[], Checkable]) -> str:
    """Check a file, and return what is wrong with it, or nothing; what only opening it meets is reported by that.

    Args:
        path: The file, which may be missing.
        opened: Opens it for reading only.
    """
    try:
        if find(path) is None:
            return ""
        with closing(opened()) as stored:
            return stored.problem()
    except FAULTS as error:
        return str(error) if is_damage(error) else ""


def set_aside_before(path: Path) -> list[str]:
    """The names of the files of a database that were set aside, the oldest first."""
    names = (place.name for place in path.parent.glob(f"{path.name}.corrupt-*"))
    return sorted(name for name in names if not name.endswith(_WAL_COMPANIONS))


def set_aside(path: Path) -> Path:
    """Rename a database to `NAME.corrupt-TIME` and return its new path; nothing is overwritten.

    Raises:
        ForeignFileError: It is not a file of this user's.
        OSError: The folder cannot be written.
    """
    find(path)
    stem = f"{path.name}.corrupt-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    taken = {place.name for place in path.parent.iterdir()}
    name, number = stem, 1
    while any(other.startswith(name) for other in taken):
        number += 1
        name = f"{stem}-{number}"
    aside = path.with_name(name)
    # The database last: a new one must not meet the log of the old one.
    for companion in _WAL_COMPANIONS:
        if path.name + companion in taken:
            path.with_name(path.name + companion).rename(aside.with_name(name + companion))
    return path.rename(aside)
