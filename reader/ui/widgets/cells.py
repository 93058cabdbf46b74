"""Text measured in terminal cells: cut to a width, broken into lines, compared; a cluster is never cut.

Rich's tables say how wide a character is. A wide one (CJK, emoji) takes two cells, a mark none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.ui.patches.line import NARROW
from reader.ui.signs import ellipsis

_WORD = re.compile(r"\S+(?: ·(?= ))?")
"""What a line is broken between: a dot between two things stays with the first one."""
_DOT = " · "


def width_of(text: str) -> int:
    """The width of a text in cells; Rich looks every character up, and most texts are ASCII."""
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int) -> str:
    """Cut a text to a width in cells, with an ellipsis where something is missing."""
    if width_of(text) <= width:
        return text
    end = ellipsis()[: max(0, width)]
    room = max(0, width - len(end))
    if NARROW.fullmatch(text):
        return text[:room].rstrip() + end
    used = 0
    for start, _, cells in split_graphemes(text)[0]:
        if used + cells > room:
            return text[:start].rstrip() + end
        used += cells
    return text


def pad(text: str, width: int) -> str:
    """Cut a text to a width in cells or fill it up with blanks."""
    text = fit(text, width)
    return text + " " * (width - width_of(text))


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break a paragraph into lines of a width in cells.

    Returns:
        The start and end of every line in the text, without the blanks around it; at least one line.
    """
    width = max(width, 2)
    if NARROW.fullmatch(text):
        return [*_lines_of_narrow(text, width)]
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for first, last, cells in _pieces(text, width):
        gap = width_of(text[end:first]) if used else 0
        if used and used + gap + cells > width:
            lines.append((start, end))
            start, used = first, cells
        else:
            start = start if used else first
            used += gap + cells
        end = last
    lines.append((start, end))
    return lines


def wrap_facts(text: str, width: int) -> list[tuple[int, int]]:
    """Break facts with a dot between them into lines, as `wrap` does: between two of them, where the dot is left out.

    >>> [("3 comments · 4 ☆ · guessed"[start:end]) for start, end in wrap_facts("3 comments · 4 ☆ · guessed", 16)]
    ['3 comments · 4 ☆', 'guessed']
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for fact in text.split(_DOT):
        end = start + len(fact)
        if lines and width_of(text[lines[-1][0] : end]) <= width:
            lines[-1] = lines[-1][0], end
        else:
            lines += [(start + first, start + last) for first, last in wrap(fact, width)]
        start = end + len(_DOT)
    return lines


def _lines_of_narrow(text: str, width: int) -> Iterator[tuple[int, int]]:
    """What `wrap` returns where a character is a cell: ten times as fast, as it looks at lines and not at words."""
    end = len(text.rstrip(" "))
    start = end - len(text[:end].lstrip(" "))
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut < 0:
            cut = start + _first_part(text[start : start + width])
            yield start, cut
            start = cut
        else:
            if text.startswith(" · ", cut) and (before := text.rfind(" ", start, cut)) > start:
                cut = before
            yield start, start + len(text[start:cut].rstrip(" "))
            start = cut
        while text[start] == " ":
            start += 1
    yield start, end


def _first_part(word: str) -> int:
    """Where to break a word of which a whole line is given: an address behind a `/`, but for those of its scheme."""
    slash = word.rfind("/")
    return slash + 1 if slash > 0 and word[slash - 1] not in "/:" else len(word)


def _pieces(text: str, width: int) -> Iterator[tuple[int, int, int]]:
    """What a line is made of: start, end and cells, none wider than a line."""
    for match in _WORD.finditer(text):
        cells = width_of(match[0])
        if cells <= min(width, len(match[0])):
            yield match.start(), match.end(), cells
        else:
            yield from _parts(match[0], match.start(), width)


def _parts(word: str, offset: int, width: int) -> Iterator[tuple[int, int, int]]:
    """Parts of a word that is too long or has wide characters, whose scripts have no blanks to break lines at."""
    start = used = 0
    graphemes = split_graphemes(word)[0]
    if all(cells == 1 == last - first for first, last, cells in graphemes):
        while len(word) - start > width:
            end = start + _first_part(word[start : start + width])
            yield offset + start, offset + end, width  # A line of its own, be it shorter.
            start = end
        yield offset + start, offset + len(word), len(word) - start
        return
    for first, last, cells in graphemes:
        if used and (cells == 2 or used + cells > width):
            yield offset + start, offset + first, used
            used = 0
        if not used:
            start = first
        used += cells
        if cells == 2:
            yield offset + start, offset + last, used
            start, used = last, 0
    if start < len(word):
        yield offset + start, offset + len(word), used


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a text, with all of each character of which it has a part: an accent, a joined emoji."""
    if text.isascii() or start >= end:
        return start, end
    clusters = [(first, last) for first, last, _ in split_graphemes(text)[0] if first < end and last > start]
    return clusters[0][0], clusters[-1][1]


def with_style(line: Strip, start: int, end: int, style: Style) -> Strip:
    """A line some characters of which have another style over their own."""
    segments: list[Segment] = []
    here = 0
    for text, own, _ in line:
        first, last = (max(0, min(at - here, len(text))) for at in (start, end))
        parts = ((text[:first], own), (text[first:last], own + style if own else style), (text[last:], own))
        segments += [Segment(part, kind) for part, kind in parts if part]
        here += len(text)
    return Strip(segments, line.cell_length)


def with_letters(line: Strip, letters: Iterable[tuple[int, str]], style: Style) -> Strip:
    """A line with letters before what they lead to: on what separates it there, else on its beginning.

    Args:
        line: The line.
        letters: The column where each begins that has a letter, and the letter, or two.
        style: The style of the letters.
    """
    for column, letter in letters:
        before = line.crop(max(0, column - len(letter)), column).text
        is_free = len(before) == len(letter) and not before.strip(" ·([")
        start = column - (len(letter) if is_free else before.endswith(" "))
        written = Strip([Segment(letter, style)])
        line = Strip.join([line.crop(0, start), written, line.crop(start + len(letter), line.cell_length)])
    return line


def changed_columns(before: Strip, now: Strip) -> tuple[int, int]:
    """The first column in which two narrow lines of equal width differ, and the column after the last."""
    old, new = [*before], [*now]
    if len(old) == len(new) == 1:  # As most lines of a text are.
        start, end = _common(old, new)
    else:
        start, end = _common(old, new)[0], _common(old[::-1], new[::-1])[1]
    return start, max(start, now.cell_length - end)


def _common(old: Iterable[Segment], new: Iterable[Segment]) -> tuple[int, int]:
    """The width of the equal segments that two lines begin with, and of blanks at either end of the next ones."""
    width = 0
    for before, now in zip(old, new, strict=False):
        if before != now:
            blanks = _common_blanks(before.text, now.text) if before.style == now.style else (0, 0)
            return width + blanks[0], width + blanks[1]
        width += len(now.text)
    return width, width


def _common_blanks(before: str, now: str) -> tuple[int, int]:
    """How many blanks both of two texts begin and end with."""
    return (
        min(len(before) - len(before.lstrip()), len(now) - len(now.lstrip())),
        min(len(before) - len(before.rstrip()), len(now) - len(now.rstrip())),
    )
