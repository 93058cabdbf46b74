"""One of the texts of all papers of a file: where something stands in it."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from mmap import mmap
from typing import Final, NamedTuple

from reader.papers.query.needle import Needle
from reader.store.index import sets, table
from reader.store.index.file import SectionFile
from reader.store.index.table import Table, is_whole

_GRAM: Final = 4
_MANY: Final = 1000
"""The papers of texts of up to so many letters are kept if they stand in more words than can be looked up quickly."""
_FREQUENT: Final = 256
"""The papers of words in more of them than that are joined as bits."""
_ITEM: Final = "\n"


class Found(NamedTuple):
    """The papers in which a text stands."""

    anywhere: int
    whole: int
    """Those in which it stands as whole words."""


class Column:
    """A text of all papers, such as their titles."""

    def __init__(self, file: SectionFile, name: str, size: int) -> None:
        """Open a column of a file.

        Args:
            file: The file.
            name: The column's name.
            size: How many papers there are.
        """
        self._file = file
        self._name = name
        self._size = size

    def find(self, needle: Needle) -> Found:
        """Find what is looked for."""
        return self._spelt(needle, sets.full(self._size)) if needle.has_spellings else self._plain(needle.text)

    def _plain(self, needle: str) -> Found:
        if not self._file.header.packed:
            return self._verified(needle, sets.full(self._size))
        pieces = [piece for piece in needle.split(" ") if piece]
        if pieces != [needle]:
            found = sets.full(self._size)
            for piece in pieces:
                found &= self._looked_up(piece).anywhere
            return self._verified(needle, found)
        return self._looked_up(needle)

    def text(self, paper: int) -> str:
        """The text of a paper."""
        (data, first), ends = self._text, self._ends
        return data[first + (ends[paper - 1] if paper else 0) : first + ends[paper]].decode()

    def _looked_up(self, needle: str) -> Found:
        if len(needle) <= _GRAM and (gram := self._grams.exact(needle.encode())) is not None:
            return Found(self._grams.papers([gram]), self._whole_grams.papers([gram]))
        words = self._words
        found = words.having(needle.encode())
        return Found(words.papers(found.anywhere), words.papers(found.whole))

    def _verified(self, needle: str, candidates: int) -> Found:
        """Look into the texts of those papers that can have it: a microsecond for each of them."""
        wanted, length = needle.encode(), len(needle.encode())
        anywhere, whole = bytearray(self._size), bytearray(self._size)
        (data, first), ends = self._text, self._ends
        for paper in sets.ascending(candidates, self._size):
            text = data[first + (ends[paper - 1] if paper else 0) : first + ends[paper]]
            place = text.find(wanted)
            if place >= 0:
                anywhere[paper] = 1
            while place >= 0:
                if is_whole(text, place, place + length):
                    whole[paper] = 1
                    break
                place = text.find(wanted, place + 1)
        return Found(sets.of_flags(anywhere), sets.of_flags(whole))

    def _spelt(self, needle: Needle, candidates: int) -> Found:
        """Look into the texts of those papers that can have it in any of its spellings."""
        anywhere, whole = bytearray(self._size), bytearray(self._size)
        for paper in sets.ascending(candidates, self._size):
            text = self.text(paper)
            anywhere[paper] = needle.finds(text)
            whole[paper] = anywhere[paper] and needle.finds_whole(text)
        return Found(sets.of_flags(anywhere), sets.of_flags(whole))

    @cached_property
    def _text(self) -> tuple[mmap | bytes, int]:
        return self._file.place_of(f"{self._name}.text")

    @cached_property
    def _ends(self) -> memoryview:
        return self._file.numbers(f"{self._name}.ends", "I")

    @cached_property
    def _words(self) -> Table:
        return Table(self._file, self._name, self._size)

    @cached_property
    def _grams(self) -> Table:
        return Table(self._file, f"{self._name}.grams", self._size)

    @cached_property
    def _whole_grams(self) -> Table:
        return Table(self._file, f"{self._name}.whole", self._size)


class ColumnWriter:
    """A column as it is made."""

    def __init__(self, name: str, *, packed: bool) -> None:
        """Begin without any paper."""
        self._name = name
        self._packed = packed
        self._text = bytearray()
        self._ends = array("I")
        self._papers: defaultdict[str, array[int]] = defaultdict(_numbers)

    def add(self, text: str) -> None:
        """Add the folded text of the next paper."""
        if self._packed:
            number = len(self._ends)
            for word in {*text.replace(_ITEM, " ").split(" ")}:
                self._papers[word].append(number)
        self._text += text.encode()
        self._ends.append(len(self._text))

    def sections(self) -> Iterator[tuple[str, bytes | bytearray]]:
        """Yield what the column consists of in a file."""
        size = len(self._ends)
        yield f"{self._name}.text", self._text
        yield f"{self._name}.ends", self._ends.tobytes()
        if self._packed:
            self._papers.pop("", None)
            yield from table.sections(self._name, self._papers, size)
            grams, whole = _grams(self._papers, size)
            yield from table.sections(f"{self._name}.grams", grams, size)
            yield from table.sections(f"{self._name}.whole", whole, size)


def _grams(papers: Mapping[str, array[int]], size: int) -> tuple[dict[str, int], dict[str, int]]:
    """The papers of every short text that stands in many words: wherever it stands, and where it is a whole word."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for word in papers:
        for gram in {word[start : start + length] for length in range(1, _GRAM + 1) for start in range(len(word))}:
            words[gram].append(word)
    many = {gram: found for gram, found in words.items() if len(found) > _MANY}
    frequent = {word: sets.bits_of(numbers, size) for word, numbers in papers.items() if len(numbers) > _FREQUENT}

    def joined(some: Iterable[str]) -> int:
        bits, lists = 0, []
        for word in some:
            if word in frequent:
                bits |= frequent[word]
            else:
                lists.append(papers[word])
        return bits | sets.bits_of(chain.from_iterable(lists), size)

    whole = {gram: filter(_whole(gram).search, found) for gram, found in many.items()}
    return {gram: joined(some) for gram, some in many.items()}, {gram: joined(some) for gram, some in whole.items()}


def _numbers() -> array[int]:
    return array("H")


@lru_cache(64)
def _whole(needle: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(needle)}(?!\w)")
