"""How far a full text is read: where it is left, and whether its end was reached."""

from __future__ import annotations

import asyncio

from reader.errors import StoreError
from reader.papers.full_text.model import Document
from reader.papers.marks import UNMARKED, Change, joined
from reader.store.reading_places import ReadingPlace, ReadingPlaces
from reader.ui.browser import PaperBrowser
from reader.ui.reading_blocks import end_of
from reader.ui.widgets.reading_view import ReadingView


class Progress:
    """Remembers how far the full text of one paper is read."""

    def __init__(self, id: str, browser: PaperBrowser, places: ReadingPlaces) -> None:
        """Remember it of a paper.

        Args:
            id: Its arXiv id.
            browser: The list, where it is marked.
            places: Where the place is remembered.
        """
        self._id = id
        self._browser = browser
        self._places = places
        self.place = places.get(id)
        """Where the text is read now, or was left; None at its beginning."""
        self._is_saved = True
        self._is_finished = False

    def move(self, place: ReadingPlace | None) -> None:
        """Note another place."""
        if place != self.place:
            self.place, self._is_saved = place, False

    def save(self) -> None:
        """Remember the place, if it is another one."""
        if not self._is_saved:
            self._is_saved = True
            self._places.put(self._id, self.place)

    def look_for_end(self, view: ReadingView, document: Document, first: int) -> None:
        """Mark the full text as read if its end is in sight; to be called where that was not jumped to.

        Args:
            view: Shows it.
            document: The text.
            first: The place of its first block in the view.
        """
        if self._is_finished or not document.blocks or not view.has_shown(first + end_of(document.blocks)):
            return
        self._is_finished = True
        if not self._browser.listed.marks.get(self._id, UNMARKED).is_finished:
            # Of the list, as this screen may be gone sooner than it is stored.
            self._browser.run_worker(self._finish(), group="marks")

    async def _finish(self) -> None:
        change = Change(self._id, "full_text", True)
        try:
            written = await asyncio.wrap_future(self._browser.marking.history.write([change]))
        except StoreError as error:
            self._browser.say(str(error))
        else:
            self._browser.show_marks(joined(self._browser.listed.marks, written.marks))
