"""A month as a calendar shows it, and where in it the cursor goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from reader.papers.edition import DAY, FIRST_DAY, Direction, days_between
from reader.papers.marks import UNMARKED, Mark
from reader.papers.period import Day, Month, Period, Span, Week

Way = Literal["left", "right", "up", "down"]
"""Where the cursor goes next."""
SHADES: Final = ((50, "█"), (25, "▓"), (10, "▒"), (1, "░"))
"""From how many papers on a day has which sign."""


class StoredDay(Struct, frozen=True):
    """What is known of a day that is stored, or of several."""

    papers: frozenset[str]
    """Their ids."""
    unread: frozenset[str]
    starred: frozenset[str]

    @property
    def shade(self) -> str:
        """The sign for the number of papers.

        >>> [stored_day(map(str, range(count)), {}).shade for count in (0, 9, 10, 49, 50)]
        ['–', '░', '▒', '▓', '█']
        """
        return next((sign for least, sign in SHADES if len(self.papers) >= least), "–")


def stored_day(ids: Iterable[str], marks: Mapping[str, Mark]) -> StoredDay:
    """Tell the papers of a stored day apart by their marks."""
    kept = {id: marks.get(id, UNMARKED) for id in ids}
    return StoredDay(
        frozenset(kept),
        frozenset(id for id, mark in kept.items() if not mark.is_read),
        frozenset(id for id, mark in kept.items() if mark.is_starred),
    )


def together(days: Iterable[StoredDay]) -> StoredDay:
    """The papers of several days, of which two may list the same one.

    >>> len(together([stored_day(["1", "2"], {}), stored_day(["2", "3"], {})]).papers)
    3
    """
    listed = [(day.papers, day.unread, day.starred) for day in days]
    return StoredDay(*(frozenset[str]().union(*ids) for ids in zip(*listed, strict=True))) if listed else NO_DAY


NO_DAY: Final = StoredDay(frozenset(), frozenset(), frozenset())


def rows_of(month: Month) -> list[list[date]]:
    """The days of a month by their weeks.

    >>> [(str(row[0]), len(row)) for row in rows_of(Month.of(date(2026, 8, 20)))][:2]
    [('2026-08-01', 2), ('2026-08-03', 7)]
    """
    rows: list[list[date]] = []
    for day in month.dates:
        if not rows or day.weekday() == 0:
            rows.append([])
        rows[-1].append(day)
    return rows


def in_sight(month: Month) -> list[date]:
    """The days of all weeks of a month, those in the months beside it, too."""
    return days_between(Week.of(month.first).first, Week.of(month.last).last)


class Spot(Struct, frozen=True):
    """Where the cursor is: on a day, on the number of its week at the left, or on the name of its month above."""

    day: date
    on: Literal["day", "week", "month"] = "day"

    @property
    def month(self) -> Month:
        """The month in sight."""
        return Month.of(self.day)

    @property
    def period(self) -> Day | Week | Month:
        """What is opened here."""
        if self.on == "day":
            return Day(self.day)
        return Week.of(self.day) if self.on == "week" else self.month

    def moved(self, way: Way, newest: date) -> Spot:
        """The next spot that way; the same one where no day is open that way.

        Args:
            way: Where to go.
            newest: The newest open day.
        """
        if self.on == "month":
            spot = self._from_name(way, newest)
        elif way in ("up", "down"):
            spot = self._across(1 if way == "down" else -1)
        else:
            spot = self._along(1 if way == "right" else -1)
        return spot if FIRST_DAY <= spot.day <= newest else self

    def _from_name(self, way: Way, newest: date) -> Spot:
        """The spot beside the name of a month, which remembers the weekday that it was come to from."""
        if way in ("left", "right"):
            return self.turned(1 if way == "right" else -1, newest)
        first = self.month.first if way == "down" else self.month.first - 7 * DAY
        day = first + (self.day.weekday() - first.weekday()) % 7 * DAY
        is_beyond = way == "down" and not FIRST_DAY <= day <= newest
        return Spot(_open(day, newest) if is_beyond else day)

    def _across(self, direction: Direction) -> Spot:
        """The spot a week away; the name of the month stands before its first week."""
        if self.on == "week":
            row = next(row for row in rows_of(self.month) if self.day in row)
            day = row[-1] + DAY if direction > 0 else row[0] - DAY
        else:
            day = self.day + direction * 7 * DAY
        if day.month == self.day.month:
            return Spot(day, self.on)
        return Spot(day if direction > 0 else self.day, "month")

    def _along(self, direction: Direction) -> Spot:
        """The spot a day away; the number of a week stands before its Monday."""
        if self.on == "week":
            row = next(row for row in rows_of(self.month) if self.day in row)
            return Spot(max(row[0], FIRST_DAY) if direction > 0 else row[0] - DAY)
        if self.day.weekday() == 0 and direction < 0:
            return Spot(self.day, "week")
        day = self.day + direction * DAY
        return Spot(day, "week" if day.weekday() == 0 and direction > 0 else "day")

    def turned(self, direction: Direction, newest: date) -> Spot:
        """The same spot a month away, as far as there is a month with an open day.

        >>> spot, newest = Spot(date(2026, 7, 31)), date(2026, 8, 20)
        >>> spot.turned(-1, newest).day, spot.turned(1, newest).day
        (datetime.date(2026, 6, 30), datetime.date(2026, 8, 20))
        """
        month = self.month.beside(direction)
        if not month.is_open(newest):
            return self
        return Spot(_open(month.first + (min(self.day.day, month.last.day) - 1) * DAY, newest), self.on)


def spot_of(period: Period, newest: date) -> Spot:
    """Where the cursor begins: on what is shown, else on the newest day.

    >>> spot_of(Month.of(date(2026, 7, 1)), date(2026, 8, 20))
    Spot(day=datetime.date(2026, 7, 31), on='month')
    """
    if isinstance(period, Span):
        return Spot(_open(period.last, newest), "week" if isinstance(period, Week) else "month")
    return Spot(_open(period.date, newest) if isinstance(period, Day) else newest)


def _open(day: date, newest: date) -> date:
    return max(FIRST_DAY, min(day, newest))
