"""A lock that all readers of a file share: an empty SQLite file, whose locks work everywhere and end with a process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from reader.store import file


@contextmanager
def held(path: Path, timeout: float) -> Iterator[None]:
    """Hold the lock of a file, as long as the block takes; `timeout` is in seconds.

    Raises:
        sqlite3.Error: Another reader has it for longer than that.
        OSError: It cannot be made.
    """
    lock = path.with_suffix(".lock")
    file.make(lock)
    with closing(file.connect(lock, "mode=rw", timeout)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
