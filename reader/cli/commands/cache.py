"""The command `daily-papers cache`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import click

from reader.cli.io import STANDARD, output, print_notice
from reader.cli.params import CommandGroup, Origin, day_option, reads_papers
from reader.errors import ReaderError, StoreError, UseError
from reader.papers.humanize import exactly

if TYPE_CHECKING:
    from reader.library.open import OpenLibrary
    from reader.store.feeds.maintenance import Kind

FILE = click.Path()
"""A name that the shell completes; it is checked when it is opened."""


@click.group(cls=CommandGroup, invoke_without_command=True)
@click.pass_context
def cache(ctx: click.Context) -> None:
    """Show, verify, prune, export or import stored days.

    Marks are stored elsewhere and never touched here: see `daily-papers marks`.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@cache.command()
@reads_papers
def info(origin: Origin) -> None:
    """Show how many days are stored, their size and where they are."""
    print_info(_folder(origin))


@cache.command()
@reads_papers
def verify(origin: Origin) -> None:
    """Read every stored day and print the damaged ones, one per line.

    The exit code is 1 if a day or the file as a whole is damaged. Nothing is changed; `daily-papers fetch` gets damaged
    days again.
    """
    print_damaged(_folder(origin))


@cache.command()
@day_option("--before", "before", required=True, help="The first day to keep, such as 2026-08-20 or -90.")
@reads_papers
def prune(origin: Origin, /, *, before: str) -> None:
    """Remove stored days before a given day."""
    remove_before(_folder(origin), before)


@cache.command()
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@reads_papers
def clear(origin: Origin, /, *, yes: bool) -> None:
    """Remove all stored days, including files set aside as damaged.

    Asks for confirmation; without a terminal, --yes is required.
    """
    remove_all(_folder(origin), sure=yes)


@cache.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
@reads_papers
def export(origin: Origin, /, *, file: str, force: bool) -> None:
    """Write all stored days to FILE, for another machine.

    `cache import` reads it there. FILE is a tar archive with one JSON file per day, such as 2026-08-20.json, in UTF-8.
    It is not compressed: use gzip if size matters. Only you can read it, and the same days always give the same bytes.
    """
    write_archive(_folder(origin), file, force=force)


@cache.command("import")
@click.argument("file", type=FILE)
@reads_papers
def import_(origin: Origin, /, *, file: str) -> None:
    """Import the days in FILE, written by `cache export`.

    If a day is stored here too, the list that was fetched later is kept. A file with anything but days in it is
    rejected as a whole.
    """
    import_archive(_folder(origin), file)


def _folder(origin: Origin) -> Path | None:
    if origin.sample:
        raise click.UsageError("--sample cannot be used here: the sample edition is not stored.")
    return origin.cache_dir


MIB: Final = 2**20


def print_info(named: Path | None) -> None:
    """Print how much is stored, and where.

    Raises:
        StoreError: The folder cannot be used, or stdout cannot be written.
    """
    from reader.papers.text import clean
    from reader.store.feeds import maintenance, readonly_rows

    with _opened(named) as opened:
        full, empty = maintenance.kinds(opened.database)
    aside = maintenance.set_aside(opened.folder)
    table = [
        ("days with papers", full.days, full.size, _range(full)),
        ("days without papers", empty.days, empty.size, _range(empty)),
        ("set aside as damaged", len(aside), sum(size for _, size in aside), ""),
    ]
    lines = [f"{name:<22}{days:>6}  {_size(size):>9}  {span}".rstrip() for name, days, size, span in table]
    path = os.fsencode(opened.folder / readonly_rows.FILE_NAME).decode(errors="replace")
    with output(STANDARD) as stream:
        stream.write("\n".join([*lines, f"{'file':<22}{clean(path, limit=4096)}", ""]).encode())


def print_damaged(named: Path | None) -> None:
    """Print the stored days that cannot be read, one per line.

    Raises:
        ReaderError: There are some, or the file as a whole is damaged.
        StoreError: The folder cannot be used, or stdout cannot be written.
    """
    from reader.store.feeds import maintenance

    days = damaged = 0
    with _opened(named) as opened, output(STANDARD) as stream:
        # Before the database is opened, which repairs what it can.
        if problem := maintenance.problem(opened.folder):
            raise ReaderError(problem)
        for day, is_damaged in maintenance.damaged(opened.database):
            days += 1
            if is_damaged:
                damaged += 1
                stream.write(f"{day}\n".encode())
        if damaged:
            raise ReaderError(
                f"{damaged} of {exactly(days, 'stored day')} cannot be read: damaged, or written by a newer version. "
                "Run daily-papers fetch to get them again."
            )
        if opened.database.notice:
            raise ReaderError(opened.database.notice)
    print_notice(f"{exactly(days, 'stored day')} checked, none damaged.")


def remove_before(named: Path | None, before: str) -> None:
    """Remove the days before a day, and print how many there were.

    Raises:
        PeriodError: The day cannot be understood.
        ReaderError: The day depends on this computer's clock, which cannot be right.
        StoreError: They could not be removed.
    """
    from reader.papers.period import parse_day
    from reader.papers.text import clean
    from reader.store.feeds import maintenance

    with _opened(named) as opened:
        opened.check_clock()
        day = parse_day(before, opened.clock.newest_day())
        if (problem := opened.clock.problem) and str(day) != before.strip():
            raise ReaderError(f"Nothing was removed, as “{clean(before, limit=40)}” counts from today. {problem}")
        removed = maintenance.remove(opened.database, day)
    if problem:
        print_notice(problem)
    _say_removed(removed, f" before {day}")


def remove_all(named: Path | None, *, sure: bool) -> None:
    """Remove everything stored, and print how much it was; ask first, unless the user is sure.

    Raises:
        UseError: There is no terminal to ask on.
        ReaderError: The user declined.
        StoreError: It could not be removed.
    """
    from reader.host import tty
    from reader.papers.text import clean
    from reader.store.feeds import maintenance

    with _opened(named) as opened:
        if not sure and not tty.is_terminal(sys.stdin, sys.stderr):
            raise UseError("Not a terminal: confirm with --yes.")
        if not sure and not _confirmed(opened.folder):
            raise ReaderError("Nothing was removed.")
        removed = maintenance.remove(opened.database)
    for path, size in maintenance.set_aside(opened.folder):
        try:
            path.unlink()
        except OSError as error:
            raise StoreError(f"{clean(str(path), limit=4096)} cannot be removed: {error.strerror}.") from error
        removed = removed._replace(size=removed.size + size)
    _say_removed(removed, "")


def write_archive(named: Path | None, name: str, *, force: bool) -> None:
    """Write all stored days to an archive, which is put in place once it is complete.

    Raises:
        ReaderError: Nothing is stored, or days were left out because they are damaged.
        StoreError: The archive cannot be written, or the file exists.
    """
    from reader.papers.text import clean
    from reader.store.feeds import maintenance

    with _opened(named) as opened:
        database = opened.database
        if not any(True for _ in maintenance.stored_rows(database)):
            raise ReaderError(database.notice or "Nothing is stored. Run daily-papers fetch to get the last 30 days.")
        with output(name if name != STANDARD else f"./{STANDARD}", over=force, private=False) as stream:
            written = maintenance.write_archive(database, stream)
    print_notice(f"{exactly(written.days, 'day')} written to {clean(name)}.")
    if written.damaged:
        raise ReaderError(
            f"{exactly(written.damaged, 'day')} left out because they cannot be read. "
            "daily-papers cache verify lists them, daily-papers fetch gets them again."
        )


def import_archive(named: Path | None, name: str) -> None:
    """Store the days of an archive, and print the result.

    Raises:
        StoreError: The archive cannot be read or is not one, or the days could not be stored.
        ReaderError: Some of its days cannot be read.
    """
    from reader.papers.text import clean
    from reader.store.feeds import maintenance

    with _opened(named) as opened, _archive(name) as stream:
        try:
            maintenance.check_archive(stream)
        except StoreError as error:
            raise StoreError(f"{clean(name)} was not imported: {error}") from error
        stream.seek(0)
        merged = maintenance.merge_archive(opened.database, stream)
    if merged.taken or merged.older or not merged.unread:
        older = f", {exactly(merged.older, 'day')} already stored (same or newer)" if merged.older else ""
        print_notice(f"{exactly(merged.taken, 'day')} imported{older}.")
    if merged.unread:
        raise ReaderError(
            f"{exactly(merged.unread, 'day')} of {clean(name)} cannot be read: damaged, or written by a newer version."
        )


def _opened(named: Path | None) -> AbstractContextManager[OpenLibrary]:
    from reader.library.open import open_library

    return open_library(named, offline=True, report=print_notice)


@contextmanager
def _archive(name: str) -> Iterator[IO[bytes]]:
    from reader.papers.text import clean

    path = Path(name)
    try:
        # A pipe cannot be read twice, and a device may never end.
        if path.exists() and not path.is_file():
            raise StoreError(f"{clean(name)} cannot be read: it is not a regular file.")
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise StoreError(f"{clean(name)} cannot be read: {error.strerror}.") from error


def _confirmed(folder: Path) -> bool:
    import click

    from reader.papers.text import clean

    return click.confirm(f"Remove all days stored in {clean(str(folder), limit=4096)}?", err=True)


def _say_removed(removed: Kind, which: str) -> None:
    print_notice(f"{exactly(removed.days, 'day')}{which} removed ({_size(removed.size)}).")


def _range(kind: Kind) -> str:
    return f"{kind.first} to {kind.last}" if kind.days else ""


def _size(size: int) -> str:
    return f"{size / MIB:.1f} MiB" if size >= MIB / 10 else f"{size / 1024:.1f} KiB"
