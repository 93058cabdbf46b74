"""A terminal that changes its size while dialogs open and close over one another."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from tests.conftest import Start

KEYS = ("?", "T", "S", "d", "/", "#", "e", "Y", ":", "\x1b", "\r", "j", "F", "=", "k")
SIZES = ((57, 20), (80, 24), (120, 40), (60, 16), (45, 12), (90, 30))

SECOND = """
import fcntl, signal, struct, termios
from reader.ui.patches.driver import SnapshotDriver
told = SnapshotDriver._get_terminal_size
def interrupted(self):
    size = told(self)
    if size == {0}:
        fcntl.ioctl(self.fileno, termios.TIOCSWINSZ, struct.pack("HHHH", {1[1]}, {1[0]}, 0, 0))
        signal.raise_signal(signal.SIGWINCH)
        {2}
    return size
SnapshotDriver._get_terminal_size = interrupted
from reader.cli import main; main()
"""
"""A reader whose terminal changes its size once more in the middle of the answer to a change."""
NO_MORE = "signal.signal(signal.SIGWINCH, signal.SIG_IGN)"


def test_a_second_change_of_the_size_in_the_middle_of_the_first_is_the_last(start: Start) -> None:
    program = (sys.executable, "-c", SECOND.format((30, 8), (100, 30), NO_MORE))
    reader = start("--sample", argv=program, columns=80, lines=24)
    reader.wait_for("Mamba", "q quit")
    reader.rest()
    before = len(reader.output)
    reader.resize(30, 8)
    reader.wait_for_output(b"Abstract", before)


def test_a_change_of_the_size_in_the_middle_of_the_start_is_the_last(start: Start) -> None:
    program = (sys.executable, "-c", SECOND.format((30, 8), (80, 24), ""))
    reader = start("--sample", argv=program, columns=30, lines=8)
    reader.wait_for_output(b"Abstract")


@pytest.mark.parametrize("seed", [1, 3, 4, 5])
@pytest.mark.slow
def test_no_size_at_any_moment_breaks_it(start: Start, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    reader = start("--sample", columns=80, lines=24, cwd=tmp_path)  # Some of the keys export.
    reader.wait_for("Mamba", "q quit")
    for _ in range(60):
        reader.press(random.choice(KEYS))
        if random.random() < 0.4:
            reader.resize(*random.choice(SIZES))
        for _ in range(random.randint(0, 4)):
            reader.read(0.01)
        if reader.process.poll() is not None:
            break
    reader.rest()
    assert reader.process.poll() in (None, 0), reader.text  # Keys may have chosen to quit.
