"""Opening the stored days, the marks and the way to the Hub together, and closing them again.

Nothing is read or written before it is asked for: a store that nobody used costs nothing to open or to close.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reader import ownership
from reader.errors import HubError, NoPapersError, OfflineError, StoreError
from reader.hub.endpoint import Endpoint
from reader.library import Library
from reader.papers.period import EditionClock
from reader.store import paths
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks

if TYPE_CHECKING:
    from reader.hub.client import Hub
    from reader.store.documents import DocumentDatabase, Documents
    from reader.store.feeds.database import FeedDatabase


class ClosingTimes(Struct, frozen=True):
    """Seconds that each store has to close."""

    marks: float
    cache: float


COMMAND: Final = ClosingTimes(marks=10.0, cache=10.0)
"""A command has done what it was asked for only when it is on the disk."""
READER: Final = ClosingTimes(marks=2.0, cache=0.1)
"""Whoever quits waits for their marks to be saved; SQLite survives a process that ends without closing the cache."""


class OpenLibrary:
    """The user's stores and the way to the Hub."""

    def __init__(self, folder: Path, connect: Callable[[], Hub] | None) -> None:
        """Name what may be opened.

        Args:
            folder: Where stored days are.
            connect: Makes the way to the Hub, None where the user wants no network.
        """
        self.clock: Final = EditionClock()
        self.folder: Final = folder
        self.cache: Final = Cache(folder)
        self.marks: Final = Marks(paths.marks(), self.clock.now)
        self.is_offline: Final = connect is None
        self._connect = connect
        self._database: FeedDatabase | None = None
        self._documents: Documents | None = None
        self._document_database: DocumentDatabase | None = None

    def documents(self) -> Documents:
        """The papers that were looked up."""
        if self._documents is None:
            # Few starts and few commands need it.
            from reader.store.documents import Documents

            self._documents = Documents(self.folder)
        return self._documents

    @property
    def database(self) -> FeedDatabase:
        """The file of the stored days, for maintenance in the thread that asks; opening it repairs what it can."""
        if self._database is None:
            from reader.store.feeds.database import FeedDatabase

            self._database = FeedDatabase(self.folder)
        return self._database

    @property
    def document_database(self) -> DocumentDatabase:
        """The file of the papers that were looked up, for maintenance as above."""
        if self._document_database is None:
            from reader.store.documents import FILE_NAME, DocumentDatabase

            self._document_database = DocumentDatabase(self.folder / FILE_NAME)
        return self._document_database

    @property
    def notices(self) -> Iterator[str]:
        """What is wrong with the stores that were used, as sentences for the user."""
        stores = (self._database, self._document_database, self.cache, self._documents, self.marks)
        # Two handles on a file say the same of it.
        return iter(dict.fromkeys(filter(None, (store.notice for store in stores if store is not None))))

    def check_clock(self) -> None:
        """Let the clock know the newest stored day, where it matters that it is right."""
        if days := self.cache.submit_days().result():
            self.clock.learn(days[-1])

    def check_stored(self) -> None:
        """Let nothing be done that would take days which cannot be read for days that are not stored.

        Raises:
            StoreError: Nothing that is stored can be read, and why.
        """
        self.cache.submit_days().result()
        if self.cache.unreadable:
            raise StoreError(self.cache.unreadable)

    def check_marks(self) -> None:
        """Let nothing be done that depends on marks which cannot be read.

        Raises:
            StoreError: They cannot be read, and why.
        """
        self.marks.submit_get(lambda: ()).result()
        if self.marks.unreadable:
            raise StoreError(self.marks.unreadable)

    def library(self) -> Library:
        """Return a library that connects to the Hub when it first asks it, for a process that ends without closing."""
        return Library(self.cache, self.marks, self._connect, self.clock, self.documents)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Library]:
        """Return a library that is connected to the Hub, and close the connection afterwards.

        Raises:
            OfflineError: The user wants no network.
        """
        if self._connect is None:
            raise OfflineError("The network is off (--offline or HF_HUB_OFFLINE).")
        hub = self._connect()
        try:
            yield Library(self.cache, self.marks, lambda: hub, self.clock, self.documents)
        finally:
            await hub.close()

    def close(self, times: ClosingTimes = COMMAND) -> None:
        """Close the stores after the calls under way; more than once does nothing."""
        for database in (self._database, self._document_database):
            if database is not None:
                database.close()
        self.marks.close(times.marks)
        self.cache.close(times.cache)
        if self._documents is not None:
            self._documents.close(times.cache)


@contextmanager
def open_library(
    cache_dir: Path | None = None,
    *,
    offline: bool = False,
    times: ClosingTimes = COMMAND,
    report: Callable[[str], object] | None = None,
) -> Iterator[OpenLibrary]:
    """Open the user's library and close it.

    Args:
        cache_dir: Where stored days are, None for the platform's folder.
        offline: Send no request.
        times: How long closing may take.
        report: Is told what is wrong with the stores once they are closed, also where the error is that papers are not
            there, which may be because of that; other errors say more.

    Raises:
        StoreError: The folder that the user named cannot be used.
        ReaderError: The environment names an endpoint that cannot be one.
    """
    connect = None if offline else _connection(Endpoint.from_environment(os.environ))
    opened = OpenLibrary(cache_folder(cache_dir), connect)
    is_told = False
    try:
        yield opened
        is_told = True
    except (HubError, NoPapersError):
        is_told = True
        raise
    finally:
        opened.close(times)
        if report is not None and is_told:
            for notice in opened.notices:
                report(notice)


def cache_folder(named: Path | None) -> Path:
    """Create and check the folder that the user named; the platform's may fail later and be done without.

    Raises:
        StoreError: It cannot be used.
    """
    if named is None:
        return paths.cache()
    folder = named
    try:
        folder = folder.expanduser().absolute()
        ownership.make_folder(folder)
        next(folder.iterdir(), None)
    except (OSError, RuntimeError) as error:  # The latter where there is no such user.
        why = (error.strerror if isinstance(error, OSError) else None) or "it cannot be found"
        raise StoreError(
            f"{folder} cannot be used as the cache: {why}. Choose another folder with --cache-dir."
        ) from error
    return folder


def _connection(endpoint: Endpoint) -> Callable[[], Hub] | None:
    return None if endpoint.offline else partial(_hub, endpoint)


def _hub(endpoint: Endpoint) -> Hub:
    # asyncio and httpx: 60 ms that stored days do without.
    from reader.hub.client import Hub

    return Hub(endpoint)
