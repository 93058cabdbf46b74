"""Lists, whose marks the converter writes twice, and the list of references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reader.papers.full_text.dropped import CITED_BY, SECOND_MARKER
from reader.papers.full_text.headings import atx
from reader.papers.full_text.lines import Line
from reader.papers.full_text.pieces import Found, Piece, after_blanks, is_blank, raw_of

_ITEM: Final = re.compile(
    r"(?P<indent>[ ]{0,40})(?:(?P<number>\d{1,3}\.)|[*•])(?:[ \t]{1,12}|(?<=•)|$)(?P<words>[^\n]*)$"
)
_DASH: Final = re.compile(r"(?P<indent>[ ]{0,40})[-–][ ]{1,8}(?P<words>(?=[^\W\d])[^\n]*)$")
_BARE: Final = re.compile(r"\s*(?:•|\d{1,3}\.|\((?:[ivx]{1,5}|[a-z]|\d{1,2})\))\s*$")
_LABEL_END: Final = re.compile(r"(\[\d{1,4}\])(?=\S)")
_YEAR: Final = re.compile(r"(?<=[\w.,;]) \((\d{4}(?:-\d\d)?[a-z]?)\)(?=[^\s,.;:)\]])")
_NUMBERED_ENTRY: Final = re.compile(r"\[\d{1,4}\][A-Z][^\n]*\(\d{4}")
_INDENT: Final = 4
"""Blanks for each level."""


def is_item(text: str) -> bool:
    """Whether a line begins an item of a list."""
    return text.lstrip()[:1] in ("*", "•", *"0123456789") and _ITEM.match(text) is not None


def may_mark(begin: str) -> bool:
    """Whether an item may begin with a character, which is no blank."""
    return begin in "*•-–(0123456789" or begin.isdecimal()


def item(lines: Sequence[Line], place: int, *, is_reference: bool) -> Found | None:
    """An item of a list with the lines that follow it.

    Args:
        lines: All lines.
        place: Where it may begin.
        is_reference: Whether it stands in the list of references.
    """
    text = lines[place].text
    if _BARE.match(text):
        return _bare(lines, place)
    found = _ITEM.match(text) if text.lstrip()[:1] in ("*", "•", *"0123456789") else None
    if found is None:
        found = _DASH.match(text) if text.lstrip()[:1] in ("-", "–") else None
        if found is None:
            return None
        label, words = "", found["words"]
    else:
        label, words = _unmarked(found["number"] or "", found["words"])
    rows = [words] if words else []
    end = place + 1
    while (
        not is_blank(lines, end)
        and lines[end].kind is None
        and not is_item(lines[end].text)
        and not atx(lines[end].text)
    ):
        rows.append(lines[end].text.strip())
        end += 1
    raw = raw_of(lines, place, end)
    if not rows and label != found.groupdict().get("number"):
        return Found(Piece("reference" if is_reference else "item", 0, "", raw), end)  # An empty mark.
    if is_reference or _NUMBERED_ENTRY.match(words):
        return Found(Piece("reference", 0, _entry(" ".join([label, *rows]).strip()), raw), end)
    return Found(Piece("item", len(found["indent"]) // _INDENT, " ".join([label, *rows]).strip(), raw), end)


def _unmarked(label: str, words: str) -> tuple[str, str]:
    """An item's label and words without their second mark: `1.We propose`, `•Generality`, `(i)`."""
    second = SECOND_MARKER.pattern.match(words)  # type: ignore[union-attr]
    if second is None or (second["label"] is None and words[:1] == "-"):
        return label, words.strip()
    return second["label"] or label, words[second.end() :].strip()


def _bare(lines: Sequence[Line], place: int) -> Found | None:
    """A mark alone, whose paragraph follows; else it stands for itself."""
    mark = lines[place].text.strip()
    follows = after_blanks(lines, place + 1)
    if is_blank(lines, follows) or lines[follows].kind is not None:
        return None
    text = lines[follows].text
    if is_item(text) or _BARE.match(text) or atx(text) or text.startswith(("![", "```", "|")):
        return None
    words = text.strip() if mark == "•" else f"{mark} {text.strip()}"
    return Found(Piece("item", 0, words, raw_of(lines, place, follows + 1)), follows + 1)


def without_citing(text: str) -> str:
    """A reference without the list of what cites it."""
    return CITED_BY.pattern.sub("", text)  # type: ignore[union-attr]


def _entry(text: str) -> str:
    """A reference with the blanks that are missing, without what cites it."""
    text = without_citing(text)
    text = _LABEL_END.sub(r"\1 ", text, count=1) if text.startswith("[") and not text.startswith("[[") else text
    return _YEAR.sub(r" (\1) ", text, count=1)
