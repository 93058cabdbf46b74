"""An app whose first frame needs one layout, and whose crash is one line."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.text import Text
from textual.app import App

from reader.papers.text import clean
from reader.ui.patches import terminal


class QuietApp(App[None]):
    """An app that does nothing in vain before its first frame, and says in one line why it ended."""

    crash_folder: Path | None = None
    """Where a crash leaves its log."""

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
