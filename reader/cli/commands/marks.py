"""The command `daily-papers marks`."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import click

from reader.cli.io import STANDARD, input_, output, print_notice, print_written
from reader.cli.params import CommandGroup
from reader.errors import ReaderError
from reader.papers.humanize import exactly

if TYPE_CHECKING:
    from reader.formats.marks_jsonl import Unread
    from reader.papers.marks import MarkCopy
    from reader.store.marks.marks import Marks

FILE = click.Path(allow_dash=True)
"""A name that the shell completes; it is checked when it is opened."""


@click.group(cls=CommandGroup, invoke_without_command=True)
@click.pass_context
def marks(ctx: click.Context) -> None:
    """Export, import or count marks (read, starred, notes).

    Marks are stored in one file on this machine. To take them to another machine, export them here and import them
    there: for each value the newer one wins, and no note is lost.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@marks.command()
@click.argument("file", default="-", type=FILE)
def export(file: str) -> None:
    """Write all marks to FILE, or to stdout.

    FILE is replaced only once the export is complete. It is JSON Lines in UTF-8: one line per paper, sorted by id. The
    same marks always give the same bytes, so that git and Syncthing see only real changes. All fields are always
    present, in this order (broken at the commas here):

    \b
      {"id":"2608.17271",
       "read":{"value":true,"at":1787227200123456},
       "starred":{"value":true,"at":1787227260000000},
       "note":{"value":"Compare with ASI-Bench.","at":1787227320000000},
       "note_history":[],
       "full_text":null,
       "record":{"fetched_at":1787227000000000,"paper":{…}}}

    Times are microseconds since 1970 in UTC. Values that were never set are null. note_history has the notes from other
    machines that lost to a newer one, each with its time; full_text tells whether the full text was read to its end.
    record is the paper as it was when it was starred.
    """
    export_marks(file)


@marks.command("import")
@click.argument("file", type=FILE)
def import_(file: str) -> None:
    """Merge marks from FILE (- for stdin) into yours.

    FILE was written by `marks export`. The newer value wins, differing notes are all kept, and nothing
    is deleted; importing twice changes nothing. Lines that cannot be read are skipped and reported at the end, and the
    exit code is 1.

    A star without a record takes its title and authors from the stored days. The reader looks up the others when it
    lists the starred papers.
    """
    import_marks(file)


@marks.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def stats(as_json: bool) -> None:
    """Show how many papers have marks, and where the file is."""
    print_counts(as_json)


AHEAD: Final = timedelta(days=1)
"""How far in the future a time may be without a warning: two clocks never agree."""

Result = TypeVar("Result")


class _Store(NamedTuple):
    """The marks, and a function that waits for their answers.

    Files are read and written between two waits, not in them: asyncio would hold Ctrl-C back while a pipe blocks.
    """

    marks: Marks
    wait: Callable[[Coroutine[Any, Any, Any]], Any]


def export_marks(name: str) -> None:
    """Write all marks as lines to stdout or to a file, which is replaced once they are complete.

    Raises:
        StoreError: The marks cannot be read, or the file cannot be written.
    """
    from reader.formats import marks_jsonl

    papers = 0
    with _store() as store, output(name) as stream:
        for kept in _all(store):
            stream.write(marks_jsonl.encode(kept))
            papers += 1
    if name != STANDARD:
        print_written(papers, "paper", name)


def import_marks(name: str) -> None:
    """Merge the lines of a file or of stdin into the marks, and print the result on stderr.

    Raises:
        StoreError: The file cannot be read, or the marks cannot be saved.
        ReaderError: Lines were skipped.
    """
    from reader.formats import marks_jsonl
    from reader.store.marks.marks import BATCH

    tally = _Tally()
    with _store() as store, input_(name) as stream:
        # Takes the backup of the day first, as a merge cannot be undone.
        store.wait(store.marks.maintain())
        lines = tally.sorted_out(marks_jsonl.read(stream))
        while batch := list(islice(lines, BATCH)):
            tally.changed += store.wait(store.marks.merge(batch))
    tally.tell()


def print_counts(as_json: bool) -> None:
    """Print how many papers have marks, and where the file is.

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
    """Counts lines and what becomes of them."""

    def __init__(self) -> None:
        from reader.papers.marks import microseconds
        from reader.papers.period import utc_now

        self.changed = 0
        """Papers whose marks changed."""
        self._lines = 0
        self._ahead = 0
        self._skipped = 0
        self._first: Unread | None = None
        self._horizon = microseconds(utc_now() + AHEAD)

    def sorted_out(self, lines: Iterable[MarkCopy | Unread]) -> Iterator[MarkCopy]:
        """Pass on the lines that could be read."""
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
        """Print the result on stderr.

        Raises:
            ReaderError: Some could not be read.
        """
        print_notice(
            f"{exactly(self._lines - self._skipped, 'line')} merged, {exactly(self.changed, 'paper')} changed."
        )
        if self._ahead:
            print_notice(f"{exactly(self._ahead, 'line')} with times in the future: check the clocks of both machines.")
        if self._first is not None:
            which = f"line {self._first.number}: {self._first.why}"
            raise ReaderError(f"{self._skipped} of {exactly(self._lines, 'line')} could not be read (first: {which}).")


@contextmanager
def _store() -> Iterator[_Store]:
    """Open the user's marks; problems are printed at the end, unless they stopped the command."""
    import asyncio

    from reader.library.open import open_library

    with open_library(offline=True, report=print_notice) as opened, asyncio.Runner() as runner:
        try:
            yield _Store(opened.marks, runner.run)
        except asyncio.CancelledError:  # Ctrl-C just as a wait ended.
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
