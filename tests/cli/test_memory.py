"""How much memory an answer of the Hub can take, at the most; the reader's own is measured beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from tests.bench.runs import memory
from tests.cli.running import run
from tests.conftest import UNFRAMED, Start
from tests.hub import faults
from tests.hub.double import Fault, HubDouble, as_json
from tests.hub.papers import day, item

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc, as Linux has it"),
]

DAY = date(2025, 3, 5)
PEAK = """
import os
import sys
from reader.cli import main
from tests.bench.runs import memory
try:
    main()
finally:
    sys.stderr.write(f"PEAK {memory(os.getpid())}")
"""
TOO_MUCH: dict[str, Fault] = {
    "bomb": faults.Bomb(),
    "endless": faults.endless,
    "empty lists": faults.Answers(200, b"[%b[]]" % (b"[]," * 1_300_000)),
    "empty lists said": faults.Answers(200, b'{"error": [%b[]]}' % (b"[]," * 1_300_000)),
    "numbers": faults.Answers(200, b"[%b0]" % (b"0," * 99_000)),
    "one text": faults.Answers(200, as_json({"error": "x" * 4_000_000})),
}
"""Answers that are refused, some of them only once they were decoded."""

Peak = Callable[..., float]


@pytest.fixture
def peak(tmp_path: Path) -> Peak:
    """Runs a command in a home of its own and tells the most memory that it had, MB."""
    homes = (tmp_path / str(number) for number in count())

    def measured(hub: HubDouble, *args: str, code: int) -> float:
        done = run(*args, home=next(homes), argv=(sys.executable, "-c", PEAK), HF_ENDPOINT=hub.url)
        said, _, number = done.stderr.partition("PEAK ")
        assert (done.returncode, said.count("\n")) == (code, code), done.stderr
        return float(number)

    return measured


@pytest.mark.parametrize(
    ("command", "most"),
    [
        (("list", str(DAY)), 10),
        (("show", "2503.00001"), 10),
        (("fetch", "--quiet", "--from", "2025-02-20", "--to", str(DAY)), 40),
    ],
    ids=["list", "show", "fetch"],
)
def test_a_command_takes_little_memory_for_an_answer_that_it_refuses(
    peak: Peak, command: tuple[str, ...], most: float
) -> None:
    with HubDouble({DAY: day(3, on=DAY)}) as hub:
        hub.papers = {"2503.00001": item("2503.00001")["paper"]}
        usual = peak(hub, *command, code=0)
        over = {}
        for name, fault in TOO_MUCH.items():
            hub.break_(fault)
            over[name] = peak(hub, *command, code=1) - usual
    assert max(over.values()) < most, over


def test_the_reader_takes_little_memory_for_answers_that_it_refuses(double: HubDouble, start: Start) -> None:
    def most(*shown: str) -> float:
        reader = start("2026-08-20", HF_ENDPOINT=double.url, **UNFRAMED)
        reader.wait_for(*shown)
        reader.press("r")
        reader.wait_for(*shown)
        found = memory(reader.process.pid)
        reader.press("q")
        assert reader.wait() == 0
        return found

    over = {}
    for name, fault in TOO_MUCH.items():
        double.break_(fault)
        over[name] = most("HF_ENDPOINT")
    double.mend()
    usual = most("fetched just now")
    assert max(over.values()) - usual < 20, (usual, over)
