r"""Finding in a full text: as it is shown, folded like queries are, and by the LaTeX that a formula came as.

What is written like LaTeX, such as `\mathcal{D}` or `x_i`, is looked for in the sources of the formulas, and as the
signs it stands for where those are no plain letters. Signs and the letters of other fonts (`𝒟`, `≠`) are looked for as
they are, because folding makes plain letters of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple, overload

from reader.papers.full_text.mathematics import plain
from reader.papers.full_text.model import Block
from reader.papers.query.fold import Span, fold, unfolded
from reader.papers.query.needle import Needle

_LATEX: Final = re.compile(r"[\\_^{}]")
_FONTS: Final = re.compile("[\U0001d400-\U0001d7ff\u2102-\u2138]")
_PART: Final = 2_000
"""Characters that are looked through at a time."""
_LEFT_OUT: Final = str.maketrans("", "", "{} \n\t%")
"""What is written in LaTeX in one way or another: `x_i` and `x_{i}`."""


class Hit(NamedTuple):
    """A place that was found."""

    block: int
    start: int
    end: int
    """Characters of the text of the block."""


class Hits(Sequence[Hit]):
    """All that was found, in the order of the text; where in a block is told when it is asked, as few are looked at."""

    def __init__(self, texts: Joined, spans: Sequence[Span], *, folded: bool) -> None:
        """Take what was found.

        Args:
            texts: What was looked through.
            spans: Where in it, in order.
            folded: Whether the texts of the blocks were folded.
        """
        self._texts = texts
        self._spans = spans
        self._folded = folded

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, number: int) -> Hit: ...
    @overload
    def __getitem__(self, number: slice) -> list[Hit]: ...
    def __getitem__(self, number: int | slice) -> Hit | list[Hit]:
        """Return one of them, counted from 0."""
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        span = self._spans[number]
        place = self._texts.block_at(span[0])
        [(start, end)] = self._placed(place, [span])
        return Hit(place, start, end)

    def within(self, place: int) -> list[Span]:
        """Return where something was found in one block."""
        first, end = self._texts.starts[place : place + 2]
        found = self._spans[bisect_left(self._spans, (first,)) : bisect_left(self._spans, (end,))]
        return self._placed(place, found) if found else []

    def blocks(self) -> Iterator[int]:
        """Yield the blocks in which something was found."""
        number = 0
        while number < len(self):
            place = self._texts.block_at(self._spans[number][0])
            yield place
            number = bisect_left(self._spans, (self._texts.starts[place + 1],))

    def first_from(self, place: int) -> int:
        """Return the number of the first one in a block or behind it; that of the first of all where none follows."""
        number = bisect_left(self._spans, (self._texts.starts[place],))
        return number if number < len(self) else 0

    def _placed(self, place: int, spans: Sequence[Span]) -> list[Span]:
        first = self._texts.starts[place]
        found = [(start - first, end - first) for start, end in spans]
        return unfolded(found, self._texts.blocks[place].text) if self._folded else found


class Joined:
    """The texts of all blocks, one behind the other, so that finding takes no step for each of them."""

    def __init__(self, blocks: Sequence[Block], texts: Iterable[str]) -> None:
        """Join them.

        Args:
            blocks: The blocks.
            texts: The text of each, or one made of it.
        """
        self.blocks = blocks
        self.starts = [0]
        """Where each block begins, and where the one behind the last one would."""
        self.parts: list[tuple[int, str]] = []
        """The texts of some blocks at a time, and where they begin: one that lacks a word is passed over."""
        part: list[str] = []
        first = 0
        for text in texts:
            part.append(text)
            self.starts.append(self.starts[-1] + len(text) + 1)
            if self.starts[-1] - first >= _PART:
                self.parts.append((first, "\n".join(part)))
                first, part = self.starts[-1], []
        self.parts.append((first, "\n".join(part)))

    def block_at(self, place: int) -> int:
        """The block that has a character."""
        return bisect_right(self.starts, place) - 1


class Finder:
    """Finds in the blocks of a document; what it needs of them is made when it is first asked."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Take the blocks."""
        self._blocks = blocks

    def find(self, typed: str) -> Hits:
        """Find what was typed; nothing is nowhere."""
        typed = typed.strip()
        if _FONTS.search(typed) or not any(map(str.isalnum, typed)):
            return Hits(self._shown, [*self._exact(typed)] if typed else [], folded=False)
        needle = Needle(fold(typed))
        spans = [
            (start + first, end + first)
            for first, part in self._folded.parts
            if needle.finds(part)
            for start, end in needle.spans(part)
        ]
        hits = Hits(self._folded, spans, folded=True)
        return Hits(self._shown, self._as_written(typed, hits), folded=False) if _LATEX.search(typed) else hits

    def _exact(self, text: str) -> Iterator[Span]:
        for first, part in self._shown.parts:
            yield from ((start + first, end + first) for start, end in _places(text, part, 0, len(part)))

    def _as_written(self, typed: str, hits: Hits) -> list[Span]:
        """What was found as it is shown, and what was written so."""
        starts = self._shown.starts
        source, signs = typed.translate(_LEFT_OUT), plain(typed)
        signs = "" if _LATEX.search(signs) else signs
        found = [(start + starts[place], end + starts[place]) for place, start, end in hits]
        if signs and not signs.isascii():
            found += self._exact(signs)
        found.sort()
        for place, sources in enumerate(self._sources):
            if source in sources:
                first = starts[place]
                for start, end in _formulas(self._blocks[place], source, signs):
                    span = start + first, end + first
                    known = bisect_left(found, (span[0],))
                    if known == len(found) or found[known][0] >= span[1]:
                        found.insert(known, span)
        return _apart(found)

    @cached_property
    def _shown(self) -> Joined:
        return Joined(self._blocks, (block.text for block in self._blocks))

    @cached_property
    def _folded(self) -> Joined:
        return Joined(self._blocks, (fold(block.text) for block in self._blocks))

    @cached_property
    def _sources(self) -> list[str]:
        """The LaTeX of each block's formulas, a line each."""
        return [
            "\n".join(span.target.translate(_LEFT_OUT) for span in block.spans if span.kind == "mathematics")
            for block in self._blocks
        ]


def _formulas(block: Block, source: str, signs: str) -> Iterator[Span]:
    """The formulas that came as something: where in them its signs are, else all of each."""
    for span in block.spans:
        if span.kind == "mathematics" and source in span.target.translate(_LEFT_OUT):
            inner = [*_places(signs, block.text, span.start, span.end)] if signs else []
            yield from inner or [(span.start, span.end)]


def _places(part: str, text: str, start: int, end: int) -> Iterator[Span]:
    place = text.find(part, start, end)
    while place >= 0:
        yield place, place + len(part)
        place = text.find(part, place + len(part), end)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, without those that begin within another one."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
