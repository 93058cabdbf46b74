"""A day asked of the Hub once what is stored is not fresh any more, joined with that, and stored."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.errors import NotOpenError, StoreError
from reader.papers.edition import DAY, opens_at
from reader.papers.models import Feed, Paper
from reader.papers.period import Day, EditionClock

if TYPE_CHECKING:
    from reader.hub.client import Answer
    from reader.library.protocols import Hub
    from reader.store.feeds.cache import Cache
    from reader.store.feeds.rows import Head


class FreshDays:
    """Asks the Hub for days and stores them."""

    def __init__(self, cache: Cache, ask: Callable[[], Hub], clock: EditionClock) -> None:
        """Ask and store nothing yet.

        Args:
            cache: The stored feeds.
            ask: Returns the Hub, or raises `OfflineError`.
            clock: Tells the time and which day is open.
        """
        self._cache, self._ask, self._clock = cache, ask, clock

    async def read(self, day: date, stored: Feed | None, *, refresh: bool) -> AsyncIterator[Feed]:
        """Yield what is stored of a day, if it is, and the current feed if that is not fresh, or a fresh one is wanted.

        Raises:
            HubError: The current feed cannot be had.
            StoreError: The current feed, yielded before, could not be saved.
        """
        if stored is not None:
            yield stored
            if is_fresh(stored, self._clock) and not refresh:
                return
        async for feed in self.fetch(day, stored):
            yield feed

    async def fetch(self, day: date, stored: Feed | None) -> AsyncIterator[Feed]:
        """Yield the current feed of a day.

        Raises:
            HubError: It cannot be had.
            StoreError: The feed, yielded before, could not be saved.
        """
        hub = self._ask()
        asked_at = self._clock.now()
        try:
            answer = await hub.daily_papers(day, etag=mark(stored))
        except NotOpenError as error:
            if error.hub_time is not None:
                self._clock.compare(error.hub_time)
            if (error.hub_time or asked_at) < opens_at(day + DAY):
                raise
            raise NotOpenError(day, error.hub_time, f"{hub.name} does not have {day}. Choose another day.") from error
        self._compare(answer.made_at if answer else None)
        feed = self._after(answer, day, stored, asked_at)
        unsaved = await self.keep(feed, stored)
        yield feed
        if unsaved:
            raise unsaved

    def _compare(self, hub_time: datetime | None) -> None:
        """Compare the clock with the Hub's: an answer kept on the way may be old, but none is from the future."""
        if hub_time is not None and (hub_time > self._clock.now() or self._clock.problem):
            self._clock.compare(hub_time)

    async def keep(self, feed: Feed, stored: Feed | None) -> StoreError | None:
        """Store a feed if it is news; return why that failed, if it did."""
        if feed is not stored and (feed.papers or feed.settled):
            try:
                await self._cache.put(feed)
            except StoreError as error:
                return error
        return None

    def _after(self, answer: Answer | None, day: date, stored: Feed | None, asked_at: datetime) -> Feed:
        """What is known of a day after an answer."""
        if answer is None and stored is not None:
            return replace(stored, fetched_at=asked_at, settled=self._clock.is_settled(day, asked_at))
        papers, skipped = (answer.papers, answer.skipped) if answer else ((), 0)
        feed = self.with_papers(papers, day, stored, asked_at, whole=not skipped)
        return feed if feed is stored else replace(feed, etag=answer.etag if answer else "", skipped=skipped)

    def with_papers(
        self, papers: tuple[Paper, ...], day: date, stored: Feed | None, asked_at: datetime, *, whole: bool
    ) -> Feed:
        """What is known of a day once papers of it have come.

        Args:
            papers: All that the answer has for the day.
            day: The day.
            stored: What is stored of it.
            asked_at: When the Hub was asked.
            whole: Whether the answer was complete; otherwise nothing is said to be gone.
        """
        if stored is not None and stored.papers and not papers:
            return stored  # An empty answer for a day that had papers is the Hub's mistake, not news.
        return Feed(
            period=Day(day),
            papers=joined(stored.papers if stored else (), papers, whole=whole),
            fetched_at=asked_at,
            settled=self._clock.is_settled(day, asked_at),
        )


def is_fresh(feed: Feed | Head, clock: EditionClock) -> bool:
    """Whether a stored feed need not be asked for again."""
    if feed.settled and not feed.papers:
        return True  # A day that closed without papers stays without.
    # What is missing from a short list may be there the next time.
    return clock.is_fresh(feed.day, feed.fetched_at, settled=feed.settled and not feed.skipped)


def mark(stored: Feed | None) -> str:
    """The Hub's mark of what is stored, with which it tells whether that has changed.

    A short list has none: that nothing has changed would keep it short. Former versions stored one with it.
    """
    return stored.etag if stored is not None and not stored.skipped else ""


def joined(stored: tuple[Paper, ...], fresh: tuple[Paper, ...], *, whole: bool) -> tuple[Paper, ...]:
    """Join two lists of a day by id: the fresh paper wins, one that left the list stays, after the others.

    An abstract that is known is kept where none can be read any more.

    Args:
        stored: The list as it was.
        fresh: The list as it is.
        whole: Whether every item of the fresh list could be read; otherwise nothing is said to be gone.
    """
    ids, known = {paper.id for paper in fresh}, {paper.id: paper for paper in stored}
    here = [_with_abstract(paper, known.get(paper.id, paper)) for paper in fresh]
    left = [replace(paper, gone=paper.gone or whole) for paper in stored if paper.id not in ids]
    return tuple(sorted([*here, *left], key=lambda paper: (paper.gone, -paper.upvotes)))


def _with_abstract(paper: Paper, known: Paper) -> Paper:
    if paper.abstract or not known.abstract:
        return paper
    return replace(paper, abstract=known.abstract, readable_abstract=known.readable_abstract)
