"""What was found in a full text, and which of it was gone to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.papers import humanize
from reader.papers.full_text.finding import Finder, Hits
from reader.papers.query.fold import Span

if TYPE_CHECKING:
    from reader.papers.full_text.model import Block
    from reader.papers.period import Direction
    from reader.ui.widgets.reading_view import ReadingView


class ByBlock(Mapping[int, Sequence[Span]]):
    """What was found by the blocks of a view; where in one is told when that is drawn."""

    def __init__(self, hits: Hits, first: int) -> None:
        """Take what was found, and the place in the view of the first block that was looked through."""
        self._hits = hits
        self._first = first

    def __getitem__(self, block: int) -> Sequence[Span]:
        """Return where something was found in a block."""
        place = block - self._first
        if place < 0 or not (found := self._hits.within(place)):
            raise KeyError(block)
        return found

    def __iter__(self) -> Iterator[int]:
        """The blocks in which something was found."""
        return (place + self._first for place in self._hits.blocks())

    def __len__(self) -> int:
        """How many they are."""
        return sum(1 for _ in self)


class TextSearch:
    """Finds in the text of a view, from where that was when it began."""

    def __init__(self, view: ReadingView, blocks: Sequence[Block], first: int) -> None:
        """Find nothing yet.

        Args:
            view: Shows the text.
            blocks: The blocks of the document.
            first: The place in the view of the first of them.
        """
        self._view = view
        self._finder = Finder(blocks)
        self.first = first
        self.typed = ""
        """What was looked for last."""
        self._hits: Hits | None = None
        self._at = 0
        self.begin()

    def begin(self) -> None:
        """Find from the line at the top on, and come back to it."""
        self._since = self._view.current, self._view.share_of_top
        self._before = self.typed

    @property
    def is_on(self) -> bool:
        """Whether something stands out."""
        return bool(self._hits)

    @property
    def count(self) -> str:
        """Which of how many places was gone to, that there is none, or nothing where nothing is looked for."""
        if not self._hits:
            return f"Nothing here matches “{self.typed}”." if self.typed else ""
        return f"{humanize.number(self._at + 1)} of {humanize.number(len(self._hits))}"

    def look_for(self, typed: str) -> None:
        """Go to the first place from where this began; back there if there is none."""
        self.typed = typed.strip()
        self._hits = self._finder.find(self.typed) if self.typed else None
        if not self._hits:
            self._view.highlight({})
            self._view.go_to_share(*self._since)
            return
        self._at = self._first_from_top(self._hits)
        self._show(self._hits)

    def _first_from_top(self, hits: Hits) -> int:
        block = max(0, self._since[0] - self.first)
        number = hits.first_from(block)
        while number < len(hits):
            place, start, end = hits[number]
            if place != block or not self._view.is_above(place + self.first, start, end, self._since[1]):
                return number
            number += 1
        return 0

    def step(self, direction: Direction) -> None:
        """Go to the next place, or to the one before; behind the last one comes the first."""
        if self._hits is None and self.typed:
            self.begin()
            self.look_for(self.typed)
        elif self._hits:
            self._at = (self._at + direction) % len(self._hits)
            self._show(self._hits)

    def _show(self, hits: Hits) -> None:
        place, start, end = hits[self._at]
        chosen = place + self.first, start, end
        self._view.highlight(ByBlock(hits, self.first), chosen)
        self._view.bring(*chosen)

    def moved(self, first: int) -> None:
        """Find on where the text is at another place in the view."""
        self.first = first
        if self._hits:
            place, start, end = self._hits[self._at]
            self._view.highlight(ByBlock(self._hits, first), (place + first, start, end))

    def give_up(self) -> None:
        """Go back to where this began, and find what was looked for before."""
        self.typed = self._before
        self._hits = self._finder.find(self.typed) if self.typed else None
        self.moved(self.first) if self._hits else self._view.highlight({})
        self._view.go_to_share(*self._since)

    def end(self) -> None:
        """Let nothing stand out any more."""
        self._hits = None
        self._view.highlight({})
