"""Text measured in terminal cells: cut to a width, broken into lines; a cluster is never cut.

Rich's tables say how wide a character is. A wide one (CJK, emoji) takes two cells, a mark none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rich.cells import cell_len, split_graphemes

_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f900-\U0001f9ff\U00020000-\U0003fffd"
)
_WORD = re.compile(r"\S+")


@cache
def _word_or_wide() -> re.Pattern[str]:
    """What a line is not broken in: a word, or one wide character, as those scripts have no blanks.

    Compiled when it is needed: it takes 7 ms, and most papers are ASCII.
    """
    return re.compile(rf"[{_WIDE}](?:[\ufe0f\u0300-\u036f]|\u200d.)*|[^\s{_WIDE}]+")


def fit(text: str, width: int) -> str:
    """Cut a text to a width in cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    used = 0
    for start, _, cells in split_graphemes(text)[0]:
        if used + cells > width - 1:
            return text[:start].rstrip() + "…" if width > 0 else ""
        used += cells
    return text


def pad(text: str, width: int) -> str:
    """Cut a text to a width in cells or fill it up with blanks."""
    text = fit(text, width)
    return text + " " * (width - cell_len(text))


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break a paragraph into lines of a width in cells.

    Returns:
        The start and end of every line in the text, without the blanks around it; at least one line.
    """
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for first, last, cells in _pieces(text, max(width, 2)):
        gap = cell_len(text[end:first]) if used else 0
        if used and used + gap + cells > width:
            lines.append((start, end))
            start, used = first, cells
        else:
            start = start if used else first
            used += gap + cells
        end = last
    lines.append((start, end))
    return lines


def _pieces(text: str, width: int) -> Iterator[tuple[int, int, int]]:
    """What a line is made of: start, end and cells, none wider than a line."""
    pieces = _WORD if text.isascii() else _word_or_wide()
    for match in pieces.finditer(text):
        cells = cell_len(match[0])
        if cells <= width:
            yield match.start(), match.end(), cells
        else:
            yield from _broken(match[0], match.start(), width)


def _broken(word: str, offset: int, width: int) -> Iterator[tuple[int, int, int]]:
    start = used = 0
    for first, _, cells in split_graphemes(word)[0]:
        if used + cells > width:
            yield offset + start, offset + first, used
            start, used = first, 0
        used += cells
    yield offset + start, offset + len(word), used
