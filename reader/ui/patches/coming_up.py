"""A screen that is laid out and drawn once when it comes up, where Textual does it three to five times."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Generator, Iterable
from itertools import pairwise
from typing import Any

from textual import events
from textual._time import get_time
from textual.await_complete import AwaitComplete
from textual.await_remove import AwaitRemove
from textual.geometry import Offset, Region, Size
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import AwaitMount, Widget
from textual.worker import Worker

from reader.ui.patches.styles_cache import forget_lines


class OnceLaidOutScreen(Screen[ScreenResultType]):
    """A screen that is laid out and drawn once when it comes up."""

    # Textual lays a new screen out when it is pushed, when its size is told, when its breakpoints set classes, when it
    # gets the focus, and when the first reactive attributes are noticed: each time all is drawn. Here the classes are
    # set before anything is laid out (`lay_out_for`), a size that is known already is passed over, and the one layout
    # is made when the screen comes up. What was asked for until then has been done by it, so the flags are cleared.

    _came_up_at = math.inf
    """When the first layout began, in the seconds of messages."""
    has_come_up: asyncio.Event | None = None
    """Set once the first frame has been drawn, or never will be."""

    _left: tuple[Widget, ...] = ()
    """What was on the screen when it began to leave."""

    async def _process_messages(self) -> None:
        """Process messages until the screen is left; from then on nobody waits for its first frame."""
        try:
            await super()._process_messages()
        finally:
            if self.has_come_up is not None:
                self.has_come_up.set()
            forget_lines(self._left)

    def remove(self) -> AwaitRemove:
        """Leave, and first stop what works for this screen: Textual stops it when its widgets are gone already."""
        self.workers.cancel_node(self)
        self._left = (self, *self.walk_children(Widget))
        return super().remove()

    def run_worker(self, *args: Any, **options: Any) -> Worker[Any]:
        """Begin to work, unless the screen has left: what was called late finds no widgets any more."""
        if self in self.app.screen_stack:
            return super().run_worker(*args, **options)
        worker = super().run_worker(*args, **options | {"start": False})
        self.workers._remove_worker(worker)
        return worker

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with a result, but only from the top of the screens.

        A second key can arrive while the first is still being answered, and a list can change while a dialog is above
        what is shown of it: Textual would take away the screen that is on top, and break at the next key.
        """
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def lay_out_for(self, size: Size, widths: list[tuple[int, str]]) -> None:
        """Set the classes that a size of the terminal asks for, before anything is laid out.

        Args:
            size: Of the terminal, in cells.
            widths: From how many columns on which class is set.
        """
        for length, breakpoints in ((size.width, widths), (size.height, self.VERTICAL_BREAKPOINTS or [])):
            # Not by `add_class`: there is nothing yet that would have to get other styles.
            self._classes |= self._get_breakpoint_classes(length, breakpoints)

    def _screen_resized(self, size: Size) -> None:
        """Lay out another size; Textual tells the first one three times."""
        if size != self._size:
            super()._screen_resized(size)
            self.resized(size)

    def resized(self, size: Size) -> None:
        """Called when the terminal has another size."""

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come up for the first time as Textual would, which draws all twice then."""
        if self.stack_updates == 0:
            event.prevent_default()
            self.stack_updates += 1
            self._update_auto_focus()
            before, self._came_up_at = self._scrollbars(), get_time()
            self._refresh_layout(self.app.size)
            if self._scrollbars() != before:  # Known by then only, and what is beside them has less room.
                self._refresh_layout(self.app.size)
            for node in (self, *self.walk_children(Widget)):  # All that they asked for has been done.
                node._layout_required = node._scroll_required = node._repaint_required = False
                node._exchange_repaint_regions()
            if self.has_come_up is not None:
                self.has_come_up.set()
            self.came_up()

    def _compositor_refresh(self) -> None:
        """Draw what changed, also where it is seen through a screen above."""
        if not self._is_covered():
            super()._compositor_refresh()

    def _is_covered(self) -> bool:
        """Whether another screen is above this one, which draws what changed here if it is seen through that.

        Textual has the screen on top drawn for each that is below it, be it seen or not, in place of its own widgets.
        """
        above = next((over for under, over in pairwise(self.app.screen_stack) if under is self), None)
        if above is None:
            return False
        if isinstance(above, ModalScreen):
            if not isinstance(above, OnceLaidOutScreen) or self not in self.app._background_screens:
                return False
            if regions := [*self._compositor._dirty_regions]:
                above.change_below(regions)
        self._compositor._dirty_regions.clear()
        self._dirty_widgets.clear()
        return True

    def change_below(self, regions: Iterable[Region]) -> None:
        """Draw what changed on the screen below, where that is seen through this one."""

    def _scrollbars(self) -> list[tuple[bool, bool]]:
        return [(node.show_vertical_scrollbar, node.show_horizontal_scrollbar) for node in self.walk_children(Widget)]

    @property
    def is_up(self) -> bool:
        """Whether its widgets are there: it has come up, and has not begun to leave."""
        return self._came_up_at < math.inf and not self._left

    @property
    def current_row(self) -> Offset | None:
        """Where the user is, from the corner of the screen; that of the focused widget where nothing else is told."""
        return self.row_of(self.focused) if self.focused else None

    def row_of(self, widget: Widget) -> Offset | None:
        """Where the user is in a widget that is shown: what it tells, as lines to type in do, or its begin."""
        if not widget.region:
            return None
        told: Offset | None = getattr(widget, "cursor_screen_offset", None)
        place = widget.content_region.offset if told is None else told
        seen = self.find_widget(widget).visible_region
        return seen.offset + seen.size.clamp_offset(place - seen.offset) if seen else place

    def came_up(self) -> None:
        """Called when the first frame has been drawn; `call_after_refresh` would wait for another one."""


class Mounting(AwaitMount):
    """Waits until a screen is there; Textual's own has it laid out again then."""

    until: asyncio.Event | None = None
    """What is waited for, too: that its first frame has been drawn, as keys may ask what is in sight."""

    def __await__(self) -> Generator[None, None, None]:
        """Wait."""

        async def mounted() -> None:
            for widget in self._widgets:
                await widget._mounted_event.wait()
            if self.until is not None:
                await self.until.wait()

        return mounted().__await__()
