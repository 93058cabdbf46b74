"""Words that say the same when they stand side by side."""

from __future__ import annotations

import re
from typing import Final

_JOINT: Final = re.compile("[-.]")
LEAST: Final = 2
"""Letters of a beginning by which words are told to be kin."""


def repeats(word: str, other: str) -> bool:
    """Whether a folded word is there in another one already: in its singular or plural, or as a part of it.

    >>> repeats("environments", "environment"), repeats("id", "identity"), repeats("identity", "identity-preserving")
    (True, True, True)
    >>> repeats("identity-preserving", "identity"), repeats("policies", "policy"), repeats("vision", "version")
    (False, True, False)
    """
    others = [*map(root, _JOINT.split(other))]
    return all(any(_is_kin(part, one) for one in others) for part in map(root, _JOINT.split(word)))


def root(part: str) -> str:
    """A folded word without what tells whether it is in its singular or its plural."""
    if part.endswith("ies") and len(part) > len("ties"):
        return part[:-3]
    return part[:-1] if part.endswith("s") and not part.endswith("ss") and len(part) > LEAST else part


def _is_kin(part: str, other: str) -> bool:
    shorter, longer = sorted((part, other), key=len)
    return part == other or (len(shorter) >= LEAST and longer.startswith(shorter))
