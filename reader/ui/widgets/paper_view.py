"""The text of one paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip

from reader.papers.links import safe_url
from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper
from reader.ui.widgets.cells import width_of, wrap
from reader.ui.widgets.pane import Pane
from reader.ui.widgets.paper_blocks import HANGING, Block, blocks

if TYPE_CHECKING:
    from reader.papers.query import Query

MEASURE = 80
"""Columns of the longest line: longer ones are hard to read."""
AUTHOR_LINES = 2
"""Lines that the authors may fill; those who do not fit are counted."""
_URL = r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]'’]"


class Link(NamedTuple):
    """An address, and where in a text or on a line it is."""

    start: int
    end: int
    url: str


class Page:
    """The lines of a paper at one width."""

    def __init__(self) -> None:
        """Make an empty page."""
        self.strips: list[Strip] = []
        self.links: dict[int, list[Link]] = {}
        """By line; the columns of a link are those of the widget."""


class PaperView(Pane):
    """Title, authors, links and abstract of a paper."""

    MARGIN = 2

    paper: reactive[Paper | None] = reactive(None, repaint=False)
    mark: var[Mark] = var(UNMARKED, init=False)
    search: var[Query | None] = var(None, init=False)
    """What was searched for and is to stand out."""
    today: var[date] = var(date(2023, 5, 4))
    """The day it is, for dates without their year."""
    unfolded: var[bool] = var(False, init=False)
    """Whether all authors are named."""
    source: var[bool] = var(False, init=False)
    """Whether title and abstract stand there as the Hub gave them, but for what `clean` took out."""

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
        top, strips = self.scroll_offset.y, self._laid_out().strips
        return [strips[y + top] if y + top < len(strips) else self.blank() for y in lines]

    def _laid_out(self) -> Page:
        if self._page is None:
            self._page = Page()
            if self.paper:
                room = None if self.unfolded else AUTHOR_LINES * (self._measure - HANGING)
                for block in blocks(self.paper, self.mark, self.today, author_room=room, source=self.source):
                    self._set(self._page, block)
        return self._page

    @property
    def _measure(self) -> int:
        return min(MEASURE, self.columns)

    def _set(self, page: Page, block: Block) -> None:
        """Add a block to a page."""
        if block.gap and page.strips:
            page.strips.append(self.blank())
        links = _links(block.text) if "://" in block.text else []  # The pattern takes 1 ms to be compiled.
        matches = [*self._matches(block)]
        background = self.ground.style
        indent = ""
        for start, end in wrap(block.text, self._measure - block.hanging):
            segments = [Segment(indent, background)] if indent else []
            column = len(indent)
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
            indent = " " * block.hanging

    def _matches(self, block: Block) -> Iterator[tuple[int, int]]:
        """Where a query found something in a block."""
        if self.search is not None:
            query = self.search
            yield from sorted(span for place in block.places for span in query.spans(place, block.text))

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
        """Follow the link under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None:
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
