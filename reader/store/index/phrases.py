"""Phrases of frequent words, and the papers that have them, so that few texts need to be looked into.

Kept is every pair of words that follow each other where both stand in many papers, and every three words of which both
pairs stand in many papers. It is complete for such words; where one of them is rare, few papers are left to look into.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import Final, NamedTuple

from reader.store.index import sets, table
from reader.store.index.file import SectionFile
from reader.store.index.table import Having, Table, is_whole

_SHARE: Final = 16
"""A word is frequent if it stands in more than one of so many papers; a smaller part takes more room on the disk."""

_FEW: Final = 500
"""Papers of which it is quicker to look into all than to narrow them further."""


class Found(NamedTuple):
    """The papers in which a text stands."""

    anywhere: int
    whole: int
    """Those in which it stands as whole words; a part of a phrase need be whole only where that begins or ends."""

    def __or__(self, other: Found) -> Found:
        """What is in either of them."""
        return Found(self.anywhere | other.anywhere, self.whole | other.whole)

    def __and__(self, other: Found) -> Found:
        """What is in both of them."""
        return Found(self.anywhere & other.anywhere, self.whole & other.whole)


NOTHING: Final = Found(0, 0)


class Run(NamedTuple):
    """Where parts of a phrase follow each other."""

    known: Found
    """The papers in which they certainly do."""
    open: Found
    """Those of the others in which they may."""
    weak: Found
    """Those in which they may and are not frequent, so that longer runs that begin or end so are not kept."""

    @property
    def all(self) -> Found:
        """All papers in which they may."""
        return self.known | self.open


class _Words(NamedTuple):
    """The words that may stand at a place."""

    anywhere: list[int]
    whole: list[int]
    """Those of them that have what is looked for as whole words, where the phrase begins or ends."""


class _Phrase(NamedTuple):
    """What is looked for."""

    pieces: Sequence[str]

    def having(self, runs: Table, place: int, length: int, text: str = "") -> Having:
        """Find what has some pieces, with blanks between them or as a text; whole where the phrase begins or ends."""
        text = text or " ".join(self.pieces[place : place + length])
        last = place + length == len(self.pieces)
        return runs.having(text.encode(), starts_whole=place == 0, ends_whole=last)

    def inside(self, place: int) -> Iterator[str]:
        """Yield how a piece and the next one may stand in one word."""
        before, after = self.pieces[place : place + 2]
        yield f"{before}-{after}"
        if not (before[-1] + after[0]).isdecimal():
            yield before + after


class Phrases:
    """The phrases of a column."""

    def __init__(self, file: SectionFile, name: str, size: int, words: Table, grams: Table) -> None:
        """Open those of a column of a file.

        Args:
            file: The file.
            name: The column's name.
            size: How many papers there are.
            words: Its words.
            grams: Short texts that stand in many of them.
        """
        self._file = file
        self._name = name
        self._size = size
        self._words = words
        self._grams = grams
        self._pairs = Table(file, f"{name}.pairs", size)
        self._triples = Table(file, f"{name}.triples", size)

    def find(self, pieces: Sequence[str], glued: Callable[[str], Found]) -> tuple[Found, Found]:
        """Find pieces with a blank, a hyphen or nothing between any two of them.

        Args:
            pieces: Two or more, each in one word.
            glued: Finds a text inside of words.

        Returns:
            Papers that certainly have it, and all others that may have it.
        """
        phrase, pairs = _Phrase(pieces), dict[int, Run]()
        known = glued("-".join(pieces))
        found = Found(sets.full(self._size) & ~known.anywhere, sets.full(self._size) & ~known.whole)
        # Long words first: they leave the fewest papers.
        for place in sorted(range(len(pieces) - 1), key=lambda place: -len(pieces[place] + pieces[place + 1])):
            pairs[place] = self._pair(phrase, place, glued)
            found &= pairs[place].all
            if len(pieces) > 2 and sets.count(found.anywhere | found.whole) <= _FEW:
                return known, found
        if len(pieces) == 2:
            return known | pairs[0].known, pairs[0].open
        for place in range(len(pieces) - 2):
            triple = self._triple(phrase, place, pairs[place], pairs[place + 1])
            found &= triple.all
        return (known | triple.known, triple.open) if len(pieces) == 3 else (known, found)

    def _pair(self, phrase: _Phrase, place: int, glued: Callable[[str], Found]) -> Run:
        having = phrase.having(self._pairs, place, 2)
        parted = self._unkept(self._before(phrase, place), self._after(phrase, place))
        inside = NOTHING
        for text in phrase.inside(place):
            inside |= self._glued(phrase, place, text, glued)
        if len(phrase.pieces) == 2:
            return Run(kept(self._pairs, having) | inside, parted, NOTHING)
        weak = Having(*([pair for pair in some if pair not in self._frequent_pairs] for some in having))
        either = parted | inside
        return Run(kept(self._pairs, having), either, either | kept(self._pairs, weak))

    def _glued(self, phrase: _Phrase, place: int, text: str, glued: Callable[[str], Found]) -> Found:
        """Find a piece and the next one inside of a word."""
        if len(phrase.pieces) == 2:
            return glued(text)
        if self._grams.exact(text.encode()) is not None:  # It is in too many words to look them up.
            anywhere = glued(text).anywhere
            return Found(anywhere, anywhere)
        return kept(self._words, phrase.having(self._words, place, 2, text))

    def _before(self, phrase: _Phrase, place: int) -> _Words:
        """The words that may stand before the blank behind a piece."""
        piece = phrase.pieces[place].encode()
        if place == 0:
            words = self._words.ending(piece)
            return _Words(words, [word for word in words if _is_whole_at_end(self._words.bytes_of(word), piece)])
        # What stands between two others is a word, or is glued to what is before it.
        ending = (self._words.ending(text.encode()) for text in phrase.inside(place - 1))
        return _Words(words := [*self._words.exactly(piece), *chain.from_iterable(ending)], words)

    def _after(self, phrase: _Phrase, place: int) -> _Words:
        """The words that may stand behind the blank behind a piece."""
        piece = phrase.pieces[place + 1].encode()
        if place + 2 == len(phrase.pieces):
            words = self._words.beginning(piece)
            return _Words(words, [word for word in words if is_whole(self._words.bytes_of(word), 0, len(piece))])
        beginning = (self._words.beginning(text.encode()) for text in phrase.inside(place + 1))
        return _Words(words := [*self._words.exactly(piece), *chain.from_iterable(beginning)], words)

    def _triple(self, phrase: _Phrase, place: int, before: Run, after: Run) -> Run:
        may_have = (before.weak & after.all) | (before.all & after.weak)
        return Run(kept(self._triples, phrase.having(self._triples, place, 3)), may_have, NOTHING)

    def _unkept(self, left: _Words, right: _Words) -> Found:
        """The papers that have words of both kinds, of which one is not frequent."""
        (left_frequent, left_weak), (right_frequent, right_weak) = map(self._papers, (left, right))
        return (left_weak & (right_weak | right_frequent)) | (left_frequent & right_weak)

    def _papers(self, words: _Words) -> tuple[Found, Found]:
        """The papers of those words that are frequent, and of those that are not."""
        whole, frequent = frozenset(words.whole), self._frequent
        others = frozenset(words.anywhere) - whole
        return (
            self._in_either(whole & frequent, others & frequent),
            self._in_either(whole - frequent, others - frequent),
        )

    def _in_either(self, whole: Iterable[int], others: Iterable[int]) -> Found:
        papers = self._words.papers(whole)
        return Found(papers | self._words.papers(others), papers)

    @cached_property
    def _frequent(self) -> frozenset[int]:
        return frozenset(self._file.numbers(f"{self._name}.frequent", "I"))

    @cached_property
    def _frequent_pairs(self) -> frozenset[int]:
        return frozenset(self._file.numbers(f"{self._name}.pairs.frequent", "I"))


def sections(
    name: str, words: Mapping[str, array[int]], texts: Callable[[], Iterable[str]], size: int
) -> Iterator[tuple[str, bytes | bytearray]]:
    """Yield what the phrases of a column consist of in a file.

    Args:
        name: The column's name.
        words: The papers of each word.
        texts: Yields the text of each paper.
        size: How many papers there are.
    """
    frequent = _frequent(words, size)
    yield f"{name}.frequent", _places(words, frequent)
    pairs = _pairs(frequent, texts())
    frequent = _frequent(pairs, size)
    yield f"{name}.pairs.frequent", _places(pairs, frequent)
    yield from table.sections(f"{name}.pairs", pairs, size)
    yield from table.sections(f"{name}.triples", _triples(frequent, texts()), size)


def _frequent(papers: Mapping[str, array[int]], size: int) -> set[str]:
    return {text for text, found in papers.items() if len(found) * _SHARE > size}


def _places(papers: Iterable[str], wanted: set[str]) -> bytes:
    return array("I", [place for place, text in enumerate(papers) if text in wanted]).tobytes()


def _pairs(words: set[str], texts: Iterable[str]) -> dict[str, array[int]]:
    found: defaultdict[tuple[str, str], array[int]] = defaultdict(lambda: array("H"))
    for number, text in enumerate(texts):
        for pair in {(one, other) for one, other in pairwise(_words(text)) if one in words and other in words}:
            found[pair].append(number)
    return {" ".join(pair): papers for pair, papers in found.items()}


def _triples(pairs: set[str], texts: Iterable[str]) -> dict[str, array[int]]:
    begun = {pair.split(" ")[0]: set[str]() for pair in pairs}
    for pair in pairs:
        before, after = pair.split(" ")
        begun[before].add(after)
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("H"))
    for number, text in enumerate(texts):
        words = _words(text)
        places = [place for place, (one, other) in enumerate(pairwise(words)) if one in begun and other in begun[one]]
        for run in {" ".join(words[one : one + 3]) for one, other in pairwise(places) if other == one + 1}:
            found[run].append(number)
    return found


def _words(text: str) -> list[str]:
    # Nothing goes from one line to the next.
    return text.replace("\n", "  ").split(" ")


def kept(runs: Table, having: Having) -> Found:
    """The papers that are kept for what has a text."""
    anywhere = runs.papers(having.anywhere)
    return Found(anywhere, anywhere if having.whole == having.anywhere else runs.papers(having.whole))


def _is_whole_at_end(word: bytes, piece: bytes) -> bool:
    return is_whole(word, len(word) - len(piece), len(word))
