"""A main screen that is laid out and drawn once when it comes up, where Textual does it five times."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from reader.host import tty
from reader.ui.patches.repaint import RepaintCompositor
from reader.ui.widgets.bars import Notice, TooSmall

SMALLEST = Size(*tty.SMALLEST)


class SinglePaintScreen(Screen[None]):
    """A screen whose first frame is its last word: there at once, and the same as soon as all is there."""

    BLANK = True  # Nothing of it can be seen.
    VERTICAL_BREAKPOINTS = [(0, "-low"), (SMALLEST.height, "-high")]

    notice: var[str] = var("")
    """One sentence over the last line, the newest one."""

    def __init__(self) -> None:
        """Take a compositor whose updates are short."""
        super().__init__()
        self._compositor = RepaintCompositor()

    def compose(self) -> ComposeResult:
        """Compose what says that there is too little room, if so; it is not made in vain."""
        if self._is_too_small(self.app.size):
            yield TooSmall()

    def watch_notice(self, notice: str) -> None:
        """Have a place for the first notice; the first frame does without."""
        if notice and not self.query(Notice):
            self.mount(Notice().data_bind(text=SinglePaintScreen.notice))

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
            if self._is_too_small(size) and not self.query(TooSmall):
                self.mount(TooSmall())

    def _is_too_small(self, size: Size) -> bool:
        return size.width < SMALLEST.width or size.height < SMALLEST.height

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come up for the first time as Textual would, which draws all twice then."""
        if self.stack_updates == 0:
            event.prevent_default()
            self.stack_updates += 1
            self._update_auto_focus()
            self._refresh_layout(self.app.size)
            for node in (self, *self.walk_children(Widget)):  # All that they asked for has been done.
                node._layout_required = node._scroll_required = node._repaint_required = False
            self.drawn()

    def drawn(self) -> None:
        """Called when the first frame has been drawn; `call_after_refresh` would wait for another one."""

    def draw_now(self) -> None:
        """Draw what has changed without waiting for the next of 60 frames a second."""
        self._on_timer_update()
