"""Lists on their way to a screen: feeds with the marks of their papers, and the starred papers."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from contextlib import aclosing
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker

from reader.errors import ReaderError
from reader.library import Papers
from reader.papers import words
from reader.papers.arrange import Listing, MarksById, listing_of
from reader.papers.models import Feed
from reader.papers.period import DAY
from reader.ui.catalogue import Catalogue

if TYPE_CHECKING:
    from reader import fetching

AHEAD: Final = 7
"""Days that are fetched ahead."""


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

    class Advanced(Message):
        """Posted when days are fetched ahead, and another one has been, or all have."""

        def __init__(self, days: int = 0, of: int = 0) -> None:
            """Initialise the message with how many days are done, and of how many; none when that is over."""
            super().__init__()
            self.days, self.of = days, of

    def __init__(self, screen: Screen[None]) -> None:
        """Initialise the fetch, with nothing on its way."""
        self._screen = screen

    def feed(self, papers: Papers, day: date | None, *, refresh: bool = False) -> None:
        """Fetch the feeds of a day, None for the newest, instead of what is on its way."""
        self._run(partial(self._feed, papers, day, refresh), "feed")

    def starred(self, papers: Papers) -> None:
        """Fetch all starred papers."""
        self._run(partial(self._starred, papers), "starred")

    def ahead(self, papers: Papers) -> None:
        """Fetch the last days that are not stored or not fresh, the newest first; what comes of it is said."""
        self._run(partial(self._ahead, papers), "ahead")

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

    async def _ahead(self, papers: Papers) -> None:
        from reader import fetching

        today = papers.clock.newest_day()
        days = [*fetching.days_back(today - (AHEAD - 1) * DAY, today)]
        outcomes: list[fetching.Outcome] = []
        self._screen.post_message(self.Advanced(0, len(days)))
        try:
            async with aclosing(fetching.fetch(papers, days)) as told:
                async for event in told:
                    if isinstance(event, fetching.Pause):
                        self._say(f"The Hub is left alone until {event.until.astimezone():%H:%M}; then it goes on.")
                    else:
                        outcomes.append(event)
                        # Above the list and not as a sentence, for which all is laid out anew.
                        self._screen.post_message(self.Advanced(len(outcomes), len(days)))
            said = _summary(outcomes)
        except ReaderError as error:
            said = str(error)
        self._say(said)
        self._screen.post_message(self.Advanced())  # Not where another fetch has taken its place: that tells by itself.

    def _say(self, sentence: str) -> None:
        self._screen.post_message(Catalogue.Said(sentence))


def _summary(outcomes: Sequence[fetching.Outcome]) -> str:
    """What came of fetching ahead, in a sentence."""
    failed = [outcome for outcome in outcomes if outcome.error]
    fetched = sum(outcome.result == "fetched" for outcome in outcomes)
    if not failed:
        return f"The last {AHEAD} days are stored: {words.counted(fetched, 'day')} fetched, the others need not be."
    missing = ", ".join(str(outcome.day) for outcome in failed)
    return f"{words.counted(fetched, 'day')} fetched, but not {missing}: {failed[0].error}"
