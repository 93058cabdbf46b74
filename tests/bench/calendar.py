"""How fast the calendar is with three years stored: `python -m tests.bench.calendar RECORDED [--rounds N]`.

Recorded papers are stored as the working days of three years, 40 a day, half of them marked read. Told is how long it
takes from a key to the first and the last of what it writes, in a pty of 120×40, and what the reader computes for it,
which a busy machine changes less: `d`, then `H` to other months and `l` to other days.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections import defaultdict
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from reader.hub.wire import papers_of
from reader.papers.marks import Change
from reader.papers.models import Feed
from reader.papers.period import DAY, Day, can_have_papers
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.bench import scene
from tests.bench.many import files
from tests.bench.runs import FRAME, READER, Program, begun, computed, settle
from tests.terminal import Terminal

TODAY: Final = date(2026, 8, 20)
DAYS: Final = 3 * 365
PAPERS: Final = 40
"""On every day."""
KEYS: Final = {"d": "opened", "H": "another month", "l": "another day"}
"""What is pressed, and what that shows."""
LEGEND: Final = b"not"
"""What is written of the calendar's last line."""
TIMES: Final = 8
"""How often a key is pressed in a round."""


def store(recorded: Path, folder: Path, marks: Path) -> None:
    """Store three years in a folder, and mark every second paper."""
    papers = cycle({paper.id: paper for path in files(recorded) for paper in papers_of(path.read_bytes())[0]}.values())
    cache, kept = Cache(folder), Marks(marks)

    async def put() -> None:
        number = 0
        for day in (TODAY - back * DAY for back in range(DAYS)):
            if not can_have_papers(day):
                continue
            ids = [f"{day:%y%m}.{number + place:05}" for place in range(PAPERS)]
            number += PAPERS
            listed = tuple(replace(next(papers), id=id, listed=day) for id in ids)
            await cache.put(Feed(period=Day(day), papers=listed, fetched_at=datetime.now(UTC), settled=True))
            await kept.write([Change(id, "read", True) for id in ids[::2]])

    asyncio.run(put())
    cache.close(30)
    kept.close(30)


def press(terminal: Terminal, key: str, values: dict[str, list[float]]) -> None:
    """Press a key, and note what that takes until it is painted, and what is computed for all of it."""
    start, before, pressed = len(terminal.output), computed(terminal.process.pid), time.perf_counter()
    terminal.press(key)
    terminal.wait_for_output(LEGEND if key == "d" else FRAME, start)
    if key == "d":
        terminal.wait_for_output(FRAME, terminal.output.index(LEGEND, start))
    values[f"{KEYS[key]}, ms"].append(1000 * (terminal.arrived - pressed))
    settle(terminal)
    values[f"{KEYS[key]}, frames"].append(terminal.output.count(FRAME, start))
    values[f"{KEYS[key]}, bytes"].append(len(terminal.output) - start)
    values[f"{KEYS[key]}, computed, ms"].append(1000 * (computed(terminal.process.pid) - before))


def play(home: scene.Home, values: dict[str, list[float]]) -> None:
    """Open the calendar again and again, and go about in it."""
    with begun(Program((*READER, str(TODAY)), home.env(), b"arXiv")) as terminal:
        settle(terminal)
        for number in range(TIMES):
            press(terminal, "d", values if number else defaultdict(list))  # What it needs is imported first.
            for key in ("H", "l"):
                press(terminal, key, values)
            terminal.press("\x1b")
            settle(terminal)
        terminal.press("Q")
        terminal.wait()


def main() -> None:
    """Measure and print the medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.calendar", description="Measure the calendar.")
    parser.add_argument("recorded", type=Path, metavar="RECORDED")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is played (3)")
    asked = parser.parse_args()
    values: dict[str, list[float]] = defaultdict(list)
    scene.compiled()
    with tempfile.TemporaryDirectory() as folder:
        home = scene.Home(Path(folder), days=0, marks=scene.PAPERS)
        share = Path(folder) / ".local" / "share" / "daily-papers"
        store(asked.recorded, Path(folder) / ".cache" / "daily-papers" / "v1", share / "marks.db")
        for _ in range(asked.rounds):
            play(home, values)
    for name, found in values.items():
        print(f"{name}: {statistics.median(found):.1f}")  # noqa: T201


if __name__ == "__main__":
    main()
