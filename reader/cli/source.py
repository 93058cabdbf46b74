"""Where a command reads papers from: the user's store and the Hub, or the sample edition.

Stored papers are read without an event loop; asyncio and the network are imported only to ask the Hub.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from reader.cli import loop
from reader.cli.io import print_notice
from reader.cli.protocols import FetchedFeed as FetchedFeed
from reader.cli.protocols import LookedUpPaper as LookedUpPaper
from reader.cli.protocols import PaperSource as PaperSource
from reader.cli.protocols import ReadDiscussion as ReadDiscussion
from reader.cli.unstored import not_stored
from reader.errors import (
    HubError,
    NoPapersError,
    NotOpenError,
    OfflineError,
    PeriodError,
    ReaderError,
    StoreError,
    UnknownPeriodError,
    UnreachableError,
)
from reader.library.days import is_fresh
from reader.library.open import open_library
from reader.papers.day_range import parse_range
from reader.papers.gathering import gathered
from reader.papers.humanize import inner_period
from reader.papers.listing import MarksById
from reader.papers.marks import Starred, unknown_ids, with_records
from reader.papers.models import Feed
from reader.papers.period import Day, Direction, Period, Span, Trending, can_have_papers, parse_period

if TYPE_CHECKING:
    from reader.cli.at_hub import HubAnswer
    from reader.cli.params import Origin
    from reader.library import Library, Neighbour, PaperLibrary
    from reader.library.full_texts import FoundDocument, FoundText, FullTexts
    from reader.library.open import OpenLibrary
    from reader.library.search import SearchResult
    from reader.papers.query import Query
    from reader.papers.related import RelatedPapers
    from reader.papers.taste import Taste

Found = TypeVar("Found")


@contextmanager
def opened_source(origin: Origin) -> Iterator[PaperSource]:
    """Open what a command reads from; disk problems are printed at the end, unless they stopped the command.

    Raises:
        StoreError: The folder that the user named cannot be used.
        ReaderError: The environment names an endpoint that cannot be one.
    """
    if origin.sample:
        from reader.cli.sample_source import SampleSource

        sample = SampleSource()
        try:
            yield sample
        finally:
            sample.close()
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
            period = parse_period(text, self.clock.newest_day())
        except UnknownPeriodError:
            raise
        except PeriodError:
            self._opened.check_clock()
            return parse_period(text, self.clock.newest_day())
        if isinstance(period, Day) and not can_have_papers(period.date):
            self._opened.check_clock()  # It may be a Saturday by a wrong clock alone.
        return period

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

    def day(self, day: date, *, refresh: bool = False) -> FetchedFeed:
        stored = self.stored(day)
        if stored is not None and (self._opened.is_offline or (is_fresh(stored, self.clock) and not refresh)):
            return FetchedFeed(stored)
        return self._asked(day, refresh=refresh)

    def gathered(self, period: Span | Trending, *, refresh: bool = False) -> FetchedFeed:
        stored, is_whole = self._stored_period(period)
        if stored is not None and (self._opened.is_offline or (is_whole and not refresh)):
            return FetchedFeed(stored)
        return self._asked(period, refresh=refresh)

    def _stored_period(self, period: Span | Trending) -> tuple[Feed | None, bool]:
        """A period as far as it is stored, and whether nothing of it has to be asked for."""
        today = self.clock.newest_day()
        if isinstance(period, Span):
            feeds = self._cache.submit_feeds(period.dates).result()
            feed = gathered(period, feeds, today)
            return feed, feed is not None and not feed.missing and all(is_fresh(one, self.clock) for one in feeds)
        feed = self._cache.submit_get(period).result()
        return feed, feed is not None and self.clock.is_fresh(today, feed.fetched_at, settled=False)

    def check_stored(self) -> None:
        self._opened.check_stored()

    def stored_days(self) -> tuple[date, ...]:
        return self._cache.submit_days().result()

    def stored(self, day: date) -> Feed | None:
        return self._cache.submit_get(day).result()

    def containing(self, id: str) -> Feed | None:
        return self._cache.submit_containing(id).result()

    def look_up(self, id: str) -> LookedUpPaper:
        return loop.run(self._looked_up(id))

    def _reached(self) -> AbstractAsyncContextManager[Library]:
        """The library while it is read from, connected to the Hub unless the user wants no network."""
        return nullcontext(self._opened.library()) if self._opened.is_offline else self._opened.connected()

    async def _looked_up(self, id: str) -> LookedUpPaper:
        """The most recent answer about a paper."""
        papers: list[LookedUpPaper] = []
        async with self._reached() as library:
            try:
                began = self.clock.now()
                async for found in library.find(id):
                    at = found.fetched_at or began
                    papers = [LookedUpPaper(found.paper, at, asked=at >= began)]
            except (HubError, StoreError) as error:
                if not papers:
                    if isinstance(error, OfflineError):
                        self.check_stored()
                    raise
                return papers[-1]._replace(why="" if isinstance(error, OfflineError) else str(error))
        return papers[-1]

    def full_text(self, id: str) -> FoundDocument:
        return loop.run(self._text(lambda texts: texts.document(id)))

    def raw_text(self, id: str) -> FoundText:
        return loop.run(self._text(lambda texts: texts.text(id)))

    def discussion(self, id: str) -> ReadDiscussion:
        return loop.run(self._read_discussion(id))

    async def _read_discussion(self, id: str) -> ReadDiscussion:
        """The most recent answer about a discussion."""
        read: ReadDiscussion | None = None
        async with self._reached() as library:
            try:
                async for found in library.discussions.find(id):
                    read = ReadDiscussion(*found)
            except (HubError, NoPapersError, StoreError) as error:
                if read is None:
                    raise
                return read._replace(why="" if isinstance(error, OfflineError) else str(error))
        assert read is not None
        return read

    async def _text(self, find: Callable[[FullTexts], Awaitable[Found]]) -> Found:
        async with self._reached() as library:
            return await find(library.full_texts)

    def starred(self, *, needed: bool = False) -> tuple[Starred, ...]:
        starred = self._marks.submit_starred().result()
        self._check_marks(needed)
        ids = unknown_ids(starred)
        return with_records(starred, self._cache.submit_records(ids).result()) if ids else starred

    def search(self, query: Query) -> SearchResult:
        # They take time that nothing else needs.
        from reader.cli import waiting
        from reader.library.search import Search

        search = Search(self._cache, self._marks)
        result = loop.run(waiting.told(search.find(query), lambda: search.indexing))
        if search.notice:
            print_notice(search.notice)
        return result

    def related(self, id: str, limit: int) -> RelatedPapers:
        from reader.cli import waiting

        self.check_stored()
        library = self._opened.library()
        result = loop.run(waiting.told(library.related(id, limit=limit), lambda: library.indexing))
        if library.search_notice:
            print_notice(library.search_notice)
        return result

    def ask(self, query: Query) -> HubAnswer:
        from reader.cli import at_hub

        return loop.run(at_hub.answer(self._opened, query))

    def beside(self, of: date | Span, direction: Direction) -> Neighbour:
        return loop.run(self._beside(of, direction))

    async def _beside(self, of: date | Span, direction: Direction) -> Neighbour:
        async with self._reached() as library:
            return await library.neighbour(of, direction)

    @property
    def library(self) -> PaperLibrary:
        return self._opened.library()

    def marks(self, ids: Iterable[str], *, needed: bool = False) -> MarksById:
        marks = self._marks.submit_get(lambda: ids).result()
        self._check_marks(needed)
        return marks

    def _check_marks(self, needed: bool) -> None:
        if needed and self._marks.unreadable:
            raise StoreError(self._marks.unreadable)

    def taste(self) -> Taste:
        return loop.run(self._opened.library().taste())

    def _asked(self, of: date | Span | Trending | None, *, refresh: bool = False) -> FetchedFeed:
        self._opened.check_clock()
        if self._opened.is_offline:
            self.check_stored()
            raise OfflineError(not_stored(of, self.stored_days(), self._opened.folder))
        return loop.run(self._last(of, refresh))

    async def _last(self, of: date | Span | Trending | None, refresh: bool) -> FetchedFeed:
        """The most recent feed of a period, or of the newest day."""
        feeds: list[Feed] = []
        async with self._opened.connected() as library:
            try:
                async for feed in _feeds(library, of, refresh):
                    feeds = [feed]
            except StoreError as error:
                why = "" if self._cache.notice else str(error)  # Which is told once the stores are closed.
                return FetchedFeed(feeds[-1], why, asked=True)
            except ReaderError as error:
                if feeds:
                    return FetchedFeed(feeds[-1], str(error))
                if not isinstance(error, HubError) or isinstance(error, NotOpenError) or self._cache.unreadable:
                    raise
                days = await self._cache.days()
                raise UnreachableError(not_stored(of, days, self._opened.folder, error)) from error
        if not feeds:  # Of a week or a month whose days all have none.
            raise NoPapersError(f"No papers in {inner_period(of)}." if isinstance(of, Span) else "There are no papers.")
        return FetchedFeed(feeds[-1], asked=True)


def _feeds(library: Library, of: date | Span | Trending | None, refresh: bool) -> AsyncGenerator[Feed, None]:
    if of is None:
        return library.newest(refresh=refresh)
    return library.feed(of, refresh=refresh) if isinstance(of, date) else library.period(of, refresh=refresh)
