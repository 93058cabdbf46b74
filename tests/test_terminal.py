"""The terminal that tests hold: what counts as answered does not depend on how busy the machine is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal, environment

THINKS = """
import time
input()
while time.process_time() < 1:
    pass
print("thought")
"""
"""A program that answers after more silence than a program at rest has."""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not tell who runs")
@pytest.mark.parametrize("argv", [(), ("sh", "-c", '"$@"; :', "sh")], ids=["itself", "what it runs"])
def test_who_computes_is_not_at_rest(tmp_path: Path, argv: tuple[str, ...]) -> None:
    with Terminal((*argv, sys.executable, "-c", THINKS), env=environment(tmp_path)) as terminal:
        terminal.press("\n")
        assert "thought" in terminal.rest()
