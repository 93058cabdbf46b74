"""The papers that share the rarest words of one, found in the files of the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from reader.papers.models import Paper
from reader.papers.related import COMPARED, COUNTED, FULL, LEAST, shared_words, why
from reader.store.index import sets
from reader.store.index.segment import Segment


class Others(NamedTuple):
    """A file of the index, and those of its papers that can be near."""

    segment: Segment
    papers: sets.Some


class NearHit(NamedTuple):
    """A paper that is near, by what it is sorted by."""

    score: int
    day: int
    id: str
    segment: Segment
    paper: int
    why: str


class Nearness:
    """What a paper shares with others."""

    def __init__(self, paper: Paper, others: Sequence[Others]) -> None:
        """Look for the words of a paper in the others."""
        self._others = others
        self._found: dict[str, list[set[int]]] = {}
        """By word, the papers of each file that have it."""
        count = sum(papers.bits.bit_count() for _, papers in others)
        self._words = shared_words(paper, count, self._counts, self._having)

    def hits(self, limit: int) -> Iterator[NearHit]:
        """Yield the nearest papers of each file."""
        for number, (segment, _) in enumerate(self._others):
            having = [(word, self._found[word.text][number]) for word in self._words]
            scores = bytearray(segment.size)
            for word, papers in having:
                for paper in papers:
                    scores[paper] += word.weight
            for score, paper in _greatest(scores, limit):
                by = (word for word, papers in having if paper in papers)
                yield NearHit(score, segment.day_of(paper).day, segment.ids[paper], segment, paper, why(by))

    def _counts(self, words: Collection[str]) -> dict[str, int]:
        found = [segment.columns[COUNTED].counts(words, papers) for segment, papers in self._others]
        return {word: sum(counts[word] for counts in found) for word in words}

    def _having(self, word: str) -> int:
        found = [
            {
                *filter(
                    papers.flags.__getitem__, set[int]().union(*(one.columns[place].whole(word) for place in COMPARED))
                )
            }
            for one, papers in self._others
        ]
        self._found[word] = found
        return sum(map(len, found))


def _greatest(scores: bytearray, limit: int) -> Iterator[tuple[int, int]]:
    """Yield the greatest scores and whose they are, of equal ones the last first; none that is too small."""
    for score in range(FULL, LEAST - 1, -1):
        place = scores.rfind(score)
        while place >= 0 and limit:
            yield score, place
            limit -= 1
            place = scores.rfind(score, 0, place)
