"""All stored days searched at once."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from reader.papers.found import UNSTORED, StoredState
from reader.papers.models import Paper
from reader.papers.query import Query
from reader.papers.query.terms import states
from reader.papers.relevance import Matches
from reader.store.feeds.cache import Cache
from reader.store.index.index import UnindexedError
from reader.store.marks.marks import Marks
from reader.store.worker import awaited


class Hit(Struct, frozen=True):
    """A paper that was found."""

    paper: Paper
    """As its newest stored day has it."""
    day: date
    """That day, New York."""


class SearchResult(Struct, frozen=True):
    """What was found."""

    query: Query
    hits: tuple[Hit, ...]
    """Papers with all words in the title first, then those with whole words, the newest first."""
    total: int
    """How many papers match, of which `hits` may have the first alone."""
    first: date | None
    """The oldest day of all of them."""
    last: date | None
    """The newest day of all of them."""
    state: StoredState = UNSTORED
    """That of the stored days in which they were found."""


def result(query: Query, matches: Matches, limit: int | None) -> SearchResult:
    """What to give of the papers that were found."""
    first, last = matches.days or (None, None)
    hits = tuple(Hit(match.paper, match.rank.day) for match in matches.best(limit))
    return SearchResult(query, hits, matches.total, first, last)


class Search:
    """Searches the stored days: by their index, or where that cannot be used day by day."""

    def __init__(self, cache: Cache, marks: Marks) -> None:
        """Name the stores; nothing is opened yet."""
        self._cache = cache
        self._marks = marks

    @property
    def notice(self) -> str:
        """What is wrong with the index, as a sentence, or nothing."""
        return self._cache.index.notice

    @property
    def indexing(self) -> tuple[int, int] | None:
        """While the index is built: how many days are in it, and how many there are."""
        return self._cache.index.progress

    async def find(self, query: Query, limit: int | None = None) -> SearchResult:
        """Find the papers that a query matches."""
        marked = await self._marks.marked(states(query.term))
        # Asked for first: what is stored meanwhile is found again, rather than missed.
        before = self._cache.index.submit_state()
        try:
            answer = await awaited(self._cache.index.submit_search(query, limit, marked))
        except UnindexedError:
            return replace(await self._scan(query, limit), state=await awaited(before))
        hits = tuple(Hit(paper, day) for paper, day in answer.hits)
        return SearchResult(query, hits, answer.total, answer.first, answer.last, await awaited(before))

    async def _scan(self, query: Query, limit: int | None) -> SearchResult:
        matches = Matches(query)
        for day in reversed(await self._cache.days()):
            if (feed := await self._cache.get(day)) is not None:
                matches.add(feed, await self._marks.get(paper.id for paper in feed.papers))
        return result(query, matches, limit)
