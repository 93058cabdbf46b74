"""A reader in a terminal, and a Hub for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.hub.double import HubDouble
from tests.hub.papers import day, item, paper_id
from tests.terminal import READER, Terminal, environment

THURSDAY, WEDNESDAY, MONDAY = date(2026, 8, 20), date(2026, 8, 19), date(2026, 8, 17)

UNFRAMED = {"COLUMNS": "120", "LINES": "40"}
"""For a reader after which no other process looks at its files: where the user says the size no frame is kept."""

Start = Callable[..., Terminal]


@pytest.fixture
def double() -> Iterator[HubDouble]:
    """A Hub with papers on Thursday and Monday."""
    days = {
        THURSDAY: [item(paper_id(1), title="The [MASK] of Thursday"), *day(20, first=100)],
        MONDAY: [item(paper_id(2), title="The [/] of Monday", day=MONDAY)],
    }
    days[THURSDAY][0]["paper"]["upvotes"] = 999
    with HubDouble(days) as running:
        yield running


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts readers that share a home, and ends those that a test leaves."""
    running: list[Terminal] = []

    def reader(
        *args: str,
        columns: int = 120,
        lines: int = 40,
        argv: tuple[str, ...] = READER,
        env: dict[str, str | None] | None = None,
        **changes: str,
    ) -> Terminal:
        world = environment(tmp_path / "home", **changes)
        for name, value in (env or {}).items():
            if value is None:
                del world[name]
            else:
                world[name] = value
        running.append(Terminal((*argv, *args), env=world, columns=columns, lines=lines))
        return running[-1]

    yield reader
    for terminal in running:
        terminal.__exit__(None, None, None)
