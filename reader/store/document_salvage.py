"""Documents read from a damaged file and put into another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from reader.papers.humanize import exactly
from reader.store import sqlite
from reader.store.discussion_codec import kept_discussion
from reader.store.document_codec import SIZE_LIMIT, Row, decompressed, kept
from reader.store.salvage import salvaged
from reader.store.text_codec import kept_text

_COLUMNS: Final = ("t", "t", "i", "i", "bn")
"""What is in the columns of a row."""
_READ: Final[dict[str, tuple[str, Callable[[Row], object]]]] = {
    "paper": ("paper", kept),
    "text": ("full text", kept_text),
    "comments": ("discussion", kept_discussion),
}
"""What a document is called by its kind, and what reads it; blocks are a part of their text."""


def copy(damaged: Path, roots: Mapping[str, int], add: Callable[[Row], bool]) -> str:
    """Put all documents that can be read elsewhere, as long as there is room, and return how many that were.

    Args:
        damaged: The file.
        roots: The page on which each table begins in a whole file.
        add: Puts one elsewhere; whether there was none.
    """
    counts = Counter[str]()
    with suppress(*sqlite.FAULTS):
        for _, (kind, id, fetched_at, _, value) in salvaged(damaged, {"document": _COLUMNS}, roots):
            row = msgspec.convert((kind, id, fetched_at, value), Row)
            if _is_whole(row) and add(row):
                counts[row.kind] += row.value is not None
    named = [exactly(counts[kind], word) for kind, (word, _) in _READ.items() if counts[kind]]
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:]))) or "none"


def _is_whole(row: Row) -> bool:
    if row.value is None:
        return True
    if len(row.value) > SIZE_LIMIT:
        return False
    known = _READ.get(row.kind)
    return known[1](row) is not None if known else decompressed(row.value) is not None
