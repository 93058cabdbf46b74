"""What a search gives, paper by paper: the measure that everything faster has to agree with."""

from __future__ import annotations

from datetime import date
from heapq import nlargest
from typing import Final, NamedTuple

from reader.papers.listing import MarksById
from reader.papers.marks import UNMARKED
from reader.papers.models import Feed, Paper
from reader.papers.query import Place, Query
from reader.papers.query.terms import texts

SEARCHED: Final[tuple[Place, ...]] = ("title", "abstract", "authors", "keywords")
"""Where a word without a field is looked for."""


class Rank(NamedTuple):
    """How well a paper answers a query; the greatest comes first."""

    in_title: bool
    """Whether all words that are looked for stand in the title."""
    whole: bool
    """Whether all of them stand somewhere as whole words."""
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
    words = {place: frozenset(query.term.needles(place)) for place in SEARCHED}
    text = texts(paper)
    found = {word for place in SEARCHED for word in words[place] if word.finds_whole(text[place])}
    return Rank(
        in_title=all(word.finds(text["title"]) for word in words["title"]),
        whole=found == frozenset().union(*words.values()),
        day=day,
        id=paper.id,
    )


def _rank(match: Match) -> Rank:
    return match.rank
