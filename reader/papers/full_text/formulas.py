"""Where bare LaTeX stands in a sentence: it has no delimiters, but its scripts are always in braces (LaTeXML).

All in one pass: a group is passed over at once, as its end is known beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

GROUP_LIMIT: Final = 5_000
"""Characters of the longest group, or of the longest `\\begin` to its `\\end`, that is taken for one."""
DEPTH_LIMIT: Final = 50
"""Braces in braces."""

_SIGN: Final = re.compile(r"\\[A-Za-z%,;:!|{}\\&_#$ ]|[_^]\{|\{[^\s{}]?\}")
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_COMMAND: Final = re.compile(r"\\(?:(begin)\{([A-Za-z]{1,20}\*?)\}|[A-Za-z]+\*?|.)", re.DOTALL)
_REST: Final = re.compile(r"[^\s\\{]+")
_GOES_ON: Final = re.compile(r" (?=\\[A-Za-z]|[A-Za-z]?[_^]\{|[B-HJ-Zb-z](?![\w'’.-])|[\d=<>+])")
"""The blank after a command belongs to TeX where no word of prose follows it."""
_TAIL: Final = re.compile(r"(?:[.,;:?!]+[\[(]*|[\[(]+|-[A-Za-z]{3,}[\w-]*[.,;:]?)$")
_IS_FORMULA: Final = re.compile(r"\\[A-Za-z]|[_^]\{")


def has_signs(text: str) -> bool:
    """Whether there may be LaTeX in a text."""
    return "\\" in text or "{" in text


def is_formula(latex: str) -> bool:
    """Whether it is more than an escaped character, such as `23.3\\%`."""
    return _IS_FORMULA.search(latex) is not None


def formulas(text: str) -> Iterator[tuple[int, int]]:
    """Yield where formulas begin and end: words with a sign of TeX in them, and what their braces hold.

    >>> text = "each x_{i}, and 7\\\\times C of them"
    >>> [text[start:end] for start, end in formulas(text)]
    ['x_{i}', '7\\\\times C']
    """
    if not has_signs(text):
        return
    closing: dict[int, int] | None = None
    place = 0
    while sign := _SIGN.search(text, place):
        if closing is None:
            closing = _closing(text)
        first = sign.start()
        start = max(place, *(text.rfind(blank, place, first) + 1 for blank in " \n\t"))
        end = _end(text, first, closing)
        yield start, _without_tail(text, first, end)
        place = max(end, sign.end())


def first_sign(text: str, start: int, end: int) -> int:
    """Where in a formula TeX's first sign is."""
    found = _SIGN.search(text, start, end)
    return found.start() if found else end


def _closing(text: str) -> dict[int, int]:
    """Where the group that begins at a brace ends, of all groups that end soon."""
    opened: list[int] = []
    closing: dict[int, int] = {}
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            begin = opened.pop()
            if len(opened) < DEPTH_LIMIT and brace.start() - begin <= GROUP_LIMIT:
                closing[begin] = brace.end()
    return closing


def _end(text: str, place: int, closing: dict[int, int]) -> int:
    length = len(text)
    while place < length:
        character = text[place]
        if character == "{":
            place = closing.get(place, place + 1)
        elif character == "\\":
            command = _COMMAND.match(text, place)
            if command is None:
                return length
            place = _end_of_environment(text, command) if command[1] else command.end()
            if command[0][-1].isalpha() and (blank := _GOES_ON.match(text, place)):
                place = blank.end()
        elif character.isspace():
            return place
        else:
            rest = _REST.match(text, place)
            place = rest.end() if rest else place + 1
    return place


def _end_of_environment(text: str, begin: re.Match[str]) -> int:
    end = f"\\end{{{begin[2]}}}"
    found = text.find(end, begin.end(), begin.end() + GROUP_LIMIT)
    return begin.end() if found < 0 else found + len(end)


def _without_tail(text: str, first: int, end: int) -> int:
    """The end without the prose behind it: punctuation, and the rest of a word such as `\\theta-based`."""
    tail = _TAIL.search(text, max(first, end - 60), end)
    # A command that is an escaped sign ends with it, as `\\;` does.
    return tail.start() if tail and tail.start() > first and text[tail.start() - 1] != "\\" else end
