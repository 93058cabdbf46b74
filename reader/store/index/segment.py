"""One file of the index: some days, their papers, and where what stands in them."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Set
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from reader.papers.marks import UNMARKED
from reader.papers.models import Paper
from reader.papers.query import Place
from reader.papers.query.terms import MEASURES, STATES, THINGS, texts
from reader.store.index import file, sets
from reader.store.index.column import Column, ColumnWriter
from reader.store.index.file import DayEntry, SectionFile

PLACES: Final[tuple[Place, ...]] = ("title", "abstract", "authors", "keywords", "organization")
UNKNOWN: Final = -(2**31)
"""Stands for a number that is not known."""
_GREATEST: Final = 2**31 - 1
FACTS: Final[dict[str, Callable[[Paper], bool]]] = {
    **THINGS,
    "withdrawn": lambda paper: STATES["withdrawn"](paper, UNMARKED),
}
"""What is so of a paper or not, whatever its mark."""


class Item(NamedTuple):
    """A paper as it is indexed."""

    id: str
    texts: tuple[str, ...]
    """Folded, in the order of `PLACES`."""
    numbers: tuple[int, ...]
    """In the order of `MEASURES`."""
    facts: tuple[bool, ...]
    """In the order of `FACTS`."""
    start: int
    """Where its record begins in the value of the day."""
    size: int
    """Bytes of the record."""


class Listed(NamedTuple):
    """A paper of a day."""

    day: int
    id: str


class Day(NamedTuple):
    """A stored day as it is indexed."""

    entry: DayEntry
    items: list[Item]


def item(paper: Paper, start: int, size: int) -> Item:
    """A paper as it is indexed."""
    folded = texts(paper)
    numbers = tuple(_bounded(measure(paper)) for measure in MEASURES.values())
    facts = tuple(bool(fact(paper)) for fact in FACTS.values())
    return Item(paper.id, tuple(folded[place] for place in PLACES), numbers, facts, start, size)


class Segment:
    """An open file of the index."""

    def __init__(self, file: SectionFile) -> None:
        """Take the sections of a file."""
        self._file = file
        self.path = file.path
        self.is_written = file.is_written
        self.days = self._file.header.days
        self.packed = self._file.header.packed
        self._ends = [*accumulate(day.papers for day in self.days)]
        self.size = self._ends[-1] if self._ends else 0
        self.columns = {place: Column(self._file, place, self.size) for place in PLACES}

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the papers."""
        return str(self._file.section("ids"), "utf-8").split("\n") if self.size else []

    @cached_property
    def distinct(self) -> frozenset[str]:
        """The ids, each once."""
        return frozenset(self.ids)

    @cached_property
    def repeated(self) -> dict[int, Listed]:
        """The papers that more than one of its days has, by their numbers."""
        counts = Counter(self.ids) if len(self.distinct) < self.size else Counter[str]()
        return self.listed({id for id, count in counts.items() if count > 1})

    def listed(self, ids: Set[str]) -> dict[int, Listed]:
        """The papers that have some ids, by their numbers."""
        return {paper: Listed(self.day_of(paper).day, self.ids[paper]) for paper in self.numbers_of(ids)}

    @cached_property
    def stamps(self) -> list[tuple[int, tuple[int, float, int]]]:
        """The numbers of its days, and what changes when they are stored again; they are compared at each change."""
        return [(day.day, day.stamp) for day in self.days]

    def numbers_of(self, ids: Set[str]) -> list[int]:
        """The numbers of the papers that have some ids."""
        return [paper for paper, id in enumerate(self.ids) if id in ids] if ids else []

    def day_of(self, paper: int) -> DayEntry:
        """The day of a paper."""
        return self.days[bisect_right(self._ends, paper)]

    def range_of(self, place: int) -> range:
        """The numbers of the papers of a day, which is told by its place in `days`."""
        return range(self._ends[place - 1] if place else 0, self._ends[place])

    def numbers(self, name: str) -> memoryview:
        """The numbers of a measure; `UNKNOWN` where it is not known."""
        return self._file.numbers(f"number.{name}", "i")

    def fact(self, name: str) -> int:
        """The papers of which a fact is true."""
        return sets.of_bits(int.from_bytes(self._file.section(f"fact.{name}"), "little"))

    def record(self, paper: int) -> tuple[int, int]:
        """Where the record of a paper begins in the value of its day, and its size in bytes."""
        return self._file.numbers("starts", "I")[paper], self._file.numbers("sizes", "I")[paper]

    def day(self, place: int) -> Day:
        """A day as it was given."""
        return Day(self.days[place], [self._item(paper) for paper in self.range_of(place)])

    def _item(self, paper: int) -> Item:
        return Item(
            self.ids[paper],
            tuple(self.columns[place].text(paper) for place in PLACES),
            tuple(self.numbers(name)[paper] for name in MEASURES),
            tuple(bool(self._file.section(f"fact.{name}")[paper // 8] >> paper % 8 & 1) for name in FACTS),
            *self.record(paper),
        )


def encoded(days: Iterable[Day], *, packed: bool) -> list[bytes | bytearray]:
    """The parts of a file of the index.

    Args:
        days: What is in it, in the order of days.
        packed: Whether words can be looked up in it, which takes longer to make.
    """
    entries: list[DayEntry] = []
    ids: list[str] = []
    columns = [ColumnWriter(place, packed=packed) for place in PLACES]
    numbers = {f"number.{name}": array("i") for name in MEASURES}
    facts = {f"fact.{name}": array("I") for name in FACTS}
    starts, sizes = array("I"), array("I")
    for day in days:
        entries.append(day.entry)
        for one in sorted(day.items):
            ids.append(one.id)
            for column, text in zip(columns, one.texts, strict=True):
                column.add(text)
            for values, number in zip(numbers.values(), one.numbers, strict=True):
                values.append(number)
            for having, fact in zip(facts.values(), one.facts, strict=True):
                if fact:
                    having.append(len(ids) - 1)
            starts.append(one.start)
            sizes.append(one.size)
    sections: dict[str, bytes | bytearray] = {"ids": "\n".join(ids).encode()}
    sections |= {name: values.tobytes() for name, values in numbers.items()}
    for name, having in facts.items():
        sections[name] = sets.bits_of(having, len(ids)).to_bytes(len(ids) // 8 + 1, "little")
    sections |= {"starts": starts.tobytes(), "sizes": sizes.tobytes()}
    for column in columns:
        sections.update(column.sections())
    return [*file.encoded(entries, sections, packed=packed)]


def _bounded(number: int | None) -> int:
    return UNKNOWN if number is None else max(UNKNOWN + 1, min(number, _GREATEST))
