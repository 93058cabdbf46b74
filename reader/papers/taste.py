"""What a reader likes, learned from what was starred, noted and passed over; nothing of it leaves the machine.

A paper is a vector of its words: how often each stands in title, abstract and keywords, times how rare it is (tf-idf,
cosine normalised). What is liked is the mean of the papers that were starred or noted, less a little of those that
were read and left at that (Rocchio's classifier, the nearest centroid). A paper is as interesting as its vector points
that way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, filterfalse, pairwise, repeat
from math import hypot, log, sqrt
from typing import Final, NamedTuple

from msgspec import Struct

from reader.papers.function_words import FUNCTION_WORDS
from reader.papers.kin import root
from reader.papers.models import Paper
from reader.papers.query.fold import fold_each

STARS_NEEDED: Final = 5
"""Starred papers below which nothing is learned: a guess from fewer is as good as the votes."""
IN_TITLE: Final = 2
"""What a word of the title counts, where one of the abstract counts 1."""
PAIR: Final = 0.8
"""What two words that come one after the other count, such as `world model`, where a word counts 1."""
PASSED_OVER: Final = 0.25
"""How much a paper counts that was read and neither starred nor noted; a starred one counts 1."""
REASONS: Final = 2
"""Reasons that are given for a paper."""
WORTH_NAMING: Final = 0.25
"""The share of the best reason that another one needs to be named."""

_TITLE_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_WORD: Final = re.compile(r"[^\W_]{2,}")
_APART: Final = {code: " " for code in range(0x80) if not chr(code).isalnum() and chr(code) != "\n"}
_UNTOLD: Final = FUNCTION_WORDS | {chr(code) for code in range(0x80)}
"""What is no word to tell a paper by: single letters of ASCII among them, which the pattern leaves out, too."""
_PAPERS: Final = 256
"""Papers whose words are kept: 5 MB, as those of an abstract of the Hub take 21 KB."""


class Interest(NamedTuple):
    """How interesting a paper is."""

    score: float
    """From -1 to 1; the greatest is the most interesting."""
    why: str = ""
    """Its topics that speak for it, or nothing."""


Interests = Mapping[str, Interest]
"""By the id of the paper."""


class Taste(Struct, frozen=True):
    """What a reader likes."""

    weights: Mapping[str, float]
    """How much a word speaks for a paper."""
    rarity: Mapping[str, float]
    """How rare a word is; one that is missing was seen once at most."""
    unseen: float
    """The rarity of such words, which are most of all."""

    def interests(self, papers: Iterable[Paper]) -> Interests:
        """How interesting each of some papers is."""
        return {paper.id: self.interest(paper) for paper in papers}

    def interest(self, paper: Paper) -> Interest:
        """How interesting a paper is, and why."""
        weights = self.weights
        parts, length = _vector(paper, self.rarity, self.unseen)
        parts = {word: part / length * weights[word] for word, part in parts.items() if word in weights}
        return Interest(sum(parts.values()), " · ".join(_reasons(paper, parts)))


def learn(liked: Sequence[Paper], passed: Sequence[Paper], others: Iterable[Paper]) -> Taste:
    """Learn what a reader likes.

    Args:
        liked: Papers that were starred or noted; at least one.
        passed: Papers that were read, and neither starred nor noted.
        others: Papers to tell from which words are rare; some hundred are enough.
    """
    known = {paper.id: paper for paper in others}
    seen = _seen((*known.values(),)).copy()
    more = {paper.id: paper for paper in (*passed, *liked) if paper.id not in known}
    seen.update(chain.from_iterable(map(words, more.values())))
    count = len(known) + len(more)
    rarity = {word: log((count + 1) / papers) for word, papers in seen.items() if papers > 1}
    unseen = log(count + 1)
    weights: defaultdict[str, float] = defaultdict(float)
    for papers, share in ((liked, 1.0), (passed, -PASSED_OVER)):
        for paper in papers:
            parts, length = _vector(paper, rarity, unseen)
            part_of_all = share / len(papers) / length
            for word, part in parts.items():
                weights[word] += part_of_all * part
    length = hypot(*weights.values()) or 1.0
    return Taste({word: weight / length for word, weight in weights.items()}, rarity, unseen)


@lru_cache(_PAPERS)
def words(paper: Paper) -> Mapping[str, float]:
    """The words of a paper, folded, and those that come one after the other, each with how much is made of it.

    The more often it stands there, the more.
    """
    lines = [found for found, share in _lines(paper) for _ in range(share)]
    single, pairs = Counter(chain.from_iterable(lines)), Counter(_pairs(lines))
    often = dict(zip(single, map(_often, single.values()), strict=True))
    often.update(zip(pairs, map(_often_together, pairs.values()), strict=True))
    return often


@lru_cache(2**10)
def _often(count: int) -> float:
    """What is made of a word that stands in a paper so often: counts are few, and looking one up is quicker."""
    return 1 + log(count)


@lru_cache(2**10)
def _often_together(count: int) -> float:
    return PAIR * _often(count)


@lru_cache(1)
def _seen(papers: tuple[Paper, ...]) -> Counter[str]:
    """In how many papers each word stands, as the same recent ones are asked for again and again."""
    return Counter(chain.from_iterable(map(words, papers)))


def _pairs(lines: Iterable[list[str]]) -> Iterator[str]:
    """Every two words that come one after the other in a line."""
    return map(" ".join, chain.from_iterable(map(pairwise, lines)))


def _lines(paper: Paper) -> Iterator[tuple[list[str], int]]:
    """Yield the words of each line, with how often each of them counts."""
    title, *others = (
        text.splitlines() for text in (paper.shown_title, paper.shown_abstract, "\n".join(paper.ai_keywords))
    )
    lines = _contents([*title, *chain.from_iterable(others)])
    yield from zip(lines, chain(repeat(IN_TITLE, len(title)), repeat(1)), strict=False)


def _contents(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words of each line that can tell what a paper is about."""
    folded = fold_each(lines)
    # To part it at all else takes a third of the time of looking for words.
    is_plain = folded.isascii()
    for line in (folded.translate(_APART) if is_plain else folded).split("\n"):
        yield [*filterfalse(_UNTOLD.__contains__, line.split() if is_plain else _WORD.findall(line))]


def _vector(paper: Paper, rarity: Mapping[str, float], unseen: float) -> tuple[dict[str, float], float]:
    """What each word of a paper is in its vector, and the length of that."""
    parts = {word: often * rarity.get(word, unseen) for word, often in words(paper).items()}
    return parts, hypot(*parts.values()) or 1.0


def _reasons(paper: Paper, parts: Mapping[str, float]) -> Iterator[str]:
    """The keywords that speak most for a paper, or else the words of its title, no word twice."""
    phrases = paper.ai_keywords or _TITLE_WORD.findall(paper.shown_title)
    split = {phrase: frozenset(next(_contents((phrase,)))) for phrase in phrases}
    # By the root, as in the length of a vector: long phrases would win by their small words, short ones by a mean.
    worth = {phrase: sum(parts.get(word, 0.0) for word in of) / sqrt(len(of)) for phrase, of in split.items() if of}
    least = max(worth.values(), default=0.0) * WORTH_NAMING
    named: set[str] = set()
    given = 0
    for phrase in sorted(worth, key=lambda phrase: -worth[phrase]):
        if given == REASONS or worth[phrase] <= max(0.0, least):
            break
        roots = {*map(root, split[phrase])}
        if roots.isdisjoint(named):
            named |= roots
            given += 1
            yield phrase
