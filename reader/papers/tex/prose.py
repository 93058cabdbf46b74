"""Ties, quotes and dashes: what plain sentences look like in TeX."""

from __future__ import annotations

import re

from reader.papers.tex.protection import MARK

_TIE = re.compile(r"(?<=[^\s~\\([{<=/\"'⟨⌈⌊])~(?=[^\s~=])")
_QUANTITY = re.compile(r"(?<![\w.,])\d[\d.,]*[A-Za-z%]{0,3}$")
_COUNT = re.compile(r"\d|[nN](?![A-Za-z])")
_VARIABLE = re.compile(r"(?<![^\s(])[^\W\d_aAI]$")
_DISTRIBUTION = re.compile(r"[A-Za-z]{1,4}\(")
_SEPARATES_AFTER = f",}}{MARK}"
_SEPARATES_BEFORE = f"\\({MARK}"
_ABBREVIATED = re.compile(r"[A-Za-z]\.$")


def ties(text: str) -> str:
    """Turn TeX's unbreakable blank into a blank; a tilde that means "about", "to" or "drawn from" stays."""
    return _TIE.sub(_tie, text)


def _tie(match: re.Match[str]) -> str:
    start, end = match.span()
    last, following = match.string[start - 1], match.string[end]
    separates = last.isalpha() or last in _SEPARATES_AFTER or following.isalpha() or following in _SEPARATES_BEFORE
    if not separates and last != ".":
        return "~"
    left = match.string[max(start - 24, 0) : start]
    right = match.string[end : end + 8]
    ranges = _COUNT.match(right) and _QUANTITY.search(left)
    draws = _DISTRIBUTION.match(right) and _VARIABLE.search(left)
    if ranges or draws:
        return "~"
    return " " if separates or _ABBREVIATED.search(left) else "~"


_QUOTE = re.compile(r"`{2,}|'{2,}|\"|\n\n")
_MARKS = ("``", "''", '"')
_OPENS_AFTER = " \n([{-–—/\"'\u201c"


def quotes(text: str) -> str:
    """Pair ``x'' and ''x'' by position, also with a straight quote at one end; others stay."""
    pairs: dict[int, str] = {}
    opened: list[re.Match[str]] = []
    for match in _QUOTE.finditer(text):
        if match[0] == "\n\n":
            opened.clear()
        elif match[0] not in _MARKS:
            continue
        elif _opens(match):
            opened.append(match)
        elif opened and _closes(match, opened[-1]):
            pair = opened.pop(), match
            if not pair[0][0] == pair[1][0] == '"':
                pairs |= {pair[0].start(): "\u201c", pair[1].start(): "\u201d"}
    return _QUOTE.sub(lambda match: pairs.get(match.start(), match[0]), text)


def _opens(match: re.Match[str]) -> bool:
    after = match.string[match.end() : match.end() + 1]
    if not after or after.isspace():
        return False
    before = match.string[max(match.start() - 1, 0) : match.start()]
    return match[0] == "``" or (before in _OPENS_AFTER and after not in ".,;:)")


def _closes(match: re.Match[str], opened: re.Match[str]) -> bool:
    """Whether a mark ends the open quote; a straight one after a digit may be inches."""
    before = match.string[match.start() - 1]
    if before.isspace() or match[0] == "``":
        return False
    return match[0] != '"' or opened[0] == '"' or not before.isdigit()


_HYPHENS = re.compile(r"--+")
_WORD_BEFORE = re.compile(r"[^\W_]|[%)\]}”’∞°]")
_WORD_AFTER = re.compile(r"[^\W_]|[($“∞]")


def dashes(text: str) -> str:
    """Turn two hyphens between words or numbers into an en dash and three into an em dash; `--flag` stays."""
    return _HYPHENS.sub(_dash, text)


def _dash(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - 2, 0) : match.start()]
    after = match.string[match.end() : match.end() + 2]
    spaced = before[-1:] == after[:1] == " " and not before.isspace() and not after.isspace()
    inner = _WORD_BEFORE.fullmatch(before[-1:]) and _WORD_AFTER.fullmatch(after[:1])
    if len(match[0]) > 3 or len(after + before) < 2 or not (spaced or inner):
        return match[0]
    return "–" if len(match[0]) == 2 else "—"


_BOLD = re.compile(r"(?<![\w*\\)])\*\*(?![\s*])([^*\n]++)(?<!\s)\*\*(?:(?<=\w\*\*)|(?!\w))(?![*\d])")
_BOLD_INSIDE = re.compile(r"(?<=[A-Za-z])\*\*([A-Z]++)\*\*(?!\*)")


def bold(text: str) -> str:
    """Drop Markdown's `**` round a phrase or round the capitals of a word; powers stay."""
    return _BOLD_INSIDE.sub(r"\1", _BOLD.sub(r"\1", text))
