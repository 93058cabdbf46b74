"""A letter before all that leads somewhere in a full text; what a citation cites is shown before it is gone to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.content import Content

from reader.papers.full_text.targets import Lead
from reader.ui.bindings import bindings
from reader.ui.dialogs.links import LetteredText, LinksDialog, Picked
from reader.ui.signs import spelled
from reader.ui.widgets.cells import fit

PADDING: Final = 2
"""Columns beside the line."""


class LeadsDialog(LinksDialog[Lead]):
    """A line under the full text; a citation's letter shows its entry there first."""

    DOES = ("goes where it leads", "goes there")
    BINDINGS = bindings({"links.follow": "follow"})

    def __init__(self, text: LetteredText[Lead], entry: Callable[[Lead], str]) -> None:
        """Choose among what leads somewhere in sight.

        Args:
            text: The full text.
            entry: Returns the entry of the list of references that is cited, else nothing.
        """
        super().__init__(text)
        self._entry = entry
        self._cited: Lead | None = None
        """The citation whose entry is shown."""

    def pick(self, target: Lead) -> None:
        """Show the entry of a citation, and go to it the second time."""
        if self._entry(target) and not self._copies and target is not self._cited:
            self._cited = target
            self.tell()
        else:
            super().pick(target)

    def action_follow(self) -> None:
        """Go to the entry that is shown."""
        if self._cited is not None:
            self.dismiss(Picked(self._cited, copies=False))

    def action_copy(self) -> None:
        """Copy the entry that is shown, else what comes next."""
        if self._cited is not None:
            self.dismiss(Picked(self._cited, copies=True))
        else:
            super().action_copy()

    def says(self) -> Content:
        """What can be done, below the entry that is shown."""
        if self._cited is None:
            return super().says()
        entry = fit(spelled(self._entry(self._cited)), self.app.size.width - PADDING)
        keys = self.hint(
            ("links.follow", "or its letter goes there"), ("links.copy", "copies it"), ("links.back", "cancels")
        )
        return Content.assemble((entry, "$foreground"), f"\n{keys}")
