"""The papers of a feed, two lines each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip

from reader.papers import humanize
from reader.papers.listing import MarksById
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper
from reader.ui.signs import spelled
from reader.ui.widgets.cells import fit, pad, wrap
from reader.ui.widgets.facts_line import Columns, columns_of, facts_line
from reader.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from reader.papers.query import Query
    from reader.ui.places import Left

ROW = 2
"""Lines of a paper."""
INDENT = 10
"""Columns before the title; the votes and the marks stand there."""


class PaperList(Pane):
    """A list of papers of which one is under the cursor.

    Cursor and scroll stay with their paper when other papers arrive.
    """

    MARGIN = 1

    papers: var[tuple[Paper, ...]] = var(())
    marks: var[MarksById] = var({})
    dimmed: var[frozenset[str]] = var(frozenset())
    """Ids of papers that are in the list but not what is looked for."""
    watched: var[Mapping[str, tuple[str, ...]]] = var({})
    """The names of the watches that a paper matches, by its id."""
    days: var[Mapping[str, date]] = var({})
    """The day of a paper by its id, where they are of several days."""
    search: var[Query | None] = var(None)
    """What was searched for and is to stand out."""
    reasons: var[Mapping[str, str]] = var({})
    """By the id of a paper, why it is where it is."""
    today: var[date] = var(date(2023, 5, 4))
    """The day it is, for dates without their year."""
    placeholder: reactive[str] = reactive("")
    """What stands there instead of papers."""
    cursor: reactive[int] = reactive(0, repaint=False)
    """The index of the current paper; 0 where there is none."""
    pointed: var[int | None] = var(None)
    """The line of the widget on which the mouse is; what paper is there changes as the list scrolls."""

    class Visited(Message):
        """Posted when a key or a click put the cursor on a paper, be it the same as before."""

    def __init__(self, papers: tuple[Paper, ...] = (), marks: MarksById | None = None, cursor: int = 0) -> None:
        """Take the papers of the first frame, their marks and the index of the current one."""
        super().__init__()
        self._strips: dict[tuple[int, str], tuple[Strip, Strip]] = {}
        """By index, and what the paper is under if anything."""
        self._columns: Columns | None = None
        """Those of the facts, once they are needed."""
        self.set_reactive(PaperList.papers, papers)
        self.set_reactive(PaperList.marks, marks or {})
        self.set_reactive(PaperList.cursor, cursor)
        # Known before the first layout, or it is painted twice.
        self.set_reactive(PaperList.virtual_size, Size(0, len(papers) * ROW))

    @property
    def cursor_screen_offset(self) -> Offset:
        """The begin of the current row."""
        return self.content_region.offset + Offset(self.MARGIN, self.cursor * ROW - self.scroll_offset.y)

    @property
    def current(self) -> Paper | None:
        """The paper under the cursor."""
        return self.papers[self.cursor] if self.papers else None

    def watch_papers(self, before: tuple[Paper, ...], papers: tuple[Paper, ...]) -> None:
        """Show other papers, with the cursor on the same one and that one at the same height."""
        kept = before[self.cursor].id if before else None
        index = next((i for i, paper in enumerate(papers) if paper.id == kept), None)
        height = self.cursor * ROW - self.scroll_offset.y
        self._forget()
        self.virtual_size = Size(self.size.width, len(papers) * ROW)
        self.set_reactive(PaperList.cursor, index or 0)
        self.jump(0 if index is None else index * ROW - height)
        self.refresh_changed()

    def watch_cursor(self) -> None:
        """Redraw the two rows that changed, or all if they scroll."""
        top = self.scroll_offset.y
        self._scroll_to_cursor()
        if self.scroll_offset.y == top:
            self.refresh_changed()

    def _scroll_to_cursor(self) -> None:
        """Scroll as little as possible."""
        top, height = self.scroll_offset.y, self.size.height
        first = self.cursor * ROW
        if first < top:
            self.jump(first)
        elif first + ROW > top + height:
            self.jump(min(first, _whole(first + ROW - height + 1)))

    @property
    def max_scroll_y(self) -> int:
        """How far one can scroll; the title of the first paper in sight is in sight, too."""
        return _whole(super().max_scroll_y + 1)

    def validate_scroll_y(self, value: float) -> float:
        """Begin with a whole paper."""
        return _whole(super().validate_scroll_y(value))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a paper."""
        return max(0, min(cursor, len(self.papers) - 1))

    def watch_marks(self, before: MarksById, marks: MarksById) -> None:
        """Draw the rows that changed."""
        self._draw_anew(lambda id: before.get(id) != marks.get(id))

    def watch_dimmed(self, before: frozenset[str], dimmed: frozenset[str]) -> None:
        """Draw the rows that changed."""
        self._draw_anew(lambda id: (id in before) != (id in dimmed))

    def watch_watched(self, before: Mapping[str, tuple[str, ...]], watched: Mapping[str, tuple[str, ...]]) -> None:
        """Draw the rows that changed."""
        self._draw_anew(lambda id: (id in before) != (id in watched))

    def watch_days(self) -> None:
        """Name the days, or not: a week may have the papers of a day alone."""
        self._forget()
        self.refresh_changed()

    def watch_reasons(self) -> None:
        """Say why."""
        self._forget()
        self.refresh_changed()

    def watch_search(self) -> None:
        """Highlight what is searched for."""
        self._strips.clear()
        self.refresh_changed()

    def go_to(self, index: int) -> None:
        """Put the cursor on a paper because the user said so."""
        self.cursor = index
        self.post_message(self.Visited())

    def move(self, steps: int) -> None:
        """Put the cursor some papers down, or up."""
        self.go_to(self.cursor + steps)

    def move_pages(self, pages: float) -> None:
        """Put the cursor some pages down, or up."""
        self.move(int(pages * max(1, self.size.height // ROW)))

    def move_to_end(self, *, last: bool) -> None:
        """Put the cursor on the first or the last paper."""
        self.go_to(len(self.papers) - 1 if last else 0)

    def draw(self, lines: range) -> list[Strip]:
        """Draw lines of the widget."""
        top = self.scroll_offset.y
        under = {self._row_at(self.pointed): "hover"} if self.pointed is not None else {}
        under[self.cursor] = "cursor" if self.has_focus else "left"
        # Looked up once: an attribute of Textual's takes longer than a line.
        papers, strips = self.papers, self._strips
        if not papers:
            return [self.blank(self._instead(y)) for y in lines]
        drawn: list[Strip] = []
        for index in range((lines.start + top) // ROW, min((lines.stop + top - 1) // ROW + 1, len(papers))):
            key = index, under.get(index, "")
            if key not in strips:
                strips[key] = self._drawn(papers[index], key[1])
            drawn += strips[key]
        skipped = (lines.start + top) % ROW
        return (drawn + [self.blank()] * len(lines))[skipped : skipped + len(lines)]

    def _row_at(self, y: int) -> int:
        return (y + self.scroll_offset.y) // ROW

    def _draw_anew(self, is_other: Callable[[str], bool]) -> None:
        """Draw the papers again that were drawn in another state; those out of sight when they come into it."""
        for key in [key for key in self._strips if is_other(self.papers[key[0]].id)]:
            del self._strips[key]
        self.refresh_changed()

    def _instead(self, y: int) -> str:
        """A line of what stands there instead of papers."""
        placeholder = spelled(self.placeholder)
        lines = wrap(placeholder, max(1, self.columns - 4))
        return "  " + placeholder[slice(*lines[y - 1])] if 1 <= y <= len(lines) else ""

    def _forget(self) -> None:
        """Draw all rows again, with columns of their own."""
        self._strips.clear()
        self._columns = None

    def _drawn(self, paper: Paper, under: str) -> tuple[Strip, Strip]:
        # Not `columns`, for which Textual looks up where the list is, 15 µs each time.
        width, mark = self.ground.width - self.MARGIN, self.marks.get(paper.id, UNMARKED)
        dimmed = paper.id in self.dimmed

        def style(part: str) -> Style:
            return self.part_style("dimmed" if dimmed else part, *([under] if under else []))

        # What is not looked for can be told from what is without colours, too.
        votes = f" {' ' if dimmed else '▲'}{humanize.number(paper.upvotes):>4} "[: INDENT - 3]
        marks = (" " if mark.is_read else "●") + ("★" if mark.is_starred else " ") + " "
        whole = spelled(paper.shown_title)
        title = pad(fit(whole, width - INDENT - 1), max(0, width - INDENT))  # Not up to the thumb.
        spans = self.search.spans("title", whole) if self.search and not dimmed else ()
        named = style("gone" if paper.gone else "read" if mark.is_read else "unread")
        why, day = self.reasons.get(paper.id, ""), self.days.get(paper.id)
        room = max(0, width - INDENT - 1)
        if self._columns is None:
            self._columns = columns_of(self.papers, self.today, room, days=self.days, explained=bool(self.reasons))
        names = [author.name for author in paper.authors] if self.search and not dimmed else []
        author = next((names[place] for place in self.search.authors(names)), "") if self.search else ""
        meta = facts_line(paper, self._columns, self.today, room, why=why, day=day, author=author) + " "
        note = "  note " if mark.text else " " * (INDENT - 3)  # Under the votes.
        watch = "◆  " if paper.id in self.watched else "   "
        head = [Segment(votes, style("votes")), Segment(marks, style("mark"))]
        return (
            self.kept([*head, *self.with_matches(title, spans, named)], width if width > INDENT else None),
            self.kept([Segment(note, style("meta")), Segment(watch, style("mark")), Segment(meta, style("meta"))]),
        )

    def notify_style_update(self) -> None:
        """Redraw in other colours."""
        self._strips.clear()
        super().notify_style_update()

    def fit_in(self) -> None:
        """Redraw at another width, with the current paper in sight."""
        self._forget()
        self._scroll_to_cursor()

    def watch_pointed(self) -> None:
        """Draw the row that the mouse left, and the one that it is on."""
        self.refresh_changed()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Let go of what is selected of the paper beside: here another drag begins, or another paper is chosen."""
        self.screen.clear_selection()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the paper under the mouse stand out."""
        self.pointed = event.y

    def on_leave(self) -> None:
        """Let no paper stand out."""
        self.pointed = None

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click opens the paper, at any time where no pane shows it."""
        if self.is_on_thumb(event):
            return
        index = self._row_at(event.y)
        if index < len(self.papers):
            is_second = event.chain == 2 or (index == self.cursor and self.screen.has_class("-single"))
            self.go_to(index)
            if is_second:
                self.open()

    def open(self, left: Left | None = None) -> None:
        """Have the current paper shown on a screen of its own, as it was left, before the next key is acted on."""
        self.app.call_next(self.app.run_action, ("app", "read", (left,)))


def _whole(lines: float) -> int:
    """The lines of the papers that are whole in so many lines."""
    return int(lines) // ROW * ROW
