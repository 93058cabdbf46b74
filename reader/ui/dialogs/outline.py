"""The outline of a full text: its headings as a list that is filtered by typing, to go to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.papers.full_text.model import Document
from reader.papers.query.fold import fold
from reader.ui.bindings import bindings
from reader.ui.dialogs.filtered import ChoiceTable, FilteredDialog
from reader.ui.signs import spelled
from reader.ui.widgets.cells import pad

INDENT: Final = 2
"""Columns for each level."""
SHARE: Final = 6
"""Columns of the per cent behind a heading."""
AROUND: Final = 4
"""Lines of the box beside those of headings."""
DEEPEST: Final = 6
"""The level from which on headings are indented alike."""


class Heading(NamedTuple):
    """A line of an outline."""

    place: int
    """What is gone to: the place of its block."""
    level: int
    """From 1."""
    text: str
    share: int
    """Per cent of the text that are above it."""


def headings_of(document: Document) -> Iterator[Heading]:
    """The headings of a full text."""
    ends = [*accumulate((len(block.text) for block in document.blocks), initial=0)]
    for place in document.outline:
        block = document.blocks[place]
        yield Heading(place, block.level, block.text, 100 * ends[place] // max(1, ends[-1]))


class HeadingTable(ChoiceTable):
    """The headings, one of them chosen."""

    COMPONENT_CLASSES = {"heading-table--share"}

    headings: reactive[tuple[Heading, ...]] = reactive[tuple[Heading, ...]]((), layout=True)

    @property
    def count(self) -> int:
        """How many headings there are."""
        return len(self.headings)

    @property
    def heading(self) -> Heading | None:
        """What is chosen, if there is anything."""
        return self.headings[self.chosen] if self.headings else None

    def render_line(self, y: int) -> Strip:
        """Draw one line: of thousands of headings, only those in sight are."""
        width = self.size.width
        if y >= self.count:
            return Strip([Segment(pad("" if y or self.count else "No such heading.", width), self.rich_style)], width)
        _, level, text, share = self.headings[y]
        words = pad(" " * (INDENT * (min(level, DEEPEST) - 1)) + text, width - SHARE)
        style = self.rich_style + Style(bold=level == 1)
        muted = self.rich_style + self.get_component_rich_style("heading-table--share", partial=True)
        if y == self.chosen:
            style = muted = self.get_component_rich_style("choice-table--cursor")
        return Strip([Segment(words, style), Segment(f"{share:>{SHARE - 1}}%", muted)], width)

    def on_click(self, event: events.Click) -> None:
        """Choose what the mouse is on, and go there."""
        event.stop()
        if event.y < self.count:
            self.choose(event.y)


class OutlineDialog(FilteredDialog[int]):
    """The headings of a full text; dismissed with the place of the one to go to."""

    HEADING = "Outline"
    BINDINGS = bindings({"outline.back": "dismiss(None)"})

    def __init__(self, headings: Iterable[Heading], current: int) -> None:
        """Offer headings.

        Args:
            headings: All of them, in order.
            current: The place of the block that is read now, whose heading is chosen first.
        """
        super().__init__()
        self._headings = [heading._replace(text=spelled(" ".join(heading.text.split()))) for heading in headings]
        self._current = current

    def hints(self) -> list[str]:
        """What keys do."""
        return ["enter goes there", *self.hints_of(("outline.back", "closes"))]

    def listed(self) -> Iterable[Widget]:
        """The headings alone."""
        return (HeadingTable(),)

    def on_mount(self) -> None:
        """Show all headings, in a box that is not taller than they are."""
        self.query_one(self.BOX).styles.max_height = len(self._headings) + AROUND
        self.filter([])
        self.call_after_refresh(self.see)

    def filter(self, words: list[str]) -> None:
        """Show the headings that have some words; of all, the one that is read now is chosen."""
        folded = [fold(word) for word in words]
        table = self.query_one(HeadingTable)
        found = [one for one in self._headings if all(word in fold(one.text) for word in folded)]
        table.headings = tuple(found)
        table.chosen = 0 if words else _last_above(found, self._current)

    def take(self) -> None:
        """Go to the chosen heading."""
        if (heading := self.query_one(HeadingTable).heading) is not None:
            self.dismiss(heading.place)


def _last_above(headings: Sequence[Heading], current: int) -> int:
    return max((index for index, heading in enumerate(headings) if heading.place <= current), default=0)
