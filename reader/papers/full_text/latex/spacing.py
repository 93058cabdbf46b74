"""Blanks round the signs of a formula: those that help to read it, and none that TeX only had for itself."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import combining

from reader.papers.full_text.latex.forms import APART, FACTOR, SOFT

OPENED: Final = "\ufdd3"
CLOSED: Final = "\ufdd4"
"""Braces that are seen. Beside some characters they would be TeX's own, so a blank comes between."""
NAME: Final = "\ufdd5"
"""The end of the name of a command that stays."""

FARTHEST: Final = 60
"""Characters before cases whose lines are put below each other."""

_SIGN: Final = re.compile(
    r"(?<!\\)(?:(?P<minus>(?<![A-Za-z]{2})(?<!-)-(?![A-Za-z]{2}|[->]))"
    r"|(?P<relation>:?=+|(?:<(?![A-Za-z/]{2})|(?<!-)(?<![A-Za-z]{2})>)=?)"
    r"|(?P<plus>\+)"
    r"|(?P<comma>,(?=\S|\Z)(?!(?<=\d,)\d{3}(?!\d)))"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<semicolon>;(?=\S)))"
)
_OPERAND: Final = re.compile(r"[\w)\]}′*‖⟩!°…⋯∞\ufdd1\ufdd4]")


def spaced(text: str, before: str, depth: int, is_word: bool) -> tuple[str, int]:
    """A part of a formula with its signs set apart, and how many brackets are open.

    Args:
        text: The part, which has no commands in it.
        before: The character before it.
        depth: How many brackets are open.
        is_word: Whether a word precedes, so that a hyphen is one.
    """
    if text.isalnum():
        return text, depth

    def shown(sign: re.Match[str]) -> str:
        nonlocal depth
        match sign.lastgroup:
            case "minus" | "plus":
                if is_word and sign[0] == "-" and not sign.start():
                    return "-"
                mark = "−" if sign[0] == "-" else "+"
                left = text[sign.start() - 1] if sign.start() else before
                return f"{SOFT}{mark}{SOFT}" if not depth and _OPERAND.match(left) else mark
            case "relation":
                return f"{SOFT}{sign[0]}{SOFT}"
            case "open":
                depth += 1
            case "close":
                depth = max(0, depth - 1)
            case _:
                return f"{sign[0]}{SOFT}"
        return sign[0]

    return _SIGN.sub(shown, text), depth


def dense(text: str) -> str:
    """A finished text within another, such as an index: without the blanks that are not needed."""
    return _apart(text.replace(SOFT, "")).strip()


_TIMES: Final = re.compile("(?<=[0-9])\ufdd0×(?:\ufdd0(?=[0-9])|(?=\ufdd0? ?(?:[^\\W\\d_]{2}|[^\\w\\s(√\ufdd0]|\\Z)))")
# Behind a letter that is no word by itself, a sign is a relation: `n ≤ 5`, but `a ≤5 K model` and `up to ≤5`.
_UNARY: Final = re.compile(
    "((?:^|(?<![0-9)%])(?:[(\\[]|(?<!(?<![^\\W\\d_])[^\\W\\d_aAI])\\s))\ufdd0?[∼≈±∓<>≤≥−×])\ufdd0(?=[0-9.])"
)
_SOFT: Final = re.compile("\ufdd0[\ufdd0 \ufdd1\ufdd2]*")
_OPENING: Final = frozenset("([⟨⌊⌈⟦\n\ufdd3")
_CLOSING: Final = frozenset(")]⟩⌋⌉⟧\n\ufdd4,.;:")
_APART: Final = re.compile("(?:(?<=[\\w)\\]}′*])\ufdd1+(?=[\\w√∑∏∫∇∂])|\ufdd2[\ufdd1\ufdd2]*(?=[\\w(\\[√∑∏∫∇∂⟨]))")
_UNDECIDED: Final = re.compile("[\ufdd1\ufdd2]")
_BRACE: Final = re.compile("(?<=[_^}\\]\ufdd4])\ufdd3|(?:(?<=(?<!\\\\)[_^])|(?<=\\\\\\\\[_^]))(?=\\{)")
_AFTER_NAME: Final = re.compile("(?<!\\})\ufdd5(?=[A-Za-z{\\[\ufdd3=<>])|\ufdd5(?=[{\\[\ufdd3])")
_OF_COMMAND: Final = re.compile(
    "(\\\\(?:[A-Za-z]+\\*?|[^A-Za-z\\s\\\\]))\ufdd3|(\\\\(?:sqrt|x[a-z]*arrow)\\[[^\\[\\]{}\\\\]{1,20}\\])(?=\\{)"
)
_ALONE: Final = re.compile("(?<=[{\ufdd3])([^\\w\\s\\\\])(?=[}\ufdd4])")


def settled(text: str) -> str:
    """A whole text with its blanks decided on."""
    if SOFT in text:
        text = _SOFT.sub(_blank, _UNARY.sub("\\1", _TIMES.sub("×", text)))
    text = _apart(text)
    if OPENED in text or CLOSED in text:
        text = _ALONE.sub(" \\1 ", text)
    if NAME in text:
        text = _AFTER_NAME.sub(" ", text).replace(NAME, "")
    if OPENED in text or "{" in text:
        text = _BRACE.sub(lambda brace: f" {brace[0]}", _OF_COMMAND.sub(_with_blank, text)).replace(OPENED, "{")
    text = text.replace(CLOSED, "}")
    return _below(text) if "\n⎩" in text else text


def _below(text: str) -> str:
    """A text with the lines of cases below each other."""
    lines: list[str] = []
    place = 0
    for line in text.split("\n"):
        if line[:1] in ("⎨", "⎪", "⎩"):
            lines.append(" " * place + line)
            continue
        lines.append(line)
        before = line[: max(line.rfind("⎧"), 0)]
        place = sum(not combining(character) for character in before) if len(before) <= FARTHEST else 0
    return "\n".join(lines)


def _with_blank(name: re.Match[str]) -> str:
    return f"{name[1]} {{" if name[1] else f"{name[2]} "


def _apart(text: str) -> str:
    if APART not in text and FACTOR not in text:
        return text
    return _UNDECIDED.sub("", _APART.sub(" ", text))


def _blank(run: re.Match[str]) -> str:
    text = run.string
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    if before == " " or " " in run[0]:
        return " " * run[0].count(" ")
    return " " if before and after and before not in _OPENING and after not in _CLOSING else ""
