"""Going from a paper to those that are related to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from reader.errors import ReaderError
from reader.papers import humanize
from reader.papers.found import Found
from reader.papers.listing import Listing
from reader.papers.period import Related
from reader.ui import searched
from reader.ui.current import paper_of
from reader.ui.places import Left, Place, Route
from reader.ui.screens.renewing import Renewing
from reader.ui.screens.requests import Requests
from reader.ui.screens.waiting import SearchingScreen
from reader.ui.widgets.cells import fit

if TYPE_CHECKING:
    from reader.papers.marks import Mark
    from reader.papers.related import RelatedPapers

HELD: Final = 1.0
"""Seconds for which keys wait for the papers, so that what is typed ahead is meant for them."""
LONG: Final = 0.5
"""Seconds after which it is said what is waited for, and how far that is."""
NAMED: Final = 40
"""Columns of a title that a sentence names."""


class Relating:
    """Shows what is related to a paper, unless something else is asked for before it is found."""

    def __init__(
        self, screen: SearchingScreen, requests: Requests, enter: Callable[..., None], renewing: Renewing
    ) -> None:
        """Look for nothing yet.

        Args:
            screen: Where it is shown.
            requests: What the screen asked for last.
            enter: Remembers what is shown, to come back to, and where a paper was left on a screen of its own.
            renewing: Looks again once other days are stored.
        """
        self._screen = screen
        self._requests = requests
        self._enter = enter
        self._renewing = renewing
        self._wanted = ""
        self._left: Left | None = None
        """Where the paper was left on a screen of its own, which is come back to; None where it had none."""
        self._shown = asyncio.Event()
        """Set once what was asked for last is shown, or why it is not."""
        self._shown.set()

    async def relate(self, left: Left | None) -> None:
        """Go to what is related to the paper under the cursor, which was left on a screen of its own or not."""
        if (paper := paper_of(self._screen.browser)) is not None:
            shown = self.ask(paper.id, left=left)
            with suppress(TimeoutError):
                await asyncio.wait_for(shown.wait(), HELD)

    def ask(self, id: str, *, unasked: bool = False, left: Left | None = None) -> asyncio.Event:
        """Look for what is related to a paper; what is returned is set once it is shown, or why it is not.

        Args:
            id: That of the paper.
            unasked: Do not say that it is looked for.
            left: Come back to a screen of the paper's own, as it was left.
        """
        self._wanted, self._left, shown = id, left, asyncio.Event()
        if not unasked:
            self._shown = shown
            self._screen.set_timer(LONG, partial(self._tell, shown))
        self._screen.run_worker(partial(self._answer, id, shown), group="related")
        return shown

    def give_up(self) -> bool:
        """Look for nothing any more; whether something was looked for that the user had asked for."""
        if self._shown.is_set():
            return False
        self._wanted = ""
        self._shown.set()
        self._forget_notice()
        self._stay()
        return True

    def _stay(self) -> None:
        """Show the paper on its own screen again, if it was, as there is nothing else to show."""
        if self._left is not None:
            self._screen.browser.paper_list.open(self._left)

    def _forget_notice(self) -> None:
        if self._screen.notice.startswith(searched.LOOKING):
            self._screen.notice = ""

    def _tell(self, shown: asyncio.Event) -> None:
        if not shown.is_set():
            progress = humanize.indexed(self._requests.loader.library.indexing)
            self._screen.notice = " ".join(filter(None, (searched.LOOKING, progress)))
            self._screen.set_timer(LONG, partial(self._tell, shown))

    async def _answer(self, id: str, shown: asyncio.Event) -> None:
        library, route = self._requests.loader.library, self._requests.route
        try:
            result = await library.related(id)
            marks = await library.marks.get([near.id for near in result.near])
        except ReaderError as error:
            if self._is_wanted(id, route):
                self._complain(error)
        else:
            if self._is_wanted(id, route):
                self._show(result, marks)
        finally:
            shown.set()
            self._forget_notice()

    def _is_wanted(self, id: str, route: Route) -> bool:
        """Whether nothing else was asked for meanwhile."""
        return self._wanted == id and self._requests.route.wanted.period == route.wanted.period

    def _complain(self, error: ReaderError) -> None:
        self._screen.notice = str(error)
        found = self._screen.browser.listed.listing.search
        if found is not None and not found.is_over:  # The reader began with it: there is nothing else to stay with.
            self._requests.load(self._requests.route.to(Place()))
        self._stay()

    def _show(self, result: RelatedPapers, marks: Mapping[str, Mark]) -> None:
        screen, requests, wanted = self._screen, self._requests, Related(result.paper.id)
        is_here = screen.shown == wanted
        if not result.near and not is_here:
            screen.notice = f"No stored paper is like “{fit(result.paper.shown_title, NAMED)}”."
            self._stay()
            return
        if not is_here:
            self._enter(self._left)
            requests.loader.stop()
            requests.route = requests.route.to_list(wanted)
        screen.today = requests.loader.library.clock.newest_day()
        screen.browser.show(_listing(result, marks), another=not is_here, at=requests.route.wanted.at)
        requests.route = requests.route.arrived()
        if notice := requests.loader.library.search_notice:
            screen.notice = notice
        screen.tell()
        self._renewing.begin()


def _listing(result: RelatedPapers, marks: Mapping[str, Mark]) -> Listing:
    from reader.papers.query import parse

    days = {near.id: near.day for near in result.near}
    found = Found(
        parse(""),
        days,
        len(days),
        min(days.values(), default=None),
        max(days.values(), default=None),
        related=result.paper.id,
        title=result.paper.shown_title,
        reasons={near.id: near.why for near in result.near},
        state=result.state,
    )
    return Listing(tuple(near.paper for near in result.near), marks, search=found)
