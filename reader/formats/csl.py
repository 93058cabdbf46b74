"""CSL-JSON, as Zotero and pandoc read it (Citation Style Language 1.0.2, where a preprint is an article)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from reader.formats.entry import Entry, array
from reader.formats.names import parted
from reader.papers import links
from reader.papers.cite import year
from reader.papers.models import Paper


def pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
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
    parts = parted(name)
    if not parts.given:
        return {"literal": parts.family}
    return {part: value for part, value in parts._asdict().items() if value}
