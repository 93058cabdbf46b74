"""Files that the user asked for: written beside their place and put there once they are whole."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Final

from reader.errors import HostError
from reader.papers.text import clean

SHOWN: Final = 120
"""Characters of a name that a sentence repeats."""


class ExistsError(HostError):
    """There is a file already, and nobody said that it may be replaced."""


def write(name: str, pieces: Iterable[bytes], *, over: bool = False) -> Path:
    """Write a file that only the user can read, and return where it is.

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
    try:
        path = Path(name).expanduser().resolve()
        _check(path, name, over)
        with replaced(path, partial(_check, path, name, over)) as stream:
            for piece in pieces:
                stream.write(piece)
    # Nobody's home is a RuntimeError, and so were links in a circle before Python 3.13; a NUL is a ValueError.
    except (OSError, RuntimeError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or "it is not the name of a file"
        raise HostError(f"{_shown(name)} cannot be written: {why}. Choose another file.") from error
    return path


@contextmanager
def replaced(path: Path, check: Callable[[], None]) -> Iterator[IO[bytes]]:
    """Write a file that only the user can read, and put it in place once it is complete.

    Args:
        path: The place.
        check: Raises where a file that is there by then may not be replaced, as another program can make it meanwhile.

    Raises:
        OSError: It cannot be written; what was there is unchanged.
    """
    number, beside = tempfile.mkstemp(dir=path.parent, prefix=".daily-papers-")
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(number)
        check()
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)


def _check(path: Path, name: str, over: bool) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise HostError(f"{_shown(name)} is not a file but a folder or a device. Choose another name.")
    if not over:
        raise ExistsError(f"{_shown(name)} already exists.")


def _shown(name: str) -> str:
    return clean(name, limit=SHOWN)
