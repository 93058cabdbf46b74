"""Which known word a person meant who wrote another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_ABBREVIATED: Final = 1.5
"""What it counts for that a word is the beginning of another: more than one slip of the fingers, less than two."""
_SHORTEST: Final = 2
"""Letters of the shortest beginning that tells something."""


def most_similar(word: str, known: Iterable[str]) -> str:
    """The known word that a person most likely meant, or nothing.

    >>> most_similar("lst", ["list", "show"]), most_similar("papers", ["list", "show"])
    ('list', '')
    """
    return next(iter(similar(word, known)), "")


def similar(word: str, known: Iterable[str]) -> list[str]:
    """The known words that a person may have meant, the most likely first: by slips, then by a common beginning.

    Neither upper case nor the dashes before an option count.

    >>> similar("--form", ["--format", "--from", "--limit"])
    ['--from', '--format']
    """
    written = _bare(word)
    found = [
        (slips, -_common(written, _bare(one)), place, one)
        for place, one in enumerate(known)
        if (slips := _slips(written, _bare(one))) is not None
    ]
    return [one for *_, one in sorted(found)]


def distance(one: str, other: str) -> int:
    """How many slips make one word of another: a letter left out, added or replaced, or two neighbours swapped.

    It is the optimal string alignment distance: no letter is changed twice.

    >>> distance("form", "from"), distance("lst", "list"), distance("ca", "abc")
    (1, 1, 3)
    """
    former: list[int] = []
    above = [*range(len(other) + 1)]
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, its in enumerate(other, 1):
            best = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                best = min(best, former[column - 2] + 1)
            here.append(best)
        former, above = above, here
    length: int = above[-1]
    return length


def _bare(word: str) -> str:
    return word.lower().lstrip("-")


def _slips(word: str, known: str) -> float | None:
    """How far a word is from a known one; None if it is too far for a slip."""
    short, long = sorted((word, known), key=len)
    # One slip in up to four letters, two in up to eight, three in more; two letters are too few to tell.
    most = (len(long) > 2) + (len(long) > 4) + (len(long) > 8)
    slips = distance(word, known) if len(long) - len(short) <= most else most + 1
    if len(short) >= _SHORTEST and long.startswith(short):
        return min(slips, _ABBREVIATED)
    return slips if slips <= most else None


def _common(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    return next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
