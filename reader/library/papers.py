"""One paper by its arXiv id: from the stored days and the stars, else from what was looked up before, else the Hub."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from reader.errors import NoPapersError, OfflineError, OldPaperError, StoreError, UnreachableError
from reader.hub.endpoint import Endpoint
from reader.library.protocols import FoundPaper as FoundPaper
from reader.papers import links
from reader.papers.period import STARRED, Day, OnePaper
from reader.papers.single import SinglePaper
from reader.store.worker import awaited

if TYPE_CHECKING:
    from reader.library.protocols import Hub
    from reader.papers.period import EditionClock
    from reader.store.documents import Documents
    from reader.store.feeds.cache import Cache
    from reader.store.marks.marks import Marks

LASTING: Final = timedelta(days=1)
"""How long what the Hub said of a paper need not be asked for again: its votes and its code change."""


def not_stored(id: str) -> str:
    """What to say of a paper that is not stored where nothing is asked."""
    return f"{id} is not stored, and the network is off (--offline or HF_HUB_OFFLINE). Its page is {links.hub_url(id)}."


def absent(id: str) -> str:
    """What to say of a paper that the Hub does not have."""
    hub = Endpoint.from_environment(os.environ).name
    return f"{hub} does not have {id}. If there is such a paper, it is at {links.arxiv_url(id)}."


async def find(
    id: str,
    cache: Cache,
    marks: Marks,
    documents: Documents | None,
    ask: Callable[[], Hub],
    clock: EditionClock,
    *,
    refresh: bool = False,
) -> AsyncGenerator[FoundPaper, None]:
    """Yield a paper where it is stored, else as it was looked up before, then as the Hub has it now.

    The Hub is asked only for a paper that no stored day and no star has, and that was not looked up in the last day.

    Args:
        id: The arXiv id, without version.
        cache: The stored days.
        marks: The stars.
        documents: The papers that were looked up before; None to keep none.
        ask: Returns the Hub, or raises `OfflineError`.
        clock: Tells the time.
        refresh: Ask the Hub even if it was asked in the last day.

    Raises:
        OldPaperError: The id is older than the Hub has any, and it is not stored.
        NoPapersError: The Hub does not have it.
        HubError: The Hub cannot be asked; what was yielded before is still good.
        StoreError: What the Hub sent, yielded before, could not be saved.
    """
    feed = await awaited(cache.submit_containing(id))
    if feed is not None:
        yield FoundPaper(Day(feed.day), next(paper for paper in feed.papers if paper.id == id), feed.fetched_at)
        return
    for starred in await marks.starred():
        if starred.paper.id == id:
            yield FoundPaper(STARRED, starred.paper)
            return
    if links.is_old_id(id):
        raise OldPaperError(links.arxiv_url(id))
    known = await documents.paper(id) if documents else None
    if known is not None and known.paper is not None:
        yield FoundPaper(OnePaper(id), known.paper, known.fetched_at)
    if known is not None and known.is_fresh(clock.now(), LASTING) and not refresh:
        if known.paper is None:
            raise NoPapersError(absent(id))
        return
    asked_at = clock.now()
    try:
        found = await ask().single(id)
    except OfflineError as error:
        raise OfflineError(not_stored(id)) from error
    except UnreachableError as error:
        raise UnreachableError(f"{id} is not stored. {error} Its page is {links.hub_url(id)}.") from error
    unsaved = await _keep(documents, id, found, asked_at)
    if found is None:
        raise NoPapersError(absent(id))
    yield FoundPaper(OnePaper(id), found.paper, asked_at)
    if unsaved:
        raise unsaved


async def single(
    id: str, documents: Documents | None, ask: Callable[[], Hub], clock: EditionClock, *, refresh: bool = False
) -> AsyncGenerator[SinglePaper, None]:
    """Yield what the Hub says of a paper alone, as it was kept, then as the Hub says it now; nothing if it has none.

    The Hub is not asked within a day, nor for what few requests are left.

    Args:
        id: The arXiv id, without version.
        documents: What was kept; None to keep nothing.
        ask: Returns the Hub, or raises `OfflineError`.
        clock: Tells the time.
        refresh: Ask the Hub all the same.

    Raises:
        HubError: The Hub cannot be asked; what was yielded before is still good.
        StoreError: What the Hub sent, yielded before, could not be saved.
    """
    known = await documents.paper(id) if documents else None
    if known is not None:
        if known.paper is not None:
            yield SinglePaper(known.paper, known.linked)
        is_whole = known.paper is None or known.linked is not None
        if is_whole and known.is_fresh(clock.now(), LASTING) and not refresh:
            return
    if links.is_old_id(id):
        return
    hub, asked_at = ask(), clock.now()
    if hub.pause and not refresh:
        return
    found = await hub.single(id)
    unsaved = await _keep(documents, id, found, asked_at)
    if found is not None:
        yield found
    if unsaved:
        raise unsaved


async def _keep(documents: Documents | None, id: str, found: SinglePaper | None, at: datetime) -> StoreError | None:
    from reader.store.documents import KeptPaper

    try:
        if documents is not None:
            kept = KeptPaper(found.paper, at, found.linked) if found else KeptPaper(None, at)
            await documents.put_paper(id, kept)
    except StoreError as error:
        return error
    return None
