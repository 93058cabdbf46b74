"""Several readers at once, and readers that are killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.store.feeds.cache import Cache
from tests.store.conftest import Opener, Starter
from tests.store.feeds.examples import day, feed


async def test_three_processes_lose_nothing(folder: Path, cache: Cache, started: Starter) -> None:
    processes = [started(folder, start, 100) for start in (0, 100, 200)]
    for process in processes:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0, output
    assert await cache.days() == tuple(day(number) for number in range(300))
    for number in range(300):
        assert await cache.get(day(number)) == feed(number)
    assert cache.notice == ""


async def test_what_one_stores_the_other_reads_at_once(folder: Path, opened: Opener) -> None:
    first, second = opened(folder), opened(folder)
    assert await second.get(day(1)) is None
    await first.put(feed(1))
    assert await second.get(day(1)) == feed(1)
    await second.put(feed(1, papers=3))
    assert await first.get(day(1)) == feed(1, papers=3)


@pytest.mark.slow
async def test_a_killed_reader_leaves_every_day_that_it_had_stored(
    folder: Path, opened: Opener, started: Starter
) -> None:
    stored: list[int] = []
    for run in range(10):
        process = started(folder, run * 1000, 1000)
        assert process.stdout is not None
        for _ in range(1 + run * 7):
            stored.append(int(process.stdout.readline()))
        process.kill()
        rest, _ = process.communicate(timeout=60)
        stored += [int(line) for line in rest.splitlines() if line]
        cache = opened(folder)
        for number in stored:
            assert await cache.get(day(number)) == feed(number)
        # The day being written when it was killed is there or not, but whole.
        for found in await cache.days():
            assert await cache.get(found) == feed((found - day(0)).days)
        assert cache.notice == ""
        cache.close(10)
