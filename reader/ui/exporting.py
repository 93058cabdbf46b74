"""Exporting the papers of the list: what is asked for, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App

from reader.config.export import ExportChoice
from reader.papers.models import Feed
from reader.papers.period import Period
from reader.ui.browser import PaperBrowser

if TYPE_CHECKING:
    from reader.ui.dialogs.export import Exported


class ListScreen(Protocol):
    """The screen whose list is exported."""

    notice: str

    @property
    def browser(self) -> PaperBrowser:
        """The papers on it."""
        ...

    @property
    def feed(self) -> Feed | None:
        """The day that is shown, or is under another list."""
        ...

    @property
    def shown(self) -> Period:
        """The period on it."""
        ...


class Exporting:
    """Exports the papers of a list."""

    def __init__(
        self,
        app: App[Any],
        screen: ListScreen,
        choice: ExportChoice,
        keep: Callable[[ExportChoice], object],
        copy: Callable[[str, str], object],
    ) -> None:
        """Export nothing yet.

        Args:
            app: Shows the dialog.
            screen: Has the list, and a place for what is said.
            choice: The last choice of the dialog.
            keep: Takes the next one.
            copy: Copies a text; what it is comes second.
        """
        self._app = app
        self._screen = screen
        self._choice = choice
        self._keep = keep
        self._copy = copy

    async def ask(self) -> None:
        """Ask which papers of the list to export, how and where to, and do it."""
        from reader.ui.dialogs.export import ExportDialog

        screen = self._screen
        if not screen.browser.listed.rows:
            screen.notice = "There are no papers to export."
            return
        fetched_at = screen.feed.fetched_at if screen.feed else None
        dialog = ExportDialog(screen.browser.listed, screen.shown, fetched_at, self._choice)
        await self._app.push_screen(dialog, self._note)

    def _note(self, exported: Exported | None) -> None:
        if exported is None:
            return
        self._keep(exported.choice)
        if exported.text is None:
            self._screen.notice = f"Exported {exported.said}"
        else:
            self._copy(exported.text, exported.said)
