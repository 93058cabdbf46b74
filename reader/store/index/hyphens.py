"""Words with hyphens as they are found without them: where one begins, its hyphens left out.

`pretraining` is found in `pre-training` if it begins at the start of a word. What is kept for each such start is sorted
by how many letters are before the first hyphen: a text of as many letters crosses none and need not be looked for.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from reader.store.index.file import SectionFile

LONGEST: Final = 60
"""Letters that are kept of a word; what is longer may not be what was looked for."""
_BREAK: Final = b"\n"
_START: Final = re.compile(r"(?<!\w)\w")
_CROSSED: Final = re.compile(r"(?<=\w)-(?=\w)(?!(?<=\d-)\d|(?<=\de-)\d)")
"""A hyphen that may be missing: not one between two digits, nor the sign of an exponent."""


class Hyphens:
    """The words of a column that have hyphens."""

    def __init__(self, file: SectionFile, name: str) -> None:
        """Open those of a column of a file."""
        self._tails = bytes(file.section(f"{name}.tails"))
        self._starts = file.numbers(f"{name}.tails.starts", "I")
        self._firsts = file.numbers(f"{name}.tails.firsts", "I")
        self._owners = file.numbers(f"{name}.tails.words", "I")

    def begin(self, text: str) -> bool:
        """Whether any of what is kept begins with a text."""
        return _BREAK + text[:LONGEST].encode() in self._tails

    def having(self, text: str) -> set[int]:
        """The numbers of the words that may have a text if a hyphen is left out, from the start of a word."""
        wanted = _BREAK + text[:LONGEST].encode()
        last = bisect_left(self._firsts, len(text))
        end = self._starts[last] if last < len(self._starts) else len(self._tails)
        found: set[int] = set()
        place = self._tails.find(wanted, 0, end)
        while place >= 0:
            found.add(self._owners[bisect_right(self._starts, place + 1) - 1])
            place = self._tails.find(wanted, place + 1, end)
        return found


def sections(name: str, words: Iterable[str]) -> Iterator[tuple[str, bytes | bytearray]]:
    """Yield what the words of a column consist of in a file; a word is told by its place among all."""
    found = sorted(
        (first, word, tail) for word, text in enumerate(words) if "-" in text for first, tail in _tails(text)
    )
    tails, starts = bytearray(_BREAK), array("I")
    for _, _, tail in found:
        starts.append(len(tails))
        tails += tail.encode() + _BREAK
    yield f"{name}.tails", tails
    yield f"{name}.tails.starts", starts.tobytes()
    yield f"{name}.tails.firsts", array("I", [first for first, _, _ in found]).tobytes()
    yield f"{name}.tails.words", array("I", [word for _, word, _ in found]).tobytes()


def _tails(word: str) -> Iterator[tuple[int, str]]:
    """Yield how many letters are before the first hyphen that is left out, and the letters, for each start."""
    crossed = [found.start() for found in _CROSSED.finditer(word)]
    for start in (found.start() for found in _START.finditer(word)):
        inside = crossed[bisect_left(crossed, start) :][: LONGEST + 1]
        if inside:
            ends = [*inside, len(word)]
            parts = (word[begin:end] for begin, end in zip([start, *(at + 1 for at in inside)], ends, strict=True))
            yield inside[0] - start, "".join(parts)[:LONGEST]
