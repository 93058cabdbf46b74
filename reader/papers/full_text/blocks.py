"""From lines to blocks: what begins where, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reader.papers.full_text import headings
from reader.papers.full_text.algorithms import algorithm
from reader.papers.full_text.figures import figure
from reader.papers.full_text.headings import Levels
from reader.papers.full_text.lines import Line
from reader.papers.full_text.lists import is_item, item, may_mark
from reader.papers.full_text.pieces import Found, Piece, is_blank, paragraph_end, raw_of
from reader.papers.full_text.tables import Runs, caption, piped, spaced_caption

CODE_LIMIT: Final = 200
"""Lines of the longest code that is believed: the converter loses the end of some."""

_FENCE: Final = re.compile(r"\s{0,3}```[^`\n]{0,40}$")
_CODE: Final = re.compile(
    r"(?:def |class |import |from \w+ import |return\b|(?:for|while|if|elif|with) [^\n]{1,80}:$|else:|try:|pass$|self\."
    r"|@\w|print\(|#include|[A-Za-z_][\w.]{0,40}(?:\[[^\]\n]{1,40}\])? ?[-+*/]?= ?[^=\s]|[}\])]+[,;]?$)"
)
_FOOTNOTE: Final = re.compile(r"††|\d{1,2}\s?footnotetext:")
_NOT_WORDS: Final = re.compile(
    r"\\(?:begin|end)\{[A-Za-z]{1,20}\*?\}|\\(?:text[a-z]*|mathrm|mathbf|mathit|mathsf|mathtt|mathcal|mathbb|operatorname\*?|mbox)\{[^{}]{0,200}\}"
    r"|\\[A-Za-z]+\*?|[_^]\{[^{}]{0,200}\}|\{|\}"
)
_COMMAND: Final = re.compile(r"\\[A-Za-z]{2}")
_SIGN: Final = re.compile(r"[\\{}_^]")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NUMBERED: Final = re.compile(r"\s*\((\d{1,3}[a-z]?|[A-Z]\.?\d{1,3}|\d{1,2}\.\d{1,3})\)\s*$")
FORMULA_LIMIT: Final = 20_000
"""Characters of the longest paragraph that may be a formula."""


def pieces_of(lines: Sequence[Line]) -> Iterator[Piece]:
    """Yield the blocks of a text, whose own text is still as it came."""
    levels, runs = Levels(_depths(lines)), Runs(lines)
    place, before, in_references = 0, "", False
    while place < len(lines):
        line = lines[place]
        if not (begin := line.text.lstrip()[:1]):
            place += 1
            continue
        found = _known(line, place) or _heading(lines, place, levels)
        if found is not None and found.piece.kind == "heading":
            in_references = headings.is_references(found.piece.text)
        if found is None:
            # Most paragraphs begin with a letter, with which few others do.
            found = (
                (_code(lines, place) if begin == "`" else None)
                or (figure(lines, place) if begin == "!" else None)
                or (piped(lines, place) if begin == "|" and line.text[0] == "|" else None)
                or (algorithm(lines, place) if begin == "A" else None)
                or runs.collapsed(place, before)
                or (item(lines, place, is_reference=in_references) if may_mark(begin) else None)
                or _paragraph(lines, place)
            )
        yield found.piece
        before, place = found.piece.text[:80], found.end


def paragraphs(lines: Sequence[Line]) -> Iterator[Piece]:
    """Yield the paragraphs of a text that has no structure, but for headings with marks."""
    place = 0
    while place < len(lines):
        if is_blank(lines, place):
            place += 1
            continue
        heading = headings.atx(lines[place].text)
        end = place + 1 if heading else paragraph_end(lines, place)
        text = heading[1] if heading else "\n".join(line.text.strip() for line in lines[place:end])
        yield Piece("heading" if heading else "paragraph", 1 if heading else 0, text, raw_of(lines, place, end))
        place = end


def _known(line: Line, place: int) -> Found | None:
    if line.kind is None:
        return None
    return Found(Piece(line.kind, line.level, line.text, line.raw, line.spans or None), place + 1)


def _depths(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    for place, line in enumerate(lines):
        text = line.text
        if not text or line.kind is not None:
            continue
        if text[0] == "#" and (found := headings.atx(text)) and not headings.is_pseudo(found[0]):
            yield found
        elif depth := _underlined(lines, place):
            yield depth, text.strip()


def _underlined(lines: Sequence[Line], place: int) -> int:
    """The depth of a heading by the line under it; 0 where it is none."""
    under = lines[place + 1].text if place + 1 < len(lines) else ""
    return headings.setext(lines[place].text, under.rstrip()) if under.startswith(("-", "=")) else 0


def _heading(lines: Sequence[Line], place: int, levels: Levels) -> Found | None:
    text = lines[place].text
    if found := headings.atx(text):
        depth, words = found
        end = place + 1
        if headings.is_pseudo(depth):
            return Found(Piece("label", 0, headings.labelled(words), raw_of(lines, place, end)), end)
    elif depth := _underlined(lines, place):
        words, end = text.strip(), place + 2
    else:
        return None
    words = headings.spaced(words)
    return Found(Piece("heading", levels.of(depth, words), words, raw_of(lines, place, end)), end)


def _code(lines: Sequence[Line], place: int) -> Found | None:
    if not _FENCE.match(lines[place].text):
        return None
    for end in range(place + 1, min(len(lines), place + CODE_LIMIT)):
        if headings.ends_code(lines[end].text):
            closed = end
            break
        if _FENCE.match(lines[end].text):
            closed = end + 1
            break
    else:
        return None
    inner = [line.raw for line in lines[place + 1 : closed] if not _FENCE.match(line.text)]
    text = "\n".join(inner).strip("\n").expandtabs(4)
    return Found(Piece("code", 0, text, raw_of(lines, place, closed), ()), closed)


def _paragraph(lines: Sequence[Line], place: int) -> Found:
    end = place + 1
    while not is_blank(lines, end) and lines[end].kind is None and not _begins(lines, end):
        end += 1
    rows = [line.text.strip() for line in lines[place:end]]
    text, raw = rows[0] if len(rows) == 1 else "\n".join(rows), raw_of(lines, place, end)
    if headings.is_label(text):
        return Found(Piece("label", 0, headings.labelled(text), raw), end)
    if len(rows) > 1 and _COMMAND.search(text) and '"' not in text and is_display(text):
        # A row may begin as an assignment does: `W=\\begin{bmatrix}…`.
        return Found(Piece("formula", 0, "\n".join(map(_numbered, _rows(rows))), raw), end)
    if _is_code(rows):
        return Found(Piece("code", 0, "\n".join(line.raw for line in lines[place:end]).expandtabs(4), raw, ()), end)
    if is_display(text):
        return Found(Piece("formula", 0, "\n".join(map(_numbered, _rows(rows))), raw), end)
    if what := caption(text):
        return Found(Piece("figure" if what == "Figure" else "caption", 0, spaced_caption(text), raw), end)
    return Found(Piece("footnote" if _FOOTNOTE.match(text) else "paragraph", 0, text, raw), end)


def _is_code(rows: Sequence[str]) -> bool:
    """Whether lines look like those of a program, which must stay lines: listings come without a fence, too."""
    return len(rows) > 1 and sum(_CODE.match(row) is not None for row in rows[:60]) * 2 >= min(len(rows), 60)


def _begins(lines: Sequence[Line], place: int) -> bool:
    """Whether something other than the paragraph before begins at a line, without an empty one between them."""
    text = lines[place].text
    first = text.lstrip()[:1]
    if first in ("#", "!", "`", "|") and (
        headings.atx(text) or text.startswith(("![Image", "| ")) or _FENCE.match(text)
    ):
        return True
    if is_item(text) and text[:1] in ("*", " ", "1"):
        return True
    return _underlined(lines, place) > 0


def is_display(text: str) -> bool:
    """Whether a paragraph is a formula by itself: TeX, and no words outside of it."""
    if len(text) > FORMULA_LIMIT or ("\\" not in text and "_{" not in text and "^{" not in text):
        return False
    if text.startswith("\\displaystyle"):
        return True
    first = _SIGN.search(text)
    if first and _WORD.search(text, 0, first.start()):
        return False
    rest = _NOT_WORDS.sub(" ", text)
    return not _WORD.search(_NOT_WORDS.sub(" ", rest) if "{" in text else rest)


def _rows(rows: Sequence[str]) -> list[str]:
    """The rows of a display: what stands between `\\begin` and `\\end` is one."""
    joined: list[str] = []
    opened = 0
    for row in rows:
        if opened > 0 and joined:
            joined[-1] += f" {row}"
        else:
            joined.append(row)
        opened += row.count("\\begin{") - row.count("\\end{")
    return joined


def _numbered(row: str) -> str:
    """A row of a display, its number behind a tab: `…\\right](1)`."""
    found = _NUMBERED.search(row, max(0, len(row) - 16))
    return f"{row[: found.start()]}\t({found[1]})" if found and found.start() else row
