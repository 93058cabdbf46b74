"""Searching all stored days from the main screen, and the way back to what was shown before."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import QueryError, ReaderError
from reader.papers.found import Found
from reader.papers.listing import Listing
from reader.papers.period import Day, Direction, Search
from reader.ui.places import Place
from reader.ui.screens.requests import Requests
from reader.ui.screens.waiting import SearchingScreen

if TYPE_CHECKING:
    from reader.library.search import SearchResult
    from reader.papers.query import Query
    from reader.ui.screens.relating import Relating

FIRST: Final = 200
"""Papers that are shown while a query is typed."""
AGAIN: Final = 0.5
"""Seconds after which it is said how far the index is built by then."""


class Wanted(Struct, frozen=True):
    """A search that is to be made."""

    query: Query
    limit: int | None


class Searching:
    """Searches one query after the other: one at a time, and what was typed over meanwhile is not shown."""

    def __init__(self, screen: SearchingScreen, requests: Requests) -> None:
        """Search nothing yet.

        Args:
            screen: Where it is shown.
            requests: What the screen asked for last.
        """
        self._screen = screen
        self._requests = requests
        self._wanted: Wanted | None = None
        self._is_running = self._is_telling = False
        self._is_empty = False
        """Whether no day is stored."""
        self._said = ""

    @cached_property
    def relating(self) -> Relating:
        """The way to what is related to a paper."""
        from reader.ui.screens.relating import Relating

        return Relating(self._screen, self._requests, self.enter)

    # What the screen shows of it

    @property
    def _found(self) -> Found | None:
        return self._screen.browser.listed.listing.search

    @property
    def progress(self) -> str:
        """How far the index is built, while a search is shown and it is not complete."""
        if not self._found:
            return ""
        from reader.ui import searched

        return searched.progress(self._requests.loader.library.indexing)

    def placeholder(self) -> str:
        """The sentence in the place of papers, while a search is shown and there are none."""
        found = self._found
        if not found or found.total:
            return ""
        from reader.ui import searched

        return searched.placeholder(found, is_empty=self._is_empty)

    # To a search, and back

    def begin(self) -> None:
        """Search, where the reader begins with that."""
        if isinstance(self._requests.route.wanted.period, Search):
            self.again()

    def enter(self) -> None:
        """Remember what is shown, to come back to."""
        self._requests.views.push(self._requests.route)

    def look(self, query: Query) -> None:
        """Show the first papers that a query matches."""
        self._search(query, FIRST)

    def keep(self, query: Query) -> None:
        """Show all papers that a query matches, until something else is asked for."""
        self._requests.views.forget_searches()
        self._search(query, None)

    def again(self) -> bool:
        """Search again for what is shown; whether that is a search."""
        if (found := self._found) is None:
            return False
        if found.related:
            self.relating.ask(found.related)
            return True
        from reader.papers.query import NO_WATCHES, parse

        try:
            query = parse(found.query.text, self._screen.browser.listed.watches or NO_WATCHES)
        except QueryError as error:
            self._screen.notice = str(error)
        else:
            self._search(query, None)
        return True

    def refuse_step(self, direction: Direction) -> bool:
        """Say that a search has no days before or after it; whether one is shown."""
        if (found := self._found) is None:
            return False
        what = "This list" if found.related else "A search"
        side = "older" if direction < 0 else "newer"
        self._screen.notice = f"{what} has no {side} day. Press 1 for the day of a paper."
        return True

    def show_day(self) -> bool:
        """Go from a search to the day that lists the paper under the cursor; whether one does."""
        paper, days = self._screen.paper, self._screen.browser.listed.listing.days
        if paper is None or paper.id not in days:
            return False
        self._requests.load(self._requests.route.to(Place(Day(days[paper.id]), paper.id)))
        return True

    def come_back(self) -> bool:
        """Leave a search, or a paper by itself, for what was shown before; whether there was anything."""
        self._wanted = None
        return self._requests.come_back()

    # Searching

    def _search(self, query: Query, limit: int | None) -> None:
        requests, search = self._requests, Search(query.text)
        requests.loader.stop()
        if requests.route.wanted.period != search:
            requests.route = requests.route.to_list(search)
        self._wanted = Wanted(query, limit)
        if not self._is_running:
            # Before it starts: from Python 3.12 on it can be over before `run_worker` returns.
            self._is_running = True
            self._screen.run_worker(self._run, group="search")

    async def _run(self) -> None:
        try:
            while (wanted := self._wanted) is not None:
                await self._answer(wanted)
        finally:
            self._is_running = False

    async def _answer(self, wanted: Wanted) -> None:
        library = self._requests.loader.library
        try:
            result = await library.search(wanted.query, limit=wanted.limit)
            marks = await library.marks.get([hit.paper.id for hit in result.hits])
            is_empty = not result.total and not await self._has_days(wanted.query)
        except ReaderError as error:
            if self._wanted is wanted:
                self._wanted = None
                self._screen.notice = str(error)
                self._screen.browser.finding.tell(str(error))
            return
        if self._wanted is wanted:
            self._wanted, self._is_empty = None, is_empty
            if self._requests.route.wanted.period == Search(wanted.query.text):
                self._show(replace(_listing(result), marks=marks))

    async def _has_days(self, query: Query) -> bool:
        """Whether there is anything to search."""
        from reader.papers.query import parse

        return bool(query) and bool((await self._requests.loader.library.search(parse(""), limit=1)).total)

    def _show(self, listing: Listing) -> None:
        screen, requests, before = self._screen, self._requests, self._found
        another = before is None or listing.search is None or before.period != listing.search.period
        screen.today = requests.loader.library.clock.newest_day()
        screen.browser.show(listing, another=another, at=requests.route.wanted.at)
        requests.route = requests.route.arrived()
        notice = requests.loader.library.search_notice
        if notice not in ("", self._said):
            screen.notice = self._said = notice
        self._tell()

    def _tell(self) -> None:
        """Say what was found, and how far the index is built while it is not complete."""
        self._screen.tell()
        self._screen.browser.finding.tell()
        if self.progress and not self._is_telling:
            self._is_telling = True
            self._screen.set_timer(AGAIN, self._tell_again)

    def _tell_again(self) -> None:
        self._is_telling = False
        self._tell()


def _listing(result: SearchResult) -> Listing:
    days = {hit.paper.id: hit.day for hit in result.hits}
    found = Found(result.query, days, result.total, result.first, result.last)
    return Listing(tuple(hit.paper for hit in result.hits), search=found)
