"""A table as CSV (RFC 4180, but with the line ends of Unix): a header line, then a row a paper."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from reader.formats import Entry
from reader.papers import links

_FORMULAS: Final = ("=", "+", "-", "@")
"""What a cell begins with that spreadsheets would calculate (OWASP, CSV Injection)."""


def row_of(entry: Entry) -> dict[str, str]:
    """The columns with the texts of a paper; what there is not is empty."""
    paper, mark, day, *_ = entry
    return {
        "id": paper.id,
        "votes": str(paper.upvotes),
        "title": paper.shown_title,
        "day": str(day or paper.listed or ""),
        "published": str(paper.published or ""),
        "authors": "; ".join(author.name for author in paper.authors),
        "organization": paper.organization.name if paper.organization else "",
        "comments": str(paper.comments),
        "github": links.safe_url(paper.github) or "",
        "github_stars": "" if paper.github_stars is None else str(paper.github_stars),
        "project_page": links.safe_url(paper.project_page) or "",
        "keywords": "; ".join(paper.ai_keywords),
        "arxiv_url": links.arxiv_url(paper.id),
        "pdf_url": links.pdf_url(paper.id),
        "hub_url": links.hub_url(paper.id),
        "doi": links.doi(paper.id),
        "read": "yes" if mark.is_read else "no",
        "starred": "yes" if mark.is_starred else "no",
        "note": mark.text,
        "summary": paper.ai_summary,
        "abstract": paper.shown_abstract,
        "withdrawn": str(paper.withdrawn.date()) if paper.withdrawn else "",
    }


COLUMNS: Final = (
    *("id", "votes", "title", "day", "published", "authors", "organization", "comments", "github", "github_stars"),
    *("project_page", "keywords", "arxiv_url", "pdf_url", "hub_url", "doi", "read", "starred", "note", "summary"),
    *("abstract", "withdrawn"),
)
"""In their order; new ones are added at the end."""


def csv_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The header line, then a row a paper."""
    return _lines(entries, "\n")


def excel_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The same as Excel reads it by a double click: UTF-8 that a mark in front tells, and line ends of Windows."""
    yield codecs.BOM_UTF8
    yield from _lines(entries, "\r\n")


def _lines(entries: Iterable[Entry], end: str) -> Iterator[bytes]:
    yield _line(COLUMNS, end)
    for entry in entries:
        # A bare id is a number to pandas, DuckDB and spreadsheets: 2305.03040 would lose its last digit.
        row = row_of(entry) | {"id": f"arXiv:{entry.paper.id}"}
        yield _line([_defused(row[name]) for name in COLUMNS], end)


def _defused(cell: str) -> str:
    """A cell that no spreadsheet calculates; blanks in front do not hide a formula from all of them."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULAS) else cell


def _line(cells: Iterable[str], end: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerow(cells)
    return text.getvalue().encode()
