"""Where the numbered parts of a full text are: its figures, tables, equations, sections, algorithms and theorems.

The text has no anchors, so that a part is found by its label: the block that begins with `Figure 3`. A label that two
blocks have leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reader.papers.full_text.headings import is_references, number_of
from reader.papers.full_text.model import Block

_NUMBER: Final = r"[A-Z]?\.?\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?"
_FIGURE: Final = re.compile(rf"^(?:Figure|Fig\.)\s*({_NUMBER})(?!\w)", re.MULTILINE)
_TABLE: Final = re.compile(rf"(?:Table|Tab\.)\s*({_NUMBER})(?!\w)")
_LISTING: Final = re.compile(rf"Listing\s*({_NUMBER})(?!\w)")
_ALGORITHM: Final = re.compile(rf"Algorithm\s+({_NUMBER})(?!\w)")
_EQUATION: Final = re.compile(r"\t\(([^()\t\n]{1,10})\)[^\S\n]*$", re.MULTILINE)
_LABEL: Final = re.compile(rf"([A-Z][a-z]+)\s({_NUMBER})(?!\w)")
_APPENDIX: Final = re.compile(r"Appendix\b", re.IGNORECASE)

Label = tuple[str, str]
"""What a part is, in one word and small letters, and its number: `("figure", "3")`."""


class Labels:
    """Finds the blocks that have a label."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Read the labels of all blocks; it takes some milliseconds for a long text."""
        self._places: dict[Label, int | None] = {}
        for label, place in _labels(blocks):
            known = self._places.setdefault(label, place)
            if known != place:
                self._places[label] = None

    def place(self, what: str, number: str) -> int | None:
        """Return the block of a part, that of the whole for a part of it, such as `3a`; None where it is uncertain."""
        number = number.replace(" ", "")
        if (what, number) in self._places:
            return self._places[what, number]
        whole = number[:-1] if number[-1:].islower() else number
        return self._places.get((what, whole)) if whole != number else None


def _labels(blocks: Sequence[Block]) -> Iterator[tuple[Label, int]]:
    for place, block in enumerate(blocks):
        text = block.text
        if block.kind == "figure":
            yield from ((("figure", found[1]), place) for found in _FIGURE.finditer(text))
        elif block.kind == "caption":
            if found := _TABLE.match(text):
                yield ("table", found[1]), _table_of(blocks, place)
            elif found := _LISTING.match(text):
                yield ("listing", found[1]), place
        elif block.kind == "algorithm" and (found := _ALGORITHM.match(text)):
            yield ("algorithm", found[1]), place
        elif block.kind == "formula" and "\t(" in text:
            yield from ((("equation", found[1]), place) for found in _EQUATION.finditer(text))
        elif block.kind == "label" and (found := _LABEL.match(text)):
            yield (found[1].lower(), found[2]), place
    yield from ((("section", number), place) for number, place in _sections(blocks))


def _table_of(blocks: Sequence[Block], place: int) -> int:
    """The table above a caption, so that both are seen; the caption where it stands above, or between two."""
    above = place > 0 and blocks[place - 1].kind == "table"
    below = place + 1 < len(blocks) and blocks[place + 1].kind == "table"
    return place - 1 if above and not below else place


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """The numbers of the headings; `A study` has none, unless it is an appendix."""
    numbered = [
        (number, place)
        for place, block in enumerate(blocks)
        if block.kind == "heading" and (number := number_of(block.text))
    ]
    numbers = {number for number, _ in numbered}
    whole = {number for number, place in numbered if _APPENDIX.match(blocks[place].text)}
    parents = {number.partition(".")[0] for number in numbers if "." in number}
    behind = next(
        (place for place, one in enumerate(blocks) if one.kind == "heading" and is_references(one.text)), len(blocks)
    )
    for number, place in numbered:
        if number.isalpha() and not _APPENDIX.match(blocks[place].text):
            if number in whole:
                continue
            if not ("II" in numbers or number in parents or place > behind):
                continue
        yield number, place
