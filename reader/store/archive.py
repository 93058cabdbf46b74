"""Stored days in one file, for another machine: a tar of their records, one regular file a day, in the order of days.

It is not packed: what is read of it is never larger than it is. The same days are the same bytes. Nothing is ever
unpacked to the disk: a member is read into memory, checked as a record, and stored anew.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO, Final, NamedTuple

from reader.errors import StoreError
from reader.papers.period import utc_now
from reader.store import record, upkeep
from reader.store.shelf import Shelf

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


def write(shelf: Shelf, stream: IO[bytes]) -> Written:
    """Write all stored days that can be read.

    Raises:
        OSError: The stream cannot be written.
    """
    days = damaged = 0
    for _, key, value in upkeep.rows(shelf):
        day = record.day_of(key)
        if day is None or record.decode(value, day) is None:
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


def check(stream: IO[bytes]) -> None:
    """Look whether a file is an archive of days, and nothing else.

    Raises:
        StoreError: It is none, or it has a name, a kind or a size that none of ours has.
        OSError: It cannot be read.
    """
    for _ in _members(stream):
        pass


def merge(shelf: Shelf, stream: IO[bytes]) -> Merged:
    """Store the days of an archive that was checked; of a day that is stored the list that was fetched later stays.

    Raises:
        StoreError: A day could not be stored, and why; those before it were.
        OSError: The archive cannot be read.
    """
    merged, latest = Merged(), utc_now() + AHEAD
    for day, value in _members(stream):
        feed = record.foreign(value, day, latest)
        if feed is None:
            merged = merged._replace(unread=merged.unread + 1)
            continue
        full, empty = record.keys(day)
        stored = shelf.value(full) or shelf.value(empty)
        known = None if stored is None else record.head(stored, day)
        # A list without papers never takes the place of one with papers.
        if known is not None and (known.fetched_at >= feed.fetched_at or (known.papers and not feed.papers)):
            merged = merged._replace(older=merged.older + 1)
            continue
        key, former = (full, empty) if feed.papers else (empty, full)
        # Not the bytes that came: these are cleaned.
        shelf.replace(key, record.encode(feed), former)
        merged = merged._replace(taken=merged.taken + 1)
    return merged


def _members(stream: IO[bytes]) -> Iterator[tuple[date, bytes]]:
    """Yield the days of an archive and their records, one in memory at a time."""
    known: set[date] = set()
    while (block := _read(stream, _BLOCK)).strip(b"\0"):
        day, size = _header(block)
        if day in known:
            raise StoreError(f"{day} is in it twice.")
        if len(known) == MEMBER_LIMIT:
            raise StoreError(f"it has more than {MEMBER_LIMIT} files.")
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
        raise StoreError("it is no archive of days, or damaged.") from error
    if day is None or info.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
        raise StoreError("it has something else than days in it.")
    if not 0 <= info.size <= record.SIZE_LIMIT:
        raise StoreError(f"{day} is larger than {record.SIZE_LIMIT >> 20} MiB.")
    return day, info.size


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise StoreError("its end is missing.")
    return data
