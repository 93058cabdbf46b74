"""Org, the format of Emacs: a heading a paper, its data as properties, its abstract below.

Org has no escape character; a zero width space takes its place (Org manual, "Escape Character").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reader.formats.entry import Entry
from reader.papers import links
from reader.papers.text import one_line

_SPACE: Final = "\u200b"
_EMPHASIS: Final = re.compile(r"(?<![^\s(\"'{-])(?=[*/_=~+]\S)")
"""Where a mark would begin bold, italic or code."""
_OPENING: Final = re.compile(r"(?<=[\[<\\^_])(?=\S)")
"""Behind what would open a link, a date, an entity, or something raised or lowered."""
_START: Final = re.compile(r"^(?=[*#|:+-]|[0-9]+[.)])")
"""Before what means something at the start of a line."""


def pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A heading a paper."""
    return (_heading(entry).encode() for entry in entries)


def _heading(entry: Entry) -> str:
    paper, mark, day, _ = entry
    properties = {
        "ID": f"arXiv:{paper.id}",
        "ARXIV": links.arxiv_url(paper.id),
        "PDF": links.pdf_url(paper.id),
        "HUB": links.hub_url(paper.id),
        "DOI": links.doi(paper.id),
        "CODE": links.safe_url(paper.github) or "",
        "AUTHORS": "; ".join(author.name for author in paper.authors),
        "ORGANIZATION": paper.organization.name if paper.organization else "",
        "PUBLISHED": str(paper.published or ""),
        "LISTED": str(day or paper.listed or ""),
        "VOTES": str(paper.upvotes),
    }
    drawer = [f":{name}: {one_line(value)}" for name, value in properties.items() if value]
    rows = [f"* {_escaped(paper.shown_title)}", ":PROPERTIES:", *drawer, ":END:", ""]
    for paragraph in filter(None, map(one_line, [*mark.text.split("\n"), *paper.shown_abstract.split("\n")])):
        rows += [_escaped(paragraph), ""]
    return "\n".join(rows) + "\n"


def _escaped(text: str) -> str:
    return _START.sub(_SPACE, _EMPHASIS.sub(_SPACE, _OPENING.sub(_SPACE, text)))
