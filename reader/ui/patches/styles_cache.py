"""Caches that keep nothing of widgets which are gone.

Textual 8.2.8 remembers the styles of a background by the colours and by who asks, which is what a widget has drawn: the
last 1,024 are kept with all their lines, some 100 KB each. Private names of it are used here;
`tests/ui/patches/test_styles_cache.py` fails loudly when they change.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial

from textual._styles_cache import StylesCache
from textual.cache import FIFOCache, LRUCache
from textual.widget import Widget


def forget_widgets() -> None:
    """Have the colours alone remembered; a second call does nothing."""
    asked = StylesCache.__dict__["get_inner_outer"]
    if not isinstance(asked, staticmethod):
        remembered = lru_cache(1024)(partial(asked.__wrapped__, None))
        StylesCache.get_inner_outer = staticmethod(remembered)  # type: ignore[assignment,method-assign]


def forget_lines(gone: Iterable[Widget]) -> None:
    """Free what widgets that are gone have drawn; they hold each other, and are looked for much later."""
    for widget in gone:
        for kept in vars(widget).values():
            if isinstance(kept, StylesCache | LRUCache | FIFOCache):
                kept.clear()
