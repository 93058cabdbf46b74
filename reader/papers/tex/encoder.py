"""Unicode as TeX that pdflatex prints right without packages, in the font encodings T1 and OT1."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import Final

from reader.papers.tex.letters import tex_letters
from reader.papers.tex.symbols import SYMBOLS

_ESCAPES: Final = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "`": r"\textasciigrave{}"}
    | {"‚": ",", "„": ",{},", "\u2009": r"\,", "\u200b": "", "\u200c": "", "\u200d": "", "\ufe0f": ""}
)
_LIGATURE: Final = re.compile(r"(?<=-)(?=-)|(?<=,)(?=,)|(?<=')(?=')")
"""Between what TeX would make one sign of: a dash of two hyphens, a quotation mark of two apostrophes."""
_DEFINED: Final = re.compile("[\xa1-\u017f‐-…†-‱€™←-↓](?<![«»])")
"""What LaTeX reads in UTF-8 by itself (LaTeX 2022 with pdfTeX 1.40.24; `«»` only in T1)."""
_IN_FORMULA: Final = re.compile("[<>|{}]")
_SIGNS: Final = {
    "<": "<", ">": ">", "|": "|", "{": r"\lbrace", "}": r"\rbrace", "«": r"\ll", "»": r"\gg", "−": "-", "⋅": r"\cdot",
    "∼": r"\sim", "√": r"\surd", "∆": r"\Delta", "ο": "o", "′": "'", "″": "''", "ϕ": r"\phi", "φ": r"\varphi",
    "ε": r"\varepsilon", "ϵ": r"\epsilon", "ϑ": r"\vartheta", "ς": r"\varsigma", "ℏ": r"\hbar", "✓": r"\surd",
    "✗": r"\times", "□": r"\diamond", "≲": r"\stackrel{<}{\sim}", "≳": r"\stackrel{>}{\sim}",
    "Α": r"\mathrm{A}", "Β": r"\mathrm{B}", "Ε": r"\mathrm{E}", "Ζ": r"\mathrm{Z}", "Η": r"\mathrm{H}",
    "Ι": r"\mathrm{I}", "Κ": r"\mathrm{K}", "Μ": r"\mathrm{M}", "Ν": r"\mathrm{N}", "Ο": r"\mathrm{O}",
    "Ρ": r"\mathrm{P}", "Τ": r"\mathrm{T}", "Χ": r"\mathrm{X}",
}  # fmt: skip
"""Signs of a formula for which `symbols` has no name, or one that needs a package."""
_PIECE: Final = re.compile("[¹²³]*[\u2070-\u207f][¹²³\u2070-\u207f]*|.", re.DOTALL)
"""A character, or what is raised together: `¹`, `²` and `³`, which LaTeX reads, beside others, which it does not."""
_FONTS: Final = (("DOUBLE-STRUCK", "mathbf"), ("SCRIPT", "mathcal"), ("BOLD", "mathbf"), ("MONOSPACE", "mathtt"))
_SCRIPTS: Final = {"<super>": "^", "<sub>": "_"}
_STRAIGHT: Final = re.compile(r"(?<![^\s([{\-/])([\"'])(?=\S)([^\"]*?\S)\1(?!\w)")
_OPENING: Final = {'"': "\ue000", "'": "\ue001"}
_CLOSING: Final = {'"': "\ue002", "'": "\ue003"}
_PAIRS: Final = str.maketrans({"\ue000": "``", "\ue001": "`", "\ue002": "''", "\ue003": "'", "\ue004": "{}"})
"""What stands for quotes that were straight; no text has characters of private use (`text.clean`)."""


def quoted(text: str) -> str:
    """Make pairs of straight quotes, for `tex` to write; an apostrophe stays one."""
    if '"' not in text and "'" not in text:
        return text
    return _STRAIGHT.sub(lambda found: f"{_OPENING[found[1]]}{quoted(found[2])}{_CLOSING[found[1]]}", text)


def tex(text: str) -> str:
    """Write a text so that TeX prints it; characters of scripts that LaTeX has no fonts for stay as they are.

    >>> print(tex("5% of Δx² ≤ 3"), tex("a--b"))
    5\\% of $\\Delta$x² $\\leq$ 3 a-{}-b
    """
    if text.isascii():
        if not text or text.isalnum():
            return text
        if not _IN_FORMULA.search(text):
            return _plain(text)
    return "".join(
        _run(part) if in_formula else _plain(part)
        for in_formula, part in (
            (key, "".join(group))
            for key, group in groupby(_PIECE.findall(text), lambda piece: any(map(is_formula, piece)))
        )
    )


def is_formula(character: str) -> bool:
    """Whether a character is written in a formula: a Greek letter, a lowered digit, `<`, a brace."""
    return _formula(character) != ""


@cache
def _formula(character: str) -> str:
    """A character as it is written in a formula; nothing for what stands outside of one."""
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isascii() or _DEFINED.match(character):
        return ""
    for name, symbol in SYMBOLS.items():
        if symbol == character:
            return f"\\{name}"
    kind, _, _ = unicodedata.decomposition(character).partition(" ")
    plain = unicodedata.normalize("NFKD", character).replace("−", "-")
    if kind == "<font>" and plain.isascii():
        name = unicodedata.name(character)
        return rf"\{next((font for word, font in _FONTS if word in name), 'mathit')}{{{plain}}}"
    return plain if kind in _SCRIPTS and plain.isascii() else ""


def _run(characters: str) -> str:
    """One formula of characters that follow each other."""
    written = ""
    for script, group in groupby(characters, _script):
        signs = [_formula(character) or unicodedata.normalize("NFKD", character) for character in group]
        if script:
            written += f"{script}{signs[0]}" if len(signs) == 1 else f"{script}{{{''.join(signs)}}}"
            continue
        for sign in signs:
            # A blank ends the name of a command.
            written += f" {sign}" if sign[0].isalpha() and written[-1:].isalpha() else sign
    return f"${written}$"


def _script(character: str) -> str:
    """`^` for what is raised, `_` for what is lowered, nothing for the rest."""
    return _SCRIPTS.get(unicodedata.decomposition(character).partition(" ")[0], "")


def _plain(text: str) -> str:
    written = _LIGATURE.sub("\ue004", text).translate(_ESCAPES).translate(_PAIRS)
    if written.isascii():
        return written
    return "".join(map(_letter, written))


def _letter(letter: str) -> str:
    """A letter that LaTeX does not read, such as those of Vietnamese, as a macro; others stay as they are."""
    macro = tex_letters(letter) if "\u0180" <= letter <= "\u1fff" else letter
    return macro if macro.isascii() else letter
