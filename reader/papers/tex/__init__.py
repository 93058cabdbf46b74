"""TeX made readable."""

from __future__ import annotations

import re

from reader.papers.text import READABLE_VERSION


def readable(text: str) -> str:
    """An abstract as its author meant it: paragraphs of joined lines, TeX and its residue as Unicode."""
    # 40 ms of import that the first frame would wait for; stored papers have their readable form with them.
    from reader.papers.tex import pipeline

    return pipeline.readable(text)


def readable_title(text: str) -> str:
    """A title as its author meant it, on one line."""
    from reader.papers.tex import pipeline

    return pipeline.readable_title(text)


def is_outdated(text: str, version: int) -> bool:
    """Tell whether `readable` or `readable_title` of a version may have given a text another form than today's."""
    if not 1 <= version <= READABLE_VERSION:
        return True
    # Version 2 knows `&amp;` and colours that hold the letters which they colour.
    return version < 2 and ("&" in text or "color{" in text) and re.search(_NEW_IN_2, text) is not None


_NEW_IN_2 = r"&[#\w]\w+;|color\{[a-z]+[A-Z]+\}"


def readable_name(text: str) -> str:
    """A name as its bearer writes it, or nothing where it is none; nearly all are as they come, for 1 µs."""
    if _UNUSUAL.isdisjoint(text) and text.strip(" ,;:") == text and not text.startswith("and "):
        return text
    from reader.papers.tex import names

    return names.readable_name(text)


def readable_sentence(text: str) -> str:
    """A summary or a keyword on one line, which still has `$` round its formulas; nearly all are as they come."""
    if _UNUSUAL.isdisjoint(text):
        return text
    from reader.papers.tex import names

    return names.readable_sentence(text)


_UNUSUAL = frozenset("\\~{$&^")
"""What may be TeX in a name or a sentence; without it the pipeline need not be imported."""


def readable_latex(text: str) -> str:
    """A text with real LaTeX as its author meant it, on which `readable` alone would guess.

    Full texts and comments have formulas between `$` or `\\(`. It takes milliseconds a formula: call it in a thread.
    """
    from reader.papers.tex import latex

    return latex.readable_latex(text)
