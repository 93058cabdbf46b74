"""Letters before all that leads somewhere in the part of a full text that is in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reader.papers.full_text.model import Span
from reader.papers.full_text.targets import Lead
from reader.ui.widgets.cells import width_of
from reader.ui.widgets.reading_view import ReadingView


class LeadLetters:
    """Shows them in a view, and takes them away."""

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
                leads = self._leads(block)
                rows = text.placed(block, tuple(Span("link", *lead[:2], str(n)) for n, lead in enumerate(leads)))
            laid = text[block]
            row = spot.row - laid.gap
            for span in rows[row] if row >= 0 else ():
                if span.target not in seen:
                    seen.add(span.target)
                    yield leads[int(span.target)], y, view.left + width_of(laid.lines[row].text[: span.start])

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
