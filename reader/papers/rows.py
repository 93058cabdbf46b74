"""Going through the rows of a list: the next paper of a kind, and the nearest one that is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from reader.papers.models import Paper

if TYPE_CHECKING:
    from reader.papers.period import Direction


def next_index(
    papers: Sequence[Paper], wanted: Callable[[Paper], bool], since: int, direction: Direction
) -> int | None:
    """The index of the next wanted paper after an index, or before it; from the other end on where there is none."""
    after, before = range(since + 1, len(papers)), range(max(since, 0))
    indexes = [*after, *before] if direction > 0 else [*reversed(before), *reversed(after)]
    return next((index for index in indexes if wanted(papers[index])), None)


def further_index(
    papers: Sequence[Paper], wanted: Callable[[Paper], bool], since: int, direction: Direction
) -> int | None:
    """The index of the next wanted paper after an index, or before it, with nothing after the end of the list."""
    indexes = range(since + 1, len(papers)) if direction > 0 else reversed(range(min(max(since, 0), len(papers))))
    return next((index for index in indexes if wanted(papers[index])), None)


def nearest(paper: str, papers: Sequence[Paper], members: frozenset[str]) -> str:
    """The id of a paper if it is a member, else of the next member in a list, else of the one before; or nothing."""
    place = next((place for place, other in enumerate(papers) if other.id == paper), 0)
    onwards = chain(islice(papers, place, None), reversed(papers[:place]))
    return next((other.id for other in onwards if other.id in members), "")
