"""Small caches of what is drawn, which hold nothing in vain.

Rich 15 and Textual 8.2.8 remember up to 16,384 results of each of some methods: pieces of text, regions, styles and
their sequences. Day after day they come to 10 MB, while a screen needs a few hundred of each. A strip that is as long
as it should be is its own only part: it would hold itself until all objects are looked at. Private names are used here;
`tests/ui/patches/test_few_remembered.py` fails loudly when they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import _lru_cache_wrapper, lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual._xterm_parser import XTermParser
from textual.geometry import Region
from textual.strip import Strip

MOST: Final = 512
"""Results that are remembered of each method."""


def remember_few() -> None:
    """Have few results remembered; a second call does nothing."""
    for owner in (Region, Segment, Strip, Style, XTermParser):
        for name, method in [*vars(owner).items()]:
            of_class = isinstance(method, classmethod)
            remembering = method.__func__ if of_class else method
            if isinstance(remembering, _lru_cache_wrapper) and remembering.cache_parameters()["maxsize"] > MOST:
                fewer = lru_cache(MOST)(remembering.__wrapped__)
                setattr(owner, name, classmethod(fewer) if of_class else fewer)  # type: ignore[arg-type]
    Strip.divide = _divided  # type: ignore[assignment,method-assign]
    Strip.crop_extend = _fitted  # type: ignore[assignment,method-assign]


_divide: Final = Strip.divide
_crop_extend: Final = Strip.crop_extend


def _divided(strip: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    """The parts of a strip, which does not keep itself."""
    cuts = [cut for cut in cuts if cut <= strip.cell_length]
    return [strip] if cuts == [strip.cell_length] else _divide(strip, cuts)


def _fitted(strip: Strip, start: int, end: int, style: Style | None) -> Strip:
    """A part of a strip, or a longer one; the same."""
    return strip if start <= 0 and end == strip.cell_length else _crop_extend(strip, start, end, style)
