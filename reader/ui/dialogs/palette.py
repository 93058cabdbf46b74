"""The palette of all commands; to be imported after `imports.load`."""

from __future__ import annotations

from contextlib import suppress

from textual import on
from textual.command import CommandList, CommandPalette
from textual.widgets import Input, OptionList
from textual.worker import WorkerCancelled

from reader.ui.dialogs.dialog import Dialog


# Textual's first: styles are inherited from the first base alone.
class Palette(CommandPalette, Dialog[None]):
    """Textual's palette, safe from keys that come too early or too late."""

    CSS_PATH = []  # It looks as Textual has it.

    def _action_command_list(self, action: str) -> None:
        """Move in the list once it is laid out, as pages need its lines; choose from it also before."""
        if action == "select" or self.query_one(CommandList)._lines:
            super()._action_command_list(action)

    @on(Input.Submitted)
    async def _wait_for_commands(self) -> None:
        """Let Enter choose from what was typed before it, where Textual would take what is listed still."""
        for worker in [worker for worker in self.workers if worker.group == self._GATHER_COMMANDS_GROUP]:
            if not worker.is_cancelled:
                with suppress(WorkerCancelled):
                    await worker.wait()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _choose_once(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        """Ignore a second choice while the first is carried out."""
        if not self.is_active:
            event.stop()
            event.prevent_default()
