"""What this process wrote of the user's marks, step by step, so that it can be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import StoreError
from reader.papers.marks import Change, Done, Field, Reverted, Step, Written
from reader.ui import words

if TYPE_CHECKING:
    from reader.store.marks import Marks


class Undone(NamedTuple):
    """What became of an undo."""

    sentence: str
    reverted: Reverted | None


class Journal:
    """The way to the marks, which remembers the steps that can be undone, whatever list is shown since."""

    def __init__(self, marks: Marks) -> None:
        """Initialise the journal, empty."""
        self.marks = marks
        self._steps: list[tuple[str, Future[Written]]] = []
        self._times: dict[tuple[str, Field, int], int] = {}
        """The times of values that an undo has set back, by the times that they had before."""

    def write(self, changes: Sequence[Change], said: str = "") -> Future[Written]:
        """Have changes written, in the order of the calls, whatever becomes of the caller.

        Args:
            changes: What to set.
            said: What an undo would say was undone; without it the changes are no step.
        """
        future = self.marks.submit_write(changes)
        if said:
            self._steps.append((said, future))
        return future

    async def undo(self) -> Undone:
        """Undo the newest step that changed something; values that somebody changed since stay as they are.

        Raises:
            StoreError: It could not be saved.
        """
        while self._steps:
            said, future = self._steps.pop()
            if not (step := await _written(future)):
                continue
            try:
                reverted = await self.marks.revert(tuple(map(self._retimed, step)))
            except StoreError:
                self._steps.append((said, future))
                raise
            self._keep_times(step, reverted.undone)
            return Undone(_sentence(said, reverted, len(step)), reverted)
        return Undone("Nothing to undo.", None)

    def _retimed(self, done: Done) -> Done:
        """A value of a step with the time that it has now."""
        return done._replace(at=self._times.get((done.id, done.field, done.at), done.at))

    def _keep_times(self, step: Step, undone: Step) -> None:
        """Let older steps know their values again, which have a new time since they were set back."""
        befores = {(done.id, done.field): done.before for done in step}
        for id, field, _, at in undone:
            if (before := befores[id, field]) is not None:
                self._times[id, field, before.at] = at


async def _written(future: Future[Written]) -> Step:
    """What a step changed; nothing if it failed, which was said then."""
    try:
        # Shielded, for who gives up waiting for a mark does not give up the mark.
        return (await asyncio.shield(asyncio.wrap_future(future))).step
    except StoreError:
        return ()


def _sentence(said: str, reverted: Reverted, count: int) -> str:
    elsewhere = f"{words.number(reverted.elsewhere)} changed elsewhere"
    if not reverted.undone:
        return f"Not undone: {said} · {elsewhere} since."
    if reverted.elsewhere:
        return f"Undone: {said}, {words.number(len(reverted.undone))} of {words.number(count)} · {elsewhere}"
    return f"Undone: {said}"
