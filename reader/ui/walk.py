"""From day to day: steps that add up while they are under way, and are given up when something else is asked for."""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import aclosing
from datetime import date
from functools import partial

from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker

from reader.errors import NoPapersError, ReaderError
from reader.library import SEARCHED_DAYS, Direction, Neighbour, Papers

PATIENCE = 0.1
"""Seconds until it is said that a day is being looked for."""


class Walk:
    """The way of one screen from its day to others; every day that is reached is posted to the screen."""

    class Arrived(Message):
        """Posted when a day was found, or why there is none."""

        def __init__(self, journey: int, found: Neighbour | ReaderError, unread: Direction | None = None) -> None:
            """Initialise the message.

            Args:
                journey: The walk that it belongs to.
                found: The day, or why there is none.
                unread: Which unread paper of the day is wanted: the first one, or the last one.
            """
            super().__init__()
            self.journey, self.found, self.unread = journey, found, unread

    def __init__(self, screen: Screen[None]) -> None:
        """Initialise the walk, at rest."""
        self._screen = screen
        self._steps = 0
        """Days still to go to, towards newer ones if positive."""
        self._worker: Worker[None] | None = None
        self._journey = 0
        """Tells the steps of one walk from those of one that was given up."""

    @property
    def is_under_way(self) -> bool:
        """Whether a day is being looked for."""
        return self._worker is not None

    def is_of_now(self, event: Arrived) -> bool:
        """Whether a day was found by the walk that is under way, or the last one."""
        return event.journey == self._journey

    def step(self, papers: Papers, day: date, direction: Direction) -> None:
        """Go one day further; `day` is where to begin if no walk is under way."""
        self._steps += direction
        if self._worker is None:
            self._worker = self._screen.run_worker(partial(self._walk, papers, day), group="walk")

    def seek(self, papers: Papers, day: date, unread: Direction) -> None:
        """Go to the next day with an unread paper: an older one where the first one is wanted, else a newer one."""
        self.stop()
        self._worker = self._screen.run_worker(partial(self._seek, papers, day, unread), group="walk")

    def stop(self) -> None:
        """Give up what is under way."""
        if self._worker is not None:
            self._worker.cancel()
        self._worker = None
        self._steps = 0
        self._journey += 1

    async def _walk(self, papers: Papers, day: date) -> None:
        journey = self._journey
        while self._steps:
            direction: Direction = 1 if self._steps > 0 else -1
            found = await _or_why_not(papers.neighbour(day, direction))
            if isinstance(found, Neighbour):
                day = found.day
                self._steps -= direction
            else:
                self._steps = 0
            self._screen.post_message(self.Arrived(journey, found))
        self._worker = None

    async def _seek(self, papers: Papers, day: date, unread: Direction) -> None:
        journey = self._journey
        found = await _or_why_not(_next_unread(papers, day, -1 if unread > 0 else 1))
        self._worker = None
        self._screen.post_message(self.Arrived(journey, found, unread))


async def _or_why_not(search: Awaitable[Neighbour]) -> Neighbour | ReaderError:
    try:
        return await search
    except ReaderError as error:
        return error


async def _next_unread(papers: Papers, day: date, direction: Direction) -> Neighbour:
    """Find the next day with a paper that was not read.

    Raises:
        NoPapersError: If there is none among the next days with papers.
        HubError: If the Hub cannot be asked and no such day is stored.
    """
    began = day
    for _ in range(SEARCHED_DAYS):
        found = await papers.neighbour(day, direction)
        if await _has_unread(papers, found.day):
            return found
        day = found.day
    raise NoPapersError(f"All is read from {min(began, day)} to {max(began, day)}. Press d to go to another day.")


async def _has_unread(papers: Papers, day: date) -> bool:
    async with aclosing(papers.feed(day)) as feeds:
        async for feed in feeds:
            marks = await papers.marks.get([paper.id for paper in feed.papers])
            return any(paper.id not in marks or not marks[paper.id].is_read for paper in feed.papers)
    return False
