"""Names of people as reference managers want them: in parts, as far as a name in one piece tells them."""

from __future__ import annotations

from typing import NamedTuple

from reader.papers.cite import SUFFIXES


class Name(NamedTuple):
    """The parts of a name."""

    family: str
    """The last word, with the small words such as `van der` before it; the whole name where it is one word."""
    given: str = ""
    suffix: str = ""
    """`Jr.`, `III`."""


def parted(name: str) -> Name:
    """Part a name as BibTeX does: `Laurens van der Maaten` belongs under `van der Maaten`."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given:
        return Name(family, given.replace(",", " "))
    words = name.replace(",", " ").split()
    suffix = words.pop() if len(words) > 2 and words[-1].rstrip(".").lower() in SUFFIXES else ""
    small = next((place for place, word in enumerate(words[:-1]) if place and word[0].islower()), len(words) - 1)
    return Name(" ".join(words[small:]), " ".join(words[:small]), suffix)
