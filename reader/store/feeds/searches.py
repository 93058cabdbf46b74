"""What the Hub found for some words, as the bytes that are stored: versioned JSON, cleaned again and checked when read.

An answer takes the place of the one before and is never joined with it: what the Hub does not find any more is no
longer an answer.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from reader.errors import StoreError
from reader.papers.models import SearchFeed, with_readable
from reader.papers.text import READABLE_VERSION
from reader.store.feeds.keys import SIZE_LIMIT, search_key
from reader.store.records import understood

KEPT: Final = 100
"""Searches that are stored, the last ones: one has up to half a million bytes."""


class _Record(msgspec.Struct, frozen=True):
    """What stands in a row: a meaning that changes gets another version, and older readers then pass the row over."""

    version: Literal[1]
    search: SearchFeed
    readable: int = 0
    """The version of the readable texts in the papers."""


def encode(feed: SearchFeed) -> bytes:
    """Return the bytes of what was found.

    Raises:
        StoreError: There are too many.
    """
    value = msgspec.json.encode(_Record(1, feed, READABLE_VERSION))
    if len(value) > SIZE_LIMIT:
        raise StoreError(f"Not saved: the answer to “{feed.words}” is larger than {SIZE_LIMIT >> 20} MiB.")
    return value


def decode(value: bytes, words: str) -> SearchFeed | None:
    """Return what was found, or nothing where the bytes are not of this search or not of this version."""
    record = understood(value, _Record) if len(value) <= SIZE_LIMIT else None
    if record is None:
        return None
    feed = record.search
    # A time without its zone cannot be compared with now.
    if search_key(feed.words) != search_key(words) or feed.fetched_at.tzinfo is None:
        return None
    return replace(feed, papers=tuple(with_readable(paper, record.readable) for paper in feed.papers))
