"""The palette of all commands; to be imported after `imports.load`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual import on
from textual.command import CommandInput, DiscoveryHit, Hit, Hits, Provider, SearchIcon
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList

from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.commands import Command
from reader.ui.dialogs.filtered import PLACEHOLDER, ChoosingDialog
from reader.ui.patches.palette import PatientPalette
from reader.ui.widgets.cells import pad, width_of

KEYS = 17
"""Columns of the keys at most."""


# Textual's first: styles are inherited from the first base alone.
class Palette(PatientPalette, ChoosingDialog[None]):
    """Textual's palette, safe from keys that come too early or too late."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "palette.tcss")]
    BOX = "#--container"
    BINDINGS = bindings(
        {
            "palette.choose": "choose",
            "palette.back": "close",
            "palette.next": "next",
            "palette.previous": "go('cursor_up')",
            "palette.page_down": "go('page_down')",
            "palette.page_up": "go('page_up')",
        }
    )

    def on_mount(self) -> None:
        """Look like the other dialogs."""
        self.query_one(SearchIcon).icon = ":"
        self.query_one(CommandInput).placeholder = PLACEHOLDER
        self.query_one("#--container", Vertical).border_title = "Commands"

    def hints(self) -> list[str]:
        """What keys do."""
        return self.hints_of(("palette.choose", "runs it"), ("palette.back", "closes"))

    def moved(self) -> None:
        """Be in the list."""
        self.is_choosing = True

    def action_choose(self) -> None:
        """Choose from what was typed before, which may still be on its way to the line, but not from what comes after.

        Textual's own Enter is overtaken by the next letter, which would begin another search.
        """
        line = self.query_one(CommandInput)
        line.call_later(line.action_submit)

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


def provider_of(known: Iterable[Command]) -> type[Provider]:
    """What offers commands to the palette, which needs no offer of itself."""
    commands = [command for command in known if command.id != "app.palette"]

    class Commands(Provider):
        """Finds commands by their words, their keys and what people call them."""

        room = min(KEYS, max((width_of(command.keys) for command in commands), default=0))

        async def discover(self) -> Hits:
            """All of them."""
            for command in commands:
                yield DiscoveryHit(self._line(command), self._run(command), command.words)

        async def search(self, query: str) -> Hits:
            """Those that are meant, or whose words have at least the letters."""
            matcher = self.matcher(query)
            for command in commands:
                words = query.lower().split()
                # Letters from here and there in a sentence are found in nearly all of them.
                is_alike = command.has_letters_of(words)
                score = command.score(words) or (matcher.match(command.words) / 1_000 if is_alike else 0)
                if score > 0:
                    line = self._line(command, matcher.highlight(command.words))
                    yield Hit(score, line, self._run(command), command.words)

        def _line(self, command: Command, words: Content | None = None) -> Content:
            return Content.assemble(f"{pad(command.keys, self.room)}  ", words or command.words)

        def _run(self, command: Command) -> Callable[[], object]:
            return partial(self.app.run_action, *command.run)

    return Commands
