"""An app whose first frame needs one layout, and whose crash is one line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from rich.text import Text
from textual.app import App

from reader.papers.text import clean
from reader.ui.patches import terminal


class QuietApp(App[None]):
    """An app that does nothing in vain before its first frame, and says in one line why it ended."""

    crash_folder: Path | None = None
    """Where a crash leaves its log."""
    own_keys: Mapping[str, str] = {}
    """The user's keys by the id of the binding."""

    def set_keymap(self, keymap: Mapping[str, str]) -> None:
        """Use the user's keys, and know them: what is bound by a focused line hides others from `active_bindings`."""
        self.own_keys = keymap
        super().set_keymap(keymap)

    def _refresh_notifications(self) -> None:
        """Leave the place of Textual's notifications alone while there is none: hiding it is a second layout."""
        if self._notifications:
            super()._refresh_notifications()

    def _fatal_error(self) -> None:
        """Say in one line what broke; the traceback goes to a file, as Textual's prints the values of variables."""
        error = sys.exc_info()[1] or self._exception
        what = f"{type(error).__name__}: {clean(str(error), limit=200)}"
        log = terminal.write_crash_log(self.crash_folder, error) if self.crash_folder and error else None
        where = f" Please report it with {log}." if log else ""
        self.panic(Text(f"daily-papers broke, and that is a bug: {what}.{where}", end=""))
