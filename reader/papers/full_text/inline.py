"""What stands within a line: links, citations, cross references, formulas, emphasis and code.

One tokenizer with a stack of what is open. It is not Markdown: nothing is escaped by the converter, so that a link is
only what leads to an address, `[r(x,y)](2)` is mathematics, and `navigate_to_pose` is a word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from reader.papers.full_text.formulas import formulas, has_signs, is_formula
from reader.papers.full_text.lines import plain_letters
from reader.papers.full_text.mathematics import plain
from reader.papers.full_text.model import Span, SpanKind

DEPTH_LIMIT: Final = 50
"""Brackets in brackets: what is deeper is text."""

_TARGET: Final = r"(?:https?://|mailto:)(?:[^\s()\[\]]|\([^\s()\[\]]*\))*"
_TIP: Final = r"\"[^\"\n]{0,400}(?:\"(?!\))[^\"\n]{0,400}){0,6}\""
# It begins with the characters that it is about, which makes it five times as fast.
_TOKEN: Final = re.compile(
    rf"[\[\]!_`h](?:(?<=\])(?:(?P<close>\((?P<target>{_TARGET})(?: {_TIP})?\))|(?P<bracket>\]*(?!\()))"
    r"|(?<=\[)(?P<open>\[*)|(?<=!)(?P<picture>\[+)"
    r"|(?<=h)(?P<url>(?<![\w/]h)ttps?://[^\s<>\[\]{}\"]+)"
    r"|(?<=`)(?P<code>(?<!``)[^`\n]{1,300}`(?!`))"
    r"|(?<=_)(?P<emphasis>(?<![\w\\}]_)(?=[^\s_{}][^_\n{}]{0,299}(?P<end>_)(?![\w{]))))"
)
_MARKED: Final = re.compile(r"[\[(_`\\{]|://")
"""What there is in every line that has more than words."""
_URL: Final = re.compile(r"(?<![\w/])https?://[^\s<>\[\]{}\"]+")
_END_OF_URL: Final = re.compile(r"[.,;:!?'\"]+$|(?<![^)])\)+[.,;:]*$")
_HTML: Final = re.compile(r"https?://(?:www\.)?arxiv\.org/html/[^#]*#(?P<anchor>[\w.]+)$")
_HAS_ID: Final = re.compile(r"https://arxiv\.org/html/\d{4}\.\d{4,5}")
_HTML_BEGIN: Final = "https://arxiv.org/html/"
_GLUED: Final = re.compile(r"(?:[^\W_]|[.,;:)])([\[(]?)$")
_KEY: Final = r"[A-Za-z][\w:./+-]{0,60}?(?:19|20)\d{2}(?!\d)[\w:./+-]{0,60}"
_KEYS: Final = re.compile(rf"(?P<glued>(?<=[a-z]{{2}}))?[\[(](?P<keys>{_KEY}(?:[,;] ?{_KEY}){{0,30}})[\])]")
"""Citations whose key is all that the converter has: `Routing(cloud2024gradient)`."""
_PART: Final = re.compile(r"(?<=[a-z]{2}\.)(?=\([a-z]\) )")
"""Where a part of a figure begins without a blank: `Overview.(a) Search`."""


class _Event(NamedTuple):
    """A mark in the text that is not shown, where something begins or ends; or something that stands for itself."""

    start: int
    end: int
    action: Literal["begin", "end", "whole"]
    kind: SpanKind
    target: str = ""


def read(text: str, base: str = "") -> tuple[str, tuple[Span, ...]]:
    """Return a line as it is shown, and what its parts are.

    Args:
        text: As it came.
        base: The address of the paper's own images, with a slash at its end; empty where it is not known.

    >>> read("_This_ paper[[3](https://arxiv.org/html/2608.00001#bib.bib3)], not f[r(x,y)](2)")[0]
    'This paper [3], not f[r(x,y)](2)'
    """
    if not _MARKED.search(text):
        return plain_letters(text), ()
    writer, begun, place = _Writer(), list[int](), 0
    for event in sorted(_events(text, base)):
        writer.say(text[place : event.start])
        place = event.end
        if event.action == "whole":
            writer.span(event.kind, text[event.start : event.end].strip("`"), event.target)
        elif event.action == "begin":
            if event.kind in ("citation", "reference"):
                writer.set_apart()
            begun.append(writer.length)
        else:
            writer.spans.append(Span(event.kind, begun.pop(), writer.length, event.target))
            if event.kind == "link" and text[place : place + 1].isupper():
                writer.write(" ")  # `…/name)Accessed: 2023` came without its blank.
    writer.say(text[place:])
    return writer.done()


def shown_formula(latex: str) -> str:
    """A formula as it is shown; most stand in a text more than once."""
    return _shown(latex) if len(latex) <= 200 else plain(latex)


_shown: Final = lru_cache(2**11)(plain)


def read_plain(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return a line of a text that has neither marks nor LaTeX, and the addresses and citations in it."""
    if not _MARKED.search(text):
        return plain_letters(text), ()
    spans = [
        Span("link", found.start(), found.start() + len(address), address)
        for found in _URL.finditer(text)
        if (address := _address(found[0]))
    ]
    spans += (Span("citation", *found.span("keys"), found["keys"]) for found in _KEYS.finditer(text))
    return plain_letters(text), tuple(sorted(spans, key=lambda span: span.start))


def full_address(target: str, base: str) -> str:
    """The address of an image, where the converter has lost the paper's id: `https://arxiv.org/html/x1.png`."""
    is_whole = not base or not target.startswith(_HTML_BEGIN) or _HAS_ID.match(target)
    return target if is_whole else base + target[len(_HTML_BEGIN) :]


def _events(text: str, base: str) -> list[_Event]:
    events: list[_Event] = []
    opened: list[tuple[int, int]] = []
    emphasis: tuple[int, int] | None = None
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        kind = token.lastgroup
        if emphasis is not None and end > emphasis[1]:
            if start >= emphasis[1]:
                events += _pair(emphasis[0], emphasis[0] + 1, emphasis[1], emphasis[1] + 1, "emphasis", "")
            kind = "" if start == emphasis[1] else kind
            emphasis = None
        if kind in ("open", "picture"):
            picture = kind == "picture"
            marks = [(place, place + 1) for place in range(max(start + picture, end - DEPTH_LIMIT), end)]
            if picture and marks[0][0] == start + 1:
                marks[0] = (start, start + 2)
            opened = [*opened, *marks][-DEPTH_LIMIT:]
        elif kind == "bracket":
            del opened[max(0, len(opened) - (end - start)) :]
        elif kind == "code":
            events.append(_Event(start, end, "whole", "code"))
        elif kind == "url":
            address = _address(token[0])
            events.append(_Event(start, start + len(address), "whole", "link", address))
        elif kind == "emphasis":
            emphasis = emphasis or (start, token.start("end"))
        elif kind == "close" and opened:
            target = full_address(token["target"], base)
            anchor = _HTML.match(target)
            link: SpanKind = "link" if anchor is None else "citation" if "bib" in anchor["anchor"] else "reference"
            events += _pair(*opened.pop(), start, end, link, anchor["anchor"] if anchor else target)
    if emphasis is not None:
        events += _pair(emphasis[0], emphasis[0] + 1, emphasis[1], emphasis[1] + 1, "emphasis", "")
    return events


def _pair(start: int, after: int, before: int, end: int, kind: SpanKind, target: str) -> tuple[_Event, _Event]:
    return _Event(start, after, "begin", kind), _Event(before, end, "end", kind, target)


def _address(url: str) -> str:
    """An address without the punctuation of the sentence."""
    tail = _END_OF_URL.search(url)
    cut = url[: tail.start()] if tail else url
    return cut if cut.count("(") >= cut.count(")") else cut[: cut.index(")")]


class _Writer:
    """What is shown of a line."""

    def __init__(self) -> None:
        self.length = 0
        self.spans: list[Span] = []
        self._pieces: list[str] = []

    def write(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)

    def span(self, kind: SpanKind, text: str, target: str = "") -> None:
        start = self.length
        self.write(text)
        self.spans.append(Span(kind, start, self.length, target))

    def say(self, text: str) -> None:
        """Write prose with formulas in it."""
        if not text:
            return
        if not has_signs(text):
            self._prose(text)
            return
        place = 0
        for start, end in formulas(text):
            self._prose(text[place:start])
            latex = text[start:end]
            if is_formula(latex):
                self.span("mathematics", shown_formula(latex), latex)
            else:
                self.write(shown_formula(latex))
            place = end
        self._prose(text[place:])

    def _prose(self, text: str) -> None:
        """Write what has no formulas; citations by their keys are told."""
        if ".(" in text:
            text = _PART.sub(" ", text)
        place = 0
        if "(" in text or "[" in text:
            for found in _KEYS.finditer(text):
                glued = found["glued"] is not None
                self.write(plain_letters(text[place : found.start()]) + " " * glued + found[0][0])
                self.span("citation", found["keys"], found["keys"])
                place = found.end() - 1
        self.write(plain_letters(text[place:]))

    def set_apart(self) -> None:
        """Add the blank that came missing before a reference: `Figure[3](…)`, `mathematics[[22](…)]`."""
        last = self._pieces[-1][-2:] if self._pieces else ""
        if last in ("[", "(") and len(self._pieces) > 1:
            last = self._pieces[-2][-1:] + last
        if (glued := _GLUED.search(last)) is None:
            return
        if bracket := glued[1]:
            self._pieces[-1] = self._pieces[-1][:-1]
        self._pieces.append(" " + bracket)
        self.length += 1

    def done(self) -> tuple[str, tuple[Span, ...]]:
        # An address that is its own words was found twice.
        kept = sorted(
            {one for one in self.spans if one.end > one.start},
            key=lambda one: (one.start, -one.end, one.kind, one.target),
        )
        return "".join(self._pieces), tuple(kept)
