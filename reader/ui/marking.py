"""Marking papers: read, starred and noted, by a key or because a paper was in sight for long enough."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from msgspec.structs import replace
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker

from reader.errors import StoreError
from reader.papers import humanize
from reader.papers.listing import ArrangedList, Listing, MarksById, is_unread
from reader.papers.marks import (
    UNMARKED,
    Change,
    Field,
    Record,
    Starred,
    Written,
    cleaned,
    joined,
    microseconds,
    with_value,
)
from reader.papers.models import Paper
from reader.papers.period import EditionClock
from reader.ui.current import NO_PAPER, paper_of
from reader.ui.undo import Step, UndoHistory, Undone, note_step, read_step, star_step
from reader.ui.widgets.cells import fit

LOOKING = 1.0
"""Seconds between two looks whether another program changed the marks: what it did is shown within two."""
NAMED = 40
"""Columns of a title that a sentence names."""


class MarkedPapers(Protocol):
    """The widget whose papers are marked."""

    listed: ArrangedList
    paper: Paper | None
    reading: bool

    @property
    def is_in_sight(self) -> bool:
        """Whether the paper under the cursor can be read now."""
        ...

    def show_marks(self, marks: MarksById) -> None:
        """Show other marks of some of the papers."""
        ...

    def show(self, listing: Listing, *, another: bool) -> None:
        """Show a list; the same one, with more papers, unless it is another one."""
        ...

    def say(self, sentence: str) -> None:
        """Tell the user something."""
        ...

    def post_message(self, message: Message) -> bool:
        """Send a message, from whichever thread."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call something once, some seconds later."""
        ...

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call something every so many seconds."""
        ...

    def run_worker(self, work: Callable[[], Coroutine[None, None, None]], *, group: str) -> Worker[None]:
        """Run something beside the keys."""
        ...


class ReadTimer:
    """A timer that runs only while the user can be reading the paper that a key or a click put the cursor on."""

    # A paper on which the cursor came to be by itself (at the start, under a filter, on another day) was not chosen,
    # and one whose mark was just set by hand was decided on: neither is marked. Anything that ends the reading (a
    # dialog above it, another window, a hidden abstract) starts the seconds over, as nobody knows how much was read.

    def __init__(
        self, owner: MarkedPapers, delay: float | None, *, seen: Callable[[], bool], read: Callable[[], None]
    ) -> None:
        """Wait for the first visit.

        Args:
            owner: The widget whose timer it is.
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
        """Note that the user put the cursor on a paper."""
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
        """Start the seconds over, or stop: something changed that reading depends on.

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


class Marking:
    """The marks of the papers that a widget lists: set on the screen in the turn of the key, then on the disk.

    The screen is ahead of the disk. So everything that comes back from there is joined with what is shown, value by
    value and the newer one wins: a key that was pressed meanwhile is not undone by an answer that left before it. Only
    where nothing could be saved is the screen set back to what is stored.
    """

    class Outdated(Message):
        """Posted when another program changed the marks."""

    def __init__(self, view: MarkedPapers, history: UndoHistory, clock: EditionClock, delay: float | None) -> None:
        """Mark the papers of a widget.

        Args:
            view: The widget.
            history: The way to the user's marks.
            clock: Tells the time of a mark.
            delay: Seconds until a paper in sight counts as read; 0 for at once, None for never.
        """
        self._view = view
        self.history = history
        self._clock = clock
        self._read_timer = ReadTimer(view, delay, seen=self._is_seen, read=self._read_by_itself)
        self.unsaved: dict[str, str] = {}
        """Notes that could not be saved, by paper: the dialog has them again."""

    def begin(self) -> None:
        """Begin what the first frame does not wait for."""
        self._view.set_interval(LOOKING, self.look)
        self._view.run_worker(self._maintain, group="maintain")

    async def _maintain(self) -> None:
        """Check and back up the stored marks, and report damage."""
        marks = self.history.marks
        await marks.maintain()
        if marks.notice:
            self._view.say(marks.notice)
            await self.read_again()

    # What the keys do

    def toggle_read(self) -> None:
        """Mark the paper read, or unread; it stays so while the cursor is on it."""
        if paper := paper_of(self._view):
            read = self._is_unread(paper)
            self._read_timer.leave_alone(paper.id)
            self._mark([paper], "read", read, read_step(_named(paper), read))

    def mark_all_read(self) -> None:
        """Mark all papers read that are listed, and none that the filter, or the search, hides."""
        listed = self._view.listed
        unread = listed.unread
        if not unread:
            self._view.say("Nothing is unread here." if listed.rows else NO_PAPER)
            return
        said = f"{humanize.number(len(unread))} marked read"
        self._mark(unread, "read", True, Step(said, said), said=said)

    def toggle_star(self) -> None:
        """Star the paper, or remove the star."""
        if paper := paper_of(self._view):
            starred = not self._view.listed.marks.get(paper.id, UNMARKED).is_starred
            said = "Starred" if starred else "Star removed"
            step = star_step(_named(paper), starred)
            # Without a word where the star is in sight, in the list.
            self._mark([paper], "starred", starred, step, said=said if self._view.reading else "")

    def note(self, paper: Paper, base: str, text: str | None) -> None:
        """Set the note on a paper.

        Args:
            paper: The paper.
            base: The note that was there when the user began to write.
            text: What was written; None leaves the note as it is.
        """
        if text is not None and text != base:
            self._mark([paper], "note", text, note_step(_named(paper)), base, "Note saved" if text else "Note removed")

    def undo(self) -> None:
        """Undo the newest step of this process."""
        self._view.run_worker(partial(self._show_undone, self.history.undo()), group="undo")

    # On the screen, and on the disk

    def _mark(
        self,
        papers: Iterable[Paper],
        field: Field,
        value: bool | str,
        words: Step | None = None,
        base: str | None = None,
        said: str = "",
    ) -> None:
        changes = [Change(paper.id, field, value, self._record(paper, field), base) for paper in papers]
        now = microseconds(self._clock.now())
        marks = self._view.listed.marks
        set_now = {one.id: with_value(marks.get(one.id, UNMARKED), field, value, now) for one in changes}
        self._view.show_marks(set_now)
        if words and (told := ". ".join(filter(None, (said and f"{said} · u to undo", self.history.warning(field))))):
            self._view.say(told)
        # Handed to the marks' thread in this turn, and not in the worker's: keys act in the order in which they came.
        self._view.run_worker(partial(self._settle, self.history.write(changes, words), changes), group="marks")

    def _record(self, paper: Paper, field: Field) -> Record | None:
        """What is kept of a paper with a star or a note: the paper as the Hub gave it, if it did just now."""
        fetched_at = self._view.listed.listing.confirmed_at(paper.id)
        return Record(microseconds(fetched_at), paper) if fetched_at and field != "read" else None

    async def _settle(self, future: Future[Written], changes: Sequence[Change]) -> None:
        """Show what was stored; where nothing could be, say so and show what is."""
        try:
            written = await asyncio.shield(asyncio.wrap_future(future))
        except StoreError as error:
            self.unsaved.update({one.id: one.value for one in changes if isinstance(one.value, str) and one.value})
            again = " Press # on the paper to see your text." if changes[0].field == "note" else ""
            self._view.say(f"{error}{again}")
            marks = await self.history.marks.get([change.id for change in changes])
            self._view.show_marks({change.id: marks.get(change.id, UNMARKED) for change in changes})
        else:
            self._join(written.marks)
            self._tell_of_other_note(changes[0], written)
            if written.outdated:
                await self.read_again()

    def _tell_of_other_note(self, change: Change, written: Written) -> None:
        """Say so if somebody else wrote a note meanwhile, and show it."""
        if change.base is None or not isinstance(change.value, str):
            return
        mark, mine = written.marks.get(change.id, UNMARKED), cleaned(change.value)
        stored = next((done.before.value if done.before else "" for done in written.step), mark.text)
        if stored not in ("", cleaned(change.base), mine):
            self._view.show_marks({change.id: mark})
            kept = "both texts are kept · u to undo" if mine else "that text is kept."
            self._view.say(f"Another reader changed this note meanwhile: {kept}")

    async def _show_undone(self, future: Future[Undone]) -> None:
        try:
            undone = await asyncio.wrap_future(future)
        except StoreError as error:
            self._view.say(str(error))
            return
        if self._view.paper and self._view.paper.id in undone.reverted.marks:
            self._read_timer.leave_alone(self._view.paper.id)
        self._join(undone.reverted.marks)
        if undone.reverted.outdated:
            await self.read_again()
        self._view.say(undone.sentence)

    def _join(self, marks: MarksById) -> None:
        self._view.show_marks(joined(self._view.listed.marks, marks))

    def look(self) -> None:
        """Look whether another program changed the marks; a worker of Textual's would cost the idle reader 3 ms."""
        self.history.marks.submit_changed().add_done_callback(self._tell_of_changes)

    def _tell_of_changes(self, looked: Future[bool]) -> None:
        """Say so in the thread that looked."""
        if looked.exception() is None and looked.result():
            self._view.post_message(self.Outdated())

    async def read_again(self) -> None:
        """Show the marks that are stored now, where they are newer, and papers that got a star elsewhere."""
        self._join(await self.history.marks.get([paper.id for paper in self._view.listed.papers]))
        if self._view.listed.listing.is_of_stars:
            self._show_starred(await self.history.marks.starred())

    def _show_starred(self, starred: Iterable[Starred]) -> None:
        listing = self._view.listed.listing
        known = {paper.id for paper in listing.papers}
        arrived = {paper.id: (paper, mark) for paper, mark in starred if paper.id not in known}
        if arrived and listing.is_of_stars:  # A day may have been asked for meanwhile.
            papers = tuple(paper for paper, _ in arrived.values())
            marks = {**listing.marks, **{id: mark for id, (_, mark) in arrived.items()}}
            self._view.show(replace(listing, papers=papers + listing.papers, marks=marks), another=False)

    # Reading by itself

    def visited(self) -> None:
        """Note that the user put the cursor on the paper."""
        if self._view.paper:
            self._read_timer.visit(self._view.paper.id)

    def weigh(self) -> None:
        """Note a change that reading depends on."""
        self._read_timer.weigh(self._view.paper.id if self._view.paper else "")

    def opened(self) -> None:
        """Note that the user opened the paper, here or in the browser."""
        if self._view.paper:
            self._read_timer.opened(self._view.paper.id)

    def _is_unread(self, paper: Paper) -> bool:
        return is_unread(paper, self._view.listed.marks)

    def _is_seen(self) -> bool:
        return self._view.is_in_sight and self._view.paper is not None and self._is_unread(self._view.paper)

    def _read_by_itself(self) -> None:
        if self._view.paper and self._is_unread(self._view.paper):
            self._mark([self._view.paper], "read", True)


def _named(paper: Paper) -> str:
    return f"“{fit(paper.shown_title, NAMED)}”"
