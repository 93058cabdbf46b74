"""The list of papers and the abstract of one: moving, filtering, sorting, finding."""

from __future__ import annotations

from datetime import date
from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen

from reader.papers.listing import FILTERS, ArrangedList, Listing, MarksById, Order, Summary, arranged
from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper
from reader.papers.period import Direction, EditionClock
from reader.ui.bindings import MOVES, bindings, in_force
from reader.ui.current import paper_of
from reader.ui.finding import Finding
from reader.ui.initial_state import InitialState
from reader.ui.marking import Marking
from reader.ui.places import Aim, Kind
from reader.ui.signs import use_ascii
from reader.ui.undo import UndoHistory
from reader.ui.widgets.pane import Pane
from reader.ui.widgets.paper_list import PaperList
from reader.ui.widgets.paper_view import PaperView


class PaperBrowser(Container):
    """Two panes, one of which has the focus: the movement keys drive that one, `J` and `K` the other."""

    BLANK = True  # Nothing of it can be seen.
    BINDINGS = bindings(
        {
            **MOVES,
            "text.down": "scroll_text(1)",
            "text.up": "scroll_text(-1)",
            "other.down": "move_other(1)",
            "other.up": "move_other(-1)",
            "pane.other": "switch_pane",
            "text.authors": "toggle_authors",
            "text.source": "toggle_source",
            "text.links": "app.links",
            "paper.read": "app.read",
            "paper.text": "app.full_text",
            "paper.discussion": "app.discussion",
            "list.next": "go_on(1)",
            "list.previous": "go_on(-1)",
            "list.next_watched": "go_on(1, 'watched')",
            "list.previous_watched": "go_on(-1, 'watched')",
            "list.find": "find",
            "list.matches": "narrow",
            "list.filter": "filter",
            "list.sort": "sort",
            "list.export": "app.export",
            "mark.read": "toggle_read",
            "mark.all_read": "mark_all_read",
            "mark.star": "toggle_star",
            "mark.note": "edit_note",
            "mark.undo": "undo",
        }
    )

    listed: var[ArrangedList] = var(ArrangedList(), init=False)
    summary: var[Summary] = var(Summary(), init=False)
    """The list in numbers."""
    paper: var[Paper | None] = var(None)
    """The paper under the cursor."""
    mark: var[Mark] = var(UNMARKED)
    """The mark of the paper under the cursor."""
    placeholder: var[str] = var("", init=False)
    """The sentence in the place of papers, where it is not the filter that hides them."""
    today: var[date] = var(date(2023, 5, 4))
    reading: var[bool] = var(False, toggle_class="-reading")
    """Whether the abstract stands alone."""

    class Said(Message):
        """Posted when the user should be told something."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class Beyond(Message):
        """Posted when the next unread or watched paper is not in this list."""

        def __init__(self, aim: Aim) -> None:
            super().__init__()
            self.aim = aim

    paper_list = getters.query_one(PaperList)
    paper_view = getters.query_one(PaperView)

    def __init__(self, history: UndoHistory, clock: EditionClock, opening: InitialState) -> None:
        """Hold what is shown first.

        Args:
            history: The way to the user's marks.
            clock: Tells the time of a mark.
            opening: The papers of the first frame, and how they are arranged.
        """
        super().__init__()
        use_ascii(opening.ascii)
        self.arrangements = opening.arrangements
        """How lists of each kind are arranged."""
        listed = arranged(opening.listing, self.arrangements[opening.listing.kind])
        self._cursor = listed.index(opening.paper) or 0
        """The row of the first frame."""
        self.finding = Finding(self)
        self.reader: Screen[None] | None = None
        """The screen that shows the paper by itself, while there is one."""
        self.marking = Marking(self, history, clock, opening.delay)
        self.set_reactive(PaperBrowser.listed, listed)
        self.set_reactive(PaperBrowser.paper, listed.rows[self._cursor] if listed.rows else None)
        self.set_reactive(PaperBrowser.mark, self._mark_of_paper())
        self.set_reactive(PaperBrowser.summary, listed.summary)

    def compose(self) -> ComposeResult:
        """Put the panes together, with what the first frame shows."""
        yield PaperList(self.listed.rows, self.listed.marks, self._cursor).data_bind(PaperBrowser.today)
        yield PaperView(self.paper, self.mark).data_bind(PaperBrowser.paper, PaperBrowser.mark, PaperBrowser.today)

    def on_mount(self) -> None:
        """Follow the cursor in the turn of the key, so that list and abstract change in one frame."""
        self.watch(self.paper_list, "papers", self._follow, init=False)
        self.watch(self.paper_list, "cursor", self._follow, init=False)
        self.watch(self.app, "app_focus", self.weigh, init=False)
        self.watch(self, "paper", self.weigh, init=False)
        self.watch(self, "reading", self._open, init=False)
        self.watch_listed()
        self.paper_list.focus()

    def on_resize(self) -> None:
        """Have as many papers as there is room for."""
        self.finding.reach()

    def _follow(self) -> None:
        self.paper = self.paper_list.current
        self.mark = self._mark_of_paper()

    def _mark_of_paper(self) -> Mark:
        return self.listed.marks.get(self.paper.id, UNMARKED) if self.paper else UNMARKED

    # The list

    def show(self, listing: Listing, *, another: bool, at: str | Aim = "") -> None:
        """Show a list; marks that were set while it was on its way stay.

        Args:
            listing: The list.
            another: Begin at its top; otherwise it is the same list, fetched again: cursor, scroll and members stay.
            at: The paper to put the cursor on, by its id or its kind.
        """
        with self.paper_list.held(), self.paper_view.held():
            if another:
                self.finding.forget()
                self.listed = self.listed.followed_by(listing, self.arrangements[listing.kind])
                self.paper_list.cursor = 0
            else:
                self.listed = self.listed.renewed(listing)
            self.finding.arrive(at)

    def watch_listed(self) -> None:
        """Show what changed of the list."""
        listed, rows = self.listed, self.paper_list
        with rows.held(), self.paper_view.held():
            rows.days, rows.marks, rows.papers = listed.listing.days, listed.marks, listed.rows
            rows.search, rows.dimmed = listed.highlighted, listed.dimmed
            rows.watched = self.paper_view.watched = listed.watched
            rows.reasons = listed.reasons
            self.mark, self.paper_view.search = self._mark_of_paper(), listed.highlighted
            self.arrangements = {**self.arrangements, listed.listing.kind: listed.arrangement}
            self.summary = listed.summary
            self.watch_placeholder()

    def watch_placeholder(self) -> None:
        """Say why there are no papers."""
        why = self.finding.hidden() if self.listed.hides_all else self.placeholder
        self.paper_list.placeholder = in_force(why, self.screen)

    def put_cursor(self, paper: str) -> None:
        """Put the cursor on a paper by its id, if it is listed."""
        if (index := self.listed.index(paper)) is not None:
            self.paper_list.cursor = index

    def go_to(self, row: int) -> None:
        """Put the cursor on a row because the user said so."""
        self.paper_list.go_to(row)

    def action_filter(self) -> None:
        """Show the next of all, unread and starred papers; the cursor comes back to where it was taken from."""
        filter = FILTERS[(FILTERS.index(self.listed.arrangement.filter) + 1) % len(FILTERS)]
        self.finding.rearrange(self.listed.filtered(filter))

    async def action_sort(self) -> None:
        """Ask what to sort by, and sort."""
        from reader.ui.dialogs.menus import SortMenu

        menu = SortMenu(self.listed.arrangement.order, kind=self.listed.listing.kind)
        await self.app.push_screen(menu, self.action_sort_by)

    def action_sort_by(self, order: Order | None) -> None:
        """Sort by something; None leaves the order as it is."""
        if order is not None:
            self.listed = self.listed.sorted_by(order)

    # Finding and going on

    async def action_find(self) -> None:
        """Ask what to find; the list answers at every key."""
        await self.app.push_screen(self.finding.line(narrow=self.listed.is_narrowed))

    async def action_narrow(self) -> None:
        """Show only what matches, or all; without a search ask what for."""
        if self.listed.query is None:
            await self.app.push_screen(self.finding.line(narrow=True))
        else:
            self.finding.search(self.listed.query, narrow=not self.listed.is_narrowed)

    def action_go_on(self, direction: Direction, kind: Kind = "unread") -> None:
        """Go to the next match of the query, or without one to the next unread paper; or to the next watched one."""
        go_on = self.finding.go_on_watched if kind == "watched" else self.finding.go_on
        if not go_on(self.paper_list.cursor, direction):
            self.post_message(self.Beyond(Aim(direction, kind)))

    # Marks

    def show_marks(self, marks: MarksById) -> None:
        """Show other marks of some of the papers."""
        self.listed = self.listed.with_marks(marks)

    def say(self, sentence: str) -> None:
        """Tell the user something."""
        self.post_message(self.Said(sentence))

    @property
    def is_in_sight(self) -> bool:
        """Whether the abstract can be read now, here or on a screen of its own."""
        is_here = bool(self.paper_view.region) and self.app.screen is self.screen
        return self.app.app_focus and (is_here or self.app.screen is self.reader)

    @on(PaperList.Visited)
    def _visit(self, event: PaperList.Visited) -> None:
        event.stop()
        self.marking.visited()

    @on(PaperView.Seen)
    def weigh(self) -> None:
        """Note a change that reading depends on: the focus, a screen above, the abstract in sight or not."""
        self.marking.weigh()

    def _open(self, reading: bool) -> None:
        self.paper_view.alone = reading
        if reading:
            self.marking.opened()

    @on(Marking.Outdated)
    @work(exclusive=True, group="look")
    async def _read_marks_again(self) -> None:
        await self.marking.read_again()

    def action_toggle_read(self) -> None:
        """Mark the paper read, or unread; it stays so while the cursor is on it."""
        self.marking.toggle_read()

    def action_mark_all_read(self) -> None:
        """Mark all papers read that are listed."""
        self.marking.mark_all_read()

    def action_toggle_star(self) -> None:
        """Star the paper, or remove the star."""
        self.marking.toggle_star()

    async def action_edit_note(self) -> None:
        """Write a note on the paper."""
        from reader.ui.dialogs.note import NoteDialog

        if paper := paper_of(self):
            keep = partial(self.marking.note, paper, self.mark.text)
            dialog = NoteDialog(paper, self.mark, self.marking.unsaved.pop(paper.id, None), keep)
            await self.app.push_screen(dialog, keep)

    def action_undo(self) -> None:
        """Undo the newest step of this process."""
        self.marking.undo()

    # The panes

    @property
    def _focused(self) -> Pane:
        return self.paper_view if self.paper_view.has_focus else self.paper_list

    @property
    def _other(self) -> Pane:
        return self.paper_list if self.paper_view.has_focus else self.paper_view

    def action_move(self, steps: int) -> None:
        """Go down or up in the pane in use."""
        self._focused.move(steps)

    def action_move_pages(self, pages: float) -> None:
        """Go some pages down or up in the pane in use."""
        self._focused.move_pages(pages)

    def action_move_to_end(self, last: bool) -> None:
        """Go to an end of the pane in use."""
        self._focused.move_to_end(last=last)

    def action_move_other(self, steps: int) -> None:
        """Go down or up in the pane that is not in use."""
        self._other.move(steps)

    def action_scroll_text(self, pages: int) -> None:
        """Scroll the abstract, wherever the focus is."""
        self.paper_view.move_pages(pages)

    def action_toggle_authors(self) -> None:
        """Name all authors of a paper, or only the first ones."""
        self.paper_view.unfolded = not self.paper_view.unfolded

    def action_toggle_source(self) -> None:
        """Show title and abstract as the Hub gave them, or as the author meant them."""
        self.paper_view.source = not self.paper_view.source

    def action_switch_pane(self) -> None:
        """Use the other pane; where only one is shown, show it."""
        other = self._other
        if not other.region or self.reading:
            self.reading = other is self.paper_view
        other.focus()

    def action_back(self) -> bool:
        """Let go of what is selected, else show the list again, else stop searching; whether any of these was to do."""
        if self.screen.selections:
            self.screen.clear_selection()
        elif not self.go_back():
            if self.listed.query is None:
                return False
            self.finding.search(None)
        return True

    def go_back(self) -> bool:
        """Go back from the abstract to the list; whether that was not there already."""
        is_elsewhere = self.reading or not self.paper_list.has_focus
        self.reading = False
        self.paper_list.focus()
        return is_elsewhere
