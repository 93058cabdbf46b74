"""The prompt for a day, or a paper."""

from __future__ import annotations

import os
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.errors import UseError
from reader.hub.endpoint import paper_id
from reader.papers.links import URL_LIMIT
from reader.papers.period import parse_day
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog


class GoToDayDialog(Dialog[date | str]):
    """A line to type a day in, or what names a paper; dismissed with the day, or with the arXiv id."""

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
            dialog.border_title = "Go to a day or a paper"
            yield Input(placeholder="2026-08-20, today, -3, fri; 2608.17271", compact=True, max_length=URL_LIMIT)
            hint = self.hint(("prompt.back", "goes back"))
            yield Static(f"enter goes there · {hint}".rstrip(" ·"), classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        """Take what is typed ahead: `focus` would come after it."""
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(paper_id(event.value, os.environ) or parse_day(event.value, self._today))
        except UseError as error:
            self.query_one(".dialog-note", Static).update(Content(str(error)))
