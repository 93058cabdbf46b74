"""Runs the reader without one of the steps that make it start faster: `python -m tests.bench.without STEP [WORD ...]`.

`tests.bench.steps` counts what each gives.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, Final


def _nothing() -> None:
    """Run the reader as it is."""


def _importing(*modules: str) -> Callable[[], None]:
    """Import what is put off until it is needed."""

    def undo() -> None:
        for module in modules:
            import_module(module)

    return undo


def _with_palette() -> None:
    """Have Textual import its palette."""
    from reader.ui.patches import imports

    imports.PALETTE = "tests.bench.none"  # type: ignore[misc] # It is this name that is put off then.


def _looking_again() -> None:
    """Let Textual look through all that each widget inherits."""
    classes: Any = ModuleType("reader.ui.patches.classes")
    classes.look_once = _nothing
    sys.modules[classes.__name__] = classes


def _collecting() -> None:
    """Collect garbage from the start."""
    gc.disable = gc.freeze = lambda: None


def _painting_as_textual() -> None:
    """Lay out and paint the first screen as often as Textual does."""
    from reader.ui.patches.coming_up import OnceLaidOutScreen

    del OnceLaidOutScreen.on_screen_resume, OnceLaidOutScreen._screen_resized


def _drawing_as_textual() -> None:
    """Let Textual handle the lines of the panes."""
    from reader.ui.widgets.pane import Pane

    del Pane.render_lines


STEPS: Final[dict[str, tuple[str, Callable[[], None]]]] = {
    "none": ("the reader as it is", _nothing),
    "palette": ("Textual's palette is imported when it is asked for", _with_palette),
    "classes": ("what widgets inherit is looked through once a class", _looking_again),
    "ssl": ("asyncio is imported without TLS", _importing("ssl")),
    "tables": ("rich.table is left out of Textual", _importing("rich.table")),
    "client": ("httpx, stamina and anyio are imported with the first request", _importing("reader.hub.transport")),
    "diskcache": ("diskcache is imported after the first frame", _importing("diskcache")),
    "click": ("click is imported for commands and options only", _importing("click")),
    "pyperclip": ("pyperclip is imported with the first copy", _importing("pyperclip")),
    "tex": ("readable texts are stored, and the TeX pipeline not imported", _importing("reader.papers.tex.pipeline")),
    "markdown": ("no Markdown widget", _importing("textual.widgets._markdown")),
    "bars": (
        "no header, footer and input of Textual's",
        _importing("textual.widgets._header", "textual.widgets._footer", "textual.widgets._input"),
    ),
    "garbage": ("garbage is not collected until the first frame is there", _collecting),
    "painting": ("the first screen is laid out and painted once", _painting_as_textual),
    "drawing": ("the panes draw their lines themselves", _drawing_as_textual),
}
"""What is done, and how it is undone, by its name."""

FIRST: Final = {"palette", "classes", "ssl", "tables", "garbage"}
"""Steps that are undone before the reader begins; the others when it has put off what it can, as they import more."""


def main() -> None:
    """Undo a step and run the reader."""
    _, step, *words = sys.argv
    sys.argv = ["reader", *words]
    undo = STEPS[step][1]
    if step in FIRST:
        undo()
    gc.disable()
    from reader.cli import main as run
    from reader.ui.patches import imports

    imports.defer()
    if step not in FIRST:
        undo()

    run()


if __name__ == "__main__":
    main()
