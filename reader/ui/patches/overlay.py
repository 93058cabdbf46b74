"""A screen above another, whose lines it takes as they are.

Textual 8.2.8 hands all that is below a translucent screen through Rich, which splits it into lines again: three times
what it takes to draw it. And once something below has changed, all of it is drawn at every later change and message:
that the screen is to be drawn makes Textual forget which of its widgets are. Private names of it are used here;
`tests/ui/patches/test_overlay.py` and `test_recolouring.py` fail loudly when they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import messages
from textual._compositor import Compositor
from textual.geometry import Region
from textual.message import Message
from textual.screen import ModalScreen, ScreenResultType
from textual.strip import Strip

from reader.ui.patches.coming_up import OnceLaidOutScreen
from reader.ui.patches.line import FOR_TOP, Line
from reader.ui.patches.repaint import RepaintCompositor


# The first base is the one whose styles Textual inherits.
class OverlayScreen(ModalScreen[ScreenResultType], OnceLaidOutScreen[ScreenResultType]):
    """A screen through which the one below is seen, without a tint."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Be a modal screen."""
        super().__init__(*args, **kwargs)
        self._below: list[Strip] = []
        self._compositor = RepaintCompositor()  # Its updates are short.

    async def _process_messages(self) -> None:
        """Process messages until the screen is left, and take no lines with it."""
        try:
            await super()._process_messages()
        finally:
            self._below.clear()

    def change_below(self, regions: Iterable[Region]) -> None:
        """Draw what changed below; with what changed of this screen, which `refresh` would forget."""
        self._set_dirty(*regions)
        self._dirty_widgets.add(self)
        self._on_timer_update()  # What is below has waited for its turn.

    def on_layout(self, message: messages.Layout) -> None:
        """Pass over a wish that the first layout has granted."""
        self._pass_over(message)

    def on_update(self, message: messages.Update) -> None:
        """Pass over a wish that the first frame has granted."""
        self._pass_over(message)

    def _pass_over(self, message: Message) -> None:
        if message.time < self._came_up_at:
            message.stop()
            message.prevent_default()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is below; the widgets of this screen come over it."""
        screens = self.app.screen_stack
        place = screens.index(self) if self in screens else 0
        if not place or self.styles.background.a:
            return super().render_lines(crop)
        # While the terminal changes its size, what is drawn last of the old one may be larger.
        width, height = (max(*of) for of in zip(self.size, self._compositor.size, strict=True))
        if len(self._below) != height:
            self._below = [Strip.blank(width)] * height
            self._dirty_regions.add(Region(0, 0, width, height))
        if self._dirty_regions:
            changed = Region.from_union(self._dirty_regions)
            # In a terminal that has grown it may not be laid out yet: it is told after this screen.
            for y, line in _lines(screens[place - 1]._compositor, changed.y, min(changed.bottom, height)):
                self._below[y] = line
            self._dirty_regions.clear()
        return [strip.crop_extend(crop.x, crop.right, None) for strip in self._below[crop.y : crop.bottom]]


def _lines(compositor: Compositor, first: int, end: int) -> Iterator[tuple[int, Strip]]:
    """Yield some of the lines of a screen, each with its number, and without what the mouse could act on."""
    lines = range(max(first, 0), min(end, compositor.size.height))
    chops = compositor._render_chops(Region(0, lines.start, compositor.size.width, len(lines)), lines.__contains__)
    return ((y, _dead(chops[y].values())) for y in lines)


def _dead(parts: Iterable[Strip | None]) -> Strip:
    """A line of parts without what the mouse could act on, and without what holds only while nothing is above it."""
    there = [part for part in parts if part is not None]
    segments = (
        Segment(" " * cell_len(text) if style and _is_for_top(style) else text, style and _plain(style))
        for part in there
        for text, style, _ in part
    )
    return Line(segments, sum(part.cell_length for part in there))


@lru_cache(512)
def _is_for_top(style: Style) -> bool:
    return FOR_TOP in style.meta


@lru_cache(512)
def _plain(style: Style) -> Style:
    return style.clear_meta_and_links()
