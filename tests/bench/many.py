"""Fifty thousand stored papers: recorded days again and again, with other ids, until there are so many.

`python -m tests.bench.many RECORDED FOLDER` stores them in a folder, as a cache that a reader can open.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from reader.hub.wire import papers_of
from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from reader.store.feeds.cache import Cache

PAPERS: Final = 50_000
A_DAY: Final = 50
FIRST: Final = date(2023, 5, 4)


def feeds(recorded: Path, papers: int = PAPERS) -> Iterator[Feed]:
    """Yield days of so many recorded papers in all, `A_DAY` each, one after the other from `FIRST` on."""
    known = [paper for path in files(recorded) for paper in papers_of(path.read_bytes())[0]]
    for number, start in enumerate(range(0, papers, A_DAY)):
        day = FIRST + timedelta(number)
        places = range(start, min(start + A_DAY, papers))
        listed = (_shifted(known[place % len(known)], place // len(known), day) for place in places)
        # What was recorded on two days may meet on one here.
        once = {paper.id: paper for paper in listed}
        at = datetime(2026, 8, 21, tzinfo=UTC)
        yield Feed(period=Day(day), papers=tuple(once.values()), fetched_at=at, settled=True)


def files(recorded: Path) -> list[Path]:
    """The files of the recorded days, the oldest first; a settled day is preferred to the same one's morning."""
    found = {path.stem: path for part in ("morning", "settled") for path in recorded.glob(f"{part}/*.json")}
    return [found[stem] for stem in sorted(found) if stem[:4].isdigit()]


def _shifted(paper: Paper, copy: int, day: date) -> Paper:
    """The same paper with another id, as that of another month."""
    month, dot, number = paper.id.partition(".")
    other = f"{(int(month) + 350 * copy) % 10_000:04}" if dot and month.isdigit() else month
    return replace(paper, id=f"{other}{dot}{number}", listed=day)


async def store(recorded: Path, folder: Path, papers: int = PAPERS) -> None:
    """Store the days in a folder."""
    cache = Cache(folder)
    for feed in feeds(recorded, papers):
        await cache.put(feed)
    cache.close(60)


if __name__ == "__main__":
    asyncio.run(store(Path(sys.argv[1]), Path(sys.argv[2])))
