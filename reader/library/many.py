"""Many things asked of the Hub, a few at the same time: the pauses that it wants, and an end where all of them fail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Generic, Protocol, TypeVar

from reader.errors import ReaderError
from reader.hub.rate_limit import LimitedError

AT_ONCE: Final = 4
"""The most requests that are under way."""
SPELL: Final = 15 * 60.0
"""Seconds for which a Hub that limits requests is waited for without an answer; its windows have five minutes."""
BACKOFF: Final = (5.0, 10.0, 20.0, 40.0, 60.0)
"""Seconds of one wait after the other where the Hub does not say how long; the last one is repeated."""
FAILED_IN_A_ROW: Final = 8
"""After so many that failed one after the other the rest is not tried: the Hub is away, or the disk is full."""


@dataclass(frozen=True)
class Pause:
    """The Hub is left alone for a while: it asked for that, or few requests are left to this network."""

    until: datetime
    """When it goes on, by itself, UTC."""
    refusal: str = ""
    """What the Hub said to that, without a full stop; empty where few requests are left."""


class Told(Protocol):
    """What became of one of them."""

    @property
    def error(self) -> ReaderError | None:
        """Why it failed."""
        ...


Key = TypeVar("Key")
Outcome = TypeVar("Outcome", bound=Told)


@dataclass(frozen=True)
class Work(Generic[Key, Outcome]):
    """How each of them is had."""

    known: Callable[[Key], Awaitable[Outcome | None]]
    """What becomes of one that need not be asked for; None of one that has to be."""
    ask: Callable[[Key], Coroutine[Any, Any, Outcome]]
    """Asks for one; only what ends everything is raised."""
    pause: Callable[[], float]
    """Seconds to wait before the next request."""
    now: Callable[[], datetime]
    """The time, UTC."""


async def each(keys: Iterable[Key], work: Work[Key, Outcome]) -> AsyncGenerator[Outcome | Pause, None]:
    """Have things in their order, at most `AT_ONCE` at the same time.

    While the Hub limits requests it is waited for, at most `SPELL`; those that it refused are asked for again then,
    the first one alone.

    The generator keeps nothing of what it has told of. Who leaves it early closes it (`contextlib.aclosing`): that ends
    what is under way, and what was stored stays.

    Yields:
        One outcome for each as soon as there is one, which may be before that of an earlier one; and pauses, each
        before it begins.

    Raises:
        ReaderError: `FAILED_IN_A_ROW` failed, of which it is the last one's; or what asking raises.
    """
    queue, requests, spell, failed = _Queue(keys), _Requests(work), _Spell(work.pause), 0
    try:
        while queue.has_more() or requests.count:
            if not queue.has_more() or requests.count >= spell.at_once or (requests.count and spell.pause):
                for key, outcome in await requests.finished():
                    if spell.covers(outcome.error):
                        queue.put_back(key)
                        continue
                    yield outcome
                    failed = failed + 1 if outcome.error else 0
                    if outcome.error and failed == FAILED_IN_A_ROW:
                        raise outcome.error
                continue
            key = queue.next()
            if (known := await work.known(key)) is not None:
                yield known
                continue
            if pause := spell.pause:
                yield Pause(work.now() + timedelta(seconds=pause), spell.refusal)
                await asyncio.sleep(pause)
                spell.waited(pause)
            requests.begin(key)
    finally:
        await requests.cancel()


class _Queue(Generic[Key]):
    """Those that were not begun."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys = iter(keys)
        self._first: list[Key] = []

    def has_more(self) -> bool:
        """Whether there is a next one, of which not more than one is taken ahead."""
        if not self._first:
            for key in self._keys:
                self._first.append(key)
                break
        return bool(self._first)

    def next(self) -> Key:
        """Take the next one, which there is."""
        return self._first.pop()

    def put_back(self, key: Key) -> None:
        """Have one as the next one."""
        self._first.append(key)


class _Spell:
    """A time in which the Hub limits requests: it begins with a refusal and ends with an answer."""

    def __init__(self, pause: Callable[[], float]) -> None:
        self._pause = pause
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
        return max(self._pause(), self._until - asyncio.get_running_loop().time(), 0.0)

    def covers(self, error: ReaderError | None) -> bool:
        """Take note of an outcome; whether it is a refusal, and worth another try after the pause."""
        if not isinstance(error, LimitedError):
            if error is None:
                self._is_on, self._waits = False, []
            return False
        self._is_on, self.refusal = True, error.what
        if not self.pause:  # The Hub named no time, and no request that was under way beside this one was refused yet.
            wait = BACKOFF[min(len(self._waits), len(BACKOFF) - 1)]
            self._until = asyncio.get_running_loop().time() + wait
        return sum(self._waits) < SPELL

    def waited(self, seconds: float) -> None:
        """Count a wait."""
        self.refusal = ""
        self._waits.append(seconds)


class _Requests(Generic[Key, Outcome]):
    """Those that the Hub is asked for at the moment."""

    def __init__(self, work: Work[Key, Outcome]) -> None:
        self._ask = work.ask
        self._begun: dict[asyncio.Task[Outcome], Key] = {}

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._begun)

    def begin(self, key: Key) -> None:
        """Ask for one."""
        self._begun[asyncio.create_task(self._ask(key))] = key

    async def finished(self) -> list[tuple[Key, Outcome]]:
        """Wait for the next answer, and return what came."""
        done, _ = await asyncio.wait(self._begun, return_when=asyncio.FIRST_COMPLETED)
        return [(self._begun.pop(task), task.result()) for task in done]

    async def cancel(self) -> None:
        """End all of them."""
        for task in self._begun:
            task.cancel()
        await asyncio.gather(*self._begun, return_exceptions=True)
