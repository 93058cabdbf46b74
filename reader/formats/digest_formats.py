"""Digests as text, Markdown, HTML and Atom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from html import escape
from itertools import count
from typing import Final
from unicodedata import category, east_asian_width
from urllib.parse import quote
from xml.etree import ElementTree as xml

from reader.formats.digest import TITLE, Digest, Item, Section
from reader.papers.markdown_text import escaped, escaped_title

TAG: Final = "tag:daily-papers.invalid,2026"
"""What ids begin with (RFC 4151), of a name that nobody can own: a paper has the same id in every digest."""
_ATOM: Final = "http://www.w3.org/2005/Atom"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_NOON: Final = time(12)
"""Of a day without an hour: midnight in UTC is the day before in America."""


def atom(digest: Digest) -> bytes:
    """Atom in UTF-8, an entry a paper."""
    feed = xml.Element("feed", xmlns=_ATOM)
    _add(feed, "id", f"{TAG}:digest:{quote(digest.name, safe='')}")
    _add(feed, "title", TITLE)
    _add(feed, "subtitle", f"{digest.when} · {digest.summary}")
    _add(feed, "updated", _moment(digest.made_at))
    _add(feed, "link", rel="alternate", type="text/html", href="https://huggingface.co/papers")
    _add(_add(feed, "author"), "name", "Daily Papers")
    for item in digest.items:
        _atom_paper(_add(feed, "entry"), item, digest.made_at)
    xml.indent(feed)
    data: bytes = xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _atom_paper(entry: xml.Element, item: Item, made_at: datetime) -> None:
    _add(entry, "id", f"{TAG}:paper:{item.id}")
    _add(entry, "title", item.title)
    # A moment that stays the same, so that a paper does not come back as unread.
    _add(entry, "updated", _moment(datetime.combine(item.listed, _NOON, UTC) if item.listed else made_at))
    _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    _add(entry, "link", rel="related", type="text/html", href=item.discussion)
    if item.code:
        _add(entry, "link", rel="related", href=item.code)
    for name in item.authors:
        _add(_add(entry, "author"), "name", name)
    for name in item.watches:
        _add(entry, "category", term=name)
    body = _add(_add(entry, "summary", type="xhtml"), "div", xmlns=_XHTML)
    for paragraph in filter(None, (" · ".join(item.facts), item.sentence)):
        _add(body, "p", paragraph)


def _add(parent: xml.Element, name: str, text: str = "", **attributes: str) -> xml.Element:
    element = xml.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


_STYLE: Final = """\
:root{color-scheme:light dark}
body{margin:0;background:#fdfcfa;color:#22211f;font:16px/1.55 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}
main{max-width:42rem;margin:0 auto;padding:24px 16px 48px}
h1{font-size:1.5rem;line-height:1.25;margin:0;text-wrap:balance}
.summary{margin:4px 0 28px}
ol{list-style:none;margin:0;padding:0}
li{border-top:1px solid #dedad2;padding:18px 0}
h2,h3{font-size:1.125rem;line-height:1.35;margin:0}
h2.section{margin:28px 0 10px}
p{margin:6px 0 0}
a{color:#0b57a4}
h2 a,h3 a{color:inherit;text-decoration-color:#b5aea2;text-underline-offset:3px}
.facts,.links,.summary{font:14px/1.5 system-ui,sans-serif;color:#65615a}
.links a{margin-right:16px}
@media(prefers-color-scheme:dark){body{background:#1b1a18;color:#e9e6e0}li{border-color:#3a3733}a{color:#8fc1f5}
.facts,.links,.summary{color:#aaa49a}h2 a,h3 a{text-decoration-color:#6d675e}}
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def html(digest: Digest) -> bytes:
    """HTML 5 in UTF-8; foreign text is escaped, and addresses are those that may be opened."""
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(digest.title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(digest.title)}</h1>\n<p class="summary">{escape(digest.summary)}</p>\n'
        + "".join(map(_html_section, digest.sections))
        + "</main>\n</body>\n</html>\n"
    ).encode()


def _html_section(section: Section) -> str:
    heading = f'<h2 class="section">{escape(section.heading)}</h2>\n' if section.heading else ""
    papers = "".join(_html_paper(item, "h3" if section.heading else "h2") for item in section.items)
    return f"{heading}<ol>\n{papers}</ol>\n"


def _html_paper(item: Item, level: str) -> str:
    more = [("arXiv", item.url), ("Discussion", item.discussion), ("Code", item.code)]
    rows = [
        f'<{level}><a href="{escape(item.url)}" dir="auto">{escape(item.title)}</a></{level}>',
        f'<p class="facts" dir="auto">{escape(" · ".join(item.facts))}</p>',
        f'<p dir="auto">{escape(item.sentence)}</p>' if item.sentence else "",
        '<p class="links">' + "\n".join(f'<a href="{escape(url)}">{name}</a>' for name, url in more if url) + "</p>",
    ]
    return "<li>\n" + "\n".join(filter(None, rows)) + "\n</li>\n"


COLUMNS: Final = 60
"""Cells of a line of text; only an address is longer."""

_WIDE: Final = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\U00020000-\U0003fffd"
_PIECE: Final = re.compile(rf"\s*(?:[{_WIDE}][^\w\s]*|[^\s{_WIDE}]+)")
"""What stays on one line: a word, or a character of a script without blanks, with the full stop behind it."""


def text(digest: Digest) -> bytes:
    """Plain text: a number, the title, facts, a sentence and the links of each paper."""
    head = "\n".join([_filled(digest.title), "=" * min(len(digest.title), COLUMNS), _filled(digest.summary)])
    papers = _parts(digest, lambda heading: f"{heading}\n{'-' * len(heading)}", _text_paper)
    return ("\n\n".join([head, *papers]) + "\n").encode()


def markdown(digest: Digest) -> bytes:
    """Markdown (CommonMark): a heading, and under it a list item a paper, whose title is the link."""
    papers = "\n\n".join(_parts(digest, lambda heading: f"## {heading}", _entry))
    return f"# {escaped(digest.title)}\n\n{escaped(digest.summary)}\n\n{papers}\n".encode()


def _parts(digest: Digest, headed: Callable[[str], str], paper: Callable[[int, Item], str]) -> Iterator[str]:
    """The headings of the sections, and the papers with their numbers, which go on from one section to the next."""
    numbers = count(1)
    for section in digest.sections:
        if section.heading:
            yield headed(section.heading)
        yield from (paper(next(numbers), item) for item in section.items)


def _text_paper(number: int, item: Item) -> str:
    mark = f"{number}. "
    indent = " " * len(mark)
    rows = [_filled(item.title, mark, indent), _facts(item.facts, indent)]
    if item.sentence:
        rows.append(_filled(item.sentence, indent, indent))
    rows += [f"{indent}{url}" for url in (item.url, item.discussion, item.code) if url]
    return "\n".join(rows)


def _entry(number: int, item: Item) -> str:
    mark = f"{number}. "
    indent = " " * len(mark)
    links = [f"[discussion]({item.discussion})", *([f"[code]({item.code})"] if item.code else [])]
    rows = [
        f"{mark}**[{escaped_title(item.title)}]({item.url})**  ",
        indent + " · ".join([*map(escaped, item.facts), *links]),
        *(["", f"{indent}{escaped(item.sentence)}"] if item.sentence else []),
    ]
    return "\n".join(rows)


def _facts(facts: Iterable[str], indent: str) -> str:
    """Facts in lines of at most `COLUMNS` cells, none of them parted unless it is longer than a line."""
    rows: list[str] = []
    for fact in facts:
        if rows and _cells(f"{rows[-1]} · {fact}") <= COLUMNS - len(indent):
            rows[-1] += f" · {fact}"
        else:
            rows.append(fact)
    return "\n".join(_filled(row, indent, indent) for row in rows)


def _filled(line: str, first: str = "", others: str = "") -> str:
    """A text in lines of at most `COLUMNS` cells."""
    return "\n".join(f"{others if number else first}{row}" for number, row in enumerate(_rows(line, len(others))))


def _rows(line: str, indent: int) -> Iterator[str]:
    row, room = "", COLUMNS - indent
    for piece in _PIECE.findall(line):
        if row and _cells(row + piece) > room:
            yield row
            row, piece = "", piece.lstrip()
        row += piece
        while _cells(row) > room:
            end = next(end for end in range(1, len(row)) if _cells(row[: end + 1]) > room)
            yield row[:end]
            row = row[end:]
    yield row


def _cells(text: str) -> int:
    """How wide a text is on a terminal (Unicode Standard Annex 11)."""
    return sum(
        0 if category(character) in ("Mn", "Me", "Cf") else 1 + (east_asian_width(character) in "WF")
        for character in text
    )
