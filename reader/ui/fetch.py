"""Lists on their way to a screen: feeds with the marks of their papers, and the starred papers."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date
from functools import partial

from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker

from reader.errors import ReaderError
from reader.library import Papers
from reader.papers.arrange import Listing, MarksById, listing_of
from reader.papers.models import Feed


class Fetch:
    """Fetches one feed at a time for a screen; what is found is posted to it."""

    class Loaded(Message):
        """Posted when a feed has been found."""

        def __init__(self, wanted: date | None, feed: Feed, marks: MarksById) -> None:
            """Initialise the message with the day that was asked for and what was found."""
            super().__init__()
            self.wanted, self.feed, self.marks = wanted, feed, marks

    class Finished(Message):
        """Posted when no other feed will come."""

        def __init__(self, wanted: date | None, error: ReaderError | None) -> None:
            """Initialise the message with the day that was asked for, and why nothing fresher came, if so."""
            super().__init__()
            self.wanted, self.error = wanted, error

    class Collected(Message):
        """Posted when the starred papers have been found."""

        def __init__(self, listing: Listing) -> None:
            """Initialise the message with the papers."""
            super().__init__()
            self.listing = listing

    def __init__(self, screen: Screen[None]) -> None:
        """Initialise the fetch, with nothing on its way."""
        self._screen = screen

    def feed(self, papers: Papers, day: date | None, *, refresh: bool = False) -> None:
        """Fetch the feeds of a day, None for the newest, instead of what is on its way."""
        self._run(partial(self._feed, papers, day, refresh), "feed")

    def starred(self, papers: Papers) -> None:
        """Fetch all starred papers."""
        self._run(partial(self._starred, papers), "starred")

    def _run(self, work: Callable[[], Coroutine[None, None, None]], group: str) -> Worker[None]:
        return self._screen.run_worker(work, group=group, exclusive=True)

    async def _feed(self, papers: Papers, day: date | None, refresh: bool) -> None:
        feeds = papers.newest(refresh=refresh) if day is None else papers.feed(day, refresh=refresh)
        failure: ReaderError | None = None
        try:
            async for feed in feeds:
                marks = await papers.marks.get([paper.id for paper in feed.papers])
                self._screen.post_message(self.Loaded(day, feed, marks))
        except ReaderError as error:
            failure = error
        self._screen.post_message(self.Finished(day, failure))

    async def _starred(self, papers: Papers) -> None:
        self._screen.post_message(self.Collected(listing_of(await papers.marks.starred())))
