"""Papers that are near another one, as they share its rarest words: the measure that everything faster agrees with."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from heapq import nlargest
from math import log
from typing import Final, NamedTuple

from msgspec import Struct

from reader.papers.found import NEAREST, UNSTORED, StoredState
from reader.papers.function_words import FUNCTION_WORDS
from reader.papers.kin import repeats
from reader.papers.models import Feed, Paper
from reader.papers.query import Place
from reader.papers.query.fold import fold
from reader.papers.query.terms import texts

RAREST: Final = 20
"""Words by which papers are compared: those that a paper has most often and others least often."""
TRIED: Final = 60
"""Words of a paper that are looked for, as not all of its rarest words are shared with any other."""
FULL: Final = 255
"""What all words together count: what a paper has of it fits into a byte."""
LEAST: Final = FULL // 10
"""What a paper has of it at least: some two of the words."""
REASONS: Final = 3
"""Words that are named for a paper."""
COMPARED: Final[tuple[Place, ...]] = ("title", "abstract", "keywords")
"""Where a word counts."""
COUNTED: Final[Place] = "abstract"
"""Where it is counted in how many papers it stands by itself, which tells how rare it may be."""

_WORD: Final = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_LETTER: Final = re.compile(r"[^\W\d_]")


class SharedWord(NamedTuple):
    """A word of a paper that others have, too."""

    text: str
    """Folded."""
    spelt: str
    """As the paper has it."""
    weight: int
    """Its share of `FULL`."""


class Near(NamedTuple):
    """A paper that is near another one; the nearest comes first."""

    score: int
    """Of `FULL`."""
    day: date
    """The newest day that lists it."""
    id: str
    paper: Paper
    why: str
    """The words by which it is near."""


class RelatedPapers(Struct, frozen=True):
    """What is near a paper."""

    paper: Paper
    """That paper."""
    near: tuple[Near, ...]
    """The nearest first; none if no other paper shares enough of its words."""
    state: StoredState = UNSTORED
    """That of the stored days in which they were found."""


class _Word(NamedTuple):
    spelt: str
    often: float
    """How much is made of it: the more often it stands there, the more."""


def shared_words(
    paper: Paper,
    papers: int,
    counts: Callable[[Collection[str]], Mapping[str, int]],
    having: Callable[[str], int],
) -> list[SharedWord]:
    """Choose the words by which a paper is compared with others, those that count most first.

    Args:
        paper: The paper.
        papers: How many others there are.
        counts: In how many of their abstracts each of some words stands with nothing or blanks around.
        having: How many of them have a word.
    """
    words = _words(paper)
    alone = counts(words)
    rarity = {word: own.often * log((papers + 1) / (alone[word] + 1)) for word, own in words.items()}
    chosen: dict[str, float] = {}
    for word in sorted(rarity, key=lambda word: -rarity[word])[:TRIED]:
        if found := having(word):
            chosen[word] = words[word].often * log((papers + 1) / (found + 1))
        if len(chosen) == RAREST:
            break
    total = sum(chosen.values()) or 1.0
    weighed = (SharedWord(word, words[word].spelt, int(FULL * part / total)) for word, part in chosen.items())
    return sorted((word for word in weighed if word.weight), key=lambda word: -word.weight)


def why(words: Iterable[SharedWord]) -> str:
    """Name the words by which a paper is near, those that count most, and none that says what one before it does.

    >>> words = (("Environment", 30), ("environments", 20), ("Static", 9), ("static-scene", 8), ("maps", 7), ("sea", 6))
    >>> why(SharedWord(word.lower(), word, weight) for word, weight in words)
    'Environment · Static · maps'
    """
    named: list[SharedWord] = []
    for word in words:
        if not any(repeats(word.text, one.text) or repeats(one.text, word.text) for one in named):
            named.append(word)
            if len(named) == REASONS:
                break
    return " · ".join(word.spelt for word in named)


def related(id: str, feeds: Sequence[Feed], limit: int = NEAREST) -> RelatedPapers | None:
    """Find the papers of some days, the newest first, that are nearest to one of them; None if it is not one."""
    paper = next((paper for feed in feeds for paper in feed.papers if paper.id == id), None)
    return RelatedPapers(paper, (*nearest(paper, feeds, limit),)) if paper else None


def nearest(paper: Paper, feeds: Iterable[Feed], limit: int = NEAREST) -> list[Near]:
    """Find the papers of some days that are nearest to a paper, each as its newest day has it.

    Args:
        paper: The paper, which may be one of them.
        feeds: The days, the newest first.
        limit: How many papers to return.
    """
    others: dict[str, tuple[date, Paper]] = {}
    for feed in feeds:
        for one in feed.papers:
            others.setdefault(one.id, (feed.day, one))
    others.pop(paper.id, None)
    folded = {id: texts(one) for id, (_, one) in others.items()}
    having = {word: {id for id, text in folded.items() if _has(text, word)} for word in _words(paper)}
    words = shared_words(
        paper,
        len(others),
        partial(_counts, [text[COUNTED] for text in folded.values()]),
        lambda word: len(having[word]),
    )
    found: list[Near] = []
    for id, (day, one) in others.items():
        by = [word for word in words if id in having[word.text]]
        score = sum(word.weight for word in by)
        if score >= LEAST:
            found.append(Near(score, day, id, one, why(by)))
    return nlargest(limit, found, key=lambda near: near[:3])


def _words(paper: Paper) -> dict[str, _Word]:
    """The words of a paper that can tell what it is about, by how they are folded.

    One with hyphens or points, such as a version, is one word.
    """
    spelt: dict[str, str] = {}
    counts: dict[str, int] = {}
    for text in (paper.shown_title, paper.shown_abstract, *paper.ai_keywords):
        for written in _WORD.findall(text):
            word = fold(written)
            is_content = len(word) > 1 and word not in FUNCTION_WORDS and _LETTER.search(word)
            if is_content and _WORD.fullmatch(word):
                spelt.setdefault(word, written)
                counts[word] = counts.get(word, 0) + 1
    return {word: _Word(spelt[word], 1 + log(count)) for word, count in counts.items()}


def _counts(abstracts: Iterable[str], words: Collection[str]) -> dict[str, int]:
    counts = dict.fromkeys(words, 0)
    for text in abstracts:
        for word in counts.keys() & text.split(" "):
            counts[word] += 1
    return counts


def _has(folded: Mapping[Place, str], word: str) -> bool:
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return any(word in folded[place] and whole.search(folded[place]) for place in COMPARED)
