"""The one door to papers: the stored feed at once, the fresh one next.

Nothing above this module knows where papers come from, and nothing below it knows how fresh they have to be.

The package's own docstring (`help(reader)`) has an example of its use from Python.

Without a way to the Hub only stored days can be read, and what is not stored is an `OfflineError`. All errors that have
to be expected are `reader.errors.ReaderError`s, whose text is a sentence; what else is raised is a bug.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from reader.errors import NoPapersError, NotOpenError, OfflineError
from reader.library.days import FreshDays, is_fresh
from reader.library.protocols import Asking, Hub, HubState, nobody
from reader.library.protocols import Neighbour as Neighbour
from reader.library.protocols import PaperLibrary as PaperLibrary
from reader.papers.found import NEAREST
from reader.papers.models import Feed
from reader.papers.period import Direction, EditionClock, Span, can_have_papers

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.library.at_hub import HubSearches
    from reader.library.discussions import Discussions
    from reader.library.full_texts import FullTexts
    from reader.library.neighbours import Neighbours
    from reader.library.periods import Periods
    from reader.library.protocols import FoundPaper
    from reader.library.search import Search, SearchResult
    from reader.library.stars import StarredPapers
    from reader.papers.calendar import StoredDay
    from reader.papers.found import StoredState
    from reader.papers.marks import Starred
    from reader.papers.period import Trending
    from reader.papers.query import Query
    from reader.papers.related import RelatedPapers
    from reader.papers.single import SinglePaper
    from reader.papers.taste import Taste
    from reader.store.documents import Documents
    from reader.store.feeds.cache import Cache
    from reader.store.marks.marks import Marks


class Library:
    """Stored and fresh papers; its methods belong to one event loop.

    The papers are those of the Hub's API, `{HF_ENDPOINT}/api/daily_papers` (https://huggingface.co/docs/hub/api), as
    `reader.papers.models` has them. A day is a `datetime.date` of New York, a time an aware `datetime` in UTC.
    """

    is_sample = False

    def __init__(
        self,
        cache: Cache,
        marks: Marks,
        connect: Callable[[], Hub] | None,
        clock: EditionClock,
        documents: Callable[[], Documents] | None = None,
    ) -> None:
        """Open the library on its stores.

        Args:
            cache: The stored feeds; whoever opened it closes it, as the marks and the Hub.
            marks: What the user keeps of papers.
            connect: Makes the way to the network when it is first needed, such as a `reader.hub.client.Hub`; None to
                leave the network alone.
            clock: Tells which day is open.
            documents: Opens the stored documents when one is first needed; None to keep none.
        """
        self._cache = cache
        self._marks = marks
        self._connect = connect
        self._hub: Hub | None = None
        self._clock = clock
        self._documents = documents
        self._days = FreshDays(cache, self._asked, clock)
        self._periods: Periods | None = None
        self._neighbours: Neighbours | None = None
        self._stars: StarredPapers | None = None
        self._search: Search | None = None
        self._at_hub: HubSearches | None = None

    @property
    def clock(self) -> EditionClock:
        """Tells the time and which day is open."""
        return self._clock

    @property
    def notice(self) -> str:
        """What is wrong with the clock or the disk, as a sentence, or nothing."""
        return self._clock.problem or self._cache.notice

    @property
    def marks(self) -> Marks:
        """What the user keeps of papers."""
        return self._marks

    @property
    def pause(self) -> float:
        """The seconds for which a fetch that is in no hurry leaves the Hub alone; 0 for none."""
        return self._hub.pause if self._hub else 0.0

    @property
    def hub_state(self) -> HubState:
        """How asking the Hub goes."""
        return HubState(self._hub.name, self._hub.setback) if self._hub else HubState()

    async def is_fresh(self, day: date) -> bool:
        """Tell whether a day is stored whole and need not be asked for again, without reading its papers."""
        stored = await self._cache.head(day)
        return stored is not None and not stored.skipped and is_fresh(stored, self._clock)

    async def feed(self, day: date, *, refresh: bool = False) -> AsyncGenerator[Feed, None]:
        """Yield the stored feed of a day, if there is one, then the current one if the stored one is not fresh.

        Args:
            day: The day, New York.
            refresh: Ask the Hub even if the stored feed is fresh.

        Yields:
            One or two feeds, the last of which counts; its papers are sorted by upvotes, `fetched_at` tells its age.

        Raises:
            NotOpenError: If the Hub has not begun this day.
            OfflineError: If there is no way to the network and no fresh feed is stored.
            HubError: If the current feed cannot be had; what was yielded before it is still good.
            StoreError: If the current feed, yielded before, could not be saved.
        """
        async for feed in self._days.read(day, await self._cache.get(day), refresh=refresh):
            yield feed

    async def newest(self, *, refresh: bool = False, asking: Asking = nobody) -> AsyncGenerator[Feed, None]:
        """Yield the newest stored feed, then that of the newest day with papers; the two may differ in their day.

        Args:
            refresh: Ask the Hub even if the stored feed is fresh.
            asking: Told which day the Hub is asked for, as soon as that is known.

        Raises:
            HubError: If the current feed cannot be had.
            NoPapersError: If the Hub lists no papers at all.
            StoreError: If the current feed, yielded before, could not be saved.
        """
        stored = await self._cache.newest()
        if stored is not None:
            self._clock.learn(stored.day)
            yield stored
        today = self._clock.newest_day()
        if stored is not None and stored.day == today and is_fresh(stored, self._clock) and not refresh:
            return
        asking(self._clock.newest_with_papers())
        if can_have_papers(today):
            known = stored if stored is not None and stored.day == today else None
            shown = False
            try:
                async for feed in self._days.fetch(today, known):
                    if shown := bool(feed.papers):
                        yield feed
            except NotOpenError:
                pass  # The Hub's bound lags behind the clock.
            if shown:
                return
        hub = self._asked()
        day = await hub.newest_day()
        if day is None:
            raise NoPapersError(f"{hub.name} lists no papers at the moment. Try again later.")
        if day > today:
            raise NoPapersError(
                f"{hub.name} has papers for {day}, which has not begun here: set this computer's clock."
            )
        asking(day)
        known = stored if stored is not None and stored.day == day else await self._cache.get(day)
        async for feed in self._days.read(day, known, refresh=refresh):
            if feed != stored:
                yield feed

    async def at_a_glance(self, days: Iterable[date]) -> dict[date, StoredDay]:
        """Tell how many papers those of the days have that are stored: `reader.library.glance`."""
        from reader.library.glance import at_a_glance

        return await at_a_glance(days, self._cache, self._marks)

    def period(self, period: Span | Trending, *, refresh: bool = False) -> AsyncGenerator[Feed, None]:
        """Yield a week or a month as far as its days are stored, or what was trending; then the current one.

        Args:
            period: The week, the month or what is trending.
            refresh: Ask the Hub even if all that is stored is fresh.

        Yields:
            Feeds, each of which counts in place of the one before; `missing` names the days that are not stored.

        Raises:
            NoPapersError: If no day of it can have papers yet.
            HubError: If the current feed cannot be had; what was yielded before it is still good.
            StoreError: If what was yielded could not be saved.
        """
        return self._of_periods().read(period, refresh=refresh)

    def _of_periods(self) -> Periods:
        from reader.library.periods import Periods

        self._periods = self._periods or Periods(self._cache, self._asked, self._clock)
        return self._periods

    def starred(self) -> AsyncGenerator[tuple[Starred, ...], None]:
        """Yield the starred papers, newest star first, again with those that were known by their id and become known.

        Raises:
            HubError: If one that is not known cannot be asked for; what was yielded is still good.
            StoreError: If what was found could not be saved.
        """
        from reader.library.stars import StarredPapers

        self._stars = self._stars or StarredPapers(self._cache, self._marks, self._asked, self._clock)
        return self._stars.read()

    def find(self, id: str, *, refresh: bool = False) -> AsyncGenerator[FoundPaper, None]:
        """Find a paper by its arXiv id, in the stored days, the stars or at the Hub: `reader.library.papers.find`."""
        from reader.library.papers import find

        return find(id, self._cache, self._marks, self._kept(), self._asked, self._clock, refresh=refresh)

    def single(self, id: str, *, refresh: bool = False) -> AsyncGenerator[SinglePaper, None]:
        """Tell what the Hub says of a paper alone: `reader.library.papers.single`."""
        from reader.library.papers import single

        return single(id, self._kept(), self._asked, self._clock, refresh=refresh)

    def _kept(self) -> Documents | None:
        """The papers that were looked up, where they are kept."""
        return self._documents() if self._documents else None

    async def search(self, query: Query, *, limit: int | None = None) -> SearchResult:
        """Find the papers of all stored days that a query matches, each once, as its newest stored day has it.

        Args:
            query: What is looked for; a blank one means every paper.
            limit: How many papers to return, None for all of them; `total` counts all.
        """
        return await self._searching().find(query, limit)

    def _searching(self) -> Search:
        if self._search is None:
            # The index is opened at the first search only.
            from reader.library.search import Search

            self._search = Search(self._cache, self._marks)
        return self._search

    def submit_stored_state(self) -> Future[StoredState]:
        """Begin to look what state the stored days are in, which tells whether to search them again."""
        return self._cache.index.submit_state()

    @property
    def search_notice(self) -> str:
        """What is wrong with the index of the stored days, as a sentence, or nothing."""
        return self._search.notice if self._search else ""

    @property
    def indexing(self) -> tuple[int, int] | None:
        """While that index is built: how many days are in it, and how many there are."""
        return self._search.indexing if self._search else None

    async def related(self, id: str, *, limit: int = NEAREST) -> RelatedPapers:
        """Find the stored papers that are nearest to a stored one: `reader.library.related.related`."""
        from reader.library.related import related

        self._searching()  # Which tells what is wrong with the index.
        return await related(id, limit, self._cache, self._marks, self._kept())

    @property
    def at_hub(self) -> HubSearches:
        """Searches at the Hub."""
        from reader.library.at_hub import HubSearches

        self._at_hub = self._at_hub or HubSearches(self._cache, self._marks, self._asked, self._clock)
        return self._at_hub

    @property
    def full_texts(self) -> FullTexts:
        """The full texts of papers."""
        from reader.library.full_texts import FullTexts

        return FullTexts(self._kept(), self._asked, self._clock)

    @property
    def discussions(self) -> Discussions:
        """What people say of papers on the Hub."""
        from reader.library.discussions import Discussions

        return Discussions(self._kept(), self._asked, self._clock)

    async def taste(self) -> Taste:
        """Learn what the user likes from the marks and the newest stored days, or raise `FewStarsError`."""
        from reader.library import learning

        return await learning.taste(self._marks, await learning.recent_papers(self._cache))

    async def neighbour(self, of: date | Span, direction: Direction, asking: Asking = nobody) -> Neighbour:
        """Find the next day, week or month with papers.

        The Hub is asked about days that are not stored, two at a time.

        Args:
            of: Where to begin.
            direction: Which way to go.
            asking: Told which of those days answer depends on by now, whenever that changes.

        Raises:
            NoPapersError: If there is none within `SEARCHED_DAYS`, or it is the last one in this direction.
            HubError: If the Hub cannot be asked and no such day is stored.
        """
        if isinstance(of, Span):
            return await self._of_periods().beside(of, direction)
        return await self._beside_days().find(of, direction, asking)

    async def prefetch(self, day: date) -> None:
        """Fetch the next day with papers on either side of one, where it is not stored, before anyone wants it.

        The requests that `reader.hub.rate_limit.RESERVE` keeps for reading are left alone, and the newest open day is.
        What goes wrong is not told. A neighbour that is looked for meanwhile waits for the answer on its way.
        """
        await self._beside_days().prefetch(day)

    def _beside_days(self) -> Neighbours:
        from reader.library.neighbours import Neighbours

        self._neighbours = self._neighbours or Neighbours(self._cache, self._clock, self._asked, self._days.fetch)
        return self._neighbours

    def _asked(self) -> Hub:
        if self._connect is None:
            raise OfflineError("The network is off (--offline or HF_HUB_OFFLINE): only stored days can be read.")
        if self._hub is None:
            self._hub = self._connect()
        return self._hub
