"""What this process wrote of the user's marks, step by step, so that it can be undone."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from reader.papers import humanize
from reader.papers.marks import AppliedChange, Change, Field, Reverted, UndoStep, Written

if TYPE_CHECKING:
    from reader.library import PaperLibrary


STEPS: Final = 1_000
"""Steps that can be undone; the oldest ones go, as each keeps what was written of up to all papers of a list."""
_KINDS: Final[dict[Field, str]] = {
    "read": "Read marks",
    "starred": "Stars",
    "note": "Notes",
    "full_text": "Full texts that were read",
}


class Step(Struct, frozen=True):
    """The words for a step."""

    done: str
    """What was done, such as `“Attention…” starred`."""
    undone: str
    """What an undo does, such as `star on “Attention…” removed`."""
    emptied: str = ""
    """What it does where there was nothing before, if that has other words."""


def star_step(name: str, starred: bool) -> Step:
    """A star that was set on a paper of a name, or removed."""
    star = f"star on {name}"
    return Step(f"{star} set", f"{star} removed") if starred else Step(f"{star} removed", f"{star} restored")


def read_step(name: str, read: bool) -> Step:
    """A paper that was marked read, or unread."""
    now, before = ("read", "unread") if read else ("unread", "read")
    return Step(f"{name} marked {now}", f"{name} {before} again")


def note_step(name: str) -> Step:
    """A note that was written, changed or removed."""
    note = f"note on {name}"
    return Step(f"{note} changed", f"{note} restored", f"{note} removed")


class Undone(Struct, frozen=True):
    """What became of an undo."""

    sentence: str
    reverted: Reverted


class UndoHistory:
    """Writes marks and remembers the steps that can be undone, over all lists that are shown.

    Steps are noted and taken in the marks' own thread, between two calls: keys act in the order in which they were
    pressed, however far the disk is behind them.
    """

    def __init__(self, library: PaperLibrary) -> None:
        self.marks = library.marks
        self._unwarned: set[Field] = {"read", "starred", "note"} if library.is_sample else set()
        """The kinds of marks of which the user is still to hear that they are gone with the process."""
        self._steps = deque[tuple[Step, UndoStep]](maxlen=STEPS)
        self._times: dict[tuple[str, Field, int], int] = {}
        """The times of values that an undo has set back, by the times that they had before."""

    def write(self, changes: Sequence[Change], words: Step | None = None) -> Future[Written]:
        """Have changes written, in the order of the calls, even if the caller is gone by then.

        Args:
            changes: What to set.
            words: The words for the step; without them the changes cannot be undone.
        """
        future = self.marks.submit_write(changes)
        if words:
            future.add_done_callback(partial(self._note, words))
        return future

    def warning(self, field: Field) -> str:
        """What to say of the first mark of a kind where none is kept, once; else nothing."""
        if field not in self._unwarned:
            return ""
        self._unwarned.remove(field)
        return f"{_KINDS[field]} are not kept, as this is the sample edition."

    def undo(self) -> Future[Undone]:
        """Have the newest step undone; values that somebody changed since stay as they are.

        The future has a `StoreError` where that could not be saved; the step is there still.
        """
        answer: Future[Undone] = Future()
        taken: list[tuple[Step, UndoStep]] = []
        self.marks.submit_revert(partial(self._take, taken)).add_done_callback(partial(self._answer, answer, taken))
        return answer

    # What follows runs in the marks' thread.

    def _note(self, words: Step, written: Future[Written]) -> None:
        """Note a step, if it changed something; a failure is reported by the caller of `write`."""
        if written.exception() is None and (step := written.result().step):
            self._steps.append((words, step))

    def _take(self, taken: list[tuple[Step, UndoStep]]) -> UndoStep:
        """Take the newest step, with the times that its values have now."""
        if not self._steps:
            return ()
        taken.append(self._steps.pop())
        return tuple(map(self._retimed, taken[0][1]))

    def _retimed(self, done: AppliedChange) -> AppliedChange:
        at = done.at
        while (done.id, done.field, at) in self._times:
            at = self._times[done.id, done.field, at]
        return replace(done, at=at)

    def _answer(self, answer: Future[Undone], taken: list[tuple[Step, UndoStep]], reverting: Future[Reverted]) -> None:
        error = reverting.exception()
        if error is not None:
            self._steps += taken
            answer.set_exception(error)
        elif not taken:
            answer.set_result(Undone("Nothing to undo.", reverting.result()))
        else:
            ((words, step),) = taken
            self._keep_times(step, reverting.result().undone)
            answer.set_result(Undone(_sentence(words, reverting.result(), step), reverting.result()))

    # A step is undone only where the value still is the one that it set, which its time tells: what another program
    # wrote since stays. But an undo writes, too: the value of before comes back with the time of the undo, as older
    # times lose against newer ones when marks are merged. So the step that once set this value would no longer know
    # it, and the second of two undos would find "changed elsewhere". `_times` leads from the old time to the new one.

    def _keep_times(self, step: UndoStep, undone: UndoStep) -> None:
        """Let older steps recognise their values, which have a new time since they were set back."""
        befores = {(done.id, done.field): done.before for done in step}
        for done in undone:
            if (before := befores[done.id, done.field]) is not None:
                self._times[done.id, done.field, before.at] = done.at


def _sentence(words: Step, reverted: Reverted, step: UndoStep) -> str:
    elsewhere = f"{humanize.number(reverted.elsewhere)} changed elsewhere"
    if not reverted.undone:
        return f"Not undone: {words.done} · {elsewhere} since."
    had_nothing = not any(done.before is not None and done.before.value for done in step)
    undone = words.emptied if words.emptied and had_nothing else words.undone
    if reverted.elsewhere:
        some = f"{humanize.number(len(reverted.undone))} of {humanize.number(len(step))}"
        return f"Undone: {undone}, {some} · {elsewhere}"
    return f"Undone: {undone}"
