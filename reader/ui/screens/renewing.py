"""Searching again once other days are stored, by whichever process, than those in which what is shown was found."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Final

from reader.papers.found import Found, StoredState
from reader.ui.screens.requests import Requests
from reader.ui.screens.waiting import SearchingScreen

if TYPE_CHECKING:
    from textual.timer import Timer

LOOKING: Final = 1.0
"""Seconds between two looks: what was stored is found within two."""


class Renewing:
    """Looks after what was found in the stored days while it is shown, and costs nothing otherwise."""

    def __init__(self, screen: SearchingScreen, requests: Requests, again: Callable[[Found], None]) -> None:
        """Look after nothing yet.

        Args:
            screen: Where it is shown.
            requests: What the screen asked for last.
            again: Searches again for what is shown.
        """
        self._screen = screen
        self._requests = requests
        self._again = again
        self._timer: Timer | None = None
        self._renewed: Found | None = None
        """What is searched for again already, or could not be."""

    def begin(self) -> None:
        """Look after what is shown, until something else is."""
        if self._timer is None:
            self._timer = self._screen.set_interval(LOOKING, self.look)

    @property
    def _found(self) -> Found | None:
        """What is shown, if it was found in the stored days."""
        found = self._screen.browser.listed.listing.search
        return found if found is not None and found.hub is None else None

    def look(self) -> None:
        """Look once; a worker of Textual's would cost the idle reader 3 ms."""
        if (found := self._found) is not None:
            state = self._requests.loader.library.submit_stored_state()
            state.add_done_callback(partial(self._compare, found))
        elif self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _compare(self, found: Found, looked: Future[StoredState]) -> None:
        """Say so in the thread that looked."""
        if looked.exception() is None and looked.result() != found.state:
            self._screen.call_later(self._renew, found)

    def _renew(self, found: Found) -> None:
        """Search again, unless that is under way or something else was asked for meanwhile."""
        is_wanted = self._requests.route.wanted.period == found.period
        if found is self._found and found is not self._renewed and is_wanted:
            self._renewed = found
            self._again(found)
