"""The Markdown of a comment made readable, and none of its letters lost.

Addresses are listed below it, code and tables stay as they were written, formulas are in Unicode. What a parser would
lose letters of, or take too long for, is shown as it was written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Final

from reader.papers.discussion import html
from reader.papers.discussion.paragraphs import Leading, Paragraph, Part
from reader.papers.discussion.tables import aligned
from reader.papers.tex.latex import FORMULA, readable_latex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

PARSED: Final = 20_000
"""Characters of the longest text that is parsed."""
BRACKETS: Final = 500
"""Opening brackets of a text that is parsed: each may have the rest of its paragraph read."""
HUB: Final = "https://huggingface.co"

_DECORATED: Final = frozenset("([{\"'“‘—–>")
"""What may stand before a word that stands out; after anything else a sign is more likely one of a formula."""


def paragraphs(text: str) -> list[Paragraph]:
    r"""A text in Markdown, as it is read.

    >>> for paragraph in paragraphs("@you: *see* [the code](https://example.org/c).\n\n- `a_b`"):
    ...     print(f"{paragraph.lead}{paragraph.text}")
    @you: see the code [1].
    - `a_b`
    [1] https://example.org/c
    """
    if len(text) > PARSED or text.count("[") > BRACKETS:
        return [*as_written(text)]
    found = _Reading(text).paragraphs()
    shown = "".join(f"{paragraph.lead}{paragraph.text}" for paragraph in found)
    return found if not _letters(_source(text)) - _letters(shown) else [*as_written(text)]


def as_written(text: str) -> Iterator[Paragraph]:
    """A text paragraph by paragraph, each line as it stands."""
    for number, part in enumerate(re.split(r"\n(?:[ \t]*\n)+", text.strip("\n"))):
        yield Paragraph("text", part.expandtabs(4), gap=number > 0)


def _letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


def _source(text: str) -> str:
    """What has to be shown of a text: without tags that only decorate, and without formulas, which change."""
    return unescape(html.untagged(FORMULA.sub("", text)))


class _Reading:
    """One text while it is read."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._tokens = _parser().parse(text)
        self._addresses: list[str] = []
        self._leads: list[str] = []
        """What stands before the next line, from the outside to the inside; each but the first time as blanks."""
        self._found: list[Paragraph] = []

    def paragraphs(self) -> list[Paragraph]:
        part: Part = "text"
        tokens = iter(self._tokens)
        is_tight = False
        for token in tokens:
            kind = token.type
            if kind == "inline":
                self._add(*self._inline(token.children or [], part), gap=not is_tight)
            elif kind == "heading_open":
                part = "heading"
            elif kind == "paragraph_open":
                part, is_tight = "quote" if "> " in self._leads else "text", token.hidden
            elif kind in ("fence", "code_block"):
                self._add_code(token)
            elif kind == "html_block":
                if shown := re.sub(r"\s*\n\s*", "\n", html.plain(token.content)).strip():
                    self._add("text", shown)
            elif kind == "hr":
                self._add("meta", "———")
            elif kind == "table_open":
                self._add_table(token)
                while next(tokens).type != "table_close":
                    pass
            elif kind == "list_item_open":
                self._leads.append(f"{token.info}{token.markup} ")
            elif kind == "blockquote_open":
                self._leads.append("> ")
            elif kind in ("list_item_close", "blockquote_close"):
                self._leads.pop()
            if kind == "heading_close":
                part = "text"
        self._add_addresses()
        return self._found

    def _add(self, part: Part, text: str, links: tuple[Leading, ...] = (), *, gap: bool = True) -> None:
        lead = "".join(self._leads)
        # What begins an item stands before its first paragraph alone; a quotation is marked at each of its own.
        self._leads = [one if one == "> " else " " * len(one) for one in self._leads]
        is_item = bool(lead.strip("> "))
        follows = self._found and self._found[-1].lead and is_item
        self._found.append(Paragraph(part, text, lead, links, gap and bool(self._found) and not follows))

    def _add_code(self, token: Token) -> None:
        if said := token.info.strip():
            self._add("meta", said)
        for number, line in enumerate(token.content.rstrip("\n").split("\n")):
            self._add("code", line.expandtabs(4), gap=not number and not said)

    def _add_table(self, token: Token) -> None:
        """The lines of a table as they were written: the parser leaves out cells that have no heading."""
        first, last = token.map or [0, 0]
        lines = [line.strip().expandtabs(4) for line in self._lines[first:last]]
        for number, line in enumerate(aligned(lines)):
            self._add("table", line, gap=not number)

    def _add_addresses(self) -> None:
        for number, address in enumerate(self._addresses, 1):
            label, url = f"[{number}] ", address.partition(" ")[0]
            link = Leading(0, len(url), url)
            self._found.append(Paragraph("link", address, label, (link,), gap=False))

    def _inline(self, tokens: list[Token], part: Part) -> tuple[Part, str, tuple[Leading, ...]]:
        text = ""
        links: list[Leading] = []
        opened: list[tuple[int, str, str]] = []
        kept: list[bool] = []
        for token in tokens:
            kind = token.type
            if kind in ("softbreak", "hardbreak"):
                text = text.rstrip(" ") + "\n"
            elif kind == "code_inline":
                text += f"{token.markup}{token.content}{token.markup}"
            elif kind == "formula":
                text += readable_latex(token.content)
            elif kind == "html_inline":
                text += html.plain(token.content)
            elif kind == "link_open":
                opened.append((len(text), str(token.attrs.get("href", "")), str(token.attrs.get("title") or "")))
            elif kind == "link_close":
                text = self._led(text, links, *opened.pop())
            elif kind == "image":
                start = len(text)
                text += f"image: {token.content}" if token.content else "image"
                address = str(token.attrs.get("src", "")), str(token.attrs.get("title") or "")
                text = self._led(text, links, start, *address) if not opened else self._listed(text, *address)
            elif kind in ("em_open", "strong_open"):
                before = text[-1:]
                kept.append(not (not before or before.isspace() or before in _DECORATED))
                text += token.markup if kept[-1] else ""
            elif kind in ("em_close", "strong_close"):
                text += token.markup if kept.pop() else ""
            else:
                text += token.content
        return part, text.strip("\n"), tuple(links)

    def _led(self, text: str, links: list[Leading], start: int, url: str, title: str) -> str:
        """A text whose end leads somewhere; the address is listed unless it is that end."""
        shown = text[start:]
        if url and (title or url.removeprefix("mailto:") != shown):
            text = self._listed(text, url, title)
        full = _absolute(url)
        if full and start < len(text):
            links.append(Leading(start, len(text), full))
        return text

    def _listed(self, text: str, url: str, title: str) -> str:
        address = _absolute(url) + (f" {title}" if title else "")
        self._addresses.append(address)
        return f"{text}{' ' if text and not text[-1].isspace() else ''}[{len(self._addresses)}]"


def _absolute(url: str) -> str:
    return f"{HUB}{url}" if url.startswith("/") and not url.startswith("//") else url


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 30 ms that only comments need.

    # Definitions of references stay in the text, as they would be lost where nothing refers to them.
    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    parser.inline.ruler.before("escape", "formula", _take_formula)
    # It would encode an address, or fail to.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser


def _take_formula(state: StateInline, silent: bool) -> bool:
    r"""Take a formula before `\(` is read as an escaped bracket, and `_` as a sign that something stands out."""
    found = FORMULA.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("formula", "", 0).content = found[0]
    state.pos = found.end()
    return True
