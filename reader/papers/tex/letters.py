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
_BELOW: Final = {"\u0323": "d", "\u0326": "textcommabelow", "\u0327": "c", "\u0328": "k", "\u0331": "b"}
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
    "đ": r"{\dj}",
    "Đ": r"{\DJ}",
    "ð": r"{\dh}",
    "Ð": r"{\DH}",
    "þ": r"{\th}",
    "Þ": r"{\TH}",
    "ŋ": r"{\ng}",
    "Ŋ": r"{\NG}",
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
    marks = [mark for mark in marks if mark not in _DROPPED]
    if not ((base.isascii() and base.isalpha()) or base in _LETTERS) or not (_ABOVE | _BELOW).keys() >= set(marks):
        return letter
    # A mark below is set under a box, one above only over a letter: so the former is the outer one.
    names = [_ABOVE[mark] for mark in marks if mark in _ABOVE] + [_BELOW[mark] for mark in marks if mark in _BELOW]
    text = _LETTERS.get(base, base)
    if names and base in "ij" and names[0] in _ABOVE.values():
        text = f"{{\\{base}}}"
    for name in names:
        # Braces round a single letter would be one more thing to read; after a name of letters they must be there.
        text = f"{{\\{name}{_argument(text, name)}}}"
    return text


def _argument(text: str, name: str) -> str:
    if text.startswith("{"):
        return text
    return f"{{{text}}}" if name.isalpha() else text
