"""What the commands on marks do: carry lines from the store to a file and back, and count."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from reader.cli import start
from reader.cli.streams import STANDARD, input_, output
from reader.errors import ReaderError
from reader.papers import marks_lines
from reader.papers.marks import Kept, microseconds
from reader.papers.marks_lines import Unread
from reader.papers.period import utc_now
from reader.store import paths
from reader.store.marks import BATCH, Marks

CLOSING: Final = 10.0
"""Seconds that the store has to close."""
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
    with _store() as store, output(name) as stream:
        for kept in _all(store):
            stream.write(marks_lines.encode(kept))


def merge(name: str) -> None:
    """Merge the lines of a file, or of stdin, with the marks, and say on stderr what came of it.

    Raises:
        StoreError: The file cannot be read, or the marks cannot be saved.
        ReaderError: Lines were skipped.
    """
    tally = _Tally()
    with _store() as store, input_(name) as stream:
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
    with output(STANDARD) as stream:
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
        except asyncio.CancelledError:  # Ctrl-C, where it met the end of a wait.
            raise KeyboardInterrupt from None
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


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _say(sentence: str) -> None:
    start.complain(sentence, 0)
