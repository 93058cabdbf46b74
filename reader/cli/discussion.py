"""The discussion of a paper on stdout: plain, or as comments in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reader.cli import lookup, source
from reader.cli.io import print_notice
from reader.papers import links
from reader.papers.humanize import age

if TYPE_CHECKING:
    from datetime import date

    from reader.cli.params import Origin
    from reader.cli.protocols import PaperSource, ReadDiscussion
    from reader.papers.discussion.paragraphs import Paragraph
    from reader.papers.models import Paper


def text(origin: Origin, name: str) -> Iterator[bytes]:
    """Yield the discussion of a paper, in lines of 80 columns at most.

    Raises:
        UseError: The text is not an id or a URL of a paper.
        NoPapersError: The Hub does not have the paper.
        HubError: It is not stored, and the Hub cannot be asked.
        StoreError: The folder that the user named cannot be used.
    """
    id = lookup.checked_id(name)
    with source.opened_source(origin) as opened:
        lines = lines_of(opened, id)
    yield from (f"{line}\n".encode() for line in lines)


def spoken_lines_of(opened: PaperSource, id: str) -> Iterator[str]:
    """Return the lines as they are read aloud."""
    return lines_of(opened, id, spoken=True)


def lines_of(opened: PaperSource, id: str, *, spoken: bool = False) -> Iterator[str]:
    """Return the lines of the discussion of a paper, which is read before they are; raises as `text` does."""
    from reader.cli.full_text import known_paper

    found = opened.discussion(id)
    paper = known_paper(opened, id)
    _tell(opened.clock.now(), found)
    return _page(found, paper, id, opened.clock.newest_day(), spoken)


def _page(found: ReadDiscussion, paper: Paper | None, id: str, today: date, spoken: bool) -> Iterator[str]:
    from reader.cli.full_text import plain_width
    from reader.papers.discussion import page
    from reader.papers.full_text.layout import wrapped

    width = plain_width()
    title, counted = (paper.shown_title, paper.comments) if paper else ("", 0)
    for words in filter(None, (title, links.hub_url(id), *page.notes(found.discussion, counted))):
        yield from wrapped(words, width)
    for entry in page.entries(found.discussion, id, today, spoken=spoken):
        for paragraph in entry.paragraphs:
            yield from _lines(paragraph, width)


def comments(origin: Origin, name: str) -> Iterator[bytes]:
    """Yield the comments on a paper as one JSON object; raises as `text` does."""
    import msgspec

    from reader.papers.discussion.thread import threaded

    id = lookup.checked_id(name)
    with source.opened_source(origin) as opened:
        found = opened.discussion(id)
        _tell(opened.clock.now(), found)
    listed = [_fields(placed.comment) | {"depth": placed.depth} for placed in threaded(found.discussion.comments)]
    skipped = found.discussion.skipped
    yield msgspec.json.encode({"id": id, "fetched_at": found.fetched_at, "skipped": skipped, "comments": listed})
    yield b"\n"


def _fields(comment: Any) -> dict[str, Any]:
    from msgspec.structs import asdict

    return asdict(comment) | {"reactions": [asdict(reaction) for reaction in comment.reactions]}


def _lines(paragraph: Paragraph, width: int) -> Iterator[str]:
    """The lines of a paragraph, those of code and tables as they are."""
    from reader.papers.full_text.layout import wrapped

    if paragraph.gap:
        yield ""
    lead, room = paragraph.lead, max(width - len(paragraph.lead), 20)
    if paragraph.part in ("code", "table"):
        apart = "    " if paragraph.part == "code" else ""  # There are no colours that would tell it from words.
        yield f"{lead}{apart}{paragraph.text}".rstrip()
        return
    for line in wrapped(paragraph.text, room):
        yield f"{lead}{line}".rstrip()
        lead = " " * len(lead)


def _tell(now: Any, found: ReadDiscussion) -> None:
    fetched = "" if found.asked else f"Fetched {age(now - found.fetched_at)}."
    if said := " ".join(filter(None, (fetched, found.why))):
        print_notice(said)
