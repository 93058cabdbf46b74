"""A POSIX driver that leaves at once and survives stray bytes.

Textual 8.2.8 polls its input with select(0.1 s), joins that thread at exit and selects once more: 200 of the 270 ms
that it takes to quit. A byte that is not UTF-8, such as a Latin-1 paste or an X10 mouse report, ends
its program (textual#6456, #6668).
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import termios
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import Any, ClassVar, Final, Protocol

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

ENTER: Final = "\x1b[?1049h"
"""Asks for the alternate screen."""
PENDING: Final = 0.1
"""Seconds between two looks whether an unfinished sequence is one that will not go on."""


class Taken(Protocol):
    """Who took the terminal before Textual was imported."""

    before: list[Any] | None
    """The modes that it had, as `termios.tcgetattr` gives them; None where nobody took it."""

    def taken_over(self) -> list[Any] | None:
        """Leave it to Textual, and tell the modes that it had."""
        ...

    def restore(self) -> None:
        """Give it back."""
        ...


class SnapshotDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, woken by a pipe."""

    taken: ClassVar[Taken | None] = None
    """A terminal that the reader draws on already."""
    _listened = False
    """Whether signals were listened to."""

    def start_application_mode(self) -> None:
        """Take the terminal, whose modes are put back whatever ends the process from now on."""
        self._woken, self._wake = os.pipe()
        if not self._listened:  # The app does, once it is there; after a suspension it is.
            self._listened = True
            # By the loop, not in the middle of this: a thread that is being started cannot be waited for.
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                loop.add_signal_handler(number, self._die, number)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.taken and (modes := self.taken.taken_over()):
            self.attrs_before = modes

    def write(self, data: str) -> None:
        """Write to the terminal, but not that which clears it where it is drawn on already (xterm and VTE do)."""
        if data != ENTER or not self.taken or self.taken.before is None:
            super().write(data)

    def _die(self, number: int) -> None:
        """End at once, before the app has begun to listen to signals."""
        with suppress(AssertionError):  # Nothing can be written yet.
            self.stop_application_mode()
            self.close()
        if self.taken:
            self.taken.restore()
        os._exit(128 + number)

    def disable_input(self) -> None:
        """Stop reading keys, at once; a second call does nothing."""
        if self._key_thread is None:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._disable_mouse_support()
        self.exit_event.set()
        os.write(self._wake, b"x")
        self._key_thread.join()
        self._key_thread = None
        os.close(self._wake)
        os.close(self._woken)
        self.exit_event.clear()
        with suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def run_input_thread(self) -> None:
        """Hand on what is typed until the pipe says to stop."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            for file in (self.fileno, self._woken):
                selector.register(file, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                # What may be the escape key or the begin of a sequence is decided by time; else nothing is waited for,
                # as ten looks a second are most of what an idle program costs.
                unfinished = parser._timeout_time is not None
                ready = [key.fd for key, _ in selector.select(PENDING if unfinished else None)]
                if self._woken in ready:
                    break
                if self.fileno in ready:
                    try:
                        typed = os.read(self.fileno, 4096)
                    except OSError:  # The terminal is gone; SIGHUP is on its way.
                        break
                    if not typed:
                        break
                    for event in parser.feed(decode(typed)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass
