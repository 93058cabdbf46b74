"""The line to find something in a full text; the text above it answers at every key."""

from __future__ import annotations

from typing import Final, Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.papers.period import Direction
from reader.ui.dialogs.line import ROOM, LineDialog, QueryLine, Said, row

HINT: Final = r"words as they are shown, or LaTeX such as \mathcal{D}"


class Sought(Protocol):
    """The text that is looked through."""

    typed: str
    """What was looked for last."""

    @property
    def count(self) -> str:
        """Which of how many places was gone to; or that there is none."""
        ...

    def look_for(self, typed: str) -> None:
        """Go to the first place from where the line was opened."""
        ...

    def step(self, direction: Direction) -> None:
        """Go to the next place, or to the one before."""
        ...

    def give_up(self) -> None:
        """Find nothing any more, and go back to where the line was opened."""
        ...


class SeekDialog(LineDialog):
    """A line under the text; Enter keeps what was found, Esc does not."""

    def __init__(self, sought: Sought) -> None:
        """Look through a text."""
        super().__init__()
        self._sought = sought

    def compose(self) -> ComposeResult:
        """Show the hint, and the line to type in."""
        with Vertical():
            yield Said(Content(self._says()), id="find-said", markup=False)
            with Horizontal():
                yield Static("/", markup=False)
                yield QueryLine(self._sought.typed, compact=True, max_length=ROOM)

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        self._sought.look_for(event.value)
        self._tell()

    def _tell(self) -> None:
        self.query_one(Said).say(self._says())

    def _says(self) -> str:
        count = self._sought.count
        if not self._sought.typed:
            return row(self.out, HINT)
        return row(count, self.through, self.ways_out) if count[:1].isdigit() else count

    @on(Input.Submitted)
    def _keep(self) -> None:
        """Stay where something was found."""
        if self._sought.typed and self._sought.count[:1].isdigit():
            self.dismiss(None)
        else:
            self.action_give_up()

    def action_go_on(self, direction: Direction) -> None:
        """Go to another place."""
        self._sought.step(direction)
        self._tell()

    def action_give_up(self) -> None:
        """Go back to where the line was opened."""
        self._sought.give_up()
        self.dismiss(None)
