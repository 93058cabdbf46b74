"""Opening the reader for whoever can see it, and telling in one line why not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reader.errors import ReaderError, UseError
from reader.ui import frame


def open_reader(
    period: str | None = None,
    *,
    offline: bool = False,
    sample: bool = False,
    cache_dir: Path | None = None,
    mouse: bool = True,
    framed: bool = False,
) -> None:
    """Open the reader, and end the process when it is closed.

    Args:
        period: The day to start with, as a person writes it, or None for the newest.
        offline: Send no request.
        sample: Open the edition that ships with the reader.
        cache_dir: Where stored days are kept, None for the platform's folder.
        mouse: Take the mouse.
        framed: Keep what the next start with the same words will show first.

    Raises:
        UseError: If there is no terminal, or the period cannot be understood.
        ReaderError: If the environment or the folder cannot be used.
    """
    _need_terminal()
    from reader.cli import read

    if sample:
        read.read_sample(period, mouse=mouse)
    read.read(period, cache_dir=cache_dir, offline=offline, mouse=mouse, framed=framed)


def told(call: Callable[[], object]) -> int:
    """Make a call, tell on stderr in one line why it failed, and return the exit code."""
    try:
        call()
    except ReaderError as error:
        return complain(str(error), 2 if isinstance(error, UseError) else 1)
    except KeyboardInterrupt:
        return 130
    return 0


def complain(sentence: str, code: int) -> int:
    """Write a sentence to stderr, if it can be written to, and return the code."""
    frame.restore()
    if sys.stderr is not None:
        # A full disk or a pipe that nobody reads: the work goes on, and the code tells of it.
        with suppress(OSError):
            sys.stderr.write(f"daily-papers: {sentence}\n")
    return code


def _need_terminal() -> None:
    """Refuse to draw where nobody would see it: Textual would write escape codes for ever."""
    for name, stream in (("stdin", sys.stdin), ("stdout", sys.stdout), ("stderr", sys.stderr)):
        if stream is None or not stream.isatty():
            raise UseError(f"{name} is no terminal, and the reader needs one: run it without pipes.")
    if sys.platform != "win32" and os.environ.get("TERM", "") in ("", "dumb"):
        raise UseError("the terminal cannot place the cursor (TERM is empty or dumb): try TERM=xterm-256color.")
