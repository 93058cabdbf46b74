"""A line of the screen that costs little to make.

Textual 8.2.8 gives each `Strip` seven caches as it is made, which is most of what it costs; few are ever asked. Private
names of it are used here; `tests/ui/patches/test_line.py` fails loudly when they change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

CACHES: Final = frozenset(
    f"_{name}_cache" for name in ("divide", "crop", "style", "filter", "line_length", "crop_extend", "offsets")
)
ROOM: Final = 4
"""What one of them keeps."""

NARROW: Final = re.compile(r"[ -~\xa1-\xac\xae-\u02ff\u0370-\u03ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff▲●★☆◆▐]*")
"""Characters of one cell, of which only the blank is one to break a line at: all that most texts and the signs have.

A set of them would take 0.2 MB, and three times as long for a line.
"""
FOR_TOP: Final = "reader-for-top"
"""Marks, in the meta data of a style, text that is not seen through a screen above: it would not hold there."""


class Line(Strip):
    """A strip whose caches are made when they are asked first."""

    __slots__ = ("is_narrow",)

    is_narrow: bool | None
    """What `is_narrow` found out about it; None where it was not asked."""

    def __init__(self, segments: Iterable[Segment], cell_length: int | None = None) -> None:
        """Hold segments, and how many cells they take where that is known."""
        self._segments = [*segments]
        self._cell_length = cell_length
        self._render_cache = self._link_ids = self._cell_count = self.is_narrow = None

    def __getattr__(self, name: str) -> Any:
        """Make a cache."""
        if name not in CACHES:
            raise AttributeError(name)
        cache: FIFOCache[Any, Any] = FIFOCache(ROOM)
        setattr(self, name, cache)
        return cache


def is_narrow(line: Strip) -> bool:
    """Whether all terminals draw a line as wide as it is measured, every character of it in one cell."""
    known = line.is_narrow if isinstance(line, Line) else None
    if known is None:
        text = line.text
        known = len(text) == line.cell_length and (text.isascii() or NARROW.fullmatch(text) is not None)
        if isinstance(line, Line):
            line.is_narrow = known
    return known
