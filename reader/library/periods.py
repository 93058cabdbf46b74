"""Weeks and months, put together from their days, and what is trending.

Only days and what is trending are stored. The Hub's answer for a week or a month is taken apart into its days.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from reader.errors import HubError, NoPapersError, NotOpenError, StoreError
from reader.library.days import FreshDays, is_fresh, mark
from reader.library.protocols import Neighbour
from reader.papers.gathering import gathered
from reader.papers.humanize import inner_period, long_period
from reader.papers.models import Feed
from reader.papers.period import TRENDING, Direction, EditionClock, Span, Trending, Week, nearest_beyond

if TYPE_CHECKING:
    from reader.hub.client import Answer
    from reader.library.protocols import Hub
    from reader.store.feeds.cache import Cache

AT_ONCE: Final = 4
"""The most days that are asked for at the same time."""
SEARCHED: Final = 6
"""How many weeks or months without papers are passed over."""
LAST_WEEK: Final = 52
"""The last week that the Hub knows; some years have another one."""


class Periods:
    """Reads weeks, months and what is trending; its methods belong to one event loop."""

    def __init__(self, cache: Cache, ask: Callable[[], Hub], clock: EditionClock) -> None:
        """Read from the stored feeds and the Hub.

        Args:
            cache: The stored feeds.
            ask: Returns the Hub, or raises `OfflineError`.
            clock: Tells the time and which day is open.
        """
        self._cache, self._ask, self._clock = cache, ask, clock
        self._days = FreshDays(cache, ask, clock)

    def read(self, period: Span | Trending, *, refresh: bool) -> AsyncGenerator[Feed, None]:
        """Yield a period as it is stored, then as the Hub has it where that is not fresh."""
        return self._span(period, refresh) if isinstance(period, Span) else self._trending(refresh)

    # What is trending

    async def _trending(self, refresh: bool) -> AsyncGenerator[Feed, None]:
        stored = await self._cache.get(TRENDING)
        if stored is not None:
            yield stored
            today = self._clock.newest_day()
            if self._clock.is_fresh(today, stored.fetched_at, settled=False) and not refresh:
                return
        asked_at = self._clock.now()
        answer = await self._ask().trending(etag=mark(stored))
        if answer is None and stored is not None:
            feed = replace(stored, fetched_at=asked_at)
        elif answer is None or not answer.papers:
            return  # That nothing is trending is the Hub's mistake.
        else:
            feed = Feed(
                period=TRENDING,
                papers=answer.papers,
                fetched_at=asked_at,
                etag=answer.etag,
                skipped=answer.skipped,
            )
        unsaved = await self._days.keep(feed, stored)
        yield feed
        if unsaved:
            raise unsaved

    # Weeks and months

    async def _span(self, span: Span, refresh: bool) -> AsyncGenerator[Feed, None]:
        today = self._clock.newest_day()
        wanted = span.days(today)
        if not wanted:
            raise NoPapersError(f"{long_period(span)} has no papers yet.")
        known = {feed.day: feed for feed in await self._cache.feeds(span.dates)}
        if (feed := gathered(span, known.values(), today)) is not None:
            yield feed
        stale = [day for day in wanted if refresh or day not in known or not is_fresh(known[day], self._clock)]
        unsaved: StoreError | None = None
        # Of a short answer nobody knows which days it is short of, so that they are shown and not stored.
        short: dict[date, Feed] = {}
        skipped = 0
        if _is_worth_asking(span, stale, wanted):
            asked_at = self._clock.now()
            answer = await self._ask().span(span)
            if answer is not None and answer.papers:
                days = self._split(answer, stale, known, asked_at)
                if answer.skipped:
                    short, skipped = {day: days[day] for day in stale if day in days}, answer.skipped
                else:
                    unsaved = await self._keep(days, known)
                    stale = [] if answer.is_whole else [day for day in stale if day not in days]
                if (feed := gathered(span, (known | short).values(), today)) is not None:
                    yield replace(feed, skipped=max(feed.skipped, skipped))
        async for error in self._day_by_day(stale, known, short):
            unsaved = error or unsaved
            if (feed := gathered(span, (known | short).values(), today)) is not None:
                yield replace(feed, skipped=max(feed.skipped, skipped if short else 0))
        if unsaved:
            raise unsaved

    def _split(
        self, answer: Answer, asked: Sequence[date], known: dict[date, Feed], asked_at: datetime
    ) -> dict[date, Feed]:
        """The days of an answer, and those that a complete one leaves empty."""
        listed = {paper.listed for paper in answer.papers if paper.listed}
        return {
            day: self._days.with_papers(
                tuple(paper for paper in answer.papers if paper.listed == day),
                day,
                known.get(day),
                asked_at,
                whole=answer.is_whole,
            )
            for day in sorted(listed.union(asked) if answer.is_whole else listed)
        }

    async def _keep(self, days: dict[date, Feed], known: dict[date, Feed]) -> StoreError | None:
        """Store days; return what could not be saved."""
        unsaved: StoreError | None = None
        for day, feed in days.items():
            unsaved = await self._days.keep(feed, known.get(day)) or unsaved
            known[day] = feed
        return unsaved

    async def _day_by_day(
        self, days: Sequence[date], known: dict[date, Feed], short: dict[date, Feed]
    ) -> AsyncGenerator[StoreError | None, None]:
        """Ask for days, the newest first; after some of them have come, yield what could not be saved.

        Args:
            days: The days.
            known: What is known of days; those that come are put in.
            short: What a short answer had of them; those that come are taken out.

        Raises:
            HubError: One cannot be had; those that came at the same time were yielded.
        """
        import asyncio  # As in the library.

        newest_first = sorted(days, reverse=True)
        for start in range(0, len(newest_first), AT_ONCE):
            asked = newest_first[start : start + AT_ONCE]
            answers = await asyncio.gather(*(self._day(day, known, short) for day in asked))
            yield next((answer for answer in answers if isinstance(answer, StoreError)), None)
            for answer in answers:
                if isinstance(answer, HubError):
                    raise answer

    async def _day(self, day: date, known: dict[date, Feed], short: dict[date, Feed]) -> HubError | StoreError | None:
        try:
            async for feed in self._days.fetch(day, known.get(day)):
                known[day] = feed
                short.pop(day, None)
        except NotOpenError:
            return None
        except (HubError, StoreError) as error:
            return error
        return None

    # From one to the next

    async def beside(self, span: Span, direction: Direction) -> Neighbour:
        """Find the next week or month with papers.

        Raises:
            NoPapersError: There is none.
            HubError: The Hub cannot be asked, and none is stored.
        """
        today = self._clock.newest_day()
        noun = "week" if isinstance(span, Week) else "month"
        candidate = span
        for _ in range(SEARCHED):
            candidate = candidate.beside(direction)
            if not candidate.is_open(today):
                if direction > 0:
                    raise NoPapersError(f"No newer {noun} with papers yet.")
                raise NoPapersError(f"{long_period(span)} is the first {noun} of Daily Papers.")
            try:
                if await self._has_papers(candidate, today):
                    return Neighbour(candidate)
            except HubError as error:
                stored = nearest_beyond(await self._cache.days(), span.first, span.last, direction, today)
                if stored is None:
                    raise
                return Neighbour(span.of(stored), only_stored=error)
        side = "before" if direction < 0 else "after"
        raise NoPapersError(f"No papers in the {SEARCHED} {noun}s {side} {inner_period(span)}.")

    async def _has_papers(self, span: Span, today: date) -> bool:
        if any(span.first <= day <= span.last for day in await self._cache.days()):
            return True
        if not span.days(today):
            return False
        try:
            return any([feed.papers async for feed in self._span(span, refresh=False)])
        except StoreError:
            return True  # The screen says so when it shows the period.


def _is_worth_asking(span: Span, stale: Sequence[date], wanted: Sequence[date]) -> bool:
    """Whether to ask for the whole: a page of it has about three days, but a day may be unchanged."""
    is_known = not isinstance(span, Week) or span.number <= LAST_WEEK
    return is_known and 2 * len(stale) > len(wanted) + 1
