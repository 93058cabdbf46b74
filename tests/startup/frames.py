"""What tests see of a frame: where it is kept, whether it was shown, and what is in its cells."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from reader.startup import snapshot
from tests.conftest import THURSDAY
from tests.terminal import PATIENCE, Terminal

WORDS = (str(THURSDAY),)
WHOLE = re.compile(rb"^" + re.escape(snapshot.ENTER.encode()) + rb"\x1b\[1;1H.*\x1b\[0m\x1b\[0m", re.DOTALL)
OWN = re.compile(rb"^\x1b\[\?1049h(\x1b\[\?1000h|\x1b\[\?25l\x1b\[\?1004h)")
"""What Textual begins with: the mouse, or where it leaves that alone the focus."""

Begin = Callable[..., Terminal]


def frames(home: Path) -> list[Path]:
    return [*home.glob(".local/state/daily-papers/frame-*")]


def wait_for_frame(home: Path, count: int = 1) -> Path:
    deadline = time.perf_counter() + PATIENCE
    while len(frames(home)) < count:
        assert time.perf_counter() < deadline, "no frame was kept"
        time.sleep(0.02)  # Another process writes it.
    return frames(home)[0]


def is_framed(reader: Terminal) -> bool:
    """Whether the first thing that a reader wrote was a frame, once that is whole."""
    while not (at := OWN.search(reader.output) or WHOLE.search(reader.output)):
        assert reader.read(PATIENCE), "nothing was drawn"
    return at.re is WHOLE


def cells(reader: Terminal) -> list[list[object]]:
    """What is in every cell: text, colours and all."""
    screen = reader._screen
    return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def differences(reader: Terminal, before: list[list[object]], since: int = 0) -> list[tuple[int, int, object, object]]:
    """The cells that are others than they were, from a line on; without emoji of which pyte makes two."""
    now = cells(reader)
    lines = reader.text.split("\n")
    return [
        (y, x, old, now[y][x])
        for y, row in enumerate(before)
        for x, old in enumerate(row)
        if y >= since and old != now[y][x] and "👩" not in lines[y]
    ]
