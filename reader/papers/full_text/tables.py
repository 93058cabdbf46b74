"""Tables, as far as the converter leaves them: with bars, with tabs, or collapsed into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reader.papers.full_text.dropped import TABLE_RULE
from reader.papers.full_text.lines import Line
from reader.papers.full_text.pieces import Found, Piece, after_blanks, is_blank, raw_of

ROW_LIMIT: Final = 240
"""Characters of the longest line that may be a row of a collapsed table."""

_NUMBER: Final = re.compile(r"(?<![\w.])[-−+±]?\d[\d,.]*%?")
_CELL: Final = re.compile(r"\]\d[^\s\]]* [-−]?\d")
_EMPTY: Final = re.compile(r"\][-–](?=\d)")
_CITED: Final = re.compile(r"\](?=[\d–-])")
_CAPTION: Final = re.compile(r"(?:Table|Tab\.)\s*(?:LABEL:\S+|[A-Z]?\.?\d+(?:\.\d+)*)\s*(?:[:.|]|(?=[A-Z]))")
_ANY_CAPTION: Final = re.compile(
    r"(?P<what>Figure|Fig\.|Table|Tab\.|Listing)\s*(?:LABEL:\S+?|[A-Z]?\.?\d{1,3}(?:\.\d{1,3})*)\s*[:.|]\s*"
)


def is_caption(text: str) -> bool:
    """Whether a paragraph is what stands above or below a table."""
    return text.startswith("Tab") and _CAPTION.match(text) is not None


def caption(text: str) -> str:
    """What a caption is of: `Figure`, `Table` or `Listing`; empty where a paragraph is none."""
    found = _ANY_CAPTION.match(text) if text[:1] in ("F", "T", "L") else None
    return found["what"].replace("Fig.", "Figure").replace("Tab.", "Table") if found else ""


def spaced_caption(text: str) -> str:
    """A caption with one blank behind its number: `Table 1:Kinds`."""
    found = _ANY_CAPTION.match(text)
    return f"{found[0].rstrip()} {text[found.end() :]}" if found else text


def piped(lines: Sequence[Line], place: int) -> Found | None:
    """A table with bars: its cells are divided by tabs."""
    end = place
    while end < len(lines) and lines[end].text.startswith("|"):
        end += 1
    if end - place < 2 and not (end > place and lines[place].text.rstrip().endswith("|")):
        return None
    rows = [
        "\t".join(cell.strip() for cell in _cells(line.text))
        for line in lines[place:end]
        if not TABLE_RULE.pattern.fullmatch(line.text)  # type: ignore[union-attr]
    ]
    return Found(Piece("table", 0, "\n".join(rows), raw_of(lines, place, end)), end)


def _cells(row: str) -> list[str]:
    row = row.strip()
    row = row[1:] if row.startswith("|") else row
    return (row[:-1] if row.endswith("|") else row).split("|")


class Runs:
    """The runs of short lines of a text, which may be collapsed tables; each run is looked at once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take all lines."""
        self._lines = lines
        self._end = -1
        """Where the last run ends that was looked at."""
        self._numbers: list[int] = []
        """How many lines with numbers it has from each place to its end, from the last place on."""

    def collapsed(self, place: int, before: str) -> Found | None:
        """A table whose rows are lines and whose cells are divided by blanks, beside its caption: its lines stay.

        Args:
            place: Where it may begin, behind all places that were asked for before.
            before: The paragraph before it.
        """
        lines = self._lines
        if place >= self._end:
            self._end, self._numbers = self._end_of(place), []
        end = self._end
        if end - place < 3 or not (is_blank(lines, end) or is_caption(lines[end].text)):
            return None
        follows = after_blanks(lines, end)
        is_beside = is_caption(before) or (follows < len(lines) and is_caption(lines[follows].text))
        if not is_beside or self._with_numbers(place) * 2 < end - place:
            return None
        text = _with_blanks("\n".join(line.text.strip() for line in lines[place:end]))
        return Found(Piece("table", 0, text, raw_of(lines, place, end)), end)

    def _end_of(self, place: int) -> int:
        lines = self._lines
        while not is_blank(lines, place) and len(lines[place].text) <= ROW_LIMIT and not is_caption(lines[place].text):
            place += 1
        return place

    def _with_numbers(self, place: int) -> int:
        if not self._numbers:
            count = 0
            for line in reversed(self._lines[place : self._end]):
                count += len(_NUMBER.findall(line.text)) >= 2
                self._numbers.append(count)
        return self._numbers[self._end - place - 1]


def _with_blanks(text: str) -> str:
    """Add the blanks missing behind citations; a dash there is an empty cell where other rows have one more cell."""
    if _CELL.search(text):
        text = _EMPTY.sub("] - ", text)
    return _CITED.sub("] ", text)
