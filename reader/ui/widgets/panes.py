"""The list and the abstract, side by side, one above the other or one at a time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.reactive import var

from reader.papers.listing import MarksById
from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper
from reader.ui.bindings import bindings
from reader.ui.widgets.pane import Pane
from reader.ui.widgets.paper_list import PaperList
from reader.ui.widgets.paper_view import PaperView

if TYPE_CHECKING:
    from reader.papers.query import Query


class Panes(Container):
    """Two panes, one of which has the focus: that one the movement keys drive, `J` and `K` the other."""

    BLANK = True  # Nothing of it can be seen.
    BINDINGS = bindings(
        {
            "move.down": "move(1)",
            "move.up": "move(-1)",
            "move.first": "move_to_end(False)",
            "move.last": "move_to_end(True)",
            "move.half_down": "move_pages(0.5)",
            "move.half_up": "move_pages(-0.5)",
            "move.page_down": "move_pages(1)",
            "move.page_up": "move_pages(-1)",
            "text.down": "scroll_text(1)",
            "text.up": "scroll_text(-1)",
            "other.down": "move_other(1)",
            "other.up": "move_other(-1)",
            "pane.other": "switch_pane",
            "text.authors": "toggle_authors",
            "text.source": "toggle_source",
            "paper.read": "read",
            "paper.back": "back",
        }
    )

    rows: var[tuple[Paper, ...]] = var(())
    """The papers that are listed, in their order."""
    paper: var[Paper | None] = var(None)
    """The paper under the cursor."""
    marks: var[MarksById] = var({})
    mark: var[Mark] = var(UNMARKED)
    """What is kept of the paper under the cursor."""
    dimmed: var[frozenset[str]] = var(frozenset())
    search: var[Query | None] = var(None)
    today: var[date] = var(date(2023, 5, 4))
    instead: var[str] = var("")
    """What stands there instead of papers."""
    reading: var[bool] = var(False, toggle_class="-reading")
    """Whether the abstract stands alone."""

    class Left(Message):
        """Posted when the list is the last thing to go back from."""

    paper_list = getters.query_one(PaperList)
    paper_view = getters.query_one(PaperView)

    def __init__(self, rows: tuple[Paper, ...] = (), marks: MarksById | None = None, cursor: int = 0) -> None:
        """Initialise the panes with the papers of the first frame, their marks and the index of the current one."""
        super().__init__()
        self._cursor = cursor
        self.set_reactive(Panes.rows, rows)
        self.set_reactive(Panes.marks, marks or {})
        self.set_reactive(Panes.paper, rows[cursor] if rows else None)
        self.set_reactive(Panes.mark, self._mark_of_paper())

    def compose(self) -> ComposeResult:
        """Compose the panes."""
        yield PaperList(self.rows, self.marks, self._cursor).data_bind(
            Panes.marks, Panes.dimmed, Panes.search, Panes.today, papers=Panes.rows, placeholder=Panes.instead
        )
        yield PaperView(self.paper, self.mark).data_bind(Panes.paper, Panes.mark, Panes.search, Panes.today)

    def on_mount(self) -> None:
        """Follow the cursor in the turn of the key, so that list and abstract change in one frame."""
        self.watch(self.paper_list, "papers", self._follow, init=False)
        self.watch(self.paper_list, "cursor", self._follow, init=False)
        self.paper_list.focus()

    def _follow(self) -> None:
        self.paper = self.paper_list.current
        self.mark = self._mark_of_paper()

    def watch_marks(self) -> None:
        """Show what is kept of the current paper."""
        self.mark = self._mark_of_paper()

    def _mark_of_paper(self) -> Mark:
        return self.marks.get(self.paper.id, UNMARKED) if self.paper else UNMARKED

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

    @on(PaperList.Opened)
    def action_read(self) -> None:
        """Show the abstract alone."""
        if self.paper is not None:
            self.reading = True
            self.paper_view.focus()

    def action_back(self) -> None:
        """Show the list again; in the list, stop looking for anything."""
        if not self.reading and self.paper_list.has_focus:
            self.post_message(self.Left())
        self.reading = False
        self.paper_list.focus()
