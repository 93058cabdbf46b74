"""Texts that came as what a browser shows: no marks at all, and every sign of a formula on a line of its own.

An invisible operator leaves an empty line within the formula. A display stands between a line with one tab and a line
with two, and its number follows. What was raised or divided cannot be told any more: the signs are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reader.papers.full_text.headings import is_references
from reader.papers.full_text.lines import Line, plain_letters
from reader.papers.full_text.lists import without_citing

TOKEN_LIMIT: Final = 14
"""Characters of the longest sign."""
DISPLAY_LIMIT: Final = 1_000
"""Lines of the longest display."""
HEADING_LIMIT: Final = 120

_SUBSECTION: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4}|[A-Z](?:\.\d{1,2}){1,4})(?=[^\W\d_])\s*(\S[^\n]*)$")
_SECTION: Final = re.compile(r"(\d{1,2})(?=[A-Z][a-z])(\S[^\n]*[^.\s,;:])$")
_LISTED: Final = re.compile(r"(\d{1,2}|[A-Z])\s?(\S[^\n]*)$")
_BARE_SECTIONS: Final = frozenset(("References", "Bibliography", "Acknowledgments", "Acknowledgements", "Appendix"))
_NUMBER: Final = re.compile(r"\([A-Z]?\.?\d{1,3}(?:\.\d{1,3})?[a-z]?\)$")
_ENTRY: Final = re.compile(r"[^\n]{3,60} \(\d{4}[a-z]?\)$")
_FUNCTION: Final = re.compile(r"[A-Za-z]{1,6}$")
_GOES_ON: Final = re.compile(r"[\s.,;:)\]!?’'-]")


def joined(lines: Sequence[Line], sections: frozenset[str] = frozenset()) -> list[Line]:
    """Join what belongs together, and say what is a heading, a display or a table.

    Args:
        lines: As they came.
        sections: The headings of sections as the table of contents has them.
    """
    return [*_joined(lines, sections)]


def _joined(lines: Sequence[Line], sections: frozenset[str]) -> Iterator[Line]:
    place, in_references, is_below = 0, False, False
    decided = 0
    while place < len(lines):
        text = lines[place].text
        if lines[place].kind is not None:
            yield lines[place]
            place += 1
        elif not text.strip():
            if _begins_display(lines, place):
                decided = decided if decided > place else _decided(lines, place + 1)
                display, place = _display(lines, place, decided)
                yield display
                yield Line("", "")
                continue
            yield lines[place]
            place += 1
        elif heading := _heading(lines, place, sections, is_below=is_below):
            in_references = is_references(heading.text)
            yield heading
            yield Line("", "")
            place += 1
            is_below = True
            continue
        elif "\t" in text.rstrip(" "):
            table, place = _table(lines, place)
            yield table
        elif in_references and _ENTRY.match(text):
            entry, place = _entry(lines, place, sections)
            yield entry
        else:
            paragraph, place = _paragraph(lines, place)
            yield paragraph
        is_below = False


def _is_token(text: str) -> bool:
    return len(text) <= TOKEN_LIMIT and text.split() == [text]


def _is_sign(lines: Sequence[Line], place: int) -> bool:
    """Whether a line behind an empty one goes on with a formula: a sign, or a function whose argument follows."""
    text = lines[place].text if place < len(lines) else ""
    if not _is_token(text):
        return False
    if len(text) == 1 or not text.isascii() or not any(map(str.isalpha, text)):
        return text not in ("•", "-", "–", "*")
    following = next((line.text for line in lines[place + 1 : place + 3] if line.text), "")
    return _FUNCTION.match(text) is not None and text.islower() and len(following) == 1


def _paragraph(lines: Sequence[Line], start: int) -> tuple[Line, int]:
    """A paragraph with its formulas."""
    parts = [lines[start].text]
    is_formula = _is_sign(lines, start)
    place = start + 1
    while place < len(lines):
        text = lines[place].text
        if not text:
            # An empty line within a formula.
            if not is_formula or parts[-1] in (".", ";") or not _is_sign(lines, place + 1):
                break
            place += 1
            continue
        if "\t" in text:
            break
        if not (
            is_formula or (parts[-1].endswith(" ") and _is_token(text)) or (text[0] == " " and _is_token(parts[-1]))
        ):
            break
        is_formula = _is_token(text)
        parts.append(text)
        place += 1
    raw = "\n".join(line.raw for line in lines[start:place])
    return Line(plain_letters("".join(parts)).strip(), raw), place


def _begins_display(lines: Sequence[Line], place: int) -> bool:
    text = lines[place].text
    return text.strip(" ") == "\t" and place + 1 < len(lines)


def _is_sign_of_display(text: str) -> bool:
    return bool(text.strip()) or "\t" not in text


def _decided(lines: Sequence[Line], place: int) -> int:
    """The place of the next line that would end a display, or that is too long for one."""
    while place < len(lines):
        text = lines[place].text
        if len(text.strip("\t")) > 4 * TOKEN_LIMIT if _is_sign_of_display(text) else text.count("\t") > 1:
            break
        place += 1
    return place


def _display(lines: Sequence[Line], start: int, end: int) -> tuple[Line, int]:
    """A display from its tab to its two tabs, with its number; the tab alone where it does not end.

    Args:
        lines: All lines.
        start: That of the tab.
        end: The next one that decides whether it is one.
    """
    if end >= min(len(lines), start + DISPLAY_LIMIT) or _is_sign_of_display(lines[end].text):
        return Line("", lines[start].raw), start + 1
    signs: list[str] = []
    for line in lines[start + 1 : end]:
        text = line.text
        if _is_sign_of_display(text):
            # Two empty lines divide rows, as of cases.
            is_row = not text and len(signs) > 1 and not signs[-1]
            signs.append("; " if is_row else text.strip("\t"))
        else:
            signs.append("  ")
    end += 1
    number = ""
    if end < len(lines) and _NUMBER.match(lines[end].text.strip()):
        number = f"\t{lines[end].text.strip()}"
        end += 1
    raw = "\n".join(line.raw for line in lines[start:end])
    return Line(plain_letters("".join(signs).strip()) + number, raw, "formula"), end


def _table(lines: Sequence[Line], start: int) -> tuple[Line, int]:
    """A table whose cells are divided by tabs; a formula in a cell breaks its row."""
    rows: list[str] = []
    place = start
    while place < len(lines) and "\t" in lines[place].text:
        row = lines[place].text
        place += 1
        while place < len(lines) and (row.endswith("\t") or lines[place].text.startswith("\t")):
            row += lines[place].text
            place += 1
        rows.append(row.rstrip("\t ") if row.strip() else "")
    raw = "\n".join(line.raw for line in lines[start:place])
    return Line(plain_letters("\n".join(filter(None, rows))), raw, "table"), place


def _heading(lines: Sequence[Line], place: int, sections: frozenset[str], *, is_below: bool = False) -> Line | None:
    """A heading behind an empty line, or right below another one."""
    text = lines[place].text.strip()
    if len(text) > HEADING_LIMIT or (place and not is_below and lines[place - 1].text.strip()):
        return None
    if found := _SUBSECTION.match(text):
        return Line(f"{found[1]} {found[2]}", lines[place].raw, "heading", found[1].count(".") + 1)
    if text in sections or text in _BARE_SECTIONS:
        listed = _LISTED.match(text) if text in sections and text not in _BARE_SECTIONS else None
        words = f"{listed[1]} {listed[2]}" if listed and _is_number(listed[1], listed[2]) else text
        return Line(words, lines[place].raw, "heading", 1)
    if not sections and (found := _SECTION.match(text)):
        return Line(f"{found[1]} {found[2]}", lines[place].raw, "heading", 1)
    return None


def _is_number(label: str, words: str) -> bool:
    """Whether the first letter of a listed heading is its number: `AImplementation`, not `Acknowledgments`."""
    return label.isdigit() or words[:1].isupper()


def _entry(lines: Sequence[Line], start: int, sections: frozenset[str]) -> tuple[Line, int]:
    """An entry of the references: its label, the authors, the title and the rest, a line each."""
    place = start + 1
    while place < len(lines) and not _ENTRY.match(lines[place].text) and not _heading(lines, place, sections):
        if "\t" in lines[place].text or place - start > 30:
            break
        place += 1
    rows = [text for line in lines[start:place] if (text := line.text.strip())]
    raw = "\n".join(line.raw for line in lines[start:place]).strip("\n")
    return Line(plain_letters(without_citing(" ".join(rows))), raw, "reference"), place
