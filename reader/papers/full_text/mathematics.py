r"""Bare LaTeX as Unicode for a terminal: `\frac{a+b}{c}\in\mathbb{R}^{d}` is `(a+b)/c ∈ ℝ^d`."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from reader.papers.full_text.latex.spacing import CLOSED, OPENED, settled
from reader.papers.full_text.latex.stream import rewritten


def plain(latex: str) -> str:
    r"""A formula, or a sentence with formulas in it, as it is read: what is no LaTeX, or none that is known, stays.

    >>> plain(r"V\in\mathbb{R}^{T\times C}, 7\times more, and \mathrm{Pass}@k with n=5{,}000")
    'V ∈ ℝ^(T×C), 7× more, and Pass@k with n = 5,000'
    """
    if "\\" not in latex and "{" not in latex and "}" not in latex:
        return latex
    return _remembered(latex) if len(latex) <= _SHORT else _plain(latex)


def _plain(latex: str) -> str:
    shown = rewritten(latex)
    return latex if shown is None else settled(shown)


_SHORT: Final = 200
"""Characters of a formula that may come again and again in a paper."""
_remembered: Final = lru_cache(2**10)(_plain)


def is_same(twin: str, latex: str) -> bool:
    r"""Whether a text in Unicode is the same formula: it has the same characters, in the order of MathML.

    >>> is_same("x′∼𝒢 sol", r"x^{\prime}\sim\mathcal{G}_{\mathrm{sol}}"), is_same("x∼𝒢", r"x\sim\mathcal{D}")
    (True, False)
    """
    shown = rewritten(latex, flat=True)
    return shown is not None and flat(twin) == flat(shown)


_ONE_FORM: Final = str.maketrans(
    {
        **dict.fromkeys("-‐‑–−", "−"), **dict.fromkeys("·⋅∙", "·"), **dict.fromkeys("|∣❘", "|"),
        **dict.fromkeys("*∗⋆", "*"), **dict.fromkeys("′'’", "′"), **dict.fromkeys("‖∥", "‖"),
        **dict.fromkeys("εϵ", "ε"), **dict.fromkeys("φϕ", "φ"), **dict.fromkeys("θϑ", "θ"),
        **dict.fromkeys("⟨〈", "⟨"), **dict.fromkeys("⟩〉", "⟩"), **dict.fromkeys("∖\\", "∖"), "∆": "Δ", "≔": ":=",
        OPENED: "{", CLOSED: "}",
        **dict.fromkeys("^~¯ˆˇ˙⏞⏟"),
    }
)  # fmt: skip
"""Characters of which LaTeX and MathML have different ones, and those that stand for accents."""


def flat(text: str) -> str:
    """The characters of a formula, without what its look adds to them."""
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", text).translate(_ONE_FORM)
        if unicodedata.category(character) not in ("Mn", "Me", "Cf", "Zs", "Cc", "Cn")
    )
