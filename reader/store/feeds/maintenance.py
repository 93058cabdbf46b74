"""Stored days in one file, for another machine: a tar of their records, one regular file a day, in the order of days.

It is not packed: what is read of it is never larger than it is. The same days are the same bytes. Nothing is ever
unpacked to the disk: a member is read into memory, checked as a record, and stored again.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Final, NamedTuple

from reader.errors import StoreError
from reader.papers.models import Feed
from reader.papers.period import utc_now
from reader.papers.text import clean
from reader.store import documents, sqlite
from reader.store.feeds import readonly_rows, rows
from reader.store.feeds.database import FeedDatabase
from reader.store.feeds.readonly_rows import ReadOnlyRows

_FILES: Final = (readonly_rows.FILE_NAME, documents.FILE_NAME)
"""The files in the folder that are set aside when they are damaged."""


class Stored(NamedTuple):
    """A row that names a day."""

    day: date
    key: str
    value: bytes


class Kind(NamedTuple):
    """How much there is of a kind of days."""

    days: int = 0
    size: int = 0
    """Bytes."""
    first: date | None = None
    last: date | None = None

    def with_(self, stored: Stored) -> Kind:
        """Count in one more day, which comes after the others."""
        return Kind(self.days + 1, self.size + len(stored.value), self.first or stored.day, stored.day)


def stored_rows(database: FeedDatabase, before: date = date.max) -> Iterator[Stored]:
    """Yield what is stored of the days before one, the oldest first, one in memory at a time."""
    days = ((rows.day_of(key), key) for key in database.names())
    for day, key in sorted((day, key) for day, key in days if day is not None and day < before):
        value = database.value(key)
        # A row that names a day, but was not written by this program, is damaged, too.
        yield Stored(day, key, b"" if value is None else value)


def kinds(database: FeedDatabase) -> tuple[Kind, Kind]:
    """Return how much there is of days with papers, and of days without."""
    full, empty = Kind(), Kind()
    for stored in stored_rows(database):
        if rows.day_with_papers(stored.key) is not None:
            full = full.with_(stored)
        else:
            empty = empty.with_(stored)
    return full, empty


def searches(database: FeedDatabase) -> tuple[int, int]:
    """Return how many searches at the Hub are stored, and their bytes."""
    sizes = [len(database.value(key) or b"") for key in _search_keys(database)]
    return len(sizes), sum(sizes)


def _search_keys(database: FeedDatabase) -> list[str]:
    return [key for key in database.names() if key.startswith(rows.SEARCHES)]


def damaged(database: FeedDatabase) -> Iterator[tuple[date, bool]]:
    """Yield every stored day, and whether its feed cannot be read."""
    for stored in stored_rows(database):
        yield stored.day, rows.decode(stored.value, stored.day) is None


_NO_DATABASE: Final = "file is not a database"
"""What SQLite says of a file that does not begin like one of its own."""


def problem(folder: Path) -> str:
    """Check the file with SQLite, and return what is wrong with it, as a sentence, or nothing.

    That finds damage that reading the days does not meet. Nothing is changed.
    """
    path = folder / readonly_rows.FILE_NAME
    if not (found := sqlite.fault_of(path, lambda: ReadOnlyRows(path, sqlite.TIMEOUT))):
        return ""
    said = f"{clean(str(path), limit=4096)} is damaged ({clean(found, limit=80)})."
    if found == _NO_DATABASE:  # The next that opens it sets it aside.
        return f"{said} daily-papers doctor sets it aside, and keeps what can be read."
    return (
        f"{said} Save what is whole with daily-papers cache export FILE, delete the damaged file, and run "
        "daily-papers cache import FILE."
    )


def remove(database: FeedDatabase, before: date = date.max) -> Kind:
    """Remove the days before one, all or none, and return how much that was; with all days also the other lists.

    Raises:
        StoreError: They could not be removed, and why.
    """
    removed, keys = Kind(), _search_keys(database) if before == date.max else []
    for stored in stored_rows(database, before):
        removed = removed.with_(stored)
        keys.append(stored.key)
    if before == date.max:
        keys += filter(rows.is_of_period, database.names())
    if keys:
        database.delete(keys)
    return removed


def set_aside(folder: Path) -> list[tuple[Path, int]]:
    """Return the files that were set aside because they were damaged, and their sizes in bytes."""
    found: list[tuple[Path, int]] = []
    with suppress(OSError):
        for path in sorted(place for name in _FILES for place in folder.glob(f"{name}.corrupt-*")):
            if path.is_file() and not path.is_symlink():
                found.append((path, path.stat().st_size))
    return found


MEMBER_LIMIT: Final = 20_000
"""Members that an archive may have: a day each, they last until 2078."""

AHEAD: Final = timedelta(days=1)
"""How far in the future a day may have been fetched: two clocks never agree."""

_NAME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.json")
_BLOCK: Final = tarfile.BLOCKSIZE


class Written(NamedTuple):
    """What was written to an archive."""

    days: int
    damaged: int
    """Days that were left out, because they cannot be read."""


class Merged(NamedTuple):
    """What was done with the days of an archive."""

    taken: int = 0
    older: int = 0
    """Days that are stored here as they were then, or later."""
    unread: int = 0
    """Days that cannot be read: damaged, written by a newer version, or not by this program at all."""


def write_archive(database: FeedDatabase, stream: IO[bytes]) -> Written:
    """Write all stored days that can be read.

    Raises:
        OSError: The stream cannot be written.
    """
    days = damaged = 0
    for _, key, value in stored_rows(database):
        day = rows.day_of(key)
        if day is None or rows.decode(value, day) is None:
            damaged += 1
            continue
        info = tarfile.TarInfo(f"{day}.json")
        info.size, info.mode = len(value), 0o600
        stream.write(info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict"))
        stream.write(value)
        stream.write(bytes(-len(value) % _BLOCK))
        days += 1
    stream.write(bytes(2 * _BLOCK))
    return Written(days, damaged)


def check_archive(stream: IO[bytes]) -> None:
    """Check that a file is an archive of days, and nothing else.

    Raises:
        StoreError: It is not one, or a member has a name, kind or size that ours never have.
        OSError: It cannot be read.
    """
    for _ in _members(stream):
        pass


def merge_archive(database: FeedDatabase, stream: IO[bytes]) -> Merged:
    """Store the days of an archive that was checked; of a day that is stored the list that was fetched later stays.

    Raises:
        StoreError: A day could not be stored, and why; those before it were.
        OSError: The archive cannot be read.
    """
    merged, latest = Merged(), utc_now() + AHEAD
    for day, value in _members(stream):
        feed = rows.foreign(value, day, latest)
        if feed is None:
            merged = merged._replace(unread=merged.unread + 1)
            continue
        full, empty = rows.keys(day)
        stored = database.value(full) or database.value(empty)
        known = None if stored is None else rows.head(stored, day)
        if known is not None and (known.fetched_at >= feed.fetched_at or _has_lost(known, feed)):
            merged = merged._replace(older=merged.older + 1)
            continue
        key, former = (full, empty) if feed.papers else (empty, full)
        # Not the bytes that came: these are cleaned.
        database.replace(key, rows.encode(feed), former)
        merged = merged._replace(taken=merged.taken + 1)
    return merged


def _has_lost(known: rows.Head, feed: Feed) -> bool:
    """Whether a list is without papers, or short, and papers that are stored are missing from it."""
    lost = set(known.ids) - {paper.id for paper in feed.papers}
    return bool(lost and (feed.skipped or not feed.papers))


def _members(stream: IO[bytes]) -> Iterator[tuple[date, bytes]]:
    """Yield the days of an archive and their records, one in memory at a time."""
    known: set[date] = set()
    while (block := _read(stream, _BLOCK)).strip(b"\0"):
        day, size = _header(block)
        if day in known:
            raise StoreError(f"it contains {day} twice.")
        if len(known) == MEMBER_LIMIT:
            raise StoreError(f"it contains more than {MEMBER_LIMIT} files.")
        known.add(day)
        value = _read(stream, size)
        _read(stream, -size % _BLOCK)
        yield day, value


def _header(block: bytes) -> tuple[date, int]:
    """The day that a header names, and the size of its record."""
    try:
        info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        match = _NAME.fullmatch(info.name)
        day = date.fromisoformat(match[1]) if match else None
    except (tarfile.HeaderError, ValueError) as error:  # A UnicodeDecodeError is a ValueError.
        raise StoreError("it is not an archive of days, or it is damaged.") from error
    if day is None or info.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
        raise StoreError("it contains something other than days.")
    if not 0 <= info.size <= rows.SIZE_LIMIT:
        raise StoreError(f"{day} is larger than {rows.SIZE_LIMIT >> 20} MiB.")
    return day, info.size


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise StoreError("its end is missing.")
    return data
