"""The full text of a paper, to be read from its title to its last reference."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace
from textual import events, on, work
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.reactive import var

from reader.errors import ReaderError
from reader.host.tty import SMALLEST
from reader.library import PaperLibrary
from reader.library.full_texts import FoundDocument
from reader.papers.full_text.model import Block
from reader.papers.models import Paper
from reader.store import paths
from reader.store.reading_places import ReadingPlace, ReadingPlaces
from reader.ui import status
from reader.ui.bindings import bindings, in_force, key_of, keys_of
from reader.ui.browser import PaperBrowser
from reader.ui.current import paper_of
from reader.ui.reading_blocks import abstract_of, copied, fold_of, head_of, section_of, title_of, way_on
from reader.ui.screens.jumping import Copy, JumpingScreen
from reader.ui.screens.progress import Progress
from reader.ui.widgets.bars import HEIGHTS, HintBar, TitleBar, Titles, cover_if_too_small, if_too_small
from reader.ui.widgets.reading_view import ReadingView

SOON: Final = 0.2
"""Seconds that the screen may wait for a stored text, so that its first frame has it."""
SAVING: Final = 5.0
"""Seconds after which a place is saved while one reads on, in case that the terminal is closed."""


async def read(
    app: App[Any],
    browser: PaperBrowser,
    library: PaperLibrary,
    *,
    copy: Copy,
    measure: int,
    folder: Path | None,
    paper: Paper | None = None,
) -> None:
    """Show the full text of a paper.

    Args:
        app: Shows the screen.
        browser: The list, which has the cursor.
        library: Where the text comes from.
        copy: Copies a text.
        measure: Columns of the longest line.
        folder: Where the place is remembered; None to remember none.
        paper: The paper; None for the one under the cursor.
    """
    paper = paper or paper_of(browser)
    if paper is None:
        return
    finding = asyncio.create_task(library.full_texts.document(paper.id))
    await asyncio.wait({finding}, timeout=SOON)
    # The Hub's text of a paper is another one than that of the sample.
    folder = None if library.is_sample else folder
    await app.push_screen(ReadingScreen(paper, browser, library, finding, copy, measure, folder))


class ReadingScreen(JumpingScreen):
    """A full text between two bars."""

    CSS_PATH = paths.styles() / "reading.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (SMALLEST[0], "-paper")]
    VERTICAL_BREAKPOINTS = [*HEIGHTS, (30, "-airy")]
    BINDINGS = bindings(
        {
            "reading.down": "move(1)",
            "reading.up": "move(-1)",
            "reading.page_down": "move_pages(1)",
            "reading.page_up": "move_pages(-1)",
            "reading.half_down": "move_pages(0.5)",
            "reading.half_up": "move_pages(-0.5)",
            "reading.first": "move_to_end(False)",
            "reading.last": "move_to_end(True)",
            "reading.next_heading": "move_to_heading(1)",
            "reading.previous_heading": "move_to_heading(-1)",
            "reading.source": "toggle_source",
            "reading.copy": "copy_block",
            "reading.unfold": "unfold",
            "reading.open_pdf": "open('pdf')",
            "reading.open": "open('arxiv')",
            "reading.open_hub": "open('hub')",
            "reading.discussion": "discussion",
            "reading.refresh": "refresh",
            "reading.theme": "app.change_theme",
            "reading.help": "app.help",
            "reading.end_find": "end_find",
            "reading.back": "leave",
        }
    )

    titles: var[Titles] = var(Titles())
    status: var[tuple[str, ...]] = var(("",))
    notice: var[str] = var("")
    """One sentence over the last line, the newest one."""
    waiting: var[tuple[str, ...]] = var(())
    """What is waited for, a line above that one, in several lengths, the longest first."""

    def __init__(
        self,
        paper: Paper,
        browser: PaperBrowser,
        library: PaperLibrary,
        finding: asyncio.Task[FoundDocument],
        copy: Copy,
        measure: int,
        folder: Path | None,
    ) -> None:
        """Show a paper.

        Args:
            paper: The paper, whose title and authors are better than those of the text.
            browser: The list, where marks are set and sentences are said.
            library: Where the text is fetched again.
            finding: Its text, which may still be on its way.
            copy: Copies a text.
            measure: Columns of the longest line.
            folder: Where the place is remembered; None to remember none.
        """
        super().__init__(paper, browser, library, copy)
        self._finding = finding
        self._measure, self._folder = measure, folder
        self._progress = Progress(paper.id, browser, ReadingPlaces(folder))
        self._below = browser.reader
        self._head: tuple[Block, ...] = ()
        self._is_unfolded = False

    def compose(self) -> ComposeResult:
        """Put the text between the bars."""
        yield TitleBar().data_bind(ReadingScreen.titles, ReadingScreen.status)
        yield ReadingView(self._measure)
        yield HintBar()
        yield from if_too_small(self.app.size)

    def on_mount(self) -> None:
        """Show the text if it is there, else that it is on its way."""
        if self._browser.paper is not None and self._browser.paper.id == self.paper.id:
            self._browser.reader = self
            self._browser.marking.opened()
        self.watch(self._browser.screen, "notice", self._hear)
        self.watch(self.view, "top", self._moved, init=False)
        self.watch(self, "waiting", lambda: self.watch_notice(""), init=False)
        self.query_one(HintBar).tell(keys_of(self))
        self.set_interval(SAVING, self._progress.save)
        self.view.focus()
        if self._finding.done():
            self._take(self._finding)
        else:
            self.say_in_place("Fetching the full text…")
            self._wait()
        self.tell()

    @work(exclusive=True, group="text")
    async def _wait(self, said: str = "") -> None:
        self._awaited.begin("the full text")
        self.tell()
        await asyncio.wait({self._finding})
        self._awaited.end()
        if self.is_attached:
            self._take(self._finding, said)
            self.tell()

    def _take(self, finding: asyncio.Task[FoundDocument], said: str = "") -> None:
        """Show what came and what is said of that, or why nothing did."""
        if finding.cancelled():
            return
        try:
            found = finding.result()
        except ReaderError as error:
            self._fail(error)
            return
        if sentence := found.why or said:
            self._browser.say(sentence)
        self._show(found)

    def _fail(self, error: ReaderError) -> None:
        if self.document is not None:
            self._browser.say(str(error))
        else:
            way = way_on(is_sample=self._library.is_sample)
            self.say_in_place(str(error), way, below=abstract_of(self.paper))

    def say_in_place(self, *sentences: str, below: Sequence[Block] = ()) -> None:
        """Say something in the place of the text, with what there is instead below it."""
        said = (Block("paragraph", 0, in_force(sentence, self), (), "") for sentence in sentences)
        self.view.show((*title_of(self.paper), *said, *below))

    def _show(self, found: FoundDocument) -> None:
        """Show a document from where it was left."""
        place = self.place if self.document is not None else self._progress.place
        self.put_document(found.document)
        self._head = head_of(self.paper, found, self._library.clock.now())
        self._put(place)

    def _put(self, place: ReadingPlace | None) -> None:
        """Put all blocks on the screen."""
        assert self.document is not None
        fold = fold_of(self.document.folded, is_open=self._is_unfolded)
        self.first = first = len(self._head) + len(fold)
        said = (replace(block, text=in_force(block.text, self)) for block in fold[:1])
        shown = (*self._head, *said, *fold[1:], *self.document.blocks)
        if place is not None and place.block < len(self.document.blocks):
            self.view.show(shown, place.block + first, place.share)
        else:
            self.view.show(shown)
        self.put_first(first)

    # Where it is

    @property
    def place(self) -> ReadingPlace | None:
        """Where the text is read now; None at its beginning."""
        block = self.view.top.block - self.first
        return ReadingPlace(block, round(self.view.share_of_top, 4)) if self.document and block >= 0 else None

    def _moved(self) -> None:
        if self.document is not None:
            self._progress.move(self.place)
        self.tell()

    @on(ReadingView.ReadOn)
    def _look_for_end(self) -> None:
        if self.document is not None:
            self._progress.look_for_end(self.view, self.document, self.first)

    def tell(self) -> None:
        """Write the bar above."""
        read = self.document.blocks if self.document else ()
        self.titles = Titles((section_of(read, self.view.current - self.first) or "Full text",))
        if self.document is None:
            self.status = (self.paper.id, "")
        else:
            share = f"{int(100 * self.view.read)}%"
            found = f"{self.found} · {share}" if self.found else share
            self.status = f"{self.paper.id} · {found}", found
        hints, is_busy = self.query_one(HintBar), self._awaited.what is not None
        hints.moment = "text found" if self.found else "text" if self.document else "no text"
        hints.idle = frozenset({"reading.refresh"} if is_busy or self._library.is_sample else ())
        self._tell_what_is_awaited()

    def _tell_what_is_awaited(self) -> None:
        """Say what is on its way, for how long already, and from when on which key gives up."""
        hub, awaited = self._library.hub_state, self._awaited
        if awaited.what is not None:
            so_far = status.fetching(awaited.what, None, awaited.seconds)
            self.status = f"{self.paper.id} · {so_far}", so_far
        self.waiting = status.waiting(awaited.told(hub), hub, partial(key_of, self, "reading.back"))

    def on_unmount(self) -> None:
        """Remember the place, and let the list know that the paper is not read here any more."""
        self._progress.save()
        self._finding.cancel()
        self._browser.reader = self._below

    @on(events.ScreenResume)
    @on(events.ScreenSuspend)
    def _look_up(self) -> None:
        """Stop what counts only in sight while a dialog is above, and go on after it."""
        self._browser.weigh()

    def _hear(self, notice: str) -> None:
        self.notice = notice

    def watch_notice(self, notice: str) -> None:
        """Have a place for the first notice."""
        if (notice or self.waiting) and self.is_attached and not self.query("Notice"):
            from reader.ui.widgets.notices import Notice

            self.mount(Notice().data_bind(ReadingScreen.waiting, text=ReadingScreen.notice))

    def resized(self, size: Size) -> None:
        """Say that there is too little room, if so."""
        cover_if_too_small(self, size)

    # What the keys do

    def action_move(self, lines: int) -> None:
        """Go some lines down or up."""
        self.view.move(lines)
        self._look_for_end()

    def action_move_pages(self, pages: float) -> None:
        """Go some pages down or up."""
        self.view.move_pages(pages)
        self._look_for_end()

    def action_move_to_end(self, last: bool) -> None:
        """Go to the top or to the end."""
        self.view.move_to_end(last=last)

    def action_move_to_heading(self, direction: int) -> None:
        """Go to the next heading, or to the one before."""
        self.view.move_to_heading(direction)

    def action_toggle_source(self) -> None:
        """Show the source of the marked block, or its text again."""
        if self.document is not None and self.view.blocks[self.view.marked].raw.strip():
            self.view.toggle_source(self.view.marked)
        else:
            self._browser.say("This part has no source.")

    @work(exclusive=True, group="copy")
    async def action_copy_block(self) -> None:
        """Copy the marked block: the LaTeX of a formula, the source where that is shown, else the text."""
        if self.view.blocks:
            block = self.view.blocks[self.view.marked]
            text = block.raw.strip() if self.view.shows_source(self.view.marked) else copied(block)
            self._browser.say(await self._copy(text, ""))

    def action_unfold(self) -> None:
        """Show what was cut before the text, or fold it again."""
        if self.document is None or not self.document.folded:
            self._browser.say("Nothing was cut before this text.")
            return
        place = self.place
        self._is_unfolded = not self._is_unfolded
        self._put(place)
        if place is None:
            self.view.go_to(len(self._head))

    async def read_above(self, paper: Paper) -> None:
        """Show the full text of another paper, until that is left."""
        told = self._browser, self._library
        await read(self.app, *told, copy=self._copy, measure=self._measure, folder=self._folder, paper=paper)

    def action_refresh(self) -> None:
        """Ask the Hub again."""
        if self._library.is_sample:
            self._browser.say("This is the sample edition: there is nothing to fetch.")
        elif self._finding.done():
            self._finding = asyncio.create_task(self._library.full_texts.document(self.paper.id, refresh=True))
            self._wait("This is the newest text." if self.document else "")

    def action_leave(self) -> None:
        """Stop looking for another paper, else go back and give up what is on its way."""
        if not self.stop_looking():
            self.dismiss(None)
