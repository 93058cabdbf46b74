"""A digest as plain text and as Markdown, both of lines that fit a narrow window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Final
from unicodedata import category, east_asian_width

from reader.formats.digest import Digest, Item
from reader.formats.markdown import escaped

COLUMNS: Final = 60
"""Cells of a line; only an address and what a Markdown link hangs on it is longer."""

_WIDE: Final = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\U00020000-\U0003fffd"
_PIECE: Final = re.compile(rf"\s*(?:[{_WIDE}][^\w\s]*|[^\s{_WIDE}]+)")
"""What stays on one line: a word, or a character of a script without blanks, with the full stop behind it."""


def text(digest: Digest) -> bytes:
    """Plain text: a number, the title, facts, a sentence and the links of each paper."""
    head = [_filled(digest.title), "=" * min(len(digest.title), COLUMNS), _filled(digest.summary)]
    papers = [_paper(number, item) for number, item in enumerate(digest.items, 1)]
    return ("\n".join(head) + "\n\n" + "\n\n".join(papers) + "\n").encode()


def markdown(digest: Digest) -> bytes:
    """Markdown (CommonMark): a heading, and under it a list item a paper, whose title is the link."""
    papers = "\n\n".join(_entry(number, item) for number, item in enumerate(digest.items, 1))
    return f"# {escaped(digest.title)}\n\n{escaped(digest.summary)}\n\n{papers}\n".encode()


def _paper(number: int, item: Item) -> str:
    mark = f"{number}. "
    indent = " " * len(mark)
    rows = [_filled(item.title, mark, indent), _filled(" · ".join(item.facts), indent, indent)]
    if item.sentence:
        rows.append(_filled(item.sentence, indent, indent))
    rows += [f"{indent}{url}" for url in (item.url, item.discussion, item.code) if url]
    return "\n".join(rows)


def _entry(number: int, item: Item) -> str:
    mark = f"{number}. "
    indent = " " * len(mark)
    links = [f"[discussion]({item.discussion})", *([f"[code]({item.code})"] if item.code else [])]
    about = " ·\n".join([*_soft(" · ".join(item.facts), indent), *links])
    rows = f"**[{chr(10).join(_soft(item.title, indent))}]({item.url})**  \n{about}"
    if item.sentence:
        rows += "\n\n" + "\n".join(_soft(item.sentence, indent))
    return mark + "\n".join(f"{indent}{row}" if row else "" for row in rows.split("\n")).removeprefix(indent)


def _soft(line: str, indent: str) -> list[str]:
    """Lines of Markdown that are one when it is shown; broken at blanks only, for a blank is what is shown there."""
    rows = wrap(line, COLUMNS - len(indent), break_long_words=False, break_on_hyphens=False)
    return [escaped(row) for row in rows]


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
