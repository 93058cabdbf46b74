"""What the bad-disk suite knows of each store. Another store joins with a line in `STORES`."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import structs

from reader.papers.marks import Timestamped
from reader.papers.models import Feed, Paper
from reader.store.documents import DocumentDatabase, Documents, KeptPaper
from reader.store.feeds.cache import Cache
from reader.store.feeds.database import FeedDatabase
from reader.store.handle import DatabaseHandle
from reader.store.marks.database import MarkDatabase
from reader.store.marks.marks import Marks
from tests.store.feeds.examples import FIRST, feed
from tests.store.marks.examples import example
from tests.store.marks.papers import AT, Clock, number


@dataclass(frozen=True)
class Store:
    """A store, how a few numbered things are kept in it, and what it calls its troubles."""

    name: str
    file: str
    """The name of its file."""
    handle: type[DatabaseHandle[Any, Any]]
    open: Callable[[Path], Any]
    """The store on a file; it has a `notice` and can be closed."""
    keep: Callable[[Any, int, bool], Awaitable[object]]
    """Keep the thing of a number, small, or larger than 100 kB."""
    kept: Callable[[Any], Awaitable[set[int]]]
    """The numbers of what can be read; each is checked to be one of the two that were kept."""
    check: Callable[[Any], Awaitable[object]]
    """Look for damage that nobody has met yet."""
    count: int
    """How many small things make every table several pages long."""
    page: int
    """How many of them one damaged page may cost."""
    nothing_kept: str
    """What is said of a file in which nothing is whole."""
    foreign: str
    """A table of another program under the name of ours."""
    version: str = ""
    """What a newer version of the program does to the file; empty where the file has no version."""
    newer: str = ""
    """The reason that is given then."""
    writes_unasked: bool = True
    """Whether opening or checking writes, and so finds out that the disk is full; else only keeping does."""
    opening_writes: bool = False
    """Whether opening makes the file and needs the lock; else a store that was never written to is just empty."""


def _feed(of: int, large: bool = False) -> Feed:
    return feed(of, papers=200 if large else 2)


async def _days(cache: Cache) -> set[int]:
    found = {(day - FIRST).days: await cache.get(day) for day in await cache.days()}
    assert all(stored in (None, _feed(of), _feed(of, True)) for of, stored in found.items())
    return {of for of, stored in found.items() if stored}


async def _nothing(front: object) -> None:
    """A cache is checked whenever it is read."""


LONG = "long " * 40_000 + "end"


def _note(of: int, large: bool) -> Timestamped[str]:
    return Timestamped(f"note {of}" + " long" * (3000 if large else 30), AT)


async def _mark(marks: Marks, of: int, large: bool) -> None:
    kept = structs.replace(example(of), note=_note(of, large))
    if large:
        assert kept.record is not None
        paper = structs.replace(kept.record.paper, abstract=LONG)
        kept = structs.replace(kept, record=structs.replace(kept.record, paper=paper))
    await marks.merge([kept])


async def _marked(marks: Marks) -> set[int]:
    found = {int(id[5:]): mark for id, mark in (await marks.get(map(number, range(100)))).items()}
    for of, mark in found.items():
        assert mark.read in (None, example(of).read)
        assert mark.starred in (None, example(of).starred)
        assert mark.note in (None, _note(of, False), _note(of, True), *example(of).note_history)
    for starred in await marks.starred():
        record = example(int(starred.paper.id[5:])).record
        assert record is not None
        # Without its record a paper has no abstract; a long one is cut.
        assert starred.paper.abstract[:100] in ("", record.paper.abstract[:100], LONG[:100])
    return set(found)


FETCHED = datetime(2026, 8, 20, 12, tzinfo=UTC)


def _document(of: int, large: bool) -> KeptPaper:
    """What the Hub said of a paper: of every tenth one that it does not have it."""
    if of % 10 == 9 and not large:
        return KeptPaper(None, FETCHED)
    noise = random.Random(of)
    keywords = tuple(noise.randbytes(200).hex() for _ in range(800 if large else 4))
    return KeptPaper(Paper(id=number(of), title=f"Paper {of}", ai_keywords=keywords), FETCHED)


async def _documents(documents: Documents) -> set[int]:
    found = {of: await documents.paper(number(of)) for of in range(100)}
    assert all(kept in (None, _document(of, False), _document(of, True)) for of, kept in found.items())
    return {of for of, kept in found.items() if kept}


FEEDS = Store(
    name="feeds",
    file="cache.db",
    handle=FeedDatabase,
    open=lambda path: Cache(path.parent),
    keep=lambda cache, of, large: cache.put(_feed(of, large)),
    kept=_days,
    check=_nothing,
    count=12,
    page=4,
    nothing_kept="The stored papers were damaged: none could be kept. The damaged file was set aside as {}.",
    foreign="CREATE TABLE Cache (precious)",
    opening_writes=True,
)
MARKS = Store(
    name="marks",
    file="marks.db",
    handle=MarkDatabase,
    open=lambda path: Marks(path, Clock()),
    keep=_mark,
    kept=_marked,
    check=lambda marks: marks.maintain(),
    count=60,
    page=20,
    nothing_kept=("The marks were damaged: none could be kept. The damaged file was set aside as {}."),
    foreign="CREATE TABLE mark (precious)",
    version="ALTER TABLE mark ADD COLUMN mood; PRAGMA user_version = 3",
    newer="they are read-only here, because a newer version of daily-papers wrote them. Update this one.",
)
DOCUMENTS = Store(
    name="documents",
    file="documents.db",
    handle=DocumentDatabase,
    open=lambda path: Documents(path.parent),
    keep=lambda documents, of, large: documents.put_paper(number(of), _document(of, large)),
    kept=_documents,
    check=_nothing,
    count=60,
    page=8,
    nothing_kept=(
        "The papers that were looked up were damaged: none could be kept. The damaged file was set aside as {}."
    ),
    foreign="CREATE TABLE document (precious)",
    version="ALTER TABLE document ADD COLUMN mood; PRAGMA user_version = 2",
    newer="a newer version of daily-papers wrote the file. Update this one.",
    writes_unasked=False,
)

STORES = [
    FEEDS,
    MARKS,
    DOCUMENTS,
]
