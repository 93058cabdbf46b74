"""A full text that scrolls: a megabyte opens at any place, because only what is in sight is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from reader.papers.full_text.layout import MEASURE
from reader.papers.full_text.model import Block
from reader.ui.widgets.cells import width_of, with_letters
from reader.ui.widgets.pane import Pane
from reader.ui.widgets.text_lines import PARTS, TOP, Highlights, Shown, Spot, TextLines, pieces

WHEEL: Final = 3
"""Lines that the mouse wheel moves."""
MARK: Final = "▌"
"""Stands in the margin of the block that keys are about."""


class ReadingView(Pane):
    """The blocks of a full text; the one at the top, or the one that was found, is marked in the margin."""

    INSET = 2
    """Columns before the lines: one for the mark, and a blank."""
    MARGIN = 2 + INSET

    top: var[Spot] = var(TOP, init=False)
    """The first line in sight."""

    class ReadOn(Message):
        """Posted when the mouse scrolled down."""

    class Pressed(Message):
        """Posted when the mouse was clicked on the text."""

        def __init__(self, at: Offset) -> None:
            """Carry the place in the widget."""
            super().__init__()
            self.at = at

    def __init__(self, measure: int = MEASURE) -> None:
        """Make an empty view.

        Args:
            measure: Columns of the longest line.
        """
        super().__init__()
        self._measure = measure
        self._text = TextLines((), 0)
        self._drawn: dict[tuple[Spot, bool], Strip] = {}
        self._letters: Mapping[int, Sequence[tuple[int, str]]] = {}
        self._wanted: tuple[int, float] | None = None
        """Where to go when it is known how wide it is: a block, and how much of it is above."""
        self._found: int | None = None
        """The block that something was found in, until the text moves."""

    # What is shown

    @property
    def blocks(self) -> Sequence[Block]:
        """All blocks, from top to bottom."""
        return self._text.blocks

    def show(self, blocks: Sequence[Block], block: int = 0, share: float = 0.0) -> None:
        """Show other blocks.

        Args:
            blocks: All of them.
            block: The one at the top.
            share: How much of that one is above, from 0 to 1.
        """
        self._text = TextLines(blocks, self.measure)
        self._put(block, share)

    def _put(self, block: int, share: float) -> None:
        """Have a line at the top, and tell even if it was there before."""
        self._drawn.clear()
        self._wanted = None if self._text.width > 0 else (block, share)
        self.set_reactive(ReadingView.top, self._text.at_share(block, share))
        self.mutate_reactive(ReadingView.top)

    @property
    def measure(self) -> int:
        """Columns of the longest line; 0 while that is not known."""
        return max(0, min(self._measure, self.columns))

    @property
    def left(self) -> int:
        """Columns before the lines."""
        return self.INSET + (self.columns - self.measure) // 2

    def fit_in(self) -> None:
        """Break the lines at another width; what is at the top stays there."""
        block, share = self._wanted or (self.top.block, self.share_of_top)
        before, self._text = self._text, TextLines(self._text.blocks, self.measure)
        self._text.sources, self._text.highlights = before.sources, before.highlights
        self._text.chosen, self._letters = before.chosen, {}
        self._put(block, share)

    def notify_style_update(self) -> None:
        """Redraw in other colours."""
        self._drawn.clear()
        super().notify_style_update()

    def watch_top(self) -> None:
        """Redraw what has moved, with the mark at the top."""
        self._found = None
        self.refresh_changed()

    # Where it is

    @property
    def current(self) -> int:
        """The block at the top."""
        return self.top.block

    @property
    def marked(self) -> int:
        """The block that keys are about: the one that something was found in, else the one at the top."""
        return self.current if self._found is None else self._found

    @property
    def share_of_top(self) -> float:
        """How much of the block at the top is above, from 0 to 1: a place in it at any width."""
        return self._text.share(self.top)

    @property
    def bottom(self) -> Spot:
        """The last line in sight."""
        return self._text.moved(self.top, max(0, self.size.height - 1))

    @property
    def in_sight(self) -> range:
        """The places of the blocks of which a line is in sight."""
        return range(self.top.block, self.bottom.block + 1) if self._text.is_laid_out else range(0)

    def shown_lines(self) -> Iterator[Shown]:
        """The lines of text in sight, with their spans."""
        for y, spot in enumerate(self._text.spots(self.top, self.size.height)):
            laid = self._text[spot.block]
            if spot.row >= laid.gap:
                yield Shown(y, spot.block, laid.lines[spot.row - laid.gap], self.left)

    @property
    def cursor_screen_offset(self) -> Offset:
        """The first letter in sight of the block that is marked."""
        shown = (Offset(one.column, one.y) for one in self.shown_lines() if one.block == self.marked)
        return self.content_region.offset + next(shown, Offset())

    @property
    def laid_out(self) -> TextLines:
        """How its lines are laid out."""
        return self._text

    def letter(self, letters: Mapping[int, Sequence[tuple[int, str]]]) -> None:
        """Have letters before parts of the text, by the lines and columns of the widget where those begin."""
        self._letters = letters
        self.refresh_changed()

    @property
    def is_at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self._text.is_laid_out and self._text.is_last(self.bottom)

    def has_shown(self, block: int) -> bool:
        """Whether the last line of a block is in sight or above."""
        return self._text.is_laid_out and self.bottom >= Spot(block, self._text[block].rows - 1)

    @property
    def read(self) -> float:
        """How much of the text is in sight or above, by its letters, from 0 to 1."""
        if not self._text.is_laid_out:
            return 0.0
        return 1.0 if self.is_at_end else self._text.letters(self.bottom) / self._text.ends[-1]

    # What moves it

    def _go(self, spot: Spot, found: int | None = None) -> None:
        """Have a line at the top, and the mark there or on the block that something was found in."""
        self.top = spot
        if found != self._found:
            self._found = found
            self.refresh_changed()

    def go_to(self, block: int, row: int | None = None) -> None:
        """Have a line of a block at the top, else its first one that is not empty."""
        if self._text.is_laid_out:
            block = max(0, min(block, len(self.blocks) - 1))
            self._go(self._text.valid(Spot(block, self._text[block].gap if row is None else row)))

    def go_to_share(self, block: int, share: float) -> None:
        """Have the line at the top of which so much of a block is above, from 0 to 1."""
        if self._text.is_laid_out:
            self._go(self._text.at_share(block, share))

    def bring(self, block: int, start: int, end: int) -> None:
        """Have a part of a block in sight, and mark that; where it is not, a third of the way down."""
        if self._text.is_laid_out:
            spot = self._text.spot_of(block, start, end)
            is_in_sight = spot in self._text.spots(self.top, self.size.height - 1)
            self._go(self.top if is_in_sight else self._text.moved(spot, -(self.size.height // 3)), block)

    def is_above(self, block: int, start: int, end: int, share: float) -> bool:
        """Whether a part of a block begins above the line that has so much of the block above it."""
        return self._text.is_laid_out and self._text.spot_of(block, start, end) < self._text.at_share(block, share)

    def move(self, steps: int) -> None:
        """Go some lines down, until the last block is at the top, or up."""
        self.top = self._text.moved(self.top, steps)

    def move_pages(self, pages: float) -> None:
        """Go some pages down, until the last line is in sight, or up; a whole page leaves two lines in sight."""
        self._scroll(self.lines_of(pages))

    def _scroll(self, lines: int) -> None:
        """Go some lines up, or down until the last line is in sight."""
        moved = self._text.moved(self.top, lines)
        self.top = min(moved, max(self._last_page, self.top)) if lines > 0 else moved

    def move_to_end(self, *, last: bool) -> None:
        """Go to the top, or to where the last line is in sight."""
        self._go(self._last_page if last else self._text.valid(TOP))

    def move_to_heading(self, direction: int) -> None:
        """Go to the next heading, or to the one that begins what is marked, or to the one before."""
        if not self._text.is_laid_out:
            return
        here = self.marked
        is_inside = here != self.current or self.top.row > self._text[here].gap
        places = range(here + 1, len(self.blocks)) if direction > 0 else range(here - (not is_inside), -1, -1)
        found = next((place for place in places if self.blocks[place].kind == "heading"), None)
        if found is not None:
            self.go_to(found)

    @property
    def _last_page(self) -> Spot:
        return self._text.last_page(self.size.height)

    # Sources, and what stands out

    def toggle_source(self, block: int) -> None:
        """Show the source of a block, or its text again."""
        self._text.sources ^= {block}
        self._again([block])
        self.top = self._text.valid(self.top)

    def shows_source(self, block: int) -> bool:
        """Whether the source of a block is shown."""
        return block in self._text.sources

    @property
    def highlights(self) -> Highlights:
        """What stands out."""
        return self._text.highlights

    def highlight(self, highlights: Highlights, chosen: tuple[int, int, int] | None = None) -> None:
        """Have other parts of the text stand out, one of them more than the others."""
        changed = {*self._text.highlights, *highlights}
        self._text.highlights, self._text.chosen = highlights, chosen
        self._again(changed)

    def _again(self, blocks: Iterable[int]) -> None:
        self._text.forget(blocks)
        self._drawn.clear()
        self.refresh_changed()

    # How it looks

    def draw(self, lines: range) -> list[Strip]:
        """Draw lines of the widget."""
        spots = [*self._text.spots(self.top, lines.stop)][lines.start :]
        drawn = [self._line(spot) for spot in spots]
        if self._letters:
            style = self.part_style("letter")
            drawn = [
                with_letters(strip, self._letters.get(y, ()), style) for y, strip in zip(lines, drawn, strict=False)
            ]
        return drawn + [self.blank() for _ in range(len(lines) - len(drawn))]

    def _line(self, spot: Spot) -> Strip:
        if spot.row < self._text[spot.block].gap:
            return self.blank()
        key = spot, spot.block == self.marked
        if key not in self._drawn:
            if len(self._drawn) > 4 * self.size.height:
                self._drawn.clear()
            self._drawn[key] = self.kept(self._segments(spot, is_marked=key[1]))
        return self._drawn[key]

    def _segments(self, spot: Spot, *, is_marked: bool) -> Iterator[Segment]:
        laid, left = self._text[spot.block], self.left
        line = laid.lines[spot.row - laid.gap]
        if is_marked:
            yield Segment(" " * (left - self.INSET), self.ground.style)
            yield Segment(MARK, self.part_style("place"))
            left = self.INSET - 1
        yield Segment(" " * left, self.ground.style)
        part = PARTS.get(laid.block.kind, "text")
        if laid.block.kind == "heading" and laid.block.level <= 1:
            part = "label"
        for text, over in pieces(line):
            yield Segment(text, self.part_style(part, *over))
        if part == "code":
            yield Segment(" " * (self.measure - width_of(line.text)), self.part_style(part))

    def thumb(self) -> range:
        """The lines of the widget whose last column shows about what part of the text is in sight."""
        height, text = self.size.height, self._text
        if not text.is_laid_out or not height or (self.top == TOP and self.is_at_end):
            return range(0)
        size = max(1, min(height - 1, height * height * self.measure // max(1, text.ends[-1])))
        share = text.letters(self.top) / max(1.0, text.letters(self._last_page))
        top = round((height - size) * min(1.0, share))
        return range(top, top + size)

    def move_to_share(self, share: float) -> None:
        """Go to where so much of the text is above, from 0 to 1."""
        if self._text.is_laid_out:
            end = self._text.letters(self._last_page)
            self.top = self._text.at_letters(max(0.0, min(1.0, share)) * end)

    def _drag(self, event: events.MouseEvent) -> None:
        """Scroll so that the thumb is where the mouse holds it."""
        top = event.y - self.content_offset.y - (self._grip or 0)
        self.move_to_share(top / max(1, self.size.height - len(self.thumb())))

    def on_click(self, event: events.Click) -> None:
        """Tell where the mouse was clicked."""
        if (at := event.get_content_offset(self)) is not None and at.x < self.size.width - 1:
            self.post_message(self.Pressed(at))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go some lines down."""
        event.prevent_default().stop()
        self._scroll(WHEEL)
        self.post_message(self.ReadOn())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go some lines up."""
        event.prevent_default().stop()
        self._scroll(-WHEEL)
