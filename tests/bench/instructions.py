"""Counts instructions until the first own screen: `python -m tests.bench.instructions`; needs valgrind.

The reader opens a stored day, without a frame, beside a bare Textual app. A busy machine does not change the numbers,
so a hundredth more is seen, which no clock shows.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.runs import settle
from tests.bench.scene import DAY, Home, compiled
from tests.terminal import Terminal

PATIENCE = 120.0
"""Seconds; valgrind takes fifty times as long as the processor."""


def instructions(home: Home, folder: Path, text: str, *words: str) -> int:
    """Count the instructions of a module until it writes a text.

    Raises:
        AssertionError: If it does not, or valgrind does not work.
    """
    log = folder / "log"
    argv = (
        "valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", f"--log-file={log}",
        sys.executable, "-m", "tests.bench.until", text, *words,
    )  # fmt: skip
    with Terminal(argv, env=home.env(PYTHONHASHSEED="0"), drawn=False) as terminal:
        deadline = time.perf_counter() + PATIENCE
        while terminal.process.poll() is None and time.perf_counter() < deadline:
            terminal.read(0.2)
        settle(terminal)
    found = re.search(r"I\s+refs:\s+([\d,]+)", log.read_text(encoding="utf-8")) if log.exists() else None
    if found is None or terminal.process.returncode:
        raise AssertionError(bytes(terminal.output[-1000:]).decode(errors="replace"))
    return int(found[1].replace(",", ""))


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
    million = 1_000_000
    ratio = f"×{reader / bare:.3f} (goal: ≤ ×1.10)"
    print(f"reader {reader / million:.0f} M   bare {bare / million:.0f} M   ÷ bare {ratio}")  # noqa: T201


if __name__ == "__main__":
    main()
