"""TeX made readable."""

from __future__ import annotations


def readable(text: str) -> str:
    """An abstract as its author meant it: paragraphs of joined lines, TeX and its residue as Unicode."""
    # 40 ms of import that the first frame would wait for; stored papers have their readable form with them.
    from reader.papers.tex import pipeline

    return pipeline.readable(text)


def readable_title(text: str) -> str:
    """A title as its author meant it, on one line."""
    from reader.papers.tex import pipeline

    return pipeline.readable_title(text)


def readable_latex(text: str) -> str:
    """A text with real LaTeX as its author meant it, on which `readable` alone would guess.

    Full texts and comments have formulas between `$` or `\\(`. It takes milliseconds a formula: call it in a thread.
    """
    from reader.papers.tex import latex

    return latex.readable_latex(text)
