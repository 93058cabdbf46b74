"""Files to be spoiled, and what is said of them."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from reader.store import sqlite
from tests.store.bad_disk.stores import Store

PAGE: Final = 4096
"""Bytes of a page of SQLite's."""
FULL: Final = "the disk is full. Free some space."
BUSY: Final = "another program is writing there. Close it, or try again."

Opener = Callable[..., Any]


def content(path: Path) -> bytes:
    """What is in a file."""
    return path.read_bytes()


def move(path: Path, place: Path) -> Path:
    """Give a file another name."""
    return path.rename(place)


def remove(path: Path, what: str) -> None:
    """Remove a file alone, with its log, or with its folder."""
    if what == "folder":
        shutil.rmtree(path.parent)
        return
    path.unlink()
    if what == "file and log":
        sqlite.remove_companions(path)


def spoil(path: Path) -> None:
    """Overwrite a file that is open."""
    with path.open("r+b") as file:
        file.write(b"\xff" * path.stat().st_size)
    for companion in ("-wal", "-shm"):
        path.with_name(path.name + companion).unlink(missing_ok=True)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of a file as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def barred(store: Store, folder: Path) -> str:
    """Why a folder without the right to write it cannot be written."""
    other = f", or choose another folder with {store.handle.words.option}" if store.handle.words.option else ""
    return f"{folder} cannot be written. Change its permissions{other}."


def advice(store: Store) -> str:
    """What to do about a file that is not ours."""
    option = store.handle.words.option
    return f"Move it away{f', or choose another folder with {option}' if option else ''}."


def when_opening_writes(store: Store, notice: str) -> str:
    """What is said when a store is only read, of what bars it from writing."""
    return notice if store.opening_writes else ""


async def keep_one(store: Store, front: Any, number: int = 1) -> None:
    await store.keep(front, number, False)
    assert number in await store.kept(front)


def lines(process: subprocess.Popen[str]) -> list[str]:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output.splitlines()


async def on_the_handle(front: Any, call: Callable[[Any], Any]) -> Any:
    """Make a call on the handle, in the thread of the store."""
    return await asyncio.wrap_future(front._worker.submit(lambda: call(front._opened())))
