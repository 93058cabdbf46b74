"""Searching at the Hub: its answers are stored, so that the same search can be answered without a network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct

from reader.errors import OfflineError, StoreError
from reader.papers.humanize import unreadable
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper, SearchFeed
from reader.papers.query import Query
from reader.papers.query.hub_words import applied_here, with_fragments, words_of

if TYPE_CHECKING:
    from reader.hub.rate_limit import Spare
    from reader.hub.wire import Searched
    from reader.papers.period import EditionClock
    from reader.store.feeds.cache import Cache
    from reader.store.marks.marks import Marks

LASTING: Final = timedelta(minutes=10)
"""How long the same words need not be asked for again."""
LOW: Final = 10
"""Searches that the Hub still takes, below which it is told how many."""


class HubAnswer(Struct, frozen=True):
    """What the Hub found."""

    query: Query
    """What was looked for; what the Hub highlights stands out, too."""
    papers: tuple[Paper, ...]
    """Those that fit what is applied here, the most relevant first."""
    came: int
    """How many the Hub found."""
    is_filtered: bool
    """Whether anything is applied here."""
    fetched_at: datetime
    """When the Hub found them, UTC."""
    notice: str = ""
    """Why the answer could not be stored, and that papers of it could not be read, in sentences, or nothing."""


class SearchedHub(Protocol):
    """What is asked."""

    async def search(self, words: str) -> Searched:
        """Return the papers that it finds for some words."""
        ...

    @property
    def searches_left(self) -> Spare | None:
        """How many searches it still takes, and the seconds until it takes more; None where it has not told."""
        ...


class HubSearches:
    """Searches at the Hub."""

    def __init__(self, cache: Cache, marks: Marks, connected: Callable[[], SearchedHub], clock: EditionClock) -> None:
        """Ask nothing yet.

        Args:
            cache: Where answers are stored.
            marks: What the user keeps of papers.
            connected: Returns the Hub, or raises `OfflineError`.
            clock: Tells the time.
        """
        self._cache = cache
        self._marks = marks
        self._connected = connected
        self._clock = clock
        self._hub: SearchedHub | None = None

    async def stored(self, query: Query) -> HubAnswer | None:
        """Return what the Hub found when it was last asked for these words, if that is stored.

        Raises:
            QueryError: There are no words to ask for, or too many.
        """
        feed = await self._cache.search(words_of(query))
        return await self._answer(query, feed) if feed is not None else None

    def is_fresh(self, answer: HubAnswer) -> bool:
        """Whether a stored answer need not be asked for again."""
        return timedelta() <= self._clock.now() - answer.fetched_at < LASTING

    async def ask(self, query: Query) -> HubAnswer:
        """Ask the Hub, and store what it finds.

        Raises:
            QueryError: There are no words to ask for, or too many.
            OfflineError: There is no way to the network.
            HubError: The answer is of no use.
        """
        words, asked_at = words_of(query), self._clock.now()
        try:
            self._hub = self._connected()
            found = await self._hub.search(words)
        except OfflineError as error:
            raise OfflineError(
                "The network is off (--offline or HF_HUB_OFFLINE), and the Hub was not asked for these words before."
            ) from error
        feed = SearchFeed(
            words=words, papers=found.papers, fetched_at=asked_at, fragments=found.fragments, skipped=found.skipped
        )
        notice = ""
        try:
            await self._cache.put_search(feed)
        except StoreError as error:
            notice = str(error)
        return await self._answer(query, feed, notice)

    @property
    def quota(self) -> str:
        """How many more searches the Hub takes and until when, where they are few; else nothing."""
        left = self._hub.searches_left if self._hub else None
        if left is None or left.requests >= LOW:
            return ""
        from reader.hub.rate_limit import time_after

        until = time_after(left.wait, self._clock.now().astimezone())
        return f"{left.requests or 'no'} search{'' if left.requests == 1 else 'es'} left until {until}"

    async def _answer(self, query: Query, feed: SearchFeed, notice: str = "") -> HubAnswer:
        papers, here = feed.papers, applied_here(query)
        if here is not None:
            marks = await self._marks.get(paper.id for paper in papers)
            papers = tuple(paper for paper in papers if here.matches(paper, marks.get(paper.id, UNMARKED)))
        lost = f"{unreadable(feed.skipped, 'the answer')}." if feed.skipped > 0 else ""
        notice = " ".join(filter(None, (lost, notice)))
        shown = with_fragments(query, feed.fragments)
        return HubAnswer(shown, papers, len(feed.papers), here is not None, feed.fetched_at, notice)
