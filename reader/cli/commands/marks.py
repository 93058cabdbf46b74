"""What can be typed after `daily-papers marks`."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import click

from reader.cli.io import STANDARD, input_, output, print_notice
from reader.errors import ReaderError
from reader.papers.humanize import exactly

if TYPE_CHECKING:
    from reader.formats.marks_jsonl import Unread
    from reader.papers.marks import MarkCopy
    from reader.store.marks.marks import Marks

FILE = click.Path(allow_dash=True)
"""A name that the shell completes; the rest is looked at when it is opened."""


@click.group(invoke_without_command=True)
@click.pass_context
def marks(ctx: click.Context) -> None:
    """Export, import or count what is read, starred and noted.

    Marks are kept in one file on this machine. Export them here and import them on another one: of every value the one
    that was set last is kept, and no note is lost.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@marks.command()
@click.argument("file", default="-", type=FILE)
def export(file: str) -> None:
    """Write all marks to FILE, or to stdout.

    FILE is replaced as a whole, and only when that is complete. It has JSON Lines in UTF-8: one line for each paper,
    sorted by id, the same bytes for the same marks, so that git and Syncthing see what changed. All fields are always
    there, in this order (here broken at the commas):

    \b
      {"id":"2608.17271",
       "read":{"value":true,"at":1787227200123456},
       "starred":{"value":true,"at":1787227260000000},
       "note":{"value":"Compare with ASI-Bench.","at":1787227320000000},
       "note_history":[],
       "record":{"fetched_at":1787227000000000,"paper":{…}}}

    A time is microseconds since 1970, UTC. What was never set is null. note_history has the notes from elsewhere that
    were not the last one, each with its time. record is the paper as it was when it was starred.
    """
    export_marks(file)


@marks.command("import")
@click.argument("file", type=FILE)
def import_(file: str) -> None:
    """Merge FILE, or stdin for -, with the marks.

    FILE is what `marks export` wrote. Of every value the one that was set last is kept, notes that differ are all kept,
    and nothing is deleted; importing twice changes nothing. A line that cannot be read is skipped: that is said at the
    end, and the exit code is 1.
    """
    import_marks(file)


@marks.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def stats(as_json: bool) -> None:
    """Count the papers with marks, and name their file."""
    print_counts(as_json)


AHEAD: Final = timedelta(days=1)
"""How far in the future a time may be before it is said: two clocks never agree."""

Result = TypeVar("Result")


class _Store(NamedTuple):
    """The marks, and what waits for their answers.

    Files are read and written between two waits, not in them: asyncio would keep Ctrl-C back while a pipe blocks.
    """

    marks: Marks
    wait: Callable[[Coroutine[Any, Any, Any]], Any]


def export_marks(name: str) -> None:
    """Write all marks as lines to a file, in whose place they are put when they are complete, or to stdout.

    Raises:
        StoreError: The marks cannot be read, or the file cannot be written.
    """
    from reader.formats import marks_jsonl

    with _store() as store, output(name) as stream:
        for kept in _all(store):
            stream.write(marks_jsonl.encode(kept))


def import_marks(name: str) -> None:
    """Merge the lines of a file, or of stdin, with the marks, and say on stderr what came of it.

    Raises:
        StoreError: The file cannot be read, or the marks cannot be saved.
        ReaderError: Lines were skipped.
    """
    from reader.formats import marks_jsonl
    from reader.store.marks.marks import BATCH

    tally = _Tally()
    with _store() as store, input_(name) as stream:
        # With the backup of the day, as what is merged cannot be taken back.
        store.wait(store.marks.maintain())
        lines = tally.sorted_out(marks_jsonl.read(stream))
        while batch := list(islice(lines, BATCH)):
            tally.changed += store.wait(store.marks.merge(batch))
    tally.tell()


def print_counts(as_json: bool) -> None:
    """Say of how many papers something is kept, and where.

    Raises:
        StoreError: The marks cannot be read, or stdout cannot be written.
    """
    import msgspec

    from reader.store import paths

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
        from reader.papers.marks import microseconds
        from reader.papers.period import utc_now

        self.changed = 0
        """Papers of which something else is kept now."""
        self._lines = 0
        self._ahead = 0
        self._skipped = 0
        self._first: Unread | None = None
        self._horizon = microseconds(utc_now() + AHEAD)

    def sorted_out(self, lines: Iterable[MarkCopy | Unread]) -> Iterator[MarkCopy]:
        """Pass on what could be read."""
        from reader.formats import marks_jsonl
        from reader.formats.marks_jsonl import Unread

        for line in lines:
            self._lines += 1
            if isinstance(line, Unread):
                self._skipped += 1
                self._first = self._first or line
            else:
                self._ahead += marks_jsonl.latest(line) > self._horizon
                yield line

    def tell(self) -> None:
        """Say on stderr what came of the lines.

        Raises:
            ReaderError: Some could not be read.
        """
        print_notice(
            f"{exactly(self._lines - self._skipped, 'line')} merged, {exactly(self.changed, 'paper')} changed."
        )
        if self._ahead:
            print_notice(f"{exactly(self._ahead, 'line')} with times in the future: a clock was wrong, or this one is.")
        if self._first is not None:
            which = f"line {self._first.number}: {self._first.why}"
            raise ReaderError(f"{self._skipped} of {exactly(self._lines, 'line')} could not be read (first: {which}).")


@contextmanager
def _store() -> Iterator[_Store]:
    """The user's marks; what is wrong with them is said at the end, unless it stopped the command."""
    import asyncio

    from reader.library.open import open_library

    with open_library(offline=True, report=print_notice) as opened, asyncio.Runner() as runner:
        try:
            yield _Store(opened.marks, runner.run)
        except asyncio.CancelledError:  # Ctrl-C, where it met the end of a wait.
            raise KeyboardInterrupt from None


def _all(store: _Store) -> Iterator[MarkCopy]:
    kept = store.marks.kept()
    while batch := store.wait(_next(kept)):
        yield from batch


async def _next(kept: AsyncIterator[MarkCopy]) -> list[MarkCopy]:
    from reader.store.marks.marks import BATCH

    batch: list[MarkCopy] = []
    while len(batch) < BATCH and (one := await anext(kept, None)) is not None:
        batch.append(one)
    return batch
