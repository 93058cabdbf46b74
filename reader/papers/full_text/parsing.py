"""From what the Hub sends for a full text, arXiv's HTML by way of Jina Reader, to blocks.

What came is not Markdown: formulas have no marks, nothing is escaped. So lines are read by what the converter writes
(`blocks`, `inline`), never by a Markdown parser, and what is not certain stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reader.papers.full_text import blocks, front, header, innertext, lines, twins
from reader.papers.full_text.dropped import REPEATED_MARK
from reader.papers.full_text.front import Front
from reader.papers.full_text.inline import read, read_plain
from reader.papers.full_text.lines import Line, plain_letters
from reader.papers.full_text.mathematics import plain
from reader.papers.full_text.model import Block, BlockKind, Document, Span, Variant
from reader.papers.full_text.pieces import Piece
from reader.papers.full_text.variant import variant_of
from reader.papers.text import clean_document

TEXT_LIMIT: Final = 50_000
"""Characters of the longest block that is read; a longer one is shown as it came."""
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TWO_NUMBERS: Final = re.compile(r"[0-9] [0-9]")
_WITH_NOTES: Final = frozenset[BlockKind](("paragraph", "item", "caption", "figure"))


def parse(text: str) -> Document:
    """Make blocks of a full text; of what is none, too.

    Args:
        text: The Hub's answer, with or without its header.

    >>> document = parse("## 1 Tables\\n\\nA row _is_ x_{i}.\\n")
    >>> [(block.kind, block.text) for block in document.blocks]
    [('heading', '1 Tables'), ('paragraph', 'A row is xᵢ.')]
    """
    source = header.divided(clean_document(text))
    variant = variant_of(source)
    divided = _front(lines.lines_of(source.body), variant)
    base = front.base_of(source.url, source.body)
    pieces = blocks.paragraphs(divided.rest) if variant == "pdf" else blocks.pieces_of(_prepared(divided, variant))
    shown = tuple(_with_bodies([_block(piece, base, variant) for piece in pieces]))
    folded = tuple(Block("front", 0, plain_letters(raw), (), raw) for raw in _paragraphs(divided.folded))
    return Document(variant, divided.title or source.title, divided.authors, shown, folded)


def _front(all: Sequence[Line], variant: Variant) -> Front:
    if variant == "pdf":
        return Front((), all)
    return front.divided_innertext(all) if variant == "innertext" else front.divided(all)


def _prepared(divided: Front, variant: Variant) -> Sequence[Line]:
    if variant == "innertext":
        return innertext.joined(divided.rest, divided.sections)
    if variant == "latex":
        return divided.rest
    return twins.without(divided.rest, variant)


def _block(piece: Piece, base: str, variant: Variant) -> Block:
    kind, level, text, raw, spans = piece
    if spans is None:
        if len(text) > TEXT_LIMIT:
            text, spans = plain_letters(text), ()
        elif variant in ("innertext", "pdf"):
            text, spans = read_plain(text)
        elif kind == "formula":
            text, spans = _display(text)
        else:
            if kind in _WITH_NOTES and _TWO_NUMBERS.search(text):
                text = REPEATED_MARK.pattern.sub(_raised, text)  # type: ignore[union-attr]
            text, spans = read(text, base)
    return Block(kind, level, text, spans, raw)


def _display(text: str) -> tuple[str, tuple[Span, ...]]:
    """The rows of a display, each a formula with its number behind a tab."""
    rows: list[str] = []
    spans: list[Span] = []
    length = 0
    for row in text.split("\n"):
        latex, tab, number = row.partition("\t")
        shown = plain(latex)
        if shown:
            spans.append(Span("mathematics", length, length + len(shown), latex))
        rows.append(shown + tab + number)
        length += len(rows[-1]) + 1
    return "\n".join(rows), tuple(spans)


def _raised(found: re.Match[str]) -> str:
    return f"{found[1].translate(_RAISED)} "


def _with_bodies(all: Sequence[Block]) -> Iterator[Block]:
    """Take note of captions whose table the converter has lost."""
    for place, block in enumerate(all):
        if block.kind == "caption" and block.text.startswith("Tab"):
            beside = (*all[max(0, place - 1) : place], *all[place + 1 : place + 2])
            if not any(other.kind == "table" for other in beside):
                block = Block(block.kind, 1, block.text, block.spans, block.raw)
        yield block


def _paragraphs(folded: Sequence[Line]) -> Iterator[str]:
    rows: list[str] = []
    for line in (*folded, Line("", "")):
        if line.raw.strip():
            rows.append(line.raw)
        elif rows:
            yield "\n".join(rows)
            rows = []
