"""The screen of a day: its keys, and how it asks for feeds and for what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual import events, on

from reader.errors import OfflineError, ReaderError, UnreachableError
from reader.library import Direction, PaperLibrary
from reader.papers import humanize
from reader.papers.listing import Listing
from reader.ui.bindings import bindings
from reader.ui.browser import Catalogue
from reader.ui.initial_state import InitialState
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
        self._at: str | Direction = "" if opening.listing.papers else opening.paper
        """Where the cursor goes when another list is shown."""
        self._left_at = ""
        """The id of the paper on which the day was left for the starred papers."""
        self._fallback: PaperLibrary | None = None
        """The sample edition, once it took the place of the Hub's."""
        self._newest: date | None = None
        """The newest day with papers, once it is known."""
        self._asked = False
        self._touched = False
        self._disk_notice = ""
        self._starring = self.starred
        """Whether the starred papers are wanted, or shown."""

    def begin(self) -> None:
        """Begin what the first frame does without: ages, fetching, looking after the marks."""
        self._begun = True
        self.set_interval(60, self._tell)
        self.notice = self.notice or "\n".join(self._problems)
        if not self._asked:  # A key may have been faster.
            self.load(self.wanted, starring=self.starred)
        self.desk.begin()

    @property
    def period(self) -> str:
        """What is shown, for the next start: `starred`, an ISO day, or nothing for the newest day."""
        if self.starred:
            return "starred"
        newest = self._newest or self._edition.clock.newest_with_papers()
        older = self.wanted is not None and self.feed is not None and self.feed.day < newest
        return self.feed.day.isoformat() if self.feed and older else ""

    # Asking for feeds

    def load(self, day: date | None, *, refresh: bool = False, starring: bool = False) -> None:
        """Ask for a day's feed, None for the newest; what is shown stays until it is there.

        Args:
            refresh: Ask the Hub even if the stored feed is fresh.
            starring: Show the starred papers all the same.
        """
        self._walk.stop()
        self._asked = True
        self._starring = starring
        self.wanted = day
        self.busy = True
        self._tell()
        self._fetch.feed(self._edition, day, refresh=refresh)

    @on(Fetch.Loaded)
    def _show(self, event: Fetch.Loaded) -> None:
        """Show a feed, unless another day was asked for meanwhile."""
        if event.wanted != self.wanted:
            return
        feed = event.feed
        if event.wanted is None and self._touched and self.feed and feed.day > self.feed.day:
            self.notice = f"{humanize.long_day(feed.day)} is out: press t to read it."
            return
        self.today = self._edition.clock.newest_day()
        if event.wanted is None:
            self._newest = feed.day
        another = self.feed is None or feed.day != self.feed.day or self.starred
        self.feed = feed
        self.error = None
        if not self._starring:
            self._lay_out(Listing(feed.papers, event.marks, feed.fetched_at), another=another)
        self._tell()

    def _lay_out(self, listing: Listing, *, another: bool) -> None:
        """Put a list on the desk: a day, or the starred papers."""
        at, self._at = (self._at, "") if another else ("", self._at)
        self.starred = listing.is_of_stars
        self.desk.lay_out(listing, another=another, at=at)

    @on(Fetch.Finished)
    def _finish(self, event: Fetch.Finished) -> None:
        """Say why what is shown is not fresh, if so."""
        if event.wanted != self.wanted:
            return
        self.busy = self._walk.is_under_way
        if event.error is not None:
            self._complain(event.wanted, event.error)
        if self._edition.notice not in ("", self._disk_notice):
            self.notice = self._disk_notice = self._edition.notice
        self._tell()

    def _complain(self, wanted: date | None, error: ReaderError) -> None:
        if self.feed is not None and (wanted is None or self.feed.day == wanted):
            self.error = error
            if self._fallback is not None and self.feed.source == "sample":
                self._use(self._fallback)
            if not isinstance(error, OfflineError):  # It was the user's wish, and the status says so.
                self.notice = str(error)
            return
        if not (self.starred and isinstance(error, OfflineError)):
            self.notice = str(error)
        if self.feed is not None:
            self.wanted = self.feed.day  # What was asked for is not to be had: stay with what is shown.
        if self.feed is not None or self.starred:
            self._starring = self.starred
            return
        self.error = error
        if isinstance(error, UnreachableError) and wanted is not None:
            self.load(None)
        elif isinstance(error, UnreachableError) and self._sample is not None:
            self._fallback = self._sample()
            self._use(self._fallback)
            self.notice = f"{error} This is the sample edition; r asks again."
            self.load(None)

    def _use(self, edition: PaperLibrary) -> None:
        """Read another edition, which has marks of its own."""
        self._edition = edition
        self.desk.history = UndoHistory(edition.marks)

    def action_newest(self) -> None:
        """Go to the newest day with papers."""
        self._touched = False
        self.load(None)

    def action_refresh_feed(self) -> None:
        """Ask the Hub again, also after it could not be reached at the first start."""
        self._touched = False
        if self.starred:
            self.action_starred()
        elif self._edition is not self._library:
            self._use(self._library)
            self.load(None, refresh=True)
        else:
            self.load(self.wanted, refresh=True)

    def action_fetch_ahead(self) -> None:
        """Fetch the last days, to be read without a network; reading goes on meanwhile."""
        self._fetch.ahead(self._edition)

    def action_step(self, direction: Direction) -> None:
        """Go to the next older or newer day with papers; several presses add up."""
        if self.feed is not None:
            self._asked = self.busy = True
            self.set_timer(PATIENCE, self._tell)  # A stored day is there before: it is one frame, not two.
            self._walk.step(self._edition, self.wanted or self.feed.day, direction)

    @on(Catalogue.Beyond)
    def _seek(self, event: Catalogue.Beyond) -> None:
        """Go to the next day with an unread paper: on to older days, or back to newer ones."""
        if self.starred or self.feed is None:
            self.notice = "Nothing is unread here."
            return
        self._asked = self.busy = True
        self._tell()
        self._walk.seek(self._edition, self.wanted or self.feed.day, event.direction)

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
        self.wanted = event.found.day
        self._starring = False
        self._at = event.unread or ""
        if event.found.only_stored and not isinstance(event.found.only_stored, OfflineError):
            self.notice = f"{event.found.only_stored} This is the nearest stored day."
        self._fetch.feed(self._edition, event.found.day)

    def action_starred(self) -> None:
        """Show all starred papers."""
        self._walk.stop()
        self._starring = True
        self._fetch.starred(self._edition)

    @on(Fetch.Collected)
    def _show_starred(self, event: Fetch.Collected) -> None:
        """Show the starred papers, unless a day was asked for meanwhile."""
        if not self._starring:
            return
        if not self.starred:
            self._left_at = self.paper.id if self.paper else ""
        self._lay_out(event.listing, another=not self.starred)
        self._tell()

    def action_day(self) -> None:
        """Show the day again, where it was left."""
        if self._starring:
            self._at = self._left_at
            self.load(self.wanted)

    # Dialogues are waited for until they are there, so that what is typed ahead reaches them.

    async def action_choose_day(self) -> None:
        """Ask for a day and go there."""
        from reader.ui.dialogs.go_to_day import GoToDayDialog

        await self.app.push_screen(GoToDayDialog(self._edition.clock.newest_day()), self._go)

    def _go(self, day: date | None) -> None:
        if day is not None:
            self.load(day)

    @on(events.ScreenResume)
    @on(events.ScreenSuspend)
    def _look_up(self) -> None:
        """Stop what counts only in sight while a dialogue is above, and go on after it."""
        self.desk.weigh()

    def touch(self) -> None:
        """Note that a key was pressed: what was said has been read, and the day is not changed unasked any more."""
        self._touched = True
        self.notice = ""
