"""Formulas that came more than once: which of their forms is kept.

Variant D has a Unicode twin before the LaTeX, `𝒟 t+1\\mathcal{D}_{t+1}`; Q has four forms: Unicode, the words of
content MathML, LaTeX, and what a voice would say. The LaTeX is kept, and what is certainly the same goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from reader.papers.full_text.flat import key, keys
from reader.papers.full_text.formulas import first_sign, formulas, has_signs
from reader.papers.full_text.inline import shown_formula
from reader.papers.full_text.lines import Line
from reader.papers.full_text.mathematics import is_same
from reader.papers.full_text.model import Variant
from reader.papers.full_text.spoken import without_spoken

FORMULA_LIMIT: Final = 4_000
"""Characters of the longest formula that is compared."""
LINE_LIMIT: Final = 20_000
"""Characters of the longest line that is looked at."""

_PROSE: Final = re.compile(r"(?<![\w\\])[a-z]{3,}(?![\w}])")
PROSE_WORDS: Final = 3
"""Words of a line that is not a row of a table, where `86.6 86.6` is two numbers."""

_LETTER: Final = re.compile(r"(?<![\w\\.’'-])([A-Za-zΑ-Ωα-ω]) \1(?![\w’'])")
_CALL: Final = re.compile(r"(?<![\w\\])([A-Za-z]\([^()\s\\]{1,20}\))\1(?!\w)")
_EQUATION: Final = re.compile(r"(?<![^\s(])([^\s\\{}]{1,40}[=<>≤≥∈×][^\s\\{}]{0,40}) \1(?=[\s.,;:)]|$)")
_NUMBER: Final = re.compile(r"(?<![\w.,])(\d[\d,.]*\d|\d) \1(?=[\s.,;:)%]|$)(?! \1)")
_NUMBERED: Final = re.compile(r"\([A-Z]?\.?\d{1,3}[a-z]?\)$")
_FENCE: Final = "```"


def without(lines: Sequence[Line], variant: Variant) -> list[Line]:
    """Return the lines of a text without the forms that say the same as the LaTeX.

    Args:
        lines: As they came.
        variant: `double` or `fourfold`.
    """
    shown: list[Line] = []
    is_code = False
    for line in lines:
        if line.text.startswith(_FENCE):
            is_code = not is_code
        if is_code or not line.text or len(line.text) > LINE_LIMIT:
            shown.append(line)
            continue
        text = without_spoken(line.text) if variant == "fourfold" else line.text
        text = without_twins(text)
        if len(_PROSE.findall(text)) >= PROSE_WORDS:
            text = _without_repeats(text)
        shown.append(line if text == line.text else line._replace(text=text))
    return shown


def without_twins(text: str) -> str:
    """Return a line without the Unicode twins of its LaTeX, where they are the same.

    >>> without_twins("each x∈𝒳 x\\\\in\\\\mathcal{X} of 𝒟 t+1\\\\mathcal{D}_{t+1}")
    'each x\\\\in\\\\mathcal{X} of \\\\mathcal{D}_{t+1}'
    """
    if not has_signs(text):
        return text
    kept: list[str] = []
    place = 0
    for start, end in formulas(text):
        found = _twin(text, place, start, end)
        if found is not None:
            kept.append(text[place : found[0]])
            place = found[1]
        kept.append(text[place:end])
        place = end
    return "".join([*kept, text[place:]])


def _twin(text: str, least: int, start: int, end: int) -> tuple[int, int] | None:
    """Where the twin of a formula begins, and where the LaTeX does.

    Args:
        text: The line.
        least: Where the formula before ends.
        start: Where the word begins in which the formula is; the twin may be in it, too.
        end: Where the formula ends.
    """
    first = first_sign(text, start, end)
    if end - first > FORMULA_LIMIT:
        return None
    for stop in _ends(text, first, end):
        latex = key(shown_formula(text[first:stop]))
        begin = max(least, start - 3 * len(latex) - 200)
        before, places = keys(text, begin, first)
        whole = before + latex
        for length in range(len(whole) // 2, max(len(latex), 1) - 1, -1):
            if whole[-1] != whole[-length - 1] or whole[-length] != whole[-2 * length]:
                continue
            if whole[-length:] != whole[-2 * length : -length]:
                continue
            start, middle = places[len(whole) - 2 * length], _cut(places, len(whole) - length, first)
            for cut, begins in product(_openings(text, start, least), _openings(text, middle, start)):
                # A root has no sign of its own in the twin.
                if is_same(text[cut:begins], text[begins:stop].replace("\\sqrt{", "{")):
                    return cut, begins
    return None


def _cut(places: Sequence[int], index: int, first: int) -> int:
    return places[index] if index < len(places) else first


def _openings(text: str, place: int, least: int) -> tuple[int, ...]:
    """A place, and those before the brackets in front of it, which a key does not have."""
    first = place
    while first > max(least, place - 2) and text[first - 1] in "([{⟨|‖":
        first -= 1
    return tuple(range(place, first - 1, -1))


def _ends(text: str, first: int, end: int) -> Iterator[int]:
    """Where a formula may end: with the sentence's punctuation and the number of the equation, or without."""
    if text[end : end + 1] in (",", ".", ";", ":"):
        yield end + 1
    yield end
    number = _NUMBERED.search(text, max(first, end - 12), end)
    if number and number.start() > first:
        end = number.start()
        yield end
    for _ in range(2):
        if end - 1 > first and text[end - 1] in ".,;:":
            end -= 1
            yield end


def _without_repeats(text: str) -> str:
    """Return a line without the twins of letters, calls and numbers, which are the same as what they are twins of."""
    for pattern in (_LETTER, _CALL, _EQUATION, _NUMBER):
        text = pattern.sub(r"\1", text)
    return text
