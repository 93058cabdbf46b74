"""A list of papers before any are selected from it, and the selection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.cli.params import Selection
from reader.cli.sorting import Sort
from reader.cli.source import FetchedFeed
from reader.papers.listing import is_unread
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper
from reader.papers.ordering import MarksById
from reader.papers.period import Period

if TYPE_CHECKING:
    from reader.papers.query import Watches


class PaperList(NamedTuple):
    """A whole list of papers before any are selected from it."""

    period: Period
    papers: tuple[Paper, ...]
    marks: MarksById = {}
    found: FetchedFeed | None = None
    days: Mapping[str, date] = {}
    """Of a search, a week, a month and what is trending: the day of each paper by its id."""
    reasons: Mapping[str, str] = {}
    """Why a paper is in it, by its id, where that is to be told."""
    fetched_at: datetime | None = None
    """When the Hub found them, if it was searched."""


class Choice:
    """Selects papers from one list after the other, each paper once."""

    def __init__(self, selection: Selection, watches: Watches | None) -> None:
        self._unread = selection.unread
        self._limit = selection.limit
        self._taken: set[str] = set()
        self.passed_over = False
        """Whether there were papers that were not selected."""
        self._query = None
        if selection.query.strip():
            # Takes 5 ms that most lists do not need.
            from reader.papers.query import NO_WATCHES, parse

            self._query = parse(selection.query, watches or NO_WATCHES)

    @property
    def asks_for_marks(self) -> bool:
        """Whether the query depends on the marks."""
        if self._query is None:
            return False
        from reader.papers.query.terms import states

        return bool(states(self._query.term))

    @property
    def count(self) -> int:
        """How many papers were selected."""
        return len(self._taken)

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached."""
        return self._limit is not None and self.count >= self._limit

    def of(self, one: PaperList, sort: Sort) -> tuple[Paper, ...]:
        """Select papers of a list."""
        papers = tuple(paper for paper in one.papers if self._is_wanted(paper, one.marks))
        papers = sort(papers, one.marks)
        if self._limit is not None:
            papers = papers[: self._limit - self.count]
        self.passed_over |= len(papers) < len(one.papers)
        self._taken.update(paper.id for paper in papers)
        return papers

    def _is_wanted(self, paper: Paper, marks: MarksById) -> bool:
        if paper.id in self._taken or (self._unread and not is_unread(paper, marks)):
            return False
        return self._query is None or self._query.matches(paper, marks.get(paper.id, UNMARKED))
