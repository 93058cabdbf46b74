"""Stored feeds: every day that was fetched, readable forever without a network, and other lists of the Hub."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from reader.errors import StoreError
from reader.papers.marks import Record, microseconds
from reader.papers.models import Feed, SearchFeed
from reader.papers.period import Day
from reader.store.feeds import rows
from reader.store.worker import Worker, awaited

if TYPE_CHECKING:
    from reader.papers.period import Period
    from reader.store.feeds.database import FeedDatabase
    from reader.store.feeds.readonly_rows import ReadOnlyRows
    from reader.store.feeds.rows import Head
    from reader.store.index.index import Index

AT_ONCE: Final = 0.2
"""Seconds that the first read waits for a lock; after that there is another way to read."""

Result = TypeVar("Result")


class Cache:
    """Stored feeds, in a thread of their own.

    What cannot be read is missing, and `notice` says why; only `put` raises. After `close` every call raises
    `StoreError`.

    >>> import asyncio
    >>> from reader.sample import read
    >>> from reader.store import paths
    >>> async def kept(feed):
    ...     cache = Cache(paths.cache())
    ...     await cache.put(feed)
    ...     stored, days = await cache.get(feed.day), await cache.days()
    ...     cache.close(2.0)
    ...     return stored == feed, days
    >>> asyncio.run(kept(read(date(2026, 8, 20))))
    (True, (datetime.date(2026, 8, 20),))
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made and opened in the thread, at the first call."""
        self._folder = folder.absolute()
        self._worker = Worker("cache")
        self._past: ReadOnlyRows | None = None
        """The way past the database."""
        self._database: FeedDatabase | None = None
        self._index: Index | None = None

    @property
    def index(self) -> Index:
        """What the stored feeds are searched with; nothing is opened or made before it is asked."""
        if self._index is None:
            from reader.store.index.index import Index

            self._index = Index(self._folder)
        return self._index

    @property
    def notice(self) -> str:
        """What is wrong with the disk, as a sentence for the user, or nothing."""
        return self._database.notice if self._database else ""

    @property
    def unreadable(self) -> str:
        """Why nothing that is stored can be read, as a sentence for the user, or nothing."""
        return self._database.unreadable if self._database else ""

    def submit_get(self, of: date | Period) -> Future[Feed | None]:
        """Begin `get` where no event loop runs yet; nothing is imported or opened in the calling thread."""
        return self._worker.submit(self._get, of)

    def submit_feeds(self, days: Iterable[date]) -> Future[list[Feed]]:
        """Begin `feeds` where no event loop runs yet."""
        return self._worker.submit(self._feeds, days)

    def submit_newest(self, until: date = date.max) -> Future[Feed | None]:
        """Begin `newest` where no event loop runs yet."""
        return self._worker.submit(self._newest, until)

    def submit_days(self) -> Future[tuple[date, ...]]:
        """Begin `days` where no event loop runs yet."""
        return self._worker.submit(self._days)

    def submit_containing(self, id: str) -> Future[Feed | None]:
        """Begin to look for the newest stored feed that has a paper: 0.1 ms a day."""
        return self._worker.submit(self._containing, id)

    def submit_records(self, ids: Iterable[str]) -> Future[dict[str, Record]]:
        """Begin `records` where no event loop runs yet."""
        return self._worker.submit(self._records, frozenset(ids))

    async def records(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return papers as the newest stored feeds have them, by id: at most 0.5 ms a stored day for all of them."""
        return await awaited(self.submit_records(ids))

    async def get(self, of: date | Period) -> Feed | None:
        """Return the stored feed of a day, also when it has no papers, or of another period."""
        return await awaited(self._worker.submit(self._with_database, partial(self._get, of)))

    async def feeds(self, days: Iterable[date]) -> list[Feed]:
        """Return the stored feeds of those days that are stored, also of those without papers."""
        return await awaited(self._worker.submit(self._with_database, partial(self._feeds, days)))

    async def head(self, day: date) -> Head | None:
        """Return what is known of the stored feed of a day without its papers, for a tenth of the time."""
        return await awaited(self._worker.submit(self._with_database, partial(self._head, day)))

    async def heads(self, days: Iterable[date]) -> list[Head]:
        """Return what is known without their papers of those days that are stored, also of those without papers.

        For a count: a day whose papers cannot be read in the end may be among them.
        """
        return await awaited(self._worker.submit(self._with_database, partial(self._heads, days)))

    async def newest(self, until: date = date.max) -> Feed | None:
        """Return the newest stored feed with papers that is not newer than `until`."""
        return await awaited(self._worker.submit(self._with_database, partial(self._newest, until)))

    async def days(self) -> tuple[date, ...]:
        """Return the days whose stored feeds have papers, the oldest first, without reading the feeds."""
        return await awaited(self._worker.submit(self._with_database, self._days))

    async def put(self, feed: Feed) -> None:
        """Store a feed in place of the former one of its period.

        Raises:
            StoreError: It could not be saved, and why; the former one is still there.
        """
        await awaited(self._worker.submit(self._put, feed))

    def submit_search(self, words: str) -> Future[SearchFeed | None]:
        """Begin `search` where no event loop runs yet."""
        return self._worker.submit(self._search, words)

    async def search(self, words: str) -> SearchFeed | None:
        """Return what the Hub found for some words when it was last asked, if that is stored."""
        return await awaited(self.submit_search(words))

    async def put_search(self, feed: SearchFeed) -> None:
        """Store what the Hub found, in place of what it found before; of all searches the last ones are kept.

        Raises:
            StoreError: It could not be saved, and why; the former one is still there.
        """
        await awaited(self._worker.submit(self._put_search, feed))

    def close(self, timeout: float) -> None:
        """Close the file after the calls under way, but return after `timeout` seconds at most."""
        if self._index is not None:
            self._index.close(timeout)
        self._worker.stop(self._close, timeout)

    # What follows runs in the thread.

    def _opened(self) -> FeedDatabase:
        if self._database is None:
            # diskcache: 10 ms that the first frame would wait for.
            from reader.store.feeds.database import FeedDatabase

            self._close_past()
            self._database = FeedDatabase(self._folder)
        return self._database

    def _with_database(self, call: Callable[[], Result]) -> Result:
        """Make a call with the database open, so that damage is repaired and reported."""
        self._opened()
        return call()

    def _read(self, read: Callable[[ReadOnlyRows | FeedDatabase], Result]) -> Result:
        """Read past the database while it is closed, or from it if that fails.

        diskcache writes as soon as it opens, and SQLite waits for the disk when that is closed: 40 ms of a command.
        """
        if self._database is None:
            from reader.store import sqlite
            from reader.store.feeds import readonly_rows

            with suppress(*sqlite.FAULTS):
                if self._past is None:
                    self._past = readonly_rows.ReadOnlyRows(self._folder / readonly_rows.FILE_NAME, AT_ONCE)
                return read(self._past)
        return read(self._opened())

    def _close_past(self) -> None:
        if self._past is not None:
            self._past.close()
            self._past = None

    def _value(self, key: str) -> bytes | None:
        return self._read(lambda rows: rows.value(key))

    def _get(self, of: date | Period) -> Feed | None:
        value = self._value_of(of) if isinstance(of, date) else self._value(rows.key_of(of))
        return None if value is None else rows.decode(value, of)

    def _feeds(self, days: Iterable[date]) -> list[Feed]:
        return [feed for feed in map(self._get, days) if feed is not None]

    def _head(self, day: date) -> Head | None:
        value = self._value_of(day)
        return None if value is None else rows.head(value, day)

    def _heads(self, days: Iterable[date]) -> list[Head]:
        values = ((day, self._value_of(day)) for day in days)
        heads = (rows.listing(value, day) for day, value in values if value is not None)
        return [head for head in heads if head is not None]

    def _value_of(self, day: date) -> bytes | None:
        return next((value for value in map(self._value, rows.keys(day)) if value is not None), None)

    def _newest(self, until: date) -> Feed | None:
        stored = (self._get(day) for day in reversed(self._days()) if day <= until)
        return next((feed for feed in stored if feed is not None and feed.papers), None)

    def _containing(self, id: str) -> Feed | None:
        for day in reversed(self._days()):
            value = self._value(rows.keys(day)[0])
            # Decoding takes 3 ms a day, looking for a text next to nothing.
            feed = rows.decode(value, day) if value is not None and id.encode() in value else None
            if feed is not None and any(paper.id == id for paper in feed.papers):
                return feed
        return None

    def _records(self, ids: frozenset[str]) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for day in reversed(self._days() if ids else ()):
            value = self._value(rows.keys(day)[0])
            if value is None or not rows.ids(value) & (ids - found.keys()):
                continue
            if (feed := rows.decode(value, day)) is not None:
                at = microseconds(feed.fetched_at)
                found = {paper.id: Record(at, paper) for paper in feed.papers if paper.id in ids} | found
            if len(found) == len(ids):
                break
        return found

    def _days(self) -> tuple[date, ...]:
        days = map(rows.day_with_papers, self._read(lambda rows: rows.names()))
        return tuple(sorted(day for day in days if day is not None))

    def _put(self, feed: Feed) -> None:
        value = rows.FeedBytes(feed)
        if len(value) > rows.SIZE_LIMIT:
            raise StoreError(f"Not saved: {feed.period} is larger than {rows.SIZE_LIMIT >> 20} MiB.")
        if not isinstance(feed.period, Day):
            self._opened().replace(rows.key_of(feed.period), value, "")
            return
        full, empty = rows.keys(feed.day)
        key, former = (full, empty) if feed.papers else (empty, full)
        self._opened().replace(key, value, former)
        if self._index is not None:
            # It was closed meanwhile, otherwise.
            with suppress(StoreError):
                self._index.submit_refresh(rows.Written(b"".join(value), feed))

    def _search(self, words: str) -> SearchFeed | None:
        from reader.store.feeds import searches

        value = self._value(rows.search_key(words))
        return None if value is None else searches.decode(value, words)

    def _put_search(self, feed: SearchFeed) -> None:
        from reader.store.feeds import searches

        self._opened().put_last(rows.search_key(feed.words), searches.encode(feed), rows.SEARCHES, searches.KEPT)

    def _close(self) -> None:
        self._close_past()
        if self._database is not None:
            self._database.close()
