"""The days beside the one that is shown, fetched before anyone wants them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

from reader.papers.period import Day, Period

if TYPE_CHECKING:
    from datetime import date

    from reader.library import PaperLibrary

MOMENT: Final = 0.5
"""Seconds for which a day is looked at before those beside it are fetched: who passes by wants others."""


class Early:
    """Has them fetched, tells of nothing, and gives up for anything else that is asked for."""

    def __init__(self, screen: Screen[None], is_busy: Callable[[], bool]) -> None:
        """Fetch nothing yet.

        Args:
            screen: Where the days are shown.
            is_busy: Whether other days are being fetched, which come first.
        """
        self._screen, self._is_busy = screen, is_busy
        self._timer: Timer | None = None
        self._worker: Worker[None] | None = None

    def begin(self, shown: Period, library: PaperLibrary) -> None:
        """Fetch the days beside a day in a moment; beside anything else there are none.

        Args:
            shown: What is on the screen.
            library: Where that came from.
        """
        self.stop()
        if isinstance(shown, Day):
            self._timer = self._screen.set_timer(MOMENT, partial(self._fetch, shown.date, library))

    def _fetch(self, day: date, library: PaperLibrary) -> None:
        if not self._is_busy():
            self._worker = self._screen.run_worker(partial(library.prefetch, day), group="early", exclusive=True)

    def stop(self) -> None:
        """Give up."""
        if self._timer is not None:
            self._timer.stop()
        if self._worker is not None:
            self._worker.cancel()
