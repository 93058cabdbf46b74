"""What pandoc has read, from its JSON: headings, list items, paragraphs, the text and the links in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from tests.interop.reading import run

_PLAIN: Final = frozenset({"Str", "Space", "SoftBreak", "LineBreak", "Quoted", "Link", "Strong", "Code"})
"""What a text may be made of: the titles of a digest are strong, and what stands in backticks is code."""


class Seen(NamedTuple):
    """A piece of text."""

    text: str
    links: list[tuple[str, str]]
    """The text and the address of each link, which pandoc writes with signs as numbers that are letters here."""
    others: list[str]
    """What else it has: emphasis, formulas, notes."""


def blocks(data: bytes, form: str, cwd: Path) -> list[Any]:
    """The blocks of a document."""
    found: list[Any] = json.loads(run("pandoc", "-f", form, "-t", "json", cwd=cwd, stdin=data))["blocks"]
    return found


def seen(inlines: list[Any]) -> Seen:
    """The text of a heading or a paragraph as it is shown."""
    links: list[tuple[str, str]] = []
    others: list[str] = []
    return Seen("".join(_texts(inlines, links, others)), links, others)


def _texts(inlines: list[Any], links: list[tuple[str, str]], others: list[str]) -> Iterator[str]:
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind not in _PLAIN:
            others.append(kind)
        if kind == "Str":
            yield content
        elif kind in ("Space", "SoftBreak"):
            yield " "
        elif kind == "LineBreak":
            yield "\n"
        elif kind == "Link":
            inside = "".join(_texts(content[1], [], others))
            links.append((inside, unquote(content[2][0])))
            yield inside
        elif kind == "Quoted":
            mark = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            yield mark[0] + "".join(_texts(content[1], links, others)) + mark[1]
        elif kind == "Code":
            yield content[1]
        elif kind == "Strong":
            yield "".join(_texts(content, links, others))
        else:
            yield f"⟨{json.dumps(content, ensure_ascii=False)}⟩"


def items(document: list[Any]) -> Iterator[list[Seen]]:
    """The paragraphs of each item of the lists of a document; of one that is not a paragraph, its kind."""
    for block in document:
        if block["t"] in ("BulletList", "OrderedList"):
            for item in block["c"] if block["t"] == "BulletList" else block["c"][1]:
                yield [_paragraph(part) for part in item]


def sections(document: list[Any]) -> Iterator[tuple[Any, list[Seen]]]:
    """The headings of a document, and the paragraphs below each."""
    heading, below = None, list[Seen]()
    for block in document:
        if block["t"] == "Header":
            if heading is not None:
                yield heading, below
            heading, below = block, []
        else:
            below.append(_paragraph(block))
    if heading is not None:
        yield heading, below


def _paragraph(block: Any) -> Seen:
    return seen(block["c"]) if block["t"] in ("Para", "Plain") else Seen("", [], [block["t"]])
