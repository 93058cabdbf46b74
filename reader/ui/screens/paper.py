"""A screen of its own for the paper under the cursor: everything that is known of it."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import Final

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var

from reader.errors import OfflineError, ReaderError
from reader.host.tty import SMALLEST
from reader.library import PaperLibrary
from reader.papers.period import Direction
from reader.papers.single import SinglePaper
from reader.store import paths
from reader.ui.bindings import MOVES, bindings, keys_of, run_of
from reader.ui.browser import PaperBrowser
from reader.ui.patches.screen import SinglePaintScreen
from reader.ui.places import Left
from reader.ui.screens.list_keys import answer
from reader.ui.widgets.bars import HEIGHTS, HintBar, TitleBar, Titles, cover_if_too_small, if_too_small
from reader.ui.widgets.paper_blocks import SEPARATOR
from reader.ui.widgets.paper_page import PaperPage

SETTLING: Final = 0.15
"""Seconds until more is asked for of a paper: who goes on to the next one at once asks for nothing."""
HANDED_ON: Final = (
    *("list.next", "list.previous", "list.next_watched", "list.previous_watched"),
    *("mark.read", "mark.star", "mark.note", "mark.undo"),
)
"""What the list does with the paper under its cursor, which is the one that is shown here."""


class PaperScreen(SinglePaintScreen):
    """One paper of a list, and the next one without going back: the cursor of the list goes along."""

    BLANK = True  # Nothing of it can be seen.
    CSS_PATH = paths.styles() / "paper.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (SMALLEST[0], "-paper")]  # Not those of a list beside an abstract.
    VERTICAL_BREAKPOINTS = [*HEIGHTS, (30, "-airy")]
    BINDINGS = bindings(
        {
            **{id: f"hand_on('{id}')" for id in HANDED_ON},
            "paper.related": "related",
            "paper.text": "app.full_text",
            "paper.discussion": "app.discussion",
            **MOVES,
            "text.down": "move_pages(1)",
            "text.up": "move_pages(-1)",
            "other.down": "go(1)",
            "other.up": "go(-1)",
            "text.authors": "toggle_authors",
            "text.source": "toggle_source",
            "text.links": "app.links",
            "paper.copy": "app.copy_link",
            "paper.copy_menu": "app.copy_menu",
            "paper.open": "app.open('arxiv')",
            "paper.open_hub": "app.open('hub')",
            "paper.open_pdf": "app.open('pdf')",
            "theme.choose": "app.change_theme",
            "day.refresh": "refresh",
            "paper.back": "back",
            "app.help": "app.help",
            "app.back": "leave",
        }
    )

    titles: var[Titles] = var(Titles())
    status: var[tuple[str, ...]] = var(("",))
    notice: var[str] = var("")
    """One sentence over the last line, the newest one."""
    waiting: var[tuple[str, ...]] = var(())
    """Nothing, which is what the place for that sentence wants to know, too."""

    page = getters.query_one(PaperPage)

    class Known(Message):
        """Posted when something more of a paper is known, or why it is not."""

        def __init__(self, id: str, found: SinglePaper | None = None, error: ReaderError | None = None) -> None:
            super().__init__()
            self.id, self.found, self.error = id, found, error

    def __init__(self, browser: PaperBrowser, library: PaperLibrary, left: Left | None) -> None:
        """Show the paper under the cursor.

        Args:
            browser: The list, which has the cursor, the marks and what is searched for.
            library: Where the rest of what is known comes from.
            left: Where the paper was left, if one comes back to it.
        """
        super().__init__(lambda: None)
        self._browser = browser
        self._library = library
        self._begins_at = left
        self._asked = False

    def compose(self) -> ComposeResult:
        """Put the paper between the bars."""
        yield TitleBar().data_bind(PaperScreen.titles, PaperScreen.status)
        page = PaperPage(self._browser.paper, self._browser.mark, self._begins_at)
        page.set_reactive(PaperPage.hyperlinks, self._browser.paper_view.hyperlinks)
        yield page
        bar = HintBar()
        bar.moment = "paper"
        yield bar
        yield from if_too_small(self.app.size)

    def on_mount(self) -> None:
        """Follow the list, and tell it where its paper is read."""
        browser, page = self._browser, self.page
        browser.reader = self
        browser.marking.opened()
        below = browser.screen
        page.unfolded, page.source = browser.paper_view.unfolded, browser.paper_view.source
        page.watched, page.search, page.today = browser.listed.watched, browser.listed.highlighted, browser.today
        self.watch(browser, "paper", self._follow)
        self.watch(browser, "mark", self._mark, init=False)
        self.watch(browser, "listed", self._tell, init=False)
        self.watch(below, "titles", self._entitle)
        self.watch(below, "notice", self._hear)
        self.query_one(HintBar).tell(keys_of(self))

    def _follow(self) -> None:
        """Show the paper under the cursor."""
        browser = self._browser
        if browser.paper is None:  # The list has become another one.
            self.leave()
            return
        before = self.page.paper
        self.page.mark = browser.mark
        self.page.paper = browser.paper
        self._tell()
        if not self._asked or before is None or before.id != browser.paper.id:
            self._asked = True
            self._ask(browser.paper.id)

    def _ask(self, id: str, *, refresh: bool = False) -> None:
        """Ask for what the list does not have, in place of what was asked for another paper."""
        if not self._library.is_sample:
            self.page.missing = ""
            self._fetch(id, refresh)

    @work(exclusive=True, group="single")
    async def _fetch(self, id: str, refresh: bool) -> None:
        await asyncio.sleep(SETTLING)
        try:
            async with aclosing(self._library.single(id, refresh=refresh)) as answers:
                async for found in answers:
                    self.post_message(self.Known(id, found))
            if refresh:
                self._browser.say("The models, datasets and Spaces were fetched just now.")
        except ReaderError as error:
            self.post_message(self.Known(id, error=error))
            if refresh:
                self._browser.say(str(error))

    @on(Known)
    def _show(self, event: Known) -> None:
        if self.page.paper is None or self.page.paper.id != event.id:
            return
        if event.found is not None:
            self.page.single = event.found
        elif isinstance(event.error, OfflineError):
            self.page.missing = "The models, datasets and Spaces are not stored, and the network is off."
        else:
            self.page.missing = "The models, datasets and Spaces could not be fetched. Press r to try again."

    def action_refresh(self) -> None:
        """Ask the Hub again."""
        if self._library.is_sample:
            self._browser.say("This is the sample edition: there is nothing to fetch.")
        elif self.page.paper is not None:
            self._ask(self.page.paper.id, refresh=True)

    def _mark(self) -> None:
        self.page.mark = self._browser.mark
        self._tell()

    def _tell(self) -> None:
        """Say above which paper it is, and that it is starred, as the facts that say so may be out of sight."""
        browser = self._browser
        self.page.watched = browser.listed.watched
        rows = len(browser.listed.rows)
        place = f"{browser.paper_list.cursor + 1} of {rows}" if rows > 1 else ""
        self.status = (SEPARATOR.join(filter(None, ("★" if browser.mark.is_starred else "", place))),)

    def _entitle(self, titles: Titles) -> None:
        self.titles = titles

    def _hear(self, notice: str) -> None:
        self.notice = notice

    def watch_notice(self, notice: str) -> None:
        """Have a place for the first notice."""
        if notice and self.is_attached and not self.query("Notice"):
            from reader.ui.widgets.notices import Notice

            self.mount(Notice().data_bind(PaperScreen.waiting, text=PaperScreen.notice))

    def resized(self, size: Size) -> None:
        """Say that there is too little room, if so."""
        cover_if_too_small(self, size)

    def on_unmount(self) -> None:
        """Let the list know that the paper is not read here any more."""
        self._browser.reader = None

    @on(events.ScreenResume)
    @on(events.ScreenSuspend)
    @on(PaperPage.Seen)
    def _look_up(self) -> None:
        """Stop what counts only in sight while a dialog is above, and go on after it."""
        self._browser.weigh()

    @on(events.ScreenResume)
    def _leave_late(self) -> None:
        """Go back to the list, if it has become another one while a dialog was above."""
        if self._browser.paper is None:
            self.leave()

    def leave(self) -> None:
        """Go back to the list, if nothing is above."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Go back to the list."""
        self.leave()

    def action_back(self) -> None:
        """Let go of what is selected, else go back to the list."""
        if self.selections:
            self.clear_selection()
        else:
            self.leave()

    async def on_key(self, event: events.Key) -> None:
        """Answer a key that is only known in the list."""
        if self._browser.paper is not None:
            await answer(self, event, self._browser, self._browser.paper, "app.back")

    async def action_hand_on(self, id: str) -> None:
        """Have the list do it."""
        if (run := run_of(self._browser.screen, id)) is not None:
            await self.app.run_action(*run)

    async def action_related(self) -> None:
        """Go back to the list, and on to what is related to the paper, from where one comes back here."""
        self.leave()
        self.app.call_later(self.app.run_action, ("", "related", (self.page.left,)), self._browser.screen)

    def action_go(self, steps: Direction) -> None:
        """Go to the next paper of the list, or to the one before."""
        before = self._browser.paper
        self._browser.paper_list.move(steps)
        if self._browser.paper is before:
            self._browser.say(f"This is the {'last' if steps > 0 else 'first'} paper of the list.")

    def action_move(self, lines: int) -> None:
        """Scroll some lines down or up."""
        self.page.move(lines)

    def action_move_pages(self, pages: float) -> None:
        """Scroll some pages down or up."""
        self.page.move_pages(pages)

    def action_move_to_end(self, last: bool) -> None:
        """Scroll to the top or to the end."""
        self.page.move_to_end(last=last)

    def action_toggle_authors(self) -> None:
        """Name all authors with their accounts, or only the first ones; the abstract does the same."""
        self.page.unfolded = self._browser.paper_view.unfolded = not self.page.unfolded

    def action_toggle_source(self) -> None:
        """Show title and abstract as the Hub gave them, or as the author meant them; the abstract does the same."""
        self.page.source = self._browser.paper_view.source = not self.page.source
