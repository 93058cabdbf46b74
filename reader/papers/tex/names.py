r"""Names and short sentences that come as real LaTeX, `M{\"u}ller` and `$\pi^3$`; they are stored in their new form.

So both functions may get their own result again, and must leave it as it is.
"""

from __future__ import annotations

import re
from typing import Final

from reader.papers.tex import entities, pipeline
from reader.papers.text import TEXT_LIMIT, clean

_FOOTNOTE: Final = re.compile(r"\$ ?\^ ?(?:\{[^{}$]{0,20}\}|[^{}$]{1,3}) ?\$")
"""The mark of a footnote after a name, which belongs to the title page."""
_FORMULA: Final = re.compile(r"\$[^$]+\$|\\\(.+\\\)")
_JOINED: Final = re.compile("^(?:and|&) ")
_EDGES: Final = " ,;:"


def readable_name(text: str) -> str:
    """A name as its bearer writes it, without what joined it to the next one; nothing where that is no name."""
    text = _FOOTNOTE.sub("", entities.all_characters(text))
    if "\\" in text or "{" in text or _FORMULA.search(text):
        from reader.papers.tex import latex

        text = latex.readable_name(text)
    text = " ".join(clean(text.replace("~", " ")).split()).strip(_EDGES)
    text = _JOINED.sub("", text).strip(_EDGES)
    return text if any(map(str.isalnum, text)) else ""


def readable_sentence(text: str) -> str:
    """One or two sentences of a model, or a keyword, on one line as they come to the Hub: with `$` round formulas."""
    text = entities.all_characters(text)
    if _FORMULA.search(text):
        from reader.papers.tex import latex

        text = latex.readable_latex(text)
    return clean(pipeline.readable_title(text), limit=TEXT_LIMIT)
