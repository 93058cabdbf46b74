"""What a screen can be told to do, for help and palette: all that its keys do, and the letters of its menus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from textual.dom import DOMNode
from textual.screen import Screen

from reader.config.actions import ACTIONS, COPIES, EVERYWHERE, Action, orders_of, sort_action
from reader.config.aliases import aliases_of
from reader.config.settings import UNBOUND
from reader.host import page
from reader.papers.found import Kind
from reader.ui.bindings import offered, run_of
from reader.ui.patches.keys import TypingScreen
from reader.ui.signs import key_names

MENUS: Final = {"copy": "paper.copy_menu", "sort": "list.sort"}
"""The menus by their scope, with the actions that open them."""


class Command(NamedTuple):
    """Something that can be done."""

    id: str
    keys: str
    """As they are printed, such as `[ h ←` or, for a letter of a menu, `Y b`; empty where the user took them away."""
    words: str
    group: str
    run: tuple[str, DOMNode]
    """What `App.run_action` is called with."""

    def is_meant_by(self, words: Iterable[str]) -> bool:
        """Whether all words, in lower case, are in its keys, its words or what people call it."""
        text = f"{self.keys} {self.words} {aliases_of(self.id)}".lower()
        return all(word in text for word in words)

    def has_letters_of(self, words: Iterable[str]) -> bool:
        """Whether each of some words, in lower case, is one of its own with letters left out.

        >>> theme = Command("app.theme", "T", "Choose a theme", "", ("", DOMNode()))
        >>> theme.has_letters_of(["thme"]), theme.has_letters_of(["chem"])
        (True, False)
        """
        names = self.words.lower().split()
        return all(any(_has_letters(word, name) for name in names) for word in words)

    def score(self, words: Sequence[str]) -> int:
        """How well words, in lower case, tell it from others; 0 if it is not meant by them."""
        if not self.is_meant_by(words):
            return 0
        if " ".join(words) == self.words.lower():
            return 10 * len(words) + 1
        names, said = self.words.lower().split(), aliases_of(self.id).split()
        return sum(
            10
            if word in names
            else 8
            if _begins(word, names)
            else 6
            if word in said
            else 4
            if _begins(word, said)
            else 1
            for word in words
        )


def _has_letters(part: str, word: str) -> bool:
    """Whether a word begins as a part does, and has its other letters in the same order."""
    rest = iter(word)
    return part[:1] == word[:1] and all(letter in rest for letter in part)


def _begins(part: str, words: Iterable[str]) -> bool:
    return any(word.startswith(part) for word in words)


def commands_of(screen: Screen[Any], own_keys: Mapping[str, str], kind: Kind = "day") -> Iterator[Command]:
    """What a screen can be told to do now.

    Args:
        screen: The screen.
        own_keys: The user's keys by the id of the action, as `keymap.keymap_of` has them.
        kind: What the list is of.
    """
    if isinstance(screen, TypingScreen):
        yield from _of_dialog(screen)
        return
    keys = {action.id: action for action in offered(screen)}
    for action in keys.values():
        is_possible = action.id != "app.suspend" or page.here is None  # A page has no shell to go back to.
        if is_possible and (run := run_of(screen, action.id)) is not None:
            yield Command(action.id, " ".join(key_names(action.keys)), action.words, action.group, run)
    for scope, opens in MENUS.items():
        if opens in keys and (run := run_of(screen, opens)) is not None:
            yield from _letters(scope, keys[opens], run[1], own_keys, kind)


def _of_dialog(screen: TypingScreen[Any]) -> Iterator[Command]:
    """What the dialog's keys do and then the app's, but not those that are too plain to be offered."""
    keys: dict[str, list[str]] = {}
    runs: dict[str, tuple[str, DOMNode]] = {}
    for node, binding in screen.in_force():
        if binding.id and not binding.key.startswith(UNBOUND):
            keys.setdefault(binding.id, []).append(binding.key)
            runs.setdefault(binding.id, (binding.action, node))
    for action in sorted(ACTIONS, key=lambda action: action.scope == EVERYWHERE):
        if action.id in runs and not action.hidden:
            names = " ".join(key_names(",".join(keys[action.id])))
            yield Command(action.id, names, action.words, action.group, runs[action.id])


def _letters(scope: str, opens: Action, node: DOMNode, own_keys: Mapping[str, str], kind: Kind) -> Iterator[Command]:
    does = {f"copy.{key}": f"app.copy_text('{key}')" for key in COPIES}
    does |= {sort_action(order): f"sort_by('{order}')" for order in orders_of(kind)}
    menu = "".join(key_names(opens.keys)[:1])
    for action in ACTIONS:
        key = own_keys.get(action.id, action.keys)
        if action.scope == scope and action.id in does and not key.startswith(UNBOUND):
            keys, group = (f"{menu} {key_names(key)[0]}", f"{opens.words}: {menu} and") if menu else ("", opens.words)
            yield Command(action.id, keys, action.words, group, (does[action.id], node))
