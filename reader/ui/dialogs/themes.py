"""The list of themes, each of which is on the screen while one is on its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Static

from reader.config.settings import AUTO, THEMES
from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog
from reader.ui.widgets.cells import pad
from reader.ui.widgets.pane import Pane

NAMES: Final = (AUTO, *THEMES)


class ThemeList(Pane):
    """The names of the themes; an `OptionList` takes five times as long to draw them in another theme."""

    MARGIN = 1

    cursor: reactive[int] = reactive(0, repaint=False)
    """The index of the name under the cursor."""

    class Moved(Message):
        """Posted when another name is under the cursor."""

    class Chosen(Message):
        """Posted when a name is clicked."""

    def __init__(self, current: str) -> None:
        """Begin with the theme in force."""
        super().__init__()
        self.add_class("dialog")
        self.set_reactive(Pane.virtual_size, Size(0, len(NAMES)))
        self.set_reactive(ThemeList.cursor, NAMES.index(current) if current in NAMES else 0)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a name."""
        return max(0, min(cursor, len(NAMES) - 1))

    def watch_cursor(self) -> None:
        """Show where it is."""
        self.fit_in()
        self.refresh_changed()
        self.post_message(self.Moved())

    def fit_in(self) -> None:
        """Scroll as little as brings the cursor into sight."""
        top, height = self.scroll_offset.y, max(1, self.size.height)
        self.jump(min(max(top, self.cursor - height + 1), self.cursor))

    def draw(self, lines: range) -> list[Strip]:
        """Draw lines of the widget."""
        return [self._line(y + self.scroll_offset.y) for y in lines]

    def _line(self, index: int) -> Strip:
        if index >= len(NAMES):
            return self.blank()
        style = self.part_style("chosen" if index == self.cursor else "text")
        return self.kept([Segment(pad(NAMES[index], self.columns), style)])

    def move(self, steps: int) -> None:
        """Go some names down, or up."""
        self.cursor += steps

    def move_pages(self, pages: float) -> None:
        """Go some pages down, or up."""
        self.move(int(pages * max(1, self.size.height - 1)))

    def move_to_end(self, *, last: bool) -> None:
        """Go to the first or the last name."""
        self.cursor = len(NAMES) - 1 if last else 0

    def move_to_name(self, typed: str) -> bool:
        """Go to a name by how it begins: the next one of a letter, else this one or the next; whether there is one."""
        first = self.cursor + (len(typed) == 1)
        indices = ((first + step) % len(NAMES) for step in range(len(NAMES)))
        index = next((index for index in indices if NAMES[index].startswith(typed)), None)
        self.cursor = self.cursor if index is None else index
        return index is not None

    def on_click(self, event: events.Click) -> None:
        """Choose the name that the mouse is on."""
        at = event.get_content_offset(self)
        if at is not None and not self.is_on_thumb(event):
            self.cursor = at.y + self.scroll_offset.y
            self.post_message(self.Chosen())


class ThemesDialog(Dialog[str]):
    """A list of themes beside the papers; dismissed with the one to keep."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "themes.tcss")]
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
        self._typed = ("", "")
        """How the name begins that was typed, and the name on which that has led."""

    def compose(self) -> ComposeResult:
        """Make the list a box of its own, as each widget around it is as many lines more in every theme."""
        names = ThemeList(self._current)
        names.border_title = "Theme"
        names.border_subtitle = Content(self.hint(("theme.keep", "keeps it"), ("theme.back", "goes back")))
        names.set_class(bool(self._limit), "-limited")
        yield names
        if self._limit:
            yield Static(self._limit, classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        """Let the cursor be in use."""
        self.set_focus(self.query_one(ThemeList))

    @on(ThemeList.Moved)
    def _preview(self) -> None:
        """Draw the screen in the theme under the cursor, the last one of those passed since."""
        self._show(self._chosen)

    @property
    def _chosen(self) -> str:
        return NAMES[self.query_one(ThemeList).cursor]

    def on_key(self, event: events.Key) -> None:
        """Go to the name that is typed, by letters that do nothing else; from another name on it is another one."""
        letter = (event.character or "").lower()
        if not letter.isalnum() or event.key in self.active_bindings:
            return
        event.stop()
        names, (typed, name) = self.query_one(ThemeList), self._typed
        word = (typed if name == self._chosen else "") + letter
        if names.move_to_name(word) or names.move_to_name(word := letter):
            self._typed = word, self._chosen

    def action_move(self, steps: int) -> None:
        """Go to another theme."""
        self.query_one(ThemeList).move(steps)

    def action_move_pages(self, pages: int) -> None:
        """Go to another theme, a page away."""
        self.query_one(ThemeList).move_pages(pages)

    def action_move_to_end(self, last: bool) -> None:
        """Go to the first or the last theme."""
        self.query_one(ThemeList).move_to_end(last=last)

    @on(ThemeList.Chosen)
    def action_keep(self) -> None:
        """Go back with the theme under the cursor."""
        self.dismiss(self._chosen)
