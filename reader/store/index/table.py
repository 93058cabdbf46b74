"""Words, and the papers in which each of them stands."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import chain
from operator import or_
from typing import Final, NamedTuple

from reader.store.index import sets
from reader.store.index.file import SectionFile

PAPERS_LIMIT: Final = 2**16
"""Papers of one table: their numbers have two bytes."""
_BREAK: Final = b"\n"
_ASCII: Final = 0x7F
_WORD: Final = frozenset(code for code in range(_ASCII) if chr(code).isalnum() or chr(code) == "_")
_LONGEST: Final = 4
"""Bytes of a character in UTF-8."""


class Having(NamedTuple):
    """The words that have a text."""

    anywhere: list[int]
    whole: list[int]
    """Those in which it does not stand inside of a run of letters and digits."""


class Table:
    """Words joined, and a set of papers for each: its numbers, or a bit for every paper where that takes less."""

    def __init__(self, file: SectionFile, name: str, size: int) -> None:
        """Open a table of a file.

        Args:
            file: The file.
            name: The table's name.
            size: How many papers there are.
        """
        self._size = size
        # In memory: looking for a text in a mapped file takes three times as long.
        self.words = bytes(file.section(f"{name}.words"))
        self._starts = file.numbers(f"{name}.starts", "I")
        self._offsets = file.numbers(f"{name}.offsets", "I")
        self._papers = file.section(f"{name}.papers")

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._starts)

    def word(self, number: int) -> str:
        """A word."""
        return self.bytes_of(number).decode()

    def bytes_of(self, number: int) -> bytes:
        """The bytes of a word."""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.words)
        return self.words[self._starts[number] : end - 1]

    def exact(self, word: bytes) -> int | None:
        """The number of a word, if there is one."""
        place = self.words.find(_BREAK + word + _BREAK)
        return None if place < 0 else bisect_right(self._starts, place + 1) - 1

    def exactly(self, word: bytes) -> list[int]:
        """The number of a word alone, or nothing."""
        return [] if (number := self.exact(word)) is None else [number]

    def having(self, text: bytes, *, starts_whole: bool = True, ends_whole: bool = True) -> Having:
        """Find the words that have a text, which has no line break.

        Args:
            text: The text.
            starts_whole: Whether no letter or digit may stand before it where it counts as whole.
            ends_whole: Whether none may stand behind it there.
        """
        find, starts, length = self.words.find, self._starts, len(text)
        found = Having([], [])
        place = find(text)
        while place >= 0:
            word = bisect_right(starts, place) - 1
            end = starts[word + 1] if word + 1 < len(starts) else len(self.words)
            found.anywhere.append(word)
            while place >= 0:
                if is_whole(
                    self.words, place if starts_whole else 0, place + length if ends_whole else len(self.words)
                ):
                    found.whole.append(word)
                    break
                place = find(text, place + 1, end)
            place = find(text, end)
        return found

    def beginning(self, text: bytes) -> list[int]:
        """Find the words that begin with a text."""
        return self._at(_BREAK + text, 1)

    def ending(self, text: bytes) -> list[int]:
        """Find the words that end in a text."""
        return self._at(text + _BREAK, 0)

    def _at(self, text: bytes, offset: int) -> list[int]:
        found: list[int] = []
        place = self.words.find(text)
        while place >= 0:
            found.append(bisect_right(self._starts, place + offset) - 1)
            place = self.words.find(text, place + 1)
        return found

    def papers(self, words: Iterable[int]) -> int:
        """The set of papers in which any of some words stands."""
        dense = _dense(self._size)
        bits, lists = 0, []
        for word in words:
            found = self._of(word)
            if len(found) == dense:
                bits |= int.from_bytes(found, "little")
            else:
                lists.append(found.cast("H"))
        return sets.of_bits(bits) | sets.of(chain.from_iterable(lists), self._size)

    def numbers(self, words: Iterable[int]) -> set[int]:
        """The numbers of the papers in which any of some words stands, which is faster for few of them."""
        found: set[int] = set()
        for word in words:
            papers = self._of(word)
            if len(papers) == _dense(self._size):
                found.update(sets.ascending(sets.of_bits(int.from_bytes(papers, "little")), self._size))
            else:
                found.update(papers.cast("H"))
        return found

    def count(self, word: int, among: sets.Some) -> int:
        """In how many of some papers a word stands."""
        papers = self._of(word)
        if len(papers) == _dense(self._size):
            return (int.from_bytes(papers, "little") & among.bits).bit_count()
        return sum(map(among.flags.__getitem__, papers.cast("H")))

    def _of(self, word: int) -> memoryview:
        return self._papers[self._offsets[word] : self._offsets[word + 1]]


def is_whole(text: bytes, start: int, end: int) -> bool:
    """Whether neither before a place of a text nor behind it stands a letter, a digit or an underscore."""
    if start and ((code := text[start - 1]) in _WORD or (code > _ASCII and _is_of_word(text, start - 1, -1))):
        return False
    return end == len(text) or not ((code := text[end]) in _WORD or (code > _ASCII and _is_of_word(text, end, 1)))


def _is_of_word(text: bytes, place: int, direction: int) -> bool:
    """Whether the character that begins at a place, or ends there, is one of a word."""
    around = text[place : place + _LONGEST] if direction > 0 else text[max(place + 1 - _LONGEST, 0) : place + 1]
    # What is cut off at the other end is left out.
    letters = around.decode(errors="ignore")
    return letters[0 if direction > 0 else -1].isalnum()


def sections(
    name: str, papers: Mapping[str, array[int]] | Mapping[str, int], size: int
) -> Iterator[tuple[str, bytes | bytearray]]:
    """Yield what a table consists of in a file.

    Args:
        name: The table's name.
        papers: The numbers of the papers of each word, or their bits; a word has no line break.
        size: How many papers there are.
    """
    words, starts, offsets, data = bytearray(_BREAK), array("I"), array("I"), bytearray()
    for word, found in papers.items():
        starts.append(len(words))
        words += word.encode() + _BREAK
        offsets.append(len(data))
        data += _packed(found, size)
    offsets.append(len(data))
    yield f"{name}.words", words
    yield f"{name}.starts", starts.tobytes()
    yield f"{name}.offsets", offsets.tobytes()
    yield f"{name}.papers", data


def _packed(papers: array[int] | int, size: int) -> bytes:
    """A set of papers as `Table.papers` reads it."""
    dense = _dense(size)
    if isinstance(papers, int):
        if 2 * papers.bit_count() >= dense:
            return papers.to_bytes(dense, "little")
        papers = array("H", sets.ascending(sets.of_bits(papers), size))
    return papers.tobytes() if 2 * len(papers) < dense else sets.bits_of(papers, size).to_bytes(dense, "little")


def union(found: Iterable[int]) -> int:
    """What is in any of some sets."""
    return reduce(or_, found, 0)


def _dense(size: int) -> int:
    """Bytes of a set with a bit for every paper; an even number, as those of the others are."""
    return (size + 15) // 16 * 2
