"""What the main screen asks for: feeds, days, starred papers and one paper, from the key to their arrival."""

from __future__ import annotations

from reader.errors import OfflineError, OldPaperError, ReaderError
from reader.papers.listing import Listing, listing_of_feed
from reader.papers.period import NEWEST, STARRED, Day, Direction, Newest, OnePaper, Period, Span, Trending
from reader.ui import status
from reader.ui.editions import StandIn
from reader.ui.loading import PATIENCE, FeedLoader
from reader.ui.places import Aim, Place, Route, is_list
from reader.ui.screens.news import News
from reader.ui.screens.views import Views
from reader.ui.screens.waiting import Elsewhere, RequestingScreen, Waiting, besides


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
        self._start = start
        self.loader = loader
        self.route = Route(start)
        self.waiting = Waiting(screen)
        self.views = Views(screen)
        self.news = News(screen, loader)
        self.stand_in = StandIn(screen, loader)
        self._named = self._library_notice = ""
        """The first is the paper for whose sake a list was asked for, which no filter may hide."""
        self._has_asked = self._is_touched = self._was_told_to = False
        self._missed: Period | None = None
        """What the reader was to begin with and could not, until a key is pressed."""
        self._given_up: ReaderError | None = None
        """That the last key gave up waiting, which no other wait is to follow."""

    # Asking

    def begin(self) -> None:
        """Ask for the first period, unless a key was faster."""
        if self._has_asked:
            return
        if isinstance(self.route.wanted.period, OnePaper):
            self.load_over(self.route.wanted.period)
        else:
            self.load(self.route)
            if self._screen.browser.listed.listing.has_unknown:
                self.loader.load(STARRED)

    def touch(self) -> None:
        """Note that a key was pressed: the day is not changed unasked any more."""
        self._is_touched, self._was_told_to, self._given_up, self._missed = True, False, None, None

    def load(self, route: Route, *, refresh: bool = False, named: bool = False) -> None:
        """Ask for what a route leads to, or the day under it; what is shown stays until it is there."""
        self.loader.stop()
        self._has_asked = True
        self.route = route
        if isinstance(self._awaited, Newest):
            self.news.looks()
        self.waiting.begin(self._awaited)
        self._screen.tell()
        self.loader.load(self._awaited, refresh=refresh, named=named)

    def load_newest(self) -> None:
        """Go to the newest day with papers."""
        self._is_touched = False
        self.load(self.route.to(Place()))

    def load_again(self) -> None:
        """Ask the Hub again, also after it could not be reached at the first start; what is not asked is said."""
        self._is_touched, self._was_told_to = False, True
        if (shown := self._screen.shown) == STARRED:
            self._screen.notice = "Starred papers are kept on this machine: there is nothing to fetch."
            self.load_starred()
        elif self.loader.uses_sample:
            self.stand_in.leave()
            self.route, self._has_asked = Route(self._start), False
            self.begin()
        elif self.loader.library.is_sample:
            self._screen.notice = "This is the sample edition: there is nothing to fetch."
        elif isinstance(shown, OnePaper | Span | Trending):
            self.load_over(shown, refresh=True)
        else:
            self.load(self.route.to(self.route.day), refresh=True)

    def load_starred(self) -> None:
        """Go to all starred papers."""
        self.loader.stop()
        self.route = self.route.to_list(STARRED)
        self.loader.load(STARRED)

    def load_paper(self, id: str) -> None:
        """Go to a paper: in the list that is shown, else in the newest stored day that has it, else by itself."""
        if self._screen.shown == OnePaper(id) or not self._screen.browser.finding.uncover(id):
            self.load_over(OnePaper(id), named=True)

    def load_over(self, period: Period, at: str = "", *, refresh: bool = False, named: bool = False) -> None:
        """Go to one paper, a week, a month or what is trending, to a paper of it by its id."""
        self.loader.stop()
        self._has_asked = True
        self.route = self.route.to_list(period, at)
        self.waiting.begin(period)
        self._screen.set_timer(PATIENCE, self._screen.tell)
        self.loader.load(period, refresh=refresh, named=named)

    def load_day(self) -> None:
        """Go back to the day, where it was left."""
        if self.route.is_to_list:
            self.load(self.route.to(self.route.day))

    def come_back(self) -> bool:
        """Leave a search, or a paper by itself, for what was shown before; whether there was anything."""
        wanted, feed = self.route.wanted.period, self._screen.feed
        if (view := self.views.pop(self.route)) is None:
            return False
        if isinstance(wanted, OnePaper):
            self.loader.stop_all()
            self.waiting.end()
            self._screen.error = None
        self.route = view.route
        self._screen.tell()
        if feed is not view.feed:
            self.load(view.route)
        return True

    def step(self, direction: Direction) -> None:
        """Go to the next older or newer day, week or month with papers; several presses add up."""
        wanted, feed = self.route.wanted.period, self._screen.feed
        of = wanted if isinstance(wanted, Span) else self.route.date or (feed.day if feed else None)
        if of is None:
            self._screen.notice = "There is no day here yet to go on from."
        else:
            self._has_asked = True
            self.loader.step(of, direction)
            self.waiting.begin(self.loader.goal() or direction)
            self._screen.set_timer(PATIENCE, self._screen.tell)  # A stored day is there before: one frame, not two.

    def seek(self, aim: Aim) -> None:
        """Go to the next day with a paper that is wanted: on to older days for its first one, or back to newer ones."""
        if is_list(self._screen.shown) or self._screen.feed is None:
            what = "else is watched" if aim.kind == "watched" else "is unread"
            self._screen.notice = f"Nothing {what} here."
            return
        self._has_asked = True
        self.waiting.begin(-1 if aim.direction > 0 else 1)
        self._screen.tell()
        self.loader.seek(self.route.date or self._screen.feed.day, aim, self._screen.browser.listed.watches)

    @property
    def can_give_up(self) -> bool:
        """Whether one may want to: it takes long, or the Hub has refused."""
        return self.waiting.told(self.loader.library.hub_state) is not None

    def give_up(self) -> bool:
        """Stop waiting, where the screen says that one can; whether it does."""
        if not self.can_give_up:
            return False
        said, walking = f"Stopped waiting for {self.loader.library.hub_state.name}.", self.loader.is_walking
        self.loader.stop_all()
        self.waiting.end()
        if walking:
            self._screen.notice = said
        else:
            self._given_up = ReaderError(said)
            self._complain(self._awaited, self._given_up)
        self._screen.tell()
        return True

    def look_for_newer(self) -> None:
        """Find out whether a newer day has come out, unless something is waited for."""
        if self.waiting.what is None:
            self.news.look()

    # What arrives

    def loaded(self, event: FeedLoader.Loaded) -> None:
        """Show a feed, unless another day was asked for meanwhile."""
        if event.wanted != self._awaited:
            return
        screen, feed, is_newest = self._screen, event.feed, isinstance(event.wanted, Newest)
        if is_newest:
            self.news.known(feed.day)
        if is_newest and self._is_touched and screen.feed and feed.day > screen.feed.day:
            self._stay()
            return
        shown, screen.error = screen.shown, None
        screen.today = self.loader.library.clock.newest_day()
        screen.feed = feed if isinstance(feed.period, Day) else screen.feed
        if self.route.is_to_list == is_list(feed.period):
            self._lay_out(listing_of_feed(feed, event.marks), another=shown != feed.period)
        screen.tell()

    def asks(self, event: FeedLoader.Asking) -> None:
        """Name the day that is asked for, as that is known now, unless something else is waited for meanwhile."""
        is_walk = event.wanted is None
        is_old = self.loader.is_outdated(event) if is_walk else event.wanted != self._awaited
        if self.loader.is_walking != is_walk or self.waiting.what is None or is_old:
            return
        if self._given_up and self.stand_in.is_needed:
            self.loader.stop_all()  # Nothing is stored that could be shown instead.
            self.waiting.end()
            self._complain(self._awaited, self._given_up)
            return
        self.waiting.what = (self.loader.goal() if is_walk else None) or Day(event.day)
        self._screen.set_timer(PATIENCE, self._screen.tell)

    def _stay(self) -> None:
        """Keep what is shown, as somebody reads it; the bar above says what else there is."""
        self.route = self.route.given_up(self._screen.shown, self._day)
        self.waiting.end()
        self._screen.tell()

    def collected(self, event: FeedLoader.Collected) -> None:
        """Show the starred papers, unless a day was asked for meanwhile."""
        if self.route.wanted.period == STARRED:
            self._lay_out(event.listing, another=self._screen.shown != STARRED)
            self._screen.tell()

    def found_paper(self, event: FeedLoader.Found) -> None:
        """Show a paper, or go to the list that has it, unless something else was asked for meanwhile."""
        if event.wanted != self.route.wanted.period:
            return
        if event.listing is not None:
            shown = self._screen.shown
            is_left = shown != event.wanted and not self.stand_in.is_left_over
            if is_left and (is_list(shown) or self._screen.feed is not None):
                self.views.push(self.route.given_up(shown, self._day))
            self._screen.error = None
            self._lay_out(event.listing, another=self._screen.shown != event.wanted)
            self._screen.tell()
            return
        self._named = event.wanted.id
        self.waiting.end()
        if event.period == STARRED:
            self.route = self.route.to(Place(STARRED, self._named))
            self.loader.load(STARRED)
        else:
            if self._screen.feed is not None:
                self.views.push(self.route.given_up(self._screen.shown, self._day), visiting=event.period)
            self.load(self.route.to(Place(event.period, self._named)))

    def _lay_out(self, listing: Listing, *, another: bool) -> None:
        screen, at = self._screen, self.route.wanted.at if another else ""
        self.stand_in.match_history()
        if another and self.route.is_to_list and not is_list(screen.shown):
            self.route = self.route.left_at(screen.paper.id if screen.paper else "")
        if another:
            self.route = self.route.arrived()
        screen.browser.show(listing, another=another, at=at)
        if self._named:
            screen.browser.finding.uncover(self._named)
            self._named = ""

    def arrived(self, event: FeedLoader.Arrived) -> None:
        """Show the day that was found, unless something else was asked for meanwhile."""
        if self.loader.is_outdated(event):
            return
        if isinstance(event.found, ReaderError):
            self.waiting.end()
            self._screen.notice = status.missed(self.loader.goal() or NEWEST, event.found)
            self._screen.tell()
            return
        self.route = self.route.to(Place(event.found.period, event.aim or ""))
        if event.found.only_stored and not isinstance(event.found.only_stored, OfflineError):
            self._screen.notice = f"{event.found.only_stored} This is the nearest one that is stored."
        if not self.loader.is_walking:
            self.waiting.begin(self.route.wanted.period)
        self.loader.load(self.route.wanted.period)

    def finished(self, event: FeedLoader.Finished) -> None:
        """Say why what is shown is not fresh, if so."""
        if event.wanted != self._awaited:
            return
        if not self.loader.is_walking:
            self.waiting.end()
        library, before = self.loader.library, self._screen.notice
        if event.error is not None:
            self._complain(event.wanted, event.error)
        if (notice := library.notice) not in ("", self._library_notice):
            self._screen.notice = self._library_notice = notice
        self._screen.notice = besides(before, self._screen.notice, (library.marks.notice, self._library_notice))
        self._screen.tell()
        if event.error is None or isinstance(event.error, OfflineError):  # What is stored may be newer, too.
            self.look_for_newer()
        if event.error is None:
            self.loader.prefetch(self._screen.shown)

    def _complain(self, wanted: Period, error: ReaderError) -> None:
        screen = self._screen
        if self.stand_in.is_left_over:
            self.stand_in.take()
        if isinstance(wanted, OnePaper | Span | Trending):
            self._complain_of_list(wanted, error)
            return
        if screen.feed is not None and wanted in (NEWEST, self._day):
            screen.error = error
            if self._was_told_to or not isinstance(error, OfflineError):  # It was their wish, and the status says so.
                screen.notice = status.missed(self._missed, error) if self._missed else str(error)
            return
        if not (screen.shown == STARRED and isinstance(error, OfflineError)):
            screen.notice = status.missed(wanted, error)
        if is_needed := self.stand_in.is_needed:
            screen.error = error
        if is_needed and not isinstance(error, OfflineError):
            if isinstance(wanted, Day):
                self._missed = wanted
                self.load(self.route.to(Place()))
                return
            if self.stand_in.take():
                screen.notice = f"{error} Showing the sample edition; press r to try again."
                self.load(self.route.to(Place()))
                return
        if screen.feed is not None or is_list(screen.shown):
            self.route = self.route.given_up(screen.shown, self._day)

    def _complain_of_list(self, wanted: Period, error: ReaderError) -> None:
        screen = self._screen
        is_shown, is_empty = screen.shown == wanted, not screen.browser.listed.papers
        if not is_shown or is_empty:
            screen.notice = status.missed(wanted, error)
        elif self._was_told_to or not isinstance(error, OfflineError):
            screen.notice = str(error)
        if isinstance(error, OldPaperError):
            screen.post_message(Elsewhere(error.url, error.why))
        if not is_shown:
            self.route = self.route.given_up(screen.shown, self._day)
            return
        screen.error = error
        if is_empty:  # The reader began with it: there is nothing else to stay with.
            self._missed = wanted
            self.load(self.route.to(Place()))

    @property
    def _awaited(self) -> Period:
        """What is waited for: the day, be it under the starred papers or a search, else what lies over it."""
        wanted = self.route.wanted.period
        return wanted if isinstance(wanted, OnePaper | Span | Trending) else self.route.day.period

    @property
    def _day(self) -> Day | None:
        """The day that is shown, or is under the starred papers."""
        return Day(self._screen.feed.day) if self._screen.feed else None
