"""What the commands on marks do: carry lines from the store to a file and back, and count."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, TypeVar

import msgspec

from reader.cli import start
from reader.errors import ReaderError, StoreError
from reader.papers import marks_lines
from reader.papers.marks import Kept, microseconds
from reader.papers.marks_lines import Unread
from reader.papers.period import utc_now
from reader.papers.text import clean
from reader.store import paths
from reader.store.marks import BATCH, Marks

CLOSING: Final = 10.0
"""Seconds that the store has to close."""
STANDARD: Final = "-"
"""The name of stdin and of stdout."""
AHEAD: Final = timedelta(days=1)
"""How far in the future a time may be before it is said: two clocks never agree."""

Result = TypeVar("Result")


class _Store(NamedTuple):
    """The marks, and what waits for their answers.

    Files are read and written between two waits, not in them: asyncio would keep Ctrl-C back while a pipe blocks.
    """

    marks: Marks
    wait: Callable[[Coroutine[Any, Any, Any]], Any]


def write(name: str) -> None:
    """Write all marks as lines to a file, in whose place they are put when they are complete, or to stdout.

    Raises:
        StoreError: The marks cannot be read, or the file cannot be written.
    """
    with _store() as store, _output(name) as stream:
        for kept in _all(store):
            stream.write(marks_lines.encode(kept))


def merge(name: str) -> None:
    """Merge the lines of a file, or of stdin, with the marks, and say on stderr what came of it.

    Raises:
        StoreError: The file cannot be read, or the marks cannot be saved.
        ReaderError: Lines were skipped.
    """
    tally = _Tally()
    with _store() as store, _input(name) as stream:
        # With the backup of the day, as what is merged cannot be taken back.
        store.wait(store.marks.maintain())
        lines = tally.sorted_out(marks_lines.read(stream))
        while batch := list(islice(lines, BATCH)):
            tally.changed += store.wait(store.marks.merge(batch))
    tally.tell()


def stats(as_json: bool) -> None:
    """Say of how many papers something is kept, and where.

    Raises:
        StoreError: The marks cannot be read, or stdout cannot be written.
    """
    with _store() as store:
        counts = store.wait(store.marks.counts())
    file = os.fsencode(paths.marks()).decode(errors="replace")
    if as_json:
        data = msgspec.json.encode({**counts._asdict(), "file": file}) + b"\n"
    else:
        numbers = ("papers with marks", "read", "starred", "noted")
        rows = [f"{name:<18}{number:>6}\n" for name, number in zip(numbers, counts, strict=True)]
        data = "".join([*rows, f"{'file':<18}{file}\n"]).encode()
    with _output(STANDARD) as stream:
        stream.write(data)


class _Tally:
    """What becomes of lines, counted while they pass."""

    def __init__(self) -> None:
        self.changed = 0
        """Papers of which something else is kept now."""
        self._lines = 0
        self._ahead = 0
        self._skipped = 0
        self._first: Unread | None = None
        self._horizon = microseconds(utc_now() + AHEAD)

    def sorted_out(self, lines: Iterable[Kept | Unread]) -> Iterator[Kept]:
        """Pass on what could be read."""
        for line in lines:
            self._lines += 1
            if isinstance(line, Unread):
                self._skipped += 1
                self._first = self._first or line
            else:
                self._ahead += marks_lines.latest(line) > self._horizon
                yield line

    def tell(self) -> None:
        """Say on stderr what came of the lines.

        Raises:
            ReaderError: Some could not be read.
        """
        _say(f"{_counted(self._lines - self._skipped, 'line')} merged, {_counted(self.changed, 'paper')} changed.")
        if self._ahead:
            _say(f"{_counted(self._ahead, 'line')} with times in the future: a clock was wrong, or this one is.")
        if self._first is not None:
            which = f"line {self._first.number}: {self._first.why}"
            raise ReaderError(f"{self._skipped} of {_counted(self._lines, 'line')} could not be read (first: {which}).")


@contextmanager
def _store() -> Iterator[_Store]:
    """The user's marks; what is wrong with them is said at the end, unless it stopped the command."""
    marks = Marks(paths.marks())
    with asyncio.Runner() as runner:
        try:
            yield _Store(marks, runner.run)
        finally:
            marks.close(CLOSING)
    if marks.notice:
        _say(marks.notice)


def _all(store: _Store) -> Iterator[Kept]:
    kept = store.marks.kept()
    while batch := store.wait(_next(kept)):
        yield from batch


async def _next(kept: AsyncIterator[Kept]) -> list[Kept]:
    batch: list[Kept] = []
    while len(batch) < BATCH and (one := await anext(kept, None)) is not None:
        batch.append(one)
    return batch


@contextmanager
def _input(name: str) -> Iterator[IO[bytes]]:
    try:
        with _standard(sys.stdin, "rb") if name == STANDARD else Path(name).open("rb") as stream:
            yield stream
    except OSError as error:
        raise StoreError(f"{_shown(name, 'stdin')} cannot be read: {error.strerror}.") from error


@contextmanager
def _output(name: str) -> Iterator[IO[bytes]]:
    try:
        with _standard(sys.stdout, "wb") if name == STANDARD else _place(Path(name)) as stream:
            yield stream
    except BrokenPipeError:
        return  # Whoever reads the pipe has seen enough.
    except OSError as error:
        raise StoreError(f"{_shown(name, 'stdout')} cannot be written: {error.strerror}.") from error


def _standard(stream: IO[str] | None, mode: str) -> IO[bytes]:
    """A stream of our own on a standard one: what it could not write is not tried again when Python ends."""
    if stream is None:
        raise OSError(errno.EBADF, "it is closed")
    opened: IO[bytes] = os.fdopen(stream.fileno(), mode, closefd=False)
    return opened


def _place(path: Path) -> AbstractContextManager[IO[bytes]]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    # A device or a pipe is written to; it must not become a file.
    return _replaced(path.resolve()) if stat.S_ISREG(mode) else path.open("wb")


@contextmanager
def _replaced(path: Path) -> Iterator[IO[bytes]]:
    """Put a file, for the user's eyes only, in the place of another when it is complete."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".daily-papers-")
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(number)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _shown(name: str, standard: str) -> str:
    return standard if name == STANDARD else clean(name)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _say(sentence: str) -> None:
    start.complain(sentence, 0)
