"""What can be typed after `daily-papers cache`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import click

from reader.cli.io import STANDARD, output, print_notice
from reader.cli.params import Origin, reads_papers
from reader.errors import ReaderError, StoreError, UseError
from reader.papers.humanize import exactly

if TYPE_CHECKING:
    from reader.library.open import OpenLibrary
    from reader.store.feeds.maintenance import Kind

FILE = click.Path()
"""A name that the shell completes; the rest is looked at when it is opened."""


@click.group(invoke_without_command=True)
@click.pass_context
def cache(ctx: click.Context) -> None:
    """Count, check, remove or carry away the stored days.

    Marks are kept elsewhere, and nothing here touches them: see `daily-papers marks`.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@cache.command()
@reads_papers
def info(origin: Origin) -> None:
    """Say how many days are stored, and how large they are."""
    print_info(_folder(origin))


@cache.command()
@reads_papers
def verify(origin: Origin) -> None:
    """Read every stored day, and print those that are damaged, one a line.

    The exit code is 1 if there are any, or if the file as a whole is damaged; nothing is changed. `daily-papers fetch`
    gets them again.
    """
    print_damaged(_folder(origin))


@cache.command()
@click.option("--before", required=True, metavar="DAY", help="The first day that is kept, as 2026-08-20 or -90.")
@reads_papers
def prune(origin: Origin, /, *, before: str) -> None:
    """Remove the days before a day."""
    remove_before(_folder(origin), before)


@cache.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@reads_papers
def clear(origin: Origin, /, *, yes: bool) -> None:
    """Remove all stored days, and what was set aside because it was damaged.

    It asks before; without a terminal --yes has to be given.
    """
    remove_all(_folder(origin), sure=yes)


@cache.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@reads_papers
def export(origin: Origin, /, *, file: str, force: bool) -> None:
    """Write all stored days to FILE, for `cache import` on another machine.

    It is a tar archive with a file for each day, such as 2026-08-20.json, which is JSON in UTF-8. It is not packed: use
    gzip or the like if that matters. It is for your eyes only, and the same days are the same bytes.
    """
    write_archive(_folder(origin), file, force=force)


@cache.command("import")
@click.argument("file", type=FILE)
@reads_papers
def import_(origin: Origin, /, *, file: str) -> None:
    """Store the days of FILE, which `cache export` wrote.

    Of a day that is stored here too the list that was fetched later is kept. A file that has anything else in it than
    days is refused as a whole.
    """
    import_archive(_folder(origin), file)


def _folder(origin: Origin) -> Path | None:
    if origin.sample:
        raise click.UsageError("--sample cannot be used here: the sample edition is not stored.")
    return origin.cache_dir


MIB: Final = 2**20


def print_info(named: Path | None) -> None:
    """Print how much is stored of each kind, and where.

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
        ("days without", empty.days, empty.size, _range(empty)),
        ("set aside as damaged", len(aside), sum(size for _, size in aside), ""),
    ]
    lines = [f"{name:<22}{days:>6}  {_size(size):>9}  {span}".rstrip() for name, days, size, span in table]
    path = os.fsencode(opened.folder / readonly_rows.FILE_NAME).decode(errors="replace")
    with output(STANDARD) as stream:
        stream.write("\n".join([*lines, f"{'file':<22}{clean(path, limit=4096)}", ""]).encode())


def print_damaged(named: Path | None) -> None:
    """Print the stored days that cannot be read, one a line.

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
                "daily-papers fetch gets them again."
            )
        if opened.database.notice:
            raise ReaderError(opened.database.notice)
    print_notice(f"{exactly(days, 'stored day')} can be read.")


def remove_before(named: Path | None, before: str) -> None:
    """Remove the days before a day, and say how many there were.

    Raises:
        PeriodError: The day cannot be understood.
        StoreError: They could not be removed.
    """
    from reader.papers.period import EditionClock, parse_day
    from reader.store.feeds import maintenance

    day = parse_day(before, EditionClock().newest_day())
    with _opened(named) as opened:
        removed = maintenance.remove(opened.database, day)
    _say_removed(removed, f" before {day}")


def remove_all(named: Path | None, *, sure: bool) -> None:
    """Remove all that is stored, and say how much that was; ask before, unless the user is sure.

    Raises:
        UseError: There is nobody to ask.
        ReaderError: The user said no.
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
    """Write all stored days to an archive, which is put in its place when it is complete.

    Raises:
        ReaderError: Nothing is stored, or days were left out because they are damaged.
        StoreError: The archive cannot be written, or there is such a file.
    """
    from reader.papers.text import clean
    from reader.store.feeds import maintenance

    with _opened(named) as opened:
        database = opened.database
        if not any(True for _ in maintenance.stored_rows(database)):
            raise ReaderError(database.notice or "Nothing is stored. daily-papers fetch gets the last 30 days.")
        with output(name if name != STANDARD else f"./{STANDARD}", over=force) as stream:
            written = maintenance.write_archive(database, stream)
    print_notice(f"{exactly(written.days, 'day')} written to {clean(name)}.")
    if written.damaged:
        raise ReaderError(
            f"{exactly(written.damaged, 'day')} left out, because they cannot be read: "
            "daily-papers cache verify names them, daily-papers fetch gets them again."
        )


def import_archive(named: Path | None, name: str) -> None:
    """Store the days of an archive, and say what came of it.

    Raises:
        StoreError: The archive cannot be read or is none, or the days could not be stored.
        ReaderError: Days of it cannot be read.
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
        older = f", {exactly(merged.older, 'day')} stored here as new or newer" if merged.older else ""
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
        # A pipe could not be read twice, and a device need not end.
        if path.exists() and not path.is_file():
            raise StoreError(f"{clean(name)} cannot be read: it is no file.")
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
