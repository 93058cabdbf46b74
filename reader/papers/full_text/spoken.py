"""The oldest conversions, in which every formula stands four times: the LaTeX is kept where the others say the same.

`T i:j subscript 𝑇:𝑖 𝑗 T_{i:j}italic_T start_POSTSUBSCRIPT italic_i : italic_j end_POSTSUBSCRIPT` is Unicode, the words
of content MathML, LaTeX, and what a voice would say. Only what has the same letters goes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from reader.papers.full_text.flat import key, keys
from reader.papers.full_text.formulas import first_sign, formulas
from reader.papers.full_text.inline import shown_formula

FORMULA_LIMIT: Final = 2_000
"""Characters of the longest formula that is compared."""

_FONT: Final = (
    r"(?:italic|roman|bold_italic|bold|caligraphic|blackboard|typewriter|sansserif_bold|sansserif|fraktur|script)"
)
_SPOKEN: Final = re.compile(
    rf"\b(?:start|end)_[A-Z]+\b|\b{_FONT}_(?=\S)|\bdivide\b(?= start_)|\b(?:over|under)(?:\^|¯|~|→|˙|˘)"
)
_BEGIN: Final = re.compile(rf"(?:start_[A-Z]+|{_FONT}_\S|divide start_|over[\^¯~→˙˘])")
_TOKEN: Final = re.compile(r"\S+|\s+")
_WORDS: Final = re.compile(
    r"\b(?:subscript|superscript|absent|matrix|plus-or-minus|minus-or-plus|assign|conditional|conditional-set|for-all"
    r"|product|similar-to|much-less-than|much-greater-than|italic-ϵ|not-equals|approximately-equals|delimited-(?:\[\]|⟨⟩"
    r"|∥∥|\|\|)|norm|square-root|fragments|formulae-sequence|maps-to|tensor-product|direct-product|proportional-to)"
)
_LINE_BREAK: Final = re.compile(r"(?<!\\)%\s")
_SIMPLE: Final = re.compile(rf"(?<!\S)(\S{{1,12}}) (\S{{1,12}}) (\S{{1,12}}?) ?{_FONT}_(\S{{1,8}}?)(?=[\s,.;:)]|$)")
_FOURFOLD: Final = re.compile(r"(?<![^\s(\[])(\d[\d.,]*\d|\d)(%?) \1\2? \1(?:percent)?\\?\2? \1(?:\s?%)?(?![\w\\×])")
_FLOATING: Final = re.compile(r"(?<=\S) (\S{1,6}) \1\{\}\^\{\1\}start_FLOATSUPERSCRIPT (\S{1,6}) end_FLOATSUPERSCRIPT")


def without_spoken(text: str) -> str:
    """Return a line without the forms of its formulas that a voice would say, and those of content MathML."""
    text = _LINE_BREAK.sub("", text) if "\\" in text or "{" in text else text
    text = _SIMPLE.sub(_simple, _FOURFOLD.sub(r"\1\2", text))
    kept: list[str] = []
    place = 0
    for start, end in formulas(text):
        if start < place:
            continue
        found = _forms(text, place, start, end)
        if found is not None:
            begin, latex, stop, behind = found
            kept += (text[place:begin], text[latex:stop])
            place = behind
    return "".join([*kept, text[place:]])


def _simple(found: re.Match[str]) -> str:
    """A letter four times, `t 𝑡 t italic_t`: once, if it is the same one."""
    return found[1] if len({key(part) for part in found.groups()}) == 1 and key(found[1]) else found[0]


def _forms(text: str, least: int, start: int, end: int) -> tuple[int, int, int, int] | None:
    """Where the first form of a formula begins, the LaTeX begins and ends, and the last form ends."""
    first = first_sign(text, start, end)
    if end - first > FORMULA_LIMIT:
        return None
    for stop in _stops(text, first, end):
        for latex in _starts(text, start, first):
            flat = key(shown_formula(text[latex:stop]))
            behind = _spoken_end(text, stop, flat) if flat else None
            if behind is not None and (begin := _first_form(text, least, latex, flat)) is not None:
                return begin, latex, stop, behind
    return None


def _stops(text: str, first: int, end: int) -> Iterator[int]:
    """Where the LaTeX may end: before the first spoken word, or before the signs in front of it."""
    spoken = _BEGIN.search(text, first, min(len(text), end + 40))
    stop = min(end, spoken.start()) if spoken else end
    while stop > first and text[stop - 1].isspace():
        stop -= 1
    yield stop
    for place in range(stop - 1, max(first, stop - 6), -1):
        if text[place].isalnum() or text[place] in "}\\":
            break
        yield place


def _starts(text: str, start: int, first: int) -> Iterator[int]:
    """Where the LaTeX may begin in its word: behind the last letter of the form before it."""
    for place in range(first, max(start, first - 24) - 1, -1):
        yield place
        if place > start and not text[place - 1].isascii():
            break


def _spoken_end(text: str, start: int, flat: str) -> int | None:
    """Where the spoken form of a formula ends, if it stands here."""
    said = ""
    place = start
    for token in _TOKEN.finditer(text, start, min(len(text), start + 12 * len(flat) + 400)):
        if not token[0].isspace():
            said += key(_SPOKEN.sub("", token[0]))
            if len(said) > len(flat) or not flat.startswith(said):
                return _cut_end(text, token, said, flat)
            place = token.end()
            if said == flat:
                return _with_ends(text, place)
    return None


def _cut_end(text: str, token: re.Match[str], said: str, flat: str) -> int | None:
    """Where a spoken form ends within a word: before the punctuation of the sentence."""
    word = token[0]
    for count in range(1, min(4, len(word))):
        if word[-count] not in ".,;:)]”’!?":
            break
        whole = said[: len(said) - len(key(word[-count:]))]
        if whole == flat:
            return token.end() - count
    return None


def _with_ends(text: str, place: int) -> int:
    """The end of a spoken form with the words that end its groups, and the brackets that have no letters."""
    found = re.compile(r"(?:\s+(?:end_[A-Z]+|[)\]}⟩⌉⌋|∥](?=\s|$|[.,;:])))+").match(text, place)
    return found.end() if found else place


def _first_form(text: str, least: int, latex: int, flat: str) -> int | None:
    """Where the Unicode form begins; between it and the LaTeX are only letters and words of content MathML."""
    begin = max(least, latex - 12 * len(flat) - 200)
    before, places = keys(text, begin, latex)
    # The content form may have the letters of the formula in the same order, so the first place counts.
    at = before.rfind(flat, 0, len(before))
    first, tries = None, 0
    while at >= 0 and tries < 8:
        behind = places[at + len(flat)] if at + len(flat) < len(places) else latex
        content = Counter(key(_WORDS.sub("", text[behind:latex])))
        if content <= Counter(flat):
            first = places[at]
        at = before.rfind(flat, 0, at + len(flat) - 1)
        tries += 1
    return first
