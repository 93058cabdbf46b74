"""Where a command reads papers from: the user's store and the Hub, or the sample edition.

Stored papers are read without an event loop; asyncio and the network are imported only to ask the Hub.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, Protocol

from reader.cli.answers import FetchedFeed as FetchedFeed
from reader.cli.answers import LookedUpPaper as LookedUpPaper
from reader.cli.io import print_notice
from reader.errors import (
    FewStarsError,
    HubError,
    NoPapersError,
    OfflineError,
    PeriodError,
    ReaderError,
    StoreError,
    UnknownPeriodError,
)
from reader.library.freshness import is_fresh
from reader.library.open import open_library
from reader.papers.day_range import parse_range
from reader.papers.listing import MarksById
from reader.papers.marks import Starred, unknown_ids, with_records
from reader.papers.models import Feed
from reader.papers.period import EditionClock, Period, parse_period

if TYPE_CHECKING:
    from reader.cli.answers import HubAnswer
    from reader.cli.params import Origin
    from reader.library.open import OpenLibrary
    from reader.library.search import SearchResult
    from reader.papers.query import Query
    from reader.papers.related import RelatedPapers
    from reader.papers.taste import Taste


class PaperSource(Protocol):
    """The papers that a command can read."""

    @property
    def clock(self) -> EditionClock:
        """Tells the time and which day is open."""
        ...

    def period(self, text: str) -> Period:
        """Understand a period as typed.

        Raises:
            PeriodError: It is none.
        """
        ...

    def range(self, since: str | None, until: str | None) -> tuple[date, date]:
        """Understand the first and the last day as typed.

        Raises:
            PeriodError: One is not a day, or they are the wrong way round.
        """
        ...

    def newest(self) -> FetchedFeed:
        """Return the feed of the newest day with papers."""
        ...

    def day(self, day: date) -> FetchedFeed:
        """Return the feed of a day."""
        ...

    def stored_days(self) -> tuple[date, ...]:
        """Return the stored days with papers, oldest first."""
        ...

    def stored(self, day: date) -> Feed | None:
        """Return the stored feed of a day, even an empty one, without asking the Hub."""
        ...

    def containing(self, id: str) -> Feed | None:
        """Return the newest stored feed that has a paper."""
        ...

    def look_up(self, id: str) -> LookedUpPaper:
        """Return a paper that is in no stored day and not starred, from what was looked up before or from the Hub."""
        ...

    def starred(self) -> tuple[Starred, ...]:
        """Return the starred papers, newest star first."""
        ...

    def search(self, query: Query) -> SearchResult:
        """Find the papers of all stored days that a query matches, the best match first."""
        ...

    def related(self, id: str, limit: int) -> RelatedPapers:
        """Find the stored papers that are nearest to a stored one.

        Raises:
            NoPapersError: That one is not stored.
        """
        ...

    def ask(self, query: Query) -> HubAnswer:
        """Return what the Hub finds for a query, or found for it when it was last asked."""
        ...

    def marks(self, ids: Iterable[str]) -> MarksById:
        """Return the marks of those papers that have any."""
        ...

    def taste(self) -> Taste:
        """Learn what the user likes.

        Raises:
            FewStarsError: Too few papers are starred to tell.
        """
        ...


@contextmanager
def opened_source(origin: Origin) -> Iterator[PaperSource]:
    """Open what a command reads from; disk problems are printed at the end, unless they stopped the command.

    Raises:
        StoreError: The folder that the user named cannot be used.
        ReaderError: The environment names an endpoint that cannot be one.
    """
    if origin.sample:
        yield _SampleSource()
        return
    with open_library(origin.cache_dir, offline=origin.offline, report=print_notice) as opened:
        try:
            yield _LibrarySource(opened)
        finally:
            if opened.clock.problem:  # Where something failed, it is the likely cause.
                print_notice(opened.clock.problem)


class _LibrarySource:
    """The user's library."""

    def __init__(self, opened: OpenLibrary) -> None:
        self.clock = opened.clock
        self._opened = opened
        self._cache = opened.cache
        self._marks = opened.marks

    def period(self, text: str) -> Period:
        try:
            return parse_period(text, self.clock.newest_day())
        except UnknownPeriodError:
            raise
        except PeriodError:
            self._opened.check_clock()
            return parse_period(text, self.clock.newest_day())

    def range(self, since: str | None, until: str | None) -> tuple[date, date]:
        self._opened.check_clock()
        return parse_range(since, until, self.clock.newest_day())

    def newest(self) -> FetchedFeed:
        stored = self._cache.submit_newest().result()
        if stored is not None:
            self.clock.learn(stored.day)
        today = self.clock.newest_day()
        if stored is not None and (self._opened.is_offline or (stored.day == today and is_fresh(stored, self.clock))):
            return FetchedFeed(stored)
        return self._asked(None)

    def day(self, day: date) -> FetchedFeed:
        stored = self.stored(day)
        if stored is not None and (self._opened.is_offline or is_fresh(stored, self.clock)):
            return FetchedFeed(stored)
        return self._asked(day)

    def stored_days(self) -> tuple[date, ...]:
        return self._cache.submit_days().result()

    def stored(self, day: date) -> Feed | None:
        return self._cache.submit_get(day).result()

    def containing(self, id: str) -> Feed | None:
        return self._cache.submit_containing(id).result()

    def look_up(self, id: str) -> LookedUpPaper:
        # As for a day that is not stored.
        import asyncio

        return asyncio.run(self._looked_up(id))

    async def _looked_up(self, id: str) -> LookedUpPaper:
        """The most recent answer about a paper."""
        offline = self._opened.is_offline
        papers: list[LookedUpPaper] = []
        async with nullcontext(self._opened.library()) if offline else self._opened.connected() as library:
            try:
                began = self.clock.now()
                async for found in library.find(id):
                    at = found.fetched_at or began
                    papers = [LookedUpPaper(found.paper, at, asked=at >= began)]
            except (HubError, StoreError) as error:
                if not papers:
                    raise
                return papers[-1]._replace(why="" if isinstance(error, OfflineError) else str(error))
        return papers[-1]

    def starred(self) -> tuple[Starred, ...]:
        starred = self._marks.submit_starred().result()
        ids = unknown_ids(starred)
        return with_records(starred, self._cache.submit_records(ids).result()) if ids else starred

    def search(self, query: Query) -> SearchResult:
        # Both take time that nothing else needs.
        import asyncio

        from reader.library.search import Search

        search = Search(self._cache, self._marks)
        result = asyncio.run(search.find(query))
        if search.notice:
            print_notice(search.notice)
        return result

    def related(self, id: str, limit: int) -> RelatedPapers:
        import asyncio

        library = self._opened.library()
        result = asyncio.run(library.related(id, limit=limit))
        if library.search_notice:
            print_notice(library.search_notice)
        return result

    def ask(self, query: Query) -> HubAnswer:
        import asyncio

        from reader.cli import at_hub

        return asyncio.run(at_hub.answer(self._opened, query))

    def marks(self, ids: Iterable[str]) -> MarksById:
        return self._marks.submit_get(lambda: ids).result()

    def taste(self) -> Taste:
        import asyncio

        return asyncio.run(self._opened.library().taste())

    def _asked(self, day: date | None) -> FetchedFeed:
        self._opened.check_clock()
        if self._opened.is_offline:
            what = f"{day} is not stored" if day else "No papers are stored"
            raise OfflineError(f"{what}, and the network is off (--offline or HF_HUB_OFFLINE).")
        # Takes 15 ms that a stored day does not need.
        import asyncio

        return asyncio.run(self._last(day))

    async def _last(self, day: date | None) -> FetchedFeed:
        """The most recent feed of a day, or of the newest day."""
        feeds: list[Feed] = []
        async with self._opened.connected() as library:
            try:
                async for feed in library.feed(day) if day else library.newest():
                    feeds = [feed]
            except StoreError as error:
                return FetchedFeed(feeds[-1], str(error), asked=True)
            except ReaderError as error:
                if not feeds:
                    raise
                return FetchedFeed(feeds[-1], str(error))
        return FetchedFeed(feeds[-1], asked=True)


class _SampleSource:
    """The sample edition, in which nothing is marked."""

    def __init__(self) -> None:
        from reader import sample

        self._sample = sample
        self.clock = sample.Sample.clock

    def period(self, text: str) -> Period:
        return parse_period(text, self.clock.newest_day())

    def range(self, since: str | None, until: str | None) -> tuple[date, date]:
        return parse_range(since, until, self.clock.newest_day())

    def newest(self) -> FetchedFeed:
        return self.day(self._sample.DAYS[-1])

    def day(self, day: date) -> FetchedFeed:
        return FetchedFeed(self._sample.read(day))

    def stored_days(self) -> tuple[date, ...]:
        return self._sample.DAYS

    def stored(self, day: date) -> Feed | None:
        return self._sample.read(day) if day in self._sample.DAYS else None

    def containing(self, id: str) -> Feed | None:
        day = self._sample.day_of(id)
        return self._sample.read(day) if day else None

    def look_up(self, id: str) -> LookedUpPaper:
        raise NoPapersError(self._sample.has_no_paper(id))

    def starred(self) -> tuple[Starred, ...]:
        return ()

    def search(self, query: Query) -> SearchResult:
        import asyncio

        return asyncio.run(self._sample.Sample().search(query))

    def related(self, id: str, limit: int) -> RelatedPapers:
        import asyncio

        return asyncio.run(self._sample.Sample().related(id, limit=limit))

    def ask(self, query: Query) -> HubAnswer:
        raise OfflineError("The Hub is never asked for the sample edition: leave out --sample.")

    def marks(self, ids: Iterable[str]) -> MarksById:
        return {}

    def taste(self) -> Taste:
        raise FewStarsError(
            "Nothing is starred in the sample edition of a command, so “for you” has nothing to learn from."
        )
