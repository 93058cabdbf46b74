r"""Real LaTeX between `$…$` and `\(…\)`, as full texts and comments have it; the Hub's abstracts have lost theirs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import LatexWalkerError

from reader.papers.tex import pipeline
from reader.papers.tex.symbols import ACCENTS, FORMATS

_WITHIN = r"(?:[^\\]|\\[^()\[\]])"
"""What is no mark; a formula ends at the next one, so that a text of nothing but marks takes linear time."""
_FORMULA = re.compile(
    rf"""
    (?<![\\$]) (?: \$\$ ([^$]{{1,2000}}) \$\$ | \\\[ ({_WITHIN}{{1,2000}}) \\\] | \\\( ({_WITHIN}{{1,1000}}) \\\)
    # As in Pandoc's Markdown, a dollar of money is none of a formula: blanks inside, a digit after.
    | \$ (?=[^\s$]) ((?:[^$\\]|\\.){{1,1000}}) (?<=[^\s\\]) \$ (?!\d) )
    """,
    re.VERBOSE | re.DOTALL,
)


_VARIANTS = str.maketrans("ϵϕ", "εφ")
"""Letters that `readable` writes in one form only, so that they are found."""
_BLANK_AFTER_NAME = re.compile(r"\\([A-Za-z]+) ")


def readable_latex(text: str) -> str:
    r"""A text with real LaTeX as its author meant it: formulas as Unicode on one line, the rest as `readable` has it.

    It takes some milliseconds a formula: call it in a thread. pylatexenc sees the formulas only, never the whole text,
    because it leaves out what it does not know.
    """
    return pipeline.readable(_FORMULA.sub(lambda match: _as_text(next(filter(None, match.groups()))), text))


def _as_text(formula: str) -> str:
    try:
        shown = _translator().latex_to_text(_BLANK_AFTER_NAME.sub(_kept_blank, formula))
    except (LatexWalkerError, RecursionError):
        return formula
    return " ".join(shown.translate(_VARIANTS).split()) or formula


_UNESCAPED = re.compile(r"(?<!\\)[%&#]")


def readable_name(name: str) -> str:
    r"""A name in which TeX is only accents, groups and blanks, such as `Nguy\~ên`; no letter is left out."""
    if name.count("$") % 2:
        name = name.replace("$", r"\$")
    try:
        shown = _translator(groups=False).latex_to_text(_UNESCAPED.sub(r"\\\g<0>", name))
    except (LatexWalkerError, RecursionError):
        shown = name
    return unicodedata.normalize("NFC", shown.translate(_TEX_SIGNS))


_TEX_SIGNS = str.maketrans("", "", "\\{}")
"""What no name has of its own."""


def _kept_blank(match: re.Match[str]) -> str:
    takes_what_follows = match[1] in FORMATS or match[1] in ACCENTS or match[1] in ("frac", "dfrac", "tfrac", "sqrt")
    return match[0] if takes_what_follows else f"\\{match[1]}{{}} "


@cache
def _translator(groups: bool = True) -> Any:
    """Make what translates formulas, where braces tell the steps of `readable` how far an index reaches, or names."""
    known = get_default_latex_context_db()
    known.add_context_category("silent", [MacroTextSpec("relax", ""), MacroTextSpec("protect", "")], prepend=True)
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_name))
    return LatexNodes2Text(
        latex_context=known,
        math_mode="text",
        keep_braced_groups=groups,
        keep_braced_groups_minlen=2,
        strict_latex_spaces=False,
    )


def _name(node: Any) -> str:
    """The name of a macro that is not known, and what it is given: nothing is left out."""
    return str(node.macroname)
