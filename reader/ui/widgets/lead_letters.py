"""What leads somewhere in the part of a full text that is in sight: letters before it, and what the mouse is on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reader.papers.full_text.model import Span
from reader.papers.full_text.targets import Lead
from reader.ui.widgets.cells import width_of
from reader.ui.widgets.reading_view import ReadingView


class LeadLetters:
    """Finds it in a view, and shows letters there."""

    def __init__(self, view: ReadingView, leads: Callable[[int], Sequence[Lead]]) -> None:
        """Take a view, and what returns what leads somewhere in one of its blocks."""
        self._view = view
        self._leads = leads

    def in_sight(self) -> Iterator[tuple[Lead, int, int]]:
        """Find what leads somewhere in sight, each once, with the line and the column where it begins or goes on."""
        view, text = self._view, self._view.laid_out
        leads: Sequence[Lead] = ()
        rows: list[tuple[Span, ...]] = []
        block, seen = -1, set[str]()
        for y, spot in enumerate(text.spots(view.top, view.size.height)):
            if spot.block != block:
                block, seen = spot.block, set()
                leads, rows = self._leads(block), self._rows(block)
            laid = text[block]
            row = spot.row - laid.gap
            for span in rows[row] if row >= 0 else ():
                if span.target not in seen:
                    seen.add(span.target)
                    yield leads[int(span.target)], y, view.left + width_of(laid.lines[row].text[: span.start])

    def at(self, column: int, y: int) -> Lead | None:
        """What is led to from a place in the view."""
        text, x = self._view.laid_out, column - self._view.left
        for spot in [*text.spots(self._view.top, y + 1)][y:]:
            laid = text[spot.block]
            row = spot.row - laid.gap
            for span in self._rows(spot.block)[row] if row >= 0 else ():
                before = laid.lines[row].text[: span.start], laid.lines[row].text[: span.end]
                if width_of(before[0]) <= x < width_of(before[1]):
                    return self._leads(spot.block)[int(span.target)]
        return None

    def _rows(self, block: int) -> list[tuple[Span, ...]]:
        """What leads somewhere on each line of a block, by its number."""
        spans = (Span("link", *lead[:2], str(number)) for number, lead in enumerate(self._leads(block)))
        return self._view.laid_out.placed(block, tuple(spans))

    def show_letters(self, letters: Callable[[int], Sequence[str]]) -> dict[str, Lead]:
        """Show a letter before each.

        Args:
            letters: Returns so many different letters.

        Returns:
            What leads somewhere by its letter.
        """
        found = [*self.in_sight()]
        named = dict(zip(letters(len(found)), found, strict=True))
        lines: dict[int, list[tuple[int, str]]] = {}
        for letter, (_, y, column) in named.items():
            lines.setdefault(y, []).append((column, letter))
        self._view.letter(lines)
        return {letter: lead for letter, (lead, _, _) in named.items()}

    def hide_letters(self) -> None:
        """Show the text alone."""
        self._view.letter({})
