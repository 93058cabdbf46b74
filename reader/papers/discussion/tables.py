"""Tables in Markdown with their columns below each other, all cells as they were written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reader.papers.full_text.widths import width_of

WIDEST: Final = 64
"""Columns of the widest table that is aligned: a wider one is broken into lines, and blanks would only make more."""
_BORDER: Final = re.compile(r"(?<!\\)\|")
_RULE: Final = re.compile(r":?-+:?")


def aligned(lines: Sequence[str]) -> list[str]:
    """Lines of a table, each cell padded to the width of its column; as they are where that would be too wide.

    >>> aligned(["|run|loss|", "|:--|---:|", "| 1 | 0.21 | more |"])
    ['| run | loss |      |', '| --- | ---- | ---- |', '| 1   | 0.21 | more |']
    """
    rows = [[cell.strip() for cell in _BORDER.split(_inside(line))] for line in lines]
    count = max(map(len, rows), default=0)
    rows = [row + [""] * (count - len(row)) for row in rows]
    rules = [row for row in rows[1:2] if any(row) and all(_RULE.fullmatch(cell) or not cell for cell in row)]
    if not rules or count > WIDEST:
        return [*lines]
    said = [row for row in rows if row is not rules[0]]
    widths = [max(3, *(width_of(row[column]) for row in said)) for column in range(count)]
    if sum(widths) + 3 * count + 1 > WIDEST:
        return [*lines]
    is_right = [cell.endswith(":") and not cell.startswith(":") for cell in rules[0]]
    shown = []
    for row in rows:
        cells = ["-" * width for width in widths] if row is rules[0] else row
        padded = (_padded(*each) for each in zip(cells, widths, is_right, strict=True))
        shown.append(f"| {' | '.join(padded)} |")
    return shown


def _inside(line: str) -> str:
    """A line without the borders at its ends."""
    line = line.strip().removeprefix("|")
    return line[:-1] if line.endswith("|") and not line.endswith("\\|") else line


def _padded(cell: str, width: int, is_right: bool) -> str:
    blanks = " " * (width - width_of(cell))
    return blanks + cell if is_right else cell + blanks
