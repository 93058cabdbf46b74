"""All keys, made from the bindings, found by typing; Enter does what the chosen one does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.commands import Command
from reader.ui.dialogs.dialog import Dialog, legend
from reader.ui.widgets.cells import pad

KEYS: Final = 14
"""Columns of the keys; `ctrl+f pgdn` is nearly as long."""
COLUMN: Final = 52
"""Columns of the screen that a key and its words need."""
GAP: Final = 2
MANY: Final = 16
"""From how many keys on they are shown in two columns."""
HELD: Final = ("help.back", "help.type", "app.quit")
"""What letters do while nothing is typed."""
LEGEND: Final = (("▲", "votes"), ("●", "unread"), ("★", "starred by you"), ("☆", "GitHub stars"), ("◆", "watched"))
"""What the signs in the list mean."""


class KeyTable(Widget):
    """The keys by groups, in two columns where they fit, one of them chosen."""

    COMPONENT_CLASSES = {"key-table--cursor"}

    commands: reactive[tuple[Command, ...]] = reactive[tuple[Command, ...]]((), layout=True)
    chosen: reactive[int] = reactive(0)

    class Chosen(Message):
        """Posted when a key is clicked."""

    @property
    def command(self) -> Command | None:
        """What is chosen, if there is anything."""
        return self.commands[self.chosen] if self.commands else None

    def validate_chosen(self, chosen: int) -> int:
        """Keep to the keys that there are."""
        return max(0, min(chosen, len(self.commands) - 1))

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
        keys, words = pad(f"  {command.keys}", KEYS + 2), pad(command.words, width - KEYS - 2)
        line = Content.assemble((keys, "$text-accent"), words)
        return line.stylize(self.get_visual_style("key-table--cursor")) if cell == self.chosen else line

    @property
    def place(self) -> Region:
        """Where the chosen one is; with what is above it if it is the first one."""
        for column in _columns(self.commands, self.size.width):
            if self.chosen in column:
                line = column.index(self.chosen)
                return Region(0, 0 if line == 1 else line, 1, 2 if line == 1 else 1)
        return Region(0, 0, 1, 1)

    def on_click(self, event: events.Click) -> None:
        """Choose what the mouse is on, and do it."""
        event.stop()
        columns = _columns(self.commands, self.size.width)
        column = columns[-1 if len(columns) > 1 and event.x > self.size.width // 2 else 0]
        cell = column[event.y] if event.y < len(column) else ""
        if isinstance(cell, int):
            self.chosen = cell
            self.post_message(self.Chosen())


class KeyLine(Input):
    """The line to type in; while it is empty, the letters that close help, begin to type or quit are not for it."""

    held: frozenset[str] = frozenset()
    """The keys that such letters are on."""
    is_typing = False
    """Whether the user said so, and means such a letter."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is for the line."""
        is_held = key in self.held and not (self.value or self.is_typing)
        return not is_held and super().check_consume_key(key, character)


class HelpDialog(Dialog[tuple[str, DOMNode]]):
    """The keys of the screen below; dismissed with what is to be run."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "help.tcss")]
    BINDINGS = bindings(
        {
            "help.back": "dismiss(None)",
            "help.type": "type",
            "help.down": "move(1)",
            "help.up": "move(-1)",
            "help.page_down": "move_pages(1)",
            "help.page_up": "move_pages(-1)",
        }
    )

    def __init__(self, commands: Sequence[Command]) -> None:
        """Offer commands."""
        super().__init__()
        self._commands = tuple(commands)

    def compose(self) -> ComposeResult:
        """Lay out the line to type in, the signs and the keys."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            with Horizontal():
                yield Static("/", id="help-slash", markup=False)
                yield KeyLine(placeholder=self._hint(), compact=True, max_length=40)
            with VerticalScroll(can_focus=False):
                yield Static(legend(LEGEND), id="help-signs")
                yield KeyTable()

    def _hint(self) -> str:
        keys = " ".join(self.keys_of("help.back"))
        return f"type to find · enter runs it{f' · {keys} closes' if keys else ''}"

    def on_mount(self) -> None:
        """Take what is typed ahead: `focus` would come after it."""
        line = self.query_one(KeyLine)
        line.held = frozenset(",".join(map(self.names_of, HELD)).split(","))
        self.set_focus(line)
        self.query_one(KeyTable).commands = self._commands
        self.watch(self.query_one(KeyTable), "chosen", self._see, init=False)

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        words = event.value.lower().split()
        self.query_one("#help-signs").display = not words
        self.query_one(KeyTable).commands = tuple(one for one in self._commands if one.is_meant_by(words))
        self.query_one(KeyLine).is_typing = bool(event.value)

    def action_type(self) -> None:
        """Take any next letter as one to find."""
        line = self.query_one(KeyLine)
        line.is_typing = True
        line.placeholder = ""

    def action_move(self, rows: int) -> None:
        """Choose another key."""
        self.query_one(KeyTable).chosen += rows

    def action_move_pages(self, pages: int) -> None:
        """Choose another key, a page away."""
        self.action_move(pages * max(1, self.query_one(VerticalScroll).size.height - 1))

    def _see(self) -> None:
        table, scroll = self.query_one(KeyTable), self.query_one(VerticalScroll)
        place = table.place
        top = table.virtual_region.y if place.y else 0  # The signs as well.
        scroll.scroll_to_region(place.translate((0, top)), animate=False)

    @on(Input.Submitted)
    @on(KeyTable.Chosen)
    def _run(self) -> None:
        if (command := self.query_one(KeyTable).command) is not None:
            self.dismiss(command.run)


def _columns(commands: Sequence[Command], width: int) -> list[list[str | int]]:
    """The lines of one column or of two: names of groups, commands by their index, and blank lines between."""
    indexed = [*enumerate(commands)]
    groups = [
        [name, *(index for index, _ in members)] for name, members in groupby(indexed, key=lambda one: one[1].group)
    ]
    if width < 2 * COLUMN + GAP or len(commands) < MANY:
        return [_joined(groups)]
    cuts = ([_joined(groups[:cut]), _joined(groups[cut:])] for cut in range(1, len(groups)))
    return min(cuts, key=lambda columns: max(map(len, columns)))


def _joined(groups: Sequence[Sequence[str | int]]) -> list[str | int]:
    lines: list[str | int] = []
    for group in groups:
        lines += ["", *group] if lines else group
    return lines
