"""What the user likes, learned from the marks and the stored days of this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

from reader.errors import FewStarsError
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper
from reader.papers.taste import STARS_NEEDED, Taste, learn
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks

RECENT: Final = 150
"""The newest stored papers that are looked at, at least: which words are rare, and what was read and left at that."""


async def recent_papers(cache: Cache) -> list[Paper]:
    """The papers of the newest stored days, whole days, some more than `RECENT` where there are so many."""
    papers: list[Paper] = []
    for day in reversed(await cache.days()):
        if len(papers) >= RECENT:
            break
        if (feed := await cache.get(day)) is not None:
            papers.extend(feed.papers)
    return papers


async def taste(marks: Marks, recent: Iterable[Paper]) -> Taste:
    """Learn what the user likes.

    Args:
        marks: What the user marked.
        recent: Papers of the newest days.

    Raises:
        FewStarsError: Fewer than `STARS_NEEDED` papers are starred, or known by more than their id.
    """
    recent, kept = [*recent], await marks.liked()
    stars = sum(mark.is_starred and paper.is_known for paper, mark in kept)
    if stars < STARS_NEEDED:
        raise FewStarsError(
            f"“For you” learns from starred papers and needs {STARS_NEEDED}; {stars} so far. {FewStarsError.how}"
        )
    liked = {paper.id: paper for paper, _ in kept if paper.is_known}
    read = await marks.get(paper.id for paper in recent)
    passed = [paper for paper in recent if read.get(paper.id, UNMARKED).is_read and paper.id not in liked]
    # Some 0.2 ms a paper that was not looked at before: too long for the thread of the keys.
    return await asyncio.to_thread(learn, [*liked.values()], passed, recent)
