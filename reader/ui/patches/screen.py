"""A main screen that is laid out and drawn once when it comes up, where Textual does it five times."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.actions import SkipAction
from textual.geometry import Offset
from textual.selection import Selection
from textual.widget import Widget

from reader.ui.patches.coming_up import OnceLaidOutScreen
from reader.ui.patches.line_view import LineView, character_at
from reader.ui.patches.repaint import RepaintCompositor


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

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """The widget in a cell, and what of its text is there; Textual takes half a wide character for the next one."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        if isinstance(widget, LineView) and offset is not None:
            column, row = Offset(x, y) - widget.content_region.offset
            if 0 <= row < widget.size.height and column >= 0:
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
