"""What other processes do to a folder: `python -m tests.store.child COMMAND FOLDER ...`."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from reader.errors import StoreError
from reader.store.feeds.cache import Cache
from tests.store.feeds.examples import day, feed


def say(*words: object) -> None:
    """Tell the parent process."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def store(cache: Cache, start: int, count: int) -> None:
    """Store days and print the number of each once it is stored."""
    for number in range(start, start + count):
        await cache.put(feed(number))
        say(number)


def hold(folder: Path) -> None:
    """Hold the write lock until stdin ends."""
    with closing(sqlite3.connect(folder / "cache.db", isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        say("held")
        sys.stdin.read()


async def look(cache: Cache) -> None:
    """Print what can be read, what the cache says of it, and what it says when it is written to."""
    say(await cache.get(day(1)) == feed(1), len(await cache.days()))
    say(cache.notice)
    try:
        await cache.put(feed(99, papers=1000))
    except StoreError as error:
        say(error)
    else:
        say("saved")
    say(await cache.get(day(1)) == feed(1), await cache.get(day(99)) == feed(99, papers=1000))


def become_nobody() -> None:
    """Give up the rights of root, after everything is imported: nobody may not read the interpreter's files."""
    Path("/").as_uri()
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        asyncio.run(look(cache))
        cache.close(10)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def main(command: str, folder: Path, *numbers: int) -> None:
    """Do what the command says."""
    if command == "hold":
        hold(folder)
        return
    if command == "look-as-nobody":
        become_nobody()
        say("nobody")
    if command == "look-within-limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (numbers[0], numbers[0]))
    cache = Cache(folder)
    asyncio.run(store(cache, *numbers) if command == "store" else look(cache))
    cache.close(10)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
