r"""Real LaTeX between `$…$` and `\(…\)`, as summaries have it; the Hub's abstracts have lost theirs."""

from __future__ import annotations

import re
from typing import Final

from reader.papers.full_text.mathematics import plain
from reader.papers.tex import pipeline
from reader.papers.tex.symbols import ACCENTS, FORMATS

_WITHIN: Final = r"(?:[^\\]|\\[^()\[\]])"
"""What is no mark; a formula ends at the next one, so that a text of nothing but marks takes linear time."""
FORMULA: Final = re.compile(
    rf"""
    (?<![\\$]) (?: \$\$ ([^$]{{1,2000}}) \$\$ | \\\[ ({_WITHIN}{{1,2000}}) \\\] | \\\( ({_WITHIN}{{1,1000}}) \\\)
    # As in Pandoc's Markdown, a dollar of money is none of a formula: blanks inside, a digit after.
    | \$ (?=[^\s$]) ((?:[^$\\]|\\.){{1,1000}}) (?<=[^\s\\]) \$ (?!\d) )
    """,
    re.VERBOSE | re.DOTALL,
)


def readable_latex(text: str) -> str:
    r"""A text with real LaTeX as its author meant it: formulas as Unicode on one line, the rest as `readable` has it.

    >>> readable_latex(r"We find $\pi_0$ in $\frac{a+b}{c}$ of them.")
    'We find π₀ in (a+b)/c of them.'
    """
    return pipeline.readable(FORMULA.sub(lambda match: _as_text(next(filter(None, match.groups()))), text))


def _as_text(formula: str) -> str:
    return " ".join(plain(braced(formula)).split()) or formula


_ATOM: Final = r"(?:[^\s\\{}_^&$%]|\\[A-Za-z]+(?:\{[^{}]*\})*)"
_COMMANDS: Final = "|".join(
    sorted((*FORMATS, *(name for name in ACCENTS if len(name) > 1), "sqrt"), key=len, reverse=True)
)
_SCRIPT: Final = re.compile(rf"(?<!\\)([_^])\s*(\d+\.\d+|{_ATOM})")
_FRACTION: Final = re.compile(
    rf"(\\[dtc]?frac)\s*(?:(\d)(\d)|\s({_ATOM})\s*({_ATOM})|(\{{[^{{}}]*\}})\s*({_ATOM}|\{{))"
)
_ARGUMENT: Final = re.compile(
    rf"(\\(?:{_COMMANDS})(?![A-Za-z])(?:(?<=sqrt)\[[^\[\]{{}}\\]{{1,20}}\])?)\s*(?:(?<=\s)({_ATOM})|(\d)|(\{{))"
)


def braced(formula: str) -> str:
    r"""A formula as people write it in the form that LaTeXML gives it: arguments and scripts are in braces.

    >>> braced(r"x_i^2 \in \mathbb R, \frac12")
    'x_{i}^{2} \\in \\mathbb{R}, \\frac{1}{2}'
    """
    formula = _FRACTION.sub(_of_fraction, _ARGUMENT.sub(_of_command, formula))
    return _SCRIPT.sub(r"\1{\2}", formula)


def _of_fraction(match: re.Match[str]) -> str:
    name, over, under, above, below, group, rest = match.groups()
    if group:
        return f"{name}{group}{rest if rest == '{' else f'{{{rest}}}'}"
    return f"{name}{{{over or above}}}{{{under or below}}}"


def _of_command(match: re.Match[str]) -> str:
    name, atom, digit, _ = match.groups()
    return f"{name}{{{atom or digit}}}" if atom or digit else f"{name}{{"
