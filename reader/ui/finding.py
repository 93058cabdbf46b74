"""Searching, narrowing and filtering a list, with the cursor on what it was on, or on what is nearest to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from reader.papers.listing import ArrangedList
from reader.papers.models import Paper
from reader.papers.period import Direction
from reader.papers.text import clean
from reader.store import paths
from reader.ui.places import Aim

if TYPE_CHECKING:
    from reader.papers.query import Query
    from reader.ui.dialogs.find import FindDialog, WideSearch


class SearchedPapers(Protocol):
    """The widget whose list is searched."""

    listed: ArrangedList
    paper: Paper | None

    def put_cursor(self, paper: str) -> None:
        """Put the cursor on a paper by its id, if it is listed."""
        ...

    def go_to(self, row: int) -> None:
        """Put the cursor on a row because the user said so."""
        ...

    def say(self, sentence: str) -> None:
        """Tell the user something."""
        ...

    def post_message(self, message: Message) -> bool:
        """Tell the screen something."""
        ...


class Finding:
    """What is searched for in a list, and which of its papers are shown."""

    class Named(Message):
        """Posted when a paper was named that is to be opened."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def __init__(self, papers: SearchedPapers) -> None:
        """Search nothing yet."""
        self._papers = papers
        self.wide: WideSearch | None = None
        """Searches all stored days and at the Hub, where that can be done."""
        self._line: FindDialog | None = None
        self._taken: tuple[str, str] | None = None
        """The paper that the cursor was taken from, as it is not shown any more, and the one that it was put on."""

    @property
    def listed(self) -> ArrangedList:
        """The list."""
        return self._papers.listed

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        return self._papers.paper

    def forget(self) -> None:
        """Come back to no paper of a list that is left."""
        self._taken = None

    def rearrange(self, listed: ArrangedList) -> None:
        """Show other papers of the list; the cursor comes back to where it was taken from."""
        current = self.paper.id if self.paper else ""
        origin = self._taken[0] if self._taken and self._taken[1] == current else current
        self._papers.listed = listed
        target = listed.nearest(origin)
        self._papers.put_cursor(target)
        self._taken = (origin, target) if target != origin else None

    def line(self, *, narrow: bool, text: str = "") -> FindDialog:
        """The line to type a query in.

        Args:
            narrow: Whether to show only what is found.
            text: What is in the line first, to be searched for in all stored days; empty for what was typed last.
        """
        from reader.ui.dialogs.find import FindDialog

        self._line = FindDialog(self, self.wide, narrow=narrow, text=text)
        return self._line

    def tell(self, error: str = "") -> None:
        """Have the line say what was found outside the list, or why nothing was."""
        line = self._line
        if line is not None and line.is_current and line.is_mounted:  # It may be on its way.
            line.tell(error)

    def search(self, query: Query | None, *, narrow: bool = False) -> None:
        """Let the papers that a query matches stand out, or show only those."""
        self.rearrange(self.listed.with_query(query, narrowed=narrow))

    def look_for(self, query: Query | None, since: str, *, narrow: bool) -> None:
        """Search, with the cursor on the first match from a paper on."""
        self._papers.listed = self.listed.with_query(query, narrowed=narrow)
        self._papers.go_to(self.listed.first_match(since))

    def put_cursor(self, paper: str) -> None:
        """Put the cursor on a paper by its id, if it is listed."""
        self._papers.put_cursor(paper)

    def step(self, direction: Direction) -> None:
        """Go to the next row, or the one before."""
        self._papers.go_to((self.listed.index(self.paper.id) or 0) + direction if self.paper else 0)
        self.reach()

    def reach(self) -> None:
        """Have those of the papers that were found elsewhere that may come into sight next."""
        if self.wide is not None:
            self.wide.reach()

    def open_paper(self, id: str) -> None:
        """Ask for a paper, be it in this list or not."""
        self._papers.post_message(self.Named(id))

    def uncover(self, paper: str) -> bool:
        """Put the cursor on a paper, also where a search or the filter hides it; whether it is in the list."""
        if all(other.id != paper for other in self.listed.papers):
            return False
        if self.listed.index(paper) is None:
            self.rearrange(self.listed.with_query(None).filtered("all"))
        self._papers.put_cursor(paper)
        return True

    def hidden(self) -> str:
        """Why there are papers and none is shown."""
        query, filter = self.listed.query, self.listed.arrangement.filter
        if not self.listed.is_narrowed or query is None:
            return f"No {filter} papers here. Press f for others."
        if filter == "all":
            return f"Nothing here matches “{query.text}”. Press & for all papers."
        return f"No {filter} paper here matches “{query.text}”. Press & for all {filter} ones, or press f for others."

    def arrive(self, at: str | Aim) -> None:
        """Put the cursor on a paper by its id, or on the first or the last one of a kind, if it is listed."""
        listed = self.listed
        if isinstance(at, str):
            self._papers.put_cursor(at)
            return
        since = -1 if at.direction > 0 else len(listed.rows)
        go = listed.next_watched if at.kind == "watched" else listed.next_unread
        if (index := go(since, at.direction)) is not None:
            self._papers.go_to(index)

    def go_on_watched(self, since: int, direction: Direction) -> bool:
        """Go to the next watched paper after a row, or before it; not if it is in another list.

        Returns:
            Whether it is not.
        """
        listed = self.listed
        if listed.watches is None or not listed.watches.watching:  # Or it would look through days for nothing.
            file = paths.config()
            begun = "" if os.path.exists(file) else ", which “daily-papers config init” writes"  # noqa: PTH110
            what = "Nothing is watched: add [[watch]] with a name and a query to"
            self._papers.say(f"{what} {clean(str(file))}{begun}.")
        elif (index := listed.next_watched(since, direction)) is not None:
            self._papers.go_to(index)
        else:
            return False
        return True

    def go_on(self, since: int, direction: Direction) -> bool:
        """Go to the next match after a row, or without a query to the next unread paper; not if it is in another list.

        Returns:
            Whether it is not.
        """
        listed = self.listed
        go = listed.next_match if listed.query else listed.next_unread
        if (index := go(since, direction)) is not None:
            self._papers.go_to(index)
        elif listed.query is not None:
            self._papers.say(f"Nothing else here matches “{listed.query.text}”.")
        elif listed.arrangement.filter == "starred":
            self._papers.say("No starred paper is unread here. Press 5 for those of all days.")
        else:
            return False
        return True
