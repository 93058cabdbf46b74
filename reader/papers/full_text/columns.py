"""Tables in columns, as far as they fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from reader.papers.full_text.widths import cut, width_of

Part = str | tuple[int, int]
"""What a line is made of: an addition, or where a part of the text of the block begins and ends."""
Cell = tuple[int, int]

GAP: Final = 2
"""Blanks between columns."""
HANG: Final = 2
"""Blanks before what goes on with a row, so that it is not taken for a row of its own."""
LEAST: Final = 6
"""Cells of a terminal that a column has at least where it is broken."""

_NUMBER: Final = re.compile(r"[-−–+±~<>]?\d[\d.,]*(?:[%×xMBK]|±\S+)?|[-–—]")


def rows_of(text: str) -> list[list[Cell]]:
    """Where the cells of each row are: between tabs; without any, the numbers at the end of every row."""
    rows: list[list[Cell]] = []
    start = 0
    for line in text.split("\n"):
        cells, place = [], start
        for cell in line.split("\t"):
            cells.append((place, place + len(cell)))
            place += len(cell) + 1
        rows.append(cells)
        start += len(line) + 1
    return rows if "\t" in text else _with_numbers(text, rows)


def _with_numbers(text: str, rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Divide the lines of a collapsed table before the numbers at their ends, as many as every such line has."""
    ends = [[*_numbers(text, start, end)] for [(start, end)] in rows]
    count = min((len(numbers) for numbers in ends if numbers), default=0)
    if count < 2:
        return [[*row] for row in rows]
    divided: list[list[Cell]] = []
    for row, numbers in zip(rows, ends, strict=True):
        kept = numbers[-count:]
        begin = row[0][0]
        divided.append([(begin, max(begin, kept[0][0] - 1)), *kept] if kept else [*row])
    return divided


def _numbers(text: str, start: int, end: int) -> list[Cell]:
    found: list[Cell] = []
    while end > start:
        begin = text.rfind(" ", start, end) + 1 or start
        if not _NUMBER.fullmatch(text, begin, end):
            break
        found.append((begin, end))
        end = begin - 1
    return found[::-1]


def aligned(text: str, rows: Sequence[Sequence[Cell]], width: int) -> Iterator[list[Part]] | None:
    """Lay a table out in columns, numbers at the right; None where it does not fit, or has one column."""
    count = max(map(len, rows), default=0)
    if count < 2:
        return None
    whole = [row for row in rows if len(row) > 1]
    wide = [0] * count
    for row in whole:
        for column, (start, end) in enumerate(row):
            wide[column] = max(wide[column], width_of(text[start:end].strip(" ")))
    room = width - GAP * (count - 1)
    if sum(wide) > room and not _narrowed(wide, room):
        return None
    right = [_is_of_numbers(text, whole, column) for column in range(count)]
    return _lines(text, rows, wide, right, width)


def _narrowed(wide: list[int], room: int) -> bool:
    """Take from the widest columns what is too much, if that can be done."""
    if room < LEAST * len(wide):
        return False
    while sum(wide) > room:
        widest = max(range(len(wide)), key=wide.__getitem__)
        wide[widest] -= 1
    return True


def _is_of_numbers(text: str, rows: Sequence[Sequence[Cell]], column: int) -> bool:
    cells = [text[row[column][0] : row[column][1]].strip() for row in rows if column < len(row)]
    numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in cells)
    return numbers > 0 and numbers * 2 >= sum(map(bool, cells))


def _lines(
    text: str, rows: Sequence[Sequence[Cell]], wide: Sequence[int], right: Sequence[bool], width: int
) -> Iterator[list[Part]]:
    for row in rows:
        room = [width] if len(row) == 1 else wide
        broken = [[*_broken(text, *cell, room[column], 0 if column else HANG)] for column, cell in enumerate(row)]
        for count, parts in enumerate(zip_longest(*broken)):
            line: list[Part] = []
            for column, part in enumerate(parts):
                hang = HANG if count and not column else 0
                blanks = " " * (room[column] - hang - (width_of(text[part[0] : part[1]]) if part else 0))
                line += [" " * (GAP if column else hang)]
                line += (
                    [blanks, part] if part and right[column] and len(row) > 1 else [part, blanks] if part else [blanks]
                )
            yield line


def _broken(text: str, start: int, end: int, room: int, hang: int) -> Iterator[Cell]:
    """Break a cell at its blanks, all lines but the first shorter by what hangs; an empty one has no lines."""
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    wide = width_of(text[start:end])
    while wide > room:
        limit = cut(text, start, room, end)
        blank = text.rfind(" ", start, limit + 1)
        place = blank if blank > start else limit
        yield start, place
        behind = place + (text[place : place + 1] == " ")
        wide -= width_of(text[start:behind])
        start = behind
        room -= hang
        hang = 0
    if start < end:
        yield start, end
