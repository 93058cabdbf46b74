"""What a full text is compared with: an app that shows Textual's `Markdown` widget, imported when `v` is pressed.

The widget gets the same text as the reader does, whatever it makes of it.
"""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

TEXT = "BENCH_TEXT"
"""The variable that names the file of the text."""


class TextScreen(Screen[None]):
    """A text that is scrolled."""

    def compose(self) -> ComposeResult:
        """Compose the text."""
        from textual.containers import VerticalScroll
        from textual.widgets import Markdown

        with VerticalScroll():
            yield Markdown(Path(os.environ[TEXT]).read_text(encoding="utf-8"))


class MarkdownText(App[None]):
    """Shows a word, and on `v` the text; quits on `q`."""

    BINDINGS = [("q", "quit", "Quit"), ("v", "read", "Read")]

    def compose(self) -> ComposeResult:
        """Compose the word."""
        yield Static("bare", markup=False)

    def action_read(self) -> None:
        """Show the text."""
        self.push_screen(TextScreen())


def main() -> None:
    """Run it."""
    MarkdownText().run()


if __name__ == "__main__":
    main()
