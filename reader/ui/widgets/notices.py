"""What is said over the panes, or in place of them; a start that has nothing to say does without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.host.tty import SMALLEST
from reader.ui.bindings import in_force
from reader.ui.signs import ellipsis, spelled
from reader.ui.widgets.cells import fit, width_of, wrap

ROWS: Final = 4
"""Lines of a notice, which hides papers."""
CHECK: Final = "daily-papers config check"
"""What lists the rest of the sentences: only what is wrong with a configuration is several of them."""


class Notice(Widget):
    """One sentence over the hints, until the next key; over what is waited for, a line above them until that is there.

    Of the latter the longest wording that fits is taken; if none does, the last one without the end of its first part.
    Where there is no room for all of the sentences, each of which begins a line, the last line says so.
    """

    ALLOW_SELECT = False

    text: reactive[str] = reactive("", layout=True)
    waiting: reactive[tuple[str, ...]] = reactive((), layout=True, toggle_class="-waiting")

    drawn = ""
    """The text, once it has been drawn: no key takes it away before."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the sentences."""
        self.drawn = self.text
        return super().render_lines(crop)

    def render(self) -> Content:
        """Write the sentences."""
        line = self._line()
        text = spelled(in_force(self.text, self.screen))
        rows = cut_to_rows(text.split("\n"), self._room, ROWS - bool(line)) if text else []
        return Content("\n".join((*rows, *filter(None, (line,)))))

    @property
    def _room(self) -> int:
        return self.screen.size.width - self.styles.gutter.width

    def _line(self) -> str:
        """What is waited for, in a line."""
        room = self._room
        lines = [spelled(text) for text in self.waiting]
        if not lines or (line := next((line for line in lines if width_of(line) <= room), "")):
            return line if lines else ""
        first, *others = re.split("(?=; | · )", lines[-1])
        end = "".join(others)
        return fit(first, room - width_of(end)) + end

    def watch_text(self) -> None:
        """Come up with a sentence, and go without one."""
        self.drawn = ""
        self._come_or_go()

    def _come_or_go(self) -> None:
        self.display = bool(self.text or self.waiting)

    def watch_waiting(self) -> None:
        """Come up with what is waited for."""
        self._come_or_go()


def cut_to_rows(sentences: Sequence[str], width: int, rows: int) -> list[str]:
    """Break sentences into rows; the last one tells how many are left out, if any are, and an ellipsis ends a cut one.

    >>> cut_to_rows(["One problem.", "Another problem."], 16, 4), cut_to_rows(["One long problem."], 9, 1)
    (['One problem.', 'Another problem.'], ['One long…'])
    >>> cut_to_rows(["First.", "Second.", "Third."], 40, 2)
    ['First.', '… 2 more: daily-papers config check']
    """
    broken = [[sentence[start:end] for start, end in wrap(sentence, width)] for sentence in sentences]
    if sum(map(len, broken)) <= rows:
        return [row for each in broken for row in each]
    first, *others = broken
    room = rows - bool(others)
    if len(first) > room:
        first = [*first[: room - 1], fit(f"{first[room - 1]}{ellipsis()}", width)]
    shown, left = first, len(others)
    for each in others:
        if len(shown) + len(each) > room:
            break
        shown, left = shown + each, left - 1
    return [*shown, fit(f"{ellipsis()} {left} more: {CHECK}", width)] if others else shown


class TooSmall(Widget):
    """What stands there instead of all where the terminal has too little room."""

    def render(self) -> Content:
        """Say so."""
        return Content("The terminal is too small: the reader needs {} columns and {} lines.".format(*SMALLEST))
