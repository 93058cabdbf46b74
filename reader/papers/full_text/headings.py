"""Headings and their levels: from their numbers, as the marks before them differ from text to text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from reader.papers.full_text.lines import Line

LENGTH_LIMIT: Final = 300
"""Characters of the longest heading."""

_ATX: Final = re.compile(r"(#{1,6})[ \t]+(\S[^\n]*)$")
_NUMBER: Final = re.compile(
    r"(?:Appendix\s+)?(\d{1,3}(?:\.\d{1,3}){0,5}|[A-Z](?:\.\d{1,3}){0,5}|[IVX]{1,6})\.?(?=[\s:]\s*\S)"
)
_GLUED: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,4}|[A-Z](?:\.\d{1,2}){0,4})\.(?=[A-Z][a-z])")
_APPENDIX: Final = re.compile(r"Appendix\b", re.IGNORECASE)
_LETTER: Final = re.compile(r"[A-Z](?=\s)")
_FENCED: Final = re.compile(r"#{2,5} (?:\d{1,2}|[A-Z])(?:\.\d{1,2}){1,4} \S")
_LABEL: Final = re.compile(
    r"(Theorem|Lemma|Proposition|Corollary|Definition|Remark|Example|Assumption|Claim|Conjecture|Fact|Observation|Proof)"
    r"(\s[A-Z]?\.?\d+(?:\.\d+)*)?(?=\()"
)
_BARE_LABEL: Final = re.compile(
    r"(?:Theorem|Lemma|Proposition|Corollary|Definition|Remark|Assumption|Claim|Conjecture|Proof)"
    r"(?: [A-Z]?\.?\d{1,3}(?:\.\d{1,3})*)?(?: ?\([^\n()]{1,80}\))?\.?"
)
_PSEUDO: Final = 6
"""The depth at which LaTeXML puts what is not a section: the abstract, keywords, theorems."""


def atx(text: str) -> tuple[int, str] | None:
    """The depth and the words of a heading such as `## 1 Introduction`."""
    if not text.startswith("#") or len(text) > LENGTH_LIMIT + 8:
        return None
    found = _ATX.match(text)
    return (len(found[1]), found[2].strip()) if found else None


def is_pseudo(depth: int) -> bool:
    """Whether a heading is only a label."""
    return depth == _PSEUDO


def setext(text: str, under: str) -> int:
    """The depth of a heading with a line under it, which is as long; 0 where it is none.

    >>> setext("1 Introduction", "--------------"), setext("A sentence that goes on", "---")
    (2, 0)
    """
    mark = under[:1]
    if mark not in ("-", "=") or not under or under.strip(mark) or not text.strip() or len(text) > LENGTH_LIMIT:
        return 0
    if mark == "=":
        return 1 if len(under) >= 3 else 0
    return 2 if len(under) >= 3 and abs(len(under) - len(text.strip())) <= 2 else 0


def ends_code(text: str) -> bool:
    """Whether a line among code is a numbered heading, as where the converter has lost the end of the code."""
    return _FENCED.match(text) is not None


def labelled(text: str) -> str:
    """The words of a label, with the blank that is missing: `Theorem 4.1(Retrieval)`."""
    return _LABEL.sub(r"\g<0> ", text, count=1)


def spaced(words: str) -> str:
    """A heading with the blank behind its number: `3.2.Neuro-evolution`."""
    found = _GLUED.match(words)
    return f"{found[0]} {words[found.end() :]}" if found else words


def number_of(text: str) -> str:
    """The number of a heading, such as `3.1` or `B`; empty where it has none.

    >>> number_of("3.1 Data"), number_of("Appendix B Proofs"), number_of("A study of it"), number_of("Contributions.")
    ('3.1', 'B', 'A', '')
    """
    found = _NUMBER.match(text)
    return found[1] if found else ""


def is_label(text: str) -> bool:
    """Whether a paragraph is nothing but a label, such as `Theorem 4.` or `Proof.`."""
    return len(text) <= 120 and text[:1] in "TLPCDRA" and _BARE_LABEL.fullmatch(text) is not None


class Levels:
    """The levels of the headings of one text, from the first one on."""

    def __init__(self, depths: Iterable[tuple[int, str]]) -> None:
        """Learn how deep the sections of the text are.

        Args:
            depths: The depth and the words of every heading.
        """
        known = list(depths)
        sections = [depth for depth, words in known if (number := number_of(words)) and "." not in number]
        self._base = min(sections) if sections else min((depth for depth, _ in known), default=1)
        self._last = 0
        self._has_numbers = bool(sections)

    def of(self, depth: int, words: str) -> int:
        """The level of the next heading, from 1."""
        number = number_of(words)
        if number and (self._has_numbers or "." in number):
            self._last = number.count(".") + 1
            return self._last
        if depth <= self._base or _APPENDIX.match(words):
            self._last = 1
            return 1
        return self._last + 1 if self._has_numbers else depth - self._base + 1


def is_references(words: str) -> bool:
    """Whether a heading begins the list of references."""
    return re.sub(r"^[\dA-Z.]+\s+", "", words.strip()).rstrip(".:").lower() in (
        "references",
        "bibliography",
        "reference",
    )


def heading_line(words: str, raw: str, level: int) -> Line:
    """A heading that is known to be one."""
    return Line(words, raw, "heading", level)
