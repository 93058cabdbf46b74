"""The terminal: what may reach it, how it is left, and what is told when the program breaks.

Private names of Textual 8.2.8 are overridden here; `tests/host/test_terminal.py` fails loudly when they change.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor

from reader import ownership
from reader.host import tty

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

    from reader.ui.patches.driver import Taken


class ControlFilter(LineFilter):
    """The second wall against foreign text: no widget can send a control character to the terminal.

    The first is `papers.text.clean`; one instance serves all widgets, as strips cache filtered lines by it.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Take control characters out of what is drawn."""
        return [_without_controls(segment) for segment in segments]


def _without_controls(segment: Segment) -> Segment:
    text, style, control = segment
    if control is not None or text.isprintable():
        return segment
    return Segment(tty.without_controls(text), style, control)


def sign_filters(*, ascii: bool) -> list[LineFilter]:
    """What draws signs and letters as the terminal can show them."""
    filters: list[LineFilter] = []
    if ascii:
        from reader.ui.patches.ascii_filter import AsciiFilter

        filters.append(AsciiFilter())
    if tty.is_gnu_screen(os.environ):
        from reader.ui.patches.gnu_screen import UprightFilter

        filters.append(UprightFilter())
    return filters


def limit_colours(app: App[Any]) -> None:
    """Have an app use only colours that the user wants and the terminal surely has."""
    is_plain = tty.wants_colours(os.environ) is False
    if is_plain != app.no_color:  # Textual knows only NO_COLOR, and heeds an empty one.
        app.no_color = is_plain
        app._filters = [known for known in app._filters if not isinstance(known, NoColor | Monochrome)]
        if is_plain:
            app._filters.append(NoColor() if app.native_ansi_color else Monochrome())
    if tty.is_gnu_screen(os.environ):
        from reader.ui.patches.gnu_screen import console

        app.console = console()


def driver_class(taken: Taken | None = None) -> type[Driver] | None:
    """The driver that leaves at once, where there is one; None for Textual's own.

    Args:
        taken: Who took the terminal before Textual was imported.
    """
    if sys.platform == "win32":
        return None
    from reader.ui.patches.driver import SnapshotDriver

    SnapshotDriver.taken = taken
    return SnapshotDriver


def write_crash_log(folder: Path, error: BaseException) -> Path | None:
    """Write a traceback without the values of variables, which can hold a token.

    Args:
        folder: Where to write it.
        error: What ended the program.

    Returns:
        The file, readable by the user only, or None where it cannot be written.
    """
    path = folder / "crash.log"
    text = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = ownership.place(path)
        place.unlink(missing_ok=True)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return None
    return path
