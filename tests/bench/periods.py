"""How fast a month is: `python -m tests.bench.periods RECORDED [--rounds N]`.

Recorded papers are stored as the 23 days of July 2026, some 900 in all. Told is how long it takes to put the month
together from the disk, from the key to the first and the last of what it writes, and what a `j` costs in the month
beside one in a day of 30 papers; the two are played in turn.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from reader.hub.wire import papers_of
from reader.papers.gathering import gathered
from reader.papers.models import Feed
from reader.papers.period import Day, Month
from reader.store.feeds.cache import Cache
from tests.bench import scene
from tests.bench.many import files
from tests.bench.runs import FRAME, KEYS, READER, Program, begun, memory, settle

JULY: Final = Month.of(date(2026, 7, 1))
TODAY: Final = date(2026, 8, 20)
PAPERS: Final = 900
SMALL: Final = 30
"""Papers of the day that the month is compared with, which is the last one."""


def store(recorded: Path, folder: Path) -> None:
    """Store the month in a folder."""
    known = {paper.id: paper for path in reversed(files(recorded)) for paper in papers_of(path.read_bytes())[0]}
    chosen = [*islice(known.values(), PAPERS)]
    papers = iter(sorted(chosen, key=lambda one: -one.upvotes))  # Both lists begin with the same ones.
    days = JULY.days(TODAY)[::-1]
    each = (PAPERS - SMALL) // (len(days) - 1) + 1
    cache = Cache(folder)

    async def put() -> None:
        for day in days:
            listed = (replace(one, listed=day) for one in islice(papers, SMALL if day == days[0] else each))
            feed = Feed(period=Day(day), papers=tuple(listed), fetched_at=datetime.now(UTC), settled=True)
            await cache.put(replace(feed, papers=tuple(sorted(feed.papers, key=lambda one: -one.upvotes))))

    asyncio.run(put())
    cache.close(30)


def put_together(folder: Path) -> float:
    """The seconds that are computed from asking the store until there is a month, which no busy machine changes."""
    cache = Cache(folder)

    async def gather() -> float:
        await cache.feeds(JULY.dates[:1])  # Opened, as it is in a reader.
        began = time.process_time()
        feed = gathered(JULY, await cache.feeds(JULY.dates), TODAY)
        took = time.process_time() - began
        assert feed is not None
        assert len(feed.papers) > PAPERS - len(JULY.dates)
        return took

    took = asyncio.run(gather())
    cache.close(30)
    return took


def play(home: scene.Home, period: str, key: str, values: dict[str, list[float]]) -> None:
    """Open the reader on a period, press a key that opens a list, and then `j`."""
    where = "month" if key else "day"
    with begun(Program((*READER, period), home.env(), b"Jul")) as terminal:
        settle(terminal)
        if key:
            start, pressed = len(terminal.output), time.perf_counter()
            terminal.press(key)
            terminal.wait_for_output(b"July 2026", start)
            terminal.wait_for_output(FRAME, terminal.output.index(b"July 2026", start))
            values["key to painted, ms"].append(1000 * (time.perf_counter() - pressed))
            settle(terminal)
            terminal.press("g")
            settle(terminal)
        for _ in range(KEYS - 1):
            start, pressed = len(terminal.output), time.perf_counter()
            terminal.press("j")
            terminal.wait_for_output(b"arXiv", start)
            settle(terminal, 0.05)
            values[f"j in the {where}"].append(1000 * (terminal.arrived - pressed))
            values[f"bytes of j in the {where}"].append(len(terminal.output) - start)
        values[f"memory of the {where}"].append(memory(terminal.process.pid))
        terminal.press("Q")
        terminal.wait()


def main() -> None:
    """Measure and print the medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.periods", description="Measure a month.")
    parser.add_argument("recorded", type=Path, metavar="RECORDED")
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is played (5)")
    asked = parser.parse_args()
    pairs = (f"{what} the {where}" for what in ("j in", "bytes of j in", "memory of") for where in ("day", "month"))
    names = ("put together, ms", "key to painted, ms", *pairs)
    values: dict[str, list[float]] = {name: [] for name in names}
    scene.compiled()
    with tempfile.TemporaryDirectory() as folder:
        home = scene.Home(Path(folder), days=0, marks=0)
        cache = Path(folder) / ".cache" / "daily-papers" / "v1"
        store(asked.recorded, cache)
        for _ in range(asked.rounds):
            values["put together, ms"].append(1000 * put_together(cache))
            play(home, str(JULY.days(TODAY)[-1]), "", values)
            play(home, str(JULY.days(TODAY)[-1]), "3", values)
    for name, found in values.items():
        print(f"{name}: {statistics.median(found):.1f}")  # noqa: T201


if __name__ == "__main__":
    main()
