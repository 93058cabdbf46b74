"""The ways through a full text other than line by line: its outline, finding, what leads elsewhere, and back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events, getters, on, work

from reader.errors import OldPaperError, ReaderError
from reader.library import PaperLibrary
from reader.papers import links
from reader.papers.full_text.model import Document
from reader.papers.models import Paper
from reader.papers.period import OnePaper
from reader.ui.bindings import bindings
from reader.ui.browser import PaperBrowser
from reader.ui.patches.screen import SinglePaintScreen
from reader.ui.screens.list_keys import answer
from reader.ui.screens.waiting import Elsewhere, Waiting
from reader.ui.widgets.reading_view import ReadingView

if TYPE_CHECKING:
    from reader.papers.full_text.targets import Lead, Leads
    from reader.papers.period import Direction
    from reader.ui.dialogs.links import Picked
    from reader.ui.screens.text_search import TextSearch

Copy = Callable[[str, str], Awaitable[str]]
"""Copies a text, given what it is; returns a sentence that says so."""


class Left(NamedTuple):
    """A place that was left by a jump."""

    block: int
    """Counted from the first one of the document; negative above it."""
    share: float
    """How much of it is above, from 0 to 1."""


class JumpingScreen(SinglePaintScreen):
    """A screen with a full text, and the keys that jump in it."""

    BLANK = True  # Nothing of it can be seen.
    BINDINGS = bindings(
        {
            "reading.outline": "outline",
            "reading.letters": "letters",
            "reading.return": "return",
            "reading.find": "find",
            "reading.next_match": "go_on(1)",
            "reading.previous_match": "go_on(-1)",
        }
    )

    view = getters.query_one(ReadingView)

    def __init__(self, paper: Paper, browser: PaperBrowser, library: PaperLibrary, copy: Copy) -> None:
        """Show no text yet.

        Args:
            paper: The paper.
            browser: The list, where sentences are said.
            library: Where other papers are looked up.
            copy: Copies a text.
        """
        super().__init__(lambda: None)
        self.paper = paper
        self._browser, self._library, self._copy = browser, library, copy
        self._awaited = Waiting(self, None)
        self.document: Document | None = None
        """The text, where it is there."""
        self.first = 0
        """The place among the blocks of the view of the first one of the document."""
        self._jumps: list[Left] = []
        self._leads: Leads | None = None
        self._search: TextSearch | None = None

    async def on_key(self, event: events.Key) -> None:
        """Answer a key that is only known in the list."""
        await answer(self, event, self._browser, self.paper, "reading.back")

    def put_document(self, document: Document) -> None:
        """Take a text in place of another one."""
        if document is not self.document:
            self.document = document
            self._jumps, self._leads, self._search = [], None, None

    def put_first(self, first: int) -> None:
        """Take the place in the view of the first block of the document."""
        self.first = first
        if self._search is not None:
            self._search.moved(first)

    def tell(self) -> None:
        """Write the bar above."""
        raise NotImplementedError

    # There and back

    def jump(self, block: int) -> None:
        """Go to a block of the document; a key comes back."""
        self.leave_place()
        self.view.go_to(block + self.first)

    def leave_place(self) -> None:
        """Remember where the text is read, to come back to it."""
        left = Left(self.view.current - self.first, self.view.share_of_top)
        if not self._jumps or self._jumps[-1] != left:
            self._jumps.append(left)

    def action_return(self) -> None:
        """Go back to where the last jump began, which may be in the text below this one."""
        if self._jumps:
            left = self._jumps.pop()
            self.view.go_to_share(left.block + self.first, left.share)
        elif isinstance(self.app.screen_stack[-2], JumpingScreen):
            self.action_leave()
        else:
            self._browser.say("You have not jumped from anywhere.")

    # The outline

    async def action_outline(self) -> None:
        """Show the headings, to go to one of them."""
        if self.document is None or not self.document.outline:
            self._browser.say("This text has no headings.")
            return
        from reader.ui.dialogs.outline import OutlineDialog, headings_of

        headings = headings_of(self.document)
        await self.app.push_screen(OutlineDialog(headings, self.view.current - self.first), self._go)

    def _go(self, block: int | None) -> None:
        if block is not None:
            self.jump(block)

    # What leads elsewhere

    def _leads_of(self, block: int) -> Sequence[Lead]:
        """What leads somewhere in a block of the view."""
        if self.document is None or block < self.first:
            return ()
        if self._leads is None:
            from reader.papers.full_text.targets import Leads

            self._leads = Leads(self.document)
        return self._leads.of(block - self.first)

    def _entry(self, lead: Lead) -> str:
        """The entry that is cited, on one line, or nothing."""
        if lead.block is None or self.document is None or self._leads is None or not self._leads.is_entry(lead.block):
            return ""
        return " ".join(self.document.blocks[lead.block].text.split())

    async def action_letters(self) -> None:
        """Show a letter before all in sight that leads somewhere, else go to what does next; wait for the letters."""
        from reader.ui.dialogs.leads import LeadsDialog
        from reader.ui.widgets.lead_letters import LeadLetters

        letters = LeadLetters(self.view, self._leads_of)
        if not any(True for _ in letters.in_sight()):
            last, end = self.view.bottom.block, len(self.view.blocks)
            leads = ((block, self._leads_of(block)) for block in (*range(last, end), *range(last)))
            block, there = next((found for found in leads if found[1]), (0, ()))
            if not there:
                self._browser.say("There is no link here.")
                return
            self.leave_place()
            self.view.bring(block, there[0].start, there[0].end)
        await self.app.push_screen(LeadsDialog(letters, self._entry), self._follow)

    @on(ReadingView.Pressed)
    def _click(self, event: ReadingView.Pressed) -> None:
        """Follow what the mouse is on."""
        from reader.ui.dialogs.links import Picked
        from reader.ui.widgets.lead_letters import LeadLetters

        if (lead := LeadLetters(self.view, self._leads_of).at(*event.at)) is not None:
            self._follow(Picked(lead, copies=False))

    def _follow(self, picked: Picked[Lead] | None) -> None:
        if picked is None:
            return
        lead, copies = picked
        if copies:
            self._copy_lead(lead)
        elif lead.block is not None:
            self.jump(lead.block)
        elif lead.paper == self.paper.id:
            self._browser.say(f"{lead.paper} is this paper.")
        elif lead.paper:
            self._open_paper(lead.paper)
        else:
            self.post_message(Elsewhere(lead.url, ""))

    @work(exclusive=True, group="copy")
    async def _copy_lead(self, lead: Lead) -> None:
        """Copy an address, else the words that are led to."""
        text = lead.url or (links.arxiv_url(lead.paper) if lead.paper else "")
        if lead.block is not None and self.document is not None:
            text = self.document.blocks[lead.block].text
        self._browser.say(await self._copy(text, ""))

    # Other papers, and other places of this one

    def action_open(self, place: str) -> None:
        """Open the paper in the browser."""
        self.post_message(Elsewhere(links.PLACES[place](self.paper.id), ""))

    async def action_discussion(self) -> None:
        """Show what people say of this paper."""
        from reader.ui.screens.discussion import discuss

        await discuss(self.app, self._browser, self._library, self._copy, self.paper)

    @work(exclusive=True, group="cited")
    async def _open_paper(self, id: str) -> None:
        """Open another paper above this one, or say why not."""
        from reader.ui.screens.cited import cited

        self._awaited.begin(OnePaper(id))
        self.tell()
        try:
            paper = await cited(id, self._browser, self._library)
        except OldPaperError as error:
            self.post_message(Elsewhere(error.url, error.why))
        except ReaderError as error:
            self._browser.say(str(error))
        else:
            if self.is_active:
                await self.read_above(paper)
            else:
                self._browser.say(f"{id} was found. Follow it again to read it.")
        self._awaited.end()
        self.tell()

    async def read_above(self, paper: Paper) -> None:
        """Show another paper, until that is left."""
        raise NotImplementedError

    def stop_looking(self) -> bool:
        """Stop looking for another paper; whether one was looked for."""
        if not isinstance(self._awaited.what, OnePaper):
            return False
        self.workers.cancel_group(self, "cited")
        self._awaited.end()
        self.tell()
        return True

    # Finding

    @property
    def found(self) -> str:
        """Which of how many places that were found was gone to, or nothing."""
        return self._search.count if self._search is not None and self._search.is_on else ""

    async def action_find(self) -> None:
        """Show the line to find something, which finds at every key."""
        if self.document is None:
            self._browser.say("There is no text yet to search.")
            return
        from reader.ui.dialogs.seek import SeekDialog
        from reader.ui.screens.text_search import TextSearch

        if self._search is None:
            self._search = TextSearch(self.view, self.document.blocks, self.first)
        self._search.begin()
        place = Left(self.view.current - self.first, self.view.share_of_top)
        await self.app.push_screen(SeekDialog(self._search), lambda _: self._kept(place))

    def _kept(self, place: Left) -> None:
        """Come back by a key to where the line was opened, if it led away from there."""
        if Left(self.view.current - self.first, self.view.share_of_top) != place:
            self._jumps.append(place)
        self.tell()

    def action_go_on(self, direction: Direction) -> None:
        """Go to the next place that was found, or to the one before."""
        if self._search is None or not self._search.typed:
            self._browser.say("Nothing was searched for. Press / to search.")
            return
        self._search.step(direction)
        self.tell()

    def action_end_find(self) -> None:
        """Let nothing stand out any more, else go back."""
        if self._search is not None and self._search.is_on:
            self._search.end()
            self.tell()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go back."""
        raise NotImplementedError
