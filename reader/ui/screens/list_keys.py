"""Keys of the list where a screen is above it: some mark the paper that is read, of others it says where they work.

They are none of that screen's own keys, and would do nothing there without a word.
"""

from __future__ import annotations

from typing import Any, Final

from textual import events
from textual.screen import Screen

from reader.config.actions import ACTIONS, FEED
from reader.papers.listing import is_unread
from reader.papers.models import Paper
from reader.ui.bindings import key_of, run_of
from reader.ui.browser import PaperBrowser
from reader.ui.patches.app import QuietApp

DONE: Final = frozenset({"mark.read", "mark.star", "mark.note", "mark.undo", "paper.copy_menu"})
"""What is done where the paper that is read is the one under the cursor of the list."""


async def answer(screen: Screen[Any], event: events.Key, browser: PaperBrowser, paper: Paper, back: str) -> None:
    """Do what a key of the list does with the paper that is read, or say where it works.

    Args:
        screen: The screen above the list.
        event: A key that the screen does nothing with.
        browser: The list.
        paper: What is read.
        back: The action that goes back from there, by its id.
    """
    app = screen.app
    own = app.own_keys if isinstance(app, QuietApp) else {}
    listed = (action for action in ACTIONS if action.scope == FEED)
    action = next((one for one in listed if event.key in own.get(one.id, one.keys).split(",")), None)
    if action is None or app.screen is not screen:
        return
    event.stop()
    run = run_of(browser.screen, action.id) if action.id in DONE else None
    if run is None or browser.paper is None:
        way = f": {key} goes back" if (key := key_of(screen, back)) else ""
        browser.say(f"“{action.words}” works only in the list{way}.")
    elif browser.paper.id != paper.id:
        browser.say("The list has another paper under its cursor: this one is not marked from here.")
    else:
        if action.id in ("mark.read", "mark.star"):  # What that shows is out of sight; a warning comes after it.
            said = "Star removed" if browser.mark.is_starred else "Starred"
            if action.id == "mark.read":
                said = f"Marked {'read' if is_unread(paper, browser.listed.marks) else 'unread'}"
            browser.say(f"{said} · {key_of(browser.screen, 'mark.undo')} to undo")
        await app.run_action(*run)
