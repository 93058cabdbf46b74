"""The title of the terminal's window: it tells what is shown, and is given back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from reader.host.tty import without_controls

PUSH: Final = "\x1b[22;2t"
"""Has the terminal remember its title (xterm, XTWINOPS)."""
POP: Final = "\x1b[23;2t"
QUIET: Final = 0.5
"""Seconds without another change after which a title is written that changed soon after the one before."""


class WindowTitle:
    """A title that is written as soon as it changes, and while it keeps changing only when that is over."""

    def __init__(self, write: Callable[[str], object], words: Callable[[], str], *, at_once: bool = True) -> None:
        """Be ready to show a title.

        Args:
            write: Writes to the terminal.
            words: The title; empty for none yet.
            at_once: Whether one that changes after a while is written before that is over again.
        """
        self._write = write
        self._at_once = at_once
        self._words = words
        self._shown = ""
        self._is_pushed = False
        """Whether the terminal remembers another title."""
        self._changed = -QUIET
        self._soon: asyncio.Handle | None = None
        self._later: asyncio.TimerHandle | None = None

    def change(self) -> None:
        """Show what the title is now; costs next to nothing while a key is held."""
        if self._soon is not None:
            return
        loop = asyncio.get_running_loop()
        before, self._changed = self._changed, loop.time()
        if self._later is not None:
            self._later.cancel()
            self._later = None
        if not self._at_once or self._changed < before + QUIET:
            self._later = loop.call_later(QUIET, self.take)
        else:
            self._soon = loop.call_soon(self.take)

    def take(self) -> None:
        """Write the title if it is another one, in place of that of the shell."""
        self._forget()
        words = without_controls(self._words())
        if not words:
            self._changed = -QUIET  # The first one does not wait.
        elif words != self._shown:
            self._shown = words
            push = "" if self._is_pushed else PUSH
            self._is_pushed = True
            self._write(f"{push}\x1b]2;{words}\x07")

    def give_back(self) -> None:
        """Have the title be what it was before; `take` shows it again."""
        self._forget()
        self._shown = ""
        if self._is_pushed:
            self._is_pushed = False
            self._write(POP)

    def _forget(self) -> None:
        for handle in (self._soon, self._later):
            if handle is not None:
                handle.cancel()
        self._soon = self._later = None
