"""Many days fetched ahead: what is stored and fresh is passed over, so who was interrupted just begins again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from reader.errors import NotOpenError, OfflineError, ReaderError
from reader.hub.rate_limit import LimitedError
from reader.library import PaperLibrary
from reader.papers.period import FIRST_DAY, can_have_papers, days_between

AT_ONCE: Final = 4
"""The most requests that are under way."""
SPELL: Final = 15 * 60.0
"""Seconds for which a Hub that limits requests is waited for without an answer; its windows have five minutes."""
BACKOFF: Final = (5.0, 10.0, 20.0, 40.0, 60.0)
"""Seconds of one wait after the other where the Hub does not say how long; the last one is repeated."""
FAILED_IN_A_ROW: Final = 8
"""After so many days that failed one after the other the rest is not tried: the Hub is away, or the disk is full."""

Result = Literal["fetched", "fresh", "empty", "unopened", "failed"]
"""Asked for and stored; stored and fresh before; without papers or not open yet; not open by the Hub's clock while this
computer's is far ahead; not fetched, and why."""


@dataclass(frozen=True)
class Outcome:
    """What became of a day."""

    day: date
    result: Result
    papers: int = 0
    """How many the day has, where it was fetched."""
    error: ReaderError | None = None
    """Why it failed."""


@dataclass(frozen=True)
class Pause:
    """The Hub is left alone for a while: it asked for that, or few requests are left to this network."""

    until: datetime
    """When it goes on, by itself, UTC."""
    refusal: str = ""
    """What the Hub said to that, without a full stop; empty where few requests are left."""


def days_back(first: date, last: date) -> Iterator[date]:
    """Yield the days from the last to the first."""
    yield from reversed(days_between(first, last))


async def fetch_days(papers: PaperLibrary, days: Iterable[date]) -> AsyncGenerator[Outcome | Pause, None]:
    """Fetch and store days in their order, at most `AT_ONCE` at the same time.

    While the Hub limits requests it is waited for, at most `SPELL`; the days that it refused are asked for again then,
    the first one alone.

    The generator keeps nothing of a day that it has told of. Who leaves it early closes it (`contextlib.aclosing`):
    that ends what is under way, and what was stored stays.

    Args:
        papers: The library.
        days: New York; those that cannot have papers, or are not open, are not asked for.

    Yields:
        One outcome for each day as soon as there is one, which may be before that of an earlier day; and pauses, each
        before it begins.

    Raises:
        OfflineError: There is no way to the network, and a day is not fresh.
        ReaderError: `FAILED_IN_A_ROW` days failed; it is the last one's.
    """
    queue, requests, spell, failed = _Queue(days), _Requests(papers), _Spell(papers), 0
    try:
        while (day := queue.next()) is not None or requests.count:
            if day is None or requests.count >= spell.at_once or (requests.count and spell.pause):
                queue.put_back(day)
                for outcome in await requests.finished():
                    if spell.covers(outcome):
                        queue.put_back(outcome.day)
                        continue
                    yield outcome
                    failed = failed + 1 if outcome.error else 0
                    if outcome.error and failed == FAILED_IN_A_ROW:
                        raise outcome.error
            elif (known := await _known(papers, day)) is not None:
                yield known
            else:
                if pause := spell.pause:
                    yield Pause(papers.clock.now() + timedelta(seconds=pause), spell.refusal)
                    await asyncio.sleep(pause)
                    spell.waited(pause)
                requests.begin(day)
    finally:
        await requests.cancel()


class _Queue:
    """The days that were not begun."""

    def __init__(self, days: Iterable[date]) -> None:
        self._days = iter(days)
        self._first: list[date] = []

    def next(self) -> date | None:
        """Take the next day, if there is one."""
        return self._first.pop() if self._first else next(self._days, None)

    def put_back(self, day: date | None) -> None:
        """Have a day, if it is one, as the next one."""
        if day is not None:
            self._first.append(day)


class _Spell:
    """A time in which the Hub limits requests: it begins with a refusal and ends with an answer."""

    def __init__(self, papers: PaperLibrary) -> None:
        self._papers = papers
        self._is_on = False
        self.refusal = ""
        """What the Hub said to what is waited for next, without a full stop; later answers to others change nothing."""
        self._waits: list[float] = []
        """The seconds of each wait since the last answer."""
        self._until = 0.0
        """When the wait ends that the Hub did not name, in the event loop's seconds."""

    @property
    def at_once(self) -> int:
        """How many requests may be under way."""
        return 1 if self._is_on else AT_ONCE

    @property
    def pause(self) -> float:
        """Seconds to wait before the next request."""
        return max(self._papers.pause, self._until - asyncio.get_running_loop().time(), 0.0)

    def covers(self, outcome: Outcome) -> bool:
        """Take note of an outcome; whether the day was refused, and is worth another try after the pause."""
        if not isinstance(outcome.error, LimitedError):
            if outcome.error is None:
                self._is_on, self._waits = False, []
            return False
        self._is_on, self.refusal = True, outcome.error.what
        if not self.pause:  # The Hub named no time, and no request that was under way beside this one was refused yet.
            wait = BACKOFF[min(len(self._waits), len(BACKOFF) - 1)]
            self._until = asyncio.get_running_loop().time() + wait
        return sum(self._waits) < SPELL

    def waited(self, seconds: float) -> None:
        """Count a wait."""
        self.refusal = ""
        self._waits.append(seconds)


class _Requests:
    """The days that the Hub is asked for at the moment."""

    def __init__(self, papers: PaperLibrary) -> None:
        self._papers = papers
        self._begun: set[asyncio.Task[Outcome]] = set()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._begun)

    def begin(self, day: date) -> None:
        """Ask for a day."""
        self._begun.add(asyncio.create_task(_asked(self._papers, day)))

    async def finished(self) -> list[Outcome]:
        """Wait for the next answer, and return what came."""
        done, self._begun = await asyncio.wait(self._begun, return_when=asyncio.FIRST_COMPLETED)
        return [task.result() for task in done]

    async def cancel(self) -> None:
        """End all of them."""
        for task in self._begun:
            task.cancel()
        await asyncio.gather(*self._begun, return_exceptions=True)


async def _known(papers: PaperLibrary, day: date) -> Outcome | None:
    """What becomes of a day that need not be asked for."""
    if not (FIRST_DAY <= day <= papers.clock.newest_day() and can_have_papers(day)):
        return Outcome(day, "empty")
    return Outcome(day, "fresh") if await papers.is_fresh(day) else None


async def _asked(papers: PaperLibrary, day: date) -> Outcome:
    count = 0
    try:
        async with aclosing(papers.feed(day)) as feeds:
            async for feed in feeds:
                count = len(feed.papers)
    except NotOpenError:
        return Outcome(day, "unopened" if papers.clock.problem else "empty")
    except OfflineError:
        raise
    except ReaderError as error:
        return Outcome(day, "failed", error=error)
    return Outcome(day, "fetched", count) if count else Outcome(day, "empty")
