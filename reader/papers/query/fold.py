"""Texts folded for finding, without case, accents and marks, so that `zoe` is found in `Zoë`; and where it stands.

Folding changes lengths: `ﬁ` becomes two letters, an accent none, a line wrap one blank. What was found in a folded
text is therefore told as places of the text itself, in whole characters: a letter is never parted from its marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

Span = tuple[int, int]
"""Where something begins and ends in a text."""

# Letters that names have and Unicode does not take apart, and quotes and dashes that no keyboard types.
_UNDIVIDED: Final = dict(zip("łøđðı‘’ʼ‐‑‒–—−", "loddi'''------", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
_ZERO_WIDTH_JOINER: Final = "\u200d"
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_FOREIGN: Final = re.compile("[^\x00-\x7f]+")
_CHARACTER: Final = re.compile(r"(?s:.)(?:M|J[^ ]?)*")


class _Plain(dict[int, int | str | None]):
    """What becomes of a small letter that was taken apart; a table that fills itself."""

    def __missing__(self, code: int) -> int | str | None:
        self[code] = letter = None if _is_mark(chr(code)) else _UNDIVIDED.get(chr(code), code)
        return letter


class _Kinds(dict[int, str]):
    """`M` for what stands on the character before, `J` for what joins it to the next, a blank for white space."""

    def __missing__(self, code: int) -> str:
        self[code] = kind = _kind(chr(code))
        return kind


_PLAIN: Final = _Plain()
_KINDS: Final = _Kinds()


def fold(text: str) -> str:
    """Fold a text; runs of white space become one blank, and none is left at either end."""
    return " ".join(_bare(text).split())


def places(needles: Iterable[str], text: str) -> list[Span]:
    """Find folded texts in a text: the spans in order, those that touch made one.

    Args:
        needles: What was given by `fold`, none of it empty.
        text: As it is displayed.
    """
    folded = fold(text)
    needles = [needle for needle in needles if needle in folded]
    if not needles or (text.isascii() and len(folded) == len(text)):
        return _joined(span for needle in needles for span in _found(needle, folded))
    letters, spans = _traced(text)
    found = (span for needle in needles for span in _found(needle, letters))
    return _joined((spans[start][0], spans[end - 1][1]) for start, end in found)


def _bare(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Folding all of an English abstract for the sake of its quotes and dashes takes four times as long.
    return _FOREIGN.sub(lambda found: _folded(found[0]), text).lower()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)


def _traced(text: str) -> tuple[str, list[Span]]:
    """Fold a text, but for blanks at its ends, and tell for each letter the span that it came from."""
    letters: list[str] = []
    spans: list[Span] = []
    blank = False
    for character in _CHARACTER.finditer(text.translate(_KINDS)):
        span = character.span()
        for letter in _bare(text[span[0] : span[1]]):
            if not (blank and letter.isspace()):
                blank = letter.isspace()
                letters.append(" " if blank else letter)
                spans.append(span)
    return "".join(letters), spans


def _found(needle: str, text: str) -> Iterator[Span]:
    start = text.find(needle)
    while start >= 0:
        yield start, start + len(needle)
        start = text.find(needle, start + len(needle))


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _is_mark(character: str) -> bool:
    return bool(unicodedata.combining(character)) or unicodedata.category(character) in ("Mn", "Me", "Cf")


def _kind(character: str) -> str:
    if character.isspace():
        return " "
    if character == _ZERO_WIDTH_JOINER:
        return "J"
    # Marks with a width and skin tones are kept when a text is folded, but stand on what is before them all the same.
    stands = _is_mark(character) or unicodedata.category(character) == "Mc" or ord(character) in _SKIN_TONES
    return "M" if stands else "."
