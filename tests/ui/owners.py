"""Every class of ours that binds keys."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from textual.binding import Binding
from textual.dom import DOMNode

import reader.ui


def made_bindings() -> list[tuple[type[DOMNode], Binding]]:
    """The bindings of all screens, dialogs and widgets that have words, each with the class that it is of."""
    for module in walk_packages(reader.ui.__path__, "reader.ui."):
        import_module(module.name)
    owners = [owner for owner in _descendants(DOMNode) if owner.__module__.startswith("reader.")]
    bound = [(owner, one) for owner in owners for one in owner.__dict__.get("BINDINGS", ())]
    return [(owner, one) for owner, one in bound if isinstance(one, Binding) and not one.system]


def _descendants(owner: type[DOMNode]) -> Iterator[type[DOMNode]]:
    """All classes below one, each once."""
    seen: set[type[DOMNode]] = set()
    waiting = [owner]
    while waiting:
        for below in waiting.pop().__subclasses__():
            if below not in seen:
                seen.add(below)
                waiting.append(below)
                yield below
