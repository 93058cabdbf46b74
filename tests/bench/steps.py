"""Counts what each step towards a faster start gives: `python -m tests.bench.steps [STEP ...]`; needs valgrind.

Every step is undone alone, and the instructions until the first own screen of a stored day are counted, without a
frame, beside those of a bare Textual app. `STEPS.md` has the last table.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.instructions import instructions
from tests.bench.scene import DAY, Home, compiled
from tests.bench.without import STEPS

AT_ONCE = 2
"""How many are counted at the same time; a busy machine does not change the numbers."""


def counted(home: Home, step: str) -> float:
    """Count the millions of instructions of the reader without a step."""
    with tempfile.TemporaryDirectory() as folder:
        words = ("tests.bench.without", step, str(DAY))
        return instructions(home, Path(folder), "Paper number 0:", *words) / 1_000_000


def main() -> None:
    """Count and print, as a table in Markdown."""
    if shutil.which("valgrind") is None:
        sys.exit("valgrind is not installed")
    steps = sys.argv[1:] or [*STEPS]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(AT_ONCE) as pool:
        compiled()
        home = Home(Path(name) / "home")
        bare = instructions(home, Path(name), "bare", "tests.bench.bare") / 1_000_000
        as_it_is, *without = pool.map(lambda step: counted(home, step), dict.fromkeys(["none", *steps]))
    print(f"| step | without it | it gives |\n| --- | ---: | ---: |\n| {STEPS['none'][0]} | {as_it_is:.0f} M | |")  # noqa: T201
    given = zip((step for step in steps if step != "none"), without, strict=True)
    for step, count in sorted(given, key=lambda row: -row[1]):
        gain = count - as_it_is
        print(f"| {STEPS[step][0]} | {count:.0f} M | {gain:.0f} M, {gain / bare:.1%} of a bare app |")  # noqa: T201


if __name__ == "__main__":
    main()
