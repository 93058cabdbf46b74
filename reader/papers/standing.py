"""How the papers of a list stand: which are dimmed, which are watched, how many are unread; and the list in numbers.

A list may have 50,000 papers, and one of them is marked at a time: what a mark changes is found from that paper alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper
from reader.papers.ordering import MarksById, Order

if TYPE_CHECKING:
    from reader.papers.found import Found
    from reader.papers.query import Query, Watches

Filter = Literal["all", "unread", "starred"]
"""Which papers of a list are shown."""

FILTERS: Final[tuple[Filter, ...]] = ("all", "unread", "starred")
"""In the order in which a key goes through them."""


def fits(filter: Filter, mark: Mark) -> bool:
    """Whether a filter shows a paper with a mark."""
    return filter == "all" or (mark.is_starred if filter == "starred" else not mark.is_read)


def fitting(ids: frozenset[str], filter: Filter, marks: MarksById) -> frozenset[str]:
    """The ids of papers that a filter shows, of some."""
    if filter == "all":
        return ids
    if filter == "starred":
        return ids & {id for id, mark in marks.items() if mark.is_starred}
    return ids - {id for id, mark in marks.items() if mark.is_read}


class Standing(Struct, frozen=True):
    """How the papers of a list stand."""

    unread: int = 0
    """Papers that were not read, also those that the filter hides."""
    matches: frozenset[str] | None = None
    """Ids of the rows that the query matches; None where there is no query."""
    dimmed: frozenset[str] = frozenset()
    """Ids of the rows that do not match the query or the filters, and of those that a watch dims."""
    watched: Mapping[str, tuple[str, ...]] = {}
    """The names of the watches that a paper matches, by its id, also for papers that the filter hides."""


class Rules(Struct, frozen=True):
    """What decides on that, beside the marks."""

    base: Filter = "all"
    """What all of the papers were when they were listed."""
    filter: Filter = "all"
    query: Query | None = None
    watches: Watches | None = None

    def is_match(self, paper: Paper, mark: Mark) -> bool:
        """Whether the query matches a paper; always where there is none."""
        return self.query is None or self.query.matches(paper, mark)

    def is_dimmed(self, paper: Paper, mark: Mark) -> bool:
        """Whether a row is not what is looked for."""
        if not (fits(self.base, mark) and fits(self.filter, mark) and self.is_match(paper, mark)):
            return True
        # What is searched for is never ignored.
        return self._ignores and self.watches is not None and self.watches.ignores(paper, mark)

    @property
    def _ignores(self) -> bool:
        return self.query is None and self.watches is not None and bool(self.watches.ignoring)

    def names_of(self, paper: Paper, mark: Mark) -> tuple[str, ...]:
        """The names of the watches that a paper matches."""
        return self.watches.names_of(paper, mark) if self.watches is not None else ()

    def standing(self, papers: Mapping[str, Paper], rows: Iterable[Paper], marks: MarksById) -> Standing:
        """How the papers of a list stand.

        Args:
            papers: All papers of it, by their ids.
            rows: Those that are shown.
            marks: The marks.
        """
        rows = tuple(rows)
        read = sum(mark.is_read and id in papers for id, mark in marks.items())
        matches = None
        if self.query is not None:
            matches = frozenset(row.id for row in rows if self.is_match(row, marks.get(row.id, UNMARKED)))
        ids = frozenset([row.id for row in rows])
        fit = fitting(fitting(ids, self.base, marks), self.filter, marks)
        dimmed = ids - (fit if matches is None else fit & matches)
        if self._ignores:
            dimmed |= {row.id for row in rows if self.is_dimmed(row, marks.get(row.id, UNMARKED))}
        watched = {}
        if self.watches is not None:
            named = ((id, self.names_of(paper, marks.get(id, UNMARKED))) for id, paper in papers.items())
            watched = {id: names for id, names in named if names}
        return Standing(len(papers) - read, matches, dimmed, watched)

    def changed(
        self, before: Standing, papers: Iterable[Paper], rows: frozenset[str], old: MarksById, new: MarksById
    ) -> Standing:
        """How the papers of a list stand after the marks of some of them changed.

        Args:
            before: How they stood.
            papers: Those that changed.
            rows: The ids of those among them that are shown.
            old: Their marks before.
            new: Their marks now.
        """
        unread, watched = before.unread, dict(before.watched)
        matching, dimmed = set(), set()
        for paper in papers:
            mark = new.get(paper.id, UNMARKED)
            unread += old.get(paper.id, UNMARKED).is_read - mark.is_read
            if names := self.names_of(paper, mark):
                watched[paper.id] = names
            else:
                watched.pop(paper.id, None)
            if paper.id in rows:
                matching |= {paper.id} if self.is_match(paper, mark) else set()
                dimmed |= {paper.id} if self.is_dimmed(paper, mark) else set()
        matches = before.matches
        if matches is not None:
            matches = matches - rows | matching
        return Standing(unread, matches, before.dimmed - rows | dimmed, watched)


class Arrangement(Struct, frozen=True):
    """What is shown of a list, and in which order."""

    filter: Filter = "all"
    order: Order = "upvotes"


class Summary(Struct, frozen=True):
    """A list in numbers, and how it is arranged."""

    papers: int = 0
    unread: int = 0
    arrangement: Arrangement = Arrangement()
    query: str = ""
    found: int = 0
    """Rows that the query matches."""
    is_narrowed: bool = False
    """Whether only what the query matches is shown."""
    watched: int = 0
    search: Found | None = None
