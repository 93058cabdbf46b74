"""A file of SQLite's on the disk: which one it is, made for the user's eyes only, opened as its name stands there."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from reader.store import fault

Identity = tuple[int, int]

_COMPANIONS: Final = ("-journal", "-wal", "-shm")


def sqlite_version() -> str:
    """The version of SQLite that is linked to Python, such as `3.45.1`."""
    return sqlite3.sqlite_version


def identity(path: Path) -> Identity | None:
    """Return what tells whatever is there from another of the same name, or nothing where there is nothing to see."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def make(path: Path) -> None:
    """Make a file and its folders, for the user's eyes only; SQLite gives its other files the same mode.

    A file that is there is not touched: opening and closing it would drop the locks that this process has on it.

    Raises:
        IsADirectoryError: There is something else.
        OSError: It cannot be made.
    """
    missing = [place for place in (path.parent, *path.parent.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
    if find(path) is None:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def find(path: Path) -> Identity | None:
    """Return what tells a file from another of the same name, or nothing where there is none.

    Raises:
        IsADirectoryError: There is something else.
        OSError: That cannot be known.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return status.st_dev, status.st_ino


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
        FileNotFoundError: There is no file: SQLite would wait for a pipe for ever.
        sqlite3.Error: It cannot be opened.
    """
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, timeout=timeout, isolation_level=None)


def connect_read_only(path: Path, timeout: float, look: str) -> sqlite3.Connection:
    """Open a file for reading only, also where SQLite cannot make the files that it wants beside it.

    Args:
        path: The file.
        timeout: Seconds that another program may hold a lock.
        look: The query that has to work.

    Raises:
        FileNotFoundError: There is no file.
        sqlite3.Error: It cannot be read.
    """
    try:
        return _tried(connect(path, "mode=ro", timeout), look)
    except sqlite3.Error as error:
        if fault.is_busy(error):
            raise
        # Without the right to make a -shm file SQLite reads only when it is told that nobody writes.
        return _tried(connect(path, "immutable=1", timeout), look)


def _tried(connection: sqlite3.Connection, look: str) -> sqlite3.Connection:
    try:
        connection.execute(look).fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
