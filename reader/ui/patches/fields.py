"""What several keys that wait do at once: some text goes into a field as one, and a movement is made once."""

from __future__ import annotations

import re
from typing import Any

from textual import events
from textual.dom import DOMNode
from textual.screen import Screen

from reader.ui.patches.runs import ENTER, name_of


def taken_by(field: Any, text: str) -> str:
    """What of some text a field takes as one: nothing, where any of it is a key that does something else there.

    Args:
        field: An `Input`, or a `TextArea`, in which Enter is text, too.
        text: What was typed.
    """
    if _is_line(field):
        text = text.partition(ENTER)[0]
    if not all(field.check_consume_key(name_of(character), character) for character in {*text} - {ENTER}):
        return ""
    return text


def insertion(field: Any, text: str) -> tuple[events.Event, int]:
    """What types a text in a field, and how many characters of it there is no room for."""
    if not _is_line(field):
        return events.Paste(text.replace(ENTER, "\n")), 0
    kept = text[: max(0, _room(field))] if field.max_length else text
    return events.Key("", kept), len(text) - len(kept)


def _is_line(field: Any) -> bool:
    return hasattr(field, "max_length")


def _room(field: Any) -> int:
    return int(field.max_length) - len(field.value) + len(field.selected_text)


def movement(screen: Screen[Any], key: str, times: int) -> tuple[str, DOMNode] | None:
    """The one movement that is as good as a key pressed some times, for `App.run_action`; None where there is none."""
    active = screen.active_bindings.get(key)
    found = re.fullmatch(r"(move|move_other)\((-?\d+)\)", active.binding.action) if active and active.enabled else None
    return (f"{found[1]}({int(found[2]) * times})", active.node) if found and active else None
