"""What a text is made of: blocks with links, and the lines that they become at one width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from textual.strip import Strip

from reader.papers.links import safe_url
from reader.ui.widgets.cells import fit, whole, width_of, wrap, wrap_facts

if TYPE_CHECKING:
    from reader.papers.query.terms import Place

_URL = r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]'’]"


class Link(Struct, frozen=True):
    """Where something leads, and which part of a text says so."""

    start: int
    end: int
    url: str = ""
    """A checked address; empty where it is a search."""
    query: str = ""
    """What to search for, where it is no address."""


class Block(Struct, frozen=True):
    """A paragraph and the part of the widget that it is, which gives it its style."""

    part: str
    text: str
    gap: bool = True
    """Whether an empty line stands before it."""
    hanging: int = 0
    """Columns that all lines but the first are indented by."""
    places: tuple[Place, ...] = ()
    """What of a paper it is, where that is something that is searched."""
    label: int = 0
    """Characters at its start that are a label."""
    lines: int | None = None
    """Lines that it may fill; the rest is cut."""
    links: tuple[Link, ...] = ()
    """From left to right, none over another; addresses that stand in the text are found."""
    label_part: str = "label"
    """What the label is of the widget."""
    is_facts: bool = False
    """Whether it is not a running text, but facts with a dot between them, which no line begins or ends with."""

    def labelled(self, label: str) -> Block:
        """The block with a label before its text."""
        end = len(label)
        links = tuple(replace(link, start=link.start + end, end=link.end + end) for link in self.links)
        return replace(self, text=label + self.text, label=end, links=links)


class Row(Struct, frozen=True):
    """What part of which text is on a line."""

    block: Block
    start: int
    end: int
    indent: int
    """Blanks before it."""

    def selected(self, span: tuple[int, int]) -> tuple[int, int]:
        """The part of the text that is in a span of characters of the line, whose end is negative for that of it."""
        start, end = (at - self.indent + self.start for at in span)
        start, end = max(start, self.start), self.end if span[1] < 0 else min(end, self.end)
        first, last = whole(self.block.text[self.start : self.end], start - self.start, end - self.start)
        return first + self.start, last + self.start


class Placed(Struct, frozen=True):
    """A part of a link on a line, in columns of the widget."""

    start: int
    end: int
    link: Link
    is_begin: bool
    """Whether the link begins there, and not on a line above."""


Part = tuple[int, int, Link | None]
"""A part of a line: where it starts and ends in the text of its block, and the link that it is of."""


class Page:
    """The lines of a text at one width."""

    def __init__(self) -> None:
        """Make an empty page."""
        self.strips: list[Strip] = []
        self.rows: list[Row | None] = []
        """What is on every line, if anything."""
        self.links: dict[int, list[Placed]] = {}
        """By line, from left to right."""


def found_links(text: str) -> tuple[Link, ...]:
    """The addresses that stand in a text."""
    return tuple(Link(m.start(), m.end(), m[0]) for m in re.finditer(_URL, text) if safe_url(m[0]))


def broken(block: Block, measure: int) -> tuple[Block, list[tuple[int, int]]]:
    """Break a block into lines.

    Args:
        block: The block.
        measure: The columns of the longest line.

    Returns:
        The block, whose text is cut where it may not fill so many lines, and the start and end of each in it.
    """
    width = measure - block.hanging
    wrapped = wrap_facts if block.is_facts else wrap
    lines = wrapped(block.text, width)
    if block.label and block.label == block.hanging:  # All lines begin where the first one does behind its label.
        rest = wrapped(block.text[block.label :], width)
        lines = [(start + block.label, end + block.label) for start, end in rest]
        lines[0] = 0, lines[0][1]
    if (limit := block.lines) and len(lines) > limit:
        start = lines[limit - 1][0]
        block = replace(block, text=block.text[:start] + fit(block.text[start:], width))
        lines[limit - 1 :] = [(start, len(block.text))]
    return block, lines


def cut(block: Block, links: Iterable[Link], start: int, end: int) -> Iterator[Part]:
    """Cut a line at the end of the label, and at the ends of its links."""
    here = start
    for link in (*links, None):
        until = max(here, min(link.start, end)) if link else end
        for first, last in ((here, min(block.label, until)), (max(here, block.label), until)):
            if first < last:
                yield first, last, None
        here = max(here, until)
        if link and here < min(link.end, end):
            yield max(link.start, here), min(link.end, end), link
            here = min(link.end, end)


def placed_links(block: Block, parts: Iterable[Part], column: int) -> Iterator[Placed]:
    """Tell where links are on a line of a block.

    Args:
        block: The block.
        parts: What is on the line.
        column: Where that begins.
    """
    for start, end, link in parts:
        width = width_of(block.text[start:end])
        if link:
            yield Placed(column, column + width, link, start == link.start)
        column += width
