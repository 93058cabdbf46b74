"""Bindings made from the key table, and the keys in force, for the hints, the help and the palette."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from reader.config.actions import ACTIONS, EVERYWHERE, FEED, OFFERED, Action, printed
from reader.config.settings import UNBOUND
from reader.ui.signs import key_names

MOVES: Final = {
    "move.down": "move(1)",
    "move.up": "move(-1)",
    "move.first": "move_to_end(False)",
    "move.last": "move_to_end(True)",
    "move.half_down": "move_pages(0.5)",
    "move.half_up": "move_pages(-0.5)",
    "move.page_down": "move_pages(1)",
    "move.page_up": "move_pages(-1)",
}
"""What the movement keys do on a screen that is read: lines, pages, to an end."""


class _Bindings(list[BindingType]):
    """Bindings that look, when their class is made, whether it can do what they ask for."""

    def __set_name__(self, owner: type[DOMNode], name: str) -> None:
        for binding in self:
            # The app's own actions are on a class that is made later; a test looks at those.
            if isinstance(binding, Binding) and not _is_done_by(owner, binding.action):
                raise AttributeError(f"{binding.id} wants {owner.__name__} to {binding.action}, which it cannot do")


def bindings(actions: Mapping[str, str], table: tuple[Action, ...] = ACTIONS) -> _Bindings:
    """Bind actions of the key table to what a class does.

    Args:
        actions: Textual's actions by id, such as `{"list.next": "go_on(1)"}`; all of one scope.
        table: The key table.

    Raises:
        ValueError: If an id is not in the table, if the ids are of several scopes, or if two actions of one scope
            share a key.
        AttributeError: If the class has no such action (a RuntimeError from it before Python 3.12).
    """
    by_id = _by_id(table)
    if unknown := actions.keys() - by_id.keys():
        raise ValueError(f"not in the key table: {', '.join(sorted(unknown))}")
    scopes = {by_id[id].scope for id in actions}
    if len(scopes) > 1:
        raise ValueError(f"one class has actions of several scopes: {', '.join(sorted(scopes))}")
    return _Bindings(_binding(by_id[id], does) for id, does in actions.items())


def run_of(screen: Screen[Any], id: str) -> tuple[str, DOMNode] | None:
    """What `App.run_action` has to be called with for an action, if a screen and the app have a key for it."""
    for node, binding, enabled, _ in screen.active_bindings.values():
        if binding.id == id and enabled:
            return binding.action, node
    return None


def keys_of(screen: Screen[Any]) -> list[Action]:
    """The listed actions that a screen and the app have keys for, with those keys."""
    return [action for action in offered(screen) if action.keys]


def offered(screen: Screen[Any]) -> list[Action]:
    """The listed actions of a screen and then the app with their keys, also those whose keys the user took away."""
    found: dict[str, list[str]] = {}
    for _, binding, _, _ in screen.active_bindings.values():
        if binding.id:
            keys = found.setdefault(binding.id, [])
            keys += [] if binding.key.startswith(UNBOUND) else [binding.key]
    listed = [action for action in ACTIONS if action.id in found and action.scope in OFFERED]
    return [
        action._replace(keys=",".join(found[action.id]))
        for action in sorted(listed, key=lambda action: action.scope == EVERYWHERE)
    ]


def key_of(screen: Screen[Any], id: str) -> str:
    """The first key of a listed action as it is printed on it, or nothing if it has none now."""
    return next((key_names(action.keys)[0] for action in keys_of(screen) if action.id == id), "")


def in_force(sentence: str, screen: Screen[Any]) -> str:
    """Name the user's keys in a sentence that names default ones, as in “Press r to try again.” or “· u to undo”.

    The sentences come from where no screen is known. An action without a key is named by its words, and one that the
    screen does not have by its key in the list, which is below.
    """
    if "ress " not in sentence and " to undo" not in sentence:
        return sentence
    import re  # Not for the first frame.

    known = keys_of(screen)
    listed = keys_of(screen.app.screen_stack[0])
    keys = {action.id: key_names(action.keys) for action in (*listed, *known)}
    scopes = {EVERYWHERE, *({action.scope for action in known} - {EVERYWHERE} or {FEED})}

    def named(match: re.Match[str]) -> str:
        verb, key, rest = match.groups()
        known_in = [one for some in (scopes, {FEED}) for one in ACTIONS if one.scope in some]
        action = next((one for one in known_in if key in printed(one.keys)), None)
        if action is None or key in keys.get(action.id, ()):
            return match[0]
        if action.id not in keys:
            return f"{verb.replace('ress', 'ick')} “{action.words}”{rest}"
        return f"{verb} {keys[action.id][0]}{rest}"

    return re.sub(r"([Pp]ress|·(?= \S+ to undo)) (\S+?)([.,;:]?(?=\s|$))", named, sentence)


_GROUPS: Final = {action.group: Binding.Group(action.group) for action in ACTIONS if action.scope in OFFERED}
"""What help and palette list has a group, what dialogs bind has none."""


def _is_done_by(owner: type[DOMNode], action: str) -> bool:
    name = action.partition("(")[0]
    return name.startswith("app.") or hasattr(owner, f"action_{name}")


@cache
def _by_id(table: tuple[Action, ...]) -> dict[str, Action]:
    scopes = {action.scope for action in table}
    taken: dict[tuple[str, str], str] = {}
    for action in table:
        for key in action.keys.split(","):
            for scope in scopes if action.scope == EVERYWHERE else (action.scope,):
                if other := taken.get((scope, key)):
                    raise ValueError(f"{other} and {action.id} share the key {key}")
                taken[scope, key] = action.id
    return {action.id: action for action in table}


def _binding(action: Action, does: str) -> Binding:
    return Binding(
        action.keys,
        does,
        action.words,
        id=action.id,
        group=_GROUPS.get(action.group),
        priority=action.priority,
        show=not action.hidden,
    )
