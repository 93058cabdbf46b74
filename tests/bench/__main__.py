"""Measures the reader beside other programs: `python -m tests.bench [--rounds N] [--idle SECONDS] [--json FILE]`.

They run in turn in a pty of 120×40, so that a noisy machine disturbs them alike; judge by the ratios, which are paired
by round. The others are a bare Textual app, a list beside a text that only draws lines, and newsboat and less where
they are installed. The reader is offline. Nothing here is a test: the numbers are told, not judged.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import ahead, fetching, runs, scene
from tests.bench.runs import Program, Round
from tests.bench.table import table
from tests.terminal import environment

Results = dict[str, dict[str, list[list[float]]]]


class Stage:
    """All that is played."""

    def __init__(self, folder: Path) -> None:
        """Store what is read."""
        self.day = scene.Home(folder / "day")
        self.days = scene.Home(folder / "days", days=runs.DAYS + 1)
        self.full = scene.Home(folder / "full", days=1_000, marks=50_000)
        self._fetching = folder / "fetching"
        self.empty = scene.Home(folder / "empty", days=0, marks=0)
        self.reader = runs.reader(self.day)
        env = self.day.env()
        self.bare = Program(runs.script("tests.bench.bare"), env, b"bare", moves=False)
        self.lines = Program(runs.script("tests.bench.lines"), env, b"Row 0:", answer=runs.row_text)
        self.peers = dict(_peers(folder))

    def play(self) -> dict[str, Round]:
        """Play a round."""
        played: dict[str, Round] = defaultdict(Round)
        played["bare"].play(self.bare)
        self.day.forget()
        with self.day.left():
            played["reader"].play(self.reader, last="g")
        played["lines"].play(self.lines)
        for name, program in self.peers.items():
            played[name].play(program, keys=10)
        for _ in range(runs.STARTS):
            self._play_starts(played)
        with self.empty.left():
            played["reader"].play_hanging(self.empty)
        self._play_fetching(played)
        self._play_scale(played)
        return played

    def _play_starts(self, played: dict[str, Round]) -> None:
        """Start all of them, and the reader in all ways."""
        played["bare"].play_start(self.bare)
        for who, home in (("reader", self.day), ("full", self.full)):
            home.forget()
            with home.left():
                played[who].play_start(runs.reader(home))
        played["lines"].play_start(self.lines)
        with self.day.left():
            played["reader"].play_framed(self.reader)
        for name, program in self.peers.items():
            played[name].play_start(program)
        with self.day.left():
            played["reader"].play_typed(self.reader, "first key framed", back="g")
        played["lines"].play_typed(self.lines, "first key")
        self.day.forget()
        with self.day.left():
            played["reader"].play_typed(self.reader, "first key")

    def _play_fetching(self, played: dict[str, Round]) -> None:
        """Fetch days into a home that has one; the next round gets another."""
        shutil.rmtree(self._fetching, ignore_errors=True)
        home = scene.Home(self._fetching)
        with fetching.serving(ahead.DAYS, 0) as url, home.left():
            played["reader"].play_fetching(home, url, 1 + ahead.DAYS)

    def _play_scale(self, played: dict[str, Round]) -> None:
        for who, home in (("reader", self.days), ("full", self.full)):
            home.forget()
            with home.left():
                played[who].play_days(runs.reader(home))
        self.full.forget()
        with self.full.left():
            played["full"].play(runs.reader(self.full), held=0)

    def idle(self, seconds: float) -> dict[str, dict[str, float]]:
        """Leave the programs alone."""
        self.day.forget()
        programs = {"bare": self.bare, "lines": self.lines, "reader": self.reader} | self.peers
        return dict(zip(programs, runs.play_idle([*programs.values()], seconds), strict=True))


def _peers(folder: Path) -> Iterator[tuple[str, Program]]:
    env = environment(folder)
    if newsboat := shutil.which("newsboat"):
        words = scene.news_words(folder, newsboat)
        yield "newsboat", Program(words, env, b"All papers", opened=("\r", b"Paper number"), quit="Q")
    if less := shutil.which("less"):
        yield "less", Program((less, str(scene.text_file(folder))), env, b"Paper number 0:")


def measure(rounds: int, idle: float) -> Results:
    """Play some rounds after one that is not counted, then nothing for some seconds."""
    results: Results = defaultdict(lambda: defaultdict(list))
    scene.compiled()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stage = Stage(Path(folder))
        for number in range(rounds + 1):
            for who, played in stage.play().items():
                if number:
                    for name, values in played.values.items():
                        results[who][name].append(values)
        if idle:
            for who, idled in stage.idle(idle).items():
                for name, value in idled.items():
                    results[who][name].append([value])
    return results


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the reader beside others.")
    parser.add_argument("--rounds", type=int, default=9, help="how often everything is played (9)")
    parser.add_argument("--idle", type=float, default=30.0, help="seconds that programs are left alone (30); 0: none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every single value to a file, in seconds")
    asked = parser.parse_args()
    results = measure(asked.rounds, asked.idle)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    when = datetime.now(UTC).date()
    print(f"{when}, {machine}, {asked.rounds} rounds, idle for {asked.idle:.0f} s\n\n{table(results)}")  # noqa: T201
    if asked.json:
        facts = {"date": str(when), "machine": machine, "rounds": asked.rounds, "idle": asked.idle}
        asked.json.write_text(json.dumps(facts | {"measured": results}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
