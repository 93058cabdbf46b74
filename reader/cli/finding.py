"""Finding one paper among all that is stored."""

from __future__ import annotations

from reader.cli import start, stock
from reader.cli.beginning import not_stored
from reader.cli.options import Origin
from reader.errors import NoPapersError, UseError
from reader.formats.entry import Entry
from reader.formats.table import row_of
from reader.papers import links
from reader.papers.marks import UNMARKED
from reader.papers.text import clean
from reader.papers.words import age

_FACTS = ("authors", "arxiv_url", "hub_url", "pdf_url", "github", "project_page", "organization", "published", "day")
_FACTS_AFTER = ("votes", "comments", "keywords", "read", "starred", "note", "summary")


def find(origin: Origin, text: str) -> Entry:
    """Find the paper that a person named, in the newest stored day that has it, else among the starred ones.

    How old it is is said on stderr.

    Raises:
        UseError: It is no id and no address of a paper.
        NoPapersError: It is not stored.
        StoreError: The folder that the user named cannot be used.
    """
    id = links.paper_id(text)
    if id is None:
        raise UseError(f"“{clean(text, limit=60)}” is no arXiv id and no address of a paper: write it as 2608.17271.")
    with stock.opened(origin) as opened:
        mark = opened.marks([id]).get(id, UNMARKED)
        if (feed := opened.containing(id)) is not None:
            if feed.source != "sample":
                start.complain(f"Stored {age(opened.clock.now() - feed.fetched_at)}.", 0)
            return Entry(next(paper for paper in feed.papers if paper.id == id), mark, feed.day, feed.fetched_at)
        for starred in opened.starred():
            if starred.paper.id == id:
                return Entry(*starred)
    raise NoPapersError(not_stored(id))


def plain(entry: Entry) -> str:
    """A paper as plain text: the title, a fact a line with its name first, and the abstract, a paragraph a line."""
    row = row_of(entry)
    facts = [f"{name}: {row[name]}" for name in (*_FACTS, *_FACTS_AFTER) if row[name]]
    return "\n".join([row["title"], "", *facts, *(["", row["abstract"]] if row["abstract"] else [])]) + "\n"
