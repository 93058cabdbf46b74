"""RIS, as Zotero, EndNote and Mendeley import it (the specification of Research Information Systems, 2001).

A line is a tag of two letters, two blanks, a dash, a blank and a value; a value has no line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.formats.entry import Entry
from reader.formats.names import parted
from reader.papers import links
from reader.papers.cite import year
from reader.papers.models import Paper
from reader.papers.text import one_line


def pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A record a paper, with an empty line after each."""
    for entry in entries:
        lines = [f"{tag}  - {one_line(value)}\n" for tag, value in _fields(entry.paper) if value]
        yield "".join(["TY  - UNPB\n", *lines, "ER  - \n\n"]).encode()


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "ID", paper.id
    yield "TI", paper.shown_title
    for author in paper.authors:
        yield "AU", ", ".join(filter(None, parted(author.name)))
    yield "PY", str(year(paper))
    yield "DA", f"{paper.published:%Y/%m/%d}" if paper.published else ""
    yield "PB", "arXiv"
    yield "AN", f"arXiv:{paper.id}"
    yield "DO", links.doi(paper.id)
    yield "UR", links.arxiv_url(paper.id)
    yield "L1", links.pdf_url(paper.id)
    yield "AB", paper.shown_abstract
    for keyword in paper.ai_keywords:
        yield "KW", keyword
