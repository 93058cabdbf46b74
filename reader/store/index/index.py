"""The index as it is searched: a thread that keeps it in step with the stored days and asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from datetime import date
from heapq import nlargest
from itertools import combinations, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from reader.errors import StoreError
from reader.papers.found import UNSTORED, StoredState
from reader.papers.models import Paper
from reader.papers.query import Query
from reader.papers.related import Near
from reader.store import sqlite
from reader.store.feeds import rows
from reader.store.feeds.readonly_rows import FILE_NAME, ReadOnlyRows
from reader.store.index import building, segment, sets
from reader.store.index.builder import Builder, UnbuiltError
from reader.store.index.building import FOLDER, Choice
from reader.store.index.evaluation import Evaluation, Marked, UnknownTermError
from reader.store.index.file import BrokenFileError, SectionFile
from reader.store.index.nearness import NearHit, Nearness, Others
from reader.store.index.records import Records
from reader.store.index.segment import Listed, Segment
from reader.store.worker import Worker

FEW: Final = 20
"""Days that are indexed while they are waited for: 10 ms each; more are left to another process."""
Result = TypeVar("Result")
ATTEMPTS: Final = 5
"""How often it is tried to be in step with stored days that change meanwhile."""


class Answer(NamedTuple):
    """What a query found."""

    hits: tuple[tuple[Paper, date], ...]
    """Papers and their newest days, the best first."""
    total: int
    first: date | None
    last: date | None
    """The oldest and the newest day of all that was found."""


class RelatedAnswer(NamedTuple):
    """The papers that are nearest to one."""

    paper: Paper | None
    """That paper, as its newest stored day has it; None where it is not known."""
    near: tuple[Near, ...] = ()
    """The nearest first."""


class UnindexedError(StoreError):
    """The index cannot answer; the stored days themselves can."""


class _Live(NamedTuple):
    """A file of the index, and which of its papers count."""

    segment: Segment
    papers: int


class _Hit(NamedTuple):
    """A paper that was found, by what it is sorted by."""

    rank: tuple[bool, bool, bool]
    day: int
    id: str
    segment: Segment
    paper: int


class Index:
    """The stored days, ready to be searched, in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        """Name the folder of the stored days; nothing is opened or made yet."""
        self._cache = folder.absolute()
        self._folder = self._cache / FOLDER
        self._worker = Worker("index", "The index of the stored papers")
        self._builder = Builder(self._cache)
        self._stored: ReadOnlyRows | None = None
        self._identity: sqlite.Identity | None = None
        self._version: int | None = None
        """That of the stored days that the index is in step with."""
        self._segments: dict[Path, Segment] = {}
        self._live: list[_Live] = []
        self._records = Records()
        self._damage = ""
        self._unwritten = ""
        self.notice = ""
        """What is wrong, as a sentence, or nothing; a repair is told of until the next search."""

    @property
    def progress(self) -> tuple[int, int] | None:
        """While the index is built: how many days are in it, and how many there are."""
        return self._builder.progress

    def submit_search(self, query: Query, limit: int | None, marked: Marked) -> Future[Answer]:
        """Begin to search.

        Args:
            query: What is looked for.
            limit: How many papers to return, None for all.
            marked: The ids of the papers that are marked in each way that the query asks for.

        The future raises `UnindexedError` where only the stored days themselves can answer.
        """
        return self._worker.submit(self._asked, lambda: self._answer(query, limit, marked), Answer((), 0, None, None))

    def submit_related(self, id: str, paper: Paper | None, limit: int) -> Future[RelatedAnswer]:
        """Begin to look for the papers that are nearest to one.

        Args:
            id: The id of that paper.
            paper: That paper where it may be in no stored day; None to give nothing then.
            limit: How many papers to return.

        The future raises `UnindexedError` where only the stored days themselves can answer.
        """
        return self._worker.submit(self._asked, lambda: self._related(id, paper, limit), RelatedAnswer(paper))

    def submit_refresh(self, written: rows.Written | None = None) -> Future[None]:
        """Begin to index what was stored; what is wrong is said at the next search.

        Args:
            written: What was stored, if it is at hand.
        """
        return self._worker.submit(self._refresh, written)

    def submit_state(self) -> Future[StoredState]:
        """Begin to look what state the stored days are in: some 20 µs."""
        return self._worker.submit(self._state)

    def close(self, timeout: float) -> None:
        """Close the files after the call under way, but return after `timeout` seconds at most."""
        self._builder.leave()
        self._worker.stop(self._close, timeout)

    # What follows runs in the thread.

    def _asked(self, ask: Callable[[], Result | None], nothing: Result) -> Result:
        """Ask once the index is in step with the stored days, of which there may be none."""
        self._damage = ""
        for _ in range(ATTEMPTS):
            try:
                with self._opened().snapshot():
                    answer = ask() if self._is_in_step() else None
                if answer is not None:
                    self.notice = self._damage or self._unwritten
                    return answer
                self._builder.build()
            except BrokenFileError as error:
                self._drop(error.path)
            except FileNotFoundError:
                return nothing
            except sqlite.FAULTS as error:
                self._forget()
                raise self._unindexed(f"cannot be used: {sqlite.reason(error, self._cache)}") from error
            except UnbuiltError as error:
                raise self._unindexed(f"could not be made: {error}") from error
            except UnknownTermError as error:
                raise UnindexedError(f"The index does not know {error}.") from error
        raise self._unindexed("does not keep up with what is stored.")

    def _refresh(self, written: rows.Written | None) -> None:
        try:
            with self._opened().snapshot():
                is_in_step = self._is_in_step(written)
            if not is_in_step:
                self._builder.begin()
        except BrokenFileError as error:
            self._drop(error.path)
        except sqlite.FAULTS:
            self._forget()

    def _state(self) -> StoredState:
        try:
            version = self._opened().data_version()
        except sqlite.FAULTS:
            self._forget()
            return UNSTORED
        return self._identity, version

    def _unindexed(self, why: str) -> UnindexedError:
        self.notice = f"The index of the stored papers {why} Searching takes longer without it."
        return UnindexedError(self.notice)

    def _opened(self) -> ReadOnlyRows:
        """Open the file of the stored days that is in its place now."""
        path = self._cache / FILE_NAME
        if self._stored is None or sqlite.identity(path) != self._identity:
            self._forget()
            self._identity = sqlite.identity(path)
            self._stored = ReadOnlyRows(path, sqlite.TIMEOUT)
        return self._stored

    def _is_in_step(self, written: rows.Written | None = None) -> bool:
        """Bring the index into step with the stored days, unless that takes long; whether it is."""
        stored = self._opened()
        version = stored.data_version()
        if version == self._version and not self._builder.has_built():
            return True
        self._version = None
        stamps = building.days_of(stored)
        self._open_files()
        choice = building.chosen(self._segments.values(), stamps)
        if len(choice.missing) > FEW:
            return False
        if choice.missing:
            days = (building.read(stored, day, stamps[day], written) for day in choice.missing)
            added = self._written(segment.encoded(days, packed=False))
            self._segments[added.path] = added
            choice.places[added.path] = [*range(len(added.days))]
            building.remove_others(self._segments.values(), choice)
        self._choose(choice)
        if building.are_too_loose([live.segment.size for live in self._live if not live.segment.packed]):
            self._builder.begin()
        self._version = version
        return True

    def _open_files(self) -> None:
        there = building.files(self._folder)
        known = {path: one for path, one in self._segments.items() if path in there or not one.is_written}
        new = building.opened((path for path in there if path not in known), self._drop)
        self._segments = known | {one.path: one for one in new}

    def _written(self, parts: list[bytes | bytearray]) -> Segment:
        """Write a file, or keep it in memory where it cannot be."""
        try:
            added = building.write(self._folder, parts)
        except OSError as error:
            self._unwritten = f"The index of the stored papers is not saved: {sqlite.reason(error, self._cache)}"
            return Segment(SectionFile(building.new_path(self._folder), b"".join(parts)))
        self._unwritten = ""
        return added

    def _choose(self, choice: Choice) -> None:
        """Have each paper count once, as its newest day has it."""
        self._segments = {path: self._segments[path] for path in choice.places}
        counting = [(one, _flags(one, choice.places[path])) for path, one in self._segments.items()]
        seen: set[str] = set()
        for (_, id), paper, flags in sorted(_repeated(counting), key=itemgetter(0), reverse=True):
            if flags[paper]:
                flags[paper] = id not in seen
                seen.add(id)
        self._live = [_Live(one, sets.of_flags(flags)) for one, flags in counting]

    def _answer(self, query: Query, limit: int | None, marked: Marked) -> Answer | None:
        """Ask all files; nothing where a record is not what was indexed."""
        total, days, hits = 0, list[int](), list[_Hit]()
        for one, live in self._live:
            evaluation = Evaluation(query, one, live, marked)
            matching = evaluation.matching()
            if not matching:
                continue
            total += sets.count(matching)
            ends = (next(order(matching, one.size)) for order in (sets.ascending, sets.descending))
            days += [one.day_of(paper).day for paper in ends]
            for rank, papers in evaluation.ranks(matching):
                best = islice(sets.descending(papers, one.size), limit)
                hits += [_Hit(rank, one.day_of(paper).day, one.ids[paper], one, paper) for paper in best]
        hits = sorted(hits, key=_order, reverse=True) if limit is None else nlargest(limit, hits, key=_order)
        found = [(self._paper(hit), date.fromordinal(hit.day)) for hit in hits]
        if any(paper is None for paper, _ in found):
            self._version = None
            return None
        first, last = (date.fromordinal(min(days)), date.fromordinal(max(days))) if days else (None, None)
        return Answer(tuple((paper, day) for paper, day in found if paper is not None), total, first, last)

    def _related(self, id: str, paper: Paper | None, limit: int) -> RelatedAnswer | None:
        """Compare a paper with all others; nothing where a record is not what was indexed."""
        others: list[Others] = []
        for one, live in self._live:
            own = sets.of(one.numbers_of({id}) if id in one.distinct else (), one.size)
            for number in sets.ascending(own & live, one.size):
                paper = self._record(one, number)
                if paper is None:
                    self._version = None
                    return None
            others.append(Others(one, sets.some(live & ~own, one.size)))
        if paper is None:
            return RelatedAnswer(None)
        hits = nlargest(limit, Nearness(paper, others).hits(limit), key=_nearness)
        found = [(hit, self._paper(hit)) for hit in hits]
        if any(paper is None for _, paper in found):
            self._version = None
            return None
        near = (Near(hit.score, date.fromordinal(hit.day), hit.id, one, hit.why) for hit, one in found if one)
        return RelatedAnswer(paper, tuple(near))

    def _paper(self, hit: _Hit | NearHit) -> Paper | None:
        return self._record(hit.segment, hit.paper)

    def _record(self, one: Segment, paper: int) -> Paper | None:
        # The file of the snapshot, whatever is in its place by now.
        return self._records.read(self._stored or self._opened(), one, paper)

    def _drop(self, path: Path) -> None:
        """Remove a file that is damaged: what is in it can be made again."""
        self._damage = "The index of the stored papers was damaged, so it was made again."
        self._version = None
        self._segments.pop(path, None)
        building.remove(path)

    def _forget(self) -> None:
        self._version = None
        self._records.forget()
        if self._stored is not None:
            self._stored.close()
        self._stored = None

    def _close(self) -> None:
        self._forget()
        self._builder.let_go()
        self._live.clear()
        self._segments.clear()


def _flags(segment: Segment, places: Sequence[int]) -> bytearray:
    """A 1 for each paper of the days in some places."""
    if len(places) == len(segment.days):
        return bytearray(b"\1" * segment.size)
    flags = bytearray(segment.size)
    for papers in map(segment.range_of, places):
        flags[papers.start : papers.stop] = b"\1" * len(papers)
    return flags


def _repeated(counting: Sequence[tuple[Segment, bytearray]]) -> Iterator[tuple[Listed, int, bytearray]]:
    """Yield each paper that more than one day has, of any file, with its number and the flags of its file."""
    pairs = combinations((one.distinct for one, _ in counting), 2)
    shared = frozenset[str]().union(*(one & other for one, other in pairs))
    for one, flags in counting:
        for paper, listed in (one.repeated | one.listed(shared & one.distinct)).items():
            yield listed, paper, flags


_order: Final = attrgetter("rank", "day", "id")
_nearness: Final = attrgetter("score", "day", "id")
