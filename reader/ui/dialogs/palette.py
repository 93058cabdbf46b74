"""The palette of all commands; to be imported after `imports.load`."""

from __future__ import annotations

from textual import on
from textual.command import CommandList, CommandPalette
from textual.widgets import Input, OptionList

from reader.ui.dialogs.dialog import Dialog


# Textual's first: styles are inherited from the first base alone.
class Palette(CommandPalette, Dialog[None]):
    """Textual's palette, safe from keys that come too early or too late."""

    CSS_PATH = []  # It looks as Textual has it.

    def _action_command_list(self, action: str) -> None:
        """Move in the list, or choose from it, once it is laid out; pages need its lines."""
        if self.query_one(CommandList)._lines:
            super()._action_command_list(action)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _choose_once(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        """Ignore a second choice while the first is carried out."""
        if not self.is_active:
            event.stop()
            event.prevent_default()
