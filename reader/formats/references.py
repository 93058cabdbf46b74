"""Papers for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from reader.formats import Entry, array
from reader.papers import links
from reader.papers.bibtex import WITHDRAWN, bibtex, year
from reader.papers.names import parted
from reader.papers.text import one_line


def bibtex_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The entries, with an empty line after each."""
    return (f"{bibtex(entry.paper, entry.mark.text)}\n\n".encode() for entry in entries)


def csl_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A JSON array, a line a paper; its ids are arXiv ids, and so unique."""
    return array(msgspec.json.encode(_item(entry)) for entry in entries)


def _item(entry: Entry) -> dict[str, Any]:
    paper = entry.paper
    day = paper.published
    item: dict[str, Any] = {
        "id": f"arXiv:{paper.id}",
        "type": "article",
        "title": paper.shown_title,
        "author": [_name(author.name) for author in paper.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day] if day else [year(paper)]]},
        "publisher": "arXiv",
        "number": f"arXiv:{paper.id}",
        "DOI": links.doi(paper.id),
        "URL": links.arxiv_url(paper.id),
        "abstract": paper.shown_abstract,
        "keyword": ", ".join(paper.ai_keywords),
        "note": "\n".join(_notes(entry)),
    }
    return {name: value for name, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    return {part: value for part, value in parted(name)._asdict().items() if value}


def ris_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A record a paper, with an empty line after each."""
    for entry in entries:
        lines = [f"{tag}  - {one_line(value)}\n" for tag, value in _fields(entry) if value]
        yield "".join(["TY  - UNPB\n", *lines, "ER  - \n\n"]).encode()


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    paper = entry.paper
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
    for note in _notes(entry):
        yield "N1", note


def _notes(entry: Entry) -> Iterator[str]:
    if entry.paper.withdrawn:
        yield WITHDRAWN
    if entry.mark.text:
        yield entry.mark.text
