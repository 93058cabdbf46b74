"""What the main screen asks for: feeds, days and starred papers, from the key to their arrival."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from time import monotonic
from typing import Final, Protocol

from textual.timer import Timer

from reader.errors import OfflineError, ReaderError
from reader.papers.listing import Listing
from reader.papers.models import Feed, Paper
from reader.papers.period import NEWEST, STARRED, Day, Direction, Newest, Period
from reader.ui.browser import PaperBrowser
from reader.ui.loading import PATIENCE, FeedLoader
from reader.ui.places import Aim, Place, Route
from reader.ui.undo import UndoHistory

LONG: Final = 2
"""Seconds after which a line says what is waited for, and how to give up."""
LOOKING: Final = timedelta(minutes=30)
"""How long after a look for a newer day there is another one, while the clock says that there may be one."""


class RequestingScreen(Protocol):
    """The screen that asks."""

    feed: Feed | None
    today: date
    error: ReaderError | None
    notice: str

    @property
    def browser(self) -> PaperBrowser:
        """The papers on it."""
        ...

    @property
    def shown(self) -> Period:
        """The period on it."""
        ...

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        ...

    def tell(self) -> None:
        """Write what its bars say."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call something once, some seconds later."""
        ...

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call something every so many seconds."""
        ...


class Waiting:
    """What is waited for, and how long already; the screen is told every second, and never once nothing is awaited."""

    def __init__(self, screen: RequestingScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._since = monotonic()
        self.what: Period | Direction | None = NEWEST
        """A period, or a day that is being looked for among the older or newer ones; None for nothing."""

    def begin(self, what: Period | Direction) -> None:
        """Wait for something from now on."""
        self.what, self._since = what, monotonic()
        if self._timer is None:
            self._timer = self._screen.set_interval(1, self._screen.tell)

    def end(self) -> None:
        """Wait for nothing any more."""
        self.what = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @property
    def seconds(self) -> int:
        """For how long, in whole seconds."""
        return int(monotonic() - self._since)

    @property
    def is_long(self) -> bool:
        """Whether it is so long that one may want to give up."""
        return self.what is not None and self.seconds >= LONG


class Requests:
    """What was asked for last, until it is there, has failed or is given up."""

    def __init__(self, screen: RequestingScreen, loader: FeedLoader, start: Place) -> None:
        """Ask for nothing yet.

        Args:
            screen: Where it is shown.
            loader: Loads it.
            start: Where the reader begins.
        """
        self._screen = screen
        self.loader = loader
        self.route = Route(start)
        self.waiting = Waiting(screen)
        self.out: date | None = None
        """The newest day that a look for a newer one has found; it may be stored only, and there may be newer ones."""
        self.newest: date | None = None
        """The newest day with papers, once it is known."""
        self._has_asked = self._is_touched = False
        self._looked = loader.library.clock.now() - LOOKING
        self._library_notice = ""

    # Asking

    def begin(self) -> None:
        """Ask for the first period, unless a key was faster."""
        if not self._has_asked:
            self.load(self.route)
            if self._screen.browser.listed.listing.has_unknown:
                self.loader.load(STARRED)

    def touch(self) -> None:
        """Note that a key was pressed: the day is not changed unasked any more."""
        self._is_touched = True

    def load(self, route: Route, *, refresh: bool = False) -> None:
        """Ask for the day of a route, be it under the starred papers; what is shown stays until it is there."""
        self.loader.stop()
        self._has_asked = True
        self.route = route
        if isinstance(route.day.period, Newest):
            self._looked = self.loader.library.clock.now()
        self.waiting.begin(route.day.period)
        self._screen.tell()
        self.loader.load(route.day.period, refresh=refresh)

    def load_newest(self) -> None:
        """Go to the newest day with papers."""
        self._is_touched = False
        self.load(self.route.to(Place()))

    def load_again(self) -> None:
        """Ask the Hub again, also after it could not be reached at the first start."""
        self._is_touched = False
        if self._screen.shown == STARRED:
            self.load_starred()
        elif self.loader.uses_sample:
            self.loader.use_hub()
            self._forget_steps()
            self.load(self.route.to(Place()), refresh=True)
        elif self.loader.library.is_sample:
            self._screen.notice = "This is the sample edition: there is nothing to fetch."
        else:
            self.load(self.route.to(self.route.day), refresh=True)

    def load_ahead(self) -> None:
        """Fetch the last days, to be read without a network; reading goes on meanwhile."""
        if self.loader.library.is_sample:
            again = "press r to ask Hugging Face again" if self.loader.uses_sample else "there is nothing to fetch"
            self._screen.notice = f"This is the sample edition: {again}."
        else:
            self.loader.load_ahead()

    def load_starred(self) -> None:
        """Go to all starred papers."""
        self.loader.stop()
        self.route = self.route.to_starred()
        self.loader.load(STARRED)

    def load_day(self) -> None:
        """Go back to the day, where it was left."""
        if self.route.is_over_day:
            self.load(self.route.to(self.route.day))

    def step(self, direction: Direction) -> None:
        """Go to the next older or newer day with papers; several presses add up."""
        if self._screen.feed is not None:
            self._has_asked = True
            self.waiting.begin(direction)
            self._screen.set_timer(PATIENCE, self._screen.tell)  # A stored day is there before: one frame, not two.
            self.loader.step(self.route.date or self._screen.feed.day, direction)

    def seek(self, aim: Aim) -> None:
        """Go to the next day with a paper that is wanted: on to older days for its first one, or back to newer ones."""
        watched = aim.kind == "watched"
        if not isinstance(self._screen.shown, Day) or self._screen.feed is None:
            self._screen.notice = "Nothing else is watched here." if watched else "Nothing is unread here."
            return
        self._has_asked = True
        self.waiting.begin(-1 if aim.direction > 0 else 1)
        self._screen.tell()
        self.loader.seek(self.route.date or self._screen.feed.day, aim, self._screen.browser.listed.watches)

    @property
    def can_give_up(self) -> bool:
        """Whether one may want to: it takes long, or the Hub has refused."""
        return self.waiting.is_long or (self.waiting.what is not None and bool(self.loader.library.hub_state.setback))

    def give_up(self) -> bool:
        """Stop waiting, where the screen says that one can; whether it does."""
        if not self.can_give_up:
            return False
        error = ReaderError(f"Stopped waiting for {self.loader.library.hub_state.name}.")
        walking = self.loader.is_walking
        self.loader.stop_all()
        self.waiting.end()
        if walking:
            self._screen.notice = str(error)
        else:
            self._complain(self.route.day.period, error)
        self._screen.tell()
        return True

    def give_up_ahead(self) -> None:
        """Stop fetching ahead, if that is under way."""
        if self.loader.ahead.of:
            self._screen.notice = self.loader.stop_ahead()

    def look_for_newer(self) -> None:
        """Find out whether a newer day has come out, where the clock says so; at most twice an hour."""
        library = self.loader.library
        known, now = self.newest or date.min, library.clock.now()
        if library.is_sample or library.pause or known >= library.clock.newest_with_papers():
            return
        if self.waiting.what is None and now - self._looked >= LOOKING:
            self._looked = now
            self.loader.look_for_newer()

    # What arrives

    def loaded(self, event: FeedLoader.Loaded) -> None:
        """Show a feed, unless another day was asked for meanwhile."""
        if event.wanted != self.route.day.period:
            return
        screen, feed, is_newest = self._screen, event.feed, isinstance(event.wanted, Newest)
        if is_newest:
            self.known(feed.day)
        if is_newest and self._is_touched and screen.feed and feed.day > screen.feed.day:
            self._stay()
            return
        screen.today = self.loader.library.clock.newest_day()
        another = screen.shown != Day(feed.day)
        screen.feed, screen.error = feed, None
        if not self.route.is_over_day:
            self._lay_out(Listing(feed.papers, event.marks, feed.fetched_at), another=another)
        screen.tell()

    def known(self, day: date) -> None:
        """Take note that a day is out."""
        self.newest = max(day, self.newest or day)
        self._screen.tell()

    def found(self, day: date) -> None:
        """Take note of what a look for a newer day has found; the newest stored one may be the one that is shown."""
        self.out = max(day, self.out or day)
        if self._screen.feed is not None and day > self._screen.feed.day:
            self.known(day)

    def _stay(self) -> None:
        """Keep what is shown, as somebody reads it; the bar above says what else there is."""
        self.route = self.route.given_up(self._screen.shown, self._day)
        self.waiting.end()
        self._screen.tell()

    def collected(self, event: FeedLoader.Collected) -> None:
        """Show the starred papers, unless a day was asked for meanwhile."""
        if not self.route.is_to_starred:
            return
        another = self._screen.shown != STARRED
        if another:
            self.route = self.route.to_starred(self._screen.paper.id if self._screen.paper else "")
        self._lay_out(event.listing, another=another)
        self._screen.tell()

    def _lay_out(self, listing: Listing, *, another: bool) -> None:
        at = self.route.wanted.at if another else ""
        if another:
            self.route = self.route.arrived()
        self._screen.browser.show(listing, another=another, at=at)

    def arrived(self, event: FeedLoader.Arrived) -> None:
        """Show the day that was found, unless something else was asked for meanwhile."""
        if self.loader.is_outdated(event):
            return
        if isinstance(event.found, ReaderError):
            self.waiting.end()
            self._screen.notice = str(event.found)
            self._screen.tell()
            return
        self.route = self.route.to(Place(Day(event.found.day), event.aim or ""))
        if event.found.only_stored and not isinstance(event.found.only_stored, OfflineError):
            self._screen.notice = f"{event.found.only_stored} This is the nearest stored day."
        if not self.loader.is_walking:
            self.waiting.begin(self.route.wanted.period)
        self.loader.load(self.route.wanted.period)

    def finished(self, event: FeedLoader.Finished) -> None:
        """Say why what is shown is not fresh, if so."""
        if event.wanted != self.route.day.period:
            return
        if not self.loader.is_walking:
            self.waiting.end()
        if event.error is not None:
            self._complain(event.wanted, event.error)
        if (notice := self.loader.library.notice) not in ("", self._library_notice):
            self._screen.notice = self._library_notice = notice
        self._screen.tell()
        if event.error is None or isinstance(event.error, OfflineError):  # What is stored may be newer, too.
            self.look_for_newer()

    def _complain(self, wanted: Period, error: ReaderError) -> None:
        screen = self._screen
        if screen.feed is not None and wanted in (NEWEST, self._day):
            screen.error = error
            if screen.feed.source == "sample" and self.loader.use_sample():
                self._forget_steps()
            if not isinstance(error, OfflineError):  # It was the user's wish, and the status says so.
                screen.notice = str(error)
            return
        if not (screen.shown == STARRED and isinstance(error, OfflineError)):
            screen.notice = str(error)
        if screen.feed is not None or not isinstance(screen.shown, Day | Newest):
            self.route = self.route.given_up(screen.shown, self._day)
            return
        screen.error = error
        if isinstance(error, OfflineError):
            return
        if isinstance(wanted, Day):
            self.load(self.route.to(Place()))
        elif self.loader.use_sample():
            self._forget_steps()
            screen.notice = f"{error} Showing the sample edition; press r to try again."
            self.load(self.route.to(Place()))

    @property
    def _day(self) -> Day | None:
        """The day that is shown, or is under the starred papers."""
        return Day(self._screen.feed.day) if self._screen.feed else None

    def _forget_steps(self) -> None:
        """Begin another history, as another library has marks of its own."""
        self._screen.browser.marking.history = UndoHistory(self.loader.library.marks)
