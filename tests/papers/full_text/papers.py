"""Whole papers of our own, one in each variant, and what must not be lost of a text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

from reader.papers.full_text.model import Block, Document
from reader.papers.full_text.parsing import parse

FOLDER = Path(__file__).parent / "data"
NAMES = ("latex", "innertext", "double", "fourfold")

_TARGET = re.compile(r"(?<=\])\((?:https?|mailto):[^\s()\[\]]*(?: \"[^\n]*?\")?\)")
_IMAGE = re.compile(r"!\[[^\n]{0,300}?\]\(https?:[^\s()]*\)")
_CITED_BY = re.compile(r"Cited by:.*\Z", re.DOTALL)
_COMMAND = re.compile(r"\\(?:begin|end)\{[a-z*]*\}|\\[A-Za-z]+")
_SECOND = re.compile(r"^\s*(?:\*|\d+\.)\s+(?:\([A-Za-z0-9]{1,4}\)|\d+\.)\s*")
_FENCE = re.compile(r"^```.*$", re.MULTILINE)


def text_of(name: str) -> str:
    """A paper as the Hub would send it."""
    return (FOLDER / f"{name}.md").read_text()


def document_of(name: str) -> Document:
    """A paper, parsed."""
    return parse(text_of(name))


def rows(text: str) -> list[str]:
    """The lines of a text that are not empty, without the blanks around them."""
    return [row for line in text.split("\n") if (row := " ".join(line.split()))]


def raw_rows(document: Document) -> list[str]:
    """The lines of a text as its blocks have them."""
    return [row for block in (*document.folded, *document.blocks) for row in rows(block.raw)]


def letters(text: str) -> Counter[str]:
    """The letters of a text, whatever they look like."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    return Counter(character for character in flat if character.isalpha())


def lost(block: Block) -> str:
    """The letters of a block that are not shown, but for what the table of what is dropped has."""
    raw = block.raw
    if block.kind == "code":
        return "".join((letters(_FENCE.sub("", raw)) - letters(block.text)).elements())
    for pattern in (_IMAGE, _TARGET, _CITED_BY, _SECOND):
        raw = pattern.sub("", raw)
    if block.kind == "label":
        raw = re.sub(r"\n\s*Abstract\s?[:.—-]+\s*$", "", raw, flags=re.IGNORECASE)
    # Names of commands are shown as they are where they are unknown.
    return "".join((letters(_COMMAND.sub("", raw)) - letters(block.text)).elements())
