"""What the list and the abstract have in common: lines they draw themselves, moved through without animation.

Both are `ScrollView`s on Textual's Line API: a key costs the cells that change, 5-10 ms and about 3 KB, where an
`OptionList` of 100 rows costs 45 ms and 21 KB.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from reader.ui.patches.line import Line, is_narrow
from reader.ui.widgets.cells import changed_columns
from reader.ui.widgets.line_drawing import LineDrawing


class Pane(LineDrawing, can_focus=True, inherit_bindings=False):
    """A part of the screen that the movement keys drive; the screen sends them to the one in use."""

    BINDINGS: ClassVar[list[BindingType]] = []
    MARGIN: ClassVar[int]
    """Columns beside the lines, the last of which shows how far one has scrolled."""
    ALLOW_SELECT = False

    virtual_size: reactive[Size] = reactive(Size(0, 0), repaint=False)
    """How much there is to scroll through, in cells; unlike Textual's own no reason to lay out the screen again."""
    _kept_edges: tuple[Strip, Strip] | None = None
    _thumb: list[Segment] | None = None
    """What the last column of a line has where the thumb is."""

    def __init__(self) -> None:
        """Make an empty pane."""
        super().__init__()
        self._shown: tuple[list[Strip], range] | None = None
        """The lines and the thumb as they were last drawn; None unless all of them were."""
        self._holds = 0
        """How many are changing it now: nothing is drawn until the last of them is done."""
        self._grip: int | None = None
        """The line of the thumb by which the mouse holds it, if it does."""

    @property
    def allow_vertical_scroll(self) -> bool:
        """Scroll without a scrollbar of Textual's: two of them are 15 ms of the start, and 76 lines of every frame."""
        return True

    def watch_virtual_size(self, before: Size, size: Size) -> None:
        """Let the scroll and what tells of it follow."""
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        if before.height != size.height:
            self.refresh_changed()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Redraw what has moved."""
        if round(old_value) != round(new_value):
            self.refresh_changed()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Draw once what is changed of it meanwhile, when all of it is."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            if not self._holds:
                self.draw_held()

    def draw_held(self) -> None:
        """Draw what was changed while it was held."""
        self.refresh_changed()

    def refresh_changed(self) -> None:
        """Redraw the cells that differ from those on the screen."""
        if self._holds:
            return
        if self._shown is None or len(self._shown[0]) != self.size.height:  # 0 while it is hidden.
            self.refresh()
        elif regions := [*self._changed(*self._shown)]:  # Without regions all would be drawn.
            self.refresh(*regions)

    def _changed(self, lines: list[Strip], thumb: range) -> Iterator[Region]:
        width, height = self.size  # Textual looks up where the widget is, 15 µs each time.
        for y, (before, now) in enumerate(zip(lines, self.draw(range(height)), strict=True)):
            if before == now:
                continue
            if is_narrow(before) and is_narrow(now):
                start, end = changed_columns(before, now)
            else:  # The terminal may have drawn the line wider, over what is beside the pane.
                start, end = 0, self.app.size.width
            yield Region(start, y, end - start, 1)
        yield from (Region(width - 1, y, 1, 1) for y in {*thumb} ^ {*self.thumb()})

    def did_resize(self) -> None:
        """Break lines at the new width before they are drawn."""
        self._shown = self._kept_edges = self._thumb = None
        self.forget_ground()
        self.fit_in()

    def draw(self, lines: range) -> list[Strip]:
        """Draw some of the lines in sight, the first of which is line 0; each has the width of the widget.

        The last column is blank: the thumb comes there.
        """
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        (strip,) = self.draw(range(y, y + 1))
        return self.with_thumb(strip) if y in self.thumb() else strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw a part of the widget; Textual, which handles every line twice, draws only what is above and below."""
        top = self.content_offset.y
        first, last = max(crop.y, top), min(crop.bottom, top + self.size.height)
        if first >= last:
            return super().render_lines(crop)
        lines, thumb = range(first - top, last - top), self.thumb()
        strips = self.draw(lines)
        self._shown = (strips, thumb) if len(strips) == self.size.height else None
        if thumb:
            strips = [self.with_thumb(strip) if y in thumb else strip for y, strip in zip(lines, strips, strict=True)]
        left, right = self._edges
        if left or right:
            width = self.outer_size.width
            strips = [Line([*left, *strip, *right], width) for strip in strips]
        strips = [strip.crop(crop.x, crop.right) for strip in strips]
        if crop.y < first:
            strips = super().render_lines(Region(crop.x, crop.y, crop.width, first - crop.y)) + strips
        if last < crop.bottom:
            strips += super().render_lines(Region(crop.x, last, crop.width, crop.bottom - last))
        return strips

    @property
    def _edges(self) -> tuple[Strip, Strip]:
        """What is left and right of every line: border and padding, as Textual draws them."""
        if self._kept_edges is None:
            x, y = self.content_offset
            (line,) = super().render_lines(Region(0, y, self.outer_size.width, 1))
            self._kept_edges = line.crop(0, x), line.crop(x + self.size.width)
        return self._kept_edges

    def fit_in(self) -> None:
        """Break lines at another width, and keep in sight what was."""
        raise NotImplementedError

    def move(self, steps: int) -> None:
        """Go some papers or lines down, or up."""
        raise NotImplementedError

    def move_pages(self, pages: float) -> None:
        """Go some pages down, or up."""
        raise NotImplementedError

    def lines_of(self, pages: float) -> int:
        """How many lines some pages are; a whole page leaves two in sight."""
        lines = int(pages * self.size.height)
        return lines - 2 * (1 if lines > 0 else -1) if abs(pages) == 1 and abs(lines) > 4 else lines

    def move_to_end(self, *, last: bool) -> None:
        """Go to the first or the last paper or line."""
        raise NotImplementedError

    def notify_style_update(self) -> None:
        """Redraw in other colours."""
        self._kept_edges = self._thumb = None
        self.forget_styles()
        self.refresh()
        super().notify_style_update()

    @property
    def columns(self) -> int:
        """The width that lines have."""
        return self.size.width - self.MARGIN

    def thumb(self) -> range:
        """The lines of the widget whose last column shows what part of all is in sight."""
        height, lines = self.size.height, self.virtual_size.height
        if lines <= height:
            return range(0)
        size = max(1, round(height * height / lines))
        top = round(self.scroll_offset.y * (height - size) / max(1, self.max_scroll_y))
        return range(top, top + size)

    def is_on_thumb(self, event: events.MouseEvent) -> bool:
        """Whether the mouse is where the thumb is, or can be moved to."""
        offset = event.get_content_offset(self)
        return offset is not None and offset.x == self.size.width - 1 and bool(self.thumb())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the thumb, or bring it to the mouse first."""
        if self.is_on_thumb(event):
            thumb, y = self.thumb(), event.y - self.content_offset.y
            self._grip = y - thumb.start if y in thumb else len(thumb) // 2
            self.screen.clear_selection()  # Or the mouse would select text as well.
            self.capture_mouse()
            self._drag(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the thumb with the mouse."""
        if self._grip is not None:
            self._drag(event)

    def on_mouse_up(self) -> None:
        """Let the thumb go."""
        if self._grip is not None:
            self._grip = None
            self.release_mouse()

    def _drag(self, event: events.MouseEvent) -> None:
        """Scroll so that the thumb is where the mouse holds it."""
        top = event.y - self.content_offset.y - (self._grip or 0)
        self.jump(round(top * self.max_scroll_y / max(1, self.size.height - len(self.thumb()))))

    def with_thumb(self, strip: Strip) -> Strip:
        """A line of the widget with the thumb in its last column."""
        if self._thumb is None:
            self._thumb = self._filtered([Segment("▐", self.part_style("thumb"))])
        *before, last = strip
        if last.text.endswith(" "):  # Each line of a full width has a blank there.
            before = [*before, Segment(last.text[:-1], last.style)] if last.text != " " else before
        else:
            before = Segment.adjust_line_length([*strip], strip.cell_length - 1)
        return Line([*before, *self._thumb], strip.cell_length)

    def jump(self, y: float) -> None:
        """Scroll to a line in this very frame."""
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
