"""Measures related papers and the order for the user at 50,000 papers: `python -m tests.bench.related RECORDED`.

Counted is the time of the processor beside the time that passes: what else runs on the machine
counts for the second alone. Every round asks for another paper, or sorts another day, of the same stored ones; “first”
is the first time in a process.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from reader.library import Library
from reader.papers import taste
from reader.papers.marks import Change, Record, microseconds
from reader.papers.models import Paper
from reader.papers.period import EditionClock
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.bench import many

SEED: Final = 20260820
STARRED: Final = 30
READ: Final = 100


async def measured(folder: Path, rounds: int) -> None:
    """Print the milliseconds of each."""
    cache, marks = Cache(folder / "v1"), Marks(folder / "marks.db")
    library, draw = Library(cache, marks, None, EditionClock()), random.Random(SEED)
    days = await cache.days()
    drawn = draw.sample(days, rounds)
    papers = {day: await _papers(cache, day) for day in {*drawn, *days[-STARRED:]}}
    at = microseconds(datetime.now(UTC))
    stars = [draw.choice(papers[day]) for day in days[-STARRED:]]
    read = [paper for day in days[-5:] for paper in papers[day]][:READ]
    await marks.write([Change(paper.id, "starred", True, Record(at, paper)) for paper in stars])
    await marks.write([Change(paper.id, "read", True) for paper in read])

    async def related(day: date) -> None:
        await library.related(draw.choice(papers[day]).id)

    async def for_you(day: date) -> None:
        (await library.taste()).interests(papers[day])

    async def for_you_first(day: date) -> None:
        taste.words.cache_clear()
        taste._seen.cache_clear()
        await for_you(day)

    await related(drawn[0])
    for name, call in (("related papers", related), ("for you, first", for_you_first), ("for you, again", for_you)):
        print(f"{name:16} {_said([await _timed(call, day) for day in drawn])}")  # noqa: T201
    cache.close(9)
    marks.close(9)


async def _papers(cache: Cache, day: date) -> tuple[Paper, ...]:
    feed = await cache.get(day)
    assert feed is not None
    return feed.papers


async def _timed(call: Callable[[date], Awaitable[None]], day: date) -> tuple[float, float]:
    since, before = time.perf_counter(), time.process_time()
    await call(day)
    return 1000 * (time.perf_counter() - since), 1000 * (time.process_time() - before)


def _said(taken: list[tuple[float, float]]) -> str:
    cells = []
    for values in zip(*taken, strict=True):
        last = sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]
        cells.append(f"{statistics.median(values):.1f} / {last:.1f}")
    return "passed {} ms, of the processor {} ms (median / 95 %)".format(*cells)


def main() -> None:
    """Store the papers, and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.related", description=__doc__)
    parser.add_argument("recorded", type=Path)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(many.store(options.recorded, folder / "v1"))
        subprocess.run(
            [sys.executable, "-m", "reader.store.index", folder / "v1"], check=True, stdout=subprocess.DEVNULL
        )
        asyncio.run(measured(folder, options.rounds))


if __name__ == "__main__":
    main()
