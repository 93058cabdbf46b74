"""Judges the order for the user against the votes: `python -m tests.bench.for_you [--seed N]`.

What a reader would like is not known, so keywords take its place: a reader stars ten papers of one keyword, and of the
papers listed later those with that keyword are what they like. The keywords are hidden from what is learned. Windows of
100 papers that follow one another and have at least one such paper are sorted; counted is how many of the first five
are (precision@5), beside the order of votes, chance and the best order there is. The recorded days are needed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Final, NamedTuple

from msgspec.structs import replace

from reader.hub.wire import papers_of
from reader.library.learning import RECENT
from reader.papers.models import Paper
from reader.papers.taste import learn
from tests.hub.__main__ import Recorded
from tests.terminal import CHECKOUT

SEED: Final = 14
KEYWORDS: Final = 20
PAPERS_OF_A_KEYWORD: Final = range(30, 201)
DRAWS: Final = 5
"""Readers of each keyword."""
STARRED: Final = 10
READ: Final = 30
"""Papers that a reader read and did not star."""
WINDOW: Final = 100
FIRST: Final = 5


class Precision(NamedTuple):
    """The mean share of liked papers among the first five, by who sorted."""

    for_you: float
    votes: float
    chance: float
    best: float


class Library(NamedTuple):
    """All papers, the one listed first in front, with and without their keywords."""

    keywords: tuple[frozenset[str], ...]
    hidden: tuple[Paper, ...]


def library() -> Library:
    """Read the recorded days, each paper at its first day."""
    days = Recorded(CHECKOUT.parent / "shared" / "recorded")
    papers = {
        paper.id: paper for day in sorted(days, reverse=True) for paper in papers_of(json.dumps(days[day]).encode())[0]
    }
    listed = [*reversed(papers.values())]
    keywords = tuple(frozenset(map(str.casefold, paper.ai_keywords)) for paper in listed)
    return Library(keywords, tuple(replace(paper, ai_keywords=()) for paper in listed))


def judged(library: Library, seed: int = SEED) -> dict[str, Precision]:
    """Judge by keywords that a seed draws."""
    random = Random(seed)
    counts = Counter(keyword for keywords in library.keywords for keyword in keywords)
    known = sorted(keyword for keyword, count in counts.items() if count in PAPERS_OF_A_KEYWORD)
    return {keyword: _of_keyword(library, keyword, random) for keyword in random.sample(known, KEYWORDS)}


def mean(of: dict[str, Precision]) -> Precision:
    """The mean over keywords."""
    return _mean([*of.values()])


def _mean(precisions: list[Precision]) -> Precision:
    return Precision(*(sum(values) / len(values) for values in zip(*precisions, strict=True)))


def _of_keyword(library: Library, keyword: str, random: Random) -> Precision:
    liked = {index for index, keywords in enumerate(library.keywords) if keyword in keywords}
    return _mean([window for _ in range(DRAWS) for window in _of_reader(library, liked, random)])


def _of_reader(library: Library, liked: set[int], random: Random) -> Iterator[Precision]:
    papers = library.hidden
    # The earlier half is what can be starred, so that there are later ones to find.
    earlier = sorted(liked)[: max(STARRED, len(liked) // 2)]
    starred = random.sample(earlier, STARRED)
    now = max(starred) + 1
    read = random.sample([index for index in range(now) if index not in liked], min(READ, now - len(starred)))
    taste = learn([papers[i] for i in starred], [papers[i] for i in read], papers[max(0, now - RECENT) : now])
    for start in range(now, len(papers) - WINDOW + 1, WINDOW):
        window = range(start, start + WINDOW)
        if there := len(liked.intersection(window)):
            interests = taste.interests(papers[start : start + WINDOW])
            by_interest = sorted(window, key=lambda index: -interests[papers[index].id].score)
            by_votes = sorted(window, key=lambda index: -papers[index].upvotes)
            for_you, votes = (len(liked.intersection(order[:FIRST])) / FIRST for order in (by_interest, by_votes))
            yield Precision(for_you, votes, there / WINDOW, min(FIRST, there) / FIRST)


def main() -> None:
    """Print a line for each keyword, and the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    seed = parser.parse_args().seed
    found = judged(library(), seed)
    print(f"seed {seed}, precision@{FIRST}: for you, votes, chance, best possible")  # noqa: T201
    for keyword, precision in {**found, "mean": mean(found)}.items():
        print(f"{keyword:40.40} " + " ".join(f"{value:6.3f}" for value in precision))  # noqa: T201
    of = mean(found)
    print(f"{of.for_you / of.votes:.1f} times the votes, {of.for_you / of.best:.2f} of the best possible")  # noqa: T201


if __name__ == "__main__":
    main()
