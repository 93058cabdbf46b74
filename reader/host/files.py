"""Files that the user asked for: written beside their place and put there once they are whole."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Final

from reader import ownership
from reader.errors import HostError
from reader.papers.text import clean

SHOWN: Final = 120
"""Characters of a name that a sentence repeats."""
PRIVATE: Final = 0o600
"""The mode of a file that only its user can read: their notes, their settings."""
SHARED: Final = 0o666
"""The mode that a program asks for a document; the user's umask takes away from it."""


class ExistsError(HostError):
    """There is a file already, and nobody said that it may be replaced."""


def write(name: str, pieces: Iterable[bytes], *, over: bool = False) -> Path:
    """Write a file with the permissions that the user's files have, and return where it is.

    Args:
        name: As the user wrote it, `~` being their home.
        pieces: What it holds.
        over: Whether a file that is there may be replaced; a link to it stays.

    Raises:
        ExistsError: There is one, and it may not be; nothing was written.
        HostError: It cannot be written, and why; what was there is unchanged.
    """
    if not name.strip():
        raise HostError("The name of the file is empty. Choose another name.")
    path = None
    try:
        path = Path(name).expanduser().absolute()
        _check(path, name, over)
        path = path.resolve()
        with replaced(path, partial(_check, path, name, over), mode=SHARED) as stream:
            for piece in pieces:
                stream.write(piece)
    # Nobody's home is a RuntimeError, and so were links in a circle before Python 3.13; a NUL is a ValueError.
    except (OSError, RuntimeError, ValueError) as error:
        why = reason(error, path.parent) if path and isinstance(error, OSError) else "it is not the name of a file"
        raise HostError(f"{_shown(name)} cannot be written: {why}. Choose another file.") from error
    return path


@contextmanager
def replaced(path: Path, check: Callable[[], None], *, mode: int) -> Iterator[IO[bytes]]:
    """Write a file, and put it in place once it is complete.

    Args:
        path: The place.
        check: Raises where a file that is there by then may not be replaced, as another program can make it meanwhile.
        mode: `SHARED`, for the permissions that a file there has or a new one gets, or `PRIVATE`.

    Raises:
        OSError: It cannot be written; what was there is unchanged.
    """
    # Not `tempfile`, whose files are private: which permissions a new file gets is known to the system alone.
    beside = path.with_name(f".daily-papers-{os.urandom(8).hex()}")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
            stream.flush()
            if mode == SHARED and (former := _mode(path)) is not None:
                os.fchmod(number, former)
            os.fsync(number)
        check()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _mode(path: Path) -> int | None:
    """The permissions of a file, or nothing where there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def reason(error: OSError, folder: Path) -> str:
    """Why a file in a folder cannot be written, as the end of a clause."""
    if isinstance(error, FileNotFoundError) and not folder.is_dir():
        return f"the folder {clean(str(folder))} does not exist. Create it (mkdir -p) first"
    return error.strerror or str(error)


def _check(path: Path, name: str, over: bool) -> None:
    if ownership.find(path) is not None and not over:
        raise ExistsError(f"{_shown(name)} already exists.")


def opened(path: Path) -> IO[bytes]:
    """Open a device or a pipe for writing.

    Raises:
        OSError: It cannot be opened, or is a pipe that nobody reads, for which one would wait.
    """
    try:
        number = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(error.errno, "it is a pipe that nobody reads", str(path)) from None
        raise
    os.set_blocking(number, True)
    return os.fdopen(number, "wb")


def _shown(name: str) -> str:
    return clean(name, limit=SHOWN)
