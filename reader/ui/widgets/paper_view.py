"""The text of one paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip

from reader.papers.links import safe_url
from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper
from reader.ui.signs import spelled
from reader.ui.widgets.cells import fit, whole, width_of, with_style, wrap
from reader.ui.widgets.pane import Pane
from reader.ui.widgets.paper_blocks import HANGING, Block, Room, blocks

if TYPE_CHECKING:
    from textual.selection import Selection

    from reader.papers.query import Query

MEASURE = 80
"""Columns of the longest line: longer ones are hard to read."""
AUTHOR_LINES = 2
"""Lines that the authors may fill; those who do not fit are counted."""
TITLE_LINES = 3
"""Lines that the title may fill where there are few, and it is not the abstract alone that is shown."""
MANY_LINES, MANY_ALONE = 30, 20
"""Lines from which on there is room for empty ones and for labels: beside or below the list, and alone."""
SELECTED = Style(reverse=True)
"""How what the mouse selected stands out: as legible as the text in every theme."""
_URL = r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]'’]"


class Link(NamedTuple):
    """An address, and where in a text or on a line it is."""

    start: int
    end: int
    url: str


class Row(Struct, frozen=True):
    """What part of which text is on a line."""

    block: Block
    start: int
    end: int
    indent: int
    """Blanks before it."""

    def selected(self, span: tuple[int, int]) -> tuple[int, int]:
        """The part of the text that is in a span of characters of the line, whose end is negative for that of it."""
        start, end = (at - self.indent + self.start for at in span)
        start, end = max(start, self.start), self.end if span[1] < 0 else min(end, self.end)
        first, last = whole(self.block.text[self.start : self.end], start - self.start, end - self.start)
        return first + self.start, last + self.start


class Page:
    """The lines of a paper at one width."""

    def __init__(self) -> None:
        """Make an empty page."""
        self.strips: list[Strip] = []
        self.rows: list[Row | None] = []
        """What is on every line, if anything."""
        self.links: dict[int, list[Link]] = {}
        """By line; the columns of a link are those of the widget."""


class PaperView(Pane):
    """Title, authors, links and abstract of a paper."""

    MARGIN = 2
    ALLOW_SELECT = True

    paper: reactive[Paper | None] = reactive(None, repaint=False)
    mark: var[Mark] = var(UNMARKED, init=False)
    search: var[Query | None] = var(None, init=False)
    """What was searched for and is to stand out."""
    watched: var[Mapping[str, tuple[str, ...]]] = var({}, init=False)
    """The names of the watches that papers match, by their ids."""
    today: var[date] = var(date(2023, 5, 4))
    """The day it is, for dates without their year."""
    unfolded: var[bool] = var(False, init=False)
    """Whether all authors are named."""
    source: var[bool] = var(False, init=False)
    """Whether title and abstract stand there as the Hub gave them, but for what `clean` took out."""
    alone: var[bool] = var(False, init=False)
    """Whether there is no list beside it; what is set with it changes the size, upon which all is laid out."""

    class Followed(Message):
        """Posted when a link was clicked."""

        def __init__(self, url: str) -> None:
            """Carry the address."""
            super().__init__()
            self.url = url

    class Seen(Message):
        """Posted when the widget comes into sight or goes out of it."""

    def __init__(self, paper: Paper | None = None, mark: Mark = UNMARKED) -> None:
        """Take the paper of the first frame and its mark."""
        super().__init__()
        self._page: Page | None = None
        self.set_reactive(PaperView.paper, paper)
        self.set_reactive(PaperView.mark, mark)

    def on_show(self) -> None:
        """Tell that the paper can be read now."""
        self.post_message(self.Seen())

    def on_hide(self) -> None:
        """Tell that the paper cannot be read any more."""
        self.post_message(self.Seen())

    def watch_paper(self, before: Paper | None, paper: Paper | None) -> None:
        """Show another paper from its top; the same one, read again, stays where it is."""
        self._lay_out(from_top=before is None or paper is None or before.id != paper.id)

    def watch_mark(self, before: Mark, mark: Mark) -> None:
        """Show another note."""
        if before.text != mark.text:
            self._lay_out()

    def watch_watched(self, before: Mapping[str, tuple[str, ...]], watched: Mapping[str, tuple[str, ...]]) -> None:
        """Name other watches."""
        if self.paper is not None and before.get(self.paper.id) != watched.get(self.paper.id):
            self._lay_out()

    def watch_search(self) -> None:
        """Let something else stand out."""
        self._lay_out()

    def fit_in(self) -> None:
        """Break the lines at another width."""
        self._lay_out()

    def watch_unfolded(self) -> None:
        """Name all authors, or some."""
        self._lay_out()

    def watch_source(self) -> None:
        """Show the source, or what it means."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Redraw in other colours."""
        self._page = None
        super().notify_style_update()

    def _lay_out(self, *, from_top: bool = False) -> None:
        """Break the text into lines and redraw what changed.

        Args:
            from_top: Go to the top first.
        """
        self._page = None
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()
        if from_top:
            self.jump(0)
        if self.columns <= 0:  # Not laid out yet, or not shown: lines of no width would be thousands.
            return
        # No `watch_virtual_size`, which draws all for the thumb.
        self.set_reactive(PaperView.virtual_size, Size(self.size.width, len(self._laid_out().strips)))
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        self.refresh_changed()

    def draw(self, lines: range) -> list[Strip]:
        """Draw lines of the widget."""
        top, page = self.scroll_offset.y, self._laid_out()
        strips = [page.strips[y + top] if y + top < len(page.strips) else self.blank() for y in lines]
        if (selection := self.text_selection) is None:
            return strips
        return [self._with_selected(strip, y + top, selection) for y, strip in zip(lines, strips, strict=True)]

    def _with_selected(self, strip: Strip, y: int, selection: Selection) -> Strip:
        rows, span = self._laid_out().rows, selection.get_span(y)
        row = rows[y] if y < len(rows) else None
        if row is None or span is None:
            return strip
        start, end = row.selected(span)
        if start < row.block.label and not self.get_selection(selection._replace(end=Offset(0, y)))[0]:
            start = row.block.label  # A label before all of it is left out.
        start, end = (at - row.start + row.indent for at in (start, end))
        return with_style(strip, start, end, SELECTED)

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
            self._page = Page()
            if self.paper:
                watched = self.watched.get(self.paper.id, ())
                for block in blocks(self.paper, self.mark, self.today, self._room, source=self.source, watched=watched):
                    self._set(self._page, block)
        return self._page

    @property
    def _room(self) -> Room:
        authors = None if self.unfolded else AUTHOR_LINES * (self._measure - HANGING)
        if self.size.height >= (MANY_ALONE if self.alone else MANY_LINES):
            return Room(authors)
        return Room(authors, self._measure, None if self.alone else TITLE_LINES)

    @property
    def _measure(self) -> int:
        return min(MEASURE, self.columns)

    def _set(self, page: Page, block: Block) -> None:
        """Add a block to a page."""
        if block.gap and page.strips:
            page.strips.append(self.blank())
            page.rows.append(None)
        block = replace(block, text=spelled(block.text))
        width = self._measure - block.hanging
        lines = wrap(block.text, width)
        if (limit := block.lines) and len(lines) > limit:
            start = lines[limit - 1][0]
            block = replace(block, text=block.text[:start] + fit(block.text[start:], width))
            lines[limit - 1 :] = [(start, len(block.text))]
        links = _links(block.text) if "://" in block.text else []  # The pattern takes 1 ms to be compiled.
        matches = [*self._matches(block)]
        background = self.ground.style
        margin = (self.columns - self._measure) // 2 if self.alone else 0
        indent = " " * margin
        for start, end in lines:
            segments = [Segment(indent, background)] if indent else []
            page.rows.append(Row(block, start, end, len(indent)))
            column = len(indent)
            if start < block.label:
                label = block.text[start : min(end, block.label)]
                segments.append(Segment(label, self.part_style("label")))
                start, column = start + len(label), column + len(label)
            for first, last, url in _cut(links, start, end):
                style = self.part_style(block.part, "link") if url else self.part_style(block.part)
                spans = [(found - first, left - first) for found, left in matches]
                pieces = [*self.with_matches(block.text[first:last], spans, style)]
                segments += pieces
                width = sum(width_of(piece.text) for piece in pieces)
                if url:
                    page.links.setdefault(len(page.strips), []).append(Link(column, column + width, url))
                column += width
            page.strips.append(self.kept(segments))
            indent = " " * (margin + block.hanging)

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
        lines = int(pages * self.size.height)
        self.move(lines - 2 * (1 if lines > 0 else -1) if abs(pages) == 1 and abs(lines) > 4 else lines)

    def move_to_end(self, *, last: bool) -> None:
        """Scroll to the top or to the end."""
        self.jump(self.max_scroll_y if last else 0)

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse, unless something was selected by a drag to it."""
        event.prevent_default()  # Textual would select all at a second click.
        offset = event.get_content_offset(self)
        if offset is None or self.text_selection is not None:
            return
        for link in self._laid_out().links.get(offset.y + self.scroll_offset.y, ()):
            if link.start <= offset.x < link.end:
                self.post_message(self.Followed(link.url))


def _links(text: str) -> list[Link]:
    return [Link(m.start(), m.end(), m[0]) for m in re.finditer(_URL, text) if safe_url(m[0])]


def _cut(links: list[Link], start: int, end: int) -> Iterator[Link]:
    """Cut a line at the ends of its links; what is no link has no address."""
    here = start
    for first, last, url in links:
        if first < end and last > start:
            if first > here:
                yield Link(here, first, "")
            yield Link(max(first, start), min(last, end), url)
            here = min(last, end)
    if here < end:
        yield Link(here, end, "")
