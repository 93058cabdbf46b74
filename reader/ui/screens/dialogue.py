"""What all dialogues have in common."""

from __future__ import annotations

from textual import events
from textual.screen import ModalScreen, ScreenResultType

from reader.store import paths


class Dialogue(ModalScreen[ScreenResultType | None]):
    """A box above the day; a click beside it closes it."""

    CSS_PATH = [paths.styles() / "dialogue.tcss"]

    def on_click(self, event: events.Click) -> None:
        """Leave when the mouse is clicked beside the box."""
        if event.widget is self:
            self.leave()

    def leave(self) -> None:
        """Leave without a result."""
        self.dismiss(None)
