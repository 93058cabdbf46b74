"""What a screen of papers shows and tells: which day it is, how fresh that is, and what was said last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.reactive import var

from reader.errors import OfflineError, ReaderError
from reader.library import PaperLibrary
from reader.papers.models import Feed, Paper
from reader.papers.period import NEWEST, STARRED, Day, Period
from reader.ui import status
from reader.ui.bindings import keys_of
from reader.ui.browser import Catalogue
from reader.ui.initial_state import InitialState, Place
from reader.ui.loading import Fetch
from reader.ui.marking import Desk
from reader.ui.patches.screen import SinglePaintScreen
from reader.ui.undo import UndoHistory
from reader.ui.widgets.bars import HintBar, TitleBar

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


class FeedScreen(SinglePaintScreen):
    """A desk between two bars; where its papers come from is not known here."""

    app: getters.app[ReaderApp]

    wanted: var[Place] = var(Place())
    """What was asked for; until it is there, what was shown before still is."""
    feed: var[Feed | None] = var(None)
    """The day that is shown, or was before the starred papers."""
    today: var[date] = var(date(2023, 5, 4))
    busy: var[bool] = var(True)
    ahead: var[tuple[int, int]] = var((0, 0))
    """How many days have been fetched ahead, and of how many."""
    error: var[ReaderError | None] = var(None)
    """Why what is shown is not fresh."""
    titles: var[tuple[str, ...]] = var(("Daily Papers",))
    status: var[str] = var("")
    placeholder: var[str] = var("")

    desk = getters.query_one(Desk)

    def __init__(self, edition: PaperLibrary, opening: InitialState) -> None:
        """Initialise the screen with where its papers come from, and what is shown first."""
        super().__init__()
        self._edition = edition
        self._opening = opening
        self._begun = False
        at = "" if opening.listing.papers else opening.paper
        self.set_reactive(FeedScreen.wanted, Place(opening.period, at))
        self.set_reactive(FeedScreen.today, edition.clock.newest_day())
        self.set_reactive(FeedScreen.feed, opening.feed)

    def compose(self) -> ComposeResult:
        """Compose the desk between the bars."""
        yield TitleBar().data_bind(FeedScreen.titles, FeedScreen.status)
        yield Desk(UndoHistory(self._edition.marks), self._edition.clock, self._opening).data_bind(
            FeedScreen.today, FeedScreen.placeholder
        )
        yield HintBar()
        yield from super().compose()

    def on_mount(self) -> None:
        """Show what is there first; what is loaded comes when that is drawn."""
        for name in ("unread", "found", "search", "arrangement"):
            self.watch(self.desk, name, self._tell, init=False)
        hints = self.query_one(HintBar)
        self.watch(self.desk, "reading", lambda reading: hints.tell(keys_of(self), reading=reading))
        self._tell()

    def drawn(self) -> None:
        """Tell the app, which begins then."""
        self.app.when_drawn()

    @property
    def shown(self) -> Period:
        """What is on the screen."""
        if self.desk.is_of_stars:
            return STARRED
        return Day(self.feed.day) if self.feed else NEWEST

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        return self.desk.paper

    @on(Fetch.Advanced)
    def _advance(self, event: Fetch.Advanced) -> None:
        self.ahead = event.days, event.of
        self._tell()

    @on(Catalogue.Said)
    def _say(self, event: Catalogue.Said) -> None:
        self.notice = event.sentence

    def _tell(self) -> None:
        """Write the bar above anew."""
        shown = self.shown
        self.titles = status.titles(shown, self.feed, self.today, self.desk.summary)
        # Not before the first frame has been drawn, which is kept: it would not be true at the next start.
        if self._begun:
            self.status = status.freshness(
                shown,
                self.feed,
                self._edition.clock.now(),
                busy=self.busy,
                wanted=self.wanted.period,
                ahead=self.ahead,
                error=self.error,
            )
        offline = isinstance(self.error, OfflineError)
        self.placeholder = status.placeholder(shown, self.feed, busy=self.busy, offline=offline)
