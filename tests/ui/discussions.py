"""Discussions that a test holds in its hands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from reader.errors import ReaderError
from reader.library.discussions import FoundDiscussion


class FakeDiscussions:
    """Discussions that come when, and as, a test says; of papers without any nothing comes."""

    def __init__(self) -> None:
        self.answers: dict[str, list[FoundDiscussion | ReaderError]] = {}
        """By the id of the paper."""
        self.asked: list[tuple[str, bool]] = []
        self.gate = asyncio.Event()
        """Holds up what comes after the first answer."""
        self.gate.set()

    async def find(self, id: str, *, refresh: bool = False) -> AsyncGenerator[FoundDiscussion, None]:
        self.asked.append((id, refresh))
        for number, answer in enumerate(self.answers.get(id, [])):
            if number:
                await self.gate.wait()
            if isinstance(answer, ReaderError):
                raise answer
            yield answer
