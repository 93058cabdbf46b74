"""What a block is made of before its lines are read: its kind, and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.papers.full_text.lines import Line
from reader.papers.full_text.model import BlockKind, Span


class Piece(NamedTuple):
    """A block whose text is still as it came."""

    kind: BlockKind
    level: int
    text: str
    raw: str
    spans: tuple[Span, ...] | None = None
    """None where the text is still to be read."""


class Found(NamedTuple):
    """A piece, and the place of the line behind it."""

    piece: Piece
    end: int


Finder = Callable[[Sequence[Line], int], Found | None]
"""Tells whether something begins at a line, which is not empty."""


def raw_of(lines: Sequence[Line], start: int, end: int) -> str:
    """Some lines as they came."""
    if end == start + 1:
        return lines[start].raw.strip("\n")
    return "\n".join([line.raw for line in lines[start:end]]).strip("\n")


def is_blank(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is empty, or behind the last one."""
    return place >= len(lines) or not (text := lines[place].text) or text.isspace()


def after_blanks(lines: Sequence[Line], place: int, most: int = 4) -> int:
    """The place of the next line that is not empty, if it follows soon."""
    for offset in range(most):
        if not is_blank(lines, place + offset):
            return place + offset
    return place


def paragraph_end(lines: Sequence[Line], start: int) -> int:
    """The place behind the last line of a paragraph."""
    end = start
    while not is_blank(lines, end) and (end == start or lines[end].kind is None):
        end += 1
    return end
