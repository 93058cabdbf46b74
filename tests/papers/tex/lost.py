"""Finds letters and digits that a readable text lost, and the addresses that it holds."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from reader.papers.tex.symbols import FORMATS, GREEK, NEVER_ENGLISH, SILENT, SYMBOLS

_TYPOGRAPHY = set("–—‘’“”…⋯ ")
_SIGNS = {symbol for symbol in SYMBOLS.values() if not symbol.isascii()} - _TYPOGRAPHY
_PLAIN = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ȷ": "j", "ß": "ss"}
_PLAIN |= {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}

BARE = frozenset((*NEVER_ENGLISH, *GREEK, "times", "approx", "pm", "sum", "prod", "int", "in", "to", "le", "ge", "ne"))
"""Names that may become symbols without a backslash."""

_BECOMES = {name: {symbol.strip()} - {""} for name, symbol in SYMBOLS.items()}  # Blanks at an end are cut off.
_BECOMES |= {"sim": {"~", "∼"}, "deg": {"°"}}
_BECOMES |= {"circ": {"∘", "°"}, "top": {"⊤", "T"}, "textasciitilde": {"~", "∼"}, "AA": {"A"}, "aa": {"a"}}
_BARE_TOO = BARE | {"sim", "circ", "top"}
_PRINTS_NOTHING = SILENT | {"xspace"}
_SILENT_BARE = (*FORMATS, "footnote", "url", "href", "frac", "sqrt", "hat", "bar", "textsuperscript", "textsubscript")
_SILENT_PARTS = re.compile(
    r"&(?:amp|lt|gt|quot|nbsp|#\d+);"
    r"|(?:\\|(?<![A-Za-z]))(?:textcolor|colorbox|color)(?:\[\w+\])?\{[\w!., -]*\}"
    r"|\\[vh]space\*?\{[^{}]*\}"
    r"|\\[cvuHkrdb](?=[{ ])"
    r"|(?<=\{)(?:bf|em|tt|sc|it|rm|sf|sl)(?= )"
    rf"|(?:{'|'.join(_SILENT_BARE)})(?= ?\\?\{{)"
    r"|(?:boldsymbol|mathbf|mathcal|mathbb|mathrm)(?=[\s\\^_~]|[^\x00-\x7f])"
)
_GLUED_COLOR = re.compile(r"(?:\\|(?<![A-Za-z]))color\{[a-z]+([A-Z]+)\}(?! )")
"""A colour whose capitals are letters of the text."""


def lost(source: str, result: str) -> str | None:
    """Where the source holds a letter that the result lacks, or the result one too many; None if nothing is lost."""
    wanted = "".join(map(_units, source))
    units, gaps = _sequence(result)
    if wanted == "".join(units):
        return None
    reached: defaultdict[int, set[int]] = defaultdict(set)
    reached[0].add(0)
    for at, character in enumerate(source):
        places = reached.pop(at, set())
        if not places and not reached:
            return source[max(at - 30, 0) : at + 20]
        own = _units(character)
        for place in places:
            if "".join(units[place : place + len(own)]) == own:
                reached[at + 1].add(place + len(own))
            for length, signs in _vanishing(source, at):
                reached[at + length] |= set(_after(place, signs, units, gaps))
    return None if len(units) in reached[len(source)] else f"{source[-50:]} -> {result[-50:]}"


def addresses(text: str) -> list[str]:
    """The URLs of a text, without what TeX adds to them and without the punctuation after them."""
    found = re.findall(r"https?://(?:[^\s{}<>\"`\\*]|\\[_#%&~]|\\allowbreak ?)+", text)
    return [re.sub(r"\\allowbreak ?|\\", "", address).rstrip(".,;:)'") for address in found]


def _units(character: str) -> str:
    """The letters, digits and signs that a character stands for."""
    if character.isascii():
        return character if character.isalnum() else ""
    if character in _SIGNS:
        return character
    plain = _PLAIN.get(character, character)
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if letter.isalnum() or letter in _SIGNS)


def _sequence(text: str) -> tuple[list[str], list[str]]:
    """The units of a text, and what stands before each and at the end."""
    units: list[str] = []
    gaps = [""]
    for character in text:
        own = _units(character)
        if not own:
            gaps[-1] += character
        for unit in own:
            units.append(unit)
            gaps.append("")
    return units, gaps


def _vanishing(source: str, at: int) -> Iterator[tuple[int, set[str]]]:
    """What may be missing from the result at this place, and the signs of which one must be there instead."""
    if source[at] == "\\":
        for name in _BECOMES.keys() | _PRINTS_NOTHING:
            if source.startswith(name, at + 1):
                yield len(name) + 1, _BECOMES.get(name, set())
    if part := _GLUED_COLOR.match(source, at):
        yield part.start(1) - at, set()
    elif part := _SILENT_PARTS.match(source, at):
        yield len(part[0]), set()
    for name in _BARE_TOO:
        if source.startswith(name, at):
            yield len(name), _BECOMES[name]


def _after(place: int, signs: set[str], units: list[str], gaps: list[str]) -> Iterator[int]:
    """The places in the result after one of the signs, if it is at this place."""
    if not signs or any(sign in gaps[place] for sign in signs):
        yield place
    if place < len(units) and units[place] in signs:
        yield place + 1
