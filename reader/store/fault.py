"""What the disk and SQLite complain about, sorted and in words."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path
from typing import Final

FAULTS: Final = (sqlite3.Error, OSError)
"""All that opening, reading and writing can raise."""

_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FULL: Final = {sqlite3.SQLITE_FULL}
_BARRED: Final = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


class DamageError(sqlite3.DatabaseError):
    """A file that can be read, but is not what was stored."""


def is_damage(error: BaseException) -> bool:
    """Tell whether what stands there is not, or not any more, what SQLite wrote."""
    cause = _first(error)
    # The module's own OperationalErrors have no code: they say that a text is not UTF-8.
    undecodable = isinstance(cause, sqlite3.OperationalError) and not hasattr(cause, "sqlite_errorcode")
    return undecodable or isinstance(cause, (IsADirectoryError, DamageError)) or _code(error) in _DAMAGED


def is_busy(error: BaseException) -> bool:
    """Tell whether another process was in the way."""
    return _code(error) in _BUSY


def reason(error: BaseException, folder: Path, option: str = "--cache-dir") -> str:
    """Return why, and what to do about it, as the end of a sentence; `option` names another folder, if one does."""
    cause = _first(error)
    code = _code(error)
    number = cause.errno if isinstance(cause, OSError) else None
    if code in _FULL or number in (errno.ENOSPC, errno.EDQUOT) or (code == sqlite3.SQLITE_IOERR and _is_full(folder)):
        return "the disk is full. Free some space."
    if code in _BUSY:
        return "another program is writing there. Close it, or try again."
    if code in _BARRED or number in (errno.EACCES, errno.EPERM, errno.EROFS):
        other = f", or choose another folder with {option}" if option else ""
        return f"{folder} cannot be written. Change its permissions{other}."
    words = cause.strerror if isinstance(cause, OSError) else str(cause)
    advice = f"Choose another folder with {option}." if option else "Look what is there, and try again."
    return f"{folder} failed ({words or type(cause).__name__}). {advice}"


def _is_full(folder: Path) -> bool:
    """Tell whether there is no room for SQLite's -shm file, which is an I/O error to it."""
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
