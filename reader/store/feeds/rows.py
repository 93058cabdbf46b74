"""A feed as the bytes that are stored: versioned JSON, cleaned again and checked when it is read."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final, Literal, NamedTuple, TypeVar

import msgspec
from msgspec import Struct, field, structs

from reader.papers.links import is_arxiv_id
from reader.papers.models import Feed, Paper, Source, with_readable
from reader.papers.period import Day, Period, read_period
from reader.papers.text import READABLE_VERSION, clean_tree
from reader.store.feeds.keys import SEARCHES as SEARCHES
from reader.store.feeds.keys import SIZE_LIMIT as SIZE_LIMIT
from reader.store.feeds.keys import day_of as day_of
from reader.store.feeds.keys import day_with_papers as day_with_papers
from reader.store.feeds.keys import is_of_period as is_of_period
from reader.store.feeds.keys import key_of as key_of
from reader.store.feeds.keys import keys as keys
from reader.store.feeds.keys import search_key as search_key
from reader.store.records import understood

_NO_PAPERS: Final = b'"papers":[]'
_ID: Final = rb'"id":"([^"]{1,40})"'  # Compiled when it is first needed.


class Head(Struct, frozen=True):
    """What is known of a stored feed without its papers."""

    day: date
    ids: tuple[str, ...]
    """Those of its papers."""
    fetched_at: datetime
    settled: bool
    skipped: int = 0
    """How many papers of the Hub's answer could not be read."""

    @property
    def papers(self) -> int:
        """How many there are."""
        return len(self.ids)


class _Record(msgspec.Struct, frozen=True):
    """What stands in a row: a meaning that changes gets another version, and older readers then pass the row over."""

    version: Literal[1]
    feed: Feed
    readable: int = 0
    """The version of the readable texts in the feed."""


def encode(feed: Feed) -> bytes:
    """Return the bytes of a feed."""
    return msgspec.json.encode(_Record(1, feed, READABLE_VERSION), enc_hook=str)


class FeedBytes:
    """The bytes of a feed, made paper by paper each time that they are read: together they take much memory."""

    def __init__(self, feed: Feed) -> None:
        """Count them."""
        self._head, _, self._tail = encode(structs.replace(feed, papers=())).partition(_NO_PAPERS)
        self._papers = feed.papers
        self._size = sum(map(len, self))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        before = self._head + _NO_PAPERS[:-1]
        for paper in self._papers:
            yield before + msgspec.json.encode(paper, enc_hook=str)
            before = b","
        yield (b"" if self._papers else before) + _NO_PAPERS[-1:] + self._tail


def _period(kind: type, text: str) -> Period:
    """The period whose text stands in a row; one that is not understood is another than the row is to have."""
    return read_period(text)


def _decoded(value: bytes) -> _Record:
    return msgspec.convert(clean_tree(msgspec.json.decode(value)), _Record, dec_hook=_period)


def decode(value: bytes, of: date | Period) -> Feed | None:
    """Return the feed in the bytes, or nothing where they are not one of this period that this version understands.

    Args:
        value: The bytes.
        of: The period, or the date of a day.
    """
    record = _checked(value, of, _decoded)
    if record is None:
        return None
    return record.feed if record.readable == READABLE_VERSION else _with_readable_texts(record)


class Written(NamedTuple):
    """A feed that was stored just now, and its bytes."""

    value: bytes
    feed: Feed


def with_places(
    value: bytes, day: date, written: Written | None = None
) -> tuple[int, list[tuple[Paper, int, int]]] | None:
    """Return the version of the readable texts in the bytes of a feed, and its papers, each with start and size.

    Nothing where `decode` would return nothing; `paper` reads the bytes in such a place.

    Args:
        value: The bytes.
        day: The day that they are said to be of.
        written: What may be in them, as `encode` was given it: to decode that again takes 3 ms.
    """
    is_known = written is not None and written.value == value and written.feed.period == Day(day)
    feed = written.feed if written is not None and is_known else decode(value, day)
    if feed is None:
        return None
    record = msgspec.json.decode(value, type=_Parts)
    papers: list[tuple[Paper, int, int]] = []
    end = 0
    for one, part in zip(feed.papers, record.feed.papers, strict=True):
        raw = bytes(part)
        # Behind a comma, as `encode` writes it; to look for it takes 10 µs, as so long a text is studied first.
        start = end + 1 if value.startswith(raw, end + 1) else value.index(raw, end)
        end = start + len(raw)
        papers.append((one, start, end - start))
    return record.readable, papers


def paper(value: bytes, readable: int) -> Paper | None:
    """Return the paper in a part of the bytes of a feed, or nothing where there is none."""
    found = understood(value, Paper)
    return None if found is None else with_readable(found, readable)


class _RawFeed(msgspec.Struct, frozen=True):
    papers: tuple[msgspec.Raw, ...]


class _Parts(msgspec.Struct, frozen=True):
    feed: _RawFeed
    readable: int = 0


def ids(value: bytes) -> set[str]:
    """Return the ids in the bytes of a feed, papers' and others', in a twentieth of the time of `decode`."""
    return {id.decode(errors="replace") for id in re.findall(_ID, value)}


def head(value: bytes, day: date) -> Head | None:
    """Return what is known of a feed, in a tenth of the time of `decode`; nothing where that would return nothing."""
    return _head(day, _checked(value, day, _RECORD.decode))


_RECORD: Final = msgspec.json.Decoder(_Record, dec_hook=_period)


class _ListedPaper(Struct, frozen=True):
    """What every paper has."""

    id: str
    title: str


class _Listing(Struct, frozen=True):
    """A feed, with so much of its papers as tells them apart."""

    period: Period = field(name="day")
    papers: tuple[_ListedPaper, ...]
    fetched_at: datetime
    settled: bool = False
    source: Source = "hub"
    skipped: int = 0


class _ListingRecord(Struct, frozen=True):
    version: Literal[1]
    feed: _Listing


def listing(value: bytes, day: date) -> Head | None:
    """Return what `head` does, in a third of its time; also where only other fields of a paper are wrong."""
    return _head(day, _checked(value, day, _LISTING.decode))


def _head(day: date, record: _Record | _ListingRecord | None) -> Head | None:
    if record is None:
        return None
    feed = record.feed
    return Head(day, tuple(paper.id for paper in feed.papers), feed.fetched_at, feed.settled, feed.skipped)


_LISTING: Final = msgspec.json.Decoder(_ListingRecord, dec_hook=_period)

Checked = TypeVar("Checked", _Record, _ListingRecord)


def _checked(value: bytes, of: date | Period, read: Callable[[bytes], Checked]) -> Checked | None:
    """Read a record, and return nothing where it is not one of this period."""
    if len(value) > SIZE_LIMIT:
        return None
    try:
        record = read(value)
    # Text that is not UTF-8 is a UnicodeDecodeError, brackets in brackets are a RecursionError.
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    # A time without its zone cannot be compared with now.
    period = of if isinstance(of, Period) else Day(of)
    return record if record.feed.period == period and record.feed.fetched_at.tzinfo else None


def foreign(value: bytes, day: date, latest: datetime) -> Feed | None:
    """Return the feed in bytes from elsewhere, or nothing where they are not one that this program can have fetched.

    Args:
        value: The bytes.
        day: The day that they are said to be of.
        latest: When it was fetched at the latest: a feed from the future would always be the newer one.
    """
    feed = decode(value, day)
    if feed is None or feed.fetched_at > latest or feed.skipped < 0 or len(encode(feed)) > SIZE_LIMIT:
        return None
    # An address that is made of another id is a ValueError.
    return feed if all(is_arxiv_id(paper.id) for paper in feed.papers) else None


def _with_readable_texts(record: _Record) -> Feed:
    papers = tuple(with_readable(paper, record.readable) for paper in record.feed.papers)
    return structs.replace(record.feed, papers=papers)


def is_json(value: bytes) -> bool:
    """Tell whether the bytes are valid JSON, of any version."""
    try:
        msgspec.json.decode(value)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True
