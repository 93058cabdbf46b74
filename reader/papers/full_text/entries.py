"""The list of references of a full text: which entry a citation means.

By the label where entries have one, by the surname of the first author and the year, or by the place in the list where
the year agrees. What two entries could be is neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from reader.papers.full_text.headings import is_references
from reader.papers.full_text.model import Block

YEAR: Final = r"(?:19|20)\d\d[a-z]?"

_NUMBERED: Final = re.compile(r"\[(\d{1,4})\]\s")
_LABELLED: Final = re.compile(rf"([^()\[\]]{{2,80}}?),? \(({YEAR})\)")
_YEAR: Final = re.compile(rf"(?<![\w./:])({YEAR})(?![\w-])")
_IN_BRACKETS: Final = re.compile(rf"\(({YEAR})(?:-\d\d)?\)")
_FIRST: Final = re.compile(r",| et al\b| and | & ")
_WORD: Final = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_KEY: Final = re.compile(r"([a-z]{2,})[-_:.]?((?:19|20)\d\d)[-_:.]?([a-z]*)")
_KEY_WORD: Final = 4
"""Letters of a word in a key that has to be in the entry."""


class Entries:
    """Finds the entries that citations mean."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Read the entries of the list of references."""
        self._blocks = blocks
        self._places = [*_places(blocks)]
        self._by_label: dict[str, list[int]] = {}
        self._by_name: dict[tuple[str, str], list[int]] = {}
        self._by_names: dict[tuple[str, str], list[int]] = {}
        for place in self._places:
            text = blocks[place].text
            if found := _NUMBERED.match(text):
                self._by_label.setdefault(found[1], []).append(place)
            names, year = _names(text)
            if name := surname(names):
                self._by_name.setdefault((name, year), []).append(place)
                self._by_names.setdefault((_plain(names), year), []).append(place)

    def __contains__(self, place: int) -> bool:
        """Whether a block is an entry."""
        return place in self._places

    def numbered(self, label: str) -> int | None:
        """The entry with a label such as `22`."""
        return _only(self._by_label.get(label, ()))

    def named(self, name: str, year: str) -> int | None:
        """The entry of an author, as a citation has it, and a year with its letter.

        Args:
            name: `Smith et al.`, `Smith and Jones` or `van der Berg`.
            year: `2024` or `2024b`.
        """
        for names in (name, name.partition(" ")[2]):  # The first word may be one before the name, as in `See Lee`.
            if (exactly := _only(self._by_names.get((_plain(names), year), ()))) is not None:
                return exactly
        return _only(self._by_name.get((surname(name), year), ()))

    def listed(self, count: int, label: str) -> int | None:
        """The entry at a place of the list, counted from 1, where the label or the year of the citation agrees."""
        if not 1 <= count <= len(self._places):
            return None
        place = self._places[count - 1]
        text = self._blocks[place].text
        if label.isdigit() and len(label) < 4:
            return place if label == str(count) and not self._by_label else None
        year = _YEAR.search(label)
        return place if year and year[1] in _YEAR.findall(text) else None

    def keyed(self, key: str) -> int | None:
        """The entry that a key such as `smith2024attention` names, if its words say so."""
        found = _KEY.fullmatch(_plain(key))
        if found is None:
            return None
        places = self._by_name.get((found[1], found[2]), [])
        if len(found[3]) >= _KEY_WORD:
            places = [place for place in places if found[3] in _plain(self._blocks[place].text)]
        elif found[3]:
            return None
        return _only(places)


def surname(names: str) -> str:
    """The last word of the first of some names, in small letters without accents.

    >>> surname("Müller et al."), surname("van der Berg and Lee"), surname("Z. Cai, X. Guo"), surname("Cai, Z., Guo")
    ('muller', 'berg', 'cai', 'cai')
    """
    words = _WORD.findall(_FIRST.split(names, 1)[0])
    return _plain(words[-1]) if words else ""


def _places(blocks: Sequence[Block]) -> Iterator[int]:
    """The blocks that are entries: also paragraphs with labels below the heading, as where nothing is marked."""
    is_below = False
    for place, block in enumerate(blocks):
        if block.kind == "heading":
            is_below = is_references(block.text)
        elif not block.text:
            continue
        elif block.kind == "reference" or (
            is_below and block.kind in ("paragraph", "item") and _NUMBERED.match(block.text)
        ):
            yield place


def _names(text: str) -> tuple[str, str]:
    """The names that an entry begins with, and its year."""
    text = _NUMBERED.sub("", text, count=1)[:2_000]
    if found := _LABELLED.match(text):
        return found[1], found[2]
    years = _IN_BRACKETS.findall(text) or _YEAR.findall(text)
    return text[:200], years[-1] if years else ""


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in flat if not unicodedata.combining(character))


def _only(places: Sequence[int]) -> int | None:
    return places[0] if len(places) == 1 else None
