"""Lists on their way to a screen: feeds with the marks of their papers, and the starred papers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import aclosing
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker

from reader.errors import NoPapersError, ReaderError
from reader.library import SEARCHED_DAYS, Neighbour, PaperLibrary
from reader.papers import humanize
from reader.papers.listing import Listing, MarksById, listing_of
from reader.papers.models import Feed
from reader.papers.period import DAY, Day, Direction, Period
from reader.ui.browser import Catalogue

if TYPE_CHECKING:
    from reader.library.fetch import Outcome

AHEAD: Final = 7
"""Days that are fetched ahead."""


class Fetch:
    """Fetches one feed at a time for a screen; what is found is posted to it."""

    class Loaded(Message):
        """Posted when a feed has been found."""

        def __init__(self, wanted: Period, feed: Feed, marks: MarksById) -> None:
            """Initialise the message with the day that was asked for and what was found."""
            super().__init__()
            self.wanted, self.feed, self.marks = wanted, feed, marks

    class Finished(Message):
        """Posted when no other feed will come."""

        def __init__(self, wanted: Period, error: ReaderError | None) -> None:
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

    def feed(self, papers: PaperLibrary, period: Period, *, refresh: bool = False) -> None:
        """Fetch the feeds of a day, or else of the newest one, instead of what is on its way."""
        self._run(partial(self._feed, papers, period, refresh), "feed")

    def starred(self, papers: PaperLibrary) -> None:
        """Fetch all starred papers."""
        self._run(partial(self._starred, papers), "starred")

    def ahead(self, papers: PaperLibrary) -> None:
        """Fetch the last days that are not stored or not fresh, the newest first; what comes of it is said."""
        self._run(partial(self._ahead, papers), "ahead")

    def _run(self, work: Callable[[], Coroutine[None, None, None]], group: str) -> Worker[None]:
        return self._screen.run_worker(work, group=group, exclusive=True)

    async def _feed(self, papers: PaperLibrary, period: Period, refresh: bool) -> None:
        day = period.date if isinstance(period, Day) else None
        feeds = papers.feed(day, refresh=refresh) if day else papers.newest(refresh=refresh)
        failure: ReaderError | None = None
        try:
            async for feed in feeds:
                marks = await papers.marks.get([paper.id for paper in feed.papers])
                self._screen.post_message(self.Loaded(period, feed, marks))
        except ReaderError as error:
            failure = error
        self._screen.post_message(self.Finished(period, failure))

    async def _starred(self, papers: PaperLibrary) -> None:
        self._screen.post_message(self.Collected(listing_of(await papers.marks.starred())))

    async def _ahead(self, papers: PaperLibrary) -> None:
        from reader.library.fetch import Pause, days_back, fetch_days

        today = papers.clock.newest_day()
        days = [*days_back(today - (AHEAD - 1) * DAY, today)]
        outcomes: list[Outcome] = []
        self._screen.post_message(self.Advanced(0, len(days)))
        try:
            async with aclosing(fetch_days(papers, days)) as told:
                async for event in told:
                    if isinstance(event, Pause):
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


def _summary(outcomes: Sequence[Outcome]) -> str:
    """What came of fetching ahead, in a sentence."""
    failed = [outcome for outcome in outcomes if outcome.error]
    fetched = sum(outcome.result == "fetched" for outcome in outcomes)
    if not failed:
        return f"The last {AHEAD} days are stored: {humanize.counted(fetched, 'day')} fetched, the others need not be."
    missing = ", ".join(str(outcome.day) for outcome in failed)
    return f"{humanize.counted(fetched, 'day')} fetched, but not {missing}: {failed[0].error}"


PATIENCE = 0.1
"""Seconds until it is said that a day is being looked for."""


class Walk:
    """The way of one screen from its day to others; every day that is reached is posted to the screen."""

    class Arrived(Message):
        """Posted when a day was found, or why there is none."""

        def __init__(self, journey: int, found: Neighbour | ReaderError, unread: Direction | None = None) -> None:
            """Initialise the message.

            Args:
                journey: The walk that it belongs to.
                found: The day, or why there is none.
                unread: Which unread paper of the day is wanted: the first one, or the last one.
            """
            super().__init__()
            self.journey, self.found, self.unread = journey, found, unread

    def __init__(self, screen: Screen[None]) -> None:
        """Initialise the walk, at rest."""
        self._screen = screen
        self._steps = 0
        """Days still to go to, towards newer ones if positive."""
        self._worker: Worker[None] | None = None
        self._journey = 0
        """Tells the steps of one walk from those of one that was given up."""

    @property
    def is_under_way(self) -> bool:
        """Whether a day is being looked for."""
        return self._worker is not None

    def is_of_now(self, event: Arrived) -> bool:
        """Whether a day was found by the walk that is under way, or the last one."""
        return event.journey == self._journey

    def step(self, papers: PaperLibrary, day: date, direction: Direction) -> None:
        """Go one day further; `day` is where to begin if no walk is under way."""
        self._steps += direction
        if self._worker is None:
            self._worker = self._screen.run_worker(partial(self._walk, papers, day), group="walk")

    def seek(self, papers: PaperLibrary, day: date, unread: Direction) -> None:
        """Go to the next day with an unread paper: an older one where the first one is wanted, else a newer one."""
        self.stop()
        self._worker = self._screen.run_worker(partial(self._seek, papers, day, unread), group="walk")

    def stop(self) -> None:
        """Give up what is under way."""
        if self._worker is not None:
            self._worker.cancel()
        self._worker = None
        self._steps = 0
        self._journey += 1

    async def _walk(self, papers: PaperLibrary, day: date) -> None:
        journey = self._journey
        while self._steps:
            direction: Direction = 1 if self._steps > 0 else -1
            found = await _or_why_not(papers.neighbour(day, direction))
            if isinstance(found, Neighbour):
                day = found.day
                self._steps -= direction
            else:
                self._steps = 0
            self._screen.post_message(self.Arrived(journey, found))
        self._worker = None

    async def _seek(self, papers: PaperLibrary, day: date, unread: Direction) -> None:
        journey = self._journey
        found = await _or_why_not(_next_unread(papers, day, -1 if unread > 0 else 1))
        self._worker = None
        self._screen.post_message(self.Arrived(journey, found, unread))


async def _or_why_not(search: Awaitable[Neighbour]) -> Neighbour | ReaderError:
    try:
        return await search
    except ReaderError as error:
        return error


async def _next_unread(papers: PaperLibrary, day: date, direction: Direction) -> Neighbour:
    """Find the next day with a paper that was not read.

    Raises:
        NoPapersError: If there is none among the next days with papers.
        HubError: If the Hub cannot be asked and no such day is stored.
    """
    began = day
    for _ in range(SEARCHED_DAYS):
        found = await papers.neighbour(day, direction)
        if await _has_unread(papers, found.day):
            return found
        day = found.day
    raise NoPapersError(f"All is read from {min(began, day)} to {max(began, day)}. Press d to go to another day.")


async def _has_unread(papers: PaperLibrary, day: date) -> bool:
    async with aclosing(papers.feed(day)) as feeds:
        async for feed in feeds:
            marks = await papers.marks.get([paper.id for paper in feed.papers])
            return any(paper.id not in marks or not marks[paper.id].is_read for paper in feed.papers)
    return False
