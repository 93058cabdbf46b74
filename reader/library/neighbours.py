"""The next day with papers before or after a day, as far as stored days and the Hub tell."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

from reader.errors import HubError, NoPapersError, NotOpenError, ReaderError, StoreError
from reader.library.days import is_fresh
from reader.library.protocols import SEARCHED_DAYS, Asking, Hub, Neighbour
from reader.papers.humanize import long_day
from reader.papers.models import Feed
from reader.papers.period import DAY, Day, Direction, EditionClock, nearest_beyond, neighbours

if TYPE_CHECKING:
    from reader.store.feeds.cache import Cache

ASKED_AT_ONCE: Final = 2


class Neighbours:
    """Looks for it, asking the Hub about days that are not stored, two at a time."""

    def __init__(
        self,
        cache: Cache,
        clock: EditionClock,
        ask: Callable[[], Hub],
        fetched: Callable[[date, Feed | None], AsyncIterator[Feed]],
    ) -> None:
        """Look for nothing yet.

        Args:
            cache: The stored days.
            clock: Tells which day is open.
            ask: Returns the Hub, or raises `OfflineError`.
            fetched: Fetches a day and stores it.
        """
        self._cache = cache
        self._clock = clock
        self._ask = ask
        self._fetched = fetched
        self._early: dict[date, asyncio.Task[bool]] = {}
        """The days that are on their way before anyone wants them."""

    async def find(self, day: date, direction: Direction, asking: Asking) -> Neighbour:
        """Do what `Library.neighbour` says."""
        days = list(neighbours(day, direction, self._clock.newest_day(), SEARCHED_DAYS))
        if not days:
            end = "first day of Daily Papers" if direction < 0 else "newest day"
            raise NoPapersError(f"{long_day(day)} is the {end}.")
        try:
            for start in range(0, len(days), ASKED_AT_ONCE):
                if found := await self._first_with_papers(days[start : start + ASKED_AT_ONCE], asking):
                    return Neighbour(Day(found))
        except HubError as error:
            stored = nearest_beyond(await self._cache.days(), day, day, direction, self._clock.newest_day())
            if stored is None:
                raise
            return Neighbour(Day(stored), only_stored=error)
        if direction > 0 and day + SEARCHED_DAYS * DAY >= self._clock.newest_day():
            raise NoPapersError("No newer day with papers yet.")
        side = "before" if direction < 0 else "after"
        raise NoPapersError(
            f"No papers in the {SEARCHED_DAYS} days {side} {long_day(day)}. Press d to go to another day."
        )

    async def prefetch(self, day: date) -> None:
        """Do what `Library.prefetch` says."""
        with suppress(ReaderError):
            await self._prefetch(day, -1)
            await self._prefetch(day, 1)

    async def _prefetch(self, day: date, direction: Direction) -> None:
        # The newest day may not have papers yet: who looks for newer ones asks for it.
        closed = self._clock.newest_day() - DAY
        for other in neighbours(day, direction, closed, SEARCHED_DAYS):
            known = await self._stored_papers(other)
            if known is None:
                if not self._ask().spare.requests:
                    return
                known = await self._fetch_early(other)
            if known:
                return

    async def _fetch_early(self, day: date) -> bool:
        task = self._early[day] = asyncio.create_task(self._fetch(day))
        try:
            return await task
        finally:
            if self._early.get(day) is task:
                del self._early[day]

    async def _first_with_papers(self, days: list[date], asking: Asking) -> date | None:
        stored, unknown = None, []
        for day in days:
            if (known := await self._stored_papers(day)) is None:
                unknown.append(day)
            elif known:
                stored = day
                break
        return (await self._first_fetched(unknown, asking) if unknown else None) or stored

    async def _first_fetched(self, days: list[date], asking: Asking) -> date | None:
        left = [*days]

        async def has_papers(day: date) -> bool:
            papers = await self._has_papers(day)
            left.remove(day)
            if not papers and left:
                asking(left[0])
            return papers

        asking(days[0])
        answers = await asyncio.gather(*map(has_papers, days), return_exceptions=True)
        for day, papers in zip(days, answers, strict=True):
            if isinstance(papers, BaseException):
                raise papers  # Of the nearer day: what the farther one answered does not matter then.
            if papers:
                return day
        return None

    async def _stored_papers(self, day: date) -> bool | None:
        """Whether a day has papers, or None if what is stored does not tell."""
        stored = await self._cache.head(day)
        if stored is not None and stored.papers:
            return True
        return False if stored is not None and is_fresh(stored, self._clock) else None

    async def _has_papers(self, day: date) -> bool:
        """Whether a day has papers; the answer that is on its way already is waited for."""
        if task := self._early.get(day):
            await asyncio.wait([task])
            if not task.cancelled():
                return task.result()
        return await self._fetch(day)

    async def _fetch(self, day: date) -> bool:
        try:
            return any([feed.papers async for feed in self._fetched(day, None)])
        except NotOpenError:
            return False
        except StoreError:
            return True  # The screen says so when it shows the day.
