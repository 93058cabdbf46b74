"""The stored papers that are nearest to one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.errors import NoPapersError
from reader.papers import related as measure
from reader.papers.models import Feed, Paper
from reader.papers.related import RelatedPapers
from reader.store.index.index import UnindexedError
from reader.store.worker import awaited

if TYPE_CHECKING:
    from reader.store.documents import Documents
    from reader.store.feeds.cache import Cache
    from reader.store.marks.marks import Marks


def unknown(id: str) -> str:
    """What to say of a paper that is not stored."""
    return f"{id} is not stored, so it cannot be compared with other papers. Open it once, or fetch its day."


async def related(id: str, limit: int, cache: Cache, marks: Marks, documents: Documents | None) -> RelatedPapers:
    """Find the papers of all stored days that are nearest to one, which may be a star or looked up by its id, too.

    Raises:
        NoPapersError: That paper is not stored.
    """
    before = cache.index.submit_state()
    try:
        answer = await awaited(cache.index.submit_related(id, None, limit))
        if answer.paper is None:
            paper = await _elsewhere(id, marks, documents)
            answer = await awaited(cache.index.submit_related(id, paper, limit))
    except UnindexedError:
        scanned = await _scanned(id, limit, cache, marks, documents)
        return replace(scanned, state=await awaited(before))
    assert answer.paper is not None
    return RelatedPapers(answer.paper, answer.near, await awaited(before))


async def _elsewhere(id: str, marks: Marks, documents: Documents | None) -> Paper:
    """A paper that no stored day has.

    Raises:
        NoPapersError: It is not stored.
    """
    for starred in await marks.starred():
        if starred.paper.id == id and starred.paper.is_known:
            return starred.paper
    kept = await documents.paper(id) if documents else None
    if kept is None or kept.paper is None:
        raise NoPapersError(unknown(id))
    return kept.paper


async def _scanned(id: str, limit: int, cache: Cache, marks: Marks, documents: Documents | None) -> RelatedPapers:
    feeds = [feed async for feed in _feeds(cache)]
    if (found := measure.related(id, feeds, limit)) is not None:
        return found
    paper = await _elsewhere(id, marks, documents)
    return RelatedPapers(paper, (*measure.nearest(paper, feeds, limit),))


async def _feeds(cache: Cache) -> AsyncIterator[Feed]:
    for day in reversed(await cache.days()):
        if (feed := await cache.get(day)) is not None:
            yield feed
