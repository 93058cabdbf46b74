"""A sitting with the plain reader that a script types."""

from __future__ import annotations

import re
from pathlib import Path

from reader.cli.plain.session import ASKING
from reader.host import tty
from tests.cli.commands.test_list import OLD, SHOWN
from tests.cli.running import run

AGE = "Fetched 3 h ago."
TITLES = [
    "Wednesday, 5 March 2025: 3 papers, 3 unread.",
    f"1. {SHOWN} 0 (3 votes)",
    f"2. {SHOWN} 1 (2 votes)",
    f"3. {SHOWN} 2 (1 vote)",
]


def answers(home: Path, *typed: str, period: str = str(OLD), **changes: str) -> list[str]:
    """What is written after the greeting and the titles of a day, of which nothing may act on a terminal."""
    done = run("read", "--plain", period, home=home, typed="".join(f"{line}\n" for line in typed), **changes)
    assert done.returncode == 0
    text = done.stdout.replace("\n", "")
    assert tty.without_controls(text) == text
    assert re.search("[\u2500-\u257f]", text) is None
    lines = done.stdout.splitlines()
    assert lines[0].endswith("Type help for the words, quit to leave.")
    return [line for line in lines[1:] if line not in (ASKING, AGE)]  # Which depend on how busy the machine is.
