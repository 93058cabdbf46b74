"""Counts instructions until the first own screen and of commands: `python -m tests.bench.instructions`, with valgrind.

The reader opens a stored day, without a frame, beside a bare Textual app; commands that run at every prompt or key
stand beside the imports that they could not do without. A busy machine does not change the numbers, so a hundredth more
is seen, which no clock shows.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.runs import settle
from tests.bench.scene import DAY, Home, compiled
from tests.terminal import Terminal

PATIENCE = 120.0
"""Seconds; valgrind takes fifty times as long as the processor."""


MILLION = 1_000_000

COUNT = ("-m", "reader", "list", "--unread", "--count", "--offline")
"""What a status bar asks every few seconds."""
TAB = {"COMP_WORDS": "daily-papers li", "COMP_CWORD": "1", "_DAILY_PAPERS_COMPLETE": "bash_complete"}
"""What bash says when TAB is pressed after the first letters of a command."""


def _valgrind(log: Path) -> tuple[str, ...]:
    return (
        "valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", f"--log-file={log}",
        sys.executable,
    )  # fmt: skip


def _counted(log: Path) -> int | None:
    found = re.search(r"I\s+refs:\s+([\d,]+)", log.read_text(encoding="utf-8")) if log.exists() else None
    return None if found is None else int(found[1].replace(",", ""))


def of_command(home: Home, folder: Path, *words: str, said: str = "", **changes: str) -> int:
    """Count the instructions of Python with some words, from beginning to end.

    Raises:
        AssertionError: It fails or says something else, or valgrind does not work.
    """
    log = folder / "log"
    env = home.env(PYTHONHASHSEED="0", **changes)
    done = subprocess.run([*_valgrind(log), *words], env=env, capture_output=True, text=True, timeout=PATIENCE)
    count = _counted(log)
    if count is None or done.returncode or done.stdout.strip() != said:
        raise AssertionError(done.stdout + done.stderr)
    return count


def instructions(home: Home, folder: Path, text: str, *words: str) -> int:
    """Count the instructions of a module until it writes a text.

    Raises:
        AssertionError: If it does not, or valgrind does not work.
    """
    log = folder / "log"
    argv = (*_valgrind(log), "-m", "tests.bench.until", text, *words)
    with Terminal(argv, env=home.env(PYTHONHASHSEED="0"), drawn=False) as terminal:
        deadline = time.perf_counter() + PATIENCE
        while terminal.process.poll() is None and time.perf_counter() < deadline:
            terminal.read(0.2)
        settle(terminal)
    count = _counted(log)
    if count is None or terminal.process.returncode:
        raise AssertionError(bytes(terminal.output[-1000:]).decode(errors="replace"))
    return count


def main() -> None:
    """Count and print."""
    if shutil.which("valgrind") is None:
        sys.exit("valgrind is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compiled()
        home = Home(folder / "home")
        bare = instructions(home, folder, "bare", "tests.bench.bare")
        reader = instructions(home, folder, "Paper number 0:", "reader", str(DAY))
        imports = of_command(home, folder, "-c", "import sqlite3, json, click, msgspec")
        count = of_command(home, folder, *COUNT, said="0")
        click = of_command(home, folder, "-c", "import click")
        tab = of_command(home, folder, "-m", "reader", said="plain,list", **TAB)
    _print("reader", reader, "bare", bare, goal=1.1)
    _print("list --unread --count --offline", count, "sqlite3, json, click, msgspec", imports, goal=1.2)
    _print("TAB", tab, "click", click, goal=1.3)


def _print(name: str, count: int, other: str, base: int, *, goal: float) -> None:
    ratio = f"×{count / base:.3f} (goal: ≤ ×{goal:.2f})"
    print(f"{name} {count / MILLION:.0f} M   {other} {base / MILLION:.0f} M   ÷ {ratio}")  # noqa: T201


if __name__ == "__main__":
    main()
