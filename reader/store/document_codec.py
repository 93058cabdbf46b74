"""A document as it is stored: a row with what is compressed, or with nothing where the Hub does not have it."""

from __future__ import annotations

import zlib
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, NamedTuple

import msgspec

from reader.errors import StoreError
from reader.papers.models import Paper, with_readable
from reader.papers.single import Linked, SinglePaper
from reader.papers.text import READABLE_VERSION
from reader.store.records import understood

SIZE_LIMIT: Final = 16 * 2**20
"""Bytes of the longest document, before it is compressed."""
ABSENCE: Final = timedelta(days=1)
"""How long it is believed that the Hub does not have a document."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Kind = Literal["paper", "text", "blocks", "comments"]
"""What a document is of the paper whose id it has: what the Hub says of it, its full text, blocks of that, comments."""


class Row(NamedTuple):
    """A document as it is stored."""

    kind: str
    id: str
    fetched_at: int
    """Microseconds since 1970, UTC."""
    value: bytes | None
    """Compressed; None where the Hub does not have it."""


class Head(NamedTuple):
    """A document without its content."""

    id: str
    fetched_at: int
    size: int
    """Bytes, compressed."""
    is_there: bool
    """Whether the Hub has it."""

    def is_believed(self, now: datetime) -> bool:
        """Whether it is believed, where the Hub did not have it, that it still does not."""
        at = time_of(self.fetched_at)
        return at is not None and timedelta() <= now - at < ABSENCE

    @property
    def looked_up(self) -> date:
        """The day on which it was fetched, in this machine's time zone; the last of all days if that cannot be told."""
        at = time_of(self.fetched_at)
        try:
            return at.astimezone().date() if at else date.max
        except (OverflowError, ValueError, OSError):
            return date.max


class KeptPaper(NamedTuple):
    """What the Hub said of a paper."""

    paper: Paper | None
    """None if it does not have it."""
    fetched_at: datetime
    linked: Linked | None = None
    """What names it; None where an older version kept it, which did not ask for that."""

    def is_fresh(self, now: datetime, lasting: timedelta) -> bool:
        """Whether it need not be asked for again, where a paper is good for some time."""
        age = now - self.fetched_at
        return timedelta() <= age < (ABSENCE if self.paper is None else lasting)


def kept(row: Row) -> KeptPaper | None:
    """What a document says of a paper; None where it cannot be read."""
    if (fetched_at := time_of(row.fetched_at)) is None:
        return None
    if row.value is None:
        return KeptPaper(None, fetched_at)
    found = _decoded(row.value)
    return KeptPaper(found.paper, fetched_at, found.linked) if found and found.paper.id == row.id else None


class _Record(msgspec.Struct, frozen=True):
    """A paper as a document: a meaning that changes gets another version, and older readers then pass it over."""

    version: Literal[1]
    paper: Paper
    readable: int = 0
    """The version of the readable texts in the paper."""
    linked: Linked | None = None


def encoded(paper: Paper, linked: Linked | None = None) -> bytes:
    """Make a document of a paper.

    Raises:
        StoreError: It is longer than a document can be.
    """
    content = msgspec.json.encode(_Record(1, paper, READABLE_VERSION, linked))
    return compressed(content, paper.id, SIZE_LIMIT)


def compressed(content: bytes, what: str, limit: int) -> bytes:
    """Compress a document.

    Args:
        content: The document.
        what: What to call it in a sentence.
        limit: Bytes of the longest one.

    Raises:
        StoreError: It is longer than a document can be.
    """
    if len(content) > limit:
        raise StoreError(f"Not saved: {what} is larger than {limit >> 20} MiB.")
    return zlib.compress(content)


def _decoded(value: bytes) -> SinglePaper | None:
    """The paper in a document, cleaned again; None where there is none that this version understands."""
    record = understood(decompressed(value) or b"", _Record)
    return None if record is None else SinglePaper(with_readable(record.paper, record.readable), record.linked)


def decompressed(value: bytes) -> bytes | None:
    """What was compressed; None where it is damaged, cut off or longer than a document can be."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(value, SIZE_LIMIT)
    except zlib.error:
        return None
    return content if unpacking.eof else None


def time_of(microseconds: int) -> datetime | None:
    """A time that was stored; None where it is none."""
    try:
        return _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        return None
