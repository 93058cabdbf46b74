"""A word or a phrase as it is looked for in folded texts: in which spellings, and where.

Beside itself, which is found anywhere inside words, a text is found in these spellings:

- Where it has a hyphen, or a blank, a text may have either of them, or nothing; between two digits not nothing.
- Where it has neither, a text may have a hyphen if what is found begins at the start of a word, but not between digits:
  `pretraining` is in `pre-training`, and `t5` not in `at-5`. A blank is never skipped. Both together find `gpt4-o` for
  `gpt-4o`.
- The sign of an exponent is not a hyphen: `1e5` is not in `1e-5`.
- A Greek letter may be its name and a name its letter, from the start of a word; the name has to be a whole word, or
  digits follow, right behind or after a `_`: `π0` is in `pi_0`, and `π` not in `pipeline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct

_NAMES: Final = re.findall(
    "[a-z]+",
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega",
)
# Unicode calls the eleventh LAMDA.
_LETTERS: Final = dict(zip(_NAMES, "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_NAME_OF: Final = {letter: name for name, letter in _LETTERS.items()}

_LETTER: Final = r"[^\W\d_]"
_JOINT: Final = re.compile(r"(?<=[^- ^])(?<!\de(?=-\d))[- ]+(?=[^- ])")
"""A hyphen or a blank between two parts; of an exponent it is a sign, and one at the end is looked for as it is."""
_EXPONENT: Final = re.compile(r"(?<=\de)\d")
_ELEMENT: Final = re.compile(rf"(?P<greek>[α-ω]|(?<!{_LETTER})(?:{'|'.join(_NAMES)})(?!{_LETTER}))|(?s:.)")


class Piece(Struct, frozen=True, dict=True):
    """A part of a text without a joint: it stands in one word of a text, or in none."""

    text: str
    """Folded, without blanks."""
    is_last: bool = True
    """Whether nothing follows it."""

    @cached_property
    def greek(self) -> tuple[str, ...]:
        """The letters and names of which a word has one if it has the piece in another spelling."""
        names = (found["greek"] for found in _ELEMENT.finditer(self.text))
        greek = next(filter(None, names), None)
        return () if greek is None else (_NAME_OF.get(greek, greek), _LETTERS.get(greek, greek))

    @cached_property
    def has_spellings(self) -> bool:
        """Whether it can be spelt otherwise."""
        return bool(self.greek) or self.spellings != re.escape(self.text)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Texts of which a text has one if it has the piece in any spelling, once its hyphens are left out."""
        return self.greek or (self.text.replace("-", ""),)

    @cached_property
    def spellings(self) -> str:
        """The pattern of all its spellings, if it begins at the start of a word."""
        if not _is_of_word(self.text[0]):
            return re.escape(self.text)
        elements = [*_ELEMENT.finditer(self.text)]
        pattern, before = "", ""
        for found in elements:
            if _EXPONENT.match(self.text, found.start()):
                before = ""
            if found[0] == "_" and before == "greek" and self.text[found.end() : found.end() + 1].isdecimal():
                continue
            pattern += _between(before, found[0]) + self._spelt(found)
            before = "greek" if found["greek"] else found[0]
        return pattern

    def _spelt(self, found: re.Match[str]) -> str:
        greek = found["greek"]
        if not greek:
            return re.escape(found[0])
        name, letter = _NAME_OF.get(greek, greek), _LETTERS.get(greek, greek)
        if greek == name:
            return f"(?:{name}|{letter})"
        end = r"\w" if self.is_last and found.end() == len(self.text) else _LETTER
        return f"(?:{letter}|(?<!{_LETTER}){name}(?!{end}))"


class Needle(Struct, frozen=True, dict=True):
    """What is looked for: a text, and all that it may be spelt."""

    text: str
    """Folded, and not empty."""

    def finds(self, folded: str) -> bool:
        """Whether it stands in a folded text."""
        if self.text in folded or not self.has_spellings:
            return self.text in folded
        # The pattern takes 50 µs for an abstract, what it cannot do without a microsecond.
        bare = folded.replace("-", "")
        return all(any(text in bare for text in needs) for needs in self._needs) and (
            self._pattern.search(folded) is not None
        )

    def finds_whole(self, folded: str) -> bool:
        """Whether it stands in a folded text, and neither in front of it nor behind it a letter, a digit or a `_`."""
        return self._whole.search(folded) is not None

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where it stands in a folded text, in order."""
        return (found.span() for found in self._pattern.finditer(folded))

    @cached_property
    def plural(self) -> Needle:
        """The same with an s, where it ends with a letter or a digit."""
        return Needle(f"{self.text}s") if self.text[-1].isalnum() else self

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What stands between its hyphens and blanks."""
        *others, last = _JOINT.split(self.text)
        return (*(Piece(piece, is_last=False) for piece in others), Piece(last))

    @cached_property
    def joints(self) -> tuple[str, ...]:
        """Its hyphens and blanks, as they stand between two pieces."""
        return tuple(_JOINT.findall(self.text))

    @cached_property
    def _needs(self) -> list[tuple[str, ...]]:
        """What a text needs to have of all pieces, the rarest first."""
        return sorted({piece.needs for piece in self.pieces}, key=lambda needs: -len(needs[-1]))

    def is_glued(self, place: int) -> bool:
        """Whether a piece may also lack a hyphen right behind those before it, inside a word; none of them is Greek."""
        return not any(piece.greek for piece in self.pieces[: place + 1])

    @cached_property
    def has_spellings(self) -> bool:
        """Whether it can be spelt otherwise."""
        return len(self.pieces) > 1 or self.pieces[0].has_spellings

    @cached_property
    def plain(self) -> str:
        """The pattern of those of its spellings that are found anywhere inside words."""
        return self._joined([re.escape(piece.text) for piece in self.pieces])

    @property
    def _spellings(self) -> str:
        first, *others = self.pieces
        anywhere = [_LETTERS[self.text]] if self.text in _LETTERS else []
        inner = (_inner(piece, self.is_glued(place)) for place, piece in enumerate(others, start=1))
        spelt = self._joined([rf"(?<!\w){first.spellings}", *inner])
        return "|".join([spelt, self.plain, *anywhere])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._spellings if self.has_spellings else re.escape(self.text))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._spellings})(?!\w)")

    def _joined(self, patterns: list[str]) -> str:
        joined, *others = patterns
        for joint, pattern in zip(_JOINT.finditer(self.text), others, strict=True):
            joined += _joint(joint) + pattern
        return joined


def _inner(piece: Piece, is_glued: bool) -> str:
    plain = re.escape(piece.text)
    start = "" if is_glued else r"(?<!\w)"
    return f"(?:{plain}|{start}{piece.spellings})" if piece.has_spellings else plain


def _joint(found: re.Match[str]) -> str:
    """What may stand where a text has a hyphen or a blank, or more of them."""
    around = found.string[found.start() - 1] + found.string[found.end()]
    any_of = "[- ]" if around.isdecimal() else "[- ]?"
    return any_of if len(found[0]) == 1 else f"(?:{re.escape(found[0])}|{any_of})"


def _between(before: str, after: str) -> str:
    """What may stand between two elements beside nothing."""
    if before == "greek" and after[0].isdecimal():
        return "[-_]?"
    if not before or not (_is_of_word(before[-1]) and _is_of_word(after[0])):
        return ""
    return "" if (before + after[0]).isdecimal() else "-?"


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
