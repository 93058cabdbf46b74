"""Which actions can be given other keys, and where their keys are in force together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.binding import Binding
from textual.dom import DOMNode

from reader.ui.browser import Catalogue
from reader.ui.dialogs.find import FindDialog
from reader.ui.dialogs.go_to_day import GoToDayDialog
from reader.ui.dialogs.help import HelpDialog
from reader.ui.dialogs.menus import CopyMenu, SortMenu
from reader.ui.dialogs.note import NoteDialog
from reader.ui.marking import Desk
from reader.ui.screens.day import DayScreen
from reader.ui.widgets.panes import Panes

OWNERS: Sequence[Sequence[type[DOMNode]]] = (
    (DayScreen, Desk, Catalogue, Panes),
    (GoToDayDialog,),
    (CopyMenu,),
    (FindDialog,),
    (HelpDialog,),
    (NoteDialog,),
    (SortMenu,),
)
"""The classes whose bindings are in force together, a screen each, the main one first."""


def scopes() -> list[dict[str, str]]:
    """The keys of every screen by binding id, several with commas between."""
    return [{id: keys for owner in owners for id, keys in keys_by_id(owner).items()} for owners in OWNERS]


def keys_by_id(owner: type[DOMNode]) -> Mapping[str, str]:
    """The keys that a class binds, by binding id."""
    bindings: dict[str, list[str]] = {}
    for binding in Binding.make_bindings(owner.BINDINGS):
        bindings.setdefault(binding.id or "", []).append(binding.key)
    return {id: ",".join(keys) for id, keys in bindings.items()}
