"""The lines of a full text on their way to blocks: what each says, and how it came."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from reader.papers.full_text.model import BlockKind, Span

ITALIC: Final = {
    code: ord(unicodedata.normalize("NFKC", chr(code)))
    for code in (*range(0x1D434, 0x1D468), 0x210E, *range(0x1D6A4, 0x1D6A6), *range(0x1D6E2, 0x1D71C))
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
}
"""Mathematical italic letters and the plain ones: only these, as 𝒩 and 𝑁 may be two things in one formula."""
_MAY_BE_ITALIC: Final = re.compile("[\u210e\U0001d434-\U0001d71b]")
"""Those and some others: two ranges are found several times as fast as all of them."""


class Line(NamedTuple):
    """A line, or several that are one."""

    text: str
    raw: str
    kind: BlockKind | None = None
    """What it is, where it is known before it is looked at."""
    level: int = 0
    spans: tuple[Span, ...] = ()
    """The parts of a line that needs no further reading."""


def lines_of(text: str) -> list[Line]:
    """Divide a text into lines."""
    return [Line(line, line) for line in text.split("\n")]


def plain_letters(text: str) -> str:
    """Replace italic letters by plain ones, one for one.

    >>> plain_letters("𝑥 ∈ 𝒳")
    'x ∈ 𝒳'
    """
    return text.translate(ITALIC) if not text.isascii() and _MAY_BE_ITALIC.search(text) else text
