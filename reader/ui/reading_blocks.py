"""What the reading view shows beside the text itself: the title, where it comes from, and what was cut."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reader.library.full_texts import FoundDocument
from reader.papers import humanize, links
from reader.papers.full_text.model import Block
from reader.papers.models import Paper


def title_of(paper: Paper) -> tuple[Block, ...]:
    """The title and the authors of a paper as the API has them, which is better than what the text does."""
    authors = ", ".join(author.name for author in paper.authors)
    blocks = Block("heading", 1, paper.shown_title or paper.id, (), ""), Block("paragraph", 0, authors, (), "")
    return tuple(block for block in blocks if block.text)


def abstract_of(paper: Paper) -> tuple[Block, ...]:
    """The abstract of a paper, a block a paragraph."""
    return tuple(Block("paragraph", 0, text, (), "") for text in paper.shown_abstract.split("\n") if text)


def head_of(paper: Paper, found: FoundDocument, now: datetime) -> tuple[Block, ...]:
    """What stands above a text: its title, and what the reader should know of how it came."""
    address = links.arxiv_url(paper.id).removeprefix("https://")
    about = f"{address} · text fetched {humanize.age(now - found.fetched_at)}"
    notes = (Block("front", 0, text, (), "") for text in (about, found.document.note) if text)
    return (*title_of(paper), *notes)


def way_on(*, is_sample: bool) -> str:
    """What to do where there is no text; the sample edition will not get one.

    >>> way_on(is_sample=True)
    'Press p for the PDF, or press o for its page on arXiv.'
    """
    *ways, last = ("Press p for the PDF", "press o for its page on arXiv", "press r to try again")[: 3 - is_sample]
    return f"{', '.join(ways)}, or {last}."


def fold_of(folded: Sequence[Block], *, is_open: bool) -> tuple[Block, ...]:
    """What was cut before the text, or a line in its place."""
    if not folded:
        return ()
    said = f"{humanize.counted(len(folded), 'part')} cut before the text"
    if is_open:
        return (Block("front", 0, f"▾ {said}", (), ""), *folded)
    return (Block("front", 0, f"▸ {said}. Press z to see what.", (), ""),)


def end_of(blocks: Sequence[Block]) -> int:
    """The place of the block with which a text ends for someone who reads it: what follows is references.

    >>> kinds = ("paragraph", "heading", "reference", "heading", "paragraph")
    >>> end_of([Block(kind, 1, kind, (), "") for kind in kinds])
    0
    """
    end = next((place for place, block in enumerate(blocks) if block.kind == "reference"), len(blocks)) - 1
    while end > 0 and blocks[end].kind == "heading":
        end -= 1
    return end if end >= 0 else len(blocks) - 1


def copied(block: Block) -> str:
    """What is copied of a block: the LaTeX of a formula where that is known, else its text.

    >>> from reader.papers.full_text.model import Span
    >>> spans = (Span("mathematics", 0, 2, "x_{1}"),)
    >>> copied(Block("formula", 0, "x₁\\t(1)", spans, "")), copied(Block("paragraph", 0, "x₁ is", spans, ""))
    ('x_{1}', 'x₁ is')
    """
    sources = [span.target for span in block.spans if span.kind == "mathematics" and span.target]
    return "\n".join(sources) if block.kind == "formula" and sources else block.text


def section_of(blocks: Sequence[Block], place: int) -> str:
    """The heading that a block is below, on one line; nothing above the first one."""
    places = range(min(place, len(blocks) - 1), -1, -1)
    return next((" ".join(blocks[at].text.split()) for at in places if blocks[at].kind == "heading"), "")
