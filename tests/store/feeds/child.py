"""Another process that stores days: `python -m tests.store.feeds.child FOLDER FIRST COUNT`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from reader.store.feeds.cache import Cache
from tests.store.feeds.examples import feed


def say(*words: object) -> None:
    """Tell the parent process."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def store(cache: Cache, start: int, count: int) -> None:
    """Store days and print the number of each once it is stored."""
    for number in range(start, start + count):
        await cache.put(feed(number))
        say(number)


if __name__ == "__main__":
    cache = Cache(Path(sys.argv[1]))
    asyncio.run(store(cache, int(sys.argv[2]), int(sys.argv[3])))
    cache.close(10)
