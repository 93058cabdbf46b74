"""Texts in ASCII, for locales that are not UTF-8: signs are spelled, and letters lose their marks."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from reader.papers.letters import LETTERS
from reader.papers.tex.symbols import SYMBOLS

_SIGNS: Final = {
    "…": "...", "·": "*", "“": '"', "”": '"', "‘": "'", "’": "'", "′": "'", "–": "-", "—": "-", "−": "-", "‐": "-",
    "‑": "-", "•": "*", "×": "x", "⋅": "*", "∗": "*", "±": "+-", "∓": "-+", "≤": "<=", "⩽": "<=", "≥": ">=", "⩾": ">=",
    "≠": "!=", "≈": "~", "∼": "~", "≃": "~", "≡": "==", "≪": "<<", "≫": ">>", "→": "->", "←": "<-", "↔": "<->",
    "⇒": "=>", "⇐": "<=", "⇔": "<=>", "↦": "->", "∣": "|", "∥": "||", "‖": "||", "⟨": "<", "⟩": ">", "∖": "\\",
    "∕": "/", "⁄": "/", "€": "EUR", "£": "GBP",
}  # fmt: skip
_NAMES: Final = {sign: name for name, sign in reversed(SYMBOLS.items()) if not name.startswith("text")} | {
    "√": "sqrt",
    "°": "degrees",
    "∆": "Delta",
}
"""What TeX calls letters and signs, the first name where it has several."""
_SCRIPTS: Final = {"<super>": "^", "<sub>": "_"}


def spelled(text: str) -> str:
    """Spell a text in ASCII; what cannot be spelled, such as Chinese letters, is a question mark.

    >>> spelled("O(L²) ≤ αx₁₀, ∇θ in ℝ, says Müller 多")
    'O(L^2) <= alpha x_10, nabla theta in R, says Muller ?'
    """
    if text.isascii():
        return text
    written, before = "", ""
    for character in text.replace(" · ", ", "):
        kind, piece = _piece(character)
        if kind in ("^", "_"):
            written += kind if kind != before else ""
        elif "word" in (kind, before) and written[-1:].isalpha() and piece[:1].isalpha():
            written += " "
        written += piece
        before = kind
    return written


@cache
def _piece(character: str) -> tuple[str, str]:
    """What is written for a character, after `word` where that is a name, or after the sign of a script."""
    if character.isascii():
        return "", character
    if character in _SIGNS:
        return "", _SIGNS[character]
    if character.isspace() or unicodedata.category(character) in ("Mn", "Cf"):
        return "", " " * character.isspace()
    if name := _NAMES.get(character, ""):
        return "word", name
    kind, _, codes = unicodedata.decomposition(character).rpartition(" ")
    if (sign := _SCRIPTS.get(kind, "")) and " " not in codes:
        return sign, spelled(chr(int(codes, 16)))
    plain = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    if plain != character:
        return "", spelled(plain)
    lower = LETTERS.get(character.lower(), "")
    return "", (lower.title() if character.isupper() else lower) or "?"
