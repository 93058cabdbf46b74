"""The screen of a day: it asks for feeds, keeps what is shown and says how fresh it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from reader.errors import OfflineError, ReaderError, UnreachableError
from reader.library import Direction, Neighbour, Papers
from reader.papers.models import Feed, Paper
from reader.ui import status, words
from reader.ui.keys import key, keys_of
from reader.ui.widgets.bars import HintBar, Notice, TitleBar
from reader.ui.widgets.panes import Panes

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

DAYS = Binding.Group("Days")
PAPER = Binding.Group("Paper")
PROGRAM = Binding.Group("Program")


class DayScreen(Screen[None]):
    """The papers of a day, beside the one under the cursor."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-single"), (60, "-stacked"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]

    BINDINGS: ClassVar[list[BindingType]] = [
        key("y", "app.copy_link", "Copy the arXiv link", id="paper.copy", group=PAPER),
        key("Y", "app.copy_menu", "Copy something else", id="paper.copy_menu", group=PAPER),
        key("o", "app.open('arxiv')", "Open on arXiv", id="paper.open", group=PAPER),
        key("O", "app.open('hub')", "Open on Hugging Face", id="paper.open_hub", group=PAPER),
        key("p", "app.open('pdf')", "Open the PDF", id="paper.open_pdf", group=PAPER),
        key("left_square_bracket,h,left", "step(-1)", "Older day with papers", id="day.older", group=DAYS),
        key("right_square_bracket,l,right", "step(1)", "Newer day with papers", id="day.newer", group=DAYS),
        key("t", "newest", "Newest day", id="day.newest", group=DAYS),
        key("d", "choose_day", "Go to a day", id="day.choose", group=DAYS),
        key("r", "refresh_feed", "Refresh", id="day.refresh", group=DAYS),
        key("question_mark", "help", "Help", id="app.help", group=PROGRAM),
        key("q", "app.quit", "Quit", id="app.quit", group=PROGRAM),
    ]
    app: getters.app[ReaderApp]

    wanted: var[date | None] = var(None)
    """The day that was asked for, None for the newest."""
    feed: var[Feed | None] = var(None)
    """What is shown."""
    papers: var[tuple[Paper, ...]] = var(())
    today: var[date] = var(date(2023, 5, 4))
    busy: var[bool] = var(True)
    error: var[ReaderError | None] = var(None)
    """Why what is shown is not fresh."""
    notice: var[str] = var("")
    titles: var[tuple[str, ...]] = var(("Daily Papers",))
    status: var[str] = var("")
    placeholder: var[str] = var("")

    panes = getters.query_one(Panes)

    @dataclass
    class Loaded(Message):
        """Posted when a feed has been found."""

        wanted: date | None
        feed: Feed

    @dataclass
    class Finished(Message):
        """Posted when no other feed will come."""

        wanted: date | None
        error: ReaderError | None

    @dataclass
    class Stepped(Message):
        """Posted when the neighbouring day was looked for."""

        journey: int
        found: Neighbour | ReaderError

    def __init__(
        self, library: Papers, *, day: date | None, first: Feed | None, sample: Callable[[], Papers] | None
    ) -> None:
        """Initialise the screen.

        Args:
            library: Where feeds come from.
            day: The day to start with, or None for the newest.
            first: The feed of the first frame, if it is stored.
            sample: Makes the edition to show where nothing is stored and the Hub cannot be reached.
        """
        super().__init__()
        self._library = self._edition = library
        self._sample = sample
        self._steps = 0
        """Days still to go to, towards newer ones if positive."""
        self._walker: Worker[None] | None = None
        self._journey = 0
        """Tells the steps of one walk from those of one that was given up."""
        self._fallback: Papers | None = None
        """The sample edition, once it took the place of the Hub's."""
        self._asked = False
        self._touched = False
        self._disk_notice = ""
        self.set_reactive(DayScreen.wanted, day)
        self.set_reactive(DayScreen.today, library.clock.newest_day())
        self.set_reactive(DayScreen.feed, first)
        self.set_reactive(DayScreen.papers, first.papers if first else ())

    def compose(self) -> ComposeResult:
        """Compose the panes between the bars."""
        yield TitleBar().data_bind(DayScreen.titles, DayScreen.status)
        yield Panes(self.papers).data_bind(DayScreen.papers, DayScreen.today, DayScreen.placeholder)
        yield HintBar()
        yield Notice().data_bind(text=DayScreen.notice)
        yield Static("The terminal is too small: the reader needs 40 columns and 10 lines.", id="too-small")

    def on_mount(self) -> None:
        """Show what is there first, then load the first day: it imports what the first frame would wait for."""
        self._tell()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        hints = self.query_one(HintBar)
        self.watch(self.panes, "reading", lambda reading: hints.tell(keys_of(self), reading=reading))
        self.set_interval(60, self._tell)
        if not self._asked:  # A key may have been faster.
            self.load(self.wanted)

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        return self.panes.paper

    # Asking for feeds

    def load(self, day: date | None, *, refresh: bool = False) -> None:
        """Ask for a day's feed, None for the newest; what is shown stays until it is there."""
        self._stop_walking()
        self._asked = True
        self.wanted = day
        self.busy = True
        self._tell()
        self._load(day, refresh)

    @work(exclusive=True, group="feed")
    async def _load(self, day: date | None, refresh: bool) -> None:
        papers = self._edition
        feeds = papers.newest(refresh=refresh) if day is None else papers.feed(day, refresh=refresh)
        failure: ReaderError | None = None
        try:
            async for feed in feeds:
                self.post_message(self.Loaded(day, feed))
        except ReaderError as error:
            failure = error
        self.post_message(self.Finished(day, failure))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        """Show a feed, unless another day was asked for meanwhile."""
        if event.wanted != self.wanted:
            return
        feed = event.feed
        if event.wanted is None and self._touched and self.feed and feed.day > self.feed.day:
            self.notice = f"{words.long_day(feed.day)} is out: press t to read it."
            return
        self.today = self._edition.clock.newest_day()
        if self.feed is not None and feed.day != self.feed.day:
            self.papers = ()  # Another day begins at its top, even if it lists the same paper again.
        self.feed = feed
        self.papers = feed.papers
        self.error = None
        self._tell()

    @on(Finished)
    def _finish(self, event: Finished) -> None:
        """Say why what is shown is not fresh, if so."""
        if event.wanted != self.wanted:
            return
        self.busy = self._walker is not None
        if event.error is not None:
            self._complain(event.wanted, event.error)
        if self._edition.notice not in ("", self._disk_notice):
            self.notice = self._disk_notice = self._edition.notice
        self._tell()

    def _complain(self, wanted: date | None, error: ReaderError) -> None:
        if self.feed is not None and (wanted is None or self.feed.day == wanted):
            self.error = error
            if self._fallback is not None and self.feed.source == "sample":
                self._edition = self._fallback
            if not isinstance(error, OfflineError):  # It was the user's wish, and the status says so.
                self.notice = str(error)
            return
        self.notice = str(error)
        if self.feed is not None:
            self.wanted = self.feed.day  # What was asked for is not to be had: stay with what is shown.
            return
        self.error = error
        if isinstance(error, UnreachableError) and wanted is not None:
            self.load(None)
        elif isinstance(error, UnreachableError) and self._sample is not None:
            self._edition = self._fallback = self._sample()
            self.notice = f"{error} This is the sample edition; r asks again."
            self.load(None)

    def action_newest(self) -> None:
        """Go to the newest day with papers."""
        self._touched = False
        self.load(None)

    def action_refresh_feed(self) -> None:
        """Ask the Hub again, also after it could not be reached at the first start."""
        self._touched = False
        if self._edition is not self._library:
            self._edition = self._library
            self.load(None, refresh=True)
        else:
            self.load(self.wanted, refresh=True)

    def action_step(self, direction: Direction) -> None:
        """Go to the next older or newer day with papers; several presses add up."""
        if self.feed is None:
            return
        self._asked = True
        self._steps += direction
        self.busy = True
        self._tell()
        if self._walker is None:
            self._walker = self._walk(self.wanted or self.feed.day)

    def _stop_walking(self) -> None:
        if self._walker is not None:
            self._walker.cancel()
        self._walker = None
        self._steps = 0
        self._journey += 1

    @work(group="walk")
    async def _walk(self, day: date) -> None:
        journey = self._journey
        while self._steps:
            direction: Direction = 1 if self._steps > 0 else -1
            try:
                found = await self._edition.neighbour(day, direction)
            except ReaderError as error:
                self._steps = 0
                self.post_message(self.Stepped(journey, error))
                break
            day = found.day
            self._steps -= direction
            self.post_message(self.Stepped(journey, found))
        self._walker = None

    @on(Stepped)
    def _arrive(self, event: Stepped) -> None:
        """Show the day that was found, unless something else was asked for meanwhile."""
        if event.journey != self._journey:
            return
        if isinstance(event.found, ReaderError):
            self.busy = False
            self.notice = str(event.found)
            self._tell()
            return
        self.wanted = event.found.day
        if event.found.only_stored and not isinstance(event.found.only_stored, OfflineError):
            self.notice = f"{event.found.only_stored} This is the nearest stored day."
        self._load(event.found.day, refresh=False)

    # Dialogues are waited for until they are there, so that what is typed ahead reaches them.

    async def action_choose_day(self) -> None:
        """Ask for a day and go there."""
        from reader.ui.screens.choose_day import ChooseDayScreen

        await self.app.push_screen(ChooseDayScreen(self._edition.clock.newest_day()), self._go)

    def _go(self, day: date | None) -> None:
        if day is not None:
            self.load(day)

    # What is said

    @property
    def _offline(self) -> bool:
        return isinstance(self.error, OfflineError)

    def touch(self) -> None:
        """Note that a key was pressed: what was said has been read, and the day is not changed unasked any more."""
        self._touched = True
        self.notice = ""

    def _tell(self) -> None:
        """Write the bar above anew."""
        self.titles = status.titles(self.feed, self.today)
        self.status = status.freshness(
            self.feed, self._edition.clock.now(), busy=self.busy, wanted=self.wanted, error=self.error
        )
        self.placeholder = status.placeholder(self.feed, busy=self.busy, offline=self._offline)

    async def action_help(self) -> None:
        """Show all keys."""
        from reader.ui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen(self))
