"""What is told about a paper under its title: facts in columns at the right edge, where the eye finds them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reader.papers import humanize
from reader.papers.models import Paper
from reader.ui.widgets.cells import pad, width_of
from reader.ui.widgets.paper_blocks import SEPARATOR

GAP: Final = 2
"""Blanks before a column."""
LEAST: Final = 14
"""Cells that an organization is worth showing in; for fewer the words of the columns are short ones."""
LEGIBLE: Final = 6
"""Cells that its beginning says something in."""
SHORT: Final = {"author": "auth.", "comment": "comm."}
"""What is written for a noun where there is little room."""
_NONE: Final[Mapping[str, date]] = {}


class Columns(Struct, frozen=True):
    """The cells of every column, 0 for one that is left out, and how its words are written."""

    authors: int = 0
    day: int = 0
    comments: int = 0
    stars: int = 0
    are_short: bool = False

    @property
    def width(self) -> int:
        """The cells of all of them."""
        return sum(width + GAP for width in (self.authors, self.day, self.comments, self.stars) if width)


def columns_of(
    papers: Sequence[Paper], today: date, width: int, *, days: Mapping[str, date] = _NONE, explained: bool = False
) -> Columns:
    """The columns of a list; what does not fit is left out, and the organization gives way before that.

    Args:
        papers: The papers.
        today: The day it is, for dates without their year.
        width: The cells of a line.
        days: The day of a paper by its id, where they are of several days.
        explained: Whether is told why each paper is where it is, which takes the place of numbers.
    """
    shown = (days.get(paper.id) or paper.published for paper in papers)
    years = {day.year for day in shown if day}
    most_stars = max((paper.github_stars or 0 for paper in papers), default=0)
    stars = _digits(most_stars) + len(" ☆") if most_stars else 0
    if explained:
        return Columns(0, _day_width(years, today, are_short=not days), 0, stars, are_short=True)
    authors = max((len(paper.authors) for paper in papers), default=0)
    comments = max((paper.comments for paper in papers), default=0)
    for are_short in (False, True):
        widest = (_width(authors, "author", are_short), _width(comments, "comment", are_short))
        columns = Columns(widest[0], _day_width(years, today, are_short and not days), widest[1], stars, are_short)
        if width - columns.width >= LEAST:
            return columns
    if columns.width > width:
        columns = replace(columns, comments=0)
    if columns.width > width:
        columns = replace(columns, authors=0)
    return columns if columns.width <= width else replace(columns, stars=0)


def _day_width(years: Set[int], today: date, are_short: bool) -> int:
    if years <= {today.year}:
        return len("30 Sep") if years else 0
    return len("Sep 2025" if are_short else "30 Sep 2025")


def _day(day: date, today: date, cells: int) -> str:
    """A day, or where it has too little room the month of one of another year."""
    said = humanize.short_day(day, today)
    return said if len(said) <= cells else said.partition(" ")[2]


def _width(most: int, noun: str, is_short: bool) -> int:
    """The cells of a column of numbers up to one."""
    return _digits(most) + len(_counted(2, noun, is_short)) - 1 if most else 0


def _digits(most: int) -> int:
    """The cells of numbers up to one: of thousands there are never more than four."""
    return len(str(most)) if most < 1000 else len("9.9k")


def _counted(count: int, noun: str, is_short: bool) -> str:
    return f"{humanize.number(count)} {SHORT[noun]}" if is_short else humanize.counted(count, noun)


def facts_line(
    paper: Paper,
    columns: Columns,
    today: date,
    width: int,
    *,
    noted: bool = False,
    why: str = "",
    day: date | None = None,
) -> str:
    """What is told about a paper under its title, as wide as the line.

    Args:
        paper: The paper.
        columns: Those of its list.
        today: The day it is, for dates without their year.
        width: The cells of the line.
        noted: Whether there is a note on it.
        why: Why it is where it is, if that is to be told.
        day: Its day, which is told in place of the date of its first version, where a list has several.
    """
    told = day or paper.published
    facts = (
        (columns.authors, _counted(len(paper.authors), "author", columns.are_short) if paper.authors else ""),
        (columns.day, _day(told, today, columns.day) if told else ""),
        (columns.comments, _counted(paper.comments, "comment", columns.are_short) if paper.comments else ""),
        (columns.stars, f"{humanize.number(paper.github_stars)} ☆" if paper.github_stars else ""),
    )
    cells = [f"{fact:>{wide + GAP}}" for wide, fact in facts if wide]
    signs = SEPARATOR.join(
        filter(
            None,
            (
                "note" if noted else "",
                "no longer listed" if paper.gone else "",
                "withdrawn" if paper.withdrawn else "",
            ),
        )
    )
    while cells and len("".join(cells)) + width_of(signs) > width:
        del cells[0]  # The others stay where they are.
    edge = "".join(cells)
    room = max(0, width - len(edge))
    left = SEPARATOR.join(filter(None, (why, signs)))
    organization = paper.organization.name if paper.organization else ""
    between = len(SEPARATOR) if left else 0
    if room - width_of(left) - between >= min(width_of(organization), LEGIBLE):
        left = SEPARATOR.join(filter(None, (left, organization)))
    return pad(left, room) + edge
