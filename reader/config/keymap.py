"""The user's keys: their names, and which of them can be applied without giving a key two meanings."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from reader.config.actions import ACTIONS, EVERYWHERE, KEY_NAMES, Action, keys_by_id
from reader.config.problems import in_order, nearest, quoted
from reader.config.settings import UNBOUND, ConfigFile

Keys = tuple[str, ...]
Scope = Mapping[str, Keys]
"""The keys by binding id that are active together."""


class Keymap(NamedTuple):
    """The keys to apply, and the problems with the others."""

    keys: dict[str, str]
    """Keys by binding id, as Textual's `App.set_keymap` takes them."""
    problems: tuple[str, ...]
    """One line per ignored entry, in the order of the file."""
    taken: Mapping[str, str] = {}
    """What to say of the actions that have fewer keys now than by default, by their ids."""


def keymap_of(loaded: ConfigFile) -> Keymap:
    """Find out which of the user's keys can be applied to the actions of the reader, as `checked_keys` does."""
    scopes: dict[str, list[Action]] = {}
    for action in ACTIONS:
        scopes.setdefault(action.scope, []).append(action)
    everywhere = keys_by_id(scopes.pop(EVERYWHERE))
    return checked_keys(loaded, [keys_by_id(actions) for actions in scopes.values()], everywhere)


def checked_keys(
    loaded: ConfigFile, scopes: Sequence[Mapping[str, str]], everywhere: Mapping[str, str] | None = None
) -> Keymap:
    """Find out which of the user's keys can be applied.

    An entry is ignored as a whole, and its action keeps its default keys, if it names an unknown action or key, a fixed
    key, or one that another action in the same scope took in an earlier line. An action without an entry, or with an
    ignored one, gives up a key that another takes; actions that share a key by default may keep sharing it.

    Args:
        loaded: The configuration.
        scopes: For each screen the binding ids that are active together, with their default keys, such as `j,down`;
            the empty id has the fixed keys.
        everywhere: Bindings that are active on every screen, in the same form.
    """
    known = [_defaults({**(everywhere or {}), **scope}) for scope in (*scopes, {})]
    actions = sorted({action for scope in known for action in scope if action})
    found: list[tuple[int, str]] = []

    def complain(action: str, words: str) -> None:
        found.append((loaded.line(f"keys.{action}"), f"{loaded.where(f'keys.{action}')}: {words}"))

    wanted: dict[str, Keys] = {}
    for action, keys in sorted(loaded.config.keys.items(), key=lambda entry: loaded.line(f"keys.{entry[0]}")):
        names = [textual_key(key) for key in keys]
        if action not in actions:
            namesake = next((one for one in actions if one.rpartition(".")[2] == action.rpartition(".")[2]), "")
            meant = f"; did you mean {namesake}?" if namesake else nearest(action, actions)
            complain(action, f"{quoted(action)} is not an action{meant} It is ignored.")
        elif None in names:
            complain(action, f"{_no_key(keys[names.index(None)])} {action} keeps its default.")
        elif tuple(names) != FORMER.get(action):
            wanted[action] = tuple(dict.fromkeys(filter(None, names)))
    while clash := _first_clash(wanted, known):
        action, key, other = clash
        del wanted[action]
        name = quoted(KEY_NAMES.get(key, key))
        complain(action, f"{name} is already a key of {other or _FIXED}. {action} keeps its default.")
    losses = _losses(wanted, known)
    kept = {other: tuple(key for key in keys if key not in lost) for other, (keys, lost) in losses.items()}
    taken: dict[str, str] = {}
    for other, (_, lost) in losses.items():
        where = loaded.where(f"keys.{next(iter(lost.values()))}")
        to = " and ".join(f"{quoted(KEY_NAMES.get(key, key))} to {action}" for key, action in lost.items())
        taken[other] = f"{where}: {other} loses {to}{'' if kept[other] else ', and has no key left'}."
    applied = {action: ",".join(keys) or f"{UNBOUND}{action}" for action, keys in {**wanted, **kept}.items()}
    return Keymap(applied, in_order(found), taken)


def textual_key(written: str) -> str | None:
    """Return Textual's name of a key as a user writes it, or None if there is no such key.

    Users write a key as it is printed (`[`, `esc`, `↓`, `ctrl+x`) or as Textual names it. A capital letter alone is a
    key of its own; with ctrl or alt it is not, and shift is written out.
    """
    name = _full_name(written)
    return None if name in _SENT_AS else name


def _full_name(written: str) -> str | None:
    """Name a key with its modifiers, in the order of Textual."""
    parts = _PARTS.fullmatch(written)
    base = _base_key(parts["base"]) if parts else None
    if parts is None or base is None:
        return None
    held = sorted({modifier.strip().lower() for modifier in parts["held"].split("+")[:-1]})
    if not _MODIFIERS.issuperset(held):
        return None
    if held == ["shift"] and base not in _SPECIAL:  # Shift makes it a key of its own.
        return base.upper() if base.isalpha() and len(base) == len(base.upper()) == 1 else None
    return "+".join([*held, base.lower()]) if held else base


def _base_key(written: str) -> str | None:
    word = written if len(written) == 1 else written.strip()
    if name := _NAMED.get(word.lower()):
        return name
    return _character(word) if len(word) == 1 and word.isprintable() else None


def _character(character: str) -> str:
    """Textual's name of the key with a character: a letter or a digit is its own, others have their Unicode name."""
    if character.isalnum():
        return character
    name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)


def _no_key(written: str) -> str:
    if not written.strip():
        return "one of the keys is empty; write the word comma for a comma."
    meant = _SENT_AS.get(_full_name(written) or "")
    return f"{quoted(written)} is not a key{f'; did you mean {meant}?' if meant else nearest(written, _SUGGESTED)}"


def _defaults(scope: Mapping[str, str]) -> Scope:
    return {action: tuple(textual_key(key) or key for key in keys.split(",")) for action, keys in scope.items()}


def _first_clash(wanted: Mapping[str, Keys], scopes: Sequence[Scope]) -> tuple[str, str, str] | None:
    """Find an action that takes a fixed key, or one that another took: the action, the key and the other action.

    Fixed keys come first: such an entry can never be applied, so it takes no key from others.
    """
    actions = list(wanted)
    against_fixed: list[tuple[str, Collection[str]]] = [(action, ("",)) for action in actions]
    against_earlier = [(action, actions[:place]) for place, action in enumerate(actions)]
    for action, others in against_fixed + against_earlier:
        for scope in scopes:
            if clash := _clash_in(scope, action, others, wanted):
                return action, *clash
    return None


def _clash_in(scope: Scope, action: str, others: Collection[str], wanted: Mapping[str, Keys]) -> tuple[str, str] | None:
    for other in filter(others.__contains__, scope if action in scope else ()):
        theirs = wanted.get(other, scope[other])
        for key in wanted[action]:
            if key in theirs and not (key in scope[action] and key in scope[other]):
                return key, other
    return None


def _losses(wanted: Mapping[str, Keys], scopes: Sequence[Scope]) -> dict[str, tuple[Keys, dict[str, str]]]:
    """The actions that lose default keys: these, and which of them are lost, with the actions that take them."""
    losses: dict[str, tuple[Keys, dict[str, str]]] = {}
    for scope in scopes:
        for action in filter(scope.__contains__, wanted):
            for other in (one for one in scope if one not in wanted):
                for key in wanted[action]:
                    if key in scope[other] and key not in scope[action]:
                        losses.setdefault(other, (scope[other], {}))[1][key] = action
    return losses


def _names(keys: Iterable[str]) -> dict[str, str]:
    return {key: key for key in keys}


FORMER: Final = {
    "app.quit": ("q",),
    "help.down": ("down", "ctrl+d", "pagedown"),
    "help.up": ("up", "ctrl+u", "pageup"),
}
"""Defaults of version 0.1, as its `config init` wrote them, that would take a key of another action now."""
_FIXED: Final = "the reader itself"
_PARTS: Final = re.compile(r"(?P<held>(?:[^+]+\+)*)(?P<base>\+|[^+]+)")
_MODIFIERS: Final = frozenset({"alt", "ctrl", "shift", "super"})
_SHORTER: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Textual's names of characters with odd names in Unicode."""
_SENT_AS: Final = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+j": "enter",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
}
"""Keys that most terminals send as another key."""
_SPECIAL: Final = (
    *("escape", "enter", "tab", "space", "backspace", "insert", "delete", "home", "end", "pageup", "pagedown"),
    *("up", "down", "left", "right"),
    *(f"f{number}" for number in range(1, 25)),
)
_PUNCTUATION: Final = {name: word for name, word in KEY_NAMES.items() if word in string.punctuation}
_PRINTED: Final = {word: name for name, word in KEY_NAMES.items()}
_NAMED: Final = {**_names((*_SPECIAL, *_PUNCTUATION)), **_SHORTER, **_PRINTED, "return": "enter"}
"""Textual's names of keys, by all their names in lower case."""
_SUGGESTED: Final = (*_SPECIAL, *_PUNCTUATION, *(f"ctrl+{letter}" for letter in string.ascii_lowercase))
