"""From blocks to lines of a width, with what their parts are: for the reading view, and for a pager."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from reader.papers.full_text.columns import HANG, Part, aligned, rows_of
from reader.papers.full_text.model import Block, BlockKind, Span
from reader.papers.full_text.widths import cut, width_of

MEASURE: Final = 80
"""Cells of a line that is read comfortably."""
NUMBER_LIMIT: Final = 12
"""Characters of the longest number of an equation, with its brackets and the tab before it."""
MISSING: Final = "(not in this text)"

_WORD: Final = re.compile(r"[^ \n\t]+")
_LABEL: Final = re.compile(r"(?:\d{1,3}\.|\([A-Za-z0-9]{1,4}\)|\[\d{1,4}\]) ")
_ENTRY_LABEL: Final = re.compile(r"(?:\[[\w+*.-]{1,10}\]|\(\d{1,4}\)|\d{1,4}\.) ")
_BEFORE: Final = re.compile(r" (?=[=≤≥<>≈≃≡≜∝∼→←↦⇒⇔∈∉⊂⊆⊊≠≪≫] )")
_OPERATOR: Final = re.compile(r" (?=[+−±·×∪∩∧∨⊕⊗⊙] )")
_INDENT: Final = 4


class ShownLine(NamedTuple):
    """A line as it is shown."""

    text: str
    spans: tuple[Span, ...] = ()
    """In characters of this line."""


def lines_of(block: Block, width: int = MEASURE) -> list[ShownLine]:
    """Lay a block out; no line is wider than it has to be, and none is empty.

    Args:
        block: The block.
        width: Cells of a line, at least 20.

    >>> [line.text for line in lines_of(Block("item", 0, "1. What is long is broken", (), ""), 20)]
    ['1. What is long is', '   broken']
    """
    shown = _SHAPES.get(block.kind, _paragraph)(block, max(width, 20))
    place = _Spans(block)
    return [place.line(parts) for parts in shown]


def gap_before(block: Block, before: Block | None) -> int:
    """How many empty lines stand between two blocks: items and entries of one list stand together."""
    if before is None:
        return 0
    if block.kind == before.kind and block.kind in ("item", "reference"):
        return 0
    return 2 if block.kind == "heading" and block.level == 1 else 1


class _Spans:
    """Finds the spans of a block that are in a part of its text."""

    def __init__(self, block: Block) -> None:
        self._text = block.text
        self._spans = block.spans
        self._starts = [span.start for span in block.spans]
        self._longest = max((span.end - span.start for span in block.spans), default=0)

    def line(self, parts: Iterable[Part]) -> ShownLine:
        pieces: list[str] = []
        spans: list[Span] = []
        length = 0
        for part in parts:
            if isinstance(part, str):
                piece = part
            else:
                start, end = part
                piece = self._text[start:end]
                for span in self._within(start, end):
                    first, last = max(span.start, start), min(span.end, end)
                    spans.append(Span(span.kind, first - start + length, last - start + length, span.target))
            pieces.append(piece)
            length += len(piece)
        # A tab that is left divides cells of a table that has no room for columns.
        return ShownLine("".join(pieces).replace("\t", " ").rstrip(), tuple(spans))

    def _within(self, start: int, end: int) -> Iterator[Span]:
        first = bisect_left(self._starts, start - self._longest)
        for span in self._spans[first : bisect_left(self._starts, end)]:
            if span.end > start:
                yield span


Lines = Iterator[list[Part]]


def _wrapped(text: str, start: int, end: int, width: int, first: str, other: str) -> Lines:
    """Break a part of a text at its blanks.

    Args:
        text: The text of the block.
        start: Where the part begins.
        end: Where it ends.
        width: Cells of a line.
        first: What stands before the first line.
        other: What stands before the others.
    """
    before, room = first, width - width_of(first)
    begun, used, last = -1, 0, start
    for word in _WORD.finditer(text, start, end):
        place, wide = word.start(), width_of(word[0])
        gap = place - last
        if begun >= 0 and used + gap + wide > room:
            yield [before, (begun, last)]
            before, room = other, width - width_of(other)
            begun = -1
        if begun < 0:
            begun, used, gap = place, 0, 0
            while wide > room:
                behind = cut(text, begun, room, word.end())
                yield [before, (begun, behind)]
                before, room = other, width - width_of(other)
                wide -= width_of(text[begun:behind])
                begun = behind
        used += gap + wide
        last = word.end()
    if begun >= 0 and last > begun:
        yield [before, (begun, last)]


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Where each line of a text begins and ends, but for empty ones."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _paragraph(block: Block, width: int) -> Lines:
    for start, end in _rows(block.text):
        yield from _wrapped(block.text, start, end, width, "", "")


def _hanging(block: Block, width: int) -> Lines:
    label = _ENTRY_LABEL.match(block.text)
    other = " " * (width_of(label[0]) if label else _INDENT)
    for start, end in _rows(block.text):
        yield from _wrapped(block.text, start, end, width, "", other)


def _item(block: Block, width: int) -> Lines:
    indent = "  " * min(block.level, 6)
    label = _LABEL.match(block.text)
    first = indent if label else f"{indent}• "
    other = indent + " " * (len(label[0]) if label else 2)
    for count, (start, end) in enumerate(_rows(block.text)):
        yield from _wrapped(block.text, start, end, width, other if count else first, other)


def _caption(block: Block, width: int) -> Lines:
    yield from _paragraph(block, width)
    if block.level:
        yield [MISSING]


def _figure(block: Block, width: int) -> Lines:
    for count, (start, end) in enumerate(_rows(block.text)):
        yield from _wrapped(block.text, start, end, width, "  " if count else "▣ ", "  ")


def _code(block: Block, width: int) -> Lines:
    start = 0
    for row in block.text.split("\n"):
        end = start + len(row)
        place = start
        while place < end or place == start:
            behind = cut(block.text, place, width, end) if end - place > width // 2 else end
            yield [(place, behind)]
            place = behind
            if place >= end:
                break
        start = end + 1


def _algorithm(block: Block, width: int) -> Lines:
    for start, end in _rows(block.text):
        indent = len(block.text[start:end]) - len(block.text[start:end].lstrip())
        step = re.compile(r"\s*(?:\d+:\s*)?").match(block.text, start, end)
        inner = min(step.end() - start if step else indent, width // 2)
        first = block.text[start : start + inner] if step else " " * indent
        yield from _wrapped(block.text, start + len(first), end, width, first, " " * (inner + 2))


def _formula(block: Block, width: int) -> Lines:
    """Rows of a display: the number at the right edge, breaks before relations."""
    for start, end in _rows(block.text):
        tab = block.text.rfind("\t", start, end)
        number = block.text[tab + 1 : end] if tab >= 0 and end - tab <= NUMBER_LIMIT else ""
        stop = tab if number else end
        room = width - _INDENT - (len(number) + 2 if number else 0)
        lines = [*_broken(block.text, start, stop, room)]
        for count, (begin, behind) in enumerate(lines):
            before = " " * (_INDENT if not count else _INDENT + 2)
            parts: list[Part] = [before, (begin, behind)]
            if number and count == len(lines) - 1:
                used = len(before) + width_of(block.text[begin:behind])
                parts += [" " * max(2, width - used - len(number)), (tab + 1, end)]
            yield parts


def _broken(text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
    """Break a formula before a relation, else before an operator, else at a blank."""
    is_first = True
    wide = width_of(text[start:end])
    while wide > room:
        limit = cut(text, start, room, end)
        place = next(filter(None, (_last(pattern, text, start, limit) for pattern in _BREAKS)), limit)
        yield start, place
        behind = place + (text[place : place + 1] == " ")
        wide -= width_of(text[start:behind])
        start = behind
        room -= 2 * is_first
        is_first = False
    if start < end:
        yield start, end


_BREAKS: Final = (_BEFORE, _OPERATOR, re.compile(r"(?<=,) "), re.compile(r" "))


def _last(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int:
    """The last place of a line's second half where a pattern stands; 0 for none."""
    least = start + (limit - start) // 3
    return max(
        (found.start() for found in pattern.finditer(text, least, limit + 2) if found.start() <= limit), default=0
    )


def _table(block: Block, width: int) -> Lines:
    rows = rows_of(block.text)
    found = aligned(block.text, rows, width)
    if found is not None:
        yield from found
        return
    for start, end in _rows(block.text):
        yield from _wrapped(block.text, start, end, width, "", " " * HANG)


_SHAPES: Final[dict[BlockKind, Callable[[Block, int], Lines]]] = {
    "item": _item,
    "reference": _hanging,
    "footnote": _hanging,
    "caption": _caption,
    "figure": _figure,
    "code": _code,
    "algorithm": _algorithm,
    "formula": _formula,
    "table": _table,
}


def wrapped(text: str, width: int = MEASURE) -> Iterator[str]:
    """Yield the lines of a paragraph."""
    yield from (line.text for line in lines_of(Block("paragraph", 0, text, (), ""), width))


def with_addresses(block: Block) -> Block:
    """A block for where links cannot be followed: the address of each stands behind it, unless it is its text."""
    if block.kind == "figure":
        targets = [span.target for span in block.spans if span.kind == "link" and span.target not in block.text]
        return replace(block, text="\n".join([block.text, *(f"<{target}>" for target in targets)]), spans=())
    pieces: list[str] = []
    place = 0
    for span in block.spans:
        if span.kind == "link" and span.end >= place and span.target not in block.text[span.start : span.end]:
            pieces += (block.text[place : span.end], f" <{span.target}>")
            place = span.end
    return replace(block, text="".join([*pieces, block.text[place:]]), spans=()) if pieces else block


def plain_lines(blocks: Iterable[Block], width: int = MEASURE) -> Iterator[str]:
    """Yield the lines of some blocks for a pager: headings of sections are underlined, links have their addresses."""
    before: Block | None = None
    for block in map(with_addresses, blocks):
        lines = lines_of(block, width)
        if not lines:
            continue
        yield from [""] * gap_before(block, before)
        yield from (line.text for line in lines)
        if block.kind == "heading" and block.level == 1:
            yield "─" * max((width_of(line.text) for line in lines), default=0)
        before = block
