"""All keys, made from the bindings, filtered by typing."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from reader.config.actions import Action, printed
from reader.store import paths
from reader.ui.bindings import bindings, keys_of
from reader.ui.dialogs.dialog import Dialog

WIDTH = 13
"""Columns of the keys; `ctrl+f pgdn` is as long."""


class HelpDialog(Dialog[None]):
    """The keys of the screen below."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "help.tcss")]
    BINDINGS = bindings(
        {
            "help.back": "dismiss(None)",
            "help.down": "scroll(1)",
            "help.up": "scroll(-1)",
        }
    )

    def __init__(self, screen: Screen[Any]) -> None:
        """Take the keys that a screen answers to."""
        super().__init__()
        self._keys = keys_of(screen)

    def compose(self) -> ComposeResult:
        """Lay out the line to type in and the keys."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            yield Input(placeholder="type to find a key · Esc goes back", compact=True, max_length=40)
            with VerticalScroll(can_focus=False):
                yield Static(self._table(""), markup=False)

    def on_mount(self) -> None:
        """Take what is typed ahead: `focus` would come after it."""
        self.set_focus(self.query_one(Input))

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        self.query_one(VerticalScroll).query_one(Static).update(self._table(event.value))

    def action_scroll(self, lines: int) -> None:
        """Scroll the keys."""
        self.query_one(VerticalScroll).scroll_relative(y=lines * 4, animate=False)

    def _table(self, text: str) -> Content:
        words = text.lower().split()
        found = [key for key in self._keys if all(word in f"{_names(key)} {key.words}".lower() for word in words)]
        lines: list[Content] = []
        for group, keys in groupby(found, key=lambda key: key.group):
            lines += [Content.styled(group, "bold"), *map(_line, keys), Content("")]
        return Content("\n").join(lines[:-1]) if lines else Content("No such key.")


def _line(key: Action) -> Content:
    return Content.assemble((f"  {_names(key):<{WIDTH}}  ", "$text-accent"), key.words)


def _names(key: Action) -> str:
    return " ".join(printed(key.keys))
