"""What Textual and asyncio import for things that the first frame does not have: put off until they are asked for.

`textual.app` imports the command palette with its input, lists and trees, 8 % of the instructions until the first
frame, and asyncio imports ssl, 3 %, which it uses only where it speaks TLS itself; httpx brings its own.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any, Final

PALETTE: Final = "textual.command"
TABLES: Final = "rich.table"
"""What Textual shows colours to its own developers with: 1 %."""
NAMES: Final = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")
"""What `textual.app` and `textual.theme` take from there."""
_STANDS_IN: Final = "__stands_in__"


def defer() -> None:
    """Have Textual and asyncio imported without the palette and without TLS, and soon; call it before they are."""
    if "textual.app" not in sys.modules:
        stand_in: Any = ModuleType(PALETTE)
        for name in (_STANDS_IN, *NAMES):
            setattr(stand_in, name, type(name, (), {}))
        sys.modules[PALETTE] = stand_in
    if "asyncio" not in sys.modules and "ssl" not in sys.modules:
        modules: dict[str, Any] = sys.modules
        modules["ssl"] = None  # This is how the import system is told that there is none.
        import_module("asyncio")
        del modules["ssl"]
    if TABLES not in sys.modules:
        tables: Any = ModuleType(TABLES)
        tables.Table = type("Table", (), {})
        sys.modules[TABLES] = tables
        import_module("textual.color")
        import_module("textual.design")
        del sys.modules[TABLES]
    from reader.ui.patches.classes import look_once  # It imports the first class of Textual's.

    look_once()


def load() -> None:
    """Import the palette, if it was put off, and give it to those that took what stood in for it."""
    if not hasattr(sys.modules.get(PALETTE), _STANDS_IN):
        return
    del sys.modules[PALETTE]
    palette = import_module(PALETTE)
    themes = sys.modules.pop("textual.theme")
    anew = import_module("textual.theme")  # Its `ThemeProvider` was made of what stood in.
    sys.modules["textual.theme"] = themes
    for taker in (sys.modules["textual.app"], themes):
        for name in NAMES:
            if hasattr(taker, name):
                setattr(taker, name, getattr(palette, name))
        taker.ThemeProvider = anew.ThemeProvider  # type: ignore[attr-defined]
