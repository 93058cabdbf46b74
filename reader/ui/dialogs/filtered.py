"""A list that is filtered by typing; the arrow keys choose in it, and Enter takes what is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog

PLACEHOLDER: Final = "type to find"
"""What stands in the line before anything is typed."""
LENGTH: Final = 80
"""Characters that may be typed."""


class ChoosingDialog(Dialog[ScreenResultType]):
    """A line to type in and rows to choose from; the user is in the one that the last key was for."""

    is_choosing: reactive[bool] = reactive(False, repaint=False)
    """Whether it was for the rows."""

    def on_mount(self) -> None:
        """Notice what is typed."""
        for of in ("value", "selection"):
            self.watch(self.query_one(Input), of, self.type, init=False)

    def type(self) -> None:
        """Be in the line."""
        self.is_choosing = False

    def watch_is_choosing(self) -> None:
        """Tell it with the next frame, though the same row be chosen."""
        self.query_one(Input).refresh()

    @property
    def current_row(self) -> Offset | None:
        """The chosen row, or the line."""
        return self.chosen_row if self.is_choosing else super().current_row

    @property
    def chosen_row(self) -> Offset | None:
        """Where the chosen row is."""
        raise NotImplementedError


class ChoiceTable(Widget):
    """Lines, one of which is chosen; a class that is made from it tells which ones."""

    COMPONENT_CLASSES = {"choice-table--cursor"}

    chosen: reactive[int] = reactive(0)

    class Chosen(Message):
        """Posted when a line is clicked."""

    @property
    def count(self) -> int:
        """How many lines can be chosen."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as can be chosen, or one that says that there is none."""
        return max(1, self.count)

    @property
    def spot(self) -> Offset:
        """Where the chosen one begins."""
        return Offset(0, self.chosen)

    @property
    def place(self) -> Region:
        """The line of the chosen one, with what is to be seen above it."""
        return Region(0, self.spot.y, 1, 1)

    @property
    def cursor_screen_offset(self) -> Offset:
        """The begin of the chosen one."""
        return self.content_region.offset + self.spot

    def validate_chosen(self, chosen: int) -> int:
        """Keep to those that there are."""
        return max(0, min(chosen, self.count - 1))

    def choose(self, index: int) -> None:
        """Choose one, and take it."""
        self.chosen = index
        self.post_message(self.Chosen())


class FilterLine(Input):
    """The line to type in; while it is empty, the letters that are keys of the dialog are not for it."""

    held: frozenset[str] = frozenset()
    """The keys that such letters are on."""
    is_typing = False
    """Whether the user said so, and means such a letter."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is for the line."""
        return not self._is_held(key) and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Leave a key to the dialog; Textual writes all that can be written."""
        if self._is_held(event.key):
            event.prevent_default()

    def on_click(self) -> None:
        """Take any next letter as one to find."""
        self.is_typing = True

    def _is_held(self, key: str) -> bool:
        return key in self.held and not (self.value or self.is_typing)


class FilteredDialog(ChoosingDialog[ScreenResultType]):
    """A line to type in, and the list below it."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "filtered.tcss")]
    WIDTH = 120
    HEADING: ClassVar[str]
    HELD: ClassVar[tuple[str, ...]] = ("help.type",)
    """What letters do while nothing is typed."""
    BINDINGS = bindings(
        {
            "help.type": "type",
            "help.down": "move(1)",
            "help.up": "move(-1)",
            "help.page_down": "move_pages(1)",
            "help.page_up": "move_pages(-1)",
        }
    )

    def compose(self) -> ComposeResult:
        """Lay out the line to type in, and the list."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self.HEADING
            with Horizontal():
                yield Static("/", classes="filtered-slash", markup=False)
                yield FilterLine(placeholder=PLACEHOLDER, compact=True, max_length=LENGTH)
            with VerticalScroll(can_focus=False):
                yield from self.listed()

    def listed(self) -> Iterable[Widget]:
        """Make the list, with what stands above it."""
        raise NotImplementedError

    def filter(self, words: list[str]) -> None:
        """Show what has some words, which are in small letters."""
        raise NotImplementedError

    def take(self) -> None:
        """Take what is chosen, if there is anything."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Leave some letters to their keys, and take what is typed ahead: `focus` would come after it."""
        line = self.query_one(FilterLine)
        line.held = frozenset(",".join(map(self.names_of, self.HELD)).split(","))
        self.set_focus(line)
        self.watch(self.query_one(ChoiceTable), "chosen", self.see, init=False)

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        self.query_one(FilterLine).is_typing = bool(event.value)
        self.filter(event.value.lower().split())

    def action_type(self) -> None:
        """Take any next letter as one to find."""
        self.type()
        line = self.query_one(FilterLine)
        line.is_typing = True
        line.placeholder = ""

    def action_move(self, rows: int) -> None:
        """Choose another line."""
        self.is_choosing = True
        self.query_one(ChoiceTable).chosen += rows

    def action_move_pages(self, pages: int) -> None:
        """Choose another line, a page away."""
        self.action_move(pages * max(1, self.query_one(VerticalScroll).size.height - 1))

    @property
    def chosen_row(self) -> Offset | None:
        """Where the chosen line is."""
        return self.row_of(self.query_one(ChoiceTable))

    def see(self) -> None:
        """Scroll to what is chosen."""
        for scroll in self.query(VerticalScroll):  # It is gone where the dialog was left before it was drawn.
            for table in self.query(ChoiceTable):
                top = table.virtual_region.y if table.place.y else 0  # What is above the list as well.
                scroll.scroll_to_region(table.place.translate((0, top)), animate=False)

    @on(Input.Submitted)
    @on(ChoiceTable.Chosen)
    def _take(self) -> None:
        self.take()
