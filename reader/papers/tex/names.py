r"""Names and short sentences that come as real LaTeX, `M{\"u}ller` and `$\pi^3$`; they are stored in their new form.

So both functions may get their own result again, and must leave it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from reader.papers.tex import entities, pipeline
from reader.papers.text import TEXT_LIMIT, clean

_FOOTNOTE: Final = re.compile(r"\$ ?\^ ?(?:\{[^{}$]{0,20}\}|[^{}$]{1,3}) ?\$")
"""The mark of a footnote after a name, which belongs to the title page."""
_FORMULA: Final = re.compile(r"\$[^$]+\$|\\\(.+\\\)")
_JOINED: Final = re.compile("^(?:(?:and|&) |[ ,;:])+")
_EDGES: Final = " ,;:"


def readable_name(text: str) -> str:
    """A name as its bearer writes it, without what joined it to the next one; empty if nothing of a name is left."""
    name = _until_it_stays(text, _name)
    return name if any(map(str.isalnum, name)) else ""


def readable_sentence(text: str) -> str:
    """One or two sentences of a model, or a keyword, on one line as they come to the Hub: with `$` round formulas."""
    return _until_it_stays(text, _sentence)


def _until_it_stays(text: str, read: Callable[[str], str]) -> str:
    for _ in range(pipeline.PASSES):
        once = read(text)
        if once == text:
            break
        text = once
    return text


def _name(text: str) -> str:
    text = _FOOTNOTE.sub("", entities.characters(text))
    if "\\" in text or "{" in text or _FORMULA.search(text):
        from reader.papers.tex import accented

        text = accented.letters(text)
    return _JOINED.sub("", " ".join(clean(text.replace("~", " ")).split())).rstrip(_EDGES)


def _sentence(text: str) -> str:
    text = entities.characters(text)
    if _FORMULA.search(text):
        from reader.papers.tex import latex

        text = latex.readable_latex(text)
    return clean(pipeline.readable_title(text), limit=TEXT_LIMIT)
