"""A POSIX driver that leaves at once, survives stray bytes and stops, and keeps the terminal's answers to itself.

Textual 8.2.8 polls its input with select(0.1 s), joins that thread at exit and selects once more: 200 of the 270 ms
that it takes to quit. A byte that is not UTF-8, such as a Latin-1 paste or an X10 mouse report, ends
its program (textual#6456, #6668). A SIGCONT without a SIGTSTP before has it read the keys twice, and one in the
background has it stop again, also where it came with a signal to end.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Event
from time import monotonic
from typing import Any, ClassVar, Final, Protocol

from textual._parser import ParseError
from textual.geometry import Size
from textual.message import Message

from reader.host import page, tty
from reader.ui.patches.backlog import Backlog
from reader.ui.patches.input import Background, InputParser, Settled
from reader.ui.patches.title import WindowTitle
from reader.ui.patches.whole_frames import WholeFramesDriver

ENTER: Final = "\x1b[?1049h"
"""Asks for the alternate screen."""
SHOW_CURSOR: Final = "\x1b[?25h"
ASK_BACKGROUND: Final = "\x1b]11;?\x07"
"""Asks for the background (xterm, OSC 11)."""
BELOW: Final = "\x1b[999;1H\r\n"
"""Goes below all that was drawn."""
ASK_KIND: Final = "\x1b[c"
"""Asks what kind of terminal it is (ECMA-48, DA): all answer that, and in the order in which they were asked."""
ANSWERED: Final = 1.0
"""Seconds after the question in which the terminal is not left without the answers: they would be typed into the shell.

One that has told its kind has told all that it was asked before, so hardly anybody waits for it.
"""
LOOK: Final = 0.25
"""Seconds between looks whether a job in the background is in the foreground again; a shell need not say so."""


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


class SnapshotDriver(WholeFramesDriver):
    """Textual's driver for Linux and macOS, woken by a pipe."""

    taken: ClassVar[Taken | None] = None
    """A terminal that the reader draws on already."""
    _listened = False
    """Whether signals were listened to."""
    _shows_cursor = False
    _asks = False
    """Whether the background is to be known."""
    _is_asked = False
    """Whether an answer to the last question would be the first one."""
    _asked_at = -ANSWERED
    _is_away = False
    """Whether the terminal is another's: nothing is written to it or read from it."""
    _modes: list[Any] | None = None
    """The modes of the terminal while it is the reader's."""
    _look: asyncio.TimerHandle | None = None
    title: WindowTitle | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Know the size of the terminal from the beginning: the app would ask Rich, and that COLUMNS and LINES."""
        super().__init__(*args, **kwargs)
        self._size = self._size or self._get_terminal_size()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal for its size, and not COLUMNS and LINES, which a shell may have exported long ago."""
        try:
            columns, lines = os.get_terminal_size(self.fileno)
        except OSError:
            return super()._get_terminal_size()
        return columns or 80, lines or 25

    def start_application_mode(self) -> None:
        """Take the terminal, whose modes are put back whatever ends the process from now on."""
        self._woken, self._wake = os.pipe()
        self._answered = Event()
        if not self._listened:  # The app does, once it is there; after a suspension it is.
            self._listened = True
            # By the loop, not in the middle of this: a thread that is being started cannot be waited for.
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                loop.add_signal_handler(number, self._die, number)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.taken and (modes := self.taken.taken_over()):
            self.attrs_before = modes
        if self._key_thread is None:  # In the background, where it was stopped.
            os.close(self._wake)
            os.close(self._woken)
            self._must_signal_resume = self._is_away = True
            self._loop.call_soon(self._come_back)
            return
        with suppress(termios.error):
            self._modes = termios.tcgetattr(self.fileno)
        if self._asks:
            self.ask_background()
        if self._shows_cursor:
            self.show_cursor()
        if self.title:
            self.title.take()

    def stop_application_mode(self) -> None:
        """Give the terminal back, if it is not another's already."""
        if self._is_away:
            return
        with self._from_behind():
            if self.title:
                self.title.give_back()
            super().stop_application_mode()
            if tty.is_gnu_screen(os.environ):  # Its alternate screen is off by default: the picture stays.
                self.write(BELOW)
                self.flush()

    @contextmanager
    def _from_behind(self) -> Iterator[None]:
        """Let the terminal be given back from the background, where a stop by SIGSTOP has left all as it was.

        Modes that somebody else has set meanwhile are theirs, as a shell's are that edits a line.
        """
        if tty.is_in_front(self.fileno):
            yield
            return
        self._stop_reading()  # Whoever reads there is stopped, and what is typed is for the one in front.
        former = signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # Else whoever writes there may be stopped, too.
        try:
            with suppress(termios.error):
                if termios.tcgetattr(self.fileno) != self._modes:
                    self.attrs_before = None
            self._disable_mouse_support()  # As it is done with reading.
            yield
            self.close()  # All is written then.
        finally:
            signal.signal(signal.SIGTTOU, former)

    def suspend_application_mode(self) -> None:
        """Leave the terminal to another program: nobody takes from the queue what is written meanwhile."""
        super().suspend_application_mode()
        self._is_away = True

    def resume_application_mode(self) -> None:
        """Take the terminal again."""
        self._is_away = False
        super().resume_application_mode()

    def size_now(self) -> Size | None:
        """The size of the terminal, where what was told of it may be older.

        Textual's handler of SIGWINCH reads the size, and tells it when the handler of the next one has told the newer.
        None where the terminal tells each size itself, in order.
        """
        return None if self._in_band_window_resize else Size(*self._get_terminal_size())

    def ask_background(self) -> None:
        """Ask for the background, now and whenever the terminal was away; `Background` comes where it answers."""
        self._asks = self._is_asked = True
        self._asked_at = monotonic()
        self._answered.clear()
        self.write(ASK_BACKGROUND + ASK_KIND)
        self.flush()

    def show_cursor(self) -> None:
        """Show the terminal's own cursor, now and whenever the terminal was away."""
        self._shows_cursor = True
        self.write(SHOW_CURSOR)
        self.flush()

    def entitle(self, words: Callable[[], str]) -> WindowTitle:
        """Have the window a title from now on.

        Args:
            words: Tells it.
        """
        at_once = not page.here  # Which would be woken up before that comes of which the title tells.
        self.title = WindowTitle(self.write, words, at_once=at_once)
        self.title.change()
        return self.title

    def process_message(self, message: Message) -> None:
        """Hand on what the terminal sent, and one answer to a question."""
        if isinstance(message, Settled):
            self._answered.set()
            return
        if isinstance(message, Background):
            if not (self._is_asked or page.here):  # A page tells it whenever the browser asks for other colours.
                return
            self._is_asked = False
        super().process_message(message)

    def send_message(self, message: Message) -> None:
        """Hand on what the user did when it has its turn, and anything else at once."""
        backlog: Backlog | None = getattr(self._app, "backlog", None)
        if backlog is None or not backlog.put(message):
            super().send_message(message)

    def stop_job(self) -> None:
        """Stop with all of the job: a wrapper such as `uv run` has to stop too for the shell to come back."""
        self._let_go()  # First: the shell takes the terminal as soon as one of the job has stopped.
        os.kill(0, signal.SIGTSTP)

    def _let_go(self) -> None:
        if not self._is_away:
            self.suspend_application_mode()
        self._must_signal_resume = True

    def _sigtstp_application(self, *_: object) -> None:
        """Stop, with the terminal as it was before; Ctrl-Z may be typed just as an editor gives it back."""
        from reader.host import process  # Which a start has no use for.

        if not process.has_shell():  # Nobody could have it go on: there the system stops nobody either.
            return
        if self._auto_restart:
            self._let_go()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop, also after one that nobody was told of (SIGSTOP)."""
        if self._auto_restart:  # By the loop, which hears of a signal to end that came with this one.
            self._loop.call_soon_threadsafe(self._come_back)

    def _come_back(self) -> None:
        """Take the terminal again, but not from the background: who touches it there is stopped."""
        if self._look is not None:
            self._look.cancel()
            self._look = None
        if self._app._exit or (self._writer_thread is None and not self._is_away):
            return
        if tty.is_in_front(self.fileno):
            self._let_go()
            if self.title:
                self.title.give_back()  # Not written: it is for what `take` has to write.
            self.resume_application_mode()
            return
        self._let_go()
        from reader.host import process  # Which a start has no use for.

        if process.has_shell():
            self._look = self._loop.call_later(LOOK, self._come_back)
        else:  # Nobody can have it in front any more.
            signal.raise_signal(signal.SIGHUP)

    def write(self, data: str) -> None:
        """Write to the terminal, but not that which clears it where it is drawn on already (xterm and VTE do)."""
        if self._is_away:
            return
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
        if (left := self._asked_at + ANSWERED - monotonic()) > 0:
            self._answered.wait(left)
        self._stop_reading()
        with suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def _stop_reading(self) -> None:
        if self._key_thread is None:
            return
        self.exit_event.set()
        os.write(self._wake, b"x")
        self._key_thread.join()
        self._key_thread = None
        os.close(self._wake)
        os.close(self._woken)
        self.exit_event.clear()

    def _run_input_thread(self) -> None:
        """Read keys; what breaks that ends the app as all else does, where Textual prints the values of variables."""
        with ExitStack() as stack:
            stack.push(self._tell_what_broke)
            self.run_input_thread()

    def _tell_what_broke(self, _: object, error: BaseException | None, __: object) -> bool:
        if isinstance(error, Exception):
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)
        return error is not None

    def run_input_thread(self) -> None:
        """Hand on what is typed until the pipe says to stop."""
        parser = InputParser(self._debug, getattr(self._app, "alt_keys", frozenset()))
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            for file in (self.fileno, self._woken):
                selector.register(file, selectors.EVENT_READ)
            parser.waited = bool(selector.select(0))
            while not self.exit_event.is_set():
                # What may be the escape key or the begin of a sequence is decided by time; else nothing is waited for,
                # as ten looks a second are most of what an idle program costs.
                ready = [key.fd for key, _ in selector.select(parser.due)]
                if self._woken in ready:
                    break
                if self.fileno in ready and not tty.is_in_front(self.fileno):  # `_come_back` is about to know.
                    selector.unregister(self.fileno)
                elif self.fileno in ready:
                    try:
                        typed = os.read(self.fileno, 4096)
                    except OSError:  # The terminal is gone; SIGHUP is on its way.
                        break
                    if not typed:
                        break
                    if text := decode(typed):  # Else it is the begin of a character; nothing is the end, to a parser.
                        for event in parser.feed(text):
                            self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass
