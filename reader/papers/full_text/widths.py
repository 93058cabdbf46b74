"""How many cells of a terminal a text takes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import category, east_asian_width

_OTHER: Final = re.compile(
    r"[^\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u22ff\U0001d400-\U0001d7ff]"
)
"""What may not take one cell."""


def width_of(text: str) -> int:
    """The width in cells: two for a wide character, none for a mark on the one before.

    >>> width_of("𝒟ₜ"), width_of("Q\u0302"), width_of("表")
    (2, 1, 2)
    """
    if text.isascii():
        return len(text)
    return len(text) + sum(map(_more, _OTHER.findall(text)))


@lru_cache(2**12)
def _more(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return -1
    return 1 if east_asian_width(character) in "WF" else 0


def cut(text: str, start: int, width: int, stop: int | None = None) -> int:
    """Where the part of a text ends that fits a width: at least one character, whole clusters.

    Args:
        text: The text, which is not copied: a line of it may be the whole text.
        start: Where the part begins.
        width: Cells.
        stop: Where it ends at the latest.
    """
    stop = len(text) if stop is None else stop
    end, used = start, 0
    while end < stop:
        used += width_of(text[end])
        if used > width and end > start:
            break
        end += 1
    while end < stop and _more_or_none(text[end]) < 0:
        end += 1
    return end


def _more_or_none(character: str) -> int:
    return 0 if character.isascii() else _more(character)
