"""What GNU screen 4.9 cannot show: 24-bit colours, which it reads as attributes, and italics, which it reverses."""

from __future__ import annotations

from functools import lru_cache
from io import StringIO

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


def console() -> Console:
    """The console of an app in 256 colours; where no colours are wanted, Textual's filters take them away."""
    return Console(file=StringIO(), color_system="256", markup=True, highlight=False, emoji=False, legacy_windows=False)


class UprightFilter(LineFilter):
    """Draws italics upright; one instance serves all widgets, as strips cache filtered lines by it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Take the italics out of a line."""
        return [Segment(text, style and _upright(style), control) for text, style, control in segments]


@lru_cache(1024)
def _upright(style: Style) -> Style:
    return style + Style(italic=False) if style.italic else style
