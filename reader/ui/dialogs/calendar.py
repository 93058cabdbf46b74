"""The calendar: a month at a glance, from the disk alone, with a line for what is typed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import Final, Self

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.widgets import Input, Static

from reader.errors import UseError
from reader.hub.endpoint import paper_id
from reader.library import PaperLibrary
from reader.papers.calendar import NO_DAY, Spot, StoredDay, Way, in_sight, spot_of, together
from reader.papers.humanize import counted, no_list, short_period, week_day
from reader.papers.links import URL_LIMIT
from reader.papers.period import (
    Day,
    Direction,
    OnePaper,
    Period,
    Search,
    Span,
    can_have_papers,
    parse_period,
)
from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog
from reader.ui.dialogs.month_grid import MonthGrid, meaning
from reader.ui.patches.wrapping import unbroken

BESIDE: Final = 4
"""Columns of the box beside the month."""
HELD: Final = ("app.quit", "app.palette", "app.suspend")
"""What keys do beside those of the calendar while nothing is typed."""


class DateLine(Input):
    """The line to type in: until something is typed, the keys of the calendar are not for it."""

    held: frozenset[str] = frozenset()
    """Those keys."""
    is_typing: reactive[bool] = reactive(False, repaint=False)
    """Whether what comes next is typed, be it such a key or not."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is for the line."""
        return (self.is_typing or key not in self.held) and super().check_consume_key(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave arrow keys and Enter to the calendar."""
        return self.is_typing and super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Begin to type, or have the calendar answer a key."""
        if self.check_consume_key(event.key, event.character):
            self.is_typing = True
        else:
            event.prevent_default()

    def on_paste(self) -> None:
        """Begin to type."""
        self.is_typing = True

    on_click = on_paste

    def watch_is_typing(self) -> None:
        """Show where the next letter goes, or that none is waited for."""
        self.set_class(not self.is_typing, "-idle")


class CalendarDialog(Dialog[Period]):
    """A month to choose from, or a line to type in; dismissed with what is to be shown."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "calendar.tcss")]
    WIDTH = 57
    BINDINGS = bindings(
        {
            "prompt.back": "back",
            "calendar.open": "open",
            "calendar.type": "type",
            "calendar.left": "move('left')",
            "calendar.down": "move('down')",
            "calendar.up": "move('up')",
            "calendar.right": "move('right')",
            "calendar.month_before": "turn(-1)",
            "calendar.month_after": "turn(1)",
            "calendar.newest": "newest",
        }
    )

    def __init__(
        self, library: PaperLibrary, spot: Spot, stored: Mapping[date, StoredDay], newest: date | None
    ) -> None:
        """Begin at a spot; `made` looks up what is stored.

        Args:
            library: Where the stored days are.
            spot: Where the cursor is.
            stored: What is known of the days of its month.
            newest: The newest day with papers; None where it is not known.
        """
        super().__init__()
        self._library = library
        self._newest_listed = newest or library.clock.newest_with_papers()
        self._newest = library.clock.newest_day()
        self._spot, self._stored = spot, stored
        self._why_not = ""
        """Why what was chosen or typed is not gone to."""

    @classmethod
    async def made(cls, library: PaperLibrary, shown: Period, newest: date | None) -> Self:
        """The calendar with the month of what is shown, complete as it is drawn first."""
        spot = spot_of(shown, library.clock.newest_day())
        return cls(library, spot, await library.at_a_glance(in_sight(spot.month)), newest)

    def compose(self) -> ComposeResult:
        """Lay out the month, what is at the cursor, the signs and the line."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Go to a day or a paper"
            yield MonthGrid(self._spot, self._newest, self._stored)
            yield Static(self._facts(), id="calendar-facts")
            yield DateLine(placeholder=self._hint(), compact=True, max_length=URL_LIMIT, classes="-idle")
            yield Static(self._signs(self.app.size), id="calendar-signs", classes="dialog-note")

    @property
    def current_row(self) -> Offset | None:
        """The spot under the cursor, or the line while something is typed."""
        line = self.query_one(DateLine)
        return self.row_of(line if line.is_typing else self.query_one(MonthGrid))

    def hints(self) -> list[str]:
        """What keys do now."""
        if self.query_one(DateLine).is_typing:
            return ["enter goes there", *self.hints_of(("prompt.back", "goes back"))]
        opens, months = ("calendar.open", "opens"), ("calendar.month_before calendar.month_after", "month")
        return self.hints_of(opens, months, ("calendar.newest", "newest"), ("prompt.back", "cancels"))

    def _hint(self) -> str:
        key = " ".join(self.keys_of("calendar.type")[:1])
        return f"{key} 20 aug, fri, -3, 2026-W33, starred, 2608.17271".strip()

    def on_mount(self) -> None:
        """Take what is typed ahead: `focus` would come after it."""
        line = self.query_one(DateLine)
        own = [binding.id for binding in self.BINDINGS if binding.id]  # type: ignore[union-attr]
        line.held = frozenset(",".join(map(self.names_of, (*own, *HELD))).split(","))
        self.set_focus(line)
        self.watch(line, "is_typing", lambda: self.tell_keys(self.app.size), init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Say what the signs mean that there is room for now."""
        self._tell("#calendar-signs", self._signs(event.size))

    def _signs(self, size: Size) -> Content:
        """What the signs mean that a day has room for on a screen of some size, or why nothing is gone to."""
        return Content(self._why_not) if self._why_not else meaning(self.width_on(size) - BESIDE)

    # What is at the cursor

    def _facts(self) -> Content:
        """What is known of what would be opened."""
        period = self._spot.period
        days = period.days(self._newest) if isinstance(period, Span) else (self._spot.day,)
        known = [self._stored[day] for day in days if day in self._stored]
        has_none = not known and not any(map(can_have_papers, days))
        counts = ["no papers at weekends"] if has_none else _counts(known, len(days))
        return Content(unbroken(" · ".join([_name(period, self._newest), *counts])))

    async def _go(self, spot: Spot) -> None:
        """Put the cursor on a spot, once it is known what its month has."""
        if spot.month != self._spot.month:
            self._stored = await self._library.at_a_glance(in_sight(spot.month))
        self._spot = spot
        grid = self.query_one(MonthGrid)
        grid.stored, grid.spot = self._stored, spot
        self._say()

    def _say(self, why_not: str = "") -> None:
        """Say what is at the cursor and, below the line, why nothing is gone to or what the signs mean."""
        self._why_not = why_not
        self._tell("#calendar-facts", self._facts())
        self._tell("#calendar-signs", self._signs(self.app.size))

    def _tell(self, where: str, words: Content) -> None:
        said = self.query_one(where, Static)
        if said.content != words:  # Else it is drawn anew.
            said.update(words)

    async def action_move(self, way: Way) -> None:
        """Go to the next spot."""
        await self._go(self._spot.moved(way, self._newest))

    async def action_turn(self, direction: Direction) -> None:
        """Go to another month."""
        await self._go(self._spot.turned(direction, self._newest))

    async def action_newest(self) -> None:
        """Go to the newest day with papers, or the newest that can have some."""
        await self._go(Spot(self._newest_listed))

    def action_open(self) -> None:
        """Leave with what is under the cursor."""
        self._leave_with(self._spot.period, self._stored)

    def _leave_with(self, period: Period, stored: Mapping[date, StoredDay]) -> None:
        """Leave, but not for a day that has no list, of which the Hub need not be asked."""
        if isinstance(period, Day) and not can_have_papers(period.date) and not stored.get(period.date, NO_DAY).papers:
            self._say(no_list(period.date))
        else:
            self.dismiss(period)

    @on(MonthGrid.Chosen)
    def _open_clicked(self) -> None:
        self._spot = self.query_one(MonthGrid).spot
        self.action_open()

    # What is typed

    def action_type(self) -> None:
        """Type what comes next."""
        self.query_one(DateLine).is_typing = True

    def action_back(self) -> None:
        """Stop typing, else leave."""
        line = self.query_one(DateLine)
        if not line.is_typing:
            self.leave()
            return
        line.value, line.is_typing = "", False
        self._say()

    @on(Input.Changed)
    def _change(self, event: Input.Changed) -> None:
        self.query_one(DateLine).is_typing = bool(event.value)
        self._say()

    @on(Input.Submitted)
    async def _go_to_typed(self, event: Input.Submitted) -> None:
        if not event.value.strip():  # Nothing, and a day is chosen.
            self.action_open()
            return
        try:
            period = _meant(event.value, self._newest, self._spot.day)
        except UseError as error:
            self._say(self._with_search(str(error), event.value))
            return
        if isinstance(period, Search):
            self._say(self._to_search)
        else:
            days = [period.date] if isinstance(period, Day) else []
            self._leave_with(period, await self._library.at_a_glance(days))

    def _with_search(self, error: str, text: str) -> str:
        """Say how to search in place of periods to try, where words were typed that resemble none."""
        what, is_unlike, _ = error.partition(": try ")
        return f"{what}. {self._to_search}" if is_unlike and not any(map(str.isdigit, text)) else error

    @property
    def _to_search(self) -> str:
        key = "".join(self.keys_of("list.find")[:1])
        return f"To search, press {key} in the list." if key else "Words are searched in the list."


def _meant(text: str, newest: date, month: date) -> Period:
    """The period, or the paper, that a text names over a month, of which `month` is a day.

    Raises:
        UseError: If it names none.
    """
    if id := paper_id(text, os.environ):
        return OnePaper(id)
    from reader.papers.misspelled import check_number  # The calendar is drawn without.

    check_number(text, month, newest)
    return parse_period(text, newest)


def _name(period: Day | Span, newest: date) -> str:
    return week_day(period.date, newest) if isinstance(period, Day) else short_period(period, newest)


def _counts(known: list[StoredDay], days: int) -> list[str]:
    """What to say of stored days, of so many that can be stored."""
    if not known:
        return ["not fetched yet"]
    sums = together(known)
    said = [counted(len(sums.papers), "paper")] if sums.papers else ["no papers"]
    said += [f"{len(sums.unread)} unread"] if sums.unread else []
    if days > 1:
        return [*said, f"{len(known)} of {days} days"]
    return [*said, f"{len(sums.starred)} starred"] if sums.starred else said
