"""The progress of what is fetched: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.cli.io import console, print_notice

if TYPE_CHECKING:
    from reader.library import Library
    from reader.library.many import Pause
    from reader.library.protocols import HubState
    from reader.papers.period import EditionClock

SILENCE: Final = 2
"""Seconds without an answer after which it is said that it is waited for."""
LONG_SILENCE: Final = 5
"""The same where it is said in a line that stays."""


class Step(NamedTuple):
    """One thing was done."""

    name: str
    """What is shown beside the bar."""
    line: str = ""
    """What is written where there is no bar; empty for nothing."""


class Paused(NamedTuple):
    """Nothing is fetched for some time."""

    seconds: float
    sentence: str
    """Why, and when it goes on, without a full stop."""


class Waiting(NamedTuple):
    """No answer for some seconds."""

    seconds: int
    hub: HubState

    @property
    def sentence(self) -> str:
        """What is waited for, and what is in the way, without a full stop."""
        return self.hub.setback or f"Waiting for {self.hub.name} to answer"


Event = Step | Paused | Waiting
Progress = Callable[[Event], None]
"""Shows the progress."""


def paused(pause: Pause, clock: EditionClock, left: str = "") -> Paused:
    """Tell of a pause.

    Args:
        pause: The pause.
        clock: Tells the time.
        left: How long all of it still takes, as words; empty where that is not known.
    """
    from reader.hub.rate_limit import time_after

    why = pause.refusal or "Close to the Hub's rate limit"
    when = time_after(0.0, pause.until.astimezone())  # By the local time.
    return Paused((pause.until - clock.now()).total_seconds(), f"{why}; resuming at {when}{left and f' ({left})'}")


@asynccontextmanager
async def with_silences(library: Library, progress: Progress) -> AsyncIterator[Progress]:
    """Tell of every second in which nothing came, too, but not of those of a pause, which has told of itself."""
    import asyncio

    last = time.monotonic()

    def tell(event: Event) -> None:
        nonlocal last
        last = time.monotonic() + (event.seconds if isinstance(event, Paused) else 0.0)
        progress(event)

    async def tick() -> None:
        while True:
            await asyncio.sleep(1)
            if (silent := time.monotonic() - last) >= SILENCE:
                progress(Waiting(int(silent), library.hub_state))

    ticking = asyncio.create_task(tick())
    try:
        yield tell
    finally:
        ticking.cancel()


@contextmanager
def shown(total: int, *, quiet: bool) -> Iterator[Progress]:
    """Show progress: a bar on a terminal, lines elsewhere.

    Args:
        total: How many steps there are; of none, there is no bar.
        quiet: Show none.
    """
    from reader.host import tty

    if quiet or not total or sys.stderr is None:
        yield lambda event: None
    elif tty.is_terminal(sys.stderr) and tty.can_place_cursor(os.environ):
        with _bar(total) as progress:
            yield progress
    else:
        yield Lines()


class Lines:
    """A line for each step that has one, each pause, and each long silence."""

    def __init__(self) -> None:
        """Begin without a silence."""
        self._is_silent = False

    def __call__(self, event: Event) -> None:
        """Write the line of an event, if it has one."""
        was_silent, self._is_silent = self._is_silent, False
        if isinstance(event, Waiting):
            self._is_silent = was_silent or event.seconds >= LONG_SILENCE
            if self._is_silent and not was_silent:
                print_notice(f"{event.sentence}.")
        elif isinstance(event, Paused):
            print_notice(f"{event.sentence}.")
        elif event.line:
            print_notice(event.line)


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    # Takes 60 ms, wasted where stderr is piped.
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar
    from rich.table import Column

    # On a narrow terminal the sentence is cut, not the numbers.
    numbers = MofNCompleteColumn(table_column=Column(no_wrap=True, min_width=2 * len(str(total)) + 1))
    words = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
    columns = (numbers, BarColumn(20), words)
    # Drawn when there is something new: a pause of minutes would be drawn ten times a second.
    with Bar(*columns, console=console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=total)

        def tell(event: Event) -> None:
            if isinstance(event, Paused):
                bar.update(task, description=event.sentence, refresh=True)
            elif isinstance(event, Waiting):
                bar.update(task, description=f"{event.sentence} · {event.seconds} s", refresh=True)
            else:
                bar.update(task, advance=1, description=event.name, refresh=True)

        yield tell
