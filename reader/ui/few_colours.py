"""Terminals of 256 colours and of 16: what a theme becomes there.

Rich 14 takes the entry of the palette whose channels are nearest one by one: a dark grey with a little blue in it, such
as most themes have for grounds, comes out navy or teal. Here it is the nearest colour or grey, and text keeps its
contrast.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import LineFilter

from reader.ui.contrast import MUTED, TEXT, contrast, mixed

_LEVELS: Final = (0, 95, 135, 175, 215, 255)
"""Of the channels of the colours 16 to 231."""
_STEPS: Final = 16
"""On the way from a colour to white or black."""


class PaletteFilter(LineFilter):
    """Draws with the entries of the palette that no terminal lets its user change, 16 to 255."""

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """Take the nearest colours."""
        return [Segment(text, style and nearest_style(style), control) for text, style, control in segments]


class BlackFilter(LineFilter):
    """Draws black text without bold: xterm shows the first 8 colours bright where they are bold, and black as grey."""

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """Take bold away where it would be grey."""
        return [Segment(text, style and black_style(style), control) for text, style, control in segments]


@lru_cache(1024)
def black_style(style: Style) -> Style:
    """A style that is black also in xterm, if it is to be."""
    return style + Style(bold=False) if style.bold and style.color and style.color.number == 0 else style


@lru_cache(1024)
def nearest_style(style: Style) -> Style:
    """A style in colours of the palette, as easy to read as it was: still text, or still muted text."""
    text, ground = _triplet(style.color), _triplet(style.bgcolor)
    number = ground and nearest(ground)
    own = text and nearest(text)
    if text and ground and own and number:
        had, shown = contrast(text, ground), shown_as(number)
        wanted = TEXT if had >= TEXT else MUTED if had >= MUTED else 1.0
        end = ColorTriplet(*(3 * [255] if sum(text) > sum(ground) else 3 * [0]))
        steps = (nearest(mixed(text, end, step / _STEPS)) for step in range(_STEPS + 1))
        own = next((entry for entry in steps if contrast(shown_as(entry), shown) >= wanted), nearest(end))
    return style + Style(
        color=None if own is None else Color(f"color({own})", ColorType.EIGHT_BIT, own),
        bgcolor=None if number is None else Color(f"color({number})", ColorType.EIGHT_BIT, number),
    )


def _triplet(colour: Color | None) -> ColorTriplet | None:
    return colour.triplet if colour else None


@lru_cache(1024)
def nearest(colour: ColorTriplet) -> int:
    """The entry of the palette that looks most like a colour."""
    red, green, blue = (min(range(6), key=lambda index: abs(_LEVELS[index] - channel)) for channel in colour)
    grey = max(0, min(23, round((sum(colour) / 3 - 8) / 10)))
    return min(16 + 36 * red + 6 * green + blue, 232 + grey, key=lambda entry: _distance(shown_as(entry), colour))


def _distance(one: ColorTriplet, other: ColorTriplet) -> float:
    return sum(weight * (a - b) ** 2 for weight, a, b in zip((3, 4, 2), one, other, strict=True))


@lru_cache(256)
def shown_as(entry: int) -> ColorTriplet:
    """What a terminal shows for an entry from 16 on.

    >>> shown_as(110), shown_as(234)
    (ColorTriplet(red=135, green=175, blue=215), ColorTriplet(red=28, green=28, blue=28))
    """
    if entry >= 232:
        return ColorTriplet(*[8 + 10 * (entry - 232)] * 3)
    red, rest = divmod(entry - 16, 36)
    return ColorTriplet(_LEVELS[red], _LEVELS[rest // 6], _LEVELS[rest % 6])
