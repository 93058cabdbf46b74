"""Stored feeds: every day once fetched, readable for ever without a network."""

from __future__ import annotations

from asyncio import wrap_future
from concurrent.futures import Future, wait
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.papers.models import Feed
from reader.store import record
from reader.store.record import Head
from reader.store.worker import Worker

if TYPE_CHECKING:
    from reader.store.shelf import Shelf


class Cache:
    """Stored feeds, in a thread of their own.

    What cannot be read is not stored, and `notice` says why; only `put` raises. After `close` every call raises
    `StoreError`.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made and opened in the thread, at the first call."""
        self._folder = folder.absolute()
        self._worker = Worker("cache")
        self._shelf: Shelf | None = None

    @property
    def notice(self) -> str:
        """What is wrong with the disk, as a sentence for the user, or nothing."""
        return self._shelf.notice if self._shelf else ""

    def submit_get(self, day: date) -> Future[Feed | None]:
        """Begin `get` where no event loop runs yet; nothing is imported or opened in the calling thread."""
        return self._worker.submit(self._get, day)

    def submit_newest(self, until: date) -> Future[Feed | None]:
        """Begin `newest` where no event loop runs yet."""
        return self._worker.submit(self._newest, until)

    async def get(self, day: date) -> Feed | None:
        """Return the stored feed of a day, also when it has no papers."""
        return await wrap_future(self.submit_get(day))

    async def head(self, day: date) -> Head | None:
        """Return what is known of the stored feed of a day without its papers, for a tenth of the time."""
        return await wrap_future(self._worker.submit(self._head, day))

    async def newest(self, until: date) -> Feed | None:
        """Return the newest stored feed with papers that is not newer than `until`."""
        return await wrap_future(self.submit_newest(until))

    async def days(self) -> tuple[date, ...]:
        """Return the days whose stored feeds have papers, the oldest first, without reading the feeds."""
        return await wrap_future(self._worker.submit(self._days))

    async def put(self, feed: Feed) -> None:
        """Store a feed in place of the day's former one.

        Raises:
            StoreError: It could not be saved, and why; the former one is still there.
        """
        await wrap_future(self._worker.submit(self._put, feed))

    def close(self, timeout: float) -> None:
        """Close the file after the calls under way, but return after `timeout` seconds at most."""
        with suppress(StoreError):
            closed = self._worker.submit(self._close)
            self._worker.stop()
            wait([closed], timeout)

    # What follows runs in the thread.

    def _opened(self) -> Shelf:
        if self._shelf is None:
            # diskcache and sqlite3: 10 ms that the first frame would wait for.
            from reader.store.shelf import Shelf

            self._shelf = Shelf(self._folder)
        return self._shelf

    def _get(self, day: date) -> Feed | None:
        value = self._value(day)
        return None if value is None else record.decode(value, day)

    def _head(self, day: date) -> Head | None:
        value = self._value(day)
        return None if value is None else record.head(value, day)

    def _value(self, day: date) -> bytes | None:
        values = map(self._opened().value, record.keys(day))
        return next((value for value in values if value is not None), None)

    def _newest(self, until: date) -> Feed | None:
        stored = (self._get(day) for day in reversed(self._days()) if day <= until)
        return next((feed for feed in stored if feed is not None and feed.papers), None)

    def _days(self) -> tuple[date, ...]:
        days = map(record.day_with_papers, self._opened().names())
        return tuple(sorted(day for day in days if day is not None))

    def _put(self, feed: Feed) -> None:
        value = record.encode(feed)
        if len(value) > record.SIZE_LIMIT:
            raise StoreError(f"Not saved: {feed.day} is larger than {record.SIZE_LIMIT >> 20} MiB.")
        full, empty = record.keys(feed.day)
        key, former = (full, empty) if feed.papers else (empty, full)
        self._opened().replace(key, value, former)

    def _close(self) -> None:
        if self._shelf is not None:
            self._shelf.close()
