"""Copying what is selected, the link of a paper, or what the copy menu offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

from reader.config.actions import COPIES
from reader.papers import links
from reader.ui.current import paper_of

if TYPE_CHECKING:
    from reader.ui.browser import PaperBrowser


class Copying:
    """Copies what is known of the paper under the cursor, from whichever screen."""

    def __init__(self, app: App[Any], browser: PaperBrowser, copy: Callable[..., object]) -> None:
        """Copy from an app.

        Args:
            app: The app.
            browser: The list, which has the cursor.
            copy: Copies a text, and is told what it is where that is to be said.
        """
        self._app = app
        self._browser = browser
        self._copy = copy

    def link(self) -> None:
        """Copy what is selected, else the paper's address on arXiv."""
        if selected := self._app.screen.get_selected_text():
            self._copy(selected)
        elif paper := paper_of(self._browser):
            self._copy(links.arxiv_url(paper.id))

    async def ask(self) -> None:
        """Ask what to copy, and copy it."""
        from reader.ui.dialogs.menus import CopyMenu

        if paper := paper_of(self._browser):
            await self._app.push_screen(CopyMenu(paper), self._take)

    def text(self, letter: str) -> None:
        """Copy what a letter of the copy menu stands for."""
        from reader.papers.cite import COPY_TEXTS

        if paper := paper_of(self._browser):
            if text := COPY_TEXTS[letter](paper):
                self._take((letter, text))
            else:
                self._browser.say(f"The {COPIES[letter]} of this paper is not known.")

    def _take(self, chosen: tuple[str, str] | None) -> None:
        if chosen:
            letter, text = chosen
            self._copy(text, f"{COPIES[letter]} {text}")
