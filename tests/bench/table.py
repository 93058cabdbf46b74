"""How what was measured is told: medians, paired ratios and goals."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from typing import NamedTuple

Measured = Mapping[str, Mapping[str, list[list[float]]]]
"""Of every program what was measured, by its name: of every round the values."""

PEERS = ("bare", "lines", "newsboat", "less")


class Unit(NamedTuple):
    """How numbers are written."""

    factor: float
    form: str


MS = Unit(1000, "{:.1f} ms")
KB = Unit(1 / 1000, "{:.2f} kB")
MB = Unit(1, "{:.1f} MB")
BYTES = Unit(1, "{:.0f} B")
COUNT = Unit(1, "{:.2f}")


def p50(values: list[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: list[float]) -> float:
    """What 95 of 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


class Line(NamedTuple):
    """A line of the table."""

    what: str
    measured: str
    """Its name in the results."""
    unit: Unit = MS
    of: Callable[[list[float]], float] = p50
    goal: str = ""
    who: str = "reader"
    against: str = ""
    """Its name in the results of others; the same by default."""
    others: tuple[str, ...] = PEERS


LINES = (
    Line("list readable, with a frame", "readable", goal="≤ ×1 newsboat, ≤ ×0.15 bare", against="painted"),
    Line("painted by Textual, without a frame", "painted", goal="≤ ×1.15 bare"),
    Line("painted by Textual, with a frame", "painted over", goal="≤ ×1.15 bare", against="painted"),
    Line("j typed at exec answered, without a frame", "first key", goal="≤ ×1.15 bare", against="painted"),
    Line("j typed at exec answered, with a frame", "first key framed", goal="≤ ×1.15 bare", against="painted"),
    Line("j settled, p50", "key", goal="≤ ×1.3 lines"),
    Line("j settled, p95", "key", of=p95, goal="≤ ×1.3 lines"),
    Line("frames a key", "key frames", COUNT, statistics.mean, goal="1"),
    Line("bytes a key", "key bytes", KB, goal="≤ 6.5 kB"),
    Line("j held at 30 Hz: lag of the last, p50", "lag", goal="≤ 25 ms"),
    Line("j held at 30 Hz: lag of the last, most", "lag", of=max, goal="≤ 50 ms"),
    Line("j held at 30 Hz: frames a press", "held frames", COUNT, statistics.mean, goal="≥ 0.95"),
    Line("j while 14 days are fetched, p50", "key fetching", others=()),
    Line("j while 14 days are fetched, p95", "key fetching", of=p95, goal="≤ 50 ms", others=()),
    Line("[ to a stored day settled, p50", "day", goal="≤ 20 ms"),
    Line("[ to a stored day settled, p95", "day", of=p95, goal="≤ 50 ms"),
    Line("frames a [", "day frames", COUNT, statistics.mean, goal="1"),
    Line("quit → prompt", "quit", goal="≤ 60 ms"),
    Line("quit → prompt while the Hub hangs", "quit hanging", goal="≤ 60 ms", against="quit"),
    Line("most memory, a day open", "memory", MB, goal="≤ 45 MB, ≤ ×1.4 bare"),
    Line("idle: bytes", "idle bytes", BYTES, goal="0"),
    Line("idle: computed", "idle computed", goal="≤ ×1 bare"),
)
FULL = (
    Line("painted by Textual, without a frame", "painted", goal="≤ ×1.05", who="full", others=("reader",)),
    Line("j settled, p50", "key", goal="≤ ×1.05", who="full", others=("reader",)),
    Line("j settled, p95", "key", of=p95, who="full", others=("reader",)),
    Line("[ to a stored day settled, p50", "day", goal="≤ ×1.05", who="full", others=("reader",)),
    Line("[ to a stored day settled, p95", "day", of=p95, goal="≤ 50 ms", who="full", others=("reader",)),
    Line("quit → prompt", "quit", goal="≤ 60 ms", who="full", others=("reader",)),
    Line("most memory, a day open", "memory", MB, goal="≤ 4 MB more", who="full", others=("reader",)),
)
"""The reader with 1,000 stored days and 50,000 marks beside the one with little."""


def table(measured: Measured) -> str:
    """Everything that was measured, for a terminal."""
    return (
        f"{_block('reader', LINES, measured)}\n\n1,000 days and 50,000 marks beside one day and 60 marks:\n"
        + _block("full", FULL, measured)
    )


def _block(who: str, lines: tuple[Line, ...], measured: Measured) -> str:
    others = [name for name in lines[0].others if name in measured]
    compared = [name for name in others if name in ("bare", "lines", "reader")]
    head = ["", who, *others, *(f"÷ {name}" for name in compared), "goal"]
    rows = [head, *filter(None, (_row(line, others, compared, measured) for line in lines))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_aligned(row, widths) for row in rows)


def _row(line: Line, others: list[str], compared: list[str], measured: Measured) -> list[str] | None:
    ours = measured.get(line.who, {}).get(line.measured)
    if not ours:
        return None
    against = line.against or line.measured
    theirs = {name: measured[name].get(against, []) for name in others}
    return [
        line.what,
        _number(ours, line),
        *(_number(theirs[name], line) for name in others),
        *(_ratio(ours, theirs[name], line) for name in compared),
        line.goal,
    ]


def _number(rounds: list[list[float]], line: Line) -> str:
    values = [value for one in rounds for value in one]
    return line.unit.form.format(line.of(values) * line.unit.factor) if values else ""


def _ratio(ours: list[list[float]], theirs: list[list[float]], line: Line) -> str:
    """The median of what the rounds say, each of both programs: so the machine was about as busy for both."""
    pairs = [(line.of(one), line.of(other)) for one, other in zip(ours, theirs, strict=False) if one and other]
    ratios = [one / other for one, other in pairs if other]
    return f"×{statistics.median(ratios):.2f}" if ratios else ""


def _aligned(row: list[str], widths: list[int]) -> str:
    first, *numbers, goal = row
    cells = [first.ljust(widths[0]), *(text.rjust(width) for text, width in zip(numbers, widths[1:-1], strict=True))]
    return "  ".join([*cells, goal]).rstrip()
