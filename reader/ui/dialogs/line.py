"""A line to type in over the hints; what it is about stays in sight above it."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Input, Static

from reader.papers.period import Direction
from reader.papers.query import LENGTH_LIMIT
from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import BETWEEN, Dialog
from reader.ui.patches.wrapping import unbroken

ROOM: Final = LENGTH_LIMIT + 1
"""Characters that the line takes: one more than a query may have, so that what is cut off is told."""


class QueryLine(Input):
    """A line that takes all of a text that is pasted, such as a title that was broken into two lines."""

    virtual_size: reactive[Size] = reactive(Size(0, 0))
    """How wide the text is; unlike Textual's own no reason to lay out the screen again at every key."""

    def on_paste(self, event: events.Paste) -> None:
        """Join the lines, where Textual would take the first one alone."""
        event.stop()
        event.prevent_default()
        room = ROOM - len(self.value) + len(self.selected_text)
        self.replace(" ".join(event.text.split())[:room], *self.selection)


class Said(Static):
    """Some words over the line; the screen is laid out again only where they take more or fewer lines than before."""

    def say(self, words: str) -> None:
        """Show other words."""
        if (content := Content(words)) == self.content:
            return
        self.update(content, layout=False)
        self.clear_cached_dimensions()
        if self.get_content_height(self.app.size, self.app.size, self.size.width) != self.size.height:
            self.refresh(layout=True)


class LineDialog(Dialog[None]):
    """The line, with some words over it."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "find.tcss")]
    BINDINGS = bindings({"find.back": "give_up", "find.next": "go_on(1)", "find.previous": "go_on(-1)"})

    def on_mount(self) -> None:
        """Take what is typed ahead: `focus` would come after it."""
        self.set_focus(self.query_one(Input))

    @property
    def through(self) -> str:
        """How to go through what was found."""
        return unbroken(self.hint(("find.previous find.next", "match")))

    @property
    def out(self) -> str:
        """How to leave without what was found."""
        return unbroken(self.hint(("find.back", "cancels")))

    @property
    def ways_out(self) -> str:
        """How to leave the line."""
        return row(unbroken("enter keeps"), self.out)

    def leave(self) -> None:
        """Stay when what is above is clicked, which is in sight to be looked at."""

    def action_go_on(self, direction: Direction) -> None:
        """Go to the next thing that was found, or to the one before."""
        raise NotImplementedError

    def action_give_up(self) -> None:
        """Go back to what was there before."""
        raise NotImplementedError


def row(*parts: str) -> str:
    """Some words in a row, of which there may be none."""
    return BETWEEN.join(filter(None, parts))
