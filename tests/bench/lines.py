"""How fast a list beside a text can be in Textual: two widgets that draw lines and do nothing else.

It is what the reader's `j` is compared with: a hundred titles, of each a text as long as an abstract, one frame a key.
"""

from __future__ import annotations

import textwrap
from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

ROWS = 100
TITLE = "Row {}: what a title of ordinary length looks like"
TEXT = "Text of row {} begins. " + "A sentence of an abstract that has about the length of real ones. " * 20

PLAIN = Style(color="#e0e0e0", bgcolor="#121212")
CHOSEN = Style(color="#ffffff", bgcolor="#0178d4")


@cache
def strip(text: str, width: int, style: Style) -> Strip:
    """A line of a widget."""
    return Strip([Segment(f" {text}"[:width].ljust(width), style)], width)


@cache
def wrapped(row: int, width: int) -> list[str]:
    """The lines of a text."""
    return textwrap.wrap(TEXT.format(row), width - 2)


class Body(Widget):
    """The text of a row."""

    row = 0

    def render_line(self, y: int) -> Strip:
        """Draw a line of the text."""
        lines = wrapped(self.row, self.size.width)
        return strip(lines[y] if y < len(lines) else "", self.size.width, PLAIN)


class Titles(ScrollView, can_focus=True):
    """The titles, one of which is chosen."""

    BINDINGS = [("j", "next", "Next")]

    def __init__(self, body: Body) -> None:
        """Initialise the list with what shows the text of the chosen row."""
        super().__init__()
        self.body = body
        self.virtual_size = Size(0, ROWS)

    def render_line(self, y: int) -> Strip:
        """Draw a title."""
        row = y + self.scroll_offset.y
        style = CHOSEN if row == self.body.row else PLAIN
        return strip(TITLE.format(row) if row < ROWS else "", self.size.width, style)

    def action_next(self) -> None:
        """Choose the next row."""
        former, top, height = self.body.row, self.scroll_offset.y, self.size.height
        self.body.row = row = min(former + 1, ROWS - 1)
        if row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False, immediate=True)
        else:
            self.refresh(*(Region(0, y - top, self.size.width, 1) for y in (former, row)))
        self.body.refresh()


class Lines(App[None]):
    """The list beside the text; quits on `q`."""

    BINDINGS = [("q", "quit", "Quit")]
    CSS = "Titles, Body { width: 1fr; height: 1fr; } Titles { overflow-y: scroll; scrollbar-size-vertical: 1; }"

    def compose(self) -> ComposeResult:
        """Compose both."""
        body = Body()
        with Horizontal():
            yield Titles(body)
            yield body


def main() -> None:
    """Run it."""
    Lines().run()


if __name__ == "__main__":
    main()
