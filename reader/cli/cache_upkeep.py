"""What the commands on stored days do, and what they say of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from reader.cli import start
from reader.cli.stock import cache_folder
from reader.cli.streams import STANDARD, output
from reader.errors import ReaderError, StoreError, UseError
from reader.papers.period import EditionClock, parse_day
from reader.papers.text import clean
from reader.papers.words import counted
from reader.store import archive, readonly, upkeep
from reader.store.shelf import Shelf
from reader.store.upkeep import Kind

MIB: Final = 2**20


def tell(named: Path | None) -> None:
    """Print how much is stored of each kind, and where.

    Raises:
        StoreError: The folder cannot be used, or stdout cannot be written.
    """
    folder = cache_folder(named)
    with _shelf(folder) as shelf:
        full, empty = upkeep.kinds(shelf)
    aside = upkeep.set_aside(folder)
    rows = [
        ("days with papers", full.days, full.size, _range(full)),
        ("days without", empty.days, empty.size, _range(empty)),
        ("set aside as damaged", len(aside), sum(size for _, size in aside), ""),
    ]
    lines = [f"{name:<22}{days:>6}  {_size(size):>9}  {span}".rstrip() for name, days, size, span in rows]
    path = os.fsencode(folder / readonly.NAME).decode(errors="replace")
    with output(STANDARD) as stream:
        stream.write("\n".join([*lines, f"{'file':<22}{clean(path, limit=4096)}", ""]).encode())


def verify(named: Path | None) -> None:
    """Print the stored days that cannot be read, one a line.

    Raises:
        ReaderError: There are some, or the file as a whole is damaged.
        StoreError: The folder cannot be used, or stdout cannot be written.
    """
    folder = cache_folder(named)
    # Before the shelf is opened, which mends what it can.
    if complaint := upkeep.complaint(folder):
        raise ReaderError(complaint)
    days = damaged = 0
    with _shelf(folder) as shelf, output(STANDARD) as stream:
        for day, is_damaged in upkeep.damaged(shelf):
            days += 1
            if is_damaged:
                damaged += 1
                stream.write(f"{day}\n".encode())
        if damaged:
            raise ReaderError(
                f"{damaged} of {counted(days, 'stored day')} cannot be read: damaged, or written by a newer version. "
                "daily-papers fetch gets them again."
            )
        if shelf.notice:
            raise ReaderError(shelf.notice)
    start.complain(f"{counted(days, 'stored day')} can be read.", 0)


def prune(named: Path | None, before: str) -> None:
    """Remove the days before a day, and say how many there were.

    Raises:
        PeriodError: The day cannot be understood.
        StoreError: They could not be removed.
    """
    day = parse_day(before, EditionClock().newest_day())
    with _shelf(cache_folder(named)) as shelf:
        removed = upkeep.remove(shelf, day)
    _say_removed(removed, f" before {day}")


def clear(named: Path | None, *, sure: bool) -> None:
    """Remove all that is stored, and say how much that was; ask before, unless the user is sure.

    Raises:
        UseError: There is nobody to ask.
        ReaderError: The user said no.
        StoreError: It could not be removed.
    """
    folder = cache_folder(named)
    if not sure and not _is_watched():
        raise UseError("nobody can be asked whether all stored days may be removed: give --yes.")
    if not sure and not _confirmed(folder):
        raise ReaderError("Nothing was removed.")
    with _shelf(folder) as shelf:
        removed = upkeep.remove(shelf)
    for path, size in upkeep.set_aside(folder):
        try:
            path.unlink()
        except OSError as error:
            raise StoreError(f"{clean(str(path), limit=4096)} cannot be removed: {error.strerror}.") from error
        removed = removed._replace(size=removed.size + size)
    _say_removed(removed, "")


def export(named: Path | None, name: str, *, force: bool) -> None:
    """Write all stored days to an archive, which is put in its place when it is complete.

    Raises:
        ReaderError: Nothing is stored, or days were left out because they are damaged.
        StoreError: The archive cannot be written, or there is such a file.
    """
    with _shelf(cache_folder(named)) as shelf:
        if not any(True for _ in upkeep.rows(shelf)):
            raise ReaderError(shelf.notice or "Nothing is stored. daily-papers fetch gets the last 30 days.")
        with output(name if name != STANDARD else f"./{STANDARD}", over=force) as stream:
            written = archive.write(shelf, stream)
    start.complain(f"{counted(written.days, 'day')} written to {clean(name)}.", 0)
    if written.damaged:
        raise ReaderError(
            f"{counted(written.damaged, 'day')} left out, because they cannot be read: "
            "daily-papers cache verify names them, daily-papers fetch gets them again."
        )


def merge(named: Path | None, name: str) -> None:
    """Store the days of an archive, and say what came of it.

    Raises:
        StoreError: The archive cannot be read or is none, or the days could not be stored.
        ReaderError: Days of it cannot be read.
    """
    with _shelf(cache_folder(named)) as shelf, _archive(name) as stream:
        try:
            archive.check(stream)
        except StoreError as error:
            raise StoreError(f"{clean(name)} was not imported: {error}") from error
        stream.seek(0)
        merged = archive.merge(shelf, stream)
    if merged.taken or merged.older or not merged.unread:
        older = f", {counted(merged.older, 'day')} stored here as new or newer" if merged.older else ""
        start.complain(f"{counted(merged.taken, 'day')} imported{older}.", 0)
    if merged.unread:
        raise ReaderError(
            f"{counted(merged.unread, 'day')} of {clean(name)} cannot be read: damaged, or written by a newer version."
        )


@contextmanager
def _shelf(folder: Path) -> Iterator[Shelf]:
    """What is stored in a folder; what is wrong with it is said at the end, unless it stopped the command."""
    shelf = Shelf(folder)
    try:
        yield shelf
    finally:
        shelf.close()
    if shelf.notice:
        start.complain(shelf.notice, 0)


@contextmanager
def _archive(name: str) -> Iterator[IO[bytes]]:
    path = Path(name)
    try:
        # A pipe could not be read twice, and a device need not end.
        if path.exists() and not path.is_file():
            raise StoreError(f"{clean(name)} cannot be read: it is no file.")
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise StoreError(f"{clean(name)} cannot be read: {error.strerror}.") from error


def _is_watched() -> bool:
    """Whether somebody can be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _confirmed(folder: Path) -> bool:
    import click

    return click.confirm(f"Remove all days stored in {clean(str(folder), limit=4096)}?", err=True)


def _say_removed(removed: Kind, which: str) -> None:
    start.complain(f"{counted(removed.days, 'day')}{which} removed ({_size(removed.size)}).", 0)


def _range(kind: Kind) -> str:
    return f"{kind.first} to {kind.last}" if kind.days else ""


def _size(size: int) -> str:
    return f"{size / MIB:.1f} MiB" if size >= MIB / 10 else f"{size / 1024:.1f} KiB"
