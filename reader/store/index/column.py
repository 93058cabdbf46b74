"""One of the texts of all papers of a file: where something stands in it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, reduce
from itertools import chain, pairwise
from mmap import mmap
from operator import and_
from typing import Final

from reader.papers.query.needle import Needle, Piece
from reader.store.index import hyphens, phrases, sets, table
from reader.store.index.file import SectionFile
from reader.store.index.hyphens import Hyphens
from reader.store.index.phrases import NOTHING, Found, Phrases
from reader.store.index.sets import Some
from reader.store.index.table import Table, is_whole

_GRAM: Final = 4
_MANY: Final = 1100
"""The papers of texts of up to so many letters are kept if they stand in more words than can be looked up quickly."""
_FREQUENT: Final = 256
"""The papers of words in more of them than that are joined as bits."""
_FEW: Final = 200
"""Papers of which it is quicker to look into all than to narrow them: 5 µs each."""
_ITEM: Final = "\n"
_START: Final = re.compile(r"(?<!\w)")
_END: Final = re.compile(r"(?!\w)")
"""Where something may begin and end that is a whole word."""


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
        # A piece with a blank ends in dashes, such as "a -"; nobody means it.
        if not self._file.header.packed or any(" " in piece.text for piece in needle.pieces):
            return self._spelt(needle, sets.full(self._size))
        if len(needle.pieces) > 1:
            return self._joined(needle)
        plain, words = self._looked_up(needle.text), self._words
        spelt = [number for number in self._spellings(needle.pieces[0]) if needle.finds(words.word(number))]
        whole = (number for number in spelt if needle.finds_whole(words.word(number)))
        return Found(plain.anywhere | words.papers(spelt), plain.whole | words.papers(whole))

    def counts(self, words: Collection[str], among: Some) -> dict[str, int]:
        """In how many of some papers each of some words stands with nothing or blanks around."""
        counts = dict.fromkeys(words, 0)
        if self._file.header.packed:
            for word in words:
                if (number := self._words.exact(word.encode())) is not None:
                    counts[word] = self._words.count(number, among)
        else:
            for paper in filter(among.flags.__getitem__, range(self._size)):
                for word in counts.keys() & self.text(paper).replace(_ITEM, " ").split(" "):
                    counts[word] += 1
        return counts

    def whole(self, word: str) -> set[int]:
        """The numbers of the papers in which a word stands as it is written, and not as a part of another one."""
        text = word.encode()
        if not self._file.header.packed:
            may_have = self._scanned(text)
            found = self._verified(re.compile(re.escape(text)), NOTHING, Found(may_have, may_have))
            return {*sets.ascending(found.whole, self._size)}
        if len(word) <= _GRAM and (gram := self._grams.exact(text)) is not None:
            return self._whole_grams.numbers([gram])
        return self._words.numbers(self._words.having(text).whole)

    def text(self, paper: int) -> str:
        """The text of a paper."""
        return self._text[0][slice(*self._place(paper))].decode()

    def _looked_up(self, needle: str) -> Found:
        if len(needle) <= _GRAM and (gram := self._grams.exact(needle.encode())) is not None:
            return Found(self._grams.papers([gram]), self._whole_grams.papers([gram]))
        return phrases.kept(self._words, self._words.having(needle.encode()))

    def _spellings(self, piece: Piece) -> set[int]:
        """The words that may have a piece, but not as it is written."""
        spelt, words = re.compile(piece.spellings), self._words
        named = (words.having(name.encode()).anywhere for name in piece.greek if name != piece.text)
        # A name has to be a word, and stands inside of many.
        found = {number for number in chain.from_iterable(named) if spelt.search(words.word(number))}
        return found | self._hyphens.having(piece.text)

    def _joined(self, needle: Needle) -> Found:
        """Find what may be parted: in the tables, and where those leave it open in the texts."""
        pieces = [piece.text for piece in needle.pieces]
        if all(len(joint) == 1 for joint in needle.joints):
            plain, may_have = self._phrases.find(pieces, self._looked_up)
        else:
            found = reduce(and_, (self._looked_up(piece).anywhere for piece in pieces))
            plain, may_have = NOTHING, Found(found, found)
        plain |= self._verified(re.compile(needle.plain.encode()), plain, may_have)
        return plain | self._spelt(needle, self._having_spellings(needle))

    def _having_spellings(self, needle: Needle) -> int:
        """The papers that have all pieces, of which one is spelt in another way than it is written."""
        others = [
            self._words.papers(self._spellings(piece) | glued)
            for piece, glued in zip(needle.pieces, self._glued(needle), strict=True)
        ]
        if sets.count(some := table.union(others)) <= _FEW:
            return some
        written, spelt = sets.full(self._size), 0
        for piece, other in zip(needle.pieces, others, strict=True):
            plain = self._looked_up(piece.text).anywhere
            spelt = (spelt & (plain | other)) | (written & other)
            written &= plain
        return spelt

    def _glued(self, needle: Needle) -> list[set[int]]:
        """For each piece, the words that may have it without a hyphen, right behind some of those before it."""
        words = [set[int]() for _ in needle.pieces]
        for first, before in enumerate(needle.pieces):
            text = before.text
            for place, piece in enumerate(needle.pieces[first + 1 :], start=first + 1):
                text += piece.text
                if not (needle.is_glued(place) and self._hyphens.begin(text)):
                    break
                numbers = self._hyphens.having(text)
                words[place] |= {number for number in numbers if _lacks_hyphens(piece.text, self._words.word(number))}
        return words

    def _verified(self, wanted: re.Pattern[bytes], known: Found, may_have: Found) -> Found:
        """Look into the texts of those papers that can have it, unless they are known to: a microsecond for each."""
        anywhere, whole = bytearray(self._size), bytearray(self._size)
        (data, first), ends = self._text, self._ends
        whole_open = may_have.whole & ~known.whole
        is_whole_open, is_known = (found.to_bytes(self._size, "little") for found in (whole_open, known.anywhere))
        # Most of what is no whole word goes on behind it, as a plural does.
        ending = re.compile(wanted.pattern + rb"(?!\w)")
        search, search_whole = wanted.search, ending.search
        for paper in sets.ascending((may_have.anywhere & ~known.anywhere) | whole_open, self._size):
            start, end = first + (ends[paper - 1] if paper else 0), first + ends[paper]
            # To make a slice of it takes as long as to look for a text in it.
            found = (search_whole if is_known[paper] else search)(data, start, end)
            if found is not None:
                anywhere[paper] = 1
                whole[paper] = is_whole_open[paper] and _has_whole(data[start:end], ending, found.start() - start)
        return Found(sets.of_flags(anywhere), sets.of_flags(whole))

    def _place(self, paper: int) -> tuple[int, int]:
        """Where the text of a paper begins and ends in the file."""
        first, ends = self._text[1], self._ends
        return first + (ends[paper - 1] if paper else 0), first + ends[paper]

    def _scanned(self, text: bytes) -> int:
        """The papers that may have a text, which is looked for in all of theirs at once."""
        (data, first), ends = self._text, self._ends
        found = bytearray(self._size)
        last = first + (ends[-1] if ends else 0)
        place = data.find(text, first, last)
        while place >= 0:
            paper = bisect_right(ends, place - first)
            found[paper] = 1
            place = data.find(text, first + ends[paper], last)
        return sets.of_flags(found)

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
    def _hyphens(self) -> Hyphens:
        return Hyphens(self._file, self._name)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self._file, self._name, self._size, self._words, self._grams)

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
        self._papers: dict[str, array[int]] = {}

    def add(self, text: str) -> None:
        """Add the folded text of the next paper."""
        if self._packed:
            number, papers = len(self._ends), self._papers
            get = papers.get
            for word in {*text.replace(_ITEM, " ").split(" ")}:
                # A tenth quicker than a dictionary that makes what is missing.
                if (found := get(word)) is None:
                    papers[word] = array("H", (number,))
                else:
                    found.append(number)
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
            yield from hyphens.sections(self._name, self._papers)
            yield from phrases.sections(self._name, self._papers, self._texts, size)
            grams, whole = _grams(self._papers, size)
            yield from table.sections(f"{self._name}.grams", grams, size)
            yield from table.sections(f"{self._name}.whole", whole, size)

    def _texts(self) -> Iterator[str]:
        return (self._text[start:end].decode() for start, end in pairwise([0, *self._ends]))


def _has_whole(text: bytes, wanted: re.Pattern[bytes], start: int) -> bool:
    """Whether something stands in a text as whole words, from a place on."""
    while (found := wanted.search(text, start)) is not None:
        if is_whole(text, *found.span()):
            return True
        start = found.start() + 1
    return False


def _lacks_hyphens(text: str, word: str) -> bool:
    """Whether a text stands in more places of a word if that had no hyphens: most have it as it is written."""
    places = re.compile(f"(?={re.escape(text)})")
    return len(places.findall(word.replace("-", ""))) > len(places.findall(word))


def _grams(papers: Mapping[str, array[int]], size: int) -> tuple[dict[str, int], dict[str, int]]:
    """The papers of every short text that stands in many words: wherever it stands, and where it is a whole word."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for word in papers:
        for gram in {word[start : start + length] for length in range(1, _GRAM + 1) for start in range(len(word))}:
            words[gram].append(word)
    many = {gram: found for gram, found in words.items() if len(found) > _MANY}
    whole: dict[str, list[str]] = {gram: [] for gram in many}
    for word in papers:
        for gram in many.keys() & _whole_parts(word):
            whole[gram].append(word)
    frequent = {word: sets.bits_of(numbers, size) for word, numbers in papers.items() if len(numbers) > _FREQUENT}

    def joined(some: Iterable[str]) -> int:
        bits, lists = 0, []
        for word in some:
            if word in frequent:
                bits |= frequent[word]
            else:
                lists.append(papers[word])
        return bits | sets.bits_of(chain.from_iterable(lists), size)

    found: dict[str, int] = {}
    for gram in sorted(many, key=len, reverse=True):
        # What a longer one stands in need not be joined again, which is half of it.
        longer = [one for one in found if len(one) == len(gram) + 1 and gram in one]
        others = {*many[gram]}.difference(*map(many.__getitem__, longer))
        found[gram] = table.union(map(found.__getitem__, longer)) | joined(others)
    return {gram: found[gram] for gram in many}, {gram: joined(some) for gram, some in whole.items()}


def _whole_parts(word: str) -> set[str]:
    """The short texts that do not stand inside of a run of letters and digits of a word."""
    if word.isalnum():
        return {word}
    starts = [found.start() for found in _START.finditer(word)]
    ends = [found.start() for found in _END.finditer(word)]
    return {word[start:end] for start in starts for end in ends if start < end <= start + _GRAM}
