"""What a formula is without its form, to compare a Unicode text with LaTeX."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_IGNORED: Final = frozenset(" \t\n()[]{}_^/√,|∣‖⁡⁢⁣")
_ALIKE: Final = {"−": "-", "⋅": "·", "∗": "*", "⋆": "*", "′": "'", "…": "...", "⋯": "..."}


@lru_cache(2**12)
def _key(character: str) -> str:
    if character in _IGNORED:
        return ""
    flat = unicodedata.normalize("NFKD", _ALIKE.get(character, character))
    return "".join(_ALIKE.get(one, one) for one in flat if one not in _IGNORED and not unicodedata.combining(one))


def key(text: str) -> str:
    """What a formula is without its form: scripts, brackets, fractions and fonts are flat.

    >>> key("𝒟ₜ₊₁ = (a+b)/c") == key("𝒟 t+1=a+b c")
    True
    """
    return "".join(map(_key, text))


def keys(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The key of a part of a text, and where each of its characters is from."""
    keys: list[str] = []
    places: list[int] = []
    for place in range(start, end):
        flat = _key(text[place])
        keys.append(flat)
        places += [place] * len(flat)
    return "".join(keys), places
