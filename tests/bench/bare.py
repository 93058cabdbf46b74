"""The floor: a Textual app with one `Static`."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Shows a word and quits on `q`."""

    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Compose the word."""
        yield Static("bare", markup=False)


def main() -> None:
    """Run it."""
    Bare().run()


if __name__ == "__main__":
    main()
