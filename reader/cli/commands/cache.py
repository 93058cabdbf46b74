"""The command `daily-papers cache`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import click

from reader.cli.archives import import_archive, opened_store, write_archive
from reader.cli.io import STANDARD, output, print_notice
from reader.cli.params import CommandGroup, Origin, day_option, keeps_papers
from reader.errors import PeriodError, ReaderError, StoreError, UnknownPeriodError, UseError
from reader.papers.humanize import exactly, size

if TYPE_CHECKING:
    from datetime import date

    from reader.store.document_maintenance import Amounts
    from reader.store.marks.marks import Marks

FILE = click.Path()
"""A name that the shell completes; it is checked when it is opened."""


@click.group(cls=CommandGroup, invoke_without_command=True)
@click.pass_context
def cache(ctx: click.Context) -> None:
    """Show, verify, prune, export or import stored days.

    Single papers that were looked up, full texts and discussions are stored, too, in a file of their own. Marks are
    stored elsewhere and never touched here: see `daily-papers marks`.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@cache.command()
@keeps_papers
def info(origin: Origin) -> None:
    """Show how much is stored, its size, and where it is."""
    print_info(_folder(origin))


@cache.command()
@keeps_papers
def verify(origin: Origin) -> None:
    """Read all that is stored, and print what is damaged.

    These are days, single papers, full texts and discussions. The exit code is 1 if one of them or a file as a whole is
    damaged. Nothing is changed; `daily-papers fetch` gets damaged days again, and a damaged paper is looked up again
    when it is opened.
    """
    print_damaged(_folder(origin))


@cache.command()
@day_option("--before", "before", required=True, help="The first day to keep, such as 2026-08-20 or -90.")
@keeps_papers
def prune(origin: Origin, /, *, before: str) -> None:
    """Remove what was stored before a given day.

    The days before it are removed, and the single papers, full texts and discussions that were fetched before it, but
    not those of papers that you starred or have a note on.
    """
    remove_before(_folder(origin), before)


@cache.command()
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@keeps_papers
def clear(origin: Origin, /, *, yes: bool) -> None:
    """Remove all that is stored, except marks.

    Files that were set aside as damaged are removed, too. Asks for confirmation; without a terminal, --yes is required.
    """
    remove_all(_folder(origin), sure=yes)


@cache.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
@keeps_papers
def export(origin: Origin, /, *, file: str, force: bool) -> None:
    """Write all stored days to FILE (- for stdout), for another machine.

    `cache import` reads it there. FILE is a tar archive with one JSON file per day, such as 2026-08-20.json, in UTF-8.
    It is not compressed: use gzip if size matters. The same days always give the same bytes. Single papers, full texts
    and discussions are not in it: the other machine fetches them itself.
    """
    write_archive(_folder(origin), file, force=force)


@cache.command("import")
@click.argument("file", type=FILE)
@keeps_papers
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


def print_info(named: Path | None) -> None:
    """Print how much is stored, and where.

    Raises:
        StoreError: The folder cannot be used, or stdout cannot be written.
    """
    from reader.papers.text import clean
    from reader.store import document_maintenance, documents
    from reader.store.feeds import maintenance, readonly_rows

    with opened_store(named) as opened:
        opened.check_stored()
        full, empty = maintenance.kinds(opened.database)
        single, texts, comments = document_maintenance.amounts(opened.document_database)
        searches, searched = maintenance.searches(opened.database)
    aside = maintenance.set_aside(opened.folder)
    table = [
        ("days with papers", full.days, full.size, _span(full.first, full.last)),
        ("days without papers", empty.days, empty.size, _span(empty.first, empty.last)),
        ("single papers", single.number, single.size, _span(single.first, single.last)),
        ("full texts", texts.number, texts.size, _span(texts.first, texts.last)),
        ("discussions", comments.number, comments.size, _span(comments.first, comments.last)),
        ("searches at the Hub", searches, searched, ""),
        ("set aside as damaged", len(aside), sum(bytes for _, bytes in aside), ""),
    ]
    lines = [f"{name:<22}{number:>6}  {size(bytes):>9}  {span}".rstrip() for name, number, bytes, span in table]
    files = {"file": readonly_rows.FILE_NAME, "file of single papers": documents.FILE_NAME}
    for what, name in files.items():
        path = os.fsencode(opened.folder / name).decode(errors="replace")
        lines.append(f"{what:<22}{clean(path, limit=4096)}")
    with output(STANDARD) as stream:
        stream.write("\n".join([*lines, ""]).encode())


def print_damaged(named: Path | None) -> None:
    """Print the stored days and papers that cannot be read, one per line.

    Raises:
        ReaderError: There are some, or a file as a whole is damaged.
        StoreError: The folder cannot be used, or stdout cannot be written.
    """
    from reader.store import document_maintenance
    from reader.store.feeds import maintenance

    with opened_store(named) as opened, output(STANDARD) as stream:
        # Before the files are opened, which repairs what it can.
        if problem := maintenance.problem(opened.folder) or document_maintenance.problem(opened.folder):
            raise ReaderError(problem)
        days = _checked(maintenance.damaged(opened.database), stream)
        papers = _checked(document_maintenance.damaged(opened.document_database), stream)
        texts = _checked(document_maintenance.damaged_texts(opened.document_database), stream)
        comments = _checked(document_maintenance.damaged_discussions(opened.document_database), stream)
        if days.damaged or papers.damaged or texts.damaged or comments.damaged:
            raise ReaderError(" ".join(_of_damaged(days, papers, texts, comments)))
        for stored in (opened.database, opened.document_database):
            # One that is only read can be checked: the notice is printed in the end.
            if stored.notice and not stored.is_read_only:
                raise ReaderError(stored.notice)
    counted = _counted(exactly(days.all, "stored day"), papers.all, texts.all, comments.all)
    print_notice(f"{counted} checked, none damaged.")


class _Checked(NamedTuple):
    """How many were checked."""

    all: int
    damaged: int


def _checked(found: Iterable[tuple[object, bool]], stream: IO[bytes]) -> _Checked:
    """Write what is damaged, one per line."""
    count = damaged = 0
    for name, is_damaged in found:
        count += 1
        if is_damaged:
            damaged += 1
            stream.write(f"{name}\n".encode())
    return _Checked(count, damaged)


def _of_damaged(days: _Checked, papers: _Checked, texts: _Checked, comments: _Checked) -> Iterator[str]:
    """What is damaged, and what to do about it."""
    why = "cannot be read: damaged, or written by a newer version."
    if days.damaged:
        yield f"{days.damaged} of {exactly(days.all, 'stored day')} {why} Run daily-papers fetch to get them again."
    if papers.damaged:
        yield f"{papers.damaged} of {exactly(papers.all, 'single paper')} {why} Opening them looks them up again."
    if texts.damaged:
        yield f"{texts.damaged} of {exactly(texts.all, 'full text')} {why} Opening them fetches them again."
    if comments.damaged:
        of_all = exactly(comments.all, "discussion")
        yield f"{comments.damaged} of {of_all} {why} Opening them fetches them again."


def remove_before(named: Path | None, before: str) -> None:
    """Remove the days before a day, and print how many there were.

    Raises:
        PeriodError: The day cannot be understood.
        ReaderError: The day depends on this computer's clock, which cannot be right.
        StoreError: They could not be removed.
    """
    from reader.papers.text import clean
    from reader.store import document_maintenance
    from reader.store.feeds import maintenance

    with opened_store(named) as opened:
        opened.check_stored()
        opened.check_clock()
        day = _first_kept(before, opened.clock.newest_day())
        if (problem := opened.clock.problem) and not _is_fixed(before, day):
            raise ReaderError(f"Nothing was removed, as “{clean(before, limit=40)}” counts from today. {problem}")
        try:
            opened.check_marks()
        except StoreError as error:
            raise StoreError(f"Nothing was removed, as papers with a star or a note are to stay. {error}") from error
        days = maintenance.remove(opened.database, day)
        documents = document_maintenance.remove(opened.document_database, day, partial(_marked, opened.marks))
    if problem:
        print_notice(problem)
    _say_removed(days.days, documents, days.size, f" before {day}")


def _first_kept(text: str, today: date) -> date:
    """The day before which days are removed.

    Raises:
        PeriodError: It cannot be understood, or is not one that the Hub has.
    """
    from reader.papers.period import FIRST_DAY, parse_day

    try:
        return parse_day(text, today)
    except UnknownPeriodError:
        raise
    except PeriodError as error:
        day = _typed(text, today)
        if day is not None and day < FIRST_DAY:
            why = f"Nothing was removed, as no day before {day} can be stored: Daily Papers began on {FIRST_DAY}."
            raise PeriodError(why) from error
        raise PeriodError(f"Nothing was removed: {error}") from error


def _is_fixed(text: str, day: date) -> bool:
    """Whether a day is what was typed, whatever day it is today."""
    from reader.papers.period import FIRST_DAY

    return _typed(text, FIRST_DAY) == day


def _typed(text: str, today: date) -> date | None:
    """The day that was typed, whether the Hub has it or not."""
    from reader.papers.day_spellings import spelled_day
    from reader.papers.day_words import named_day

    word = text.strip().lower()
    return named_day(word, today) or spelled_day(word, today)


def _marked(marks: Marks, ids: list[str]) -> set[str]:
    """Those papers that are starred or have a note."""
    found = marks.submit_get(lambda: ids).result()
    return {id for id, mark in found.items() if mark.is_starred or mark.text}


def remove_all(named: Path | None, *, sure: bool) -> None:
    """Remove everything stored, and print how much it was; ask first, unless the user is sure.

    Raises:
        UseError: There is no terminal to ask on.
        ReaderError: The user declined.
        StoreError: It could not be removed.
    """
    from reader.host import tty
    from reader.papers.text import clean
    from reader.store import document_maintenance
    from reader.store.feeds import maintenance

    with opened_store(named) as opened:
        opened.check_stored()
        if not sure and not tty.is_terminal(sys.stdin, sys.stderr):
            raise UseError("Not a terminal: confirm with --yes.")
        if not sure and not _confirmed(opened.folder):
            raise ReaderError("Nothing was removed.")
        days = maintenance.remove(opened.database)
        documents = document_maintenance.remove(opened.document_database)
    bytes = days.size
    for path, of_file in maintenance.set_aside(opened.folder):
        try:
            path.unlink()
        except OSError as error:
            raise StoreError(f"{clean(str(path), limit=4096)} cannot be removed: {error.strerror}.") from error
        bytes += of_file
    _say_removed(days.days, documents, bytes, "")


def _confirmed(folder: Path) -> bool:
    import click

    from reader.papers.text import clean

    try:
        return click.confirm(f"Remove all days and papers stored in {clean(str(folder), limit=4096)}?", err=True)
    except click.Abort:
        click.echo(err=True)  # The shell's prompt gets a line of its own.
        raise


def _say_removed(days: int, documents: Amounts, bytes: int, which: str) -> None:
    numbers = (amount.number for amount in documents)
    what = _counted(exactly(days, "day"), *numbers)
    print_notice(f"{what}{which} removed ({size(bytes + documents.size)}).")


def _counted(days: str, papers: int, texts: int, discussions: int) -> str:
    """How many days there are, and how many documents, if any."""
    named = [days]
    if papers:
        named.append(exactly(papers, "single paper"))
    if texts:
        named.append(exactly(texts, "full text"))
    if discussions:
        named.append(exactly(discussions, "discussion"))
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _span(first: date | None, last: date | None) -> str:
    return "" if first is None else f"{first}" if first == last else f"{first} to {last}"
