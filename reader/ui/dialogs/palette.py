"""The palette of all commands; to be imported after `imports.load`."""

from __future__ import annotations

from textual import on
from textual.widgets import Input, OptionList

from reader.ui.dialogs.dialog import Dialog
from reader.ui.patches.palette import PatientPalette


# Textual's first: styles are inherited from the first base alone.
class Palette(PatientPalette, Dialog[None]):
    """Textual's palette, safe from keys that come too early or too late."""

    CSS_PATH = Dialog.CSS_PATH  # Over what Textual has for it.

    @on(Input.Submitted)
    async def _wait_for_commands(self) -> None:
        """Let Enter choose from what was typed before it, where Textual would take what is listed still."""
        await self.wait_for_commands()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _choose_once(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        """Ignore a second choice while the first is carried out."""
        if not self.is_active:
            event.stop()
            event.prevent_default()
