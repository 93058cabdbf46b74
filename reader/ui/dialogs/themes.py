"""The list of themes, each of which is on the screen while it is the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from reader.config.settings import AUTO, THEMES
from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.filtered import ChoiceTable, FilteredDialog, FilterLine
from reader.ui.widgets.cells import pad

NAMES: Final = (AUTO, *THEMES)


class ThemeTable(ChoiceTable):
    """The names of themes, one of them chosen."""

    names: reactive[tuple[str, ...]] = reactive(NAMES, layout=True)

    @property
    def count(self) -> int:
        """How many themes there are."""
        return len(self.names)

    @property
    def name_chosen(self) -> str:
        """The chosen one, or nothing if there is none."""
        return self.names[self.chosen] if self.names else ""

    def render(self) -> Content:
        """Write a name a line."""
        if not self.names:
            return Content("No such theme.")
        cursor = self.get_visual_style("choice-table--cursor")
        lines = (Content(pad(_shown(name), self.size.width)) for name in self.names)
        return Content("\n").join(
            line.stylize(cursor) if index == self.chosen else line for index, line in enumerate(lines)
        )

    def on_click(self, event: events.Click) -> None:
        """Choose the name that the mouse is on, and keep it."""
        event.stop()
        if event.y < self.count:
            self.choose(event.y)


class ThemesDialog(FilteredDialog[str]):
    """A list of themes beside the papers; dismissed with the one to keep."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "filtered.tcss", "themes.tcss")]
    HEADING = "Theme"
    HELD = ("help.type", "theme.back", "theme.next", "theme.previous", "app.palette", "app.quit")
    WIDTH = 36
    BINDINGS = bindings(
        {
            "theme.keep": "keep",
            "theme.back": "dismiss(None)",
            "theme.next": "move(1)",
            "theme.previous": "move(-1)",
            "theme.page_down": "move_pages(1)",
            "theme.page_up": "move_pages(-1)",
            "theme.first": "move_to_end(False)",
            "theme.last": "move_to_end(True)",
        }
    )

    def __init__(self, current: str, show: Callable[[str], object], limit: str = "") -> None:
        """Offer all themes.

        Args:
            current: The one in force.
            show: Draws the screen in a theme.
            limit: What is to be known of this terminal, a sentence.
        """
        super().__init__()
        self._current = current
        self._show = show
        self._limit = limit

    def compose(self) -> ComposeResult:
        """Put the sentence under the list."""
        yield from super().compose()
        if self._limit:
            yield Static(self._limit, classes="dialog-note", markup=False)

    def listed(self) -> Iterable[Widget]:
        """The names alone."""
        return (ThemeTable(),)

    def hints(self) -> list[str]:
        """What keys do."""
        return self.hints_of(("theme.keep", "keeps it"), ("theme.back", "cancels"))

    def on_mount(self) -> None:
        """Begin with the theme in force."""
        self.set_class(bool(self._limit), "-limited")
        self.filter([])
        self.call_after_refresh(self.see)
        self.watch(self.query_one(ThemeTable), "chosen", self._preview, init=False)

    def _preview(self) -> None:
        """Draw the screen in the chosen theme."""
        if name := self.query_one(ThemeTable).name_chosen:
            self._show(name)

    def filter(self, words: list[str]) -> None:
        """Show the themes of which some words tell, those first that begin so; of all, choose the one in force."""
        table = self.query_one(ThemeTable)
        found = [name for name in NAMES if all(word in name or word == self._kind(name) for word in words)]
        table.names = tuple(sorted(found, key=lambda name: not name.startswith(tuple(words[:1]))))
        table.chosen = 0 if words or self._current not in NAMES else NAMES.index(self._current)
        self._preview()

    def _kind(self, name: str) -> str:
        """Whether a theme is dark or light, which not all names tell; nothing of one that follows the terminal."""
        theme = self.app.get_theme(name)
        return "" if theme is None else "dark" if theme.dark else "light"

    def take(self) -> None:
        """Go back with the chosen theme."""
        if name := self.query_one(ThemeTable).name_chosen:
            self.dismiss(name)

    def action_keep(self) -> None:
        """Choose from what was typed before, which may still be on its way to the line."""
        line = self.query_one(FilterLine)
        line.call_later(line.action_submit)

    def action_move_to_end(self, last: bool) -> None:
        """Go to the first or the last theme."""
        self.action_move(len(NAMES) if last else -len(NAMES))


def _shown(name: str) -> str:
    return f"{name} · by the terminal" if name == AUTO else name
