"""Texts folded for finding, without case, accents and marks, so that `zoe` is found in `Zoë`; and where it stands.

Folding changes lengths: `ﬁ` becomes two letters, an accent none, a line wrap one blank. What was found in a folded
text is therefore told as places of the text itself, in whole characters: a letter is never parted from its marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from reader.papers.letters import LETTERS

if TYPE_CHECKING:
    from reader.papers.query.needle import Needle

Span = tuple[int, int]
"""Where something begins and ends in a text."""

# Quotes, hyphens and dashes that no keyboard types; a dash is not a hyphen, and neither is a minus.
_SIGNS: Final = dict(zip("‘’ʼ‐‑‒—―", "'''---––", strict=True))
_PLAIN_LETTERS: Final = LETTERS | _SIGNS
_SUPERSCRIPTS: Final = re.compile("[⁰¹²³⁴-⁹⁺⁻]+")
_ZERO_WIDTH_JOINER: Final = "\u200d"
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_FOREIGN: Final = re.compile("[^\x00-\x7f]+")
_CHARACTER: Final = re.compile(r"(?s:.)(?:M|J[^ ]?)*")


class _Plain(dict[int, int | str | None]):
    """What becomes of a small letter that was taken apart; a table that fills itself."""

    def __missing__(self, code: int) -> int | str | None:
        self[code] = letter = None if _is_mark(chr(code)) else _PLAIN_LETTERS.get(chr(code), code)
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


def fold_each(texts: Sequence[str]) -> str:
    """Fold texts, with newlines between them, which no folded text has."""
    joined = "\n".join(texts)
    apart = joined.replace("\n", " ")
    # Most names: nothing but capitals to change, which is seen of all of them in the time of folding two.
    is_plain = apart.isascii() and apart.isprintable() and joined.count("\n") == len(texts) - 1
    if is_plain and "  " not in apart and apart == apart.strip(" "):
        return joined.lower()
    return "\n".join(map(fold, texts))


def places(needles: Iterable[Needle], text: str) -> list[Span]:
    """Find folded texts in a text: the spans in order, those that touch made one.

    Args:
        needles: What is looked for.
        text: As it is displayed.
    """
    folded = fold(text)
    needles = [needle for needle in needles if needle.finds(folded)]
    if not needles or (text.isascii() and len(folded) == len(text)):
        return _joined(span for needle in needles for span in needle.spans(folded))
    letters, spans = _traced(text)
    found = (span for needle in needles for span in needle.spans(letters))
    return _joined((spans[start][0], spans[end - 1][1]) for start, end in found)


def unfolded(found: Iterable[Span], text: str) -> list[Span]:
    """Tell where in a text the places of its folded form are, one for one.

    Args:
        found: Places of `fold(text)`, none of them empty.
        text: As it is displayed.
    """
    if text.isascii() and len(fold(text)) == len(text):
        return [*found]
    letters, spans = _traced(text)
    lead = letters.startswith(" ")
    return [(spans[start + lead][0], spans[end + lead - 1][1]) for start, end in found]


def _bare(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Folding all of an English abstract for the sake of its quotes and dashes takes four times as long.
    return _FOREIGN.sub(lambda found: _folded(found[0]), _SUPERSCRIPTS.sub(_raised, text)).lower()


def _raised(found: re.Match[str]) -> str:
    return "^" + found[0].replace("⁻", "-") if _is_power(found) else found[0]


def _is_power(superscripts: re.Match[str]) -> bool:
    """Whether the digits are not part of what is before them: 10³ is not 103, but R² may be called R2."""
    before = superscripts.string[: superscripts.start()][-1:]
    return before.isdigit() or not superscripts[0].isdigit()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)


def _traced(text: str) -> tuple[str, list[Span]]:
    """Fold a text, but for blanks at its ends, and tell for each letter the span that it came from."""
    letters: list[str] = []
    spans: list[Span] = []
    blank = False
    powers = {found.start() for found in _SUPERSCRIPTS.finditer(text) if _is_power(found)}
    for character in _CHARACTER.finditer(text.translate(_KINDS)):
        span = character.span()
        for letter in _traced_letters(text[span[0] : span[1]], span[0] in powers):
            if not (blank and letter.isspace()):
                blank = letter.isspace()
                letters.append(" " if blank else letter)
                spans.append(span)
    return "".join(letters), spans


def _traced_letters(character: str, is_power: bool) -> str:
    # By itself a raised sign is a power.
    return ("^" if is_power else "") + _bare(character).removeprefix("^" if character[0] in "⁺⁻" else "")


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
