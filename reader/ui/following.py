"""Where links lead: letters before those in sight, addresses to the browser, keywords to a search."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

from reader.ui.widgets.blocks import Link
from reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from reader.ui.browser import PaperBrowser
    from reader.ui.dialogs.links import Picked


class Following:
    """Follows links, from whichever screen."""

    def __init__(
        self,
        app: App[Any],
        browser: PaperBrowser,
        open: Callable[[str], object],
        copy: Callable[[str], object],
    ) -> None:
        """Follow the links of an app.

        Args:
            app: The app.
            browser: The list, where searches are made.
            open: Opens an address.
            copy: Copies a text.
        """
        self._app = app
        self._browser = browser
        self._open = open
        self._copy = copy

    async def ask(self) -> None:
        """Show a letter before every link in sight, else go to where the next one is; wait until they are there."""
        from reader.ui.dialogs.links import LinksDialog

        texts = [text for text in self._app.screen.query(TextView) if text.region]
        if not any(text.has_links_in_sight for text in texts):
            for one in texts:
                one.go_to_link()
        if (text := next((one for one in texts if one.has_links_in_sight), None)) is None:
            self._browser.say("There is no link here.")
        else:
            await self._app.push_screen(LinksDialog(text), self._take)

    def _take(self, picked: Picked[Link] | None) -> None:
        if picked is not None and picked.copies:
            self._copy(picked.link.url or picked.link.query)
        elif picked is not None:
            self.follow(picked.link)

    def follow(self, link: Link) -> None:
        """Open an address, or search for something."""
        if link.query:
            self._app.call_later(self._search, link.query)
        else:
            self._open(link.url)

    async def _search(self, query: str) -> None:
        """Search on the screen that has the list."""
        browser = self._browser
        while self._app.screen is not browser.screen:
            await self._app.pop_screen()
        await self._app.push_screen(browser.finding.line(narrow=False, text=query))
