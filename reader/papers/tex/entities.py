"""HTML's names of characters, such as `&amp;`, which some texts still have when they reach the Hub."""

from __future__ import annotations

import re
import unicodedata
from html.entities import name2codepoint
from typing import Final

from reader.papers.tex.protection import CODE
from reader.papers.text import clean

_ENTITY: Final = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));")
_WORDS: Final = frozenset({"and", "or", "not", "image", "real", "part", "sum", "int", "empty"})
"""Names that are rather a word after an "&" of its own."""
_REFUSED: Final = frozenset({"Cc", "Cs", "Mn", "Mc", "Me"})
"""Categories of controls, surrogates and marks."""


def characters(text: str) -> str:
    """Put characters in place of their names, once: `&amp;lt;` is `&lt;`. In code names are what is meant.

    >>> characters("AT&amp;T: a &lt; b"), characters("the `&lt;` of HTML"), characters("R&D;")
    ('AT&T: a < b', 'the `&lt;` of HTML', 'R&D;')
    """
    if "&" not in text or ";" not in text:
        return text
    pieces: list[str] = []
    end = 0
    for code in CODE.finditer(text):
        pieces += _ENTITY.sub(_character, text[end : code.start()]), code[0]
        end = code.end()
    return "".join([*pieces, _ENTITY.sub(_character, text[end:])])


def _character(match: re.Match[str]) -> str:
    """The character, or the source where there is none or where it is one that no foreign text may have."""
    decimal, hexadecimal, name = match.groups()
    if name:
        code = None if name in _WORDS else {"apos": 0x27}.get(name, name2codepoint.get(name))
    else:
        code = int(decimal) if decimal else int(hexadecimal, 16)
    if code is None or code > 0x10FFFF:
        return match[0]
    character = chr(code)
    if character.isspace():
        return " "
    # However many marks follow each other, they would all stand on one letter.
    return match[0] if unicodedata.category(character) in _REFUSED else clean(character)
