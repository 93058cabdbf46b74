"""The lines that are written, a portion at a time, and those that are typed."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import IO, Final

from reader.cli import io
from reader.cli.plain import words
from reader.host import tty
from reader.papers.full_text.layout import MEASURE, wrapped
from reader.papers.humanize import exactly

SHORTEST: Final = 3
"""Lines of a portion on the smallest screen."""
PROMPT: Final = "> "
PORTION: Final = 20
"""Lines that are written before `more` is asked for, where a person reads them and the terminal has no height."""
AROUND: Final = 2
"""Lines of a screen that the portion leaves: what more is to come, and the prompt."""
TYPED_LIMIT: Final = 65_536
"""Bytes of a line that are read at once; what is longer counts as several lines."""
SILENCE: Final = 1.0
"""Seconds of waiting after which it is said what is waited for."""

_BOXES: Final = {code: "|" if chr(code) in "│┃║" else "-" for code in range(0x2500, 0x2580)}
"""Box drawings, which speech spells out."""


def _read() -> str:
    return sys.stdin.buffer.readline(TYPED_LIMIT).decode(errors="replace")


def _edited() -> Callable[[], str] | None:
    """Have `input` edit lines from now on and call them back with the arrows; return what tells of the line so far.

    None where it cannot, or should not, as in Emacs, which edits lines itself and whose terminal is dumb.
    """
    if not (tty.is_terminal(sys.stdout) and tty.can_place_cursor(os.environ)):
        return None
    try:
        import readline
    except ImportError:  # As on Windows, where the console does it.
        return None
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    return readline.get_line_buffer


class Lines:
    """What is written and typed; where no person is at the other end, all is written and nothing is asked for."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Write to a stream, and read standard input."""
        self._stream = stream
        self.is_typed = tty.is_terminal(sys.stdin)
        """Whether a person types, to whom a prompt is written."""
        self._typing = _edited() if self.is_typed else None
        self._is_utf8 = tty.speaks_utf8(os.environ)
        self._left: deque[str] = deque()
        self._lock = threading.Lock()

    def say(self, *lines: str) -> None:
        """Write some lines, all of them.

        Raises:
            OSError: Nobody reads them any more.
        """
        with self._lock:
            for line in lines:
                self._put(f"{line}\n")
            self._stream.flush()

    def tell(self, sentence: str) -> None:
        """Write a notice or what went wrong, with words in place of the keys of the full screen."""
        said = words.without_keys(sentence)
        self.say(*(wrapped(said, self.width) if self.width else [said]))

    @property
    def width(self) -> int | None:
        """The columns of the terminal; None where what is written goes elsewhere."""
        return shutil.get_terminal_size((MEASURE, 0)).columns if tty.is_terminal(sys.stdout) else None

    def begin(self, lines: Iterable[str]) -> None:
        """Write the first portion of some lines, without those that underline; what is left of others is dropped."""
        self._left = deque(line for line in lines if not line or line.strip("─━═"))
        self.go_on()

    def go_on(self) -> None:
        """Write the next portion of what is left."""
        if not self._left:
            self.say("There is no more.")
            return
        count = len(self._left)
        if self.is_typed:
            height = shutil.get_terminal_size((MEASURE, 0)).lines if self.width else 0
            portion = max(height - AROUND, SHORTEST) if height else PORTION
            count = count if count <= portion + 1 else portion  # A last line needs no more room than to tell of it.
        self.say(*(self._left.popleft() for _ in range(count)))
        if self._left:
            self.say(f"Type more to go on: {exactly(len(self._left), 'more line')}.")

    def typed(self) -> Iterator[str]:
        """Yield the lines that are typed, until the input ends; an empty one goes on where there is more.

        Ctrl-C at the prompt drops the line, as it may have been meant for an answer that just came.

        Raises:
            KeyboardInterrupt: It was pressed twice in a row, or no person is at the other end.
        """
        was_dropped = False
        while True:
            try:
                line = self._line()
            except KeyboardInterrupt:
                if was_dropped or not self.is_typed:
                    raise
                was_dropped = True
                self.say("Type quit to leave.")
                continue
            was_dropped = False
            if not line:
                return
            if self.is_typed and "\x1b" in line:
                self.say("Arrows and other keys that move do nothing here. Type the line again.")
            elif text := line.strip() or ("more" if self._left else ""):
                yield text

    def _line(self) -> str:
        """What is typed at the prompt, with the line that it ends; empty where the input ends."""
        line = ""
        try:
            if not self.is_typed:
                return _read()
            if self._typing is not None:
                with io.resuming(self._ask), suppress(EOFError):
                    line = f"{input(PROMPT)}\n"
                return line
            self._ask()
            with io.resuming(self._ask):  # The shell has written over the prompt.
                line = _read()
        finally:
            if not line and self.is_typed:  # The input ends, or Ctrl-C: what comes next gets its own line.
                self.say("")
        return line

    def _ask(self) -> None:
        with self._lock:
            self._put(PROMPT + (self._typing() if self._typing else ""))
            self._stream.flush()

    @contextmanager
    def waiting(self, sentence: str) -> Iterator[None]:
        """Say what is waited for, once it takes long."""
        timer = threading.Timer(SILENCE, self.say, (sentence,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _put(self, text: str) -> None:
        text = text.translate(_BOXES)
        if not self._is_utf8:
            from reader.cli.plain.spelled import spelled

            text = "\n".join(map(spelled, text.split("\n")))
        self._stream.write(text.encode("utf-8" if self._is_utf8 else "ascii", "replace"))
