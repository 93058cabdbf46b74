"""The orders in which papers can be sorted, and the way through their rows: the next of a kind, the nearest shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper

if TYPE_CHECKING:
    from reader.papers.period import Direction
    from reader.papers.taste import Interests

Order = Literal["upvotes", "comments", "stars", "date", "title", "for-you", "starred", "match", "trending"]
"""What a list is sorted by; `for-you` by what the user starred before.

`starred` is for lists of starred papers, `match` for what a search found, `trending` for the order of what is trending.
"""

MarksById = Mapping[str, Mark]
"""Marks by the id of their paper; papers that were never marked are missing."""


def ordered(
    papers: Iterable[Paper], order: Order, marks: MarksById, interests: Interests = MappingProxyType({})
) -> tuple[Paper, ...]:
    """Sort papers, the largest or newest first but titles from A to Z; equal ones stay in their order, as do
    matches and what is trending.

    Papers that left the list of their day come last, unless stars are what counts; what has no such value comes after
    what has one.
    """
    keys: dict[Order, Callable[[Paper], Any]] = {
        "upvotes": lambda paper: -paper.upvotes,
        "comments": lambda paper: -paper.comments,
        "stars": lambda paper: -(-1 if paper.github_stars is None else paper.github_stars),
        "date": lambda paper: -(paper.published.toordinal() if paper.published else 0),
        "title": lambda paper: paper.shown_title.casefold(),
        "for-you": lambda paper: (-interests[paper.id].score if paper.id in interests else 1, -paper.upvotes),
        "starred": lambda paper: -_starred_at(marks.get(paper.id, UNMARKED)),
    }
    if order in ("match", "trending"):
        return tuple(papers)
    key = keys[order]
    return tuple(sorted(papers, key=lambda paper: (paper.gone and order != "starred", key(paper))))


def _starred_at(mark: Mark) -> int:
    return mark.starred.at if mark.starred is not None else 0


def next_index(
    papers: Sequence[Paper], wanted: Callable[[Paper], bool], since: int, direction: Direction
) -> int | None:
    """The index of the next wanted paper after an index, or before it; from the other end on where there is none."""
    after, before = range(since + 1, len(papers)), range(max(since, 0))
    indexes = [*after, *before] if direction > 0 else [*reversed(before), *reversed(after)]
    return next((index for index in indexes if wanted(papers[index])), None)


def further_index(
    papers: Sequence[Paper], wanted: Callable[[Paper], bool], since: int, direction: Direction
) -> int | None:
    """The index of the next wanted paper after an index, or before it, with nothing after the end of the list."""
    indexes = range(since + 1, len(papers)) if direction > 0 else reversed(range(min(max(since, 0), len(papers))))
    return next((index for index in indexes if wanted(papers[index])), None)


def nearest(paper: str, papers: Sequence[Paper], members: frozenset[str]) -> str:
    """The id of a paper if it is a member, else of the next member in a list, else of the one before; or nothing."""
    place = next((place for place, other in enumerate(papers) if other.id == paper), 0)
    onwards = chain(islice(papers, place, None), reversed(papers[:place]))
    return next((other.id for other in onwards if other.id in members), "")
