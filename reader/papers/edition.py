"""Which day is open, and which days can have papers.

A day of Daily Papers belongs to New York: it opens at 21:30 New York time the evening before and closes 24 hours
later, when the next one opens (the Hub's own client has the same rule).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

FIRST_DAY = date(2023, 5, 4)
"""The first day that ever had papers."""
LAST_SUNDAY = date(2024, 11, 24)
"""The last Sunday with papers; Saturdays never had any."""
DAY = timedelta(days=1)

_TIME_ZONES = "/usr/share/zoneinfo"
_OPENING = time(21, 30)
_OPENINGS = timedelta(hours=1, minutes=30), timedelta(hours=2, minutes=30)
"""After midnight, UTC, in summer and in winter: outside of that hour a start needs no time zones, which take 3 ms."""
_SETTLING = timedelta(minutes=30)
_UNSETTLED_AGE = timedelta(minutes=10)
_SETTLED_AGE = timedelta(hours=24)
_WATCHED = timedelta(days=14)


@cache
def _new_york() -> ZoneInfo:
    # Unless the environment says where time zones are, zoneinfo asks how Python was built, which takes 2 ms.
    known = "PYTHONTZPATH" in os.environ or not os.path.isdir(_TIME_ZONES)  # noqa: PTH112
    if not known:
        os.environ["PYTHONTZPATH"] = _TIME_ZONES
    from zoneinfo import ZoneInfo

    if not known:
        del os.environ["PYTHONTZPATH"]
    return ZoneInfo("America/New_York")


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def opens_at(day: date) -> datetime:
    """When a day opens, UTC: 01:30 in summer, 02:30 in winter.

    >>> opens_at(date(2026, 8, 20)).isoformat(), opens_at(date(2026, 1, 20)).isoformat()
    ('2026-08-20T01:30:00+00:00', '2026-01-20T02:30:00+00:00')
    """
    return datetime.combine(day - DAY, _OPENING, _new_york()).astimezone(UTC)


class EditionClock:
    """Tells which day is open now."""

    def __init__(self, now: Callable[[], datetime] = utc_now) -> None:
        """Read the time from a function.

        Args:
            now: The time, aware; wherever the reader stands, only the instant counts.
        """
        self.now = now
        self._stored = date.min
        self._hub_day: date | None = None
        """The newest day by the Hub's clock, where this one showed another."""
        self._is_ahead = False
        """Whether that was an earlier one."""

    def learn(self, stored: date) -> None:
        """Take note of a stored day: it has been open, whatever the machine's clock says."""
        self._stored = max(stored, self._stored)

    def compare(self, hub_time: datetime) -> None:
        """Take note of the Hub's time, where that says that this clock is wrong by more than a day."""
        hub_day, today = _day_open_at(hub_time), self._open_day()
        self._hub_day, self._is_ahead = hub_day if abs(today - hub_day) > DAY else None, today > hub_day

    @property
    def problem(self) -> str:
        """That the machine's clock cannot be right, as a sentence, or nothing."""
        today = self._open_day()
        if self._hub_day is not None and (today > self._hub_day if self._is_ahead else today < self._hub_day):
            side = "ahead" if self._is_ahead else "behind"
            return (
                f"This computer's clock is probably {side}: by it the newest day is {today}, by the Hub's clock "
                f"{self._hub_day}. Set the clock; stored days can be read all the same."
            )
        if today >= self._stored:
            return ""
        return (
            f"This computer's clock cannot be right: by it the newest day is {today}, but {self._stored} is stored. "
            "Set the clock; stored days can be read all the same."
        )

    def newest_day(self) -> date:
        """The day that is open now, whether it has papers or not; by a wrong clock at least the newest stored one."""
        return max(self._open_day(), self._stored)

    def _open_day(self) -> date:
        return _day_open_at(self.now())

    def newest_with_papers(self) -> date:
        """The newest open day that can have papers; it may be a holiday."""
        day = self.newest_day()
        while not can_have_papers(day):
            day -= DAY
        return day

    def is_settled(self, day: date, fetched_at: datetime) -> bool:
        """Whether a list fetched then is final: the next day had been open for half an hour."""
        return fetched_at >= opens_at(day + DAY) + _SETTLING

    def is_fresh(self, day: date, fetched_at: datetime, *, settled: bool) -> bool:
        """Whether a stored list need not be asked for again."""
        now = self.now()
        age = now - fetched_at
        if age < timedelta():  # The machine's clock was wrong then or is now.
            return False
        if not settled:
            return age < _UNSETTLED_AGE
        return now - opens_at(day) >= _WATCHED or age < _SETTLED_AGE


def _day_open_at(time: datetime) -> date:
    summer, winter = (time.astimezone(UTC) - opening for opening in _OPENINGS)
    if summer.date() == winter.date():
        return winter.date()
    new_york = time.astimezone(_new_york())
    return new_york.date() + (DAY if new_york.time() >= _OPENING else timedelta())


def days_between(first: date, last: date) -> list[date]:
    """The days from one to another, with both of them; none where that is after the other.

    >>> [str(day) for day in days_between(date(2026, 8, 30), date(2026, 9, 1))]
    ['2026-08-30', '2026-08-31', '2026-09-01']
    """
    return [first + number * DAY for number in range((last - first).days + 1)]


def can_have_papers(day: date) -> bool:
    """Whether a day of the week ever has papers: no Saturday, and no Sunday since the end of 2024."""
    weekday = day.weekday()
    return weekday < 5 or (weekday == 6 and day <= LAST_SUNDAY)


Direction = Literal[-1, 1]
"""Towards older days or towards newer ones."""


def neighbours(day: date, direction: Direction, today: date, within: int) -> Iterator[date]:
    """Yield the open days that can have papers before or after a day, the nearest first.

    Args:
        day: Where to begin; it is not one of them.
        direction: Which way to go.
        today: The newest open day.
        within: How many days to go at most.

    >>> [str(day) for day in neighbours(date(2026, 8, 20), -1, date(2026, 8, 20), within=5)]
    ['2026-08-19', '2026-08-18', '2026-08-17']
    """
    for distance in range(1, within + 1):
        candidate = day + direction * distance * DAY
        if FIRST_DAY <= candidate <= today and can_have_papers(candidate):
            yield candidate


def nearest_beyond(days: Iterable[date], first: date, last: date, direction: Direction, today: date) -> date | None:
    """The nearest of some days that is before or after others; None if there is none.

    Args:
        days: Among which it is looked for.
        first: The first one of the others.
        last: The last one of them.
        direction: Which way to go.
        today: The newest open day.
    """
    if direction > 0:
        return min((day for day in days if last < day <= today), default=None)
    return max((day for day in days if day < first and day <= today), default=None)
