"""Where a command writes what it was asked for: stdout, or a file that is replaced as a whole."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Final

from reader.errors import StoreError
from reader.papers.text import clean

STANDARD: Final = "-"
"""The name of stdin and of stdout."""


@contextmanager
def output(name: str) -> Iterator[IO[bytes]]:
    """Open what is written to; a file is put in its place when it is complete.

    Args:
        name: A file, or `STANDARD`, where a pipe that nobody reads any more is no error.

    Raises:
        StoreError: It cannot be written.
    """
    try:
        with standard(sys.stdout, "wb") if name == STANDARD else _place(Path(name)) as stream:
            yield stream
    except BrokenPipeError:
        return  # Whoever reads the pipe has seen enough.
    except OSError as error:
        raise StoreError(f"{shown(name, 'stdout')} cannot be written: {error.strerror}.") from error


def standard(stream: IO[str] | None, mode: str) -> IO[bytes]:
    """A stream of our own on a standard one: what it could not write is not tried again when Python ends.

    Raises:
        OSError: It is closed.
    """
    if stream is None:
        raise OSError(errno.EBADF, "it is closed")
    opened: IO[bytes] = os.fdopen(stream.fileno(), mode, closefd=False)
    return opened


def shown(name: str, instead: str) -> str:
    """A name of a file for people, or another word for a standard stream."""
    return instead if name == STANDARD else clean(name)


def _place(path: Path) -> AbstractContextManager[IO[bytes]]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    # A device or a pipe is written to; it must not become a file.
    return _replaced(path.resolve()) if stat.S_ISREG(mode) else path.open("wb")


@contextmanager
def _replaced(path: Path) -> Iterator[IO[bytes]]:
    """Put a file, for the user's eyes only, in the place of another when it is complete."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".daily-papers-")
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(number)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
