"""The text of one paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip

from reader.papers.links import safe_url
from reader.papers.models import Paper
from reader.ui import words
from reader.ui.widgets.cells import wrap
from reader.ui.widgets.pane import Pane

MEASURE = 80
"""Columns of the longest line: longer ones are hard to read."""
HANGING = 2
"""Columns by which what is told about a paper hangs in."""
AUTHOR_LINES = 2
"""Lines that the authors may fill; those who do not fit are counted."""
_URL = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]'’]")


class Block(NamedTuple):
    """A paragraph and the part of the widget that it is, which gives it its style."""

    part: str
    text: str
    gap: bool = True
    """Whether an empty line stands before it."""
    hanging: int = 0
    """Columns that all lines but the first are indented by."""


class Link(NamedTuple):
    """An address, and where in a text or on a line it is."""

    start: int
    end: int
    url: str


class Page:
    """The lines of a paper at one width."""

    def __init__(self) -> None:
        """Initialise the page, empty."""
        self.strips: list[Strip] = []
        self.links: dict[int, list[Link]] = {}
        """By line; the columns of a link are those of the widget."""


class PaperView(Pane):
    """Title, authors, links and abstract of a paper."""

    PART = "paper-view"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-view--ai",
        "paper-view--label",
        "paper-view--link",
        "paper-view--meta",
        "paper-view--text",
        "paper-view--title",
        "paper-view--warning",
    }

    paper: reactive[Paper | None] = reactive(None, repaint=False)
    today: var[date] = var(date(2023, 5, 4))
    """The day it is, for dates without their year."""
    unfolded: var[bool] = var(False, init=False)
    """Whether all authors are named."""
    source: var[bool] = var(False, init=False)
    """Whether title and abstract stand there as the Hub gave them, but for what `clean` took out."""

    @dataclass
    class Followed(Message):
        """Posted when a link was clicked."""

        url: str

    def __init__(self, paper: Paper | None = None) -> None:
        """Initialise the widget with the paper of the first frame."""
        super().__init__()
        self._page: Page | None = None
        self.set_reactive(PaperView.paper, paper)

    def watch_paper(self, before: Paper | None, paper: Paper | None) -> None:
        """Show another paper from its top; the same one, read anew, stays where it is."""
        if before is None or paper is None or before.id != paper.id:
            self.jump(0)
        self._lay_out()

    def on_resize(self) -> None:
        """Break the lines at another width."""
        self._lay_out()

    def watch_unfolded(self) -> None:
        """Name all authors, or some."""
        self._lay_out()

    def watch_source(self) -> None:
        """Show the source, or what it means."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        self._page = None
        super().notify_style_update()

    def _lay_out(self) -> None:
        self._page = None
        if self.columns <= 0:  # Not laid out yet, or not shown: lines of no width would be thousands.
            return
        self.virtual_size = Size(self.size.width, len(self._laid_out().strips))
        self.refresh()

    def _laid_out(self) -> Page:
        if self._page is None:
            self._page = Page()
            if self.paper:
                room = None if self.unfolded else AUTHOR_LINES * (self._measure - HANGING)
                for block in blocks(self.paper, self.today, author_room=room, source=self.source):
                    self._set(self._page, block)
        return self._page

    @property
    def _measure(self) -> int:
        return min(MEASURE, self.columns)

    def _set(self, page: Page, block: Block) -> None:
        """Add a block to a page."""
        if block.gap and page.strips:
            page.strips.append(self.blank())
        links = [Link(m.start(), m.end(), m[0]) for m in _URL.finditer(block.text) if safe_url(m[0])]
        background = self.rich_style
        indent = ""
        for start, end in wrap(block.text, self._measure - block.hanging):
            segments = [Segment(indent, background)] if indent else []
            column = len(indent)
            for first, last, url in _cut(links, start, end):
                style = self.part_style(block.part, "link") if url else self.part_style(block.part)
                segments.append(Segment(block.text[first:last], style))
                width = segments[-1].cell_length
                if url:
                    page.links.setdefault(len(page.strips), []).append(Link(column, column + width, url))
                column += width
            page.strips.append(Strip(segments).adjust_cell_length(self.size.width, background))
            indent = " " * block.hanging

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        strips = self._laid_out().strips
        line = y + self.scroll_offset.y
        return strips[line] if line < len(strips) else self.blank()

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


def blocks(paper: Paper, today: date, *, author_room: int | None, source: bool) -> Iterator[Block]:
    """What is shown of a paper, from top to bottom.

    Args:
        paper: The paper.
        today: The day it is, for dates without their year.
        author_room: Cells for the authors and their organization, None for all that they need.
        source: Show title and abstract as the Hub gave them.
    """
    yield Block("title", paper.title if source else paper.shown_title)
    yield Block("meta", _facts(paper, today), hanging=HANGING)
    if paper.gone:
        yield Block("warning", "No longer on the Hub's list of this day.", gap=False)
    if paper.withdrawn:
        yield Block("warning", f"Withdrawn on {words.short_day(paper.withdrawn.date(), today)}.", gap=False)
    if people := _people(paper, author_room):
        yield Block("meta", people, gap=False, hanging=HANGING)
    for line in _addresses(paper):
        yield Block("meta", line, gap=False, hanging=HANGING)
    if paper.ai_summary:
        yield Block("label", "AI summary")
        yield Block("ai", " ".join(paper.ai_summary.split()), gap=False)
    yield from _abstract(paper, source=source)
    if paper.ai_keywords:
        yield Block("label", "AI keywords")
        yield Block("meta", " · ".join(paper.ai_keywords), gap=False, hanging=HANGING)


def _abstract(paper: Paper, *, source: bool) -> Iterator[Block]:
    if source:
        yield Block("label", "Abstract, as the Hub gave it")
        yield from (Block("text", line, gap=False) for line in paper.abstract.split("\n"))
        return
    yield Block("label", "Abstract")
    text = paper.shown_abstract or "The Hub has no abstract of this paper."
    for number, paragraph in enumerate(text.split("\n\n")):
        yield Block("text", paragraph, gap=number > 0)


def _facts(paper: Paper, today: date) -> str:
    facts = [
        f"arXiv {paper.id}",
        words.short_day(paper.published, today) if paper.published else "",
        f"▲ {words.number(paper.upvotes)}",
        words.counted(paper.comments, "comment") if paper.comments else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _people(paper: Paper, room: int | None) -> str:
    names = [author.name for author in paper.authors]
    organization = f" · {paper.organization.name}" if paper.organization else ""
    people = ", ".join(names) + organization
    if room is not None and cell_len(people) > room:
        rest = f", … {len(names)} authors{organization}"
        shown = names[:1]
        used = cell_len(names[0]) + cell_len(rest) if names else 0
        for name in names[1:]:
            used += cell_len(name) + 2
            if used > room:
                return ", ".join(shown) + rest
            shown.append(name)
    return people.removeprefix(" · ")


def _addresses(paper: Paper) -> Iterator[str]:
    if paper.github:
        stars = f" · {words.number(paper.github_stars)} ★" if paper.github_stars else ""
        guessed = " · guessed by the Hub" if paper.github_added_by == "auto" else ""
        yield f"{paper.github}{stars}{guessed}"
    if paper.project_page and paper.project_page != paper.github:
        yield paper.project_page
