"""The line to find papers of the list shown; the list answers at every key."""

from __future__ import annotations

from typing import Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.errors import QueryError
from reader.papers import humanize
from reader.papers.listing import ArrangedList
from reader.papers.models import Paper
from reader.papers.period import Direction
from reader.papers.query import LENGTH_LIMIT, NO_WATCHES, Query, parse
from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog

HINT = 'words, "phrases", -not, author: org: title: keyword: is: has: votes:>20 comments: stars: date: or ( )'


class Searchable(Protocol):
    """The list that is searched."""

    @property
    def listed(self) -> ArrangedList:
        """The list."""
        ...

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        ...

    def search(self, query: Query | None, *, narrow: bool = False) -> None:
        """Let the papers that a query matches stand out, or show only those."""
        ...

    def look_for(self, query: Query | None, since: str, *, narrow: bool) -> None:
        """Search, with the cursor on the first match from a paper on."""
        ...

    def put_cursor(self, paper: str) -> None:
        """Put the cursor on a paper by its id, if it is listed."""
        ...

    def go_on(self, since: int, direction: Direction) -> bool:
        """Go to the next match after a row, or before it."""
        ...


class QueryLine(Input):
    """A line that takes all of a text that is pasted, such as a title that was broken into two lines."""

    def on_paste(self, event: events.Paste) -> None:
        """Join the lines, where Textual would take the first one alone."""
        event.stop()
        event.prevent_default()
        room = LENGTH_LIMIT - len(self.value) + len(self.selected_text)
        self.replace(" ".join(event.text.split())[:room], *self.selection)


class FindDialog(Dialog[None]):
    """A line under the list, which stays in sight; Enter keeps what was found, Esc what was there before."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "find.tcss")]
    BINDINGS = bindings(
        {
            "find.back": "give_up",
            "find.next": "go_on(1)",
            "find.previous": "go_on(-1)",
        }
    )

    def __init__(self, papers: Searchable, *, narrow: bool) -> None:
        """Search a list.

        Args:
            papers: The list.
            narrow: Show only what is found.
        """
        super().__init__()
        self._papers = papers
        self._narrow = narrow
        self._before = papers.listed
        self._since = papers.paper.id if papers.paper else ""
        self._wrong = False

    def compose(self) -> ComposeResult:
        """Show the hint, and the line to type in."""
        before = self._before.query
        with Vertical():
            yield Static(Content(HINT), id="find-said", markup=False)
            with Horizontal():
                yield Static("&" if self._narrow else "/", markup=False)
                yield QueryLine(before.text if before else "", compact=True, max_length=LENGTH_LIMIT)

    def on_mount(self) -> None:
        """Take what is typed ahead: `focus` would come after it."""
        self.set_focus(self.query_one(Input))

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        try:
            query = parse(event.value, self._papers.listed.watches or NO_WATCHES)
        except QueryError as error:
            self._wrong = True
            self._say(str(error))
            return
        self._wrong = False
        self._papers.look_for(query or None, self._since, narrow=self._narrow)
        self._say(self._found(query))

    def _found(self, query: Query) -> str:
        if not query:
            return HINT
        listed = self._papers.listed
        found = humanize.number(len(listed.matches))
        of = f"{found} of {humanize.counted(len(listed.members), 'paper')}"
        return f"{of} · {self.hint(('find.next find.previous', 'go through them'))}".rstrip(" ·")

    def _say(self, sentence: str) -> None:
        self.query_one("#find-said", Static).update(Content(sentence))

    @on(Input.Submitted)
    def _keep(self) -> None:
        """Go back to the list, unless the query has a mistake."""
        if not self._wrong:
            self.dismiss(None)

    def leave(self) -> None:
        """Stay when the list is clicked, which is in sight to be looked at."""

    def action_go_on(self, direction: Direction) -> None:
        """Go to another match."""
        listed, paper = self._papers.listed, self._papers.paper
        if listed.query is not None and paper is not None:
            self._papers.go_on(listed.index(paper.id) or 0, direction)

    def action_give_up(self) -> None:
        """Go back to what was there before."""
        self._papers.search(self._before.query, narrow=self._before.is_narrowed)
        self._papers.put_cursor(self._since)
        self.dismiss(None)
