"""Algorithms, whose lines the converter has torn apart: a step begins at its number, keywords say how deep it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reader.papers.full_text.headings import atx
from reader.papers.full_text.lines import Line
from reader.papers.full_text.pieces import Found, Piece, raw_of

STEP_LIMIT: Final = 80
"""Characters of a paragraph without a number that may still belong to a step."""
LINES_LIMIT: Final = 2_000
"""Lines of the longest algorithm, empty ones among them."""

_HEAD: Final = re.compile(r"Algorithm\s+[A-Z]?\.?\d+(?:\.\d+)*\b[^\n]{0,200}$")
_STEP: Final = re.compile(r"(\d{1,3}):\s*")
_OPENS: Final = re.compile(r"(?:for(?:\s?all|\s?each)?|while|if|repeat|loop|function|procedure)\b", re.IGNORECASE)
_TURNS: Final = re.compile(r"(?:else\s?if|elsif|elif|else)\b", re.IGNORECASE)
_CLOSES: Final = re.compile(r"(?:end(?:\s?(?:for|while|if|loop|function|procedure))?|until)\b", re.IGNORECASE)
_BEGINS: Final = re.compile(
    r"(?:for|while|if|repeat|until|loop|function|procedure|else|elif|end|return|input|output|require|ensure)\b",
    re.IGNORECASE,
)
_OPENED: Final = re.compile(r"(?:^|\s)(?:do|then|else|repeat|loop|end (?:for|while|if|loop|function|procedure))$")
_ENDED: Final = re.compile(r"(?:\d{1,3}:)?\s*end\s?(?:for|while|if|loop|function|procedure)\s*$", re.IGNORECASE)
_END_WITHIN: Final = re.compile(r"\bend\s?(?:for|while|if)\b", re.IGNORECASE)
_PUNCTUATION: Final = re.compile(r"[,;)\]]|\.(?!\d)|:(?!=)|-(?:th|[a-z]{3,})\b")
"""Not a number such as `.5`, nor `:=`."""
_COMMAND: Final = re.compile(r"\\[A-Za-z]+|[{}_^\\]")
_SENTENCE: Final = re.compile(r"[A-Z][a-z]+ [a-z]+ [^\n]*[a-z)]\.$")


def algorithm(lines: Sequence[Line], place: int) -> Found | None:
    """An algorithm, from its first line on: one step a line, indented."""
    if not lines[place].text.startswith("Algorithm") or not _HEAD.match(lines[place].text.strip()):
        return None
    steps: list[str] = []
    end, here = place + 1, place + 1
    last = -1
    while here < min(len(lines), place + LINES_LIMIT):
        text = lines[here].text.strip()
        if text:
            if lines[here].kind is not None or atx(text):
                break
            number = _STEP.match(text)
            if number:
                if int(number[1]) not in (0, last + 1):
                    break
                last = int(number[1])
                steps.append(text)
            elif not steps:
                if here - place > 6 or len(text) > STEP_LIMIT:
                    break
                steps.append(text)
            elif _is_behind(text, steps[-1], numbered=last > 0):
                break
            elif last <= 0 and (_BEGINS.match(text) or _OPENED.search(steps[-1])):
                steps.append(text)
            else:
                steps[-1] += text if _is_glued(steps[-1], text) else f" {text}"
            end = here + 1
        here += 1
    if last < 0:
        return None
    rows = [lines[place].text.strip(), *_indented(steps)]
    return Found(Piece("algorithm", 0, "\n".join(rows), raw_of(lines, place, end)), end)


def _is_behind(text: str, step: str, *, numbered: bool) -> bool:
    """Whether a line without a number is behind the algorithm whose last step is given."""
    if _is_long(text) or _SENTENCE.match(text) or text.startswith(("![", "Algorithm ", "Figure ")):
        return True
    return _ENDED.match(step) is not None and (numbered or not _BEGINS.match(text))


def _is_glued(step: str, text: str) -> bool:
    """Whether no blank stands between a step and what goes on with it: punctuation behind a formula, `(` before it."""
    return step.endswith(("(", "[")) or _PUNCTUATION.match(text) is not None


def _is_long(text: str) -> bool:
    """Whether a line is too long for a part of a step; LaTeX is longer than what it stands for."""
    if len(text) <= STEP_LIMIT:
        return False
    return len(text) > 10 * STEP_LIMIT or len(_COMMAND.sub("", text)) > STEP_LIMIT


def _indented(steps: Sequence[str]) -> list[str]:
    rows = []
    depth = 0
    for step in steps:
        number = _STEP.match(step)
        label, words = (f"{number[1]:>2}: ", step[number.end() :]) if number else ("", step)
        is_turn = _TURNS.match(words) is not None
        if is_turn or _CLOSES.match(words):
            depth = max(0, depth - 1)
        rows.append(label + "  " * depth + words)
        if is_turn or (_OPENS.match(words) and not _END_WITHIN.search(words)):
            depth += 1
    return rows
