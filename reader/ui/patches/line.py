"""A line of the screen that costs little to make.

Textual 8.2.8 gives each `Strip` seven caches as it is made, which is most of what it costs; few are ever asked. Private
names of it are used here; `tests/ui/patches/test_line.py` fails loudly when they change.
"""

from __future__ import annotations

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


class Line(Strip):
    """A strip whose caches are made when they are asked first."""

    __slots__ = ()

    def __init__(self, segments: Iterable[Segment], cell_length: int | None = None) -> None:
        """Hold segments, and how many cells they take where that is known."""
        self._segments = [*segments]
        self._cell_length = cell_length
        self._render_cache = self._link_ids = self._cell_count = None

    def __getattr__(self, name: str) -> Any:
        """Make a cache."""
        if name not in CACHES:
            raise AttributeError(name)
        cache: FIFOCache[Any, Any] = FIFOCache(ROOM)
        setattr(self, name, cache)
        return cache
