"""The keys that a page offers to fingers, where the user has others in their place."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from msgspec import json
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.screen import Screen

from reader.config.actions import ACTIONS, printed
from reader.ui.patches.keys import character

OFFERED: Final = ("escape", "tab", "left", "up", "down", "right", "enter")


def offered(screen: Screen[Any]) -> str:
    """What is to be offered in place of each of these keys, as JSON: the name of a key, and what a terminal sends.

    One that does nothing now gives way to the user's key for what it would do by default.
    """
    bound = screen.active_bindings
    ids = {active.binding.id: key for key, active in reversed(bound.items())}
    found: dict[str, tuple[str, str]] = {}
    for key in OFFERED:
        others = (ids[action.id] for action in ACTIONS if action.id in ids and key in action.keys.split(","))
        own = key if key in bound else next(filter(_sent, others), key)
        found[key] = printed(own)[0], _sent(own)
    return json.encode(found).decode()


@lru_cache
def _sent(key: str) -> str:
    """What a terminal sends for a key; nothing for one that it has not."""
    if found := next((sequence for sequence, keys in ANSI_SEQUENCES_KEYS.items() if keys == (key,)), ""):
        return found
    held, _, base = key.rpartition("+")
    typed = character(base) or ""
    return f"\x1b{typed}" if typed and held == "alt" else "" if held else typed
