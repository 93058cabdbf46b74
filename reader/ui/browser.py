"""A list of papers as the user arranges it: filtered, sorted, searched, gone through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.reactive import var

from reader.papers.listing import FILTERS, Arrangement, Listing, Order, fitting, is_unread, nearest, next_index, ordered
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper
from reader.papers.period import Direction
from reader.ui.bindings import bindings
from reader.ui.status import Summary
from reader.ui.widgets.panes import Panes

if TYPE_CHECKING:
    from reader.papers.query import Query


class Catalogue(Panes):
    """Panes whose list is arranged; who is in the list is fixed until the filter or the list changes."""

    BINDINGS = bindings(
        {
            "list.next": "go_on(1)",
            "list.previous": "go_on(-1)",
            "list.find": "find",
            "list.filter": "filter",
            "list.sort": "sort",
        }
    )

    papers: var[tuple[Paper, ...]] = var((), init=False)
    """All papers of the list, whatever the filter, in the order in which they came."""
    arrangement: var[Arrangement] = var(Arrangement())
    unread: var[int] = var(0)
    """How many papers of the whole list are unread."""
    found: var[int] = var(0)
    """How many rows the query matches."""
    placeholder: var[str] = var("", init=False)
    """What stands there instead of papers, where no filter is the reason."""

    class Said(Message):
        """Posted when the user should be told something."""

        def __init__(self, sentence: str) -> None:
            """Initialise the message with the sentence."""
            super().__init__()
            self.sentence = sentence

    class Beyond(Message):
        """Posted when the next unread paper is not in this list."""

        def __init__(self, direction: Direction) -> None:
            """Initialise the message with the direction in which it was looked for."""
            super().__init__()
            self.direction = direction

    def __init__(self, listing: Listing, arrangement: Arrangement, at: str) -> None:
        """Initialise the catalogue.

        Args:
            listing: The papers of the first frame.
            arrangement: How they are arranged.
            at: The id of the paper to put the cursor on, if it is listed.
        """
        self._base = listing.base
        self._members = fitting(listing.papers, arrangement.filter, listing.marks)
        """Ids of the papers that are listed."""
        self._taken: tuple[str, str] | None = None
        """The paper that a filter took the cursor from, and the one that it put it on."""
        listed = [paper for paper in listing.papers if paper.id in self._members]
        rows = ordered(listed, arrangement.order, listing.marks)
        super().__init__(rows, listing.marks, next((i for i, paper in enumerate(rows) if paper.id == at), 0))
        self.set_reactive(Catalogue.papers, listing.papers)
        self.set_reactive(Catalogue.arrangement, arrangement)
        self.set_reactive(Catalogue.unread, len(fitting(listing.papers, "unread", listing.marks)))

    def on_mount(self) -> None:
        """Say why there is nothing, if so."""
        self._judge()

    @property
    def is_of_stars(self) -> bool:
        """Whether the papers are listed because they were starred."""
        return self._base == "starred"

    @property
    def summary(self) -> Summary:
        """What is shown, in numbers."""
        query = self.search.text if self.search else ""
        return Summary(len(self.papers), self.unread, self.arrangement, query, self.found)

    def show(self, listing: Listing, arrangement: Arrangement, *, another: bool, at: str | Direction) -> None:
        """Show a list, whose marks are known already.

        Args:
            listing: The list.
            arrangement: How it is arranged.
            another: Begin at its top; the same list anew leaves cursor, scroll and membership as they are.
            at: The id of the paper to put the cursor on, or 1 for the first unread paper, -1 for the last one.
        """
        known = frozenset() if another else _ids(self.papers)
        self.papers = listing.papers
        self.arrangement = arrangement
        self._base = listing.base
        arrived = fitting((paper for paper in self.papers if paper.id not in known), arrangement.filter, self.marks)
        self._members = arrived if another else self._members | arrived
        self.rows = self._ordered()
        if another:
            self._taken = None
            self.paper_list.cursor = 0  # Not by way of an empty list: the abstract would be laid out twice.
        if isinstance(at, str):
            self.put_cursor(at)
        elif (index := next_index(self.rows, self._is_unread, -1, at)) is not None:
            self.paper_list.go_to(index)

    def _ordered(self) -> tuple[Paper, ...]:
        listed = (paper for paper in self.papers if paper.id in self._members)
        return ordered(listed, self.arrangement.order, self.marks)

    def _index(self, paper: str) -> int | None:
        return next((index for index, row in enumerate(self.rows) if row.id == paper), None)

    def put_cursor(self, paper: str) -> None:
        """Put the cursor on a paper by its id, if it is listed."""
        if (index := self._index(paper)) is not None:
            self.paper_list.cursor = index

    # What follows from the list, the marks and the query

    def watch_marks(self) -> None:
        """Count and dim anew."""
        super().watch_marks()
        self._count()
        self._judge()

    def watch_papers(self) -> None:
        """Count anew."""
        self._count()

    def watch_rows(self) -> None:
        """Dim anew."""
        self._judge()

    def watch_search(self) -> None:
        """Dim what does not match."""
        self._judge()

    def watch_placeholder(self) -> None:
        """Say why there is nothing."""
        self._judge()

    def _count(self) -> None:
        self.unread = len(fitting(self.papers, "unread", self.marks))

    def _judge(self) -> None:
        """Find out what of the list is not what is looked for."""
        rows, marks, search, filter = self.rows, self.marks, self.search, self.arrangement.filter
        ids = _ids(rows)
        found = _ids(row for row in rows if search.matches(row, marks.get(row.id, UNMARKED))) if search else ids
        self.found = len(found) if search else 0
        self.dimmed = ids - (found & fitting(rows, self._base, marks) & fitting(rows, filter, marks))
        hidden = self.papers and not rows
        self.instead = f"No {filter} papers here. Press f for others." if hidden else self.placeholder

    def _is_unread(self, paper: Paper) -> bool:
        return is_unread(paper, self.marks)

    def _matches(self, paper: Paper) -> bool:
        return self.search is None or self.search.matches(paper, self.marks.get(paper.id, UNMARKED))

    # Arranging

    def action_filter(self) -> None:
        """Show the next of all, unread and starred papers; the cursor comes back to where it was taken from."""
        current = self.paper.id if self.paper else ""
        origin = self._taken[0] if self._taken and self._taken[1] == current else current
        filter = FILTERS[(FILTERS.index(self.arrangement.filter) + 1) % len(FILTERS)]
        self.arrangement = self.arrangement._replace(filter=filter)
        self._members = fitting(self.papers, filter, self.marks)
        self.rows = self._ordered()
        target = nearest(origin, ordered(self.papers, self.arrangement.order, self.marks), self._members)
        self.put_cursor(target)
        self._taken = (origin, target) if target != origin else None

    async def action_sort(self) -> None:
        """Ask what to sort by, and sort."""
        from reader.ui.dialogs.menus import SortMenu

        menu = SortMenu(self.arrangement.order, starred=self.is_of_stars)
        await self.app.push_screen(menu, self._sort)

    def _sort(self, order: Order | None) -> None:
        if order is not None:
            self.arrangement = self.arrangement._replace(order=order)
            self.rows = self._ordered()

    # Finding and going on

    async def action_find(self) -> None:
        """Ask what to find; the list answers at every key."""
        from reader.ui.dialogs.find import FindDialog

        await self.app.push_screen(FindDialog(self))

    def look_for(self, query: Query | None, since: str) -> None:
        """Let what a query matches stand out, with the cursor on the first match from a paper on."""
        self.search = query
        here = self._index(since) or 0
        onwards = [*range(here, len(self.rows)), *range(here)]
        self.paper_list.go_to(next((i for i in onwards if self._matches(self.rows[i])), here))

    @on(Panes.Left)
    def _stop_looking(self) -> None:
        self.search = None

    def action_go_on(self, direction: Direction) -> None:
        """Go to the next match of the query, or without one to the next unread paper, be it in another list."""
        wanted = self._matches if self.search else self._is_unread
        if (index := next_index(self.rows, wanted, self.paper_list.cursor, direction)) is not None:
            self.paper_list.go_to(index)
        elif self.search is None and self.arrangement.filter == "starred":
            self.post_message(self.Said("No starred paper is unread here. Press 5 for those of all days."))
        elif self.search is None:
            self.post_message(self.Beyond(direction))
        else:
            self.post_message(self.Said(f"Nothing else here matches {self.search.text}"))


def _ids(papers: Iterable[Paper]) -> frozenset[str]:
    return frozenset(paper.id for paper in papers)
