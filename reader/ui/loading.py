"""Lists on their way to the screen: feeds with the marks of their papers, starred papers, and the days around."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from contextlib import aclosing, suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker

from reader.errors import OfflineError, ReaderError
from reader.library import Neighbour, PaperLibrary
from reader.papers.listing import Listing, MarksById, listing_of
from reader.papers.models import Feed
from reader.papers.period import Day, Direction, OnePaper, Period, Span, Starred, Trending
from reader.ui.browser import PaperBrowser
from reader.ui.editions import Editions, staying
from reader.ui.places import Aim
from reader.ui.walking import Walk

if TYPE_CHECKING:
    from reader.library.fetch import Outcome
    from reader.papers.query import Watches
    from reader.ui.ahead import Ahead
    from reader.ui.early import Early

Load = Callable[[Any, bool, PaperLibrary], Coroutine[None, None, None]]
"""Loads a period, asking the Hub even for what is fresh or not, from a library."""
_FEED: Final = "feed"
_WALK: Final = "walk"
_AHEAD: Final = "ahead"
PATIENCE: Final = 0.1
"""Seconds until the status says that a day is being looked for."""


class FeedLoader(Editions):
    """Loads what a screen shows, one feed at a time, and goes from day to day; what is found is posted to the screen.

    Several steps add up while a day is being looked for. The last message of a walk that was given up may still be on
    its way when another one begins.
    """

    class Loaded(Message):
        """Posted when a feed has been found."""

        def __init__(self, wanted: Period, feed: Feed, marks: MarksById) -> None:
            super().__init__()
            self.wanted, self.feed, self.marks = wanted, feed, marks

    class Finished(Message):
        """Posted when no other feed will come, with the reason if nothing fresher came."""

        def __init__(self, wanted: Period, error: ReaderError | None) -> None:
            super().__init__()
            self.wanted, self.error = wanted, error

    class Collected(Message):
        """Posted when the starred papers have been found."""

        def __init__(self, listing: Listing) -> None:
            super().__init__()
            self.listing = listing

    class Found(Message):
        """Posted when a paper that was asked for has been found, in a list or by itself."""

        def __init__(self, wanted: OnePaper, period: Period, listing: Listing | None) -> None:
            """Tell where it is.

            Args:
                wanted: What was asked for.
                period: What it is in.
                listing: The list of it alone, if that is where it is.
            """
            super().__init__()
            self.wanted, self.period, self.listing = wanted, period, listing

    class Known(Message):
        """Posted when a look for a newer day has found one, stored or not."""

        def __init__(self, feed: Feed, marks: MarksById) -> None:
            super().__init__()
            self.feed, self.marks = feed, marks

    class Advanced(Message):
        """Posted when days are fetched ahead, and another one has been, or all have."""

    class Asking(Message):
        """Posted when it is known which day the Hub is asked for, where that was not known before."""

        def __init__(self, day: date, wanted: Period | None = None, walk: int = 0) -> None:
            """Tell of which day.

            Args:
                day: The day.
                wanted: For which period; None where a walk looks for it.
                walk: The number of the walk.
            """
            super().__init__()
            self.day, self.wanted, self.walk = day, wanted, walk

    class Arrived(Message):
        """Posted when a walk has found a day, or why there is none."""

        def __init__(self, walk: int, found: Neighbour | ReaderError, aim: Aim | None = None) -> None:
            """Tell what was found.

            Args:
                walk: The number of the walk.
                found: The day, or why there is none.
                aim: Which paper of the day is wanted.
            """
            super().__init__()
            self.walk, self.found, self.aim = walk, found, aim

    def __init__(self, screen: Screen[None], library: PaperLibrary, sample: Callable[[], PaperLibrary] | None) -> None:
        """Load from a library.

        Args:
            screen: Where the messages go.
            library: Where feeds come from.
            sample: Makes the edition to show where nothing is stored and the Hub cannot be reached.
        """
        super().__init__(library, sample)
        self._screen = screen
        self.ahead: Ahead | None = None
        """How far fetching ahead has come, while it is under way."""
        self._outcomes: list[Outcome] = []
        """What came of the days that are fetched ahead, so far."""
        self._walk = Walk()
        self._early: Early | None = None

    # Feeds

    def load(self, period: Period, *, refresh: bool = False, named: bool = False) -> None:
        """Load the feeds of a period or of the newest day, or one paper, in place of those on their way; or the stars.

        Args:
            period: What to load.
            refresh: Ask the Hub even if the stored feed is fresh.
            named: Whether the user named it: the Hub is asked for it before the sample that stands in.
        """
        libraries = self.choose(named=named)
        if isinstance(period, Starred):
            self._run(self._collect, "starred")
        elif isinstance(period, OnePaper):
            self._run(partial(self._try, self._find, period, refresh, libraries), _FEED)
        else:
            self._run(partial(self._try, self._load, period, refresh, libraries), _FEED)

    def look_for_newer(self) -> None:
        """Find out which day is the newest, and store it, so that it can be shown at once."""
        self._run(self._look_for_newer, "newer")

    def prefetch(self, shown: Period) -> None:
        """Fetch the days beside a day before anyone wants them, unless something else is asked for."""
        from reader.ui.early import Early

        self._early = self._early or Early(self._screen, lambda: self.is_walking or self.ahead is not None)
        self._early.begin(shown, self.library)

    def _stop_prefetch(self) -> None:
        if self._early:
            self._early.stop()

    def load_ahead(self) -> None:
        """Fetch the last days that are not stored or not fresh, the newest first, and report the result."""
        if self.library.is_sample:
            again = "press r to ask the Hub again" if self.uses_sample else "there is nothing to fetch"
            self._say(f"This is the sample edition: {again}.")
        else:
            self._stop_prefetch()
            self._run(self._load_ahead, _AHEAD)

    def stop_ahead(self) -> None:
        """Give up fetching ahead, if that is under way, and say what was stored."""
        if self.ahead is None:
            return
        self._screen.workers.cancel_group(self._screen, _AHEAD)
        from reader.ui.ahead import stopped

        self._say(stopped(self._outcomes, self.ahead.of))
        self._advance()

    def _run(self, work: Callable[[], Coroutine[None, None, None]], group: str) -> Worker[None]:
        return self._screen.run_worker(work, group=group, exclusive=True)

    async def _try(self, load: Load, period: Period, refresh: bool, libraries: tuple[PaperLibrary, ...]) -> None:
        """Load from the first library that has something."""
        failure: ReaderError | None = None
        for library in libraries:
            try:
                await load(period, refresh, library)
                break
            except ReaderError as error:
                failure = failure or staying(error, of=len(libraries))
        self._screen.post_message(self.Finished(period, failure))

    async def _load(self, period: Period, refresh: bool, library: PaperLibrary) -> None:
        def asking(day: date) -> None:
            self._screen.post_message(self.Asking(day, period))

        if isinstance(period, Span | Trending):
            feeds = library.period(period, refresh=refresh)
        elif isinstance(period, Day):
            feeds = library.feed(period.date, refresh=refresh)
        else:
            feeds = library.newest(refresh=refresh, asking=asking)
        async for feed in feeds:
            marks = await library.marks.get([paper.id for paper in feed.papers])
            self.library = library
            self._screen.post_message(self.Loaded(period, feed, marks))

    async def _find(self, wanted: OnePaper, refresh: bool, library: PaperLibrary) -> None:
        async with aclosing(library.find(wanted.id, refresh=refresh)) as answers:
            async for found in answers:
                listing = None
                if found.period == wanted:
                    marks = await library.marks.get([wanted.id])
                    listing = Listing((found.paper,), marks, found.fetched_at, one=wanted)
                self.library = library
                self._screen.post_message(self.Found(wanted, found.period, listing))

    async def _look_for_newer(self) -> None:
        with suppress(ReaderError):  # Nobody asked.
            async with aclosing(self.library.newest()) as feeds:
                async for feed in feeds:
                    marks = await self.library.marks.get([paper.id for paper in feed.papers])
                    self._screen.post_message(self.Known(feed, marks))

    async def _collect(self) -> None:
        try:
            async with aclosing(self.library.starred()) as lists:
                async for starred in lists:
                    self._screen.post_message(self.Collected(listing_of(starred)))
        except OfflineError:
            pass  # It was the user's wish; the papers are listed by their ids.
        except ReaderError as error:
            self._say(str(error))

    async def _load_ahead(self) -> None:
        from reader.hub.rate_limit import time_after
        from reader.library.fetch import Pause, fetch_days
        from reader.ui.ahead import Ahead, last_days, summary

        library = self.library
        today = library.clock.newest_day()
        days = last_days(today)
        outcomes = self._outcomes = []
        self._advance(Ahead(0, len(days)))
        try:
            async with aclosing(fetch_days(library, days)) as told:
                async for event in told:
                    if isinstance(event, Pause):
                        self._advance(Ahead(len(outcomes), len(days), time_after(0, event.until.astimezone())))
                    else:
                        outcomes.append(event)
                        # In the status and not as a notice, which would lay the whole screen out again.
                        self._advance(Ahead(len(outcomes), len(days)))
            said = summary(outcomes, today)
        except ReaderError as error:
            said = str(error)
        self._say(said)
        self._advance()  # Not where another fetch has taken its place: that tells by itself.

    def _advance(self, ahead: Ahead | None = None) -> None:
        self.ahead = ahead
        self._screen.post_message(self.Advanced())

    def _say(self, sentence: str) -> None:
        self._screen.post_message(PaperBrowser.Said(sentence))

    # From day to day

    @property
    def is_walking(self) -> bool:
        """Whether a day is being looked for."""
        return self._walk.is_under_way

    def is_outdated(self, event: Arrived | Asking) -> bool:
        """Whether it is of a walk that was given up."""
        return event.walk != self._walk.number

    def goal(self) -> Day | Span | None:
        """The period to which the walk leads, as far as that is known."""
        return self._walk.goal(self.library.clock.newest_day())

    def step(self, of: date | Span, direction: Direction) -> None:
        """Go one day, week or month further; `of` is where to begin if no walk is under way."""
        self._walk.steps = direction + (self._walk.steps if self.is_walking else 0)
        if not self.is_walking:
            self._begin(partial(self._step, of), of)

    def seek(self, day: date, aim: Aim, watches: Watches | None) -> None:
        """Go to the next day with a paper that is wanted: an older one for its first such paper, else a newer one."""
        self.stop()
        self._begin(partial(self._seek, day, aim, watches))

    def _begin(self, walk: Callable[[], Coroutine[None, None, None]], since: date | Span | None = None) -> None:
        # Before it starts: from Python 3.12 on it can be over before `run_worker` returns.
        self._walk.begin(since)
        self._run(walk, _WALK)

    def stop(self) -> None:
        """Give up the walk that is under way, and what is fetched before anyone wants it."""
        self._stop_prefetch()
        self._screen.workers.cancel_group(self._screen, _WALK)
        self._walk.stop()

    def stop_all(self) -> None:
        """Give up the feed that is on its way, too."""
        self.stop()
        self._screen.workers.cancel_group(self._screen, _FEED)

    async def _step(self, of: date | Span) -> None:
        walk, number, library = self._walk, self._walk.number, self.library
        while walk.steps:
            walk.begin(of)
            direction = walk.direction
            found = await _or_why_not(library.neighbour(of, direction, self._asked))
            if isinstance(found, Neighbour):
                of = found.period if isinstance(found.period, Span) else found.day
                walk.steps -= direction
            self._screen.post_message(self.Arrived(number, found))
            if not isinstance(found, Neighbour):
                break
        walk.is_under_way = False

    def _asked(self, day: date) -> None:
        self._walk.asks(day)
        self._screen.post_message(self.Asking(day, walk=self._walk.number))

    async def _seek(self, day: date, aim: Aim, watches: Watches | None) -> None:
        from reader.ui.seeking import next_day_with, wanted

        number = self._walk.number
        found = await _or_why_not(next_day_with(wanted(aim, watches), self.library, day, aim, self._asked))
        self._walk.is_under_way = False
        self._screen.post_message(self.Arrived(number, found, aim))


async def _or_why_not(search: Awaitable[Neighbour]) -> Neighbour | ReaderError:
    try:
        return await search
    except ReaderError as error:
        return error
