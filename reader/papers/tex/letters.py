r"""Letters with accents as macros of TeX, such as `{\'e}`.

Every macro is in braces of its own with a backslash first, so that BibTeX takes it for one letter: it sorts by it,
shortens a name to it and changes its case.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ABOVE: Final = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
}
_BELOW: Final = {"\u0323": "d", "\u0327": "c", "\u0328": "k", "\u0331": "b"}
_LATIN_1: Final = frozenset(map(chr, range(0xC0, 0x100)))
_ACCENTS: Final = _ABOVE | _BELOW
_DOTLESS: Final = frozenset("`'^\"")
_DROPPED: Final = frozenset("\u0309\u031b")
"""Hook above and horn, which the encodings T1 and OT1 do not have: Vietnamese without them is a usual spelling."""
_LETTERS: Final = {
    "ı": r"{\i}",
    "ȷ": r"{\j}",
    "ß": r"{\ss}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "å": r"{\aa}",
    "Å": r"{\AA}",
    # Pandoc leaves out `\DJ` and what else it does not know. TeX does nothing at `\protect`, and BibTeX takes what is
    # in these braces for one letter, which it then does not cut into bytes.
    **{letter: f"{{\\protect {letter}}}" for letter in "đĐðÐþÞŋŊșȘțȚ"},
    # What people's names have between their letters.
    "‘": "`",
    "’": "'",
    "ʼ": "'",
    "“": "``",
    "”": "''",
    "‐": "-",
    "‑": "-",
    "–": "--",
    "—": "---",
    "·": r"{\textperiodcentered}",
    "\xa0": " ",
}


def tex_letters(text: str) -> str:
    r"""Write each accented Latin letter as a macro; a letter that has none stays as it is.

    >>> print(tex_letters("Székely, Nguyễn, Arık, Łukasz"))
    Sz{\'e}kely, Nguy{\~{\^e}}n, Ar{\i}k, {\L}ukasz
    """
    if text.isascii():
        return text
    # A mark that has no letter of its own with the one before stays with it: `g̃`.
    return re.sub(r"[^\W\d_][\u0300-\u0331]*|[^\x00-\x7f]", _letter, unicodedata.normalize("NFC", text))


def _letter(match: re.Match[str]) -> str:
    letter = match[0]
    if letter.isascii() or letter in _LETTERS:
        return _LETTERS.get(letter, letter)
    base, *marks = list(unicodedata.normalize("NFD", letter))
    # A mark below is set under a box, one above only over a letter: so the former is the outer one.
    marks = sorted((mark for mark in marks if mark not in _DROPPED), key=_BELOW.__contains__)
    if not ((base.isascii() and base.isalpha()) or base in _LETTERS) or not _ACCENTS.keys() >= set(marks):
        return letter
    names = [_ACCENTS[mark] for mark in marks]
    text = _LETTERS.get(base, base)
    # With these four TeX takes the dot away itself, and others read `{\'i}` where they do not read `{\'{\i}}`.
    if names and base in "ij" and names[0] in _ABOVE.values() and not (base == "i" and names[0] in _DOTLESS):
        text = f"{{\\{base}}}"
    for mark, name in zip(marks, names, strict=True):
        # bibtexparser knows the letters of Latin-1 without braces round them, and loses others that come twice.
        short = not name.isalpha() and unicodedata.normalize("NFC", text + mark) in _LATIN_1
        text = f"{{\\{name}{text if short or text[0] == '{' else f'{{{text}}}'}}}"
    return text
