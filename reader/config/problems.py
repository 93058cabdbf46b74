"""How problems of the configuration are put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from reader.papers.text import clean

_SHOWN: Final = 40
Complain = Callable[[str, str], None]
"""Takes a setting and what is wrong with it."""


def quoted(value: object) -> str:
    """A value of the file as shown: a text cleaned and cut, a number, or the kind of anything else."""
    if isinstance(value, str):
        return f'"{clean(value, limit=_SHOWN)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) >= 2**63:
        return "a large number"
    if isinstance(value, int | float):
        return str(value)
    return "a table" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a date"


def nearest(word: str, known: Iterable[str], otherwise: str = ".") -> str:
    """The end of a clause about an unknown word: a question about the most similar one, if any, else another end."""
    from reader.papers.spelling import most_similar  # Only a mistake needs it.

    similar = most_similar(word, known)
    return f"; did you mean {similar}?" if similar else otherwise


def in_order(found: list[tuple[int, str]]) -> tuple[str, ...]:
    """Problems sorted by line, those of one line as found."""
    return tuple(words for _, words in sorted(found, key=lambda pair: pair[0]))
