"""The lines of the blocks of a full text at one width, made when they come into sight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from reader.papers.full_text.layout import ShownLine, gap_before, lines_of
from reader.papers.full_text.model import Block, BlockKind, Span
from reader.ui.signs import spelled

PARTS: Final[Mapping[BlockKind, str]] = {
    "heading": "title",
    "label": "title",
    "caption": "meta",
    "code": "code",
    "algorithm": "code",
    "figure": "meta",
    "footnote": "meta",
    "front": "meta",
}
"""The part of the widget that a kind of block is; others are plain text."""
OVER: Final = {
    "link": "link",
    "citation": "cited",
    "reference": "cited",
    "emphasis": "emphasis",
    "strong": "strong",
    "code": "cited",
    "match": "match",
    "chosen": "hit",
}
"""What is laid over the style of a part for a kind of span."""
KEPT: Final = 2_000
"""Lines that are kept at most beside those in sight and those of the last blocks."""
BLOCKS: Final = 100
"""Blocks that are kept whatever they take: drawing one line may ask for a block of many lines, and for the end."""

Highlights = Mapping[int, Sequence[tuple[int, int]]]
"""What stands out, by block: the characters of its text, from left to right."""


class Laid(NamedTuple):
    """A block as it is laid out."""

    block: Block
    """As it is shown: with its source in place of its text where that is wanted."""
    gap: int
    """Empty lines before it."""
    lines: Sequence[ShownLine]

    @property
    def rows(self) -> int:
        """How many lines it takes, the empty ones before it among them."""
        return self.gap + len(self.lines) if self.lines else 0


class Spot(NamedTuple):
    """A line of a text."""

    block: int
    """The place of a block among all."""
    row: int
    """A line of it, of which the first ones are the empty lines before it."""


class Shown(NamedTuple):
    """A line in sight."""

    y: int
    """Its line of the widget."""
    block: int
    line: ShownLine
    column: int
    """Where its text begins in the widget."""


TOP: Final = Spot(0, 0)


class TextLines:
    """Blocks that are laid out one by one, where a line of them is asked for."""

    def __init__(self, blocks: Sequence[Block], width: int) -> None:
        """Take blocks, and the cells of a line."""
        self.blocks = blocks
        self.width = width
        """Without any there are no lines yet."""
        self.ends = [*accumulate(len(block.text) + 1 for block in blocks)]
        """The letters of all blocks up to the end of each."""
        self.sources: set[int] = set()
        """The blocks whose source is shown."""
        self.highlights: Highlights = {}
        self.chosen: tuple[int, int, int] | None = None
        """The one of them that was gone to: its block, and where in it."""
        self._laid: dict[int, Laid] = {}
        self._count = 0

    def forget(self, blocks: Iterable[int] | None = None) -> None:
        """Lay some blocks out again, or all of them."""
        for block in [*self._laid] if blocks is None else blocks:
            if (laid := self._laid.pop(block, None)) is not None:
                self._count -= laid.rows

    def __getitem__(self, index: int) -> Laid:
        """Lay a block out."""
        laid = self._laid.get(index)
        if laid is None:
            if self._count > KEPT and len(self._laid) >= BLOCKS:
                self.forget()
            laid = self._laid[index] = self._made(index)
            self._count += laid.rows
        return laid

    def _made(self, index: int) -> Laid:
        own = self.blocks[index]
        block = Block("code", 0, own.raw.strip("\n"), (), own.raw) if index in self.sources else own
        if (said := spelled(block.text)) != block.text:
            block = replace(block, text=said, spans=())  # Where they are is not known any more.
        elif index not in self.sources and (found := self.highlights.get(index)):
            block = replace(block, spans=_with_matches(block.spans, found, self._chosen_in(index)))
        return Laid(block, gap_before(own, self.blocks[index - 1] if index else None), lines_of(block, self.width))

    def _chosen_in(self, index: int) -> tuple[int, int] | None:
        return self.chosen[1:] if self.chosen and self.chosen[0] == index else None

    def placed(self, index: int, spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
        """The parts of a block on each of its lines; nowhere while they are the lines of another text than its own.

        Args:
            index: The place of the block.
            spans: In characters of its text.
        """
        own = self.blocks[index]
        if index in self.sources or spelled(own.text) != own.text:
            return [() for _ in self[index].lines]
        return [line.spans for line in lines_of(replace(own, spans=spans), self.width)]

    def spot_of(self, index: int, start: int, end: int) -> Spot:
        """The line on which a part of a block begins, its first one where that cannot be told."""
        lines = self.placed(index, (Span("link", start, end),))
        return Spot(index, self[index].gap + next((row for row, spans in enumerate(lines) if spans), 0))

    @property
    def is_laid_out(self) -> bool:
        """Whether there are lines."""
        return bool(self.blocks) and self.width > 0

    # Where lines are

    def spots(self, spot: Spot, count: int) -> Iterator[Spot]:
        """Yield so many lines from one on, if there are as many."""
        block, row = spot
        while self.is_laid_out and count > 0 and block < len(self.blocks):
            if row < self[block].rows:
                yield Spot(block, row)
                row += 1
                count -= 1
            else:
                block, row = block + 1, 0

    def moved(self, spot: Spot, steps: int) -> Spot:
        """Return the line that is some lines below another one, or above it: the last or the first one at most."""
        if not self.is_laid_out:
            return spot
        block, row = spot.block, spot.row + steps
        last = len(self.blocks) - 1
        while row < 0 and block > 0:
            block -= 1
            row += self[block].rows
        while block < last and row >= (rows := self[block].rows):
            row -= rows
            block += 1
        return Spot(block, max(0, min(row, self[block].rows - 1)))

    def valid(self, spot: Spot) -> Spot:
        """Return the nearest line that there is."""
        if not self.is_laid_out:
            return spot
        block = max(0, min(spot.block, len(self.blocks) - 1))
        return self.moved(Spot(block, max(0, min(spot.row, self[block].rows - 1))), 0)

    def last_page(self, height: int) -> Spot:
        """Return the first of so many lines that end the text."""
        end = len(self.blocks) - 1
        return self.moved(Spot(end, max(0, self[end].rows - 1)), 1 - height) if self.is_laid_out else TOP

    def is_last(self, spot: Spot) -> bool:
        """Whether nothing follows a line."""
        return self.moved(spot, 1) == spot

    # Places that hold at any width

    def share(self, spot: Spot) -> float:
        """How much of its block is above a line, from 0 to 1."""
        return spot.row / max(1, self[spot.block].rows) if spot.row > 0 and self.is_laid_out else 0.0

    def at_share(self, block: int, share: float) -> Spot:
        """Return the line of which so much of a block is above."""
        if not self.is_laid_out:
            return Spot(block, 0)
        block = max(0, min(block, len(self.blocks) - 1))
        return self.valid(Spot(block, round(share * self[block].rows)))

    def letters(self, spot: Spot) -> float:
        """About how many letters are before a line."""
        start = self.ends[spot.block - 1] if spot.block else 0
        return start + (self.ends[spot.block] - start) * min(1.0, self.share(spot))

    def at_letters(self, letters: float) -> Spot:
        """Return the line before which about so many letters are."""
        block = min(bisect_right(self.ends, letters), len(self.blocks) - 1)
        start = self.ends[block - 1] if block else 0
        return self.at_share(block, (letters - start) / max(1, self.ends[block] - start))


def _with_matches(
    spans: Iterable[Span], found: Iterable[tuple[int, int]], chosen: tuple[int, int] | None
) -> tuple[Span, ...]:
    # Kinds that no text has.
    matches = (
        Span("chosen" if (start, end) == chosen else "match", start, end)  # type: ignore[arg-type]
        for start, end in found
    )
    return tuple(sorted((*spans, *matches), key=lambda span: span.start))


def pieces(line: ShownLine) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Cut a line where its looks change: each piece with what is laid over its style.

    >>> [*pieces(ShownLine("see here", (Span("link", 4, 8, "https://example.org"),)))]
    [('see ', ()), ('here', ('link',))]
    """
    spans = [span for span in line.spans if span.kind in OVER]
    places = sorted({0, len(line.text), *(at for span in spans for at in (span.start, span.end))})
    for start, end in pairwise(places):
        over = (OVER[span.kind] for span in spans if span.start <= start and end <= span.end)
        yield line.text[start:end], tuple(dict.fromkeys(over))
