"""A query answered with sets of papers, and the best of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import product
from typing import Final

from reader.papers.query import Place, Query
from reader.papers.query.needle import Needle
from reader.papers.query.terms import MARKS, All, Any, Measure, Not, State, Term, Text, Thing
from reader.papers.relevance import SEARCHED, agreed, is_titled, ranked_by
from reader.store.index import sets
from reader.store.index.phrases import Found
from reader.store.index.segment import FACTS, UNKNOWN, Segment
from reader.store.index.table import union

Marked = Mapping[str, Collection[str]]
"""The ids of the papers that are `read`, `starred` and `noted`, and whose `full_text` was read."""
_FEW: Final = 500
"""Titles that are read sooner than a plural is looked for: 2 µs each."""


class UnknownTermError(ValueError):
    """A term that cannot be answered from the index."""


class Evaluation:
    """A query, answered from one file of the index."""

    def __init__(self, query: Query, segment: Segment, live: int, marked: Marked) -> None:
        """Take what is needed.

        Args:
            query: What is looked for.
            segment: Where.
            live: Those of its papers that count.
            marked: The papers that are marked in one of the ways that the query asks for.
        """
        self._query = query
        self._segment = segment
        self._live = live
        self._marked = marked
        self._find = cache(self._found_in)

    def matching(self) -> int:
        """The papers that the query matches.

        Raises:
            UnknownTermError: A term cannot be answered.
        """
        return self._fitting(self._query.term) & self._live

    def ranks(self, matching: int) -> Iterator[tuple[tuple[bool, bool, bool], int]]:
        """Part matching papers by how well they answer (`reader.papers.relevance.Rank`), the best first."""

        def of_name(term: Text) -> int:
            if not is_titled(term):
                return matching
            found = self._find(term.needle, "title")
            return found.whole | self._plurals(term.needle, found.anywhere & ~found.whole & matching)

        def of_title(term: Text) -> int:
            return self._find(term.needle, "title").anywhere if is_titled(term) else matching

        def of_any(term: Text) -> int:
            places = ranked_by(term)
            return union(self._find(term.needle, place).whole for place in places) if places else matching

        named, whole, in_title = (agreed(self._query.term, of, matching) for of in (of_name, of_any, of_title))
        for first, second, third in product((True, False), repeat=3):
            papers = matching & _those(named, first) & _those(whole, second) & _those(in_title, third)
            if papers:
                yield (first, second, third), papers

    def _plurals(self, needle: Needle, papers: int) -> int:
        """Those papers, of some that have a text inside of words of the title, that have it there with an s."""
        if sets.count(papers) > _FEW:
            return self._find(needle.plural, "title").whole
        title, size = self._segment.columns["title"], self._segment.size
        named = (paper for paper in sets.ascending(papers, size) if needle.plural.finds_whole(title.text(paper)))
        return sets.of(named, size)

    def _fitting(self, term: Term) -> int:
        if isinstance(term, Any):
            return union(map(self._fitting, term.terms))
        if isinstance(term, All):
            found = sets.full(self._segment.size)
            for part in term.terms:
                # Of hundreds of words, few are looked for.
                if not found:
                    break
                found &= self._fitting(part)
            return found
        if isinstance(term, Not):
            return sets.full(self._segment.size) & ~self._fitting(term.term)
        if isinstance(term, Text):
            return self._having(term)
        if isinstance(term, Measure):
            return self._between(term)
        if isinstance(term, Thing):
            return self._segment.fact(term.name)
        if isinstance(term, State):
            return self._in_state(term.name)
        raise UnknownTermError(type(term).__name__)

    def _having(self, term: Text) -> int:
        places: tuple[Place, ...] = SEARCHED if term.where == "anywhere" else (term.where,)
        found = union(self._find(term.needle, place).anywhere for place in places)
        if term.id is not None:
            found |= sets.of_flags(bytes(id == term.id for id in self._segment.ids))
        return found

    def _between(self, term: Measure) -> int:
        low, high = max(term.low, UNKNOWN + 1), term.high
        return sets.of_flags(bytes(low <= number <= high for number in self._segment.numbers(term.name)))

    def _in_state(self, name: str) -> int:
        if name in FACTS:
            return self._segment.fact(name)
        if name not in MARKS:
            raise UnknownTermError(name)
        found = sets.of_flags(bytes(map(self._marked[MARKS[name]].__contains__, self._segment.ids)))
        return sets.full(self._segment.size) & ~found if name == "unread" else found

    def _found_in(self, needle: Needle, place: Place) -> Found:
        return self._segment.columns[place].find(needle)


def _those(papers: int, are_meant: bool) -> int:
    """A set of papers, or all others."""
    return papers if are_meant else ~papers
