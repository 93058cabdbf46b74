"""Walks over matching braces in one pass, however deep they nest."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

LONGEST = 120
"""Characters that a group's content may have to be looked at; longer ones are not symbols, and nesting stays linear."""


_NAME_END = re.compile(r"\\[A-Za-z]+$")
"""The end of a macro's name, which must not grow by what comes after the opener."""


class Group(NamedTuple):
    """A matched pair of braces, whatever opens it, and what it stands between."""

    opener: str
    content: str
    before: str
    """The last two characters before the opener, as rewritten so far."""
    after: str
    """The character after the closing brace."""


def opening(*alternatives: str) -> re.Pattern[str]:
    """The pattern of what opens a group, for `unwrap` and `rewrite`; an escaped brace is text."""
    return re.compile(rf"\\[{{}}]|\}}|(?P<opener>{'|'.join(alternatives)})|\{{")


def unwrap(text: str, pattern: re.Pattern[str], marks: Callable[[str], tuple[str, str]]) -> str:
    """Replace each opener and the brace that closes it by its two marks; an unclosed one loses its opener alone."""
    pieces: list[str] = []
    closers: list[str] = []
    last = 0
    for match in pattern.finditer(text):
        token, start = match[0], match.start()
        if token == "{":
            closers.append("}")
            continue
        if token == "}":
            mark = closers.pop() if closers else token
            if mark == token:
                continue
        elif match["opener"]:
            mark, closer = marks(token)
            closers.append(closer)
            if _NAME_END.search(text, max(last, start - LONGEST), start):
                mark = "{}" + mark
        else:
            continue
        pieces += text[last:start], mark
        last = match.end()
    pieces.append(text[last:])
    return "".join(pieces)


def rewrite(text: str, pattern: re.Pattern[str], form: Callable[[Group], str | None]) -> str:
    """Replace each group by its form, the innermost first; None leaves it as it is."""
    pieces: list[str] = []
    starts: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        token, at = match[0], match.start()
        if at > last:
            pieces.append(text[last:at])
        last = match.end()
        if token == "{" or match["opener"]:
            starts.append(len(pieces))
        elif token == "}" and starts:
            start = starts.pop()
            content = _short(pieces, start + 1)
            # A plain group round another that stayed is no symbol; asking would make deep nesting slow.
            if content and (pieces[start] != "{" or content[-1] != "}"):
                group = Group(pieces[start], content, _tail(pieces, start), text[last : last + 1])
                replacement = form(group)
                if replacement is not None:
                    del pieces[start:]
                    token = replacement
        pieces.append(token)
    pieces.append(text[last:])
    return "".join(pieces)


def _short(pieces: list[str], start: int) -> str:
    """The pieces from `start`, joined; nothing if they are too long to be looked at."""
    if len(pieces) - start > LONGEST:
        return ""
    content = "".join(pieces[start:])
    return content if len(content) <= LONGEST else ""


def _tail(pieces: list[str], end: int) -> str:
    """The last two characters of the pieces before `end`."""
    tail = ""
    while end and len(tail) < 2:
        end -= 1
        tail = pieces[end][-2:] + tail
    return tail[-2:]
