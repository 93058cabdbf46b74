"""All keys, made from the bindings, found by typing; Enter does what the chosen one does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from reader.ui.bindings import bindings
from reader.ui.commands import Command
from reader.ui.dialogs.dialog import legend
from reader.ui.dialogs.filtered import ChoiceTable, FilteredDialog
from reader.ui.widgets.cells import pad, width_of

KEYS: Final = 14, 18
"""Columns of the keys at least, and at most: `space ctrl+f pgdn` is nearly as long."""
COLUMN: Final = 52
"""Columns of the screen that a key and its words need."""
GAP: Final = 2
MANY: Final = 16
"""From how many keys on they are shown in two columns."""
WORTH: Final = 3 / 4
"""The share of the lines of one column that two may have: else there is more room for words in one."""
LEGEND: Final = (("▲", "votes"), ("●", "unread"), ("★", "starred by you"), ("☆", "GitHub stars"), ("◆", "watched"))
"""What the signs in the list mean."""


class KeyTable(ChoiceTable):
    """The keys by groups, in two columns where they fit, one of them chosen."""

    commands: reactive[tuple[Command, ...]] = reactive[tuple[Command, ...]]((), layout=True)

    @property
    def count(self) -> int:
        """How many keys there are."""
        return len(self.commands)

    @property
    def command(self) -> Command | None:
        """What is chosen, if there is anything."""
        return self.commands[self.chosen] if self.commands else None

    def watch_commands(self) -> None:
        """Begin at the first one."""
        self.chosen = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return max(1, *map(len, _columns(self.commands, width)))

    def render(self) -> Content:
        """Write the columns side by side."""
        columns = _columns(self.commands, self.size.width)
        if not columns[0]:
            return Content("No such key.")
        width = self.size.width if len(columns) == 1 else (self.size.width - GAP) // 2
        height = max(map(len, columns))
        filled = [[*column, *[""] * (height - len(column))] for column in columns]
        rows = zip(*filled, strict=True)
        return Content("\n").join(Content(" " * GAP).join(self._cell(cell, width) for cell in row) for row in rows)

    def _cell(self, cell: str | int, width: int) -> Content:
        if isinstance(cell, str):
            return Content.styled(pad(cell, width), "bold")
        command = self.commands[cell]
        room = min(KEYS[1], max(KEYS[0], *(width_of(one.keys) + 1 for one in self.commands))) + 2
        keys, words = pad(f"  {command.keys}", room - 1) + " ", pad(command.words, width - room)
        line = Content.assemble((keys, "$text-accent"), words)
        return line.stylize(self.get_visual_style("choice-table--cursor")) if cell == self.chosen else line

    @property
    def spot(self) -> Offset:
        """Where the chosen one begins."""
        for number, column in enumerate(_columns(self.commands, self.size.width)):
            if self.chosen in column:
                return Offset(number * (self.size.width + GAP) // 2, column.index(self.chosen))
        return Offset()

    @property
    def place(self) -> Region:
        """The line of the chosen one; with what is above it if it is the first one."""
        return Region(0, 0, 1, 2) if self.spot.y == 1 else super().place

    def on_click(self, event: events.Click) -> None:
        """Choose what the mouse is on, and do it."""
        event.stop()
        columns = _columns(self.commands, self.size.width)
        column = columns[-1 if len(columns) > 1 and event.x > self.size.width // 2 else 0]
        cell = column[event.y] if event.y < len(column) else ""
        if isinstance(cell, int):
            self.choose(cell)


class HelpDialog(FilteredDialog[tuple[str, DOMNode]]):
    """The keys of the screen below; dismissed with what is to be run."""

    HEADING = "Keys"
    HELD = ("help.back", "help.type", "app.quit")
    BINDINGS = bindings({"help.back": "dismiss(None)"})

    def __init__(self, commands: Sequence[Command]) -> None:
        """Offer the commands that have keys."""
        super().__init__()
        self._commands = tuple(command for command in commands if command.keys)

    def hints(self) -> list[str]:
        """What keys do."""
        return ["enter runs it", *self.hints_of(("help.back", "closes"))]

    def listed(self) -> Iterable[Widget]:
        """The signs, where there are any below, and the keys."""
        signs = Static(legend(LEGEND), id="help-signs")
        signs.display = self._has_signs
        return signs, KeyTable()

    @property
    def _has_signs(self) -> bool:
        return any(command.id == "mark.star" for command in self._commands)

    def on_mount(self) -> None:
        """Show all keys."""
        self.query_one(KeyTable).commands = self._commands

    def filter(self, words: list[str]) -> None:
        """Show the keys that are meant, those first of which that is most likely."""
        self.query_one("#help-signs").display = self._has_signs and not words
        self.query_one(KeyTable).commands = _ranked([one for one in self._commands if one.is_meant_by(words)], words)

    def take(self) -> None:
        """Run what is chosen."""
        if (command := self.query_one(KeyTable).command) is not None:
            self.dismiss(command.run)


def _ranked(commands: Sequence[Command], words: Sequence[str]) -> tuple[Command, ...]:
    """The commands with what the palette would have first at the top, the others of its group under it."""
    ranked = sorted(commands, key=lambda command: -command.score(words))
    groups = [*dict.fromkeys(command.group for command in ranked)]
    return tuple(sorted(ranked, key=lambda command: groups.index(command.group)))


def _columns(commands: Sequence[Command], width: int) -> list[list[str | int]]:
    """The lines of one column or of two: names of groups, commands by their index, and blank lines between."""
    indexed = [*enumerate(commands)]
    groups = [
        [name, *(index for index, _ in members)] for name, members in groupby(indexed, key=lambda one: one[1].group)
    ]
    if width < 2 * COLUMN + GAP or len(commands) < MANY:
        return [_joined(groups)]
    cuts = ([_joined(groups[:cut]), _joined(groups[cut:])] for cut in range(1, len(groups)))
    two = min(cuts, key=_height, default=[])
    one = [_joined(groups)]
    return two if two and _height(two) <= WORTH * _height(one) else one


def _height(columns: Sequence[Sequence[str | int]]) -> int:
    return max(map(len, columns))


def _joined(groups: Sequence[Sequence[str | int]]) -> list[str | int]:
    lines: list[str | int] = []
    for group in groups:
        lines += ["", *group] if lines else group
    return lines
