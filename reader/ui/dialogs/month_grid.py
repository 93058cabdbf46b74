"""A month of the calendar, a line a week, and what its signs mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reader.papers.calendar import Spot, StoredDay, rows_of
from reader.papers.humanize import WEEKDAYS, long_period
from reader.papers.period import FIRST_DAY, Week, can_have_papers
from reader.ui.dialogs.dialog import LOOKS, legend

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
        return _day_columns(self.size.width)

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

    @property
    def cursor_screen_offset(self) -> Offset:
        """The begin of the spot under the cursor."""
        spot = self.spot
        if spot.on == "month":
            return self.content_region.offset
        row = next(row for row, days in enumerate(rows_of(spot.month), 2) if spot.day in days)
        number = WEEK_COLUMNS + self._columns * spot.day.weekday() + 3 - len(str(spot.day.day))
        return self.content_region.offset + Offset(0 if spot.on == "week" else number, row)

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


def _day_columns(width: int) -> int:
    """The columns of one day in a grid of some columns."""
    return max(4, min(DAY_COLUMNS, (width - WEEK_COLUMNS) // 7))


def meaning(width: int) -> Content:
    """What the signs mean that a day has room for in a grid of some columns."""
    return legend(LEGEND[: len(LEGEND) - 2 + min(2, _day_columns(width) - 4)])
