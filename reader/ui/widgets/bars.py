"""The lines above and below the panes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from reader.config.actions import Action
from reader.config.hints import HINTS, QUIT, Moment
from reader.host.tty import SMALLEST
from reader.ui.patches.line import FOR_TOP
from reader.ui.signs import key_names, spelled
from reader.ui.widgets.cells import fit, width_of


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
    DEFAULT_CLASSES = "-textual-system"  # A click on it leaves what is selected, which `y` is to copy.

    moment: reactive[Moment] = reactive[Moment]("list")
    """What the user is at."""
    idle: reactive[frozenset[str]] = reactive(frozenset[str]())
    """The actions that can do nothing now."""
    quits: reactive[bool] = reactive(False)
    """Whether going back from here leaves the reader."""

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__()
        self._names: dict[str, str] = {}
        self._ends: list[tuple[int, str]] = []
        """Columns after the parts that are shown, with the actions that they are of."""

    def on_mount(self) -> None:
        """Hint at the key that copies first while text is selected."""
        self.watch(self.screen, "selections", self._write_anew, init=False)

    def _write_anew(self) -> None:
        self.refresh()

    def tell(self, keys: Iterable[Action]) -> None:
        """Hint at keys that are in force."""
        self._names = {key.id: key_names(key.keys)[0] for key in keys}
        self.refresh()

    def render(self) -> Content:
        """Write the hints in a row, each that there is still room for."""
        parts: list[tuple[str, str]] = []
        self._ends = []
        used = 0
        hints = HINTS[self.moment]
        if self.screen.selections:
            hints = tuple(sorted(hints, key=lambda hint: hint[1] != "copy"))
        for hint in hints:
            ids, words = QUIT if self.quits and hint[0] == QUIT[0] else hint
            if not self._names.keys() >= {*ids} or self.idle & {*ids}:
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
        return Content.assemble(*parts).stylize(_FOR_TOP)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does that is under the mouse."""
        at = event.get_content_offset(self)
        if at is not None and (id := next((id for end, id in self._ends if at.x < end), "")):
            self.post_message(Clicked(id))


_FOR_TOP: Final = Style.from_meta({FOR_TOP: True})
"""A dialog has other keys, and tells them itself."""
HEIGHTS: Final = [(0, "-low"), (SMALLEST[1], "-high")]
"""The breakpoints of a screen that says that the terminal is too small."""


def if_too_small(size: Size) -> Iterator[Widget]:
    """What stands in place of all where the terminal has too little room; nothing where it has enough."""
    if size.width < SMALLEST[0] or size.height < SMALLEST[1]:
        from reader.ui.widgets.notices import TooSmall  # Which hardly anybody sees.

        yield TooSmall()


def cover_if_too_small(screen: Screen[Any], size: Size) -> None:
    """Let it stand there from now on."""
    if screen.is_attached and not screen.query("TooSmall"):  # Not while the app ends, where Textual raises.
        screen.mount(*if_too_small(size))


def unread(notice: str, screens: Iterable[Screen[Any]]) -> str:
    """A notice that no screen has drawn yet, else nothing: a key takes nothing away that nobody could have read."""
    if not notice:
        return ""
    from reader.ui.widgets.notices import Notice

    return "" if any(one.drawn == notice for screen in screens for one in screen.query(Notice)) else notice
