"""A reader with fewer rights: `python -m tests.store.bad_disk.child COMMAND STORE FILE [BYTES]`."""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import tempfile
from pathlib import Path

from reader.errors import StoreError
from tests.store.bad_disk.stores import STORES, Store
from tests.store.feeds.child import say


async def look(store: Store, path: Path) -> None:
    """Print what can be read, what the store says of it before and after a check, and what it says to a write."""
    front = store.open(path)
    say(sorted(await store.kept(front)))
    say(front.notice)
    await store.check(front)
    say(front.notice)
    try:
        await store.keep(front, 99, True)
    except StoreError as error:
        say(error)
    else:
        say("saved")
    say(sorted(await store.kept(front)))
    front.close(10)


def become_nobody(store: Store) -> None:
    """Give up the rights of root, after everything is imported: nobody may not read the interpreter's files."""
    Path("/").as_uri()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, store.file)
        asyncio.run(look(store, path))
        path.write_bytes(b"garbage" * 1000)
        asyncio.run(look(store, path))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def main(command: str, name: str, path: Path, *numbers: int) -> None:
    """Do what the command says."""
    (store,) = (store for store in STORES if store.name == name)
    if command == "look-as-nobody":
        become_nobody(store)
        say("nobody")
    if command == "look-within-limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (numbers[0], numbers[0]))
    asyncio.run(look(store, path))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *map(int, sys.argv[4:]))
