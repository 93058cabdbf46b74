"""The papers that were found, as the stored days have them; the last ones are kept, as many are found again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from reader.papers.models import Paper
from reader.store.feeds import rows
from reader.store.feeds.readonly_rows import ReadOnlyRows
from reader.store.index.segment import Segment

KEPT: Final = 100
"""Papers that are kept, 5 kB each: those of two screens. To read one takes 0.1 ms, a seventh of many a search."""


class Records:
    """Papers by the file of the index that has them, which is never changed, and their number in it."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: dict[tuple[Path, int], Paper] = {}

    def read(self, stored: ReadOnlyRows, one: Segment, number: int) -> Paper | None:
        """Return a paper, or nothing where the stored days have another one in its place."""
        kept = self._kept.pop((one.path, number), None)
        found = kept or self._read(stored, one, number)
        if found is None or found.id != one.ids[number]:
            return None
        # Behind all others: the first is the one that was found least lately.
        self._kept[one.path, number] = found
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return found

    def forget(self) -> None:
        """Read all of them when they are found next."""
        self._kept.clear()

    def _read(self, stored: ReadOnlyRows, one: Segment, number: int) -> Paper | None:
        entry = one.day_of(number)
        return rows.paper(stored.part(entry.row, *one.record(number)), entry.readable)
