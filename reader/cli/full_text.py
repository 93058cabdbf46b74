"""The full text of a paper on stdout: plain, as it came, or as blocks in JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reader.cli import lookup, source
from reader.cli.io import print_notice
from reader.errors import HubError, NoPapersError
from reader.papers import links
from reader.papers.humanize import age

if TYPE_CHECKING:
    from reader.cli.params import Origin
    from reader.cli.source import PaperSource
    from reader.library.full_texts import FoundDocument, FoundText
    from reader.papers.full_text.model import Document
    from reader.papers.models import Paper


def text(origin: Origin, name: str) -> Iterator[bytes]:
    """Yield the full text of a paper, in lines of 80 columns at most, below its title and authors.

    Raises:
        UseError: The text is not an id or a URL of a paper.
        NoTextError: The Hub has no full text of it.
        HubError: It is not stored, and the Hub cannot be asked.
        StoreError: The folder that the user named cannot be used.
    """
    id = lookup.checked_id(name)
    with source.opened_source(origin) as opened:
        lines = lines_of(opened, id)
    yield from (f"{line}\n".encode() for line in lines)


def lines_of(opened: PaperSource, id: str) -> Iterator[str]:
    """Return the lines of the full text of a paper, which is read before they are; raises as `text` does."""
    found = opened.full_text(id)
    paper = known_paper(opened, id)
    _tell(opened, found)
    return _lines(found.document, paper, id)


def _lines(document: Document, paper: Paper | None, id: str) -> Iterator[str]:
    from reader.papers.full_text import layout

    width = plain_width()
    authors = ", ".join(author.name for author in paper.authors) if paper else ""
    head = [paper.shown_title if paper else document.title, authors, links.arxiv_url(id), document.note]
    for words in filter(None, head):
        yield from layout.wrapped(words, width)
    yield ""
    yield from layout.plain_lines(document.blocks, width)


def raw(origin: Origin, name: str) -> Iterator[bytes]:
    """Yield the full text of a paper as it came; raises as `text` does."""
    from reader.host import tty
    from reader.papers.text import clean_document

    id = lookup.checked_id(name)
    with source.opened_source(origin) as opened:
        found = opened.raw_text(id)
        _tell(opened, found)
    # A terminal would act on what is in it; a file takes it as it is.
    yield (clean_document(found.text) if tty.is_terminal(sys.stdout) else found.text).encode(errors="replace")


def blocks(origin: Origin, name: str) -> Iterator[bytes]:
    """Yield the blocks of the full text of a paper as one JSON object; raises as `text` does."""
    import msgspec

    id = lookup.checked_id(name)
    with source.opened_source(origin) as opened:
        found = opened.full_text(id)
        _tell(opened, found)
    document = found.document
    yield msgspec.json.encode(
        {
            "id": id,
            "fetched_at": found.fetched_at,
            "variant": document.variant,
            "title": document.title,
            "authors": document.authors,
            "note": document.note,
            "blocks": [_fields(block) for block in document.blocks],
            "folded": [_fields(block) for block in document.folded],
        }
    )
    yield b"\n"


def _fields(block: Any) -> dict[str, Any]:
    from msgspec.structs import asdict

    return asdict(block) | {"spans": [asdict(span) for span in block.spans]}


def known_paper(opened: PaperSource, id: str) -> Paper | None:
    """The paper, where it is known or the Hub tells; its text has a title of its own, which is not always right."""
    if (feed := opened.containing(id)) is not None:
        return next(paper for paper in feed.papers if paper.id == id)
    for starred in opened.starred():
        if starred.paper.id == id and starred.paper.is_known:
            return starred.paper
    try:
        return opened.look_up(id).paper
    except (HubError, NoPapersError):
        return None


def _tell(opened: PaperSource, found: FoundDocument | FoundText) -> None:
    fetched = "" if found.asked else f"Fetched {age(opened.clock.now() - found.fetched_at)}."
    if said := " ".join(filter(None, (fetched, found.why))):
        print_notice(said)


def plain_width() -> int:
    """The columns of a line: fewer than 80 where the terminal has fewer."""
    from reader.host import tty
    from reader.papers.full_text.layout import MEASURE

    if not tty.is_terminal(sys.stdout):
        return MEASURE
    import shutil

    return min(MEASURE, shutil.get_terminal_size((MEASURE, 24)).columns)
