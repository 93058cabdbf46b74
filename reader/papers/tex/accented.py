r"""Letters with accents as LaTeX has them in names: `M{\"u}ller`, `Nguy{\~{\^e}}n`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from reader.papers.tex.symbols import ACCENTS, LETTERS

_NAMED: Final = LETTERS | {"DJ": "Đ", "dj": "đ", "NG": "Ŋ", "ng": "ŋ", "TH": "Þ", "th": "þ", "DH": "Ð", "dh": "ð"}
_LETTER: Final = re.compile(rf"\\({'|'.join(sorted(_NAMED, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|[ ]+)?")
_MARKS: Final = {
    "acute": "\u0301",
    "grave": "\u0300",
    "check": "\u030c",
    "breve": "\u0306",
    "mathring": "\u030a",
    **ACCENTS,
}
_BY_NAME: Final = "|".join(sorted((name for name in _MARKS if name.isalpha()), key=len, reverse=True))
_BASE: Final = r"[^\W\d_][\u0300-\u036f]*"
_ACCENT: Final = re.compile(
    rf"\\([\"'`^~=.]|(?:{_BY_NAME})(?![A-Za-z]))[ ]*(?:\{{[ ]*\{{?({_BASE})\}}?[ ]*\}}|({_BASE}))"
)
_SILENT: Final = re.compile(r"\\(?:relax|protect)(?![A-Za-z])[ ]*")
_SPECIAL: Final = str.maketrans("", "", "\\{}")
"""What no name has of its own."""
_MONEY: Final = re.compile(r"\$([^$]*)\$")
DEPTH: Final = 4
"""Accents on one letter."""


def letters(name: str) -> str:
    r"""A name in which TeX is only accents, groups and blanks, such as `Nguy\~ên`; no letter is left out.

    >>> letters(r"Zo\"e Sk{\l}odowska"), letters(r"Jane \unknown{Roe}")
    ('Zoë Skłodowska', 'Jane unknownRoe')
    """
    name = _LETTER.sub(lambda match: _NAMED[match[1]], _SILENT.sub("", name))
    for _ in range(DEPTH):
        name, count = _ACCENT.subn(_accented, name)
        if not count:
            break
    name = _MONEY.sub(r"\1", name) if name.count("$") % 2 == 0 else name
    if "\\" in name:
        from reader.papers.full_text.mathematics import plain

        name = plain(name)
    return unicodedata.normalize("NFC", name.translate(_SPECIAL))


def _accented(match: re.Match[str]) -> str:
    letter = match[2] or match[3]
    # An accent stands where the dot would be.
    return {"ı": "i", "ȷ": "j"}.get(letter, letter) + _MARKS[match[1]]
