"""Searching all stored days, or at the Hub, from the main screen, and the way back to what was shown before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from reader.errors import OfflineError, QueryError, ReaderError
from reader.papers import humanize
from reader.papers.found import AtHub, Found
from reader.papers.listing import Listing
from reader.papers.models import days_listed
from reader.papers.period import Direction, Search
from reader.papers.standing import Arrangement
from reader.ui.screens.requests import Requests
from reader.ui.screens.waiting import SearchingScreen
from reader.ui.widgets.paper_list import ROW

if TYPE_CHECKING:
    from reader.library.at_hub import HubAnswer
    from reader.papers.marks import Mark
    from reader.papers.query import Query
    from reader.ui.places import Left
    from reader.ui.screens.asking import Asking
    from reader.ui.screens.relating import Relating
    from reader.ui.screens.renewing import Renewing

FIRST: Final = 100
"""Papers that one can go to while a query is typed; those in sight are read at once, the others when one goes on."""
AS_STORED: Final = "Stored days are searched as they are: there is nothing to ask the Hub."
AGAIN: Final = 0.5
"""Seconds after which it is said how far the index is built by then."""


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
        self._wanted: tuple[Query, int | None] | None = None
        """What is to be searched for, and how many papers of it are to be shown."""
        self._kept: Query | None = None
        """What all papers are wanted of, once the first of them are shown."""
        self._is_running = self._is_telling = False
        self._is_empty = False
        """Whether no day is stored."""
        self._said = ""
        self._asking: Asking | None = None
        """Asks the Hub, once it was searched."""

    @cached_property
    def _renewing(self) -> Renewing:
        from reader.ui.screens.renewing import Renewing

        return Renewing(self._screen, self._requests, self._renew)

    @cached_property
    def relating(self) -> Relating:
        """The way to what is related to a paper."""
        from reader.ui.screens.relating import Relating

        return Relating(self._screen, self._requests, self.enter, self._renewing)

    # What the screen shows of it

    @property
    def _found(self) -> Found | None:
        return self._screen.browser.listed.listing.search

    @property
    def progress(self) -> str:
        """That the Hub is asked; or how far the index is built, while a search is shown, or is to be, and it is not."""
        if (seconds := self._seconds) is not None:
            return f"asking the Hub… {seconds} s" if seconds else "asking the Hub…"
        found = self._found
        if self._wanted is None if found is None else found.hub is not None:
            return ""
        return humanize.indexed(self._requests.loader.library.indexing)

    @property
    def quota(self) -> str:
        """How many more searches the Hub takes, where they are few."""
        at_hub = self._requests.loader.at_hub if self._asking else None
        return at_hub.quota if at_hub is not None else ""

    @property
    def has_hub(self) -> bool:
        """Whether the Hub can be asked, which the sample edition never does."""
        return self._requests.loader.at_hub is not None

    def placeholder(self) -> str:
        """The sentence in the place of papers, while a search is shown and there are none."""
        if not (found := self._found) or found.total:
            return ""
        from reader.ui import searched

        offline = isinstance(self._screen.error, OfflineError)
        return searched.placeholder(found, is_empty=self._is_empty, offline=offline)

    # To a search, and back

    def begin(self) -> None:
        """Search, where the reader begins with that."""
        if isinstance(self._requests.route.wanted.period, Search):
            self.again(refresh=False)

    def enter(self, left: Left | None = None) -> None:
        """Remember what is shown, to come back to; be it a paper on its own screen, with where that was left."""
        self._requests.views.push(self._requests.route, page=left)

    def look(self, query: Query, *, at_hub: bool) -> None:
        """Show the first papers that a query matches, or once nothing is typed any more what the Hub finds for it."""
        if at_hub:
            self._begin(Search(query.text, at_hub=True))
            self._asked().look(query)
        else:
            self._search(query, self._in_sight)

    @property
    def _in_sight(self) -> int:
        """How many papers there is room for; more where others of the first may come before them."""
        browser = self._screen.browser
        is_plain = browser.arrangements["search"] == Arrangement("all", "match")
        return min(FIRST, browser.size.height // ROW + 1) if is_plain else FIRST

    def reach(self) -> None:
        """Show more of the papers that were found, where the cursor or a larger terminal comes near their end."""
        query, browser = self._partial, self._screen.browser
        is_near = browser.paper_list.cursor + self._in_sight > len(browser.listed.papers)
        if query is not None and self._wanted is None and is_near:
            self._search(query, FIRST)

    @property
    def _partial(self) -> Query | None:
        """The query that is shown, where some of the first papers that it matches have not been read."""
        found = self._found
        if found is None or found.hub is not None or found.related:
            return None
        return found.query if len(self._screen.browser.listed.papers) < min(FIRST, found.total) else None

    def keep(self, query: Query, *, at_hub: bool) -> None:
        """Show all papers that a query matches, or that the Hub finds for it, until something else is asked for."""
        self._requests.views.forget_searches()
        if at_hub:
            self._ask(query)
        elif self._partial == query:
            self._search(query, FIRST)  # All 50,000 take seconds.
            self._kept = query
        else:
            self._search(query, None)

    def hold(self) -> None:
        """Do not ask the Hub for what was typed so far."""
        self._stop_asking()
        self._screen.tell()

    def again(self, *, refresh: bool = True) -> bool:
        """Search again for what is shown, and at the Hub, if wanted, though it answered a moment ago; whether so."""
        if (found := self._found) is None:
            return False
        if refresh and found.hub is None:
            self._screen.notice = AS_STORED
        if found.related:
            self.relating.ask(found.related)
            return True
        from reader.papers.query import NO_WATCHES, parse

        try:
            query = parse(found.query.text, self._screen.browser.listed.watches or NO_WATCHES)
        except QueryError as error:
            self._screen.notice = str(error)
        else:
            if found.hub is not None:
                self._ask(query, refresh=refresh)
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

    def come_back(self) -> bool:
        """Give up looking for what is related, or leave a search or a paper for what was shown before; whether so."""
        if "relating" in vars(self) and self.relating.give_up():
            return True
        self._drop()
        has_come = self._requests.come_back()
        self._renewing.begin()
        return has_come

    # Searching

    def _begin(self, search: Search) -> None:
        requests = self._requests
        requests.loader.stop()
        self._drop()
        if requests.route.wanted.period != search:
            requests.route = requests.route.to_list(search)

    def _drop(self) -> None:
        """Let go of what was to be searched for."""
        self._wanted = self._kept = None
        self._stop_asking()

    def _renew(self, found: Found) -> None:
        """Search again for what is shown, as other days are stored now."""
        if found.related:
            self.relating.ask(found.related, unasked=True)
        elif self._wanted is None:
            is_part = len(self._screen.browser.listed.papers) < found.total
            self._want(found.query, FIRST if is_part else None)

    def _search(self, query: Query, limit: int | None) -> None:
        self._begin(Search(query.text))
        self._want(query, limit)

    def _want(self, query: Query, limit: int | None) -> None:
        self._wanted = query, limit
        if not self._is_running:
            # Before it starts: from Python 3.12 on it can be over before `run_worker` returns.
            self._is_running = True
            self._screen.run_worker(self._run, group="search")
            self._tell_later()

    async def _run(self) -> None:
        try:
            while (wanted := self._wanted) is not None:
                await self._answer(wanted)
        finally:
            self._is_running = False

    async def _answer(self, wanted: tuple[Query, int | None]) -> None:
        from reader.ui import searched

        (query, limit), library = wanted, self._requests.loader.library
        try:
            result = await library.search(query, limit=limit)
            marks = await library.marks.get([hit.paper.id for hit in result.hits])
            is_empty = not result.total and not await self._has_days(query)
        except ReaderError as error:
            if self._wanted is wanted:
                self._wanted = None
                self._screen.notice = str(error)
                self._screen.browser.finding.tell(str(error))
            return
        if self._wanted is wanted:
            self._wanted, self._is_empty = None, is_empty
            self._show(searched.listing(result, marks))
            if self._kept == query and len(result.hits) < result.total:
                self._wanted, self._kept = (query, None), None

    async def _has_days(self, query: Query) -> bool:
        """Whether there is anything to search."""
        from reader.papers.query import parse

        return bool(query) and bool((await self._requests.loader.library.search(parse(""), limit=1)).total)

    # At the Hub

    def _asked(self) -> Asking:
        if self._asking is None:
            from reader.ui.screens.asking import Asking

            self._asking = Asking(self._screen, self._requests.loader, self._show_answer, self._fail, self._tell)
        return self._asking

    @property
    def _seconds(self) -> int | None:
        """For how long the Hub has been asked for what is wanted; not where another list was asked for meanwhile."""
        period = self._requests.route.wanted.period
        is_wanted = isinstance(period, Search) and period.at_hub
        return self._asking.seconds if self._asking is not None and is_wanted else None

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.stop()

    def _ask(self, query: Query, *, refresh: bool = False) -> None:
        """Ask the Hub at once; until it has answered, nothing or what it found before is shown."""
        search = Search(query.text, at_hub=True)
        self._begin(search)
        found = self._found
        if found is None or found.period != search or (found.hub is not None and found.hub.error):
            self._show(Listing(search=Found(query, is_over=False, hub=AtHub())))
        self._asked().ask(query, refresh=refresh)

    def _show_answer(self, answer: HubAnswer, marks: Mapping[str, Mark]) -> None:
        self._requests.stand_in.match_history()
        found = Found(
            answer.query, days_listed(answer.papers), len(answer.papers), hub=AtHub(answer.came, answer.is_filtered)
        )
        self._show(Listing(answer.papers, marks, answer.fetched_at, search=found))
        if answer.notice:
            self._screen.notice = answer.notice

    def _fail(self, query: Query, error: ReaderError) -> None:
        """Say why the Hub did not answer: in place of papers that it did not find, and never that it was not wanted."""
        found = self._found
        is_shown = found is not None and found.period == Search(query.text, at_hub=True)
        if found is None or found.hub is None or (is_shown and not self._screen.browser.listed.papers):
            self._show(Listing(search=Found(query, hub=AtHub(error=str(error)))))
        elif is_shown and not isinstance(error, OfflineError):
            self._screen.notice = str(error)
        self._screen.tell()
        self._screen.browser.finding.tell("" if is_shown and isinstance(error, OfflineError) else str(error))

    def _show(self, listing: Listing) -> None:
        """Show what was found, unless something else was asked for meanwhile."""
        screen, requests, before = self._screen, self._requests, self._found
        if listing.search is None or requests.route.wanted.period != listing.search.period:
            return
        another = before is None or before.period != listing.search.period
        screen.today = requests.loader.library.clock.newest_day()
        screen.browser.show(listing, another=another, at=requests.route.wanted.at)
        requests.route = requests.route.arrived()
        notice = requests.loader.library.search_notice
        if notice not in ("", self._said):
            screen.notice = self._said = notice
        self._tell()
        self._renewing.begin()

    def _tell(self) -> None:
        """Say what was found, and how far the index is built while it is not complete."""
        self._screen.tell()
        self._screen.browser.finding.tell()
        if (self.progress or self._wanted) and self._seconds is None:
            self._tell_later()

    def _tell_later(self) -> None:
        if not self._is_telling:
            self._is_telling = True
            self._screen.set_timer(AGAIN, self._tell_again)

    def _tell_again(self) -> None:
        self._is_telling = False
        self._tell()
