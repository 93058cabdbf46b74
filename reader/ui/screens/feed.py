"""The main screen: the papers of a period, what a search found, or one paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import events, getters, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import var

from reader.errors import OfflineError, ReaderError
from reader.library import PaperLibrary
from reader.papers.models import Feed, Paper
from reader.papers.period import NEWEST, STARRED, Day, Direction, Period, Search
from reader.ui import status
from reader.ui.bindings import bindings, key_of, keys_of
from reader.ui.browser import PaperBrowser
from reader.ui.finding import Finding
from reader.ui.initial_state import InitialState
from reader.ui.loading import FeedLoader
from reader.ui.patches.screen import SinglePaintScreen
from reader.ui.places import Left, Place
from reader.ui.screens.requests import Requests
from reader.ui.screens.searching import Searching
from reader.ui.undo import UndoHistory
from reader.ui.widgets.bars import HEIGHTS, HintBar, TitleBar, Titles, cover_if_too_small, if_too_small, unread

if TYPE_CHECKING:
    from reader.papers.query import Watches
    from reader.ui.screens.periods import PeriodKind, Periods


class FeedScreen(SinglePaintScreen):
    """A browser of papers between two bars."""

    BLANK = True  # Nothing of it can be seen.
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = bindings(
        {
            "paper.related": "related",
            "paper.copy": "app.copy_link",
            "paper.copy_menu": "app.copy_menu",
            "paper.open": "app.open('arxiv')",
            "paper.open_hub": "app.open('hub')",
            "paper.open_pdf": "app.open('pdf')",
            "day.older": "step(-1)",
            "day.newer": "step(1)",
            "day.newest": "newest",
            "day.choose": "choose_day",
            "day.show": "show('day')",
            "week.show": "show('week')",
            "month.show": "show('month')",
            "trending.show": "show('trending')",
            "starred.show": "show('starred')",
            "day.refresh": "refresh_feed",
            "day.fetch_ahead": "fetch_ahead",
            "layout.next": "app.next_layout",
            "theme.choose": "app.change_theme",
            "paper.back": "back",
            "app.help": "app.help",
            "app.back": "app.leave",
        }
    )

    feed: var[Feed | None] = var(None)
    """The day that is shown, or was before another list."""
    today: var[date] = var(date(2023, 5, 4))
    error: var[ReaderError | None] = var(None)
    """Why what is shown is not fresh."""
    titles: var[Titles] = var(Titles())
    status: var[tuple[str, ...]] = var(("",))
    placeholder: var[str] = var("")
    notice: var[str] = var("")
    """One sentence over the last line, the newest one."""
    waiting: var[tuple[str, ...]] = var(())
    """What is waited for, a line above that one, in several lengths, the longest first."""

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
        self._opening, self._problems, self._begun = opening, problems, False
        start = Place(opening.period, "" if opening.listing.papers else opening.paper)
        self.requests = Requests(self, FeedLoader(self, library, sample), start)
        self.searching = Searching(self, self.requests)
        self.set_reactive(FeedScreen.today, library.clock.newest_day())
        self.set_reactive(FeedScreen.feed, opening.feed)

    def compose(self) -> ComposeResult:
        """Put the browser between the bars, and over them that there is too little room, if so."""
        library = self.requests.loader.library
        yield TitleBar().data_bind(FeedScreen.titles, FeedScreen.status)
        yield PaperBrowser(UndoHistory(library), library.clock, self._opening).data_bind(
            FeedScreen.today, FeedScreen.placeholder
        )
        yield HintBar()
        yield from if_too_small(self.app.size)

    def on_mount(self) -> None:
        """Show what is there first; what is loaded comes when that is drawn."""
        self.browser.finding.wide = self.searching
        self.watch(self.browser, "summary", self.tell, init=False)
        self.watch(self.browser.paper_view, "has_focus", self.tell, init=False)
        self.watch(self, "waiting", lambda: self.watch_notice(""), init=False)
        self.watch(self.browser, "listed", self._prefer, init=False)
        self.query_one(HintBar).tell(keys_of(self))
        self.tell()

    def _prefer(self) -> None:
        """Put a list that is sorted for the user in order, once the first frame has been drawn."""
        if self._begun and self.browser.listed.arrangement.order == "for-you":
            from reader.ui.preferring import prefer

            prefer(self.browser, self.requests.loader.library)

    def begin(self) -> None:
        """Begin what the first frame does without: ages, fetching, looking after the marks."""
        self._begun = True
        self.set_interval(60, self._pass)
        self.notice = self.notice or "\n".join(self._problems)
        self.requests.begin()
        self.searching.begin()
        self.browser.marking.begin()
        self._prefer()

    def take_watches(self, watches: Watches, problems: Sequence[str]) -> None:
        """Let papers stand out, as the first frame, which has been drawn, did not; say what is wrong with others."""
        self._problems = (*self._problems, *problems)
        self.browser.listed = self.browser.listed.with_watches(watches)

    @cached_property
    def periods(self) -> Periods:
        """What the keys do that go from one period to another."""
        from reader.ui.screens.periods import Periods

        return Periods(self, self.requests)

    # What is shown

    @property
    def shown(self) -> Period:
        """The period on the screen."""
        listing = self.browser.listed.listing
        if listing.search is not None:
            return listing.search.period
        if listing.gathered is not None:
            return listing.gathered.period
        if listing.one is not None:
            return listing.one
        if listing.is_of_stars:
            return STARRED
        return Day(self.feed.day) if self.feed else NEWEST

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        return self.browser.paper

    @property
    def period(self) -> Period:
        """The period that the next start begins with."""
        requests = self.requests
        newest = requests.news.newest or requests.loader.library.clock.newest_with_papers()
        return requests.route.resumed(self.shown, newest)

    @property
    def busy(self) -> bool:
        """Whether something is waited for."""
        return self.requests.waiting.what is not None

    def tell(self) -> None:
        """Write the bar above, what is waited for, and what there is to say in place of papers."""
        shown, requests, feed = self.shown, self.requests, self.browser.listed.listing.gathered or self.feed
        library = requests.loader.library
        what = requests.waiting.what if requests.loader.is_asking else None
        self.titles = status.titles(shown, feed, self.today, self.browser.summary)
        hints = self.query_one(HintBar)
        at = hints.moment = status.moment(self.browser, requests.route, requests.loader.uses_sample)
        hints.idle = frozenset() if self.busy else status.idle(self.browser, at)
        hints.quits = at != "reading" and not requests.views.lead_anywhere_from(requests.route)
        news = requests.news.told(partial(key_of, self))
        # Not before the first frame has been drawn, which is kept: it would not be true at the next start.
        if self._begun:
            back = partial(key_of, self, "paper.back")
            self.query_one(TitleBar).news = news, requests.news.action
            self.status = status.freshness(
                shown,
                feed,
                library.clock.now(),
                waiting=status.fetching(what, feed, requests.waiting.seconds) if what is not None else "",
                news=news,
                is_wide=self.size.width >= status.WIDE,
                ahead=status.ahead(requests.loader.ahead, self.searching.progress, at, back),
                fetched_at=self.browser.listed.listing.fetched_at,
                error=self.error,
                quota=self.searching.quota,
            )
            self.waiting = status.waiting(what if requests.can_give_up else None, library.hub_state, back)
        self.placeholder = self.searching.placeholder() or status.placeholder(
            requests.route.day.period if shown == NEWEST else shown,
            feed,
            busy=self.busy,
            offline=isinstance(self.error, OfflineError),
            sample=library.is_sample,
        )

    @on(PaperBrowser.Said)
    def _say(self, event: PaperBrowser.Said) -> None:
        self.notice = event.sentence

    def watch_notice(self, notice: str) -> None:
        """Have a place for the first notice; the first frame does without."""
        if (notice or self.waiting) and self.is_attached and not self.query("Notice"):
            from reader.ui.widgets.notices import Notice

            self.mount(Notice().data_bind(FeedScreen.waiting, text=FeedScreen.notice))

    def resized(self, size: Size) -> None:
        """Say what there is room for, or that there is too little."""
        if self._begun:
            self.tell()
        cover_if_too_small(self, size)

    def fitted(self) -> None:
        """Show both panes again where there is room for both."""
        if self._begun and not (self.has_class("-single") or self.has_class("-tiny")):
            self.browser.reading = False

    # Asking, and what arrives

    @on(FeedLoader.Loaded)
    def _show(self, event: FeedLoader.Loaded) -> None:
        self.requests.loaded(event)

    @on(FeedLoader.Finished)
    def _finish(self, event: FeedLoader.Finished) -> None:
        self.requests.finished(event)

    @on(FeedLoader.Arrived)
    def _arrive(self, event: FeedLoader.Arrived) -> None:
        self.requests.arrived(event)

    @on(FeedLoader.Asking)
    def _name_day(self, event: FeedLoader.Asking) -> None:
        self.requests.asks(event)

    @on(FeedLoader.Collected)
    def _collect(self, event: FeedLoader.Collected) -> None:
        self.requests.collected(event)

    @on(FeedLoader.Found)
    def _show_paper(self, event: FeedLoader.Found) -> None:
        self.requests.found_paper(event)

    @on(Finding.Named)
    def _open_named(self, event: Finding.Named) -> None:
        self.requests.load_paper(event.id)

    @on(FeedLoader.Advanced)
    def _advance(self) -> None:
        self.tell()
        if not self.requests.loader.ahead:
            self.requests.look_for_newer()

    @on(FeedLoader.Known)
    def _know(self, event: FeedLoader.Known) -> None:
        self.requests.news.found(event.feed, event.marks)

    @on(PaperBrowser.Beyond)
    def _seek(self, event: PaperBrowser.Beyond) -> None:
        self.requests.seek(event.aim)

    def _pass(self) -> None:
        """Do what is done every minute."""
        self.tell()
        self.requests.look_for_newer()

    async def action_related(self, left: Left | None = None) -> None:
        """Go to what is related to the paper under the cursor, be it in the list or left on its own screen."""
        await self.searching.relating.relate(left)

    def action_newest(self) -> None:
        """Go to the newest day with papers."""
        self.requests.load_newest()

    def action_refresh_feed(self) -> None:
        """Ask the Hub again, or search again."""
        if not self.searching.again():
            self.requests.load_again()

    def action_fetch_ahead(self) -> None:
        """Fetch the last days, to be read without a network; reading goes on meanwhile."""
        self.requests.loader.load_ahead()

    def action_step(self, direction: Direction) -> None:
        """Go to the next older or newer day, week or month with papers."""
        if not self.searching.refuse_step(direction):
            self.periods.step(direction)

    def action_show(self, kind: PeriodKind) -> None:
        """Show the day, the week or the month of the paper, what is trending or the starred papers."""
        self.periods.show(kind)

    def action_back(self) -> None:
        """Give up waiting where that is offered, else go back to the list, leave a search or give up fetching ahead."""
        if self.requests.give_up() or self.browser.action_back() or self.searching.come_back():
            return
        if isinstance(self.shown, Search):  # The reader began with it.
            self.requests.load_day()
        else:
            self.requests.loader.stop_ahead()

    # Dialogs are waited for until they are there, so that what is typed ahead reaches them.

    async def action_choose_day(self) -> None:
        """Show the calendar, and go where that leads."""
        await self.app.push_screen(await self.periods.calendar(), self.periods.go)

    @on(events.ScreenResume)
    @on(events.ScreenSuspend)
    def _look_up(self) -> None:
        """Stop what counts only in sight while a dialog is above, and go on after it."""
        self.browser.weigh()

    def touch(self) -> None:
        """Note that a key was pressed: what was drawn has been read, and the day is not changed unasked any more."""
        self.requests.touch()
        self.notice = unread(self.notice, self.app.screen_stack)
