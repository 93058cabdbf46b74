"""When a paper has been in sight for so long that it counts as read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial

from textual import on, work
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

from reader.errors import StoreError
from reader.papers import humanize
from reader.papers.listing import Arrangement, Listing, is_unread, joined
from reader.papers.marks import UNMARKED, Change, Field, Record, Written, microseconds, with_value
from reader.papers.models import Paper
from reader.papers.period import Direction, EditionClock
from reader.ui.bindings import bindings
from reader.ui.browser import Catalogue
from reader.ui.initial_state import InitialState
from reader.ui.undo import UndoHistory, Undone
from reader.ui.widgets.cells import fit
from reader.ui.widgets.paper_list import PaperList
from reader.ui.widgets.paper_view import PaperView


class ReadTimer:
    """A timer that runs only while the user can be reading the paper that a key or a click put the cursor on."""

    def __init__(self, owner: MessagePump, delay: float | None, *, seen: Callable[[], bool], read: Callable[[], None]):
        """Initialise the attention, on nothing.

        Args:
            owner: Whose timer it is.
            delay: Seconds until a paper counts as read; 0 for at once, None for never.
            seen: Tells whether the current paper is in sight, and unread.
            read: Called when it counts as read.
        """
        self._owner = owner
        self._delay = delay
        self._seen = seen
        self._read = read
        self._timer: Timer | None = None
        self._visited = ""
        """The id of the paper that the user put the cursor on."""
        self._left_alone = ""
        """The id of a paper whose mark the user has just set; it stays so until the cursor leaves."""

    def visit(self, paper: str) -> None:
        """Take note that the user put the cursor on a paper."""
        if paper != self._left_alone:
            self._left_alone = ""
        self._visited = paper
        self.weigh(paper)

    def leave_alone(self, paper: str) -> None:
        """Keep off a paper until the cursor leaves it: the user has decided."""
        self._left_alone = paper
        self.weigh(paper)

    def opened(self, paper: str) -> None:
        """Count a paper that was opened as read at once."""
        if self._delay is not None and paper != self._left_alone:
            self._read()

    def weigh(self, paper: str) -> None:
        """Begin to count the seconds anew, or stop: something changed that it depends on.

        Args:
            paper: The id of the current paper.
        """
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._delay is None or paper != self._visited or paper == self._left_alone or not self._seen():
            return
        if self._delay == 0:
            self._read()
        else:
            self._timer = self._owner.set_timer(self._delay, self._read)


LOOKING = 2.0
"""Seconds between two looks whether another program changed the marks."""
NAMED = 40
"""Columns of a title that a sentence names."""


class Desk(Catalogue):
    """A catalogue with a pencil beside it."""

    BINDINGS = bindings(
        {
            "mark.read": "toggle_read",
            "mark.all_read": "mark_all_read",
            "mark.star": "toggle_star",
            "mark.note": "edit_note",
            "mark.undo": "undo",
        }
    )

    class Outdated(Message):
        """Posted when another program changed the marks."""

    def __init__(self, history: UndoHistory, clock: EditionClock, opening: InitialState) -> None:
        """Initialise the desk.

        Args:
            history: The way to the user's marks.
            clock: Tells the time of a mark.
            opening: What is on it first.
        """
        self._listing = opening.listing
        self.arrangements = opening.arrangements
        """How days are arranged, and how the starred papers are."""
        super().__init__(opening.listing, self._arrangement, opening.paper)
        self.history = history
        self._clock = clock
        self._read_timer = ReadTimer(self, opening.delay, seen=self._is_seen, read=self._read_by_itself)

    def on_mount(self) -> None:
        """Follow what the attention of the user depends on."""
        self.watch(self, "arrangement", self._keep_arrangement, init=False)
        self.watch(self.app, "app_focus", self.weigh, init=False)
        self.watch(self, "paper", self.weigh, init=False)
        self.watch(self, "reading", self._open, init=False)

    def begin(self) -> None:
        """Begin what the first frame does not wait for."""
        self.set_interval(LOOKING, self.look)
        self._maintain()

    @work(group="maintain")
    async def _maintain(self) -> None:
        """See that the stored marks are whole, and back them up; what is wrong with them is said."""
        marks = self.history.marks
        await marks.maintain()
        if marks.notice:
            self.post_message(Catalogue.Said(marks.notice))
            await self._read_again()

    @property
    def _arrangement(self) -> Arrangement:
        return self.arrangements[self._listing.is_of_stars]

    def _keep_arrangement(self, arrangement: Arrangement) -> None:
        self.arrangements = {**self.arrangements, self._listing.is_of_stars: arrangement}

    def lay_out(self, listing: Listing, *, another: bool, at: str | Direction = "") -> None:
        """Show a list, as `Catalogue.show` does; marks that were set while it was on its way stay."""
        self._listing = listing
        self.marks = joined(self.marks, listing.marks, listing.papers)
        self.show(listing, self._arrangement, another=another, at=at)

    def _is_unread(self, paper: Paper) -> bool:
        return is_unread(paper, self.marks)

    def action_toggle_read(self) -> None:
        """Mark the paper read, or unread; it stays so while the cursor is on it."""
        if paper := self.paper:
            read = self._is_unread(paper)
            self._read_timer.leave_alone(paper.id)
            self._mark([paper], "read", read, said=f"{_named(paper)} {'read' if read else 'unread'}")

    def action_mark_all_read(self) -> None:
        """Mark all papers of the list read, also those that the filter hides."""
        unread = [*filter(self._is_unread, self.papers)]
        if not unread:
            self.post_message(
                Catalogue.Said("All papers here are read." if self.papers else "There is nothing to read.")
            )
            return
        said = f"{humanize.number(len(unread))} marked read"
        self._mark(unread, "read", True, said=said)
        self.post_message(Catalogue.Said(f"{said} · u to undo"))

    def action_toggle_star(self) -> None:
        """Star the paper, or take its star away."""
        if paper := self.paper:
            starred = not self.marks.get(paper.id, UNMARKED).is_starred
            self._mark([paper], "starred", starred, said=f"{_named(paper)} {'starred' if starred else 'not starred'}")

    async def action_edit_note(self) -> None:
        """Write a note on the paper."""
        from reader.ui.dialogs.note import NoteDialog

        if paper := self.paper:
            mark = self.marks.get(paper.id, UNMARKED)
            await self.app.push_screen(NoteDialog(paper, mark), partial(self._note, paper))

    def _note(self, paper: Paper, text: str | None) -> None:
        if text is not None:
            self._mark([paper], "note", text, said=f"note on {_named(paper)}")

    def action_undo(self) -> None:
        """Undo the newest step of this process."""
        self._show_undone(self.history.undo())

    @work(group="undo")
    async def _show_undone(self, future: Future[Undone]) -> None:
        try:
            undone = await asyncio.wrap_future(future)
        except StoreError as error:
            self.post_message(Catalogue.Said(str(error)))
            return
        if self.paper and self.paper.id in undone.reverted.marks:
            self._read_timer.leave_alone(self.paper.id)
        self.marks = joined(self.marks, undone.reverted.marks, self.papers)
        if undone.reverted.outdated:
            await self._read_again()
        self.post_message(Catalogue.Said(undone.sentence))

    def _mark(self, papers: Iterable[Paper], field: Field, value: bool | str, *, said: str = "") -> None:
        """Set a field: on the screen in this turn, on the disk in its thread."""
        changes = [Change(paper.id, field, value, self._record(paper, field)) for paper in papers]
        now = microseconds(self._clock.now())
        marks = self.marks
        set_now = {id: with_value(marks.get(id, UNMARKED), field, value, now) for id, *_ in changes}
        self.marks = {**marks, **set_now}
        self._settle(self.history.write(changes, said))

    def _record(self, paper: Paper, field: Field) -> Record | None:
        fetched_at = self._listing.fetched_at
        return Record(microseconds(fetched_at), paper) if fetched_at and field != "read" else None

    @work(group="marks")
    async def _settle(self, future: Future[Written]) -> None:
        """Show what was stored; where nothing could be, say so and show what is."""
        try:
            written = await asyncio.shield(asyncio.wrap_future(future))
        except StoreError as error:
            self.post_message(Catalogue.Said(str(error)))
            self.marks = await self.history.marks.get([paper.id for paper in self.papers])
        else:
            self.marks = joined(self.marks, written.marks, self.papers)
            if written.outdated:
                await self._read_again()

    def look(self) -> None:
        """Look whether another program changed the marks; a worker of Textual's would cost the idle reader 3 ms."""
        self.history.marks.submit_changed().add_done_callback(self._tell_of_changes)

    def _tell_of_changes(self, looked: Future[bool]) -> None:
        """Say so in the thread that looked."""
        if looked.exception() is None and looked.result():
            self.post_message(self.Outdated())

    @on(Outdated)
    @work(exclusive=True, group="look")
    async def _show_changes(self) -> None:
        await self._read_again()

    async def _read_again(self) -> None:
        papers = self.papers
        marks = await self.history.marks.get([paper.id for paper in papers])
        self.marks = joined(self.marks, marks, self.papers)

    # Reading by itself

    @on(PaperList.Visited)
    def _visit(self) -> None:
        if self.paper:
            self._read_timer.visit(self.paper.id)

    @on(PaperView.Seen)
    def weigh(self) -> None:
        """Take note that something changed which reading depends on: focus, a screen above, what is in sight."""
        self._read_timer.weigh(self.paper.id if self.paper else "")

    def _open(self, reading: bool) -> None:
        if reading:
            self.opened()

    def opened(self) -> None:
        """Take note that the user opened the paper, here or in the browser."""
        if self.paper:
            self._read_timer.opened(self.paper.id)

    def _is_seen(self) -> bool:
        in_sight = bool(self.paper_view.region) and self.app.screen is self.screen and self.app.app_focus
        return in_sight and self.paper is not None and self._is_unread(self.paper)

    def _read_by_itself(self) -> None:
        if self.paper and self._is_unread(self.paper):
            self._mark([self.paper], "read", True)


def _named(paper: Paper) -> str:
    return f"“{fit(paper.shown_title, NAMED)}”"
