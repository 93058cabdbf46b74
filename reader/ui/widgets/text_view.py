"""A text that scrolls: blocks broken into lines at a measure, with links, matches and what the mouse selected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from reader.ui.signs import spelled
from reader.ui.widgets.blocks import Block, Link, Page, Part, Placed, Row, broken, cut, found_links, placed_links
from reader.ui.widgets.cells import width_of, with_letters, with_style
from reader.ui.widgets.line_drawing import Spans
from reader.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from textual.selection import Selection

    from reader.papers.query import Query

MEASURE = 80
"""Columns of the longest line: longer ones are hard to read."""
SELECTED = Style(reverse=True)
"""How what the mouse selected stands out: as legible as the text in every theme."""


class TextView(Pane):
    """Blocks of text, one below the other; a class that is made from it tells which ones, and breaks its lines again.

    Lines are broken at `MEASURE` at most.
    """

    INSET = 1
    """Columns before the lines: a letter has room there before a link."""
    MARGIN = 2 + INSET
    ALLOW_SELECT = True

    search: var[Query | None] = var(None, init=False)
    """What was searched for and is to stand out."""
    hyperlinks: var[bool] = var(False, init=False)
    """Whether the terminal is told where links lead."""
    alone: var[bool] = var(False, init=False)
    """Whether nothing is beside it, so that its lines are in the middle."""

    class Followed(Message):
        """Posted when a link was clicked."""

        def __init__(self, link: Link) -> None:
            """Carry the link."""
            super().__init__()
            self.link = link

    class Seen(Message):
        """Posted when the widget comes into sight or goes out of it."""

    def __init__(self) -> None:
        """Make an empty view."""
        super().__init__()
        self._page: Page | None = None
        self._letters: dict[int, list[tuple[int, str]]] = {}
        """The letters before links, and the columns of the links, by line."""
        self._is_outdated = False
        """Whether it is to be laid out again when the letters are gone."""
        self._held_layout: bool | None = None
        """Whether it is to be laid out from its top when it is not held any more; None where it is not at all."""

    @property
    def current_line(self) -> int:
        """The line that keys are about: the one at the top."""
        return self.scroll_offset.y

    @property
    def cursor_screen_offset(self) -> Offset:
        """The first letter from that line on."""
        line, rows = self.current_line, self._page.rows if self._page else []
        for y, row in enumerate(rows[line:], line - self.scroll_offset.y):
            if row is not None:
                words = row.block.text[row.start : row.end]
                blanks = len(words) - len(words.lstrip())
                return self.content_region.offset + Offset(row.indent + blanks, y)
        return self.content_region.offset

    def blocks(self) -> Iterable[Block]:
        """What is shown, from top to bottom."""
        raise NotImplementedError

    def on_show(self) -> None:
        """Tell that it can be read now."""
        self.post_message(self.Seen())

    def on_hide(self) -> None:
        """Tell that it cannot be read any more."""
        self.post_message(self.Seen())

    def watch_search(self) -> None:
        """Let something else stand out."""
        self.lay_out()

    def watch_hyperlinks(self) -> None:
        """Tell the terminal, or do not."""
        self.lay_out()

    def fit_in(self) -> None:
        """Break the lines at another width."""
        self._letters = {}
        self.lay_out()

    def notify_style_update(self) -> None:
        """Redraw in other colours."""
        self._page = None
        super().notify_style_update()

    def lay_out(self, *, from_top: bool = False) -> None:
        """Break the text into lines and redraw what changed; what is at the top stays there, whatever comes above it.

        Args:
            from_top: Go to the top first.
        """
        if self._holds:
            self._held_layout = from_top or bool(self._held_layout)
            return
        if self._letters and not from_top:
            self._is_outdated = True  # Or other letters would be before the links than those that were read.
            return
        top = None if from_top else self._top()
        self._page, self._letters, self._is_outdated = None, {}, False
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()
        if from_top:
            self.jump(0)
        if self.columns <= 0:  # Not laid out yet, or not shown: lines of no width would be thousands.
            return
        # No `watch_virtual_size`, which draws all for the thumb.
        self.set_reactive(TextView.virtual_size, Size(self.size.width, len(self._laid_out().strips)))
        line = self.scroll_y if top is None else self._line_of(*top)
        self.set_reactive(TextView.scroll_y, self.validate_scroll_y(line))
        self.refresh_changed()

    def draw_held(self) -> None:
        """Break the text into lines once, if it was changed."""
        from_top, self._held_layout = self._held_layout, None
        if from_top is not None:
            self.lay_out(from_top=from_top)
        else:
            super().draw_held()

    def _top(self) -> tuple[str, int] | None:
        """The text at the top, and which of its characters; None at the very top, and between two texts."""
        line = self.scroll_offset.y
        rows = self._page.rows if self._page and line else []
        row = rows[line] if line < len(rows) else None
        return (row.block.text, row.start) if row else None

    def _line_of(self, text: str, at: int) -> float:
        """The line of a character of a text, or the one at the top where there is no such text any more."""
        for line, row in enumerate(self._laid_out().rows):
            if row is not None and row.block.text == text and row.start <= at < max(row.end, row.start + 1):
                return line
        return self.scroll_y

    def draw(self, lines: range) -> list[Strip]:
        """Draw lines of the widget."""
        top, page = self.scroll_offset.y, self._laid_out()
        strips = [page.strips[y + top] if y + top < len(page.strips) else self.blank() for y in lines]
        if (selection := self.text_selection) is not None:
            strips = [self._with_selected(strip, y + top, selection) for y, strip in zip(lines, strips, strict=True)]
        if self._letters:
            style = self.part_style("letter")
            strips = [
                with_letters(strip, self._letters.get(y + top, ()), style)
                for y, strip in zip(lines, strips, strict=True)
            ]
        return strips

    def _with_selected(self, strip: Strip, y: int, selection: Selection) -> Strip:
        rows, span = self._laid_out().rows, selection.get_span(y)
        row = rows[y] if y < len(rows) else None
        if row is None or span is None:
            return strip
        start, end = row.selected(span)
        if start < row.block.label and not self.get_selection(selection._replace(end=Offset(0, y)))[0]:
            start = row.block.label  # A label before all of it is left out.
        start, end = (at - row.start + row.indent for at in (start, end))
        return self._linked(with_style(strip, start, end, SELECTED), self._laid_out().links.get(y, ()))

    # Letters before links

    def _links_in_sight(self) -> Iterator[tuple[int, Placed]]:
        """Every link once, where it begins or goes on first, with its line."""
        page, top = self._laid_out(), self.scroll_offset.y
        seen: set[tuple[int, Link]] = set()
        for line in range(top, min(top + self.size.height, len(page.rows))):
            for placed in page.links.get(line, ()):
                known = id(row.block) if (row := page.rows[line]) else 0, placed.link
                if known not in seen:
                    seen.add(known)
                    yield line, placed

    @property
    def has_links_in_sight(self) -> bool:
        """Whether a link is in sight."""
        return any(True for _ in self._links_in_sight())

    def go_to_link(self) -> None:
        """Have the next link below in sight, else the first one, if there is one."""
        below, links = self.scroll_offset.y + self.size.height, self._laid_out().links
        self.jump(next((line for line in links if line >= below), next(iter(links), 0)) - self.size.height // 3)

    def show_letters(self, letters: Callable[[int], Sequence[str]]) -> dict[str, Link]:
        """Show a letter before every link in sight.

        Args:
            letters: Returns so many different letters.

        Returns:
            The links by their letters.
        """
        found = [*self._links_in_sight()]
        named = dict(zip(letters(len(found)), found, strict=True))
        for letter, (line, placed) in named.items():
            self._letters.setdefault(line, []).append((placed.start, letter))
        self.refresh_changed()
        return {letter: placed.link for letter, (_, placed) in named.items()}

    def hide_letters(self) -> None:
        """Show the text alone."""
        self._letters = {}
        if self._is_outdated:
            self.lay_out()
        else:
            self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget; Textual asks for it to find what the mouse is on."""
        return super().render_line(y).apply_offsets(0, y + self.scroll_offset.y)

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """The selected text and how it ends: a line per paragraph or label; one before all of it is left out."""
        parts: list[tuple[Block, int, int]] = []
        for y, row in enumerate(self._laid_out().rows):
            span = selection.get_span(y)
            if row is None or span is None:
                continue
            start, end = row.selected(span)
            if parts and parts[-1][0] is row.block:
                start = parts.pop()[1]
            elif parts and start < row.block.label:  # Below other text it stands on a line of its own.
                parts.append((replace(row.block, label=0), start, min(end, row.block.label)))
            start = max(start, row.block.label)
            if start < end:
                parts.append((row.block, start, end))
        return "\n".join(block.text[start:end].rstrip() for block, start, end in parts), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the lines on which something else is selected."""
        self.refresh_changed()

    def _laid_out(self) -> Page:
        if self._page is None:
            self._page, columns, measure = Page(), self.columns, self.measure
            for block in self.blocks():
                self._set(self._page, block, columns, measure)
        return self._page

    @property
    def measure(self) -> int:
        """Columns of the longest line."""
        return min(MEASURE, self.columns)

    def _set(self, page: Page, block: Block, columns: int, measure: int) -> None:
        """Add a block to a page of some columns, with lines of as many as the measure."""
        if block.gap and page.strips:
            page.strips.append(self.blank())
            page.rows.append(None)
        if (said := spelled(block.text)) != block.text:
            block = replace(block, text=said, links=())  # Where they are is not known any more.
        block, lines = broken(block, measure)
        # The pattern takes 1 ms to be compiled.
        links = block.links or (found_links(block.text) if "://" in block.text else ())
        matches = [*self._matches(block)]
        column = self.INSET + ((columns - measure) // 2 if self.alone else 0)
        style = self.part_style(block.part)
        is_plain = not links and not matches and not self.has_own_ground(style)
        for number, (start, end) in enumerate(lines):
            if number == 1:
                column += block.hanging
            page.rows.append(Row(block, start, end, column))
            if is_plain and start >= block.label:  # As most lines are.
                text = block.text[start:end]
                page.strips.append(self.plain_line(" " * column + text, style, column + width_of(text)))
            else:
                parts = [*cut(block, links, start, end)]
                line = self.kept(self._segments(block, parts, matches, column))
                if placed := [*placed_links(block, parts, column)]:
                    page.links[len(page.strips)] = placed
                    line = self._linked(line, placed)
                page.strips.append(line)

    def _segments(self, block: Block, parts: Iterable[Part], matches: Spans, column: int) -> Iterator[Segment]:
        """Draw parts of a block on a line that begins in some column, and let matches in its text stand out."""
        yield Segment(" " * column, self.ground.style)
        for start, end, link in parts:
            part = block.label_part if start < block.label else block.part
            style = self.part_style(part, "link") if link else self.part_style(part)
            yield from self.with_matches(block.text[start:end], [(at - start, to - start) for at, to in matches], style)

    def _linked(self, strip: Strip, placed: Iterable[Placed]) -> Strip:
        """A line whose links the terminal knows, if it is to."""
        links = [(one.start, one.end, one.link.url) for one in placed if one.link.url] if self.hyperlinks else []
        if not links:
            return strip
        from reader.ui.patches.hyperlinks import with_links

        return with_links(strip, links)

    def _matches(self, block: Block) -> Iterator[tuple[int, int]]:
        """Where a query found something in a block."""
        if self.search is not None:
            query, label = self.search, block.label
            spans = (span for place in block.places for span in query.spans(place, block.text[label:]))
            yield from sorted((start + label, end + label) for start, end in spans)

    def move(self, steps: int) -> None:
        """Scroll some lines down, or up."""
        self.jump(self.scroll_offset.y + steps)

    def move_pages(self, pages: float) -> None:
        """Scroll some pages down, or up; a whole page leaves two lines in sight."""
        self.move(self.lines_of(pages))

    def move_to_end(self, *, last: bool) -> None:
        """Scroll to the top or to the end."""
        self.jump(self.max_scroll_y if last else 0)

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse, unless something was selected by a drag to it."""
        event.prevent_default()  # Textual would select all at a second click.
        offset = event.get_content_offset(self)
        if offset is None or self.text_selection is not None or event.chain > 1:  # The first one may have led here.
            return
        for placed in self._laid_out().links.get(offset.y + self.scroll_offset.y, ()):
            if placed.start <= offset.x < placed.end:
                self.post_message(self.Followed(placed.link))
