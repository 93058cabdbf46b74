"""A terminal without a window, with a reader in it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import re
import signal
import struct
import sys
import termios
from asyncio.subprocess import Process
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from socket import socket, socketpair
from typing import Final

import msgspec

from reader.papers.text import clean
from reader.web.tab import Order

BEGIN: Final = "import sys; sys.path[:] = sys.argv[2:]; from reader.web.tab import main; sys.exit(main())"
"""How a reader is started: as the same program as the server, and not one in the folder where that was started."""
GRACE: Final = 5.0
"""Seconds in which a reader whose page is gone has closed its stores."""
PIECE: Final = 2**16
"""Bytes that are read at once."""
SPLIT: Final = 2048
"""Bytes that Linux passes on at once of what is written to a terminal."""
FULL: Final = 4095
"""Bytes that it keeps until they are read; the rest is passed on when they were."""
SOON: Final = 0.001
"""Seconds in which the rest has come."""
LAST: Final = 4_000
"""Bytes in which a program that could not go on says why."""
LARGEST: Final = 500
"""Columns and lines of the largest screen."""

_OF_OTHERS: Final = (
    *("COLUMNS", "LINES", "COLORFGBG", "TMUX", "STY", "INSIDE_EMACS", "VTE_VERSION"),
    *("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"),
)
"""What tells of the terminal and the screen that the server was started from, where its page is not."""
_PREFIXES: Final = ("TERM_", "TEXTUAL", "KITTY_", "WEZTERM_", "ITERM_", "KONSOLE_", "ALACRITTY_")


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of a reader in a page: the server's, but for what tells of its terminal."""
    kept = {name: value for name, value in environ.items() if name not in _OF_OTHERS and not name.startswith(_PREFIXES)}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}


def bounded(size: object) -> int:
    """A number of columns or lines that a terminal can have."""
    return max(1, min(size, LARGEST)) if isinstance(size, int) else 1


def last_words(output: bytes) -> str:
    """What a program wrote last when it had left the screen: the reason why it ended.

    >>> last_words(b"drawn\\x1b[?1049l\\x1b[?25h\\r\\nIt is not a day.\\r\\n")
    'It is not a day.'
    """
    text = output.rpartition(b"\x1b[?1049l")[2].decode(errors="replace")
    lines = [clean(line) for line in re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", text).splitlines()]
    return " ".join(line for line in lines if line) or "It ended without a word."


class Terminal:
    """A pseudo-terminal and the process that has it; closing it is what closing a window is."""

    def __init__(self, master: int, process: Process, line: socket) -> None:
        """Take over what `start` made."""
        self._master = master
        self._process = process
        self.line = line
        """The server's end of the socket to the reader."""
        self.taken = asyncio.Event()
        """Set when the page was opened again, while this one may be gone without a word, as when a tablet slept."""

    @classmethod
    async def start(cls, environ: Mapping[str, str]) -> Terminal:
        """Start a reader that waits for its order.

        Args:
            environ: Its environment.

        Raises:
            OSError: The machine has no terminals or processes left.
        """
        with ExitStack() as ours, ExitStack() as theirs:
            line, end = socketpair()
            ours.callback(line.close)
            theirs.callback(end.close)
            master, slave = os.openpty()
            ours.callback(os.close, master)
            theirs.callback(os.close, slave)
            os.set_blocking(master, False)
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-c", BEGIN, str(end.fileno()), *sys.path,
                stdin=slave, stdout=slave, stderr=slave, env=dict(environ),
                pass_fds=[end.fileno()], start_new_session=True,
            )  # fmt: skip
            ours.pop_all()
        return cls(master, process, line)

    def show(self, order: Order, columns: int, lines: int) -> None:
        """Tell the reader what to show, and how large its screen is.

        Raises:
            OSError: It has ended before.
        """
        self.resize(columns, lines)
        self.line.sendall(msgspec.json.encode(order) + b"\n")

    def resize(self, columns: int, lines: int) -> None:
        """Tell the reader the size of its screen."""
        if self._master >= 0:
            _resize(self._master, columns, lines)

    async def read(self) -> bytes:
        """Wait for what the reader writes; nothing at its end."""
        loop = asyncio.get_running_loop()
        try:
            while self._master >= 0:
                with suppress(BlockingIOError):
                    return await self._whole(os.read(self._master, PIECE))
                await _when(loop.add_reader, loop.remove_reader, self._master)
        except OSError:  # Nobody has the other end any more.
            pass
        return b""

    async def _whole(self, piece: bytes) -> bytes:
        """A piece, and what comes at once behind it if it is full: a page draws what comes together in one go."""
        data = piece
        while len(data) < PIECE and piece and (len(piece) == FULL or len(piece) % SPLIT == 0):
            await asyncio.sleep(SOON)
            piece = b""
            with suppress(OSError):  # Also when there is nothing; an end is seen by the next one who reads.
                piece = os.read(self._master, PIECE)
            data += piece
        return data

    async def write(self, data: bytes) -> None:
        """Give the reader keys; waits while it does not take them."""
        loop = asyncio.get_running_loop()
        try:
            while data and self._master >= 0:
                with suppress(BlockingIOError):
                    data = data[os.write(self._master, data) :]
                    continue
                await _when(loop.add_writer, loop.remove_writer, self._master)
        except OSError:
            pass

    async def ended(self) -> int:
        """Wait until the reader has ended by itself, and return its exit code."""
        return await self._process.wait()

    @property
    def has_ended(self) -> bool:
        """Whether the reader has."""
        return self._process.returncode is not None

    async def close(self) -> int:
        """Hang up, wait until the reader has closed its stores, and return its exit code."""
        if self._master >= 0:
            master, self._master = self._master, -1
            os.close(master)
            self.line.close()
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                return await asyncio.wait_for(self._process.wait(), GRACE)
            except TimeoutError:
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, number)
        return await self._process.wait()


async def _when(add: Callable[..., object], remove: Callable[[int], object], file: int) -> None:
    """Wait until a file can be read from, or written to."""
    ready = asyncio.Event()
    add(file, ready.set)
    try:
        await ready.wait()
    finally:
        remove(file)


def _resize(file: int, columns: int, lines: int) -> None:
    fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
