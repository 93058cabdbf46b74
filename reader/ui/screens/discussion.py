"""What people say of a paper, on a screen of its own; nothing is ever written there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, Final, NamedTuple

from textual import events, getters, on, work
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.reactive import var

from reader.errors import OfflineError, ReaderError
from reader.host.tty import SMALLEST
from reader.library import PaperLibrary
from reader.library.discussions import FoundDiscussion
from reader.papers import links
from reader.papers.discussion.page import Entry, entries, notes, writer_of
from reader.papers.humanize import age, counted
from reader.papers.models import Paper
from reader.store import paths
from reader.ui import status
from reader.ui.bindings import bindings, in_force, key_of, keys_of
from reader.ui.browser import PaperBrowser
from reader.ui.current import paper_of
from reader.ui.patches.screen import SinglePaintScreen
from reader.ui.screens.list_keys import answer
from reader.ui.screens.waiting import Elsewhere, Waiting
from reader.ui.widgets import discussion_view
from reader.ui.widgets.bars import HEIGHTS, HintBar, TitleBar, Titles, cover_if_too_small, if_too_small
from reader.ui.widgets.blocks import Block, Link
from reader.ui.widgets.discussion_view import DiscussionView

SOON: Final = 0.2
"""Seconds that the screen may wait for stored comments, so that its first frame has them."""

Copy = Callable[[str, str], Awaitable[str]]
"""Copies a text, given what it is; returns a sentence that says so."""


class Answer(NamedTuple):
    """Comments, ready to be shown."""

    found: FoundDiscussion
    entries: list[Entry]


Answers = AsyncGenerator[FoundDiscussion, None]
Next = asyncio.Task["Answer | ReaderError | None"]


async def discuss(
    app: App[Any], browser: PaperBrowser, library: PaperLibrary, copy: Copy, read: Paper | None = None
) -> None:
    """Show what people say of a paper.

    Args:
        app: Shows the screen.
        browser: The list, which has the cursor.
        library: Where comments come from.
        copy: Copies a text.
        read: The paper whose full text is below; None for the one under the cursor.
    """
    if (paper := read or paper_of(browser)) is None:
        return
    answers = library.discussions.find(paper.id)
    first = asyncio.create_task(_next(answers, paper.id, browser.today))
    await asyncio.wait({first}, timeout=SOON)
    await app.push_screen(DiscussionScreen(paper, browser, library, copy, answers, first, read is not None))


async def _next(answers: Answers, id: str, today: date, *, source: bool = False) -> Answer | ReaderError | None:
    """What comes next: comments, why there are none, or nothing more."""
    try:
        found = await anext(answers, None)
    except ReaderError as error:
        return error
    if found is None:
        return None
    return Answer(found, await asyncio.to_thread(_read, found, id, today, source))


def _read(found: FoundDiscussion, id: str, today: date, source: bool) -> list[Entry]:
    return [*islice(entries(found.discussion, id, today, source=source), discussion_view.SHOWN)]


class DiscussionScreen(SinglePaintScreen):
    """A discussion between two bars."""

    BLANK = True  # Nothing of it can be seen.
    CSS_PATH = paths.styles() / "discussion.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (SMALLEST[0], "-paper")]
    VERTICAL_BREAKPOINTS = [*HEIGHTS, (30, "-airy")]
    BINDINGS = bindings(
        {
            "discussion.down": "move(1)",
            "discussion.up": "move(-1)",
            "discussion.page_down": "move_pages(1)",
            "discussion.page_up": "move_pages(-1)",
            "discussion.half_down": "move_pages(0.5)",
            "discussion.half_up": "move_pages(-0.5)",
            "discussion.first": "move_to_end(False)",
            "discussion.last": "move_to_end(True)",
            "discussion.next": "go(1)",
            "discussion.previous": "go(-1)",
            "discussion.links": "app.links",
            "discussion.source": "toggle_source",
            "discussion.copy": "copy_comment",
            "discussion.open_hub": "open('hub')",
            "discussion.open": "open('arxiv')",
            "discussion.open_pdf": "open('pdf')",
            "discussion.refresh": "refresh",
            "discussion.text": "full_text",
            "discussion.theme": "app.change_theme",
            "discussion.help": "app.help",
            "discussion.back": "leave",
        }
    )

    titles: var[Titles] = var(Titles(("Discussion",)))
    status: var[tuple[str, ...]] = var(("",))
    notice: var[str] = var("")
    """One sentence over the last line, the newest one."""
    waiting: var[tuple[str, ...]] = var(())
    """What is waited for, a line above that one, in several lengths, the longest first."""

    view = getters.query_one(DiscussionView)

    def __init__(
        self,
        paper: Paper,
        browser: PaperBrowser,
        library: PaperLibrary,
        copy: Copy,
        answers: Answers,
        first: Next,
        is_above_text: bool,
    ) -> None:
        """Show the discussion of a paper.

        Args:
            paper: The paper.
            browser: The list, where sentences are said.
            library: Where comments are asked for again.
            copy: Copies a text.
            answers: Comments as they come.
            first: The first of them, which may still be on its way.
            is_above_text: Whether the full text of the paper is below.
        """
        super().__init__(lambda: None)
        self.paper = paper
        self._browser, self._library, self._copy = browser, library, copy
        self._answers, self._coming = answers, first
        self._is_above_text = is_above_text
        self._awaited = Waiting(self, None)
        self._shown: Answer | None = None
        self._source = False

    def compose(self) -> ComposeResult:
        """Put the comments between the bars."""
        yield TitleBar().data_bind(DiscussionScreen.titles, DiscussionScreen.status)
        view = DiscussionView()
        view.set_reactive(DiscussionView.hyperlinks, self._browser.paper_view.hyperlinks)
        yield view
        yield HintBar()
        yield from if_too_small(self.app.size)

    def on_mount(self) -> None:
        """Show the comments if they are there, else that they are on their way."""
        self.watch(self._browser.screen, "notice", self._hear)
        self.watch(self.view, "current", self.tell, init=False)
        self.watch(self, "waiting", lambda: self.watch_notice(""), init=False)
        self.query_one(HintBar).tell(keys_of(self))
        self.view.focus()
        if not self._coming.done():
            self._awaited.begin("the discussion")
            self._say_in_place("Fetching the discussion…")
        elif isinstance(answer := self._coming.result(), Answer):
            self._show(answer)
        self._read_on()

    @work(exclusive=True, group="discussion")
    async def _read_on(self, *, asked_for: bool = False) -> None:
        """Show comments as they come."""
        async with aclosing(self._answers) as answers:
            while isinstance(answer := await self._coming, Answer):
                self._awaited.end()
                if answer is not self._shown:
                    self._show(answer)
                following = _next(answers, self.paper.id, self._browser.today, source=self._source)
                self._coming = asyncio.create_task(following)
        self._awaited.end()
        self.tell()
        if isinstance(answer, ReaderError):
            self._fail(answer, asked_for=asked_for)
        elif asked_for:
            self._browser.say("These are the newest comments.")

    def _fail(self, error: ReaderError, *, asked_for: bool) -> None:
        if self._shown is None:
            again = "" if self._library.is_sample else ", or press r to try again"
            self._say_in_place(str(error), f"Press O for its page on Hugging Face{again}.")
        elif asked_for or not isinstance(error, OfflineError):
            self._browser.say(str(error))

    def _show(self, answer: Answer) -> None:
        self._shown = answer
        found = answer.found
        url, count = links.hub_url(self.paper.id), len(found.discussion.comments)
        shown = url.removeprefix("https://")
        facts = [counted(count, "comment")] if count else []
        if not self._library.is_sample:
            facts.append(f"fetched {age(self._library.clock.now() - found.fetched_at)}")
        line = Block("meta", " · ".join((shown, *facts)), gap=False, links=(Link(0, len(shown), url),))
        said = (Block("meta", sentence) for sentence in notes(found.discussion, self.paper.comments))
        self.view.show((self._title, line, *said), answer.entries, count - len(answer.entries))
        self.tell()

    @property
    def _title(self) -> Block:
        return Block("title", self.paper.shown_title)

    def _say_in_place(self, *sentences: str) -> None:
        """Say something in the place of the comments."""
        said = (Block("text", in_force(sentence, self)) for sentence in sentences)
        self.view.show((self._title, *said), ())
        self.tell()

    def tell(self) -> None:
        """Write the bar above."""
        count = len(self.view.entries) + self.view.more
        place = f"{self.view.current + 1} of {count}" if count > 1 else ""
        hub, awaited = self._library.hub_state, self._awaited
        if awaited.what is not None:
            place = status.fetching(awaited.what, None, awaited.seconds)
        self.status = " · ".join(filter(None, (self.paper.id, place))), place
        hints = self.query_one(HintBar)
        hints.moment = "discussion" if count else "no comments"
        hints.idle = frozenset({"discussion.refresh"} if awaited.what or self._library.is_sample else ())
        self.waiting = status.waiting(awaited.told(hub), hub, partial(key_of, self, "discussion.back"))

    def _hear(self, notice: str) -> None:
        self.notice = notice

    def watch_notice(self, notice: str) -> None:
        """Have a place for the first notice."""
        if (notice or self.waiting) and self.is_attached and not self.query("Notice"):
            from reader.ui.widgets.notices import Notice

            self.mount(Notice().data_bind(DiscussionScreen.waiting, text=DiscussionScreen.notice))

    def resized(self, size: Size) -> None:
        """Say that there is too little room, if so."""
        cover_if_too_small(self, size)

    @on(events.ScreenResume)
    @on(events.ScreenSuspend)
    def _look_up(self) -> None:
        """Have the list know what is in sight."""
        self._browser.weigh()

    async def on_key(self, event: events.Key) -> None:
        """Answer a key that is only known in the list."""
        await answer(self, event, self._browser, self.paper, "discussion.back")

    def on_unmount(self) -> None:
        """Give up what is on its way."""
        self._coming.cancel()

    # What the keys do

    def action_move(self, lines: int) -> None:
        """Scroll some lines down or up."""
        self.view.move(lines)

    def action_move_pages(self, pages: float) -> None:
        """Scroll some pages down or up."""
        self.view.move_pages(pages)

    def action_move_to_end(self, last: bool) -> None:
        """Scroll to the top or to the end."""
        self.view.move_to_end(last=last)

    def action_go(self, steps: int) -> None:
        """Go to the next comment, or to the one before."""
        self.view.go(steps)

    @work(exclusive=True, group="source")
    async def action_toggle_source(self) -> None:
        """Show all comments as they were written, also those that are folded or hidden, or as they are read."""
        self._source = not self._source
        if (shown := self._shown) is not None:
            said = await asyncio.to_thread(_read, shown.found, self.paper.id, self._browser.today, self._source)
            number = self.view.current
            self._show(Answer(shown.found, said))
            self.view.go_to(number)

    @work(exclusive=True, group="copy")
    async def action_copy_comment(self) -> None:
        """Copy what is selected, else the comment that keys are about, in Markdown."""
        if selected := self.get_selected_text():
            self._browser.say(await self._copy(selected, ""))
        elif not self.view.entries:
            self._browser.say("There is no comment to copy.")
        else:
            comment = self.view.entries[self.view.current].placed.comment
            if comment.text:
                self._browser.say(await self._copy(comment.text, f"the comment of {writer_of(comment)}"))
            else:
                self._browser.say(f"The comment of {writer_of(comment)} has no text.")

    def action_open(self, place: str) -> None:
        """Open the paper in the browser, where a comment can be answered on its page on the Hub."""
        self.post_message(Elsewhere(links.PLACES[place](self.paper.id), ""))

    def action_refresh(self) -> None:
        """Ask the Hub again."""
        if self._library.is_sample:
            self._browser.say("This is the sample edition: there is nothing to fetch.")
        elif self._coming.done():
            self._awaited.begin("the newest comments")
            self._answers = self._library.discussions.find(self.paper.id, refresh=True)
            coming = _next(self._answers, self.paper.id, self._browser.today, source=self._source)
            self._coming = asyncio.create_task(coming)
            self._read_on(asked_for=True)

    async def action_full_text(self) -> None:
        """Show the full text of the paper, which may be below."""
        if self._is_above_text:
            self.dismiss(None)
        else:
            await self.app.run_action("app.full_text")

    def action_leave(self) -> None:
        """Let go of what is selected, else go back."""
        if self.selections:
            self.clear_selection()
        else:
            self.dismiss(None)
