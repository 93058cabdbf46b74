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
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.errors import UseError
from reader.hub.endpoint import paper_id
from reader.library import PaperLibrary
from reader.papers.calendar import Spot, StoredDay, Way, in_sight, rows_of, spot_of, together
from reader.papers.humanize import WEEKDAYS, counted, long_period, short_period, week_day
from reader.papers.links import URL_LIMIT
from reader.papers.period import (
    FIRST_DAY,
    Day,
    Direction,
    OnePaper,
    Period,
    Search,
    Span,
    Week,
    can_have_papers,
    parse_period,
)
from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import LOOKS, Dialog, legend
from reader.ui.patches.wrapping import unbroken

WEEK_COLUMNS: Final = 4
DAY_COLUMNS: Final = 7
"""Of one day where there is room: a blank, its number, another one, and three signs."""
UNKNOWN: Final = "?"
"""The sign of a day that was never fetched."""
LEGEND: Final = (
    *(("░", "1–9 papers"), ("▒", "10–24"), ("▓", "25–49"), ("█", "50+"), ("–", "none")),
    *((UNKNOWN, "not fetched"), ("●", "unread"), ("★", "starred by you")),
)
"""What the signs in the calendar mean."""
HELD: Final = ("app.quit", "app.palette", "app.suspend")
"""What keys do beside those of the calendar while nothing is typed."""


class MonthGrid(Widget):
    """A month, a line a week, under its name: what is stored of each day, by signs."""

    COMPONENT_CLASSES = {"month-grid--cursor"}

    spot: reactive[Spot] = reactive(Spot(date(2023, 5, 4)))
    """Where the cursor is."""
    stored: reactive[Mapping[date, StoredDay]] = reactive[Mapping[date, StoredDay]]({})
    """What is known of its days."""

    class Chosen(Message):
        """Posted when a spot is clicked."""

    def __init__(self, spot: Spot, newest: date, stored: Mapping[date, StoredDay]) -> None:
        """Show the month of a spot.

        Args:
            spot: Where the cursor is.
            newest: The newest open day.
            stored: The days that are stored.
        """
        super().__init__()
        self._newest = newest
        self.set_reactive(MonthGrid.spot, spot)
        self.set_reactive(MonthGrid.stored, stored)

    def render(self) -> Content:
        """Write the name, the names of the weekdays and the weeks."""
        spot = self.spot
        name = self._at(Content.styled(f" {long_period(spot.month)} ", "bold"), is_here=spot.on == "month")
        head = "".join(f"{day[:2]:>3}".ljust(self._columns)[: self._columns] for day in WEEKDAYS)
        lines = [name, Content.styled(" " * WEEK_COLUMNS + head, "$text-muted")]
        return Content("\n").join([*lines, *(self._week(row) for row in rows_of(spot.month))])

    @property
    def _columns(self) -> int:
        """Those of one day: in a narrow terminal it has fewer signs, but for how many papers there are."""
        return max(4, min(DAY_COLUMNS, (self.size.width - WEEK_COLUMNS) // 7))

    def _week(self, row: list[date]) -> Content:
        spot = self.spot
        number = Content.styled(f"W{Week.of(row[0]).number:02}", "$text-muted")
        week = self._at(number, is_here=spot.on == "week" and spot.day in row)
        blank = Content(" " * (WEEK_COLUMNS - 3 + self._columns * row[0].weekday()))
        return week + blank + Content("").join(self._day(day) for day in row)

    def _day(self, day: date) -> Content:
        """A day with its signs, as wide as a column."""
        known = self.stored.get(day)
        is_open = FIRST_DAY <= day <= self._newest
        sign = known.shade if known else UNKNOWN if is_open and can_have_papers(day) else " "
        is_dim = not is_open or day.weekday() >= 5
        number = "bold $text-accent" if day == self._newest else "$text-disabled" if is_dim else "$text"
        unread, star = ("●" if known and known.unread else " "), ("★" if known and known.starred else " ")
        wide, room = self._columns == DAY_COLUMNS, self._columns - 4
        signs = Content.assemble(
            (f" {day.day:>2}{' ' * wide}", number),
            (sign, LOOKS.get(sign, "")),
            (f"{unread}{star}"[: room - wide], LOOKS["●"]),
        )
        return self._at(signs, is_here=self.spot.on == "day" and self.spot.day == day)

    def _at(self, text: Content, *, is_here: bool) -> Content:
        return Content.styled(text.plain, self.get_visual_style("month-grid--cursor")) if is_here else text

    def on_click(self, event: events.Click) -> None:
        """Open what the mouse is on."""
        event.stop()
        if (spot := self._spot_at(event.x, event.y)) is not None:
            self.spot = spot
            self.post_message(self.Chosen())

    def _spot_at(self, x: int, y: int) -> Spot | None:
        """What is at a place of the grid, if that can be opened."""
        rows = rows_of(self.spot.month)
        if y == 0:
            return Spot(self.spot.day, "month")
        if not 2 <= y < len(rows) + 2:
            return None
        row, column = rows[y - 2], (x - WEEK_COLUMNS) // self._columns
        is_week = x < WEEK_COLUMNS
        days = [day for day in row if FIRST_DAY <= day <= self._newest and (is_week or day.weekday() == column)]
        return Spot(days[0], "week" if is_week else "day") if days else None


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

    def __init__(self, library: PaperLibrary, spot: Spot, stored: Mapping[date, StoredDay]) -> None:
        """Begin at a spot; `made` looks up what is stored.

        Args:
            library: Where the stored days are.
            spot: Where the cursor is.
            stored: What is known of the days of its month.
        """
        super().__init__()
        self._library = library
        self._newest = library.clock.newest_day()
        self._spot, self._stored = spot, stored

    @classmethod
    async def made(cls, library: PaperLibrary, shown: Period) -> Self:
        """The calendar with the month of what is shown, complete as it is drawn first."""
        spot = spot_of(shown, library.clock.newest_day())
        return cls(library, spot, await library.at_a_glance(in_sight(spot.month)))

    def compose(self) -> ComposeResult:
        """Lay out the month, what is at the cursor, the signs and the line."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Go to a day or a paper"
            yield MonthGrid(self._spot, self._newest, self._stored)
            yield Static(self._facts(), id="calendar-facts")
            yield DateLine(placeholder=self._hint(), compact=True, max_length=URL_LIMIT, classes="-idle")
            yield Static(legend(LEGEND), id="calendar-signs", classes="dialog-note")

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
        self._tell(self._facts())

    def _tell(self, said: Content) -> None:
        self.query_one("#calendar-facts", Static).update(said)

    async def action_move(self, way: Way) -> None:
        """Go to the next spot."""
        await self._go(self._spot.moved(way, self._newest))

    async def action_turn(self, direction: Direction) -> None:
        """Go to another month."""
        await self._go(self._spot.turned(direction, self._newest))

    async def action_newest(self) -> None:
        """Go to the newest day."""
        await self._go(Spot(self._newest))

    def action_open(self) -> None:
        """Leave with what is under the cursor."""
        self.dismiss(self._spot.period)

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
        self._tell(self._facts())

    @on(Input.Changed)
    def _change(self, event: Input.Changed) -> None:
        self.query_one(DateLine).is_typing = bool(event.value)
        self._tell(self._facts())

    @on(Input.Submitted)
    def _go_to_typed(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(_meant(event.value, self._newest, self._spot.day))
        except UseError as error:
            self._tell(Content(str(error)))


def _meant(text: str, newest: date, month: date) -> Period:
    """The period, or the paper, that a text names over a month, of which `month` is a day.

    Raises:
        UseError: If it names none.
    """
    if id := paper_id(text, os.environ):
        return OnePaper(id)
    from reader.papers.misspelled import check_number  # The calendar is drawn without.

    check_number(text, month, newest)
    period = parse_period(text, newest)
    if isinstance(period, Search):
        raise UseError("To search, press / in the list.")
    return period


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
