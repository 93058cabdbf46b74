"""What a search gives, paper by paper: the measure that everything faster has to agree with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import reduce
from heapq import nlargest
from operator import and_, or_
from typing import Final, NamedTuple

from reader.papers.listing import MarksById
from reader.papers.marks import UNMARKED
from reader.papers.models import Feed, Paper
from reader.papers.query import Place, Query
from reader.papers.query.terms import All, Any, Term, Text, texts

SEARCHED: Final[tuple[Place, ...]] = ("title", "abstract", "authors", "keywords")
"""Where a word without a field is looked for."""


class Rank(NamedTuple):
    """How well a paper answers a query; the greatest comes first."""

    named: bool
    """Whether all words that are looked for are whole words of the title, or plurals."""
    whole: bool
    """Whether all of them stand somewhere as whole words."""
    in_title: bool
    """Whether all of them stand in the title, be it inside other words."""
    day: date
    """The newest day that lists the paper."""
    id: str


class Match(NamedTuple):
    """A paper that a query matches, as its newest stored day has it."""

    rank: Rank
    paper: Paper


class Matches:
    """The papers of some days that a query matches; the newest day has to be added first."""

    def __init__(self, query: Query) -> None:
        """Begin with no day."""
        self._query = query
        self._seen: set[str] = set()
        self._found: list[Match] = []

    def add(self, feed: Feed, marks: MarksById) -> None:
        """Add those papers of a day that no newer one has."""
        for paper in feed.papers:
            if paper.id not in self._seen and self._query.matches(paper, marks.get(paper.id, UNMARKED)):
                self._found.append(Match(rank(self._query, paper, feed.day), paper))
            self._seen.add(paper.id)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._found)

    @property
    def days(self) -> tuple[date, date] | None:
        """The oldest and the newest day of them."""
        days = [match.rank.day for match in self._found]
        return (min(days), max(days)) if days else None

    def best(self, limit: int | None = None) -> list[Match]:
        """The first of them, in order."""
        if limit is None:
            return sorted(self._found, key=_rank, reverse=True)
        return nlargest(limit, self._found, key=_rank)


def rank(query: Query, paper: Paper, day: date) -> Rank:
    """Tell how well a paper answers a query that matches it."""
    text = texts(paper)

    title = text["title"]

    def is_named(term: Text) -> bool:
        return not is_titled(term) or any(word.finds_whole(title) for word in (term.needle, term.needle.plural))

    def is_whole(term: Text) -> bool:
        places = ranked_by(term)
        return not places or any(term.needle.finds_whole(text[place]) for place in places)

    def is_in_title(term: Text) -> bool:
        return not is_titled(term) or term.needle.finds(title)

    named, whole, in_title = (bool(agreed(query.term, says, 1)) for says in (is_named, is_whole, is_in_title))
    return Rank(named, whole, in_title, day, paper.id)


def agreed(term: Term, of: Callable[[Text], int], everything: int) -> int:
    """What the texts that a query wants say together: all of them, but of alternatives one is enough.

    Args:
        term: The query.
        of: What one of its texts says: yes or no, or a set of papers as the bits of a number.
        everything: What is said by terms that are no text, or are left out.
    """
    if isinstance(term, Any):
        return reduce(or_, (agreed(one, of, everything) for one in term.terms), 0)
    if isinstance(term, All):
        return reduce(and_, (agreed(one, of, everything) for one in term.terms), everything)
    return of(term) if isinstance(term, Text) else everything


def ranked_by(term: Text) -> tuple[Place, ...]:
    """Where a text counts for the order; nowhere if it is one of an organization."""
    if term.where == "anywhere":
        return SEARCHED
    return (term.where,) if term.where in SEARCHED else ()


def is_titled(term: Text) -> bool:
    """Whether a text may stand in the title."""
    return "title" in ranked_by(term)


def _rank(match: Match) -> Rank:
    return match.rank
