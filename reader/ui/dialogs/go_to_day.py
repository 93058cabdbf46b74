"""The prompt for a day."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.errors import PeriodError
from reader.papers.period import parse_day
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog


class GoToDayDialog(Dialog[date]):
    """A line to type a day in; dismissed with the day."""

    BINDINGS = bindings({"prompt.back": "dismiss(None)"})

    def __init__(self, today: date) -> None:
        """Make the prompt.

        Args:
            today: The newest open day.
        """
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """Lay out the line and the hint below it."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Go to a day"
            yield Input(placeholder="2026-08-20, today, yesterday, -3, fri", compact=True, max_length=40)
            hint = self.hint(("prompt.back", "goes back"))
            yield Static(f"enter goes there · {hint}".rstrip(" ·"), classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        """Take what is typed ahead: `focus` would come after it."""
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(parse_day(event.value, self._today))
        except PeriodError as error:
            self.query_one(".dialog-note", Static).update(Content(str(error)))
