"""Which screens and dialogs there are."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Final

from textual.screen import Screen

from reader import ui

BASES: Final = {
    "OnceLaidOutScreen", "SinglePaintScreen", "JumpingScreen", "PatientPalette",
    "OverlayScreen", "TypingScreen", "Dialog", "Menu", "LineDialog", "ChoosingDialog", "FilteredDialog",
}  # fmt: skip
"""What others are derived from, and nobody sees by itself."""


def screens() -> set[str]:
    """The names of all screens and dialogs of the reader."""
    for module in pkgutil.walk_packages(ui.__path__, "reader.ui."):
        import_module(module.name)
    return {kind.__name__ for kind in _below(Screen)} - BASES


def _below(kind: type) -> Iterator[type]:
    """The reader's own classes that are derived from one."""
    for one in list[type](type.__subclasses__(kind)):
        if one.__module__.startswith("reader."):
            yield one
        yield from _below(one)
