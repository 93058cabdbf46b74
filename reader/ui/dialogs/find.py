"""The line to find papers of the list shown, of all stored days or at the Hub; the list answers at every key."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final, Literal, Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.errors import QueryError, UseError
from reader.hub.endpoint import paper_id
from reader.papers import humanize
from reader.papers.listing import ArrangedList
from reader.papers.models import Paper
from reader.papers.period import Direction, Search
from reader.papers.query import NO_WATCHES, Query, parse
from reader.ui.bindings import bindings
from reader.ui.dialogs.line import ROOM, LineDialog, QueryLine, Said, row
from reader.ui.patches.wrapping import unbroken
from reader.ui.searched import count

Scope = Literal["list", "days", "hub"]
"""Where is searched."""
SCOPES: Final[dict[Scope, tuple[str, str]]] = {
    "list": ("", "this list"),
    "days": ("all days ", "all stored days"),
    "hub": ("the Hub ", "the Hub"),
}
"""What stands before the line, and what they are called, in the order in which a key goes through them."""
HINT: Final = f"""words (title: author: keyword: abstract), "phrases", -not, {unbroken("(a or b)")}, \
org: is: has: votes:>20 date:"""
"""What may be typed, in two lines of 80 columns with the keys; the AI summary is not searched."""


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

    def step(self, direction: Direction) -> None:
        """Go to the next row, or the one before."""
        ...

    def go_on(self, since: int, direction: Direction) -> bool:
        """Go to the next match after a row, or before it."""
        ...

    def open_paper(self, id: str) -> None:
        """Ask for a paper, be it in this list or not."""
        ...


class WideSearch(Protocol):
    """Shows what is found in all stored days or at the Hub, in place of the list."""

    @property
    def has_hub(self) -> bool:
        """Whether the Hub can be asked."""
        ...

    @property
    def progress(self) -> str:
        """That the Hub is asked, or how far the stored days can be searched quickly; or nothing."""
        ...

    @property
    def quota(self) -> str:
        """How many more searches the Hub takes, where they are few."""
        ...

    def enter(self) -> None:
        """Remember what is shown, to come back to."""
        ...

    def look(self, query: Query, *, at_hub: bool) -> None:
        """Search, and show the first papers."""
        ...

    def hold(self) -> None:
        """Do not ask the Hub for what was typed so far."""
        ...

    def reach(self) -> None:
        """Show more of the papers that were found, where those shown may not be enough."""
        ...

    def keep(self, query: Query, *, at_hub: bool) -> None:
        """Search, and show all papers until something else is asked for."""
        ...

    def come_back(self) -> bool:
        """Show again what was shown; whether there was anything."""
        ...


class FindDialog(LineDialog):
    """A line under the list, which stays in sight; Enter keeps what was found, Esc what was there before."""

    BINDINGS = bindings({"find.scope": "change_scope"})

    def __init__(self, papers: Searchable, wide: WideSearch | None = None, *, narrow: bool, text: str = "") -> None:
        """Search a list; one that was found in all stored days, or at the Hub, is found again.

        Args:
            papers: The list.
            wide: Searches all stored days and at the Hub; None where that cannot be done.
            narrow: Show only what is found.
            text: What is in the line first, to be searched for in all stored days.
        """
        super().__init__()
        self._text = text
        self._papers = papers
        self._wide = wide
        self._scopes: tuple[Scope, ...] = ("list",)
        if wide is not None:
            self._scopes = ("list", "days", "hub") if wide.has_hub else ("list", "days")
        self._scope: Scope = "list"
        self._narrow = narrow
        self._before = papers.listed
        self._since = papers.paper.id if papers.paper else ""
        self._wrong = False
        self._opens: str | None = None
        """The paper that the line names."""

    def compose(self) -> ComposeResult:
        """Show the hint, and the line to type in."""
        before = self._before.query
        found = self._before.listing.search
        text = self._text or (before.text if before else "")
        if self._text and self._wide:
            self._scope = "days"
            self._wide.enter()
        elif before is None and not self._narrow and self._wide and found and not found.related:
            text, self._scope = found.query.text, "hub" if found.hub else "days"
            self._wide.enter()
        with Vertical():
            yield Said(Content(row(self._elsewhere(), self.ways_out, HINT)), id="find-said", markup=False)
            with Horizontal():
                yield Static(self._sign(), id="find-scope", markup=False)
                yield QueryLine(text, compact=True, max_length=ROOM)

    def _sign(self) -> str:
        return f"{SCOPES[self._scope][0]}{'&' if self._narrow else '/'}"

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        self._opens = None
        with suppress(UseError):  # A number that is not written to its end yet.
            self._opens = paper_id(event.value, os.environ)
        self._look(event.value)

    def _look(self, text: str) -> None:
        query = self._query(text)
        if self._is_wide and self._wide and (query is None or (self._is_at_hub and self._opens)):
            self._wide.hold()
            if query is not None or not text.strip():
                self._say(row(self._elsewhere(), self.ways_out, "the Hub searches by meaning: type some words"))
        elif self._is_wide and self._wide and query is not None:
            self._wide.look(query, at_hub=self._is_at_hub)
            self.tell()
        elif query is not None:
            self._look_here(query)

    @property
    def _is_wide(self) -> bool:
        return self._scope != "list"

    @property
    def _is_at_hub(self) -> bool:
        return self._scope == "hub"

    def _look_here(self, query: Query) -> None:
        self._papers.look_for(query or None, self._since, narrow=self._narrow)
        self._say(self._found(query))

    def _query(self, text: str) -> Query | None:
        """What is looked for, None where it has a mistake, which is said."""
        try:
            query = parse(text, self._papers.listed.watches or NO_WATCHES)
            if self._is_at_hub and not self._opens:
                from reader.papers.query.hub_words import words_of

                words_of(query)
        except QueryError as error:
            self._wrong = True
            self._say(str(error))
            return None
        self._wrong = False
        return query

    def tell(self, error: str = "") -> None:
        """Say what was found in all stored days or at the Hub, or why nothing was."""
        found = self._papers.listed.listing.search
        if not self._is_wide or self._wide is None or self._wrong:
            return
        is_found = found is not None and bool(found.hub) == self._is_at_hub and found.is_over
        if self._is_at_hub and found is not None:  # What is typed may not have been asked for yet.
            is_found = is_found and found.period == Search(self.query_one(Input).value, at_hub=True)
        how_many = count(found) if found is not None and is_found and not (found.hub and found.hub.error) else ""
        quota = self._wide.quota if self._is_at_hub else ""
        hint = HINT if found is not None and is_found and not found.query else ""
        if found is not None and found.hub and found.hub.error and not self._papers.listed.rows:
            error = ""  # Which is said in place of papers.
        self._say(error or row(self._wide.progress, how_many, quota, self._elsewhere(), self.ways_out, hint))

    def _elsewhere(self) -> str:
        """The key that goes to the next scope, and which that is."""
        after = self._scopes[(self._scopes.index(self._scope) + 1) % len(self._scopes)]
        return unbroken(self.hint(("find.scope", SCOPES[after][1]))) if after != self._scope else ""

    def action_change_scope(self) -> None:
        """Search in the next scope; this list is as it was before this line was opened."""
        was_wide = self._is_wide
        self._scope = self._scopes[(self._scopes.index(self._scope) + 1) % len(self._scopes)]
        if was_wide and not self._is_wide and self._wide:
            self._wide.come_back()
        elif not was_wide and self._is_wide and self._wide:
            self._papers.search(self._before.query, narrow=self._before.is_narrowed)
            self._papers.put_cursor(self._since)
            self._wide.enter()
        self.query_one("#find-scope", Static).update(Content(self._sign()))
        self._look(self.query_one(Input).value)
        if self._wrong and not was_wide and self._wide:  # There is no last result to keep yet.
            self._wide.look(parse(""), at_hub=False)

    def _found(self, query: Query) -> str:
        if not query:
            return row(self._elsewhere(), self.ways_out, HINT)
        listed = self._papers.listed
        found = humanize.number(len(listed.matches))
        of = f"{found} of {humanize.counted(len(listed.members), 'paper')}"
        return row(of, self.through if listed.matches else "", self._elsewhere(), self.ways_out)

    def _say(self, sentence: str) -> None:
        said = row(f"enter opens {self._opens}", self.out) if self._opens else sentence
        self.query_one(Said).say(said)

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        """Go back to the list, unless the query has a mistake; open the paper that is named, if one is."""
        if self._opens:
            self.action_give_up()
            self._papers.open_paper(self._opens)
        elif (query := self._query(event.value)) is not None:
            if self._is_wide and self._wide:
                self._wide.keep(query, at_hub=self._is_at_hub)
            self.dismiss(None)

    def action_go_on(self, direction: Direction) -> None:
        """Go to another match."""
        listed, paper = self._papers.listed, self._papers.paper
        if self._is_wide and paper is not None:
            self._papers.step(direction)
        elif listed.query is not None and paper is not None:
            self._papers.go_on(listed.index(paper.id) or 0, direction)

    def action_give_up(self) -> None:
        """Go back to what was there before."""
        if self._is_wide and self._wide:
            self._wide.come_back()
            self.dismiss(None)
            return
        self._papers.search(self._before.query, narrow=self._before.is_narrowed)
        self._papers.put_cursor(self._since)
        self.dismiss(None)
