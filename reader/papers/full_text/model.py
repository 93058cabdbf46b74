"""A full text as it is shown: blocks of plain text, with spans that say what their parts are."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

VERSION: Final = 3
"""Raised when the same text gives other blocks than before, so that stored ones are made again."""

Variant = Literal["latex", "innertext", "double", "fourfold", "pdf"]
"""How formulas arrive: as LaTeX alone, one character a line, as Unicode and LaTeX, four times over, or flattened."""
BlockKind = Literal[
    "heading",
    "label",
    "paragraph",
    "item",
    "table",
    "caption",
    "code",
    "algorithm",
    "figure",
    "formula",
    "reference",
    "footnote",
    "front",
]
SpanKind = Literal["link", "citation", "reference", "mathematics", "emphasis", "strong", "code"]


class Span(Struct, frozen=True, array_like=True):
    """A part of a text that is more than its letters."""

    kind: SpanKind
    start: int
    end: int
    """Characters of the text of the block; the end is not in it."""
    target: str = ""
    """The address of a link, the anchor of a citation (`bib.bib7`) or of a cross reference (`S4.F3`), the LaTeX."""


class Block(Struct, frozen=True, array_like=True):
    """A paragraph or the like."""

    kind: BlockKind
    level: int
    """Of a heading from 1; of a list item its depth from 0; 1 for a caption whose table is not in the text."""
    text: str
    """As it is shown; lines that have to stay lines are divided by newlines."""
    spans: tuple[Span, ...]
    """In the order of their starts; one may lie within another."""
    raw: str
    """The lines as they came: the raw lines of all blocks together are the whole text."""


class Document(Struct, frozen=True):
    """A full text."""

    variant: Variant
    title: str
    """As the text has it, which often is not the paper's: a part before a colon may be cut."""
    authors: str
    """What stands between the title and the abstract, as it came; empty where that cannot be told."""
    blocks: tuple[Block, ...]
    folded: tuple[Block, ...] = ()
    """What precedes the abstract, not shown at first: navigation, a table of contents, authors."""
    version: int = VERSION

    @property
    def outline(self) -> tuple[int, ...]:
        """The places of the headings among the blocks."""
        return tuple(place for place, block in enumerate(self.blocks) if block.kind == "heading")

    @property
    def note(self) -> str:
        """What the reader should know of how the text came, in sentences, or nothing."""
        kinds = {block.kind for block in self.blocks}
        cites = any(span.kind == "citation" for block in self.blocks for span in block.spans)
        notes = (_NOTES.get(self.variant, ""), _NO_REFERENCES if cites and "reference" not in kinds else "")
        return " ".join(filter(None, notes))


_NO_REFERENCES: Final = "This conversion has no list of references."
_NOTES: Final = {
    "innertext": "The mathematics of this paper arrives flattened, without indices and fractions: see the PDF for it.",
    "fourfold": "This is an older conversion, in which some formulas stand several times.",
    "pdf": "This text was made from a PDF: columns, tables and formulas may be mixed up.",
}
