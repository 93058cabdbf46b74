"""Foreign text made safe: `clean` is the border that every string from outside passes once.

Textual hands escape sequences on to the terminal (reliability §0.1), so they are taken out here, character by
character: a filter that matches whole sequences can be led astray by a broken one (CVE-2022-46663).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

TITLE_LIMIT: Final = 500
"""Characters of a one-line text that are kept."""
TEXT_LIMIT: Final = 20_000
"""Characters of a text of several lines that are kept."""
LINE_LIMIT: Final = 2_000
"""Lines of a text that are kept."""
MARK_LIMIT: Final = 4
"""Combining marks on one character that are kept."""

MULTILINE: Final = frozenset({"abstract", "summary"})
"""Keys whose text keeps its line breaks; `abstract` is ours, `summary` the Hub's."""
LONG: Final = MULTILINE | {"ai_summary"}

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
    # Noncharacters and private use: tmux drops their cells, fonts disagree about them.
    "\ufdd0-\ufdef\ue000-\uf8ff\U000f0000-\U0010ffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(15))
    + "]"
)
"""Characters that cannot be seen but turn text round, hide text in it or break a row (reliability rows 8, 9, 12).

The joiners U+200C and U+200D stay (Persian, Indic scripts, emoji), and so does U+FE0F.
"""
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(value: object, *, limit: int = TITLE_LIMIT, multiline: bool = False) -> str:
    """Return a text without anything that a terminal would act on; anything but a text is the empty text.

    Controls and lone surrogates become U+FFFD, invisible characters go, line breaks become newlines (or blanks where
    one line is wanted), more than four marks on a character go, and what is too long is cut with an ellipsis.
    """
    if not isinstance(value, str):
        return ""
    if len(value) <= limit and value.isascii() and value.isprintable() and "  " not in value:
        return value.strip(" ")
    text = _BREAKS.sub("\n", value[: limit * 4]).replace("\t", " ")
    text = _CONTROL.sub("\ufffd", _INVISIBLE.sub("", text))
    if not multiline:
        text = " ".join(text.split())
    elif text.count("\n") >= LINE_LIMIT:
        text = "\n".join(text.split("\n", LINE_LIMIT)[:LINE_LIMIT])
    if not text.isascii():
        text = unicodedata.normalize("NFC", _calm(text))
    text = text.strip("\n" if multiline else None)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _calm(text: str) -> str:
    """Keep at most `MARK_LIMIT` combining marks on a character."""
    kept: list[str] = []
    run = 0
    for character in text:
        marks = character != "\ufe0f" and unicodedata.category(character) in ("Mn", "Me")
        run = run + 1 if marks else 0
        if run <= MARK_LIMIT:
            kept.append(character)
    return "".join(kept)


def clean_tree(value: Any, key: str = "") -> Any:
    """Clean every text in what JSON was decoded to; the key that a text stands under says how long it may be."""
    if isinstance(value, str):
        return clean(value, limit=TEXT_LIMIT if key in LONG else TITLE_LIMIT, multiline=key in MULTILINE)
    if isinstance(value, dict):
        return {clean(name): clean_tree(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [clean_tree(item, key) for item in value]
    return value


def paragraphs(text: str) -> list[str]:
    """The paragraphs of an abstract, each in one line.

    arXiv breaks its lines hard and begins a paragraph with blanks (hub-api §5.2).
    """
    return [" ".join(part.split()) for part in re.split(r"\n(?=[ \n])", text) if part.strip()]
