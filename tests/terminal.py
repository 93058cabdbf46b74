"""A terminal that tests hold: a pty with a screen of its own, read until something is on it."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

import reader

CHECKOUT = Path(__file__).parents[1]
PACKAGE = Path(reader.__file__).parent
"""What is tested: in the checkout or, where that has no source, installed from a wheel."""
READER = (sys.executable, "-m", "reader")
PATIENCE = 60.0
"""Seconds until a wait is given up; no test measures by it, and a machine may have much else to do."""
_AGAIN = 5.0
"""Seconds after which a prompt that did not end is answered again."""

ASK_KIND, KIND = b"\x1b[c", b"\x1b[?62;22c"
_PRIVATE_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_LEFT_OFF = {1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004}
_LEFT_ON = {7, 25}


def environment(home: Path, **changes: str) -> dict[str, str]:
    """What a reader that is tested sees of the world: a home of its own, and no network but loopback."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "SYSTEMROOT"}}
    return {
        **kept,
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HF_ENDPOINT": "http://127.0.0.1:9",  # Nothing listens on the discard port.
        **changes,
    }


def _has_to_do(pid: int, session: int) -> bool:
    """Whether a process of a session, or one that it began, runs or waits for its turn, as far as the system tells."""
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):  # It has ended.
            state, *numbers = (thread / "stat").read_text().rpartition(")")[2].split()
            if int(numbers[2]) != session:
                return False
            begun = (thread / "children").read_text().split()
            if state == "R" or any(_has_to_do(int(child), session) for child in begun):
                return True
    return False


class _Screen(pyte.Screen):
    """Passes over the parameters that a place has too many, as terminals do, where pyte raises.

    Ctrl-C and Ctrl-Z in a cooked terminal drop what was not yet sent, so that half a sequence may meet another half.
    Of those that have a fixed number of them, the reader writes only this one.
    """

    def cursor_position(self, line: int | None = None, column: int | None = None, *_: int) -> None:
        super().cursor_position(line, column)


class Terminal:
    """A program in a pty, and the screen that it draws."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        columns: int = 120,
        lines: int = 40,
        cwd: Path | None = None,
        drawn: bool = True,
    ) -> None:
        """Start a program.

        Args:
            argv: What to run.
            env: Its whole environment.
            columns: Width in cells.
            lines: Height in cells.
            cwd: Its working directory.
            drawn: Keep the screen; without, only `output` is kept, which costs no time that is measured.
        """
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._before = termios.tcgetattr(slave)
        self._slave = slave
        self._files = [self._master, slave]
        self._screen = _Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.output = bytearray()
        """All that the program wrote."""
        self.answers = True
        """Whether it tells what kind of terminal it is when it is asked, as all do."""
        self.drawn = drawn
        self.started = self.arrived = time.perf_counter()
        """When the program was started, and when it wrote last; seconds."""
        self.process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=dict(env), cwd=cwd, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._close()

    def _close(self) -> None:
        while self._files:
            os.close(self._files.pop())

    def close_window(self) -> int:
        """Close the window under the program, and return its exit code once it has ended."""
        self._close()
        return self.process.wait(PATIENCE)

    @property
    def text(self) -> str:
        """What is on the screen, as a person reads it."""
        # Not `display`, which trips over half a wide character.
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        columns = range(self._screen.columns)
        return "\n".join("".join(row[x].data for x in columns).replace("\xa0", " ").rstrip() for row in rows)

    @property
    def cursor(self) -> tuple[int, int]:
        """The column and the line of the cursor, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def read(self, seconds: float) -> bytes:
        """Read what comes within some seconds; nothing if nothing does."""
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return b""
        try:
            data = os.read(self._master, 65_536)
        except OSError:
            return b""
        self.arrived = time.perf_counter()
        if self.answers and ASK_KIND in self.output[-2:] + data:
            self.press(KIND)
        self.output += data
        if self.drawn:
            self._draw(data)
        return data

    def draw(self) -> None:
        """Keep the screen from now on; what was written when it was last kept may have ended in a sequence."""
        self._stream = pyte.ByteStream(self._screen)
        self.drawn = True

    def _draw(self, data: bytes) -> None:
        # pyte knows no private keyboard sequences and prints what follows them.
        self._stream.feed(re.sub(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p", b"", data))

    def rest(self, quiet: float = 0.3) -> str:
        """Read until nothing comes for some seconds in which nobody there had anything to do.

        A program that only waits for its turn on a busy machine is silent, too.

        Returns:
            What is on the screen then.

        Raises:
            AssertionError: If there is always something to do.
        """
        deadline = time.perf_counter() + PATIENCE
        rests = time.perf_counter() + quiet
        while (left := rests - time.perf_counter()) > 0:
            if self.read(min(left, quiet / 3)) or _has_to_do(self.process.pid, self.process.pid):
                rests = time.perf_counter() + quiet
            assert time.perf_counter() < deadline, f"It does not come to rest:\n{self.text}"
        return self.text

    def wait_for(self, *texts: str) -> str:
        """Read until texts are on the screen.

        Raises:
            AssertionError: If they are not in time, or the program ended.
        """
        deadline = time.perf_counter() + PATIENCE
        while not all(text in self.text for text in texts):
            left = deadline - time.perf_counter()
            if left < 0 or (not self.read(min(left, 0.2)) and self.process.poll() is not None):
                raise AssertionError(f"{texts} not on the screen (exit {self.process.poll()}):\n{self.text}")
        return self.text

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Read until something is so.

        Raises:
            AssertionError: If it is not in time.
        """
        deadline = time.perf_counter() + PATIENCE
        while not is_so():
            assert time.perf_counter() < deadline, f"It is not so:\n{self.text}"
            self.read(0.2)

    def wait_for_output(self, text: bytes, start: int = 0) -> float:
        """Read until the program has written something.

        Returns:
            When it came, in seconds of `time.perf_counter`.

        Raises:
            AssertionError: If it does not come in time.
        """
        deadline = time.perf_counter() + PATIENCE
        while text not in self.output[start:]:
            if time.perf_counter() > deadline:
                raise AssertionError(f"{text!r} was not written")
            self.read(0.2)
        return self.arrived

    def press(self, keys: str | bytes) -> None:
        """Type something."""
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def answer(self, keys: str) -> int:
        """Answer a prompt that ends the program; again when it does not end, as Python loses a Ctrl-C before its read.

        Returns:
            The exit code.

        Raises:
            AssertionError: If the program does not end in time.
        """
        deadline = time.perf_counter() + PATIENCE
        while self.process.poll() is None and time.perf_counter() < deadline:
            self.press(keys)
            again = time.perf_counter() + _AGAIN
            while self.process.poll() is None and time.perf_counter() < again:
                self.read(0.05)
        return self.wait()

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        self._screen.resize(lines, columns)
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.killpg(self.process.pid, signal.SIGWINCH)

    def wait(self) -> int:
        """Read until the program has ended.

        Returns:
            Its exit code.

        Raises:
            AssertionError: If it does not end in time.
        """
        deadline = time.perf_counter() + PATIENCE
        while self.process.poll() is None:
            self.read(0.05)
            if time.perf_counter() > deadline:
                raise AssertionError(f"still running:\n{self.text}")
        while self.read(0):
            pass
        return self.process.returncode

    def left_behind(self) -> list[str]:
        """What the program changed of the terminal and did not put back."""
        modes: dict[int, bytes] = {}
        for numbers, value in _PRIVATE_MODE.findall(bytes(self.output)):
            modes |= dict.fromkeys(map(int, numbers.split(b";")), value)
        wrong = [f"mode {mode} on" for mode in sorted(_LEFT_OFF) if modes.get(mode) == b"h"]
        wrong += [f"mode {mode} off" for mode in sorted(_LEFT_ON) if modes.get(mode) == b"l"]
        if len(re.findall(rb"\x1b\[>[0-9;]*u", self.output)) != self.output.count(b"\x1b[<u"):
            wrong.append("kitty keyboard")
        if self.output.count(b"\x1b[22;2t") != self.output.count(b"\x1b[23;2t"):
            wrong.append("title")
        if termios.tcgetattr(self._slave) != self._before:
            wrong.append("termios")
        return wrong

    def typed_on(self) -> bytes:
        """What the next program would read: typed, or answered by the terminal, and left by the one that ended."""
        modes = termios.tcgetattr(self._slave)
        modes[3] &= ~termios.ICANON
        termios.tcsetattr(self._slave, termios.TCSANOW, modes)
        return os.read(self._slave, 4096) if select.select([self._slave], [], [], 0)[0] else b""
