"""Textual's command palette while its commands are still gathered; to be imported after `imports.load`."""

from __future__ import annotations

from contextlib import suppress

from textual.command import CommandList, CommandPalette
from textual.geometry import Offset
from textual.widgets.option_list import Option
from textual.worker import WorkerCancelled


class PatientPalette(CommandPalette):
    """A palette whose keys may come before its list."""

    def _action_command_list(self, action: str) -> None:
        """Move in the list once it is laid out, as pages need its lines; choose from it also before."""
        if action == "select" or self.query_one(CommandList)._lines:
            super()._action_command_list(action)
            if action != "select":
                self.moved()

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say that nothing is found as the other lists do, at once and on the left."""
        if search_value:
            self.query_one(CommandList).add_option(Option("No such command.", disabled=True, id=self._NO_MATCHES))
        self._list_visible = bool(search_value)

    def moved(self) -> None:
        """Called when another command was gone to."""

    def action_close(self) -> None:
        """Close it, as Textual's own key does, which no user can choose."""
        self._action_escape()

    def action_next(self) -> None:
        """Go to the next command."""
        self._action_cursor_down()

    def action_go(self, where: str) -> None:
        """Go elsewhere in the list."""
        self._action_command_list(where)

    @property
    def chosen_row(self) -> Offset:
        """Where the chosen command is, as far as it is in sight."""
        commands = self.query_one(CommandList)
        line = commands._index_to_line.get(commands.highlighted or 0, 0) - commands.scroll_offset.y
        return commands.content_region.offset + Offset(0, max(0, min(line, commands.size.height - 1)))

    async def wait_for_commands(self) -> None:
        """Wait until all commands that match what was typed are there."""
        for worker in [worker for worker in self.workers if worker.group == self._GATHER_COMMANDS_GROUP]:
            if not worker.is_cancelled:
                with suppress(WorkerCancelled):
                    await worker.wait()
