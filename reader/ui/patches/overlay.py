"""A screen above another, whose lines it takes as they are.

Textual 8.2.8 hands all that is below a translucent screen through Rich, which splits it into lines again: three times
what it takes to draw it. Private names of it are used here; `tests/ui/patches/test_recolouring.py` fails loudly when
they change.
"""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.screen import ModalScreen, ScreenResultType
from textual.strip import Strip


class OverlayScreen(ModalScreen[ScreenResultType]):
    """A screen through which the one below is seen, without a tint."""

    _below: tuple[Strip, ...] = ()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is below; the widgets of this screen come over it."""
        screens = self.app.screen_stack
        place = screens.index(self) if self in screens else 0
        if not place or self.styles.background.a:
            return super().render_lines(crop)
        if self._dirty_regions or len(self._below) != self.size.height:
            below = screens[place - 1]._compositor
            # In a terminal that has grown it may not be laid out yet: it is told after this screen.
            missing = [Strip.blank(self.size.width)] * (self.size.height - below.size.height)
            self._below = (*map(_dead, below.render_strips()), *missing)
            self._dirty_regions.clear()
        return [strip.crop_extend(crop.x, crop.right, None) for strip in self._below[crop.y : crop.bottom]]


def _dead(strip: Strip) -> Strip:
    """A line without what the mouse could act on."""
    return Strip([Segment(text, style and _plain(style)) for text, style, _ in strip], strip.cell_length)


@lru_cache(4096)
def _plain(style: Style) -> Style:
    return style.clear_meta_and_links()
