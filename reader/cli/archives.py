"""The archive of all stored days, for another machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reader.cli.io import STANDARD, output, print_notice, print_written
from reader.errors import ReaderError, StoreError
from reader.papers.humanize import exactly

if TYPE_CHECKING:
    from reader.library.open import OpenLibrary


def opened_store(named: Path | None) -> AbstractContextManager[OpenLibrary]:
    """Open the folder with what is stored, without a way to the Hub; what is wrong with it is printed at the end.

    Raises:
        StoreError: It cannot be used.
    """
    from reader.library.open import open_library

    return open_library(named, offline=True, report=print_notice)


def write_archive(named: Path | None, name: str, *, force: bool) -> None:
    """Write all stored days to an archive, which is put in place once it is complete.

    Raises:
        ReaderError: Nothing is stored, or days were left out because they are damaged.
        StoreError: The archive cannot be written, or the file exists.
    """
    from reader.store.feeds import maintenance

    with opened_store(named) as opened:
        database = opened.database
        if not any(True for _ in maintenance.stored_rows(database)):
            raise ReaderError(database.notice or "No days are stored. Run daily-papers fetch to get the last 30 days.")
        with output(name, over=force, private=False) as stream:
            written = maintenance.write_archive(database, stream)
    print_written(written.days, "day", name)
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

    with opened_store(named) as opened, _archive(name) as stream:
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


@contextmanager
def _archive(name: str) -> Iterator[IO[bytes]]:
    from reader.papers.text import clean

    path = Path(name)
    if name == STANDARD:
        raise StoreError("An archive is read twice, which stdin cannot be. Save it to a file, and import that.")
    try:
        # A pipe cannot be read twice, and a device may never end.
        if path.exists() and not path.is_file():
            raise StoreError(f"{clean(name)} cannot be read: it is not a regular file.")
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise StoreError(f"{clean(name)} cannot be read: {error.strerror}.") from error
