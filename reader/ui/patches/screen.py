"""A main screen that is laid out and drawn once when it comes up, where Textual does it five times."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator

from textual import events
from textual._time import get_time
from textual.actions import SkipAction
from textual.geometry import Offset, Size
from textual.screen import Screen, ScreenResultType
from textual.selection import Selection
from textual.widget import AwaitMount, Widget

from reader.ui.patches.line_view import LineView, character_at
from reader.ui.patches.repaint import RepaintCompositor


class OnceLaidOutScreen(Screen[ScreenResultType]):
    """A screen that is laid out and drawn once when it comes up."""

    # Textual lays a new screen out when it is pushed, when its size is told, when its breakpoints set classes, when it
    # gets the focus, and when the first reactive attributes are noticed: each time all is drawn. Here the classes are
    # set before anything is laid out (`lay_out_for`), a size that is known already is passed over, and the one layout
    # is made when the screen comes up. What was asked for until then has been done by it, so the flags are cleared.

    _came_up_at = math.inf
    """When the first layout began, in the seconds of messages."""

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
            self.came_up()

    def _scrollbars(self) -> list[tuple[bool, bool]]:
        return [(node.show_vertical_scrollbar, node.show_horizontal_scrollbar) for node in self.walk_children(Widget)]

    def came_up(self) -> None:
        """Called when the first frame has been drawn; `call_after_refresh` would wait for another one."""


class Mounting(AwaitMount):
    """Waits until a screen is there; Textual's own has it laid out again then."""

    def __await__(self) -> Generator[None, None, None]:
        """Wait."""

        async def mounted() -> None:
            for widget in self._widgets:
                await widget._mounted_event.wait()

        return mounted().__await__()


class SinglePaintScreen(OnceLaidOutScreen[None]):
    """A screen whose first frame is its last word: there at once, and the same as soon as all is there.

    The next start shows a stored copy of the first frame of all.
    """

    def __init__(self, when_drawn: Callable[[], object]) -> None:
        """Be ready to come up.

        Args:
            when_drawn: Called when the first frame has been drawn.
        """
        super().__init__()
        self._when_drawn = when_drawn
        self._compositor = RepaintCompositor()  # Its updates are short.

    def came_up(self) -> None:
        """Tell that the first frame has been drawn."""
        self._when_drawn()

    async def _on_resize(self, event: events.Resize) -> None:
        await super()._on_resize(event)
        self.fitted()

    def fitted(self) -> None:
        """Called when the screen has the classes of its size, or of another layout."""

    def _compositor_refresh(self) -> None:
        """Draw what changed, also where it is seen through a screen above."""
        if self.app.screen is not self:
            from reader.ui.patches.overlay import is_drawn_above  # Not for the first frame.

            if is_drawn_above(self):
                return
        super()._compositor_refresh()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """The widget in a cell, and what of its text is there; Textual takes half a wide character for the next one."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        if isinstance(widget, LineView) and offset is not None:
            column, row = Offset(x, y) - widget.content_region.offset
            if row < widget.size.height and column >= 0:
                offset = Offset(character_at(widget.render_line(row).text, column), offset.y)
        return widget, offset

    def validate_selections(self, selections: dict[Widget, Selection]) -> dict[Widget, Selection]:
        """Let nothing be selected that could not be begun there, or is not in sight where a drag ends below it."""
        return {widget: _in_sight(widget, selection) for widget, selection in selections.items() if widget.allow_select}

    # Textual's own does not wait, but what is called may be either (`App.run_action`).
    async def action_copy_text(self) -> None:  # type: ignore[override]
        """Have the app copy what is selected: it knows more ways than Textual."""
        if not self.get_selected_text():
            raise SkipAction
        await self.app.run_action("copy_link")

    def draw_now(self) -> None:
        """Draw what has changed without waiting for the next of 60 frames a second."""
        self._on_timer_update()


def _in_sight(widget: Widget, selection: Selection) -> Selection:
    """What a drag selects of a text; Textual takes one that leaves it for one to its end, or from its beginning."""
    if not isinstance(widget, LineView) or (selection.start is None) == (selection.end is None):
        return selection
    top, size = widget.scroll_offset.y, widget.size
    if selection.end is None:
        return selection._replace(end=Offset(size.width, top + size.height - 1))
    return selection._replace(start=Offset(0, top))
