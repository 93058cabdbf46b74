"""The list of themes, each of which is on the screen while one is on its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.config.settings import AUTO, THEMES
from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog

NAMES: Final = (AUTO, *THEMES)


class ThemesDialog(Dialog[str]):
    """A list of themes beside the papers; dismissed with the one to keep."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "themes.tcss")]
    BINDINGS = bindings(
        {
            "theme.keep": "keep",
            "theme.back": "dismiss(None)",
            "theme.next": "move('down')",
            "theme.previous": "move('up')",
            "theme.first": "move('first')",
            "theme.last": "move('last')",
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
        """Make the list a box of its own, as each widget around it is as many lines more in every theme."""
        names = OptionList(*(Option(Content(name), id=name) for name in NAMES), classes="dialog", compact=True)
        names.border_title = "Theme"
        names.border_subtitle = Content(self.hint(("theme.keep", "keeps it"), ("theme.back", "goes back")))
        yield names
        if self._limit:
            yield Static(self._limit, classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        """Begin with the theme in force."""
        names = self.query_one(OptionList)
        names.highlighted = NAMES.index(self._current) if self._current in NAMES else 0
        self.set_focus(names)

    @on(OptionList.OptionHighlighted)
    def _preview(self) -> None:
        """Draw the screen in the theme under the cursor, the last one of those passed since."""
        self._show(self._chosen)

    @property
    def _chosen(self) -> str:
        return NAMES[self.query_one(OptionList).highlighted or 0]

    def action_move(self, way: str) -> None:
        """Go to another theme."""
        names = self.query_one(OptionList)
        {"down": names.action_cursor_down, "up": names.action_cursor_up, "first": names.action_first}.get(
            way, names.action_last
        )()

    @on(OptionList.OptionSelected)
    def action_keep(self) -> None:
        """Go back with the theme under the cursor."""
        self.dismiss(self._chosen)
