"""The discussion of a paper: as it is stored, then as the Hub has it."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from reader.errors import NoPapersError, OfflineError, OldPaperError, StoreError, UnreachableError
from reader.hub.endpoint import Endpoint
from reader.papers import links
from reader.papers.discussion.model import Discussion
from reader.store.discussion_codec import KeptDiscussion

if TYPE_CHECKING:
    from reader.hub.rate_limit import Window
    from reader.papers.period import EditionClock
    from reader.store.documents import Documents

LASTING: Final = timedelta(minutes=10)
"""How long comments need not be asked for again, as for the papers of a day that is not over."""


class FoundDiscussion(NamedTuple):
    """The comments on a paper."""

    discussion: Discussion
    fetched_at: datetime
    asked: bool = False
    """Whether the Hub sent it just now."""


class DiscussionHub(Protocol):
    """What is asked."""

    @property
    def requests(self) -> Window:
        """Its count of requests."""
        ...

    async def discussion(self, id: str) -> Discussion | None:
        """Return the comments on a paper, or None if it does not have the paper."""
        ...


class Discussions:
    """Discussions; what is stored is given at once, however old it is."""

    noun = "discussion"

    def __init__(self, documents: Documents | None, ask: Callable[[], DiscussionHub], clock: EditionClock) -> None:
        """Name the stores.

        Args:
            documents: What was kept; None to keep nothing.
            ask: Returns the Hub, or raises `OfflineError`.
            clock: Tells the time.
        """
        self._documents = documents
        self._ask = ask
        self._clock = clock

    async def find(self, id: str, *, refresh: bool = False) -> AsyncGenerator[FoundDiscussion, None]:
        """Yield the stored comments on a paper, if there are any, then the Hub's if those are not fresh.

        Args:
            id: The arXiv id, without version.
            refresh: Ask the Hub even if what is stored is fresh.

        Raises:
            OldPaperError: The id is older than the Hub has any.
            NoPapersError: The Hub does not have the paper.
            OfflineError: The network is off, and what is stored, yielded before, is not fresh, or nothing is.
            HubError: The Hub cannot be asked; what was yielded before is still good.
            StoreError: What the Hub sent, yielded before, could not be saved.
        """
        kept = await self._documents.discussion(id) if self._documents else None
        if kept is not None and kept.discussion is not None:
            yield FoundDiscussion(kept.discussion, kept.fetched_at)
        if kept is not None and not refresh and kept.is_fresh(self._clock.now(), LASTING):
            if kept.discussion is None:
                raise NoPapersError(absent(id))
            return
        if links.is_old_id(id):
            raise OldPaperError(links.arxiv_url(id))
        asked_at = self._clock.now()
        found = await self._fetched(id, is_stored=kept is not None and kept.discussion is not None)
        unsaved = await self._keep(id, KeptDiscussion(found, asked_at))
        if found is None:
            raise NoPapersError(absent(id))
        yield FoundDiscussion(found, asked_at, asked=True)
        if unsaved:
            raise unsaved

    async def known(self) -> dict[str, bool]:
        """Return which papers were asked for in the last day, and whether the Hub had a discussion of each."""
        heads = await self._documents.heads("comments") if self._documents else []
        now = self._clock.now()
        return {head.id: head.is_there for head in heads if head.is_believed(now)}

    async def fetch(self, id: str) -> bool:
        """Ask the Hub for the comments on a paper and keep them; return whether it has the paper.

        Raises:
            HubError: The Hub cannot be asked.
            StoreError: They could not be saved.
        """
        if links.is_old_id(id):
            return False
        asked_at = self._clock.now()
        found = await self._ask().discussion(id)
        if unsaved := await self._keep(id, KeptDiscussion(found, asked_at)):
            raise unsaved
        return found is not None

    @property
    def pause(self) -> float:
        """The seconds for which a fetch that is in no hurry leaves the Hub alone; 0 for none."""
        return self._ask().requests.pause

    def time_for(self, count: int) -> float:
        """The seconds that the Hub's limit makes so many discussions take at least."""
        return self._ask().requests.time_for(count)

    async def _fetched(self, id: str, *, is_stored: bool) -> Discussion | None:
        try:
            return await self._ask().discussion(id)
        except OfflineError as error:
            why = "the network is off (--offline or HF_HUB_OFFLINE)"
            if is_stored:
                raise OfflineError(f"Newer comments were not asked for: {why}.") from error
            raise OfflineError(
                f"The discussion of {id} is not stored, and {why}. Its page is {links.hub_url(id)}."
            ) from error
        except UnreachableError as error:
            if is_stored:
                raise
            raise UnreachableError(f"The discussion of {id} is not stored. {error}") from error

    async def _keep(self, id: str, kept: KeptDiscussion) -> StoreError | None:
        """Store it, unless it is that there is none any more; return why that failed."""
        try:
            if self._documents is not None:
                before = await self._documents.discussion(id)
                if kept.discussion is not None or before is None or before.discussion is None:
                    await self._documents.put_discussion(id, kept)
        except StoreError as error:
            return error
        return None


def absent(id: str) -> str:
    """What to say of a paper that the Hub does not have."""
    hub = Endpoint.from_environment(os.environ).name
    return f"{hub} does not have {id}, so there is no discussion of it. The paper is at {links.arxiv_url(id)}."
