"""What the list and the abstract have in common: lines they draw themselves, moved through without animation.

Both are `ScrollView`s on Textual's Line API: a key costs the lines that change, 5-10 ms and about 5 KB, where an
`OptionList` of 100 rows costs 45 ms and 21 KB.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.scroll_view import ScrollView
from textual.strip import Strip

Spans = Sequence[tuple[int, int]]
"""Where parts of a text start and end, from left to right, none over another."""


class Pane(ScrollView, can_focus=True, inherit_bindings=False):
    """A part of the screen that the movement keys drive; the screen sends them to the one in use."""

    BINDINGS: ClassVar[list[BindingType]] = []
    PART: ClassVar[str]
    """The first half of its component classes' names."""
    _blank: Strip | None = None
    # Kept because `rich_style` walks up all ancestors: 0.1 ms a line.

    def move(self, steps: int) -> None:
        """Go some papers or lines down, or up."""
        raise NotImplementedError

    def move_pages(self, pages: float) -> None:
        """Go some pages down, or up."""
        raise NotImplementedError

    def move_to_end(self, *, last: bool) -> None:
        """Go to the first or the last paper or line."""
        raise NotImplementedError

    def part_style(self, *parts: str) -> Style:
        """The style of a part, such as `title`, over the background of the widget."""
        return self.get_component_rich_style(*(f"{self.PART}--{part}" for part in parts))

    def blank(self, text: str = "") -> Strip:
        """A line with nothing on it, or a plain text."""
        if self._blank is None or self._blank.cell_length != self.size.width:
            self._blank = Strip.blank(self.size.width, self.rich_style)
        if not text:
            return self._blank
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        self._blank = None
        super().notify_style_update()

    def with_matches(self, text: str, spans: Spans, style: Style) -> Iterator[Segment]:
        """A text in a style, with the parts of it that a query found standing out.

        Args:
            text: The text, of one line.
            spans: Where matches start and end in it; they may begin before it and end after it.
            style: The style of the rest.
        """
        here = 0
        for start, end in spans:
            start, end = max(start, here), min(end, len(text))
            if start < end:
                if here < start:
                    yield Segment(text[here:start], style)
                yield Segment(text[start:end], style + self._match_style)
                here = end
        if here < len(text):
            yield Segment(text[here:], style)

    @property
    def _match_style(self) -> Style:
        # Alone, without the background of the widget: the cursor's stays.
        return self.get_component_styles(f"{self.PART}--match").partial_rich_style

    @property
    def columns(self) -> int:
        """The width that lines have, beside the scrollbar."""
        return self.scrollable_content_region.width

    def jump(self, y: float) -> None:
        """Scroll to a line in this very frame."""
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
