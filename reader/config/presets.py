"""Ready sets of keys for `config init --keys`, made from the default keys by rules: a new action is in them, too."""

from __future__ import annotations

from typing import Final

from reader.config.actions import ACTIONS, COPIES, ORDER_LETTERS, Action, sort_action

_LETTERS: Final = frozenset({"replace.yes", *(f"copy.{key}" for key in COPIES), *map(sort_action, ORDER_LETTERS)})
"""The actions whose letters are on the screen where they hold."""
_ARROWS: Final = {
    "text.up": "backspace",
    "other.down": "shift+down",
    "other.up": "shift+up",
    "text.authors": "plus",
    "text.links": "greater_than_sign",
    "list.next": "ctrl+down",
    "list.previous": "ctrl+up",
    "list.next_watched": "alt+down",
    "list.previous_watched": "alt+up",
    "list.find": "f7,slash",
    "list.filter": "f8",
    "list.sort": "f6",
    "mark.read": "delete",
    "mark.star": "asterisk",
    "mark.undo": "minus",
    "paper.text": "f3",
    "paper.discussion": "f4",
    "paper.copy": "insert",
    "paper.copy_menu": "f9",
    "paper.open": "f12",
    "day.older": "left,left_square_bracket",
    "day.newer": "right,right_square_bracket",
    "day.newest": "ctrl+right",
    "day.choose": "0",
    "day.refresh": "f5",
    "app.help": "f1,question_mark",
    "app.back": "f10",
    "app.palette": "f2,colon",
    "reading.page_up": "backspace,pageup",
    "reading.next_heading": "right,right_square_bracket",
    "reading.previous_heading": "left,left_square_bracket",
    "reading.letters": "greater_than_sign",
    "reading.return": "less_than_sign",
    "reading.find": "f7,slash",
    "reading.next_match": "ctrl+down",
    "reading.previous_match": "ctrl+up",
    "reading.copy": "insert",
    "reading.unfold": "plus",
    "reading.open": "f12",
    "reading.discussion": "f4",
    "reading.refresh": "f5",
    "reading.help": "f1,question_mark",
    "reading.back": "f10",
    "discussion.page_up": "backspace,pageup",
    "discussion.next": "right,right_square_bracket",
    "discussion.previous": "left,left_square_bracket",
    "discussion.links": "greater_than_sign",
    "discussion.copy": "insert",
    "discussion.open": "f12",
    "discussion.refresh": "f5",
    "discussion.text": "f3",
    "discussion.help": "f1,question_mark",
    "discussion.back": "f10,escape",
    "links.copy": "insert",
    "help.back": "escape,f1,question_mark",
}
"""What is done by another key than its default without letters; what has none left is a choice of `app.palette`."""
_EMACS: Final = {
    "down": "ctrl+n",
    "up": "ctrl+p",
    "left": "ctrl+b",
    "right": "ctrl+f",
    "pagedown": "ctrl+v",
    "pageup": "alt+v",
    "home": "alt+less_than_sign",
    "end": "alt+greater_than_sign",
    "escape": "ctrl+g",
    "slash": "ctrl+s",
    "N": "ctrl+r",
    "y": "alt+w",
    "u": "ctrl+underscore",
}
"""The key of Emacs beside each of ours."""
_AGAIN: Final = {"find.next": "ctrl+s", "find.previous": "ctrl+r"}
"""What a key of Emacs does in the line to search in that the others of its kind do elsewhere."""
_OTHERWISE: Final = ("ctrl+b", "ctrl+f", "ctrl+p")
"""Default keys with another meaning in Emacs."""

PRESETS: Final = {
    "arrows": "Arrow, function and sign keys: no letter has to be known by heart.",
    "emacs": "Keys of Emacs, before the others.",
}
"""Presets by name, with what they are."""


def preset(name: str) -> dict[str, str]:
    """The keys of a preset that differ from the defaults, by action, in the form of those."""
    rule = {"arrows": _arrows, "emacs": _emacs}[name]
    return {action.id: keys for action in ACTIONS if (keys := rule(action)) != action.keys}


def _arrows(action: Action) -> str:
    if action.id in _LETTERS:
        return action.keys
    kept = (key for key in action.keys.split(",") if not (len(key) == 1 and key.isalpha()))
    return _ARROWS.get(action.id, ",".join(kept))


def _emacs(action: Action) -> str:
    if action.id in _LETTERS or action.id == "note.keep":  # Its ctrl+g means there what it means in Emacs.
        return action.keys
    known = action.keys.split(",")
    kept = [key for key in known if key not in _OTHERWISE]
    again = [_AGAIN[action.id]] if action.id in _AGAIN else []
    return ",".join(dict.fromkeys([*(_EMACS[key] for key in known if key in _EMACS), *again, *kept]))
