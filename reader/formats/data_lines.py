"""JSON Lines: the objects of `data.py`, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.formats.data import encode
from reader.formats.entry import Entry


def pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A line a paper."""
    return (encode(entry) + b"\n" for entry in entries)
