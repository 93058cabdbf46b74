"""A Hub that a test holds in its hands, and the time that passes without a key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reader.errors import HubError, OfflineError
from reader.hub.rate_limit import Spare
from reader.hub.wire import Searched
from reader.library.at_hub import HubSearches
from reader.papers.models import Paper
from reader.papers.period import Search
from reader.store.feeds.cache import Cache
from reader.ui.screens import asking
from reader.ui.screens.feed import FeedScreen
from tests.ui.conftest import FakePapers, feed, paper, text
from tests.ui.conftest import settle as settle_once

LISTED = paper(501, title="A veil", listed=date(2025, 3, 5), upvotes=3)
UNLISTED = paper(502, title="Unheard of", abstract="It has [MASK]ed veils.", upvotes=50)
DOWN = HubError("Hugging Face is having trouble (502): try again in a few minutes.")
OFF = OfflineError(
    "The network is off (--offline or HF_HUB_OFFLINE), and the Hub was not asked for these words before."
)
BROKEN = HubError("The Hub's answer is not JSON or it was cut off on the way. Try again later.")
HERE = Search("veil", at_hub=True)


class FakeHub:
    """A Hub that answers when, and with what, a test says."""

    def __init__(self) -> None:
        self.found: tuple[Paper, ...] = (LISTED, UNLISTED)
        self.fragments: tuple[str, ...] = ("veils",)
        self.skipped = 0
        self.error: HubError | None = None
        self.searched: list[str] = []
        self.searches_left: Spare | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def search(self, words: str) -> Searched:
        self.searched.append(words)
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return Searched(self.found, self.fragments, self.skipped)


class Rest:
    """The time without a key after which the Hub is asked, which passes when a test says."""

    def __init__(self) -> None:
        self._due: dict[object, Callable[[], None]] = {}

    def begin(self, callback: Callable[[], None]) -> Any:
        class Timer:
            @staticmethod
            def stop() -> None:
                self._due.pop(timer, None)

        timer = Timer()
        self._due[timer] = callback
        return timer

    @property
    def number(self) -> int:
        """How many are under way."""
        return len(self._due)

    def is_over(self) -> None:
        due, self._due = [*self._due.values()], {}
        for callback in due:
            callback()


@pytest.fixture
def rest(monkeypatch: pytest.MonkeyPatch) -> Rest:
    own, made = FeedScreen.set_timer, Rest()

    def set_timer(screen: FeedScreen, delay: float, callback: Any = None, **options: Any) -> Any:
        return made.begin(callback) if delay == asking.REST else own(screen, delay, callback, **options)

    monkeypatch.setattr(FeedScreen, "set_timer", set_timer)
    return made


@pytest.fixture
def hub() -> FakeHub:
    return FakeHub()


@pytest.fixture
def papers(papers: FakePapers, hub: FakeHub, tmp_path: Path) -> Iterator[FakePapers]:
    papers.feeds[None] = [feed(papers=(paper(1, title="Veils today"), paper(2, title="Another")))]
    cache = Cache(tmp_path)
    papers.at_hub = HubSearches(cache, papers.marks, lambda: hub, papers.clock)
    yield papers
    cache.close(5)


def rows(screen: FeedScreen) -> list[str]:
    return [row.title for row in screen.browser.listed.rows]


async def settle(pilot: Any) -> None:
    """Wait until nothing is under way: one worker looks what is stored, and begins another one that asks."""
    await settle_once(pilot)
    async with asyncio.timeout(60):
        seen = ""
        while seen != (seen := text(pilot)) or not all(worker.is_finished for worker in pilot.app.workers):
            await settle_once(pilot)


async def ask(pilot: Any, *keys: str) -> None:
    """Type something in the line of the Hub, and keep what it finds."""
    await pilot.press("slash", "tab", "tab", "ctrl+u", *keys, "enter")
    await settle(pilot)


async def until(pilot: Any, is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await pilot.pause()
