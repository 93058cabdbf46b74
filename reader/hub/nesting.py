"""Comments whose answers are nested too deeply for a JSON decoder: taken out of each other before they are decoded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(rb'("[^"\\]*(?:\\.[^"\\]*)*")(\s*:\s*\[)?|[\[\]{}]', re.DOTALL)
_HOLDING: Final = frozenset({b'"comments"', b'"replies"'})
"""The names of lists of comments."""


class Piece(NamedTuple):
    """An object without the comments in it."""

    json: bytes
    holder: int
    """Which of the pieces it was in, counted from 0; -1 for the first one."""


class _Open:
    """An object that has begun and has not ended."""

    def __init__(self, holder: int, start: int, depth: int) -> None:
        self.holder, self.start, self.depth = holder, start, depth
        self.parts: list[bytes] = []


def pieces(body: bytes) -> Iterator[Piece]:
    """Yield the object that an answer is, and all comments in it; what is cut off at its end is left out.

    >>> [piece.json for piece in pieces(b'{"comments": [{"id": "a", "replies": [{"id": "b"}]}]}')]
    [b'{"comments": []}', b'{"id": "a", "replies": []}', b'{"id": "b"}']
    """
    found: list[_Open] = []
    ended: dict[int, bytes] = {}
    within: list[int] = []
    holds: list[int] = []
    """The depths of the open lists of comments."""
    depth = 0
    for token in _TOKEN.finditer(body):
        sign = token[0][-1:]
        if token[1]:
            if not token[2]:
                continue
            depth += 1
            if token[1] in _HOLDING and within:
                found[within[-1]].parts.append(body[found[within[-1]].start : token.end()])
                holds.append(depth)
        elif sign in b"[{":
            depth += 1
            if sign == b"{" and (not found or (holds and depth == holds[-1] + 1)):
                found.append(_Open(within[-1] if within else -1, token.start(), depth))
                within.append(len(found) - 1)
        else:
            if holds and depth == holds[-1] and within:
                holds.pop()
                found[within[-1]].start = token.start()
            elif within and depth == found[within[-1]].depth:
                number = within.pop()
                one = found[number]
                ended[number] = b"".join([*one.parts, body[one.start : token.end()]])
            depth -= 1
    for number, one in enumerate(found):
        if number in ended:
            yield Piece(ended[number], one.holder)
