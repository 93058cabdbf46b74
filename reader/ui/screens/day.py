"""The screen of a day: its keys, and how it asks for feeds and for what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual import events, on

from reader.errors import OfflineError, ReaderError, UnreachableError
from reader.library import PaperLibrary
from reader.papers import humanize
from reader.papers.listing import Listing
from reader.papers.models import Feed
from reader.papers.period import NEWEST, STARRED, Day, Direction, Newest, Period, Starred
from reader.ui.bindings import bindings
from reader.ui.browser import Catalogue
from reader.ui.initial_state import InitialState, Place
from reader.ui.loading import PATIENCE, Fetch, Walk
from reader.ui.screens.feed import FeedScreen
from reader.ui.undo import UndoHistory


class DayScreen(FeedScreen):
    """The papers of a day, or all starred ones, beside the one under the cursor."""

    BINDINGS = bindings(
        {
            "paper.copy": "app.copy_link",
            "paper.copy_menu": "app.copy_menu",
            "paper.open": "app.open('arxiv')",
            "paper.open_hub": "app.open('hub')",
            "paper.open_pdf": "app.open('pdf')",
            "day.older": "step(-1)",
            "day.newer": "step(1)",
            "day.newest": "newest",
            "day.choose": "choose_day",
            "day.show": "day",
            "starred.show": "starred",
            "day.refresh": "refresh_feed",
            "day.fetch_ahead": "fetch_ahead",
            "layout.next": "app.next_layout",
            "app.help": "app.help",
            "app.quit": "app.quit",
        }
    )

    def __init__(
        self,
        library: PaperLibrary,
        *,
        opening: InitialState,
        problems: Sequence[str],
        sample: Callable[[], PaperLibrary] | None,
    ) -> None:
        """Initialise the screen.

        Args:
            library: Where feeds come from.
            opening: What is shown first.
            problems: What is wrong with the configuration, a line each.
            sample: Makes the edition to show where nothing is stored and the Hub cannot be reached.
        """
        super().__init__(library, opening)
        self._library = library
        self._problems = problems
        self._sample = sample
        self._walk = Walk(self)
        self._fetch = Fetch(self)
        self._left = Place()
        """The day that was left for the starred papers."""
        self._fallback: PaperLibrary | None = None
        """The sample edition, once it took the place of the Hub's."""
        self._newest: date | None = None
        """The newest day with papers, once it is known."""
        self._asked = False
        self._touched = False
        self._disk_notice = ""

    def begin(self) -> None:
        """Begin what the first frame does without: ages, fetching, looking after the marks."""
        self._begun = True
        self.set_interval(60, self._tell)
        self.notice = self.notice or "\n".join(self._problems)
        if not self._asked:  # A key may have been faster.
            self.load(self.wanted)
        self.desk.begin()

    @property
    def period(self) -> Period:
        """What the next start begins with: what is shown, but of the newest day only that it is."""
        newest = self._newest or self._edition.clock.newest_with_papers()
        shown = self.shown
        is_newest = isinstance(shown, Day) and (self._day.period == NEWEST or shown.date >= newest)
        return NEWEST if is_newest else shown

    @property
    def _day(self) -> Place:
        """The day that was asked for last, be it under the starred papers."""
        return self._left if isinstance(self.wanted.period, Starred) else self.wanted

    def _day_from(self, feed: Feed) -> date:
        """The day to go on from: the one on its way, else that of the feed."""
        period = self._day.period
        return period.date if isinstance(period, Day) else feed.day

    # Asking for feeds

    def load(self, place: Place, *, refresh: bool = False) -> None:
        """Ask for the feed of a day; what is shown stays until it is there.

        Args:
            place: The day; where it is the starred papers, they stay, and the day that is under them is asked for.
            refresh: Ask the Hub even if the stored feed is fresh.
        """
        self._walk.stop()
        self._asked = True
        self.wanted = place
        self.busy = True
        self._tell()
        self._fetch.feed(self._edition, self._day.period, refresh=refresh)

    @on(Fetch.Loaded)
    def _show(self, event: Fetch.Loaded) -> None:
        """Show a feed, unless another day was asked for meanwhile."""
        if event.wanted != self._day.period:
            return
        feed = event.feed
        is_newest = isinstance(event.wanted, Newest)
        if is_newest and self._touched and self.feed and feed.day > self.feed.day:
            self.notice = f"{humanize.long_day(feed.day)} is out: press t to read it."
            return
        self.today = self._edition.clock.newest_day()
        if is_newest:
            self._newest = feed.day
        another = self.shown != Day(feed.day)
        self.feed = feed
        self.error = None
        if not isinstance(self.wanted.period, Starred):
            self._lay_out(Listing(feed.papers, event.marks, feed.fetched_at), another=another)
        self._tell()

    def _lay_out(self, listing: Listing, *, another: bool) -> None:
        """Put a list on the desk: a day, or the starred papers."""
        at = self.wanted.at if another else ""
        if another:
            self.wanted = self.wanted._replace(at="")
        self.desk.lay_out(listing, another=another, at=at)

    @on(Fetch.Finished)
    def _finish(self, event: Fetch.Finished) -> None:
        """Say why what is shown is not fresh, if so."""
        if event.wanted != self._day.period:
            return
        self.busy = self._walk.is_under_way
        if event.error is not None:
            self._complain(event.wanted, event.error)
        if self._edition.notice not in ("", self._disk_notice):
            self.notice = self._disk_notice = self._edition.notice
        self._tell()

    def _complain(self, wanted: Period, error: ReaderError) -> None:
        if self.feed is not None and wanted in (NEWEST, Day(self.feed.day)):
            self.error = error
            if self._fallback is not None and self.feed.source == "sample":
                self._use(self._fallback)
            if not isinstance(error, OfflineError):  # It was the user's wish, and the status says so.
                self.notice = str(error)
            return
        if not (self.shown == STARRED and isinstance(error, OfflineError)):
            self.notice = str(error)
        if self.feed is not None or self.shown == STARRED:
            self._stay()
            return
        self.error = error
        if isinstance(error, UnreachableError) and isinstance(wanted, Day):
            self.load(Place())
        elif isinstance(error, UnreachableError) and self._sample is not None:
            self._fallback = self._sample()
            self._use(self._fallback)
            self.notice = f"{error} This is the sample edition; r asks again."
            self.load(Place())

    def _stay(self) -> None:
        """Stay with what is shown, as what was asked for cannot be had."""
        day = self._day._replace(period=Day(self.feed.day)) if self.feed else self._day
        if self.shown == STARRED:
            self._left, self.wanted = day, Place(STARRED)
        else:
            self.wanted = day

    def _use(self, edition: PaperLibrary) -> None:
        """Read another edition, which has marks of its own."""
        self._edition = edition
        self.desk.history = UndoHistory(edition.marks)

    def action_newest(self) -> None:
        """Go to the newest day with papers."""
        self._touched = False
        self.load(Place())

    def action_refresh_feed(self) -> None:
        """Ask the Hub again, also after it could not be reached at the first start."""
        self._touched = False
        if self.shown == STARRED:
            self.action_starred()
        elif self._edition is not self._library:
            self._use(self._library)
            self.load(Place(), refresh=True)
        else:
            self.load(self._day, refresh=True)

    def action_fetch_ahead(self) -> None:
        """Fetch the last days, to be read without a network; reading goes on meanwhile."""
        self._fetch.ahead(self._edition)

    def action_step(self, direction: Direction) -> None:
        """Go to the next older or newer day with papers; several presses add up."""
        if self.feed is not None:
            self._asked = self.busy = True
            self.set_timer(PATIENCE, self._tell)  # A stored day is there before: it is one frame, not two.
            self._walk.step(self._edition, self._day_from(self.feed), direction)

    @on(Catalogue.Beyond)
    def _seek(self, event: Catalogue.Beyond) -> None:
        """Go to the next day with an unread paper: on to older days, or back to newer ones."""
        if self.shown == STARRED or self.feed is None:
            self.notice = "Nothing is unread here."
            return
        self._asked = self.busy = True
        self._tell()
        self._walk.seek(self._edition, self._day_from(self.feed), event.direction)

    @on(Walk.Arrived)
    def _arrive(self, event: Walk.Arrived) -> None:
        """Show the day that was found, unless something else was asked for meanwhile."""
        if not self._walk.is_of_now(event):
            return
        if isinstance(event.found, ReaderError):
            self.busy = False
            self.notice = str(event.found)
            self._tell()
            return
        period = Day(event.found.day)
        self.wanted = Place(period, event.unread or "")
        if event.found.only_stored and not isinstance(event.found.only_stored, OfflineError):
            self.notice = f"{event.found.only_stored} This is the nearest stored day."
        self._fetch.feed(self._edition, period)

    def action_starred(self) -> None:
        """Show all starred papers."""
        self._walk.stop()
        self._left, self.wanted = self._day, Place(STARRED)
        self._fetch.starred(self._edition)

    @on(Fetch.Collected)
    def _show_starred(self, event: Fetch.Collected) -> None:
        """Show the starred papers, unless a day was asked for meanwhile."""
        if not isinstance(self.wanted.period, Starred):
            return
        another = self.shown != STARRED
        if another:
            self._left = self._left._replace(at=self.paper.id if self.paper else "")
        self._lay_out(event.listing, another=another)
        self._tell()

    def action_day(self) -> None:
        """Show the day again, where it was left."""
        if isinstance(self.wanted.period, Starred):
            self.load(self._left)

    # Dialogues are waited for until they are there, so that what is typed ahead reaches them.

    async def action_choose_day(self) -> None:
        """Ask for a day and go there."""
        from reader.ui.dialogs.go_to_day import GoToDayDialog

        await self.app.push_screen(GoToDayDialog(self._edition.clock.newest_day()), self._go)

    def _go(self, day: date | None) -> None:
        if day is not None:
            self.load(Place(Day(day)))

    @on(events.ScreenResume)
    @on(events.ScreenSuspend)
    def _look_up(self) -> None:
        """Stop what counts only in sight while a dialogue is above, and go on after it."""
        self.desk.weigh()

    def touch(self) -> None:
        """Note that a key was pressed: what was said has been read, and the day is not changed unasked any more."""
        self._touched = True
        self.notice = ""
