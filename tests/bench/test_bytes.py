"""How much a key writes, which no busy machine changes."""

from __future__ import annotations

import statistics
from pathlib import Path

from tests.bench import runs
from tests.bench.scene import PAPERS, Home

MOST = 6_500
"""Bytes of a key at which the list scrolls, so that all of the screen changes."""
USUAL = 3_250
"""Bytes of the other keys, half of the times."""


def test_a_key_writes_what_changed_and_little_else(tmp_path: Path) -> None:
    written = []
    with runs.begun(runs.reader(Home(tmp_path))) as terminal:
        runs.settle(terminal)
        for number in range(1, PAPERS):
            start = len(terminal.output)
            terminal.press("j")
            terminal.wait_for_output(runs.abstract(number), start)
            terminal.wait_for_output(runs.FRAME, start)
            written.append(len(terminal.output) - start)
        terminal.press("q")
        terminal.wait()
    assert max(written) <= MOST
    assert statistics.median(written[:17]) <= USUAL  # Of 19 papers in sight.
