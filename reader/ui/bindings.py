"""The keys in force, read from the bindings, for the help, the palette and the README."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual.binding import Binding
from textual.screen import Screen

from reader.config.settings import UNBOUND

NAMES = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "number_sign": "#",
    "slash": "/",
    "backslash": "\\",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}
"""What is printed on a key, where Textual's name is another."""


DAYS = Binding.Group("Days")
PAPER = Binding.Group("Paper")
PROGRAM = Binding.Group("Program")


class Key(NamedTuple):
    """What one binding offers."""

    id: str
    keys: str
    """The keys as they are printed, such as `j ↓`."""
    does: str
    group: str


def key(keys: str, action: str, does: str, *, id: str, group: Binding.Group) -> Binding:
    """Bind keys of a screen or of what is on it.

    The app looks at such a binding before it hands the key on (priority), so that keys act in the order in which they
    were typed. Others wait until the key has gone up from the focused widget, and a later one overtakes them.
    """
    return Binding(keys, action, does, id=id, group=group, priority=True)


def printed(keys: str) -> str:
    """Name keys as they are printed on them.

    Args:
        keys: As a binding has them, such as `left_square_bracket,h`.
    """
    return " ".join(NAMES.get(key.strip(), key.strip()) for key in keys.split(","))


def keys_of(screen: Screen[Any]) -> list[Key]:
    """The keys that a screen answers to, with those of the app, in their order and in groups."""
    found: dict[str, list[Binding]] = {}
    for _, binding, _, _ in screen.active_bindings.values():
        if binding.id and binding.group and not binding.key.startswith(UNBOUND):
            found.setdefault(binding.id, []).append(binding)
    keys = [_key(bindings) for bindings in found.values()]
    groups = list(dict.fromkeys(key.group for key in keys))
    return sorted(keys, key=lambda key: groups.index(key.group))


def _key(bindings: list[Binding]) -> Key:
    first = bindings[0]
    group = first.group.description if first.group else ""
    keys = printed(",".join(binding.key for binding in bindings))
    return Key(first.id or "", keys, first.description, group)
