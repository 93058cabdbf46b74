"""Papers as Markdown and as an Org outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from reader.formats import Entry
from reader.formats.org_text import org, org_title
from reader.papers import links
from reader.papers.cite import markdown
from reader.papers.humanize import counted, long_day
from reader.papers.markdown_text import escaped
from reader.papers.text import one_line

AUTHORS: Final = 3
"""Authors that are named; of more, the number is."""


def markdown_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A heading a day, a list item a paper."""
    for number, (day, group) in enumerate(groupby(entries, lambda entry: entry.day)):
        yield f"{chr(10) if number else ''}## {long_day(day) if day else 'Starred papers'}\n\n".encode()
        for entry in group:
            yield _item(entry).encode()


def _item(entry: Entry) -> str:
    paper = entry.paper
    names = [author.name for author in paper.authors[:AUTHORS]]
    if len(paper.authors) > AUTHORS:
        names.append(f"… {counted(len(paper.authors), 'author')}")
    facts = [
        "Withdrawn" if paper.withdrawn else "",
        ", ".join(names),
        paper.organization.name if paper.organization else "",
        counted(paper.upvotes, "vote"),
    ]
    rows = [f"- {markdown(paper)}", "  " + escaped(" · ".join(filter(None, facts)))]
    if code := links.safe_url(paper.github):
        rows.append(f"  <{code}>")
    if paper.ai_summary:
        rows.append(f"  {escaped(one_line(paper.ai_summary))}")
    if note := one_line(entry.mark.text):
        rows.append(f"  Note: {escaped(note)}")
    # Two blanks at the end of a line break it.
    return "  \n".join(rows) + "\n"


def org_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A heading a paper."""
    return (_heading(entry).encode() for entry in entries)


def _heading(entry: Entry) -> str:
    paper, mark, day, *_ = entry
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
        "WITHDRAWN": str(paper.withdrawn.date()) if paper.withdrawn else "",
        "VOTES": str(paper.upvotes),
    }
    drawer = [f":{name}: {one_line(value)}" for name, value in properties.items() if value]
    rows = [f"* {org_title(paper.shown_title)}", ":PROPERTIES:", *drawer, ":END:", ""]
    for paragraph in filter(None, map(one_line, [*mark.text.split("\n"), *paper.shown_abstract.split("\n")])):
        rows += [org(paragraph), ""]
    return "\n".join(rows) + "\n"
