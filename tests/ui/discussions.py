"""Discussions that a test holds in its hands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta

from reader.errors import ReaderError
from reader.hub.discussions import discussion_of
from reader.library.discussions import FoundDiscussion
from tests.hub.messages import as_json

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)


def found(*comments: object, ago: timedelta = timedelta(hours=3)) -> FoundDiscussion:
    """Comments as the Hub sends them, fetched some time before noon of 20 August."""
    return FoundDiscussion(discussion_of(as_json({"comments": comments})), NOON - ago)


class FakeDiscussions:
    """Discussions that come when, and as, a test says; of papers without any nothing comes."""

    def __init__(self) -> None:
        self.answers: dict[str, list[FoundDiscussion | ReaderError]] = {}
        """By the id of the paper."""
        self.asked: list[tuple[str, bool]] = []
        self.gate = asyncio.Event()
        """Holds up what comes after the first answer."""
        self.gate.set()
        self.stored = asyncio.Event()
        """Holds up the first one, as if it were not stored."""
        self.stored.set()

    async def find(self, id: str, *, refresh: bool = False) -> AsyncGenerator[FoundDiscussion, None]:
        self.asked.append((id, refresh))
        await self.stored.wait()
        for number, answer in enumerate(self.answers.get(id, [])):
            if number:
                await self.gate.wait()
            if isinstance(answer, ReaderError):
                raise answer
            yield answer
