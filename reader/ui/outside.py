"""What leaves the reader: texts for the clipboard, and links for the browser."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from rich.text import Text
from textual.app import App, SuspendNotSupported

from reader.config.settings import Config
from reader.errors import HostError
from reader.host import page
from reader.ui.widgets.cells import fit, width_of

LEAST: Final = 12
"""Columns of what was copied that are shown at least."""
MARGINS: Final = 2
"""Columns beside what is said."""


def unsaved(notes: Mapping[str, str]) -> Text | None:
    """What is written below the shell's last line when the reader is left with notes that could not be saved.

    Args:
        notes: Their texts, by the arXiv id of the paper.
    """
    if not notes:
        return None
    texts = [f"The note on {id} could not be saved. Its text:\n{text}" for id, text in notes.items()]
    return Text("\n".join(texts))


async def copy(app: App[Any], config: Config, text: str, what: str = "") -> str:
    """Copy a text by all routes that this machine has; what is said of it is one line, wherever that can be.

    Args:
        app: Has the terminal, which is one of the routes.
        config: Names another program for it, if the user wants one.
        text: The text.
        what: What it is, where that is to be shown in its place.

    Returns:
        A sentence that says by which, with the text or what it is.
    """
    shown = " ".join((what or text).split())
    said = await _copied(app, config, text, shown)
    over = width_of(said) + MARGINS - app.size.width
    return said.replace(shown, fit(shown, max(LEAST, width_of(shown) - over))) if over > 0 else said


async def _copied(app: App[Any], config: Config, text: str, shown: str) -> str:
    from reader.host import clipboard

    try:
        if page.here:
            return await page.here.copy(text, shown)
        copied = await clipboard.copy(
            text, environ=os.environ, write_osc52=app.copy_to_clipboard, command=config.copy_cmd
        )
    except HostError as error:
        return str(error)
    return copied.sentence(shown)


async def open_link(app: App[Any], config: Config, url: str) -> str:
    """Open an address in the user's browser; without one it is copied.

    Args:
        app: Gives up the terminal for a browser that needs it.
        config: Names another program for it, if the user wants one.
        url: The address.

    Returns:
        A sentence that says what was asked of whom.
    """
    from reader.host import browser

    try:
        if page.here:
            return await page.here.open(browser.checked(url))
        chosen = browser.choose(url, os.environ, command=config.open_cmd)
        if chosen.terminal:
            with app.suspend():
                browser.run(chosen)
        else:
            await browser.start(chosen)
    except SuspendNotSupported:
        copied = await _copied(app, config, url, url)
        return f"{chosen.name} needs the terminal for itself, which is not possible here. {copied}"
    except HostError as error:
        return f"{error} {url}" if page.here else f"{error} {await _copied(app, config, url, url)}"
    return f"Asked {chosen.name} to open {url}"
