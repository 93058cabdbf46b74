"""Small caches of what is drawn.

Rich 15 and Textual 8.2.8 remember up to 16,384 results of each of some methods: pieces of text, regions, styles and
their sequences. Day after day they come to 10 MB, while a screen needs a few hundred of each. Private names of them are
used here; `tests/ui/patches/test_few_remembered.py` fails loudly when they change.
"""

from __future__ import annotations

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
