"""Where the parts of a full text lead: to a block of it, to another paper, or to a page of the web.

Links, citations and cross references are marked in some texts (`Span`), and plain words in others: both are read here.
What is not certain leads nowhere: no target is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from reader.papers.full_text.entries import YEAR, Entries
from reader.papers.full_text.labels import Labels
from reader.papers.full_text.model import Block, BlockKind, Document, Span
from reader.papers.links import paper_id, safe_url


class Lead(NamedTuple):
    """A part of a block that leads somewhere: one of the last three says where."""

    start: int
    end: int
    """Characters of the text of the block; the end is not in it."""
    block: int | None = None
    """The place of a block among those of the document."""
    paper: str = ""
    """An arXiv id."""
    url: str = ""
    """An address that a browser may open."""


class Leads:
    """Reads what leads somewhere in the blocks of a document, when it is asked about one."""

    def __init__(self, document: Document, endpoint: str = "") -> None:
        """Find out what can be led to; it takes some milliseconds for a long text.

        Args:
            document: The full text.
            endpoint: The address of the Hub, where that is not huggingface.co.
        """
        self._blocks = document.blocks
        self._labels = Labels(document.blocks)
        self._entries = Entries(document.blocks)
        self._endpoint = endpoint
        # Where citations are linked, numbers in brackets that are not are no citations.
        self._has_anchors = any(_is_anchor(span) for block in document.blocks for span in block.spans)

    def of(self, place: int) -> list[Lead]:
        """Return what leads somewhere in a block, in order; no two share a character."""
        block = self._blocks[place]
        taken = bytearray(len(block.text))
        for span in block.spans:
            if span.kind in ("mathematics", "code"):
                _take(taken, span.start, span.end)
        found: list[Lead] = []
        for lead in self._all(block):
            is_own = lead.block == place or lead.end <= lead.start
            if not is_own and taken.find(1, lead.start, lead.end) < 0:
                _take(taken, lead.start, lead.end)
                found.append(lead)
        return sorted(found)

    def is_entry(self, place: int) -> bool:
        """Whether a block is an entry of the list of references, so that what leads there is a citation."""
        return place in self._entries

    def _all(self, block: Block) -> Iterator[Lead]:
        """What may lead somewhere, what is more certain first."""
        yield from self._links(block)
        if block.kind in _WITHOUT_WORDS:
            yield from self._spans(block)
            return
        yield from _papers(block)
        yield from self._named(block.text)
        yield from self._parts(block)
        yield from self._spans(block)
        if not self._has_anchors:
            yield from self._numbered(block.text)

    def _links(self, block: Block) -> Iterator[Lead]:
        for span in block.spans:
            if span.kind == "link":
                if id := paper_id(span.target, self._endpoint):
                    yield Lead(span.start, span.end, paper=id)
                elif url := safe_url(span.target):
                    yield Lead(span.start, span.end, url=url)

    def _spans(self, block: Block) -> Iterator[Lead]:
        for span in block.spans:
            if span.kind == "citation":
                yield from self._citation(span, block.text)
            elif span.kind == "reference":
                to = self._anchored(span.target, block.text[span.start : span.end])
                if to is not None:
                    yield Lead(span.start, span.end, to)

    def _citation(self, span: Span, text: str) -> Iterator[Lead]:
        """A citation by an anchor, or by one key or several."""
        if anchor := _ENTRY.fullmatch(span.target):
            label = text[span.start : span.end].strip("[]() ")
            to = self._entries.numbered(label)
            if to is None:
                to = self._entries.listed(int(anchor[1]), label)
            if to is not None:
                yield Lead(span.start, span.end, to)
            return
        for key in _ONE_KEY.finditer(text, span.start, span.end):
            to = self._entries.keyed(key[0])
            if to is not None:
                yield Lead(key.start(), key.end(), to)

    def _anchored(self, anchor: str, shown: str) -> int | None:
        """The block of a cross reference: what it is, says the anchor, and which one, the words do."""
        number = next((_number(found[0]) for found in _PART.finditer(shown)), "")
        if part := _ANCHOR.search(anchor):
            what = _LETTERS.get(part["what"], "")
            if part["theorem"]:
                what = part["theorem"]
            return self._labels.place(what, number or part["number"])
        section = _SECTION.match(anchor)
        if section is None:
            return None
        parts = [int(count) for count in re.findall(r"\d+", section[0])]
        counts = [str(count) for count in parts if count]
        if section[0].startswith("A") and 1 <= parts[0] <= 26:
            counts[0] = chr(ord("A") + parts[0] - 1)
        return self._labels.place("section", number if number and "." in number else ".".join(counts))

    def _parts(self, block: Block) -> Iterator[Lead]:
        """Cross references as words: `Figure 3`, `Sections 4.1 and 4.2`, `Eq. (5)`."""
        text = block.text
        for found in _CROSS.finditer(text):
            if (block.kind == "caption" and not found.start()) or _ELSEWHERE.match(text, found.end()):
                continue
            what = next(name for name, value in found.groupdict().items() if value)
            is_plural = found[what][-1] == "s" or found[what].endswith(("s.", "ces", "ies", "§§"))
            for count, part in enumerate(_PART.finditer(text, found.end(what), found.end())):
                if count and not is_plural:
                    break
                name = _singular(found[what]) if what == "theorem" else what
                to = self._labels.place(name, _number(part[0]))
                if to is not None:
                    yield Lead(part.start() if count else found.start(), part.end(), to)

    def _named(self, text: str) -> Iterator[Lead]:
        """Citations by names: `Smith et al. (2024)`, `(Smith and Jones, 2023; Lee, 2019a)`."""
        for found in _NAMED.finditer(text):
            for count, year in enumerate(_ONE_YEAR.finditer(text, found.start("years"), found.end("years"))):
                to = self._entries.named(found["name"], year[0])
                if to is not None:
                    yield Lead(year.start() if count else self._begin(found, to), year.end(), to)

    def _begin(self, citation: re.Match[str], to: int) -> int:
        """Where a name begins: a word before it, as in `See Smith (2024)`, is not in the entry."""
        first, _, others = citation["name"].partition(" ")
        is_name = not others[:1].isupper() or first in self._blocks[to].text
        return citation.start() + (0 if is_name else len(first) + 1)

    def _numbered(self, text: str) -> Iterator[Lead]:
        """Citations by numbers that are not linked, as where a text has no marks: `[3, 7]`; all have to be entries."""
        for found in _BRACKETS.finditer(text):
            labels = [*_ONE_NUMBER.finditer(text, found.start(), found.end())]
            places = [self._entries.numbered(label[0]) for label in labels]
            before = text[max(0, found.start() - 12) : found.start()]
            if all(place is not None for place in places) and not _INTERVAL.search(before):
                yield from (Lead(*label.span(), place) for label, place in zip(labels, places, strict=True))


def _papers(block: Block) -> Iterator[Lead]:
    """Papers that are named in words: `arXiv:2511.06449`, among external links also by the id alone."""
    for found in _PAPER.finditer(block.text):
        if id := paper_id(found[1]):
            yield Lead(*found.span(), paper=id)
    if block.kind == "reference":
        for found in _EXTERNAL.finditer(block.text):
            if id := paper_id(found[1]):
                yield Lead(*found.span(1), paper=id)


def _is_anchor(span: Span) -> bool:
    return span.kind == "citation" and _ENTRY.fullmatch(span.target) is not None


def _number(part: str) -> str:
    """The number of a part without its brackets and what is within it: `2` for `2(a)`."""
    return part.lstrip("(").partition("(")[0].rstrip(")")


def _singular(what: str) -> str:
    """What is meant by a word for theorems and the like, in small letters and for one of them."""
    singular = what.lower().rstrip("s")
    return _SINGULAR.get(singular, singular)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (min(end, len(taken)) - start)


_WITHOUT_WORDS: Final = frozenset[BlockKind](("code", "formula", "front"))
"""Kinds whose words are no sentences."""

_ENTRY: Final = re.compile(r"bib\.bib(\d{1,5})")
_ANCHOR: Final = re.compile(
    r"(?:^|\.)(?:(?P<what>F|T|E|alg|Alg|LST|lst)|Thm(?P<theorem>[a-z]+?))(?P<number>\d{1,4})(?![\d])"
)
_LETTERS: Final = {
    "F": "figure",
    "T": "table",
    "E": "equation",
    "alg": "algorithm",
    "Alg": "algorithm",
    "LST": "listing",
    "lst": "listing",
}
_SECTION: Final = re.compile(r"[SA]\d{1,3}(?:\.S{2,4}\d{1,3})*")

_ONE: Final = (
    r"(?:(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?(?![\w%]|\.\d)|\b(?:[IVX]{2,6}|[A-Z])(?!\w))(?:\([a-z]\))?"
)
_PART: Final = re.compile(rf"\({_ONE}\)|{_ONE}")
_ANY: Final = rf"(?:\({_ONE}\)|{_ONE})"
_CROSS: Final = re.compile(
    r"(?<![\w-])(?:(?P<figure>[Ff]ig(?:ures?|s?\.))|(?P<table>[Tt]ab(?:les?|s?\.))|(?P<section>[Ss]ec(?:tions?|s?\.)|§{1,2}"
    r"|[Aa]ppend(?:ix|ices))|(?P<equation>[Ee]q(?:uations?|n?s?\.))|(?P<algorithm>[Aa]lg(?:orithms?|s?\.))|(?P<listing>[Ll]istings?)"
    r"|(?P<theorem>Theorems?|Lemmas?|Lemmata|Propositions?|Corollar(?:y|ies)|Definitions?|Remarks?|Examples?|Assumptions?|Claims?"
    rf"|Conjectures?|Facts?|Observations?))\s?{_ANY}(?:(?:, (?:and )?| and | & |[-–—]| to ){_ANY}){{0,12}}"
)
_ELSEWHERE: Final = re.compile(
    rf",? (?:of|in|from|by) (?:\[|\(?[A-Z][\w’'-]+(?: et al|,? and [A-Z]|,? \(?{YEAR})|the (?:original|companion)"
    r"|(?:our|their|his|her) (?:previous|prior|earlier|original|companion|paper))"
)
"""What follows the number of a part of another paper: `Theorem 2 of [5]`."""
_SINGULAR: Final = {"lemmata": "lemma", "corollarie": "corollary"}

_NAME: Final = r"[A-Z][\w’'-]{1,40}"
_NAMED: Final = re.compile(
    rf"(?<![\w’'-])(?P<name>{_NAME}(?: {_NAME})?(?: et al\.?|(?:, {_NAME})?,? (?:and|&) {_NAME}(?: {_NAME})?)?),? "
    rf"\(?(?P<years>{YEAR}(?:, {YEAR}){{0,5}})(?!\w)"
)
_ONE_YEAR: Final = re.compile(YEAR)
_ONE_KEY: Final = re.compile(r"[^\s,;]+")

_BRACKETS: Final = re.compile(r"(?<=[\w)”\".,;:]) ?\[\d{1,4}(?:[,;] ?\d{1,4}){0,30}\]")
_ONE_NUMBER: Final = re.compile(r"\d+")
_INTERVAL: Final = re.compile(
    r"(?:\b(?:in|within|range|interval|from|of|between|to|over|values?|size|shape|axis|set)|[=∈∼~×<>≤≥+−^-])\s?$"
)

_PAPER: Final = re.compile(
    r"(?i:\barxiv(?: ?[:.] ?|\.org/(?:abs|pdf|html)/)|\babs/)"
    r"((?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?!\d)(?:v\d{1,2})?)"
)
_EXTERNAL: Final = re.compile(r"External Links: (?:Document, )?(\d{4}\.\d{4,5}(?:v\d{1,2})?)(?![\w.]\d)")
