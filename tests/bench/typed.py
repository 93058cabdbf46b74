"""Measures what is seen of a search of 50,000 papers: `python -m tests.bench.typed RECORDED`.

Queries are typed key by key into the find line of a reader in a pty of 120×40, and every key waits for what the one
before did: the time until the first frame after it, and until the last one, which shows the results. The same is done
while the index is built, with `j` and `k` in the list. newsboat searches the same papers, a word each. Nothing here is
a test.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Final

from reader.papers.models import Paper
from reader.store.index import building
from tests.bench import many, scene
from tests.bench.runs import READER, Program, begun, settle
from tests.terminal import Terminal, environment

QUERIES: Final = (
    "diffusion", "world model", "vision-language", "state-of-the-art", '"language model"', "author:wang", "the", "a",
    "t5", "votes:>20 -is:read", "title:agent", "pretraining",
)  # fmt: skip
WORDS: Final = ("diffusion", "transformer", "robot", "the", "zebra")
QUIET: Final = 0.25
"""Seconds without output after which a key is done; they are not counted."""
BUILDING: Final = 60
"""Keys that are pressed while the index is built."""


class Times:
    """Milliseconds from a key to the first and the last frame after it."""

    def __init__(self) -> None:
        """Begin without any."""
        self.first: list[float] = []
        self.last: list[float] = []

    def press(self, terminal: Terminal, key: str) -> None:
        """Press a key, and wait for what it does."""
        pressed, first = time.perf_counter(), 0.0
        terminal.press(key)
        while terminal.read(QUIET):
            first = first or terminal.arrived
        if first:
            self.first.append(1000 * (first - pressed))
            self.last.append(1000 * (terminal.arrived - pressed))

    def __str__(self) -> str:
        """Median, 95 % and the most of both."""
        return " | ".join(_cell(some) for some in (self.first, self.last))


def _cell(values: list[float]) -> str:
    if not values:
        return "none"
    ordered = sorted(values)
    return f"{statistics.median(ordered):.0f} / {ordered[int(0.95 * (len(ordered) - 1))]:.0f} / {ordered[-1]:.0f}"


def typed(program: Program) -> Times:
    """Type all queries into the find line, in all stored days."""
    times = Times()
    with begun(program) as terminal:
        settle(terminal)
        for key in ("/", "\t"):
            terminal.press(key)
            settle(terminal)
        for query in QUERIES:
            for key in query:
                times.press(terminal, key)
            terminal.press("\x15")
            settle(terminal)
        terminal.press("\x1b")
        settle(terminal)
        terminal.press("q")
        terminal.wait()
    return times


def while_building(program: Program, index: Path) -> Times:
    """Press `j` and `k` in the list while the index is made again."""
    shutil.rmtree(index)
    times = Times()
    with begun(program) as terminal:
        settle(terminal)
        for keys in ("/", "\t", "x"):
            terminal.press(keys)
            terminal.read(0.5)
        terminal.press("\x1b")
        settle(terminal, QUIET)
        for key, _ in zip(cycle("jjjkkk"), range(BUILDING), strict=False):
            if building.files(index):
                break
            times.press(terminal, key)
        terminal.press("q")
        terminal.wait()
    return times


def newsboat_words(folder: Path, newsboat: str, papers: Iterator[Paper]) -> tuple[str, ...]:
    """Give newsboat the same papers: it reads some items itself, the others are put beside them."""
    folder.mkdir()
    words = scene.news_words(folder, newsboat)
    with sqlite3.connect(folder / "news.db") as news:
        columns = [name for _, name, *_ in news.execute("PRAGMA table_info(rss_item)") if name != "id"]
        row = dict(
            zip(columns, news.execute(f"SELECT {', '.join(columns)} FROM rss_item LIMIT 1").fetchone(), strict=True)
        )
        news.execute("DELETE FROM rss_item")
        rows = (
            row | {"guid": paper.id, "title": paper.shown_title, "content": paper.shown_abstract,
                   "author": ", ".join(author.name for author in paper.authors), "pubDate": 1_700_000_000 + number}
            for number, paper in enumerate(papers)
        )  # fmt: skip
        news.executemany(
            f"INSERT INTO rss_item ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})", rows
        )
    news.close()
    return words


def newsboat_searches(folder: Path, words: tuple[str, ...]) -> list[float]:
    """Search for a word after the other, and return the seconds until each result is shown."""
    program = Program(words, environment(folder), b"All papers", quit="Q")
    taken: list[float] = []
    with begun(program) as terminal:
        settle(terminal)
        for word in WORDS:
            terminal.press("/")
            settle(terminal)
            terminal.press(word)
            settle(terminal)
            start, pressed = len(terminal.output), time.perf_counter()
            terminal.press("\r")
            terminal.wait_for_output(b"results", start)
            settle(terminal)
            taken.append(terminal.arrived - pressed)
            terminal.press("q")
            settle(terminal)
        terminal.press("Q")
        settle(terminal)
        terminal.process.terminate()
    return taken


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.typed")
    parser.add_argument("recorded", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = scene.Home(folder / "home", days=1)
        cache = folder / "home" / ".cache" / "daily-papers" / "v1"
        asyncio.run(many.store(options.recorded, cache))
        subprocess.run([sys.executable, "-m", "reader.store.index", cache], check=True, stdout=subprocess.DEVNULL)
        program = Program((*READER, str(scene.DAY)), home.env(), b"Paper number 0:")
        print("| milliseconds to the first frame, and to the results: median / 95 % / most | | |\n| --- | --- | --- |")  # noqa: T201
        print(f"| a key in the find line, all stored days | {typed(program)} |")  # noqa: T201
        print(f"| `j` while the index is built | {while_building(program, cache / building.FOLDER)} |")  # noqa: T201
        if newsboat := shutil.which("newsboat"):
            papers = (paper for feed in many.feeds(options.recorded) for paper in feed.papers)
            words = newsboat_words(folder / "news", newsboat, papers)
            print(f"| newsboat | {_cell([1000 * one for one in newsboat_searches(folder / 'news', words)])} | |")  # noqa: T201


if __name__ == "__main__":
    main()
