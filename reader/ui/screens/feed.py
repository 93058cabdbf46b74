"""The main screen: the papers of a day, or all starred ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual import events, getters, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import var

from reader.errors import OfflineError, ReaderError, UnreachableError
from reader.host import tty
from reader.library import PaperLibrary
from reader.papers import humanize
from reader.papers.listing import Listing
from reader.papers.models import Feed, Paper
from reader.papers.period import NEWEST, STARRED, Day, Direction, Newest, Period
from reader.ui import status
from reader.ui.bindings import bindings, keys_of
from reader.ui.browser import PaperBrowser
from reader.ui.initial_state import InitialState
from reader.ui.loading import PATIENCE, FeedLoader
from reader.ui.patches.screen import SinglePaintScreen
from reader.ui.places import Place, Route
from reader.ui.undo import UndoHistory
from reader.ui.widgets.bars import HintBar, Notice, TitleBar, TooSmall


class FeedScreen(SinglePaintScreen):
    """A browser of papers between two bars."""

    BLANK = True  # Nothing of it can be seen.
    VERTICAL_BREAKPOINTS = [(0, "-low"), (tty.SMALLEST[1], "-high")]
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
            "theme.choose": "app.change_theme",
            "app.help": "app.help",
            "app.quit": "app.quit",
        }
    )

    feed: var[Feed | None] = var(None)
    """The day that is shown, or was before the starred papers."""
    today: var[date] = var(date(2023, 5, 4))
    busy: var[bool] = var(True)
    error: var[ReaderError | None] = var(None)
    """Why what is shown is not fresh."""
    titles: var[tuple[str, ...]] = var(("Daily Papers",))
    status: var[str] = var("")
    placeholder: var[str] = var("")
    notice: var[str] = var("")
    """One sentence over the last line, the newest one."""

    browser = getters.query_one(PaperBrowser)

    def __init__(
        self,
        library: PaperLibrary,
        *,
        opening: InitialState,
        problems: Sequence[str],
        sample: Callable[[], PaperLibrary] | None,
        when_drawn: Callable[[], object],
    ) -> None:
        """Hold what is shown first.

        Args:
            library: Where feeds come from.
            opening: What is shown first.
            problems: What is wrong with the configuration, a line each.
            sample: Makes the edition to show where nothing is stored and the Hub cannot be reached.
            when_drawn: Called when the first frame has been drawn.
        """
        super().__init__(when_drawn)
        self._opening = opening
        self._problems = problems
        self._loader = FeedLoader(self, library, sample)
        self.route = Route(Place(opening.period, "" if opening.listing.papers else opening.paper))
        self._newest: date | None = None
        """The newest day with papers, once it is known."""
        self._begun = self._asked = self._touched = False
        self._disk_notice = ""
        self.set_reactive(FeedScreen.today, library.clock.newest_day())
        self.set_reactive(FeedScreen.feed, opening.feed)

    def compose(self) -> ComposeResult:
        """Put the browser between the bars, and over them that there is too little room, if so."""
        library = self._loader.library
        yield TitleBar().data_bind(FeedScreen.titles, FeedScreen.status)
        yield PaperBrowser(UndoHistory(library.marks), library.clock, self._opening).data_bind(
            FeedScreen.today, FeedScreen.placeholder
        )
        yield HintBar()
        if TooSmall.is_needed(self.app.size):
            yield TooSmall()

    def on_mount(self) -> None:
        """Show what is there first; what is loaded comes when that is drawn."""
        self.watch(self.browser, "summary", self._tell, init=False)
        hints = self.query_one(HintBar)
        self.watch(self.browser, "reading", lambda reading: hints.tell(keys_of(self), reading=reading))
        self._tell()

    def begin(self) -> None:
        """Begin what the first frame does without: ages, fetching, looking after the marks."""
        self._begun = True
        self.set_interval(60, self._tell)
        self.notice = self.notice or "\n".join(self._problems)
        if not self._asked:  # A key may have been faster.
            self.load(self.route)
            if self.browser.listed.listing.has_unknown:
                self._loader.load(STARRED)
        self.browser.marking.begin()

    # What is shown

    @property
    def shown(self) -> Period:
        """The period on the screen."""
        if self.browser.listed.listing.is_of_stars:
            return STARRED
        return Day(self.feed.day) if self.feed else NEWEST

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        return self.browser.paper

    @property
    def period(self) -> Period:
        """The period that the next start begins with."""
        return self.route.resumed(self.shown, self._newest or self._loader.library.clock.newest_with_papers())

    @on(FeedLoader.Advanced)
    def _tell(self) -> None:
        """Write the bar above, and what there is to say in place of papers."""
        shown = self.shown
        self.titles = status.titles(shown, self.feed, self.today, self.browser.summary)
        # Not before the first frame has been drawn, which is kept: it would not be true at the next start.
        if self._begun:
            self.status = status.freshness(
                shown,
                self.feed,
                self._loader.library.clock.now(),
                busy=self.busy,
                wanted=self.route.wanted.period,
                ahead=self._loader.ahead,
                error=self.error,
            )
        missing, offline = self.route.day.period if shown == NEWEST else shown, isinstance(self.error, OfflineError)
        self.placeholder = status.placeholder(missing, self.feed, busy=self.busy, offline=offline)

    @on(PaperBrowser.Said)
    def _say(self, event: PaperBrowser.Said) -> None:
        self.notice = event.sentence

    def watch_notice(self, notice: str) -> None:
        """Have a place for the first notice; the first frame does without."""
        if notice and not self.query(Notice):
            self.mount(Notice().data_bind(text=FeedScreen.notice))

    def resized(self, size: Size) -> None:
        """Say that there is too little room, if so."""
        if TooSmall.is_needed(size) and not self.query(TooSmall):
            self.mount(TooSmall())

    # Asking for feeds

    def load(self, route: Route, *, refresh: bool = False) -> None:
        """Ask for the day of a route, be it under the starred papers; what is shown stays until it is there."""
        self._loader.stop()
        self._asked = True
        self.route = route
        self.busy = True
        self._tell()
        self._loader.load(route.day.period, refresh=refresh)

    @on(FeedLoader.Loaded)
    def _show(self, event: FeedLoader.Loaded) -> None:
        """Show a feed, unless another day was asked for meanwhile."""
        if event.wanted != self.route.day.period:
            return
        feed, is_newest = event.feed, isinstance(event.wanted, Newest)
        if is_newest and self._touched and self.feed and feed.day > self.feed.day:
            self.notice = f"{humanize.long_day(feed.day)} is out: press t to read it."
            return
        self.today = self._loader.library.clock.newest_day()
        if is_newest:
            self._newest = feed.day
        another = self.shown != Day(feed.day)
        self.feed, self.error = feed, None
        if not self.route.is_to_starred:
            self._lay_out(Listing(feed.papers, event.marks, feed.fetched_at), another=another)
        self._tell()

    def _lay_out(self, listing: Listing, *, another: bool) -> None:
        at = self.route.wanted.at if another else ""
        if another:
            self.route = self.route.arrived()
        self.browser.show(listing, another=another, at=at)

    @on(FeedLoader.Finished)
    def _finish(self, event: FeedLoader.Finished) -> None:
        """Say why what is shown is not fresh, if so."""
        if event.wanted != self.route.day.period:
            return
        self.busy = self._loader.is_walking
        if event.error is not None:
            self._complain(event.wanted, event.error)
        if (notice := self._loader.library.notice) not in ("", self._disk_notice):
            self.notice = self._disk_notice = notice
        self._tell()

    def _complain(self, wanted: Period, error: ReaderError) -> None:
        if self.feed is not None and wanted in (NEWEST, Day(self.feed.day)):
            self.error = error
            if self.feed.source == "sample" and self._loader.use_sample():
                self._forget_steps()
            if not isinstance(error, OfflineError):  # It was the user's wish, and the status says so.
                self.notice = str(error)
            return
        if not (self.shown == STARRED and isinstance(error, OfflineError)):
            self.notice = str(error)
        if self.feed is not None or self.shown == STARRED:
            self.route = self.route.given_up(self.shown, Day(self.feed.day) if self.feed else None)
            return
        self.error = error
        if isinstance(error, UnreachableError) and isinstance(wanted, Day):
            self.load(self.route.to(Place()))
        elif isinstance(error, UnreachableError) and self._loader.use_sample():
            self._forget_steps()
            self.notice = f"{error} Showing the sample edition; press r to try again."
            self.load(self.route.to(Place()))

    def _forget_steps(self) -> None:
        """Begin another history, as another library has marks of its own."""
        self.browser.marking.history = UndoHistory(self._loader.library.marks)

    def action_newest(self) -> None:
        """Go to the newest day with papers."""
        self._touched = False
        self.load(self.route.to(Place()))

    def action_refresh_feed(self) -> None:
        """Ask the Hub again, also after it could not be reached at the first start."""
        self._touched = False
        if self.shown == STARRED:
            self.action_starred()
        elif self._loader.uses_sample:
            self._loader.use_hub()
            self._forget_steps()
            self.load(self.route.to(Place()), refresh=True)
        else:
            self.load(self.route.to(self.route.day), refresh=True)

    def action_fetch_ahead(self) -> None:
        """Fetch the last days, to be read without a network; reading goes on meanwhile."""
        self._loader.load_ahead()

    def action_step(self, direction: Direction) -> None:
        """Go to the next older or newer day with papers; several presses add up."""
        if self.feed is not None:
            self._asked = self.busy = True
            self.set_timer(PATIENCE, self._tell)  # A stored day is there before: it is one frame, not two.
            self._loader.step(self.route.date or self.feed.day, direction)

    @on(PaperBrowser.Beyond)
    def _seek(self, event: PaperBrowser.Beyond) -> None:
        """Go to the next day with an unread paper: on to older days, or back to newer ones."""
        if self.shown == STARRED or self.feed is None:
            self.notice = "Nothing is unread here."
            return
        self._asked = self.busy = True
        self._tell()
        self._loader.seek(self.route.date or self.feed.day, event.direction)

    @on(FeedLoader.Arrived)
    def _arrive(self, event: FeedLoader.Arrived) -> None:
        """Show the day that was found, unless something else was asked for meanwhile."""
        if self._loader.is_outdated(event):
            return
        if isinstance(event.found, ReaderError):
            self.busy = False
            self.notice = str(event.found)
            self._tell()
            return
        self.route = self.route.to(Place(Day(event.found.day), event.unread or ""))
        if event.found.only_stored and not isinstance(event.found.only_stored, OfflineError):
            self.notice = f"{event.found.only_stored} This is the nearest stored day."
        self._loader.load(self.route.wanted.period)

    def action_starred(self) -> None:
        """Show all starred papers."""
        self._loader.stop()
        self.route = self.route.to_starred()
        self._loader.load(STARRED)

    @on(FeedLoader.Collected)
    def _show_starred(self, event: FeedLoader.Collected) -> None:
        """Show the starred papers, unless a day was asked for meanwhile."""
        if not self.route.is_to_starred:
            return
        if another := self.shown != STARRED:
            self.route = self.route.to_starred(self.paper.id if self.paper else "")
        self._lay_out(event.listing, another=another)
        self._tell()

    def action_day(self) -> None:
        """Show the day again, where it was left."""
        if self.route.is_to_starred:
            self.load(self.route.to(self.route.day))

    # Dialogs are waited for until they are there, so that what is typed ahead reaches them.

    async def action_choose_day(self) -> None:
        """Ask for a day and go there."""
        from reader.ui.dialogs.go_to_day import GoToDayDialog

        await self.app.push_screen(GoToDayDialog(self._loader.library.clock.newest_day()), self._go)

    def _go(self, day: date | None) -> None:
        if day is not None:
            self.load(self.route.to(Place(Day(day))))

    @on(events.ScreenResume)
    @on(events.ScreenSuspend)
    def _look_up(self) -> None:
        """Stop what counts only in sight while a dialog is above, and go on after it."""
        self.browser.weigh()

    def touch(self) -> None:
        """Note that a key was pressed: what was said has been read, and the day is not changed unasked any more."""
        self._touched = True
        self.notice = ""
