"""How a list of papers is arranged: which of them are in it, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from reader.papers.marks import UNMARKED, Mark, merged_mark
from reader.papers.models import Paper

Filter = Literal["all", "unread", "starred"]
"""Which papers of a list are shown."""
Order = Literal["upvotes", "comments", "stars", "date", "title", "starred"]
"""What a list is sorted by; `starred` is for lists of starred papers."""

FILTERS: Final[tuple[Filter, ...]] = ("all", "unread", "starred")
"""In the order in which a key goes through them."""

MarksById = Mapping[str, Mark]
"""Marks by the id of their paper; papers that were never marked are missing."""


class Arrangement(NamedTuple):
    """What is shown of a list, and in which order."""

    filter: Filter = "all"
    order: Order = "upvotes"


class Listing(NamedTuple):
    """Papers in the order in which they came, with their marks."""

    papers: tuple[Paper, ...] = ()
    marks: MarksById = {}
    fetched_at: datetime | None = None
    """When the Hub gave them; None where their records are stored already."""
    base: Filter = "all"
    """What all of them were when they were listed."""

    @property
    def is_of_stars(self) -> bool:
        """Whether the papers are listed because they were starred, and not of a day."""
        return self.base == "starred"


def listing_of(starred: Iterable[tuple[Paper, Mark]]) -> Listing:
    """A list of all starred papers, whose records are stored already."""
    pairs = tuple(starred)
    return Listing(tuple(paper for paper, _ in pairs), {paper.id: mark for paper, mark in pairs}, base="starred")


def is_unread(paper: Paper, marks: MarksById) -> bool:
    """Whether a paper was not read."""
    return not marks.get(paper.id, UNMARKED).is_read


def fitting(papers: Iterable[Paper], filter: Filter, marks: MarksById) -> frozenset[str]:
    """The ids of the papers that a filter shows."""
    ids = frozenset(paper.id for paper in papers)
    if filter == "all":
        return ids
    if filter == "starred":
        return frozenset(id for id in ids if id in marks and marks[id].is_starred)
    return frozenset(id for id in ids if id not in marks or not marks[id].is_read)


def joined(shown: MarksById, stored: MarksById, papers: Iterable[Paper]) -> MarksById:
    """The marks of papers from two sources, either of which may be newer for a paper."""
    ids = [paper.id for paper in papers if paper.id in shown or paper.id in stored]
    return {id: merged_mark(shown.get(id, UNMARKED), stored.get(id, UNMARKED)) for id in ids}


def next_index(
    papers: Sequence[Paper], wanted: Callable[[Paper], bool], since: int, direction: Literal[-1, 1]
) -> int | None:
    """The index of the next wanted paper after an index, or before it; from the other end on where there is none."""
    after, before = range(since + 1, len(papers)), range(max(since, 0))
    indexes = [*after, *before] if direction > 0 else [*reversed(before), *reversed(after)]
    return next((index for index in indexes if wanted(papers[index])), None)


def nearest(paper: str, papers: Sequence[Paper], members: frozenset[str]) -> str:
    """The id of a paper if it is a member, else of the next member in a list, else of the one before; or nothing."""
    ids = [other.id for other in papers]
    place = ids.index(paper) if paper in ids else 0
    return next((id for id in [*ids[place:], *reversed(ids[:place])] if id in members), "")


def ordered(papers: Iterable[Paper], order: Order, marks: MarksById) -> tuple[Paper, ...]:
    """Sort papers, the largest or newest first but titles from A to Z; equal ones stay in their order.

    Papers that left the list of their day come last, unless stars are what counts; what has no such value comes after
    what has one.
    """
    keys: dict[Order, Callable[[Paper], Any]] = {
        "upvotes": lambda paper: -paper.upvotes,
        "comments": lambda paper: -paper.comments,
        "stars": lambda paper: -(-1 if paper.github_stars is None else paper.github_stars),
        "date": lambda paper: -(paper.published.toordinal() if paper.published else 0),
        "title": lambda paper: paper.shown_title.casefold(),
        "starred": lambda paper: -_starred_at(marks.get(paper.id, UNMARKED)),
    }
    key = keys[order]
    return tuple(sorted(papers, key=lambda paper: (paper.gone and order != "starred", key(paper))))


def _starred_at(mark: Mark) -> int:
    return mark.starred.at if mark.starred is not None else 0
