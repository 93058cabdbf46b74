"""How much memory an answer of the Hub can take, at the most; the reader's own is measured beside it."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest

from reader.hub.client import PAPER_LIMIT
from reader.hub.decoding import ITEMS_LIMIT
from reader.hub.rate_limit import BODY_LIMIT, VALUES_LIMIT
from tests.bench.runs import memory
from tests.cli.running import run
from tests.conftest import UNFRAMED, Start
from tests.hub import faults
from tests.hub.double import Fault, HubDouble, as_json
from tests.hub.papers import Item, day, item, paper_id

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc, as Linux has it"),
]

DAY = date(2025, 3, 5)
# What a test imports would count.
PEAK = """
import sys
from reader.cli import main
try:
    main()
finally:
    with open("/proc/self/status") as status:
        sys.stderr.write("PEAK " + status.read().partition("VmHWM:")[2].split()[0])
"""
TOO_MUCH: dict[str, Fault] = {
    "bomb": faults.Bomb(),
    "endless": faults.endless,
    "empty lists": faults.Answers(200, b"[%b[]]" % (b"[]," * 650_000)),
    "empty lists said": faults.Answers(200, b'{"error": [%b[]]}' % (b"[]," * 650_000)),
    "numbers": faults.Answers(200, b"[%b0]" % (b"0," * 49_000)),
    "one text": faults.Answers(200, as_json({"error": "x" * 2_000_000})),
    "one wide text": faults.Answers(200, as_json([{"paper": {"id": paper_id(1), "padding": "🤖" + "x" * 2_000_000}}])),
    "blanks": faults.Answers(200, b" " * 2_000_000 + b"{}" + b" " * 90_000),
}
"""Answers that are refused, some of them only once they were decoded."""


def filled(inside: Callable[[int], Item], before: bytes = b"[") -> bytes:
    """A day with as many papers as it may have, each with a title and what a number gives it."""
    made: list[bytes] = []
    size, values = len(before), 2
    for number in count(1):
        paper = {"id": paper_id(number), "title": f"Paper {number}", "submittedOnDailyAt": f"{DAY}T00:00:00.000Z"}
        one = written({"paper": paper | inside(number)})
        size, values = size + len(one) + 1, values + sum(map(one.count, (b",", b"[", b"{"))) + 1
        if size > BODY_LIMIT or values > VALUES_LIMIT or number > ITEMS_LIMIT - 1:
            break
        made.append(one)
    return before + b",".join(made) + b"]"


def written(value: Item) -> bytes:
    """JSON as the Hub writes it."""
    return json.dumps(value, ensure_ascii=False).encode()


def packed(body: bytes) -> Fault:
    """An answer as the Hub sends it."""
    return faults.Answers(200, gzip.compress(body, 1), {"Content-Encoding": "gzip"})


def prose(number: int, begin: str, size: int) -> str:
    """An abstract of some characters."""
    return (begin + f"{number} papers want to be seen and read by somebody. " * size)[:size]


def lists(key: str, each: Callable[[str], Any]) -> Callable[[int], Item]:
    """Papers with a list of a thousand short texts."""
    return lambda number: {key: [each(f"{number} of {one}") for one in range(1_000)]}


DAYS: dict[str, bytes] = {
    "plain abstracts": filled(lambda number: {"summary": prose(number, "", 1_800)}),
    "abstracts with TeX": filled(lambda number: {"summary": prose(number, r"$\alpha$ of ", 19_000)}),
    "wide abstracts": filled(lambda number: {"summary": prose(number, r"🤖 $\alpha$ of ", 19_000)}),
    "authors": filled(lists("authors", lambda name: {"name": name})),
    "keywords": filled(lists("ai_keywords", lambda name: f"🤖 {name}")),
    "very many": filled(lambda number: {}),
    "what is not read": filled(lambda number: {"padding": [{"x": []}] * 5_000}),
    "almost JSON": filled(lambda number: {"summary": prose(number, r"$\alpha$ of ", 9_000)}, b"[NaN,"),
}
"""Days that are as large as they may be."""
WIDE: Final = {"wide abstracts"}
"""A single wide sign has Python keep a text in four bytes a character: twice as much memory may be taken for these."""
ONE = {"id": "2503.00001", "title": "A paper"}
PAPERS: dict[str, bytes] = {
    "text": written(ONE | {"summary": "🤖" + "x" * (PAPER_LIMIT - 100)}),
    "authors": written(ONE | {"authors": [{"name": f"Author {number}"} for number in range(19_000)]}),
    "keywords": written(ONE | {"ai_keywords": [f"🤖 {number}" for number in range(36_000)]}),
    "what is not read": written(ONE | {"padding": [{"x": []}] * 12_000}),
}
"""Papers that are as large as they may be."""

Peak = Callable[..., float]


@pytest.fixture
def peak(tmp_path: Path) -> Peak:
    """Runs a command in a home of its own and tells the most memory that it had, MB."""
    homes = (tmp_path / str(number) for number in count())

    def measured(hub: HubDouble, *args: str, code: int, says: int) -> float:
        done = run(*args, home=next(homes), argv=(sys.executable, "-c", PEAK), HF_ENDPOINT=hub.url)
        said, _, number = done.stderr.partition("PEAK ")
        assert (done.returncode, said.count("\n")) == (code, says), done.stderr
        return int(number) / 1024

    return measured


@pytest.mark.parametrize(
    ("command", "most"),
    [
        (("list", str(DAY)), 6),
        (("show", "2503.00001"), 6),
        (("fetch", "--quiet", "--from", "2025-02-20", "--to", str(DAY)), 22),
    ],
    ids=["list", "show", "fetch"],
)
def test_a_command_takes_little_memory_for_an_answer_that_it_refuses(
    peak: Peak, command: tuple[str, ...], most: float
) -> None:
    with HubDouble({DAY: day(3, on=DAY)}) as hub:
        hub.papers = {"2503.00001": item("2503.00001")["paper"]}
        usual = peak(hub, *command, code=0, says=0)
        over = {}
        for name, fault in TOO_MUCH.items():
            hub.break_(fault)
            over[name] = peak(hub, *command, code=1, says=1) - usual
    assert max(over.values()) < most, over


@pytest.mark.parametrize(
    ("command", "answers", "most"),
    [
        (("list", str(DAY)), DAYS, 18),
        (("show", "2503.00001"), PAPERS, 10),
        (
            ("fetch", "--quiet", "--from", "2025-02-28", "--to", str(DAY)),
            {name: DAYS[name] for name in ("wide abstracts", "keywords")},
            34,
        ),
    ],
    ids=["list", "show", "fetch"],
)
def test_a_command_takes_little_memory_for_an_answer_as_large_as_it_may_be(
    peak: Peak, command: tuple[str, ...], answers: dict[str, bytes], most: float
) -> None:
    with HubDouble({DAY: day(3, on=DAY)}, today=DAY) as hub:
        hub.papers = {"2503.00001": item("2503.00001")["paper"]}
        usual = peak(hub, *command, code=0, says=0)
        over = {}
        for name, body in answers.items():
            hub.break_(packed(body))
            over[name] = peak(hub, *command, code=0, says=int(name == "almost JSON")) - usual
    assert all(much < most * (1 + (name in WIDE)) for name, much in over.items()), (usual, over)


@pytest.fixture
def most(start: Start, tmp_path: Path) -> Peak:
    """Tells the most memory that a reader has while it shows a day and asks for it again, MB; each has its own home."""
    homes = (tmp_path / f"of reader {number}" for number in count())

    def measured(hub: HubDouble, *shown: str) -> float:
        reader = start(str(DAY), HOME=str(next(homes)), HF_ENDPOINT=hub.url, **UNFRAMED)
        reader.wait_for(*shown)
        asked = len(hub.requests)
        reader.press("r")
        reader.wait_until(lambda: len(hub.requests) > asked)
        reader.wait_for(*shown)
        reader.rest()
        found = memory(reader.process.pid)
        reader.press("q")
        assert reader.wait() == 0
        return found

    return measured


def test_the_reader_takes_little_memory_for_answers_that_it_refuses(most: Peak) -> None:
    with HubDouble({DAY: day(3, on=DAY)}, today=DAY) as hub:
        usual = most(hub, "fetched just now")
        over = {}
        for name, fault in TOO_MUCH.items():
            hub.break_(fault)
            over[name] = most(hub, "HF_ENDPOINT") - usual
    assert max(over.values()) < 14, (usual, over)


def test_the_reader_takes_little_memory_for_answers_as_large_as_they_may_be(most: Peak) -> None:
    with HubDouble({DAY: day(3, on=DAY)}, today=DAY) as hub:
        usual = most(hub, "fetched just now")
        over = {}
        for name in ("plain abstracts", "abstracts with TeX", "wide abstracts", "authors", "keywords"):
            hub.break_(packed(DAYS[name]))
            over[name] = most(hub, "Paper 1", "just now") - usual
    assert over["plain abstracts"] < 30, over
    assert all(much < 48 * (1 + (name in WIDE)) for name, much in over.items()), (usual, over)
