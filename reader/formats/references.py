"""Papers for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, product
from string import ascii_lowercase
from typing import Any

import msgspec

from reader.formats import Entry, array
from reader.papers import links
from reader.papers.cite import bibtex, bibtex_key, year
from reader.papers.models import Paper
from reader.papers.names import parted
from reader.papers.text import one_line


def bibtex_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The entries, with an empty line after each."""
    keys: set[str] = set()
    # Kept for each key, so that the time does not grow with the square of the papers that share it.
    suffixes: defaultdict[str, Iterator[str]] = defaultdict(_suffixes)
    for entry in entries:
        bare = bibtex_key(entry.paper)
        key = next(key for suffix in suffixes[bare] if (key := f"{bare}{suffix}") not in keys)
        keys.add(key)
        yield f"{bibtex(entry.paper, key)}\n\n".encode()


def _suffixes() -> Iterator[str]:
    """What makes a key unique: nothing, then `a` to `z` as citation styles write it, then `aa`."""
    yield ""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def csl_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A JSON array, a line a paper; its ids are arXiv ids, and so unique."""
    return array(msgspec.json.encode(_item(entry.paper)) for entry in entries)


def _item(paper: Paper) -> dict[str, Any]:
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
    }
    return {name: value for name, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    return {part: value for part, value in parted(name)._asdict().items() if value}


def ris_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
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
