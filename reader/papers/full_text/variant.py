"""Which of the converter's ways a text came: it depends on when the Hub fetched it, not on the paper."""

from __future__ import annotations

import re
from typing import Final

from reader.papers.full_text.header import Source
from reader.papers.full_text.model import Variant

_NAVIGATION: Final = frozenset(("Back to arXiv", "Why HTML?", "Report Issue", "Report GitHub Issue", "Download PDF"))
_NAVIGATION_LINES: Final = 40
_TOKEN_SHARE: Final = 0.05
"""The part of the lines that hold one mathematical character where formulas come a character a line."""
_SPOKEN: Final = re.compile(r"\b(?:start|end)_(?:POST|FLOAT)S[UB]|\b(?:italic|caligraphic|blackboard)_[^\W_]")
_TWIN: Final = re.compile(r"[Α-Ωα-ω\u2100-\u22ff\U0001d400-\U0001d7ff]\\[A-Za-z]")
_TWINS: Final = 2


def variant_of(source: Source) -> Variant:
    """Tell how the formulas of a text arrive."""
    if source.is_pdf:
        return "pdf"
    lines = source.body.split("\n")
    head = [line.strip() for line in lines if line.strip()][:_NAVIGATION_LINES] if lines else []
    if not _NAVIGATION.isdisjoint(head):
        return "innertext"
    tokens = sum(len(line) == 1 and not line.isascii() for line in lines)
    if tokens > 3 and tokens > _TOKEN_SHARE * len(lines):
        return "innertext"
    if _SPOKEN.search(source.body):
        return "fourfold"
    for count, _ in enumerate(_TWIN.finditer(source.body), 1):
        if count >= _TWINS:
            return "double"
    return "latex"
