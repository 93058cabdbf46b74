"""The stores whose files are damaged in the matrix: how each is filled, and what is read of it afterwards."""

from __future__ import annotations

import asyncio
import random
import re
import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from reader.papers.marks import MarkCopy, Record, Timestamped
from reader.papers.models import Feed, Paper
from reader.store.documents import Documents, KeptPaper
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.store.bad_disk.stores import FETCHED
from tests.store.feeds.examples import FIRST, feed
from tests.store.marks.papers import AT, Clock, all_kept, number

Part = tuple[str, int]
"""A row by its table and by the number of the day or paper that it is of."""


class Subject(ABC):
    """A store."""

    file: str
    count: int
    deleted: range
    """The numbers of what was deleted again."""

    @abstractmethod
    def fill(self, path: Path) -> None:
        """Write a whole file."""

    @abstractmethod
    def delete(self, connection: sqlite3.Connection) -> None:
        """Delete some rows, of which SQLite then leaves the bytes where they are."""

    @abstractmethod
    def parts(self, connection: sqlite3.Connection) -> dict[tuple[str, int], Part]:
        """What each row is, by its table and number."""

    @abstractmethod
    async def look(self, path: Path, seed: int) -> tuple[set[Part], str]:
        """Open the file as the reader does, and return which rows are as they were, and what is said of it.

        Then something is kept and read again.
        """

    def make(self, path: Path) -> None:
        """Write a whole file from which something was deleted."""
        self.fill(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA secure_delete = OFF")
            self.delete(connection)
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def said(self, notice: str) -> int | None:
        """The number in what was said."""
        found = re.search(r"(\d+) (?:day|paper)s? could", notice)
        return int(found[1]) if found else 0 if "none could" in notice else None


class Feeds(Subject):
    """The stored days."""

    file = "cache.db"
    count = 240
    deleted = range(80, 130)

    def fill(self, path: Path) -> None:
        cache = Cache(path.parent)
        for of in range(self.count):
            cache._worker.submit(cache._put, self._feed(of)).result(60)
        cache.close(10)

    def _feed(self, of: int) -> Feed:
        return feed(of, papers=8 if of % 20 == 0 else 1)

    def delete(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "DELETE FROM Cache WHERE key = ?", [(f"day:{FIRST + timedelta(of)}",) for of in self.deleted]
        )

    def parts(self, connection: sqlite3.Connection) -> dict[tuple[str, int], Part]:
        from datetime import date

        listed = connection.execute("SELECT rowid, key FROM Cache")
        return {("Cache", row): ("Cache", (date.fromisoformat(key[4:]) - FIRST).days) for row, key in listed}

    async def look(self, path: Path, seed: int) -> tuple[set[Part], str]:
        cache = Cache(path.parent)
        days = [FIRST + timedelta(of) for of in range(self.count)]
        if seed % 2:  # As a command does: past the database, if that can be read.
            cache.submit_newest().result(60)
            stored = [cache.submit_get(day).result(60) for day in days]
            cache.submit_days().result(60)
        else:
            stored = [await cache.get(day) for day in days]
            await cache.days()
        await cache.put(feed(self.count))
        assert await cache.get(FIRST + timedelta(self.count)) == feed(self.count)
        cache.close(10)
        notice = cache.notice
        return {("Cache", of) for of, one in enumerate(stored) if one == self._feed(of)}, notice


class Marked(Subject):
    """The marks."""

    file = "marks.db"
    count = 300
    deleted = range(100, 180)

    def example(self, of: int) -> MarkCopy:
        id = number(of)
        long = " long" * (1200 if of % 30 == 0 else 20)
        return MarkCopy(
            id=id,
            read=Timestamped(True, AT),
            starred=Timestamped(True, AT + of),
            note=Timestamped(f"note {of}{long}", AT),
            note_history=(Timestamped(f"other note {of}{long}", AT - 1),),
            full_text=Timestamped(of % 2 == 0, AT + of),
            record=Record(AT, Paper(id=id, title=f"Title {of}", abstract="Abstract." * (700 if of % 25 == 0 else 20))),
        )

    def fill(self, path: Path) -> None:
        marks = Marks(path, Clock())
        marks._worker.submit(marks._merge, [self.example(of) for of in range(self.count)]).result(60)
        marks.close(10)

    def delete(self, connection: sqlite3.Connection) -> None:
        for table in ("mark", "note_history", "record", "full_text"):
            connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(number(of),) for of in self.deleted])

    def parts(self, connection: sqlite3.Connection) -> dict[tuple[str, int], Part]:
        return {
            (table, row): (table, int(id[5:]))
            for table in ("mark", "note_history", "record", "full_text")
            for row, id in connection.execute(f"SELECT rowid, id FROM {table}")
        }

    async def look(self, path: Path, seed: int) -> tuple[set[Part], str]:
        marks = Marks(path, Clock())
        if seed % 2:
            await marks.get(map(number, range(self.count)))
            await marks.starred()
        await marks.maintain()
        kept = {int(copy.id[5:]): copy for copy in await all_kept(marks) if re.fullmatch("2608.00[0-2]..", copy.id)}
        found: set[Part] = set()
        for of, copy in kept.items():
            as_it_was = self.example(of)
            notes = {note for note in (copy.note, *copy.note_history) if note}
            found |= {("mark", of)} if (copy.read, copy.starred) == (as_it_was.read, as_it_was.starred) else set()
            found -= {("mark", of)} if as_it_was.note not in notes else set()
            found |= {("note_history", of)} if notes >= set(as_it_was.note_history) else set()
            found |= {("full_text", of)} if copy.full_text == as_it_was.full_text else set()
            found |= {("record", of)} if copy.record == as_it_was.record else set()
        notice = marks.notice
        if (said := self.said(notice)) is not None:
            counts = await marks.counts()
            assert said == counts.papers == len([one async for one in marks.kept()]), notice
        await marks.merge([self.example(self.count)])
        assert (await marks.get([number(self.count)]))[number(self.count)].is_read
        marks.close(10)
        return found, notice


class Looked(Subject):
    """The papers that were looked up."""

    file = "documents.db"
    count = 300
    deleted = range(100, 180)

    def _document(self, of: int) -> KeptPaper:
        noise = random.Random(of)
        keywords = tuple(noise.randbytes(200).hex() for _ in range(60 if of % 25 == 0 else 2))
        return KeptPaper(Paper(id=number(of), title=f"Paper {of}", ai_keywords=keywords), FETCHED)

    def fill(self, path: Path) -> None:
        documents = Documents(path.parent)
        for of in range(self.count):
            documents._worker.submit(documents._put_paper, number(of), self._document(of)).result(60)
        documents.close(10)

    def delete(self, connection: sqlite3.Connection) -> None:
        connection.executemany("DELETE FROM document WHERE id = ?", [(number(of),) for of in self.deleted])

    def parts(self, connection: sqlite3.Connection) -> dict[tuple[str, int], Part]:
        listed = connection.execute("SELECT rowid, id FROM document")
        return {("document", row): ("document", int(id[5:])) for row, id in listed}

    async def look(self, path: Path, seed: int) -> tuple[set[Part], str]:
        documents = Documents(path.parent)
        if seed % 2:
            await documents.heads("paper")
        kept = {of: await documents.paper(number(of)) for of in range(self.count)}
        await documents.put_paper(number(self.count), self._document(self.count))
        assert await documents.paper(number(self.count)) == self._document(self.count)
        documents.close(10)
        notice = documents.notice
        return {("document", of) for of, one in kept.items() if one == self._document(of)}, notice


SUBJECTS: dict[str, Subject] = {"feeds": Feeds(), "marks": Marked(), "documents": Looked()}


def look(subject: Subject, path: Path, seed: int) -> tuple[set[Part], str]:
    """Look at a file, for at most a minute."""

    async def within_limits() -> tuple[set[Part], str]:
        async with asyncio.timeout(60):
            return await subject.look(path, seed)

    return asyncio.run(within_limits())
