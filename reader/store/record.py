"""A feed as the bytes that are stored: versioned JSON, cleaned again and checked when it is read."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

import msgspec
from msgspec import structs

from reader.papers.models import Feed, with_readable
from reader.papers.text import READABLE_VERSION, clean_tree

SIZE_LIMIT: Final = 16 * 2**20
"""Bytes of a stored feed; the largest day of the Hub's has half a million."""

_PAPERS: Final = "day:"
_EMPTY: Final = "empty:"


class _Record(msgspec.Struct, frozen=True):
    """What stands in a row: a meaning that changes gets another version, and older readers then pass the row over."""

    version: Literal[1]
    feed: Feed
    readable: int = 0
    """The version of the readable texts in the feed."""


def keys(day: date) -> tuple[str, str]:
    """Return the key of a day with papers and its key without: one of them is in use.

    The days with papers are thereby known from the keys alone; 1,000 feeds are 150 MB.
    """
    return _PAPERS + day.isoformat(), _EMPTY + day.isoformat()


def day_with_papers(key: str) -> date | None:
    """Return the day that a key names, or nothing where it names none or one without papers."""
    try:
        day = date.fromisoformat(key.removeprefix(_PAPERS))
    except ValueError:
        return None
    return day if key == keys(day)[0] else None


def encode(feed: Feed) -> bytes:
    """Return the bytes of a feed."""
    return msgspec.json.encode(_Record(1, feed, READABLE_VERSION))


def decode(value: bytes, day: date) -> Feed | None:
    """Return the feed in the bytes, or nothing where they are not one of this day that this version understands."""
    if len(value) > SIZE_LIMIT:
        return None
    try:
        record = msgspec.convert(clean_tree(msgspec.json.decode(value)), _Record)
    # Text that is not UTF-8 is a UnicodeDecodeError, brackets in brackets are a RecursionError.
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    feed = record.feed
    # A time without its zone cannot be compared with now.
    if feed.day != day or not feed.fetched_at.tzinfo:
        return None
    return feed if record.readable == READABLE_VERSION else _read_anew(feed)


def _read_anew(feed: Feed) -> Feed:
    return structs.replace(feed, papers=tuple(map(with_readable, feed.papers)))


def is_json(value: bytes) -> bool:
    """Tell whether the bytes are whole, whatever version wrote them."""
    try:
        msgspec.json.decode(value)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True
