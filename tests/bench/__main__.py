"""Measures the reader beside a bare Textual app: `python -m tests.bench [--rounds N]`.

They run in turn in a pty of 120×40, so that a noisy machine disturbs them alike; judge by the ratios. The reader shows
a stored day of 60 papers and is offline, once with a few marks and once with 50,000. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import asyncio
import compileall
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from reader.papers.marks import Change
from reader.papers.models import Author, Feed, Paper
from reader.store.cache import Cache
from reader.store.marks import Marks
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.terminal import CHECKOUT, READER, Terminal, environment

DAY = date(2026, 8, 20)
KEYS = 30
BARE = (sys.executable, "-m", "tests.bench.bare")
Times = dict[str, list[float]]


def store(folder: Path) -> None:
    """Store the day that is read."""
    papers = tuple(
        Paper(
            id=f"2608.{number:05}",
            title=f"Paper number {number}: what a title of ordinary length looks like",
            abstract="A sentence of an abstract that has about the length of real ones. " * 20,
            authors=tuple(Author(name=f"Author {author}") for author in range(8)),
            published=DAY,
            upvotes=300 - number,
        )
        for number in range(60)
    )
    cache = Cache(folder)
    asyncio.run(cache.put(Feed(day=DAY, papers=papers, fetched_at=datetime.now(UTC), settled=True)))
    cache.close(5)


def mark(path: Path, count: int) -> None:
    """Mark papers: those of the day that is read, and others."""
    ids = [f"2608.{number:05}" for number in range(60)]
    ids += [f"{2401 + number // 90_000:04}.{number % 90_000 + 10_000:05}" for number in range(count - len(ids))]

    async def write() -> None:
        for start in range(0, len(ids), 5_000):
            await marks.write([Change(id, "read", True) for id in ids[start : start + 5_000]])

    marks = Marks(path)
    asyncio.run(write())
    marks.close(30)


def run(argv: tuple[str, ...], shown: bytes, env: dict[str, str], times: Times, *, keys: int) -> None:
    """Run a program once: until it shows something, for some keys, until it has ended."""
    with Terminal(argv, env=env, drawn=False) as terminal:
        times["first paint"].append(terminal.wait_for_output(shown) - terminal.started)
        while terminal.read(0.3):
            pass
        for number in range(1, keys + 1):
            start, pressed = len(terminal.output), time.perf_counter()
            terminal.press("j")
            terminal.wait_for_output(b"arXiv 2608.%05d" % number, start)
            while terminal.read(0.06):
                pass
            times["key"].append(terminal.arrived - pressed)
            times["bytes a key"].append(len(terminal.output) - start)
        pressed = time.perf_counter()
        terminal.press("q")
        terminal.wait()
        times["quit"].append(time.perf_counter() - pressed)


def quit_while_hanging(env: dict[str, str], times: Times) -> None:
    """Quit while the Hub does not answer."""
    with HubDouble() as hub:
        hub.break_(faults.hangs)
        asking = env | {"HF_ENDPOINT": hub.url, "HF_HUB_OFFLINE": "", "XDG_CACHE_HOME": f"{env['HOME']}/nothing"}
        with Terminal((*READER, str(DAY)), env=asking, drawn=False) as terminal:
            terminal.wait_for_output("fetching…".encode())
            while not hub.requests:
                terminal.read(0.05)
            pressed = time.perf_counter()
            terminal.press("q")
            terminal.wait()
            times["quit"].append(time.perf_counter() - pressed)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    for folder in ("reader", "tests/bench"):
        compileall.compile_dir(CHECKOUT / folder, quiet=1)
    with tempfile.TemporaryDirectory() as home:
        store(Path(home) / "daily-papers" / "v1")
        env = environment(Path(home), HF_HUB_OFFLINE="1", XDG_CACHE_HOME=home, XDG_DATA_HOME=f"{home}/few")
        del env["PYTHONDONTWRITEBYTECODE"]
        marked = env | {"XDG_DATA_HOME": f"{home}/many"}
        mark(Path(home) / "few" / "daily-papers" / "marks.db", 60)
        mark(Path(home) / "many" / "daily-papers" / "marks.db", 50_000)
        reader = (*READER, str(DAY))
        results: dict[str, Times] = {
            name: {what: [] for what in ("first paint", "key", "bytes a key", "quit")}
            for name in ("bare", "reader", "marked", "hanging")
        }
        for _ in range(rounds + 1):
            run(BARE, b"bare", env, results["bare"], keys=0)
            run(reader, b"Paper number 0:", env, results["reader"], keys=KEYS)
            run(reader, b"Paper number 0:", marked, results["marked"], keys=0)
            quit_while_hanging(env, results["hanging"])
    print_results(results)


def print_results(results: dict[str, Times]) -> None:
    """Print medians, without the first round, and what they are to the bare app's."""
    for name, what in (("reader", "first paint"), ("marked", "first paint"), ("reader", "quit"), ("hanging", "quit")):
        bare, reader = results["bare"][what][1:], results[name][what][1:]
        paired = statistics.median(ours / theirs for ours, theirs in zip(reader, bare, strict=True))
        print(  # noqa: T201
            f"{what:12} {name:8} {statistics.median(reader) * 1000:6.0f} ms"
            f"   bare {statistics.median(bare) * 1000:6.0f} ms   ratio {paired:.2f}"
        )
    keys = sorted(results["reader"]["key"][KEYS:])
    size = statistics.median(results["reader"]["bytes a key"])
    print(  # noqa: T201
        f"j → settled  p50 {statistics.median(keys) * 1000:.1f} ms   p95 {keys[int(len(keys) * 0.95)] * 1000:.1f} ms"
        f"   {size:.0f} bytes"
    )


if __name__ == "__main__":
    main()
