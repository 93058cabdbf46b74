"""A list of papers as it is shown: which of them are in it, in which order, and what stands out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader.papers.marks import UNMARKED, Mark, joined
from reader.papers.models import Paper
from reader.papers.ordering import MarksById as MarksById
from reader.papers.ordering import Order as Order
from reader.papers.ordering import further_index, nearest, next_index, ordered
from reader.papers.period import Day, Trending, opens_at
from reader.papers.standing import FILTERS as FILTERS
from reader.papers.standing import Arrangement as Arrangement
from reader.papers.standing import Filter as Filter
from reader.papers.standing import Rules, Standing, fitting
from reader.papers.standing import Summary as Summary

if TYPE_CHECKING:
    from reader.papers.found import Found, Kind
    from reader.papers.models import Feed
    from reader.papers.period import Direction, OnePaper
    from reader.papers.query import Query, Watches
    from reader.papers.taste import Interests


class Listing(Struct, frozen=True):
    """Papers in the order in which they came, with their marks."""

    papers: tuple[Paper, ...] = ()
    marks: MarksById = {}
    fetched_at: datetime | None = None
    """When the Hub gave them; None where their records are stored already."""
    base: Filter = "all"
    """What all of them were when they were listed."""
    interests: Interests = {}
    """How interesting the papers are, as far as that was asked for."""
    search: Found | None = None
    """The search that found them, if one did."""
    one: OnePaper | None = None
    """The one paper that was asked for by itself, if one was."""
    gathered: Feed | None = None
    """The week, the month or what is trending, if they are that."""

    @property
    def kind(self) -> Kind:
        """What it is of; one paper is arranged as a day is."""
        if self.search is not None:
            return "search"
        if self.gathered is not None and isinstance(self.gathered.period, Trending):
            return "trending"
        return "starred" if self.is_of_stars else "day"

    @property
    def days(self) -> Mapping[str, date]:
        """The day of a paper, by its id, where they are of several days."""
        if self.search is not None:
            return self.search.days
        return {one.id: one.listed for one in self.papers if one.listed} if self.gathered else {}

    def confirmed_at(self, id: str) -> datetime | None:
        """When the Hub gave a paper, or the earliest time at which it can have; None where its record is stored."""
        return self.fetched_at or (opens_at(self.days[id]) if id in self.days else None)

    @property
    def has_unknown(self) -> bool:
        """Whether of a paper nothing but its id is known, as can be of a star."""
        return not all(paper.is_known for paper in self.papers)

    @property
    def is_of_stars(self) -> bool:
        """Whether the papers are listed because they were starred, and not of a day."""
        return self.base == "starred"


def listing_of(starred: Iterable[tuple[Paper, Mark]]) -> Listing:
    """A list of all starred papers, whose records are stored already."""
    pairs = tuple(starred)
    return Listing(tuple(paper for paper, _ in pairs), {paper.id: mark for paper, mark in pairs}, base="starred")


def listing_of_feed(feed: Feed, marks: MarksById) -> Listing:
    """A list of the papers of a feed."""
    gathered = None if isinstance(feed.period, Day) else feed
    return Listing(feed.papers, marks, feed.fetched_at, gathered=gathered)


def is_unread(paper: Paper, marks: MarksById) -> bool:
    """Whether a paper was not read."""
    return not marks.get(paper.id, UNMARKED).is_read


class ArrangedList(Struct, frozen=True, dict=True):
    """A list as it is shown.

    Its members stay until another filter or another list is chosen, and its order until it is sorted again: a paper
    neither vanishes nor jumps when a mark is set on it. What does not fit any more is dimmed.
    """

    listing: Listing = Listing()
    arrangement: Arrangement = Arrangement()
    members: frozenset[str] = frozenset()
    """Ids of the papers that are in the list."""
    rows: tuple[Paper, ...] = ()
    """Those papers, in their order."""
    query: Query | None = None
    """What is searched for, which dims the rest."""
    found: frozenset[str] | None = None
    """Ids of the papers that the query matched when the list was narrowed to them; None where it is not."""
    watches: Watches | None = None
    """The user's watches; None until they are known, which the first frame does not wait for, and where none are."""

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, also those that the filter hides, in the order in which they came."""
        return self.listing.papers

    @property
    def marks(self) -> MarksById:
        """The marks of all papers."""
        return self.listing.marks

    @property
    def unread(self) -> tuple[Paper, ...]:
        """The papers that are shown and were not read."""
        return tuple(paper for paper in self.rows if is_unread(paper, self.marks))

    @cached_property
    def by_id(self) -> Mapping[str, Paper]:
        """All papers by their ids."""
        return {paper.id: paper for paper in self.papers}

    @property
    def _rules(self) -> Rules:
        return Rules(self.listing.base, self.arrangement.filter, self.query, self.watches)

    @cached_property
    def standing(self) -> Standing:
        """What is dimmed and watched, and how many papers are unread."""
        return self._rules.standing(self.by_id, self.rows, self.marks)

    @property
    def matches(self) -> frozenset[str]:
        """Ids of the rows that the query matches; of all rows where there is no query."""
        matches = self.standing.matches
        return _ids(self.rows) if matches is None else matches

    @property
    def dimmed(self) -> frozenset[str]:
        """Ids of the rows that do not match the query, the filter or that for which the list was made."""
        return self.standing.dimmed

    @property
    def watched(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the watches that a paper matches, by its id, also for papers that the filter hides."""
        return self.standing.watched

    @cached_property
    def reasons(self) -> Mapping[str, str]:
        """Why each paper is where it is, by its id, where that is to be told."""
        if self.arrangement.order == "for-you":
            return {id: interest.why for id, interest in self.listing.interests.items()}
        return self.listing.search.reasons if self.listing.search else {}

    @property
    def summary(self) -> Summary:
        """The list in numbers."""
        standing = self.standing
        query, found = (self.query.text, len(standing.matches or ())) if self.query else ("", 0)
        how = self.arrangement, query, found, self.is_narrowed
        return Summary(len(self.papers), standing.unread, *how, len(standing.watched), self.listing.search)

    @property
    def highlighted(self) -> Query | None:
        """What stands out in title and abstract: what is searched for in the list, else what the list was found by."""
        return self.query or (self.listing.search.query if self.listing.search else None)

    @property
    def is_narrowed(self) -> bool:
        """Whether only what the query matches is shown."""
        return self.found is not None

    @property
    def hides_all(self) -> bool:
        """Whether there are papers but the filter, or the search, shows none."""
        return bool(self.papers and not self.rows)

    def is_match(self, paper: Paper) -> bool:
        """Whether the query matches a paper; always where there is none."""
        return self.query is None or self.query.matches(paper, self.marks.get(paper.id, UNMARKED))

    def index(self, id: str) -> int | None:
        """The row of a paper, if it has one."""
        return next((index for index, row in enumerate(self.rows) if row.id == id), None)

    def next_unread(self, since: int, direction: Direction) -> int | None:
        """The row of the next unread paper after a row, or before it."""
        return next_index(self.rows, lambda row: is_unread(row, self.marks), since, direction)

    def next_match(self, since: int, direction: Direction) -> int | None:
        """The row of the next match after a row, or before it."""
        return next_index(self.rows, self.is_match, since, direction)

    def next_watched(self, since: int, direction: Direction) -> int | None:
        """The row of the next watched paper after a row, or before it; the list does not begin again at its end."""
        return further_index(self.rows, lambda row: row.id in self.watched, since, direction)

    def first_match(self, id: str) -> int:
        """The row of the first match from a paper on; its own row where nothing matches, or the first one."""
        since = self.index(id)
        if since is None:
            since = self.index(self.nearest(id)) or 0
        onwards = [*range(since, len(self.rows)), *range(since)]
        return next((index for index in onwards if self.is_match(self.rows[index])), since)

    def nearest(self, id: str) -> str:
        """The id of the row that is nearest to a paper in the order of the list, or nothing."""
        if id in self.by_id and self._is_row(id):
            return id
        rows = self.members if self.found is None else self.members & self.found
        return nearest(id, _sorted(self.papers, self.listing, self.arrangement), rows)

    def with_marks(self, marks: MarksById) -> ArrangedList:
        """The same rows with other marks of some of its papers; itself where that changes nothing."""
        before = self.marks
        papers = [self.by_id[id] for id, mark in marks.items() if id in self.by_id and before.get(id) != mark]
        if not papers:
            return self
        now = {**before, **{paper.id: marks[paper.id] for paper in papers}}
        after = replace(self, listing=replace(self.listing, marks=now))
        rows = frozenset(paper.id for paper in papers if self._is_row(paper.id))
        standing = self._rules.changed(self.standing, papers, rows, before, now)
        # What is known of the other papers is not found out again.
        vars(after).update(by_id=self.by_id, standing=standing, reasons=self.reasons)
        return after

    def _is_row(self, id: str) -> bool:
        return id in self.members and (self.found is None or id in self.found)

    def with_query(self, query: Query | None, *, narrowed: bool = False) -> ArrangedList:
        """The same members, searched for something else.

        Args:
            query: What is searched for, None for nothing.
            narrowed: Show only what matches now, in place of dimming the rest.
        """
        found = _found(self.listing, query) if narrowed else None
        if found == self.found:
            return replace(self, query=query)
        return _in_rows(self.listing, self.arrangement, self.members, query, found, self.watches)

    def with_watches(self, watches: Watches) -> ArrangedList:
        """The same rows with what is watched."""
        return replace(self, watches=watches)

    def followed_by(self, listing: Listing, arrangement: Arrangement) -> ArrangedList:
        """Another list after this one; marks set while it was on its way stay, and the query does outside a search."""
        listing = self._with_newer_marks(listing)
        query = self.query if listing.search is None else None
        return arranged(listing, arrangement, query, narrowed=self.is_narrowed, watches=self.watches)

    def renewed(self, listing: Listing) -> ArrangedList:
        """The same list as it is now: its members stay, and papers that are new in it join them if they fit."""
        listing = replace(self._with_newer_marks(listing), interests=self.listing.interests)
        known = {paper.id for paper in self.papers}
        arrived = [paper for paper in listing.papers if paper.id not in known]
        members = self.members | fitting(_ids(arrived), self.arrangement.filter, listing.marks)
        found = self.found
        if found is not None:
            found |= _found(replace(listing, papers=tuple(arrived)), self.query) or frozenset()
        return _in_rows(listing, self.arrangement, members, self.query, found, self.watches)

    def _with_newer_marks(self, listing: Listing) -> Listing:
        return replace(listing, marks={**listing.marks, **joined(listing.marks, self._marks_of(listing.papers))})

    def _marks_of(self, papers: Iterable[Paper]) -> MarksById:
        return {paper.id: self.marks[paper.id] for paper in papers if paper.id in self.marks}

    def filtered(self, filter: Filter) -> ArrangedList:
        """The list with the papers that fit a filter now."""
        arrangement = replace(self.arrangement, filter=filter)
        members = fitting(frozenset(self.by_id), filter, self.marks)
        found = _found(self.listing, self.query) if self.is_narrowed else None
        after = _in_rows(self.listing, arrangement, members, self.query, found, self.watches)
        vars(after).update(by_id=self.by_id)
        return after

    def with_interests(self, interests: Interests) -> ArrangedList:
        """The same members, of which it is known now how interesting they are."""
        listing = replace(self.listing, interests=interests)
        return _in_rows(listing, self.arrangement, self.members, self.query, self.found, self.watches)

    def sorted_by(self, order: Order) -> ArrangedList:
        """The same members in another order; what the user likes is asked for again, as it may have changed."""
        listing, arrangement = replace(self.listing, interests={}), replace(self.arrangement, order=order)
        return _in_rows(listing, arrangement, self.members, self.query, self.found, self.watches)


def arranged(
    listing: Listing,
    arrangement: Arrangement,
    query: Query | None = None,
    *,
    narrowed: bool = False,
    watches: Watches | None = None,
) -> ArrangedList:
    """Filter and sort a list, and show only what matches a query if it is to be narrowed."""
    members = fitting(_ids(listing.papers), arrangement.filter, listing.marks)
    return _in_rows(listing, arrangement, members, query, _found(listing, query) if narrowed else None, watches)


def _found(listing: Listing, query: Query | None) -> frozenset[str] | None:
    """The ids of the papers that a query matches, None without one."""
    if query is None:
        return None
    return frozenset(
        paper.id for paper in listing.papers if query.matches(paper, listing.marks.get(paper.id, UNMARKED))
    )


def _in_rows(
    listing: Listing,
    arrangement: Arrangement,
    members: frozenset[str],
    query: Query | None,
    found: frozenset[str] | None,
    watches: Watches | None,
) -> ArrangedList:
    shown = members if found is None else members & found
    rows = _sorted([paper for paper in listing.papers if paper.id in shown], listing, arrangement)
    return ArrangedList(listing, arrangement, members, rows, query, found, watches)


def _ids(papers: Iterable[Paper]) -> frozenset[str]:
    return frozenset([paper.id for paper in papers])


def _sorted(papers: Iterable[Paper], listing: Listing, arrangement: Arrangement) -> tuple[Paper, ...]:
    return ordered(papers, arrangement.order, listing.marks, listing.interests)
