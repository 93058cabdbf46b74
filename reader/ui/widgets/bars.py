"""The lines above and below the panes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reader.config.actions import Action
from reader.config.hints import HINTS, Moment
from reader.host.tty import SMALLEST
from reader.ui.bindings import in_force
from reader.ui.signs import ellipsis, key_names, spelled
from reader.ui.widgets.cells import fit, width_of, wrap


class Titles(Struct, frozen=True):
    """A title in several lengths, the longest first."""

    whole: tuple[str, ...] = ("Daily Papers",)
    """With all that has to be told of what is shown; the status gives way to the last one."""
    cut: tuple[str, ...] = ()
    """With less, for where even that is too long."""


class Clicked(Message):
    """Posted when a key that a line names is clicked."""

    def __init__(self, action: str) -> None:
        """Tell of which action, by its id."""
        super().__init__()
        self.action = action


class TitleBar(Widget):
    """What is shown on the left, how fresh it is on the right; a click on the news does what their key does."""

    ALLOW_SELECT = False

    titles: reactive[Titles] = reactive(Titles())
    status: reactive[tuple[str, ...]] = reactive(("",))
    """The status in several lengths, the longest first; the last one has its place whatever the title is."""
    news: tuple[str, str] = "", ""
    """What of the status can be clicked, and the action that it is about."""
    _status = ""
    """The one that was chosen."""

    def render(self) -> Content:
        """Choose the longest status beside which a title fits that says all, and of those titles the longest."""
        width = self.size.width
        whole, cut = ([spelled(title) for title in some] for some in (self.titles.whole, self.titles.cut))
        least = min(map(width_of, whole))
        statuses = [fit(spelled(status), width) for status in self.status]
        status = next((one for one in statuses if least <= _beside(one, width)), statuses[-1])
        self._status = status
        room = _beside(status, width)
        titles = [*whole, *cut]
        title = next((title for title in titles if width_of(title) <= room), fit(titles[-1], room))
        gap = " " * (width - width_of(title) - width_of(status))
        return Content.assemble((title, "bold"), gap, (status, "$foreground-muted"))

    def on_click(self, event: events.Click) -> None:
        """Act on the news, if they are what is under the mouse."""
        words, action = self.news
        _, found, after = self._status.partition(spelled(words)) if words else ("", "", "")
        at = event.get_content_offset(self)
        if found and at and width_of(found + after) >= self.size.width - at.x > width_of(after):
            self.post_message(Clicked(action))


def _beside(status: str, width: int) -> int:
    """The cells of a line that are left for the title."""
    return width - width_of(status) - (2 if status else 0)


class HintBar(Widget):
    """The keys that one needs first, as many as fit; a click on one does what it does."""

    ALLOW_SELECT = False

    moment: reactive[Moment] = reactive[Moment]("list")
    """What the user is at."""

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__()
        self._names: dict[str, str] = {}
        self._ends: list[tuple[int, str]] = []
        """Columns after the parts that are shown, with the actions that they are of."""

    def tell(self, keys: Iterable[Action]) -> None:
        """Hint at keys that are in force."""
        self._names = {key.id: key_names(key.keys)[0] for key in keys}
        self.refresh()

    def render(self) -> Content:
        """Write the hints in a row, each that there is still room for."""
        parts: list[tuple[str, str]] = []
        self._ends = []
        used = 0
        for ids, words in HINTS[self.moment]:
            if not self._names.keys() >= {*ids}:
                continue
            names = [self._names[id] for id in ids]
            gap = 2 if used else 0
            width = gap + sum(width_of(name) + 1 for name in names) + width_of(words)
            if used + width > self.size.width:
                continue
            parts.append((" " * gap, ""))
            end = used + gap
            for id, name in zip(ids, names, strict=True):
                parts.append((f"{name} ", "$text-accent"))
                self._ends.append((end := end + width_of(name) + 1, id))
            parts.append((words, "$foreground-muted"))
            used += width
            self._ends[-1] = used, ids[-1]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does that is under the mouse."""
        at = event.get_content_offset(self)
        if at is not None and (id := next((id for end, id in self._ends if at.x < end), "")):
            self.post_message(Clicked(id))


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
        self.display = bool(self.text or self.waiting)

    def watch_waiting(self) -> None:
        """Come up with what is waited for."""
        self.watch_text()


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

    HEIGHTS: Final = [(0, "-low"), (SMALLEST[1], "-high")]
    """The breakpoints of a screen that says so."""

    @staticmethod
    def is_needed(size: Size) -> bool:
        """Whether a terminal has too little room."""
        return size.width < SMALLEST[0] or size.height < SMALLEST[1]

    def render(self) -> Content:
        """Say so."""
        return Content("The terminal is too small: the reader needs {} columns and {} lines.".format(*SMALLEST))
