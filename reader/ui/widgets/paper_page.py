"""All that is known of one paper, in the middle of a screen of its own."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from textual.reactive import var

from reader.papers.marks import Mark
from reader.papers.models import Paper
from reader.papers.single import Linked, SinglePaper, completed
from reader.ui.bindings import in_force
from reader.ui.places import Left
from reader.ui.widgets.blocks import Block
from reader.ui.widgets.page_blocks import page_blocks
from reader.ui.widgets.paper_blocks import Room
from reader.ui.widgets.paper_view import AUTHOR_LINES, MANY_ALONE, PaperView


class PaperPage(PaperView):
    """A paper by itself; what the Hub says of it alone is added where it is known."""

    single: var[SinglePaper | None] = var(None, init=False)
    """What the Hub says of a paper alone; of another one than that which is shown nothing is taken."""

    missing: var[str] = var("", init=False)
    """Why that is not known."""

    def __init__(self, paper: Paper | None, mark: Mark, left: Left | None = None) -> None:
        """Take what is shown first, and where that was left."""
        super().__init__(paper, mark)
        self.set_reactive(PaperPage.alone, True)
        self.set_reactive(PaperPage.single, left.single if left is not None else None)
        self._begins_at = left

    @property
    def left(self) -> Left:
        """Where it is read, to come back to, and what is known of it."""
        return replace(super().left, single=self.single)

    def fit_in(self) -> None:
        """Break the lines at another width; the first time, go to where the page was left."""
        super().fit_in()
        if self._begins_at is not None and self.columns > 0:
            self.come_back(self._begins_at)
            self._begins_at = None

    def watch_single(self) -> None:
        """Show what has become known."""
        self.lay_out()

    def watch_missing(self) -> None:
        """Say what is missing."""
        self.lay_out()

    def watch_mark(self, before: Mark, mark: Mark) -> None:
        """Show a star and a note."""
        if (before.text, before.is_starred) != (mark.text, mark.is_starred):
            self.lay_out()

    @property
    def _known(self) -> tuple[Paper, Linked | None] | None:
        """The paper that is shown, with all that is known of it."""
        if self.paper is None:
            return None
        if self.single is None or self.single.paper.id != self.paper.id:
            return self.paper, None
        return completed(self.paper, self.single.paper), self.single.linked

    def blocks(self) -> Iterator[Block]:
        """What is shown of the paper."""
        if (known := self._known) is None:
            return
        paper, linked = known
        watched = self.watched.get(paper.id, ())
        yield from page_blocks(
            paper,
            linked,
            self.mark,
            self.today,
            self.room,
            source=self.source,
            watched=watched,
            wanted=self.wanted_of(paper),
        )
        if linked is None and self.missing:
            yield Block("meta", in_force(self.missing, self.screen), gap=not self.room.line)

    @property
    def room(self) -> Room:
        """How much there is room for."""
        return Room(
            None if self.unfolded else AUTHOR_LINES * self.measure,
            0 if self.size.height >= MANY_ALONE - 1 else self.measure,
        )
