"""What is told about a paper under its title: facts in columns at the right edge, where the eye finds them again."""

from __future__ import annotations

import re
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
ROOMY: Final = 32
"""Cells that most organizations fit in; where there are fewer, the words of the columns are short ones."""
FAIR: Final = 20
"""Cells that an organization can be told by; rather than fewer, it is given those of how many authors there are."""
LEGIBLE: Final = 6
"""Cells that its beginning says something in."""
SHORT: Final = {"author": "auth.", "comment": "comm."}
"""What is written for a noun where there is little room."""
_SHORTER: Final = (
    (r"(?i)^The ", ""),
    (r"(?i)(?<=\bUniv)ersity\b", "."),
    (r"(?i)(?<=\bInst)itute\b", "."),
    (r"(?i)(?<=\bLab)orator(y|ies)\b", "."),
    (r"(?i)(?<=\bTech)nology\b", "."),
    (r"(?i)(?<=\bNat)ional\b", "l."),
    (r"(?i) and ", " & "),
)
"""What of the names of organizations is written shorter where they do not fit, the first thing first."""
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
    """The columns of a list; for a fair room for the organization words are shortened, and numbers left out.

    Args:
        papers: The papers.
        today: The day it is, for dates without their year.
        width: The cells of a line.
        days: The day of a paper by its id, where they are of several days.
        explained: Whether is told why each paper is where it is, which takes the place of numbers.
    """
    # Different values first: of 50,000 papers it is a third of the time.
    shown = {days.get(paper.id) or paper.published for paper in papers} if days else {one.published for one in papers}
    years = {day.year for day in shown if day}
    most_stars = max(filter(None, {paper.github_stars for paper in papers}), default=0)
    stars = _digits(most_stars) + len(" ☆") if most_stars else 0
    if explained:
        return Columns(0, _day_width(years, today, are_short=not days), 0, stars, are_short=True)
    authors = max({len(paper.authors) for paper in papers}, default=0)
    comments = max({paper.comments for paper in papers}, default=0)
    columns = Columns()
    for least, are_short in ((ROOMY, False), (FAIR, True)):
        widest = (_width(authors, "author", are_short), _width(comments, "comment", are_short))
        columns = Columns(widest[0], _day_width(years, today, are_short and not days), widest[1], stars, are_short)
        if width - columns.width >= least:
            return columns
    for fewer in (replace(columns, authors=0), replace(columns, authors=0, comments=0)):
        if width - fewer.width >= FAIR:
            return fewer
    return fewer if fewer.width <= width else replace(fewer, stars=0)


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
    why: str = "",
    day: date | None = None,
    author: str = "",
) -> str:
    """What is told about a paper under its title, as wide as the line.

    Args:
        paper: The paper.
        columns: Those of its list.
        today: The day it is, for dates without their year.
        width: The cells of the line.
        why: Why it is where it is, if that is to be told.
        day: Its day, which is told in place of the date of its first version, where a list has several.
        author: Who of its authors is looked for, and takes the place of the organization.
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
        filter(None, ("no longer listed" if paper.gone else "", "withdrawn" if paper.withdrawn else ""))
    )
    while cells and len("".join(cells)) + width_of(signs) > width:
        del cells[0]  # The others stay where they are.
    edge = "".join(cells)
    room = max(0, width - len(edge))
    left = SEPARATOR.join(filter(None, (why, signs)))
    whose = _whose(paper, author)
    between = len(SEPARATOR) if left else 0
    here = room - width_of(left) - between
    if author and width_of(whose) > here:
        whose = initialled(author)
    if here >= min(width_of(whose), LEGIBLE):
        left = SEPARATOR.join(filter(None, (left, shortened(whose, here))))
    return pad(left, room) + edge


def _whose(paper: Paper, author: str) -> str:
    """An author, the organization of a paper, or who is named first."""
    if author:
        return author
    if paper.organization and (name := paper.organization.name.strip()):
        return name
    first = paper.authors[0].name if paper.authors else ""
    return f"{first} et al." if first and len(paper.authors) > 1 else first


def initialled(name: str) -> str:
    """The name of an author with the letters for all but the last part of it.

    >>> initialled("Ada May Winter"), initialled("Ada"), initialled("A. Winter")
    ('A. M. Winter', 'Ada', 'A. Winter')
    """
    *others, last = name.split() or [""]
    return " ".join([*(f"{other[0]}." for other in others), last])


def shortened(name: str, cells: int) -> str:
    """The name of an organization with its usual words as short as it takes, as far as that helps.

    >>> shortened("National University of Northern Harbours", 36), shortened("University of Tides", 19)
    ('National Univ. of Northern Harbours', 'University of Tides')
    """
    for long, short in _SHORTER:
        if width_of(name) <= cells:
            break
        name = re.sub(long, short, name)
    return name
