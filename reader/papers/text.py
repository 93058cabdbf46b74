"""Foreign text made safe and readable: `clean` is the border that every string from outside passes once.

Textual hands escape sequences on to the terminal, so they are taken out here, character by
character: a filter that matches whole sequences can be led astray by a broken one (CVE-2022-46663).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

TITLE_LIMIT: Final = 500
"""Characters of a one-line text that are kept."""
TEXT_LIMIT: Final = 20_000
"""Characters of a text of several lines that are kept."""
LINE_LIMIT: Final = 2_000
"""Lines of a text that are kept."""
MARK_LIMIT: Final = 4
"""Combining marks on one character that are kept."""
READABLE_VERSION: Final = 2
"""Raised when `readable` gives another text than before, so that stored papers get a new readable form."""

MULTILINE: Final = frozenset({"abstract", "readable_abstract", "summary"})
"""Keys whose text keeps its line breaks; `summary` is the Hub's, the others are ours."""
LONG: Final = MULTILINE | {"ai_summary"}

# Patterns are compiled when they are first needed: each takes 0.3 ms.
_BREAKS: Final = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_TOO_MANY_MARKS: Final = f"(?<=M{{{MARK_LIMIT}}})M+"
_INVISIBLE = frozenset(
    [0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)]
).union(range(0xFFF0, 0xFFFC), range(0xFDD0, 0xFDF0))
"""Characters that cannot be seen and that no category of their own tells: fillers, variation selectors.

U+FE0F among them: after it, some terminals draw a sign in two cells and others in one (tmux 3.3a).
"""
_TAGS: Final = range(0xE0000, 0xE1000)
"""More of them, too many for a set that every start makes."""
_VISIBLE_FORMATS = frozenset([0x200C, 0x200D, *range(0x0600, 0x0606), 0x06DD, 0x070F, 0x08E2, 0x110BD])
"""Format characters that writing needs: the joiners of Persian, Indic scripts and emoji, Arabic number signs."""


class _Fates(dict[int, int | str | None]):
    """What becomes of a character: kept, taken out, or shown as U+FFFD.

    A table that fills itself: a regular expression of these ranges takes 5 ms to compile.
    """

    def __missing__(self, code: int) -> int | str | None:
        self[code] = fate = _fate(code)
        return fate


def _fate(code: int) -> int | str | None:
    category = unicodedata.category(chr(code))
    if category == "Cs" or (category == "Cc" and code != 0x0A):
        return "\ufffd"
    # Private use and noncharacters too: tmux drops their cells, fonts disagree about them.
    if code in _INVISIBLE or code in _TAGS or category == "Co" or code & 0xFFFE == 0xFFFE:
        return None
    return None if category == "Cf" and code not in _VISIBLE_FORMATS else code


class _Marks(dict[int, str]):
    """`M` for a character that stands on the one before, a blank for any other."""

    def __missing__(self, code: int) -> str:
        marks = unicodedata.category(chr(code)) in ("Mn", "Me")
        self[code] = letter = "M" if marks else " "
        return letter


_FATES: Final = _Fates()
_WITH_TABS: Final = _Fates({0x09: 0x09})
_MARKS: Final = _Marks()
_PLAIN: Final = bytes([0x0A, *range(0x20, 0x7F)])
"""The characters of ASCII that are kept."""


def clean(value: object, *, limit: int = TITLE_LIMIT, multiline: bool = False) -> str:
    """Return a text without anything that a terminal would act on; anything but a text is the empty text.

    Controls and lone surrogates become U+FFFD, invisible characters go, line breaks become newlines (or blanks where
    one line is wanted), more than four marks on a character go, and what is too long is cut with an ellipsis.

    >>> clean("Two\\nlines, and \\x1b[31m red"), clean("A very long title", limit=10), clean(None)
    ('Two lines, and \ufffd[31m red', 'A very lo…', '')
    """
    if not isinstance(value, str):
        return ""
    if len(value) <= limit and value.isascii() and value.isprintable() and "  " not in value:
        return value.strip(" ")
    # Most abstracts: what follows would change nothing, for twenty times the time.
    if len(value) <= limit and _is_clean(value, multiline=multiline):
        return value.strip()
    text = re.sub(_BREAKS, "\n", value[: limit * 4]).replace("\t", " ")
    text = text.translate(_FATES)
    if not multiline:
        text = " ".join(text.split())
    elif text.count("\n") >= LINE_LIMIT:
        text = "\n".join(text.split("\n", LINE_LIMIT)[:LINE_LIMIT])
    if not text.isascii():
        text = _calm(unicodedata.normalize("NFC", text))
    text = text.strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def clean_document(text: str) -> str:
    """Return a text of any length without anything that a terminal would act on, its lines and tabs as they are.

    >>> clean_document("A row\\twith\\u00a0\\x1b[2J cells\\r\\nand another")
    'A row\\twith �[2J cells\\nand another'
    """
    text = re.sub(_BREAKS, "\n", text)
    # Looking at each different character once is ten times as fast as at each of a long text.
    if not is_harmless(text):
        text = text.translate(_WITH_TABS)
    if text.isascii():
        return text
    text = text.replace("\u00a0", " ")
    text = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    return _calm(text) if any(_MARKS[ord(one)] == "M" for one in {*text}) else text


def is_harmless(text: str) -> bool:
    """Whether a text has nothing that `clean_document` would take out of it.

    >>> is_harmless("A row\\twith cells"), is_harmless("\\x1b[2J")
    (True, False)
    """
    return all(_WITH_TABS[code] == code for code in map(ord, {*text}))


def _is_clean(text: str, *, multiline: bool) -> bool:
    """Whether there is nothing to change but at the ends."""
    if not multiline:
        if "\n" in text or "  " in text:
            return False
    elif len(text) >= LINE_LIMIT and text.count("\n") >= LINE_LIMIT:
        return False
    # What is left without these takes a third of the time of `isprintable`, and a sixth of that of a pattern.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    if not rest:
        return True
    characters = {*rest.decode("utf-8", "surrogatepass")}
    return all(map(_is_harmless, characters)) and unicodedata.is_normalized("NFC", text)


@lru_cache(2**12)
def _is_harmless(character: str) -> bool:
    """Whether a character is kept wherever it stands."""
    code = ord(character)
    return _FATES[code] == code and _MARKS[code] != "M" and not character.isspace()


def _calm(text: str) -> str:
    """Keep at most `MARK_LIMIT` combining marks on a character."""
    kept: list[str] = []
    end = 0
    for pile in re.finditer(_TOO_MANY_MARKS, text.translate(_MARKS)):
        kept.append(text[end : pile.start()])
        end = pile.end()
    return "".join([*kept, text[end:]])


def clean_tree(value: Any, key: str = "") -> Any:
    """Clean every text in what JSON was decoded to; the key that a text stands under says how long it may be."""
    kind = type(value)
    if kind is str:
        # Nine of ten texts: what `clean` gives, without the time of the call.
        if len(value) <= TITLE_LIMIT and value.isascii() and value.isprintable() and "  " not in value:
            return value.strip(" ")
        return clean(value, limit=TEXT_LIMIT if key in LONG else TITLE_LIMIT, multiline=key in MULTILINE)
    if kind is dict:
        return {
            _clean_name(name): clean_tree(item, name) if type(item) in _CLEANED else item
            for name, item in value.items()
        }
    if kind is list:
        return [clean_tree(item, key) if type(item) in _CLEANED else item for item in value]
    return value


_CLEANED: Final = frozenset({str, dict, list})
_clean_name: Final = lru_cache(2**10)(clean)
"""Half of all texts are the same few names."""


def one_line(text: str) -> str:
    """Join all lines with single blanks."""
    return " ".join(filter(None, map(str.strip, text.split("\n"))))


def paragraphs(text: str) -> str:
    """Join hard wraps; a newline before blanks starts a paragraph, after exactly one empty line.

    arXiv breaks its lines hard and begins a paragraph with blanks.
    """
    first, *rows = text.split("\n")
    joined = [" ".join(first.split())]
    gap = ""
    for row in rows:
        line = " ".join(row.split())
        if not line or row[0].isspace():
            gap = "\n\n"
        if line:
            joined.append((gap or " ") + line)
            gap = ""
    return "".join(joined).strip()
