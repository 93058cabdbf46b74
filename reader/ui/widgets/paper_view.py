"""The text of one paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from textual.reactive import reactive, var

from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper
from reader.ui.places import Left
from reader.ui.widgets.blocks import Block
from reader.ui.widgets.paper_blocks import HANGING, Room, blocks
from reader.ui.widgets.text_view import TextView

AUTHOR_LINES = 2
"""Lines that the authors may fill; those who do not fit are counted."""
TITLE_LINES = 3
"""Lines that the title may fill where there are few, and it is not the abstract alone that is shown."""
MANY_LINES, MANY_ALONE = 30, 20
"""Lines from which on there is room for empty ones and for labels: beside or below the list, and alone."""


class PaperView(TextView):
    """Title, authors, links and abstract of a paper."""

    paper: reactive[Paper | None] = reactive(None, repaint=False)
    mark: var[Mark] = var(UNMARKED, init=False)
    watched: var[Mapping[str, tuple[str, ...]]] = var({}, init=False)
    """The names of the watches that papers match, by their ids."""
    today: var[date] = var(date(2023, 5, 4))
    """The day it is, for dates without their year."""
    unfolded: var[bool] = var(False, init=False)
    """Whether all authors are named."""
    source: var[bool] = var(False, init=False)
    """Whether title and abstract stand there as the Hub gave them, but for what `clean` took out."""

    def __init__(self, paper: Paper | None = None, mark: Mark = UNMARKED) -> None:
        """Take the paper of the first frame and its mark."""
        super().__init__()
        self.set_reactive(PaperView.paper, paper)
        self.set_reactive(PaperView.mark, mark)

    def watch_paper(self, before: Paper | None, paper: Paper | None) -> None:
        """Show another paper from its top; the same one, read again, stays where it is."""
        self.lay_out(from_top=before is None or paper is None or before.id != paper.id)

    def watch_mark(self, before: Mark, mark: Mark) -> None:
        """Show another note."""
        if before.text != mark.text:
            self.lay_out()

    def watch_watched(self, before: Mapping[str, tuple[str, ...]], watched: Mapping[str, tuple[str, ...]]) -> None:
        """Name other watches."""
        if self.paper is not None and before.get(self.paper.id) != watched.get(self.paper.id):
            self.lay_out()

    def watch_unfolded(self) -> None:
        """Name all authors, or some."""
        self.lay_out()

    def watch_source(self) -> None:
        """Show the source, or what it means."""
        self.lay_out()

    def blocks(self) -> Iterable[Block]:
        """What is shown of the paper."""
        if self.paper is None:
            return ()
        watched = self.watched.get(self.paper.id, ())
        wanted = self.wanted_of(self.paper)
        return blocks(self.paper, self.mark, self.today, self.room, source=self.source, watched=watched, wanted=wanted)

    def wanted_of(self, paper: Paper) -> Sequence[int]:
        """The places of the authors who are looked for."""
        return self.search.authors([author.name for author in paper.authors]) if self.search else ()

    @property
    def left(self) -> Left:
        """Where it is read, to come back to."""
        return Left(*(self._top() or ()))

    def come_back(self, left: Left) -> None:
        """Go to where it was read, if it is shown."""
        if self.columns > 0:
            self.jump(self._line_of(left.text, left.at))

    @property
    def room(self) -> Room:
        """How much of a paper there is room for."""
        authors = None if self.unfolded else AUTHOR_LINES * (self.measure - HANGING)
        if self.size.height >= (MANY_ALONE if self.alone else MANY_LINES):
            return Room(authors)
        return Room(authors, self.measure, None if self.alone else TITLE_LINES)
