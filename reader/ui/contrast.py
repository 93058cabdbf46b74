"""How well text can be read on its ground, and colours that can be: the contrast of WCAG 2, from 1 (none) to 21."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.style import Style

TEXT: Final = 4.5
"""What text has at least."""
MUTED: Final = 3.0
"""What text has at least that is muted on purpose."""

_WHITE, _BLACK = ColorTriplet(255, 255, 255), ColorTriplet(0, 0, 0)
_STEPS: Final = 24
"""On the way from a colour to white or black."""
_XTERM: Final = (
    *("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"),
    *("7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff"),
)
"""The 16 colours as xterm has them (its `XTerm-col.ad`); others differ, and nobody can ask them."""
_BRIGHT_BLACK: Final = 8
_GREY: Final = 3.5
"""What it has at least: it has 3.2 on xterm's white, which is darker in many terminals, and the cursor's ground."""


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """The contrast of two colours.

    >>> contrast(ColorTriplet(255, 255, 255), ColorTriplet(0, 0, 0))
    21.0
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(4096)
def _luminance(colour: ColorTriplet) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def least(colour: ColorTriplet, grounds: Sequence[ColorTriplet]) -> float:
    """The contrast of a colour on that of several grounds where it is worst."""
    return min(contrast(colour, ground) for ground in grounds)


def lifted(colour: ColorTriplet, grounds: Sequence[ColorTriplet], ratio: float) -> ColorTriplet:
    """The colour, moved as little towards white or black as gives it a contrast on all grounds, or as much as it can.

    Args:
        colour: What is written with.
        grounds: What it is written on.
        ratio: The contrast that it is to have.
    """
    if least(colour, grounds) >= ratio:
        return colour
    end = max(_WHITE, _BLACK, key=lambda extreme: least(extreme, grounds))
    for step in range(1, _STEPS):
        moved = mixed(colour, end, step / _STEPS)
        if least(moved, grounds) >= ratio:
            return moved
    return end


def mixed(colour: ColorTriplet, other: ColorTriplet, share: float) -> ColorTriplet:
    """A colour with a share of another in it, from 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return ColorTriplet(red, green, blue)


def triplet_of(colour: Color | None) -> ColorTriplet | None:
    """What a terminal shows for a colour; None for its own default, which nobody knows."""
    if colour is None or colour.type is ColorType.DEFAULT:
        return None
    if colour.type is ColorType.STANDARD and colour.number is not None:
        code = _XTERM[colour.number]
        return ColorTriplet(int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16))
    return colour.get_truecolor()


@lru_cache(1024)
def readable(style: Style, ratio: float) -> Style:
    """A style whose text can be read on its ground; what a terminal shows for its default colours is its own matter.

    Of the 16 colours of a terminal few are so far apart: where they are not, black or white is taken. One of them, a
    grey, is there for muted text.
    """
    text, ground = triplet_of(style.color), triplet_of(style.bgcolor)
    if text is None or ground is None or style.color is None:
        return style
    if style.color.type is not ColorType.STANDARD:
        better = lifted(text, [ground], ratio)
        return style if better == text else style + Style(color=Color.from_triplet(better))
    if contrast(text, ground) >= (_GREY if style.color.number == _BRIGHT_BLACK else ratio):
        return style
    number = 0 if contrast(_BLACK, ground) > contrast(_WHITE, ground) else 15
    return style + Style(color=Color.from_ansi(number))
