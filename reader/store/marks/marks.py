"""The user's marks: one file that any number of readers write at once. It is not a cache."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.papers.marks import (
    Change,
    Counts,
    Mark,
    MarkCopy,
    Record,
    Reverted,
    Starred,
    UndoStep,
    Written,
    microseconds,
)
from reader.papers.models import Paper
from reader.papers.period import utc_now
from reader.store.worker import Worker, awaited

if TYPE_CHECKING:
    from reader.store.marks.database import InMemoryMarkDatabase, MarkDatabase
    from reader.store.marks.tables import MarkTables

BATCH: Final = 500
"""Papers that are read at once where it may be all of them."""


class Marks:
    """The user's marks, in a thread of their own.

    What cannot be read is missing, and `notice` says why; what could not be saved is a `StoreError`. After `close`
    every call raises `StoreError`.

    >>> import asyncio
    >>> async def read():
    ...     marks = Marks(None)  # In memory; `paths.marks()` names the user's own.
    ...     await marks.write([Change("2608.17271", "read", True)])
    ...     mark = (await marks.get(["2608.17271"]))["2608.17271"]
    ...     marks.close(2.0)
    ...     return mark.is_read
    >>> asyncio.run(read())
    True
    """

    def __init__(self, path: Path | None, now: Callable[[], datetime] = utc_now) -> None:
        """Name the file, or none to keep the marks in memory; it is opened in the thread, at the first call."""
        self._path = path and path.absolute()
        self._now = now
        self._worker = Worker("marks", "The marks")
        self._database: MarkDatabase | InMemoryMarkDatabase | None = None

    @property
    def notice(self) -> str:
        """What is wrong with the file, as a sentence for the user, or nothing."""
        return self._database.notice if self._database else ""

    @property
    def unreadable(self) -> str:
        """Why the marks cannot be read, as a sentence for the user, or nothing."""
        return self._database.unreadable if self._database else ""

    def submit_get(self, ids: Callable[[], Iterable[str]]) -> Future[dict[str, Mark]]:
        """Begin `get` where no event loop runs yet; the ids are asked for in the thread, once the file is open."""
        return self._worker.submit(self._get, ids)

    def submit_write(self, changes: Sequence[Change]) -> Future[Written]:
        """Begin `write`; writes are made in the order of the calls, even if the caller is cancelled."""
        return self._worker.submit(self._write, tuple(changes), microseconds(self._now()))

    def submit_starred(self) -> Future[tuple[Starred, ...]]:
        """Begin `starred` where no event loop runs yet."""
        return self._worker.submit(self._starred)

    async def get(self, ids: Iterable[str]) -> dict[str, Mark]:
        """Return the marks of those papers that have one."""
        listed = list(ids)
        return await awaited(self.submit_get(lambda: listed))

    async def write(self, changes: Sequence[Change]) -> Written:
        """Set what is not so already, all or nothing.

        Raises:
            StoreError: It could not be saved, and why.
        """
        return await awaited(self.submit_write(changes))

    def submit_revert(self, step: Callable[[], UndoStep]) -> Future[Reverted]:
        """Begin `revert`; the step is asked for in the thread, when all that was begun before is done."""
        return self._worker.submit(self._revert, step, microseconds(self._now()))

    async def revert(self, step: UndoStep) -> Reverted:
        """Set a step back, but not what was set again since, all or nothing.

        Raises:
            StoreError: It could not be saved, and why.
        """
        return await awaited(self.submit_revert(lambda: step))

    async def marked(self, names: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the ids of the papers of each name given: `read`, `starred`, `noted`, `full_text`."""
        if not (wanted := frozenset(names)):
            return {}
        return await awaited(self._worker.submit(self._marked, wanted))

    async def starred(self) -> tuple[Starred, ...]:
        """Return the starred papers as they were when they were starred, the newest star first."""
        return await awaited(self.submit_starred())

    async def liked(self) -> tuple[Starred, ...]:
        """Return the papers that are starred or have a note as they were then, in the order of their ids."""
        return await awaited(self._worker.submit(self._liked))

    def submit_changed(self) -> Future[bool]:
        """Begin `changed` without waiting for it."""
        return self._worker.submit(self._changed)

    async def changed(self) -> bool:
        """Tell whether another process wrote since the last look, within milliseconds; a write counts as a look."""
        return await awaited(self.submit_changed())

    async def maintain(self) -> None:
        """Check the file, repair it if need be, and make the backup of the day."""
        await awaited(self._worker.submit(self._maintain))

    async def kept(self) -> AsyncIterator[MarkCopy]:
        """Yield all that is kept in the order of ids, some hundred papers in memory at a time.

        Raises:
            StoreError: It cannot be read, and why.
        """
        id = ""
        await awaited(self._worker.submit(self._check))
        while batch := await awaited(self._worker.submit(self._kept_after, id)):
            for kept in batch:
                yield kept
            id = batch[-1].id

    async def merge(self, batch: Sequence[MarkCopy]) -> int:
        """Merge copies from elsewhere, all or nothing, and return of how many papers something else is kept now.

        Raises:
            StoreError: It could not be saved, and why.
        """
        return await awaited(self._worker.submit(self._merge, batch))

    async def keep(self, records: Sequence[Record]) -> None:
        """Store papers with their marks, those of papers that have one and no newer record; the marks stay as they are.

        Raises:
            StoreError: It could not be saved, and why.
        """
        await awaited(self._worker.submit(self._keep, {record.paper.id: record for record in records}))

    async def counts(self) -> Counts:
        """Count the papers that something is kept of.

        Raises:
            StoreError: They cannot be read, and why.
        """
        return await awaited(self._worker.submit(self._counts))

    def close(self, timeout: float) -> None:
        """Close the file after the calls under way, but return after `timeout` seconds at most."""
        self._worker.stop(self._close, timeout)

    # What follows runs in the thread.

    def _opened(self) -> MarkDatabase | InMemoryMarkDatabase:
        if self._database is None:
            self._database = self._made()
        return self._database

    def _made(self) -> MarkDatabase | InMemoryMarkDatabase:
        # sqlite3 and diskcache: 10 ms that the first frame would wait for.
        from reader.store.marks.database import InMemoryMarkDatabase, MarkDatabase

        return InMemoryMarkDatabase() if self._path is None else MarkDatabase(self._path, self._now)

    def _get(self, ids: Callable[[], Iterable[str]]) -> dict[str, Mark]:
        database = self._opened()
        database.open()
        listed = list(ids())
        return database.read(lambda tables: tables.marks(listed), {})

    def _marked(self, names: frozenset[str]) -> dict[str, frozenset[str]]:
        database = self._opened()
        database.open()
        nothing = dict.fromkeys(names, frozenset[str]())
        return database.read(lambda tables: {name: tables.marked(name) for name in names}, nothing)

    def _write(self, wanted: Sequence[Change], now: int) -> Written:
        from reader.store.marks import changes

        (marks, step), outdated = self._opened().commit(lambda tables: changes.write(tables, wanted, now))
        return Written(marks, step, outdated)

    def _revert(self, asked: Callable[[], UndoStep], now: int) -> Reverted:
        from reader.store.marks import changes

        if not (step := asked()):
            return Reverted({}, (), 0, outdated=False)
        (marks, undone), outdated = self._opened().commit(lambda tables: changes.revert(tables, step, now))
        return Reverted(marks, undone, len(step) - len(undone), outdated)

    def _starred(self) -> tuple[Starred, ...]:
        database = self._opened()
        none: tuple[Starred, ...] = ()
        starred = database.read(lambda tables: _with_papers(tables, tables.starred()), none)
        # They are found by an index, which may have lost some without a word of SQLite's.
        if database.read(lambda tables: tables.starred_count(), len(starred)) == len(starred):
            return starred
        database.check()
        return database.read(lambda tables: _with_papers(tables, tables.starred()), none)

    def _liked(self) -> tuple[Starred, ...]:
        return self._opened().read(lambda tables: _with_papers(tables, _liked(tables)), ())

    def _changed(self) -> bool:
        return self._opened().changed()

    def _maintain(self) -> None:
        self._opened().maintain()

    def _check(self) -> None:
        """Check the file before all of it is read: what is missing of it would not show."""
        self._opened().check()

    def _kept_after(self, id: str) -> list[MarkCopy]:
        return self._opened().demand(lambda tables: _kept_after(tables, id), [])

    def _merge(self, batch: Sequence[MarkCopy]) -> int:
        from reader.store.marks import changes

        return self._opened().commit(lambda tables: changes.merge(tables, batch))[0]

    def _keep(self, records: dict[str, Record]) -> None:
        from reader.store.marks import changes

        self._opened().commit(lambda tables: changes.put_records(tables, records))

    def _counts(self) -> Counts:
        self._check()
        return self._opened().demand(lambda tables: tables.counts(), Counts(0, 0, 0, 0))

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()


def _kept_after(tables: MarkTables, id: str) -> list[MarkCopy]:
    kept = tables.kept(tables.after(id, BATCH))
    return [kept[id] for id in sorted(kept)]


def _liked(tables: MarkTables) -> list[str]:
    return sorted(tables.marked("starred") | tables.marked("noted"))


def _with_papers(tables: MarkTables, ids: Sequence[str]) -> tuple[Starred, ...]:
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    return tuple(marked for batch in batches for marked in _of_batch(tables, batch))


def _of_batch(tables: MarkTables, ids: Sequence[str]) -> Iterator[Starred]:
    marks = tables.marks(ids)
    records = tables.records(ids)
    for id in ids:
        if id in marks:
            yield Starred(records[id].paper if id in records else Paper(id=id, title=""), marks[id])
