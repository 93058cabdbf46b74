"""What the main screen waits for, and how long already; and what of the screen that needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Protocol

from textual.message import Message
from textual.timer import Timer

from reader.errors import ReaderError
from reader.library.protocols import HubState
from reader.papers.models import Feed, Paper
from reader.papers.period import NEWEST, Direction, Period
from reader.ui.browser import PaperBrowser

if TYPE_CHECKING:
    from textual.worker import Worker

LONG: Final = 2
"""Seconds after which a line says what is waited for, and how to give up."""


class Elsewhere(Message):
    """Posted when an address is to be opened that the user did not choose, with the reason."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__()
        self.url, self.why = url, why


Wanted = Period | Direction | str
"""A period, a day that is being looked for among the older or newer ones, or what belongs to a paper, in words."""


class TellingScreen(Protocol):
    """A screen whose bars say what is waited for."""

    def tell(self) -> None:
        """Write what its bars say."""
        ...

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call something every so many seconds."""
        ...


def besides(before: str, said: str, lasting: Collection[str]) -> str:
    """What is said now, behind what was said before where that is of stores and nobody has read it yet.

    >>> besides("Marks are damaged.", "No network.", {"Marks are damaged."}), besides("A star.", "No network.", set())
    ('Marks are damaged. No network.', 'No network.')
    """
    return f"{before} {said}" if before in lasting and before and said not in ("", before) else said


class RequestingScreen(TellingScreen, Protocol):
    """The screen that asks."""

    feed: Feed | None
    today: date
    error: ReaderError | None
    notice: str

    @property
    def browser(self) -> PaperBrowser:
        """The papers on it."""
        ...

    @property
    def shown(self) -> Period:
        """The period on it."""
        ...

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        ...

    def post_message(self, message: Message) -> bool:
        """Tell the app something."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call something once, some seconds later."""
        ...


class SearchingScreen(RequestingScreen, Protocol):
    """The screen on which all stored days are searched."""

    def call_later(self, callback: Callable[..., object], *args: Any) -> bool:
        """Call something in the screen's own turn, from whichever thread."""
        ...

    def run_worker(self, work: Callable[[], Coroutine[None, None, None]], *, group: str) -> Worker[None]:
        """Run something beside the keys."""
        ...


class Waiting:
    """What is waited for, and how long already; the screen is told every second, and never once nothing is awaited."""

    def __init__(self, screen: TellingScreen, what: Wanted | None = NEWEST) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._since = monotonic()
        self.what = what
        """None for nothing."""

    def begin(self, what: Wanted) -> None:
        """Wait for something from now on."""
        self.what, self._since = what, monotonic()
        if self._timer is None:
            self._timer = self._screen.set_interval(1, self._screen.tell)

    def end(self) -> None:
        """Wait for nothing any more."""
        self.what = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @property
    def seconds(self) -> int:
        """For how long, in whole seconds."""
        return int(monotonic() - self._since)

    @property
    def is_long(self) -> bool:
        """Whether it is so long that one may want to give up."""
        return self.what is not None and self.seconds >= LONG

    def told(self, hub: HubState) -> Wanted | None:
        """What is waited for, where one may want to give up: it takes long, or the Hub has refused."""
        return self.what if self.is_long or hub.setback else None
