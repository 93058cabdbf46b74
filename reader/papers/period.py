"""Periods, from the command line to the state on disk; which day is open, and which days can have papers.

A day of Daily Papers belongs to New York: it opens at 21:30 New York time the evening before and closes 24 hours
later, when the next one opens (the Hub's own client has the same rule).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from reader.errors import PeriodError
from reader.papers.day_words import iso_day, named_day
from reader.papers.links import is_arxiv_id

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
        """The newest day by the Hub's clock, where this one is ahead of it."""

    def learn(self, stored: date) -> None:
        """Take note of a stored day: it has been open, whatever the machine's clock says."""
        self._stored = max(stored, self._stored)

    def compare(self, hub_time: datetime) -> None:
        """Take note of the Hub's time where it says that a day is not open which is open by this clock."""
        hub_day = _day_open_at(hub_time)
        self._hub_day = hub_day if self._open_day() > hub_day + DAY else None

    @property
    def problem(self) -> str:
        """That the machine's clock cannot be right, as a sentence, or nothing."""
        today = self._open_day()
        if self._hub_day is not None and today > self._hub_day:
            return (
                f"This computer's clock is probably ahead: by it the newest day is {today}, by the Hub's clock "
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


class Period:
    """What is shown: a `Day`, the `Newest` day, all `Starred` papers, `OnePaper`, or a `Search`.

    Its text is what a person types for it, and two periods are equal if they have the same text.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Period) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self}>"


class Day(Period):
    """The papers of one day."""

    __slots__ = ("date",)

    def __init__(self, day: date) -> None:
        self.date: Final = day

    def __str__(self) -> str:
        return self.date.isoformat()


class Newest(Period):
    """The newest day with papers, whichever that is by then."""

    __slots__ = ()

    def __str__(self) -> str:
        return "today"


class Starred(Period):
    """The starred papers of all days."""

    __slots__ = ()

    def __str__(self) -> str:
        return "starred"


class OnePaper(Period):
    """One paper that is on no stored day, by its arXiv id."""

    __slots__ = ("id",)

    def __init__(self, id: str) -> None:
        self.id: Final = id

    def __str__(self) -> str:
        return self.id


class Search(Period):
    """The papers of all stored days that a query matches, all of them for a blank one; or what the Hub finds for it."""

    __slots__ = ("at_hub", "query")

    def __init__(self, query: str, *, at_hub: bool = False) -> None:
        self.query: Final = query.strip()
        self.at_hub: Final = at_hub

    def __str__(self) -> str:
        return " ".join(filter(None, (_SEARCH, _AT_HUB if self.at_hub else "", self.query)))


class Related(Search):
    """The stored papers that are nearest to one, by its arXiv id."""

    __slots__ = ("id",)

    def __init__(self, id: str) -> None:
        super().__init__("")
        self.id: Final = id

    def __str__(self) -> str:
        return f"{_RELATED} {self.id}"


_SEARCH, _RELATED, _AT_HUB = "search", "related", "hub:"  # No query begins with the last: it would be a wrong field.
NEWEST: Final = Newest()
STARRED: Final = Starred()


def parse_period(text: str, today: date) -> Period:
    """Understand a period as a person writes it: `starred`, `search QUERY`, `related ID`, `today` or another day.

    Args:
        text: What was typed.
        today: The newest open day.

    Raises:
        UnknownPeriodError: If it is none of them.
        PeriodError: If the day is before the first one or after today.

    >>> parse_period("Starred", date(2026, 8, 20)), parse_period("fri", date(2026, 8, 20))
    (<Starred: starred>, <Day: 2026-08-14>)
    """
    if (search := _search(text)) is not None:
        return search
    word = text.strip().lower()
    if word == str(STARRED):
        return STARRED
    return NEWEST if word == str(NEWEST) else Day(_open(_day(text, today, "period", (str(STARRED),)), today))


def read_period(text: str) -> Period:
    """Read the text of a period from a file, where anything else counts as the newest day.

    >>> read_period("2026-08-20"), read_period("2608.17271"), read_period("fri")
    (<Day: 2026-08-20>, <OnePaper: 2608.17271>, <Newest: today>)
    >>> read_period("search GAN"), read_period("search hub: GAN"), read_period("related 2608.17271")
    (<Search: search GAN>, <Search: search hub: GAN>, <Related: related 2608.17271>)
    """
    if text == str(STARRED):
        return STARRED
    if is_arxiv_id(text):
        return OnePaper(text)
    if (search := _search(text)) is not None:
        return search
    return NEWEST if (day := iso_day(text)) is None else Day(day)


def _search(text: str) -> Search | None:
    """The search that a text asks for, if it does; whether its query can be understood is seen when it is made."""
    word, rest = [*text.split(None, 1), "", ""][:2]
    if word.lower() == _RELATED and is_arxiv_id(rest.strip()):
        return Related(rest.strip())
    return Search(rest.removeprefix(_AT_HUB), at_hub=rest.startswith(_AT_HUB)) if word.lower() == _SEARCH else None


def parse_day(text: str, today: date) -> date:
    """Understand what a person calls a day.

    Args:
        text: `2026-08-20`, `today`, `yesterday`, `-3` (days before today) or `fri` (the last one, today included);
            also `2026/8/20`, `20260820`, `Aug 20` and `20 August 2026`.
        today: The newest open day.

    Raises:
        UnknownPeriodError: If it is not a day.
        PeriodError: If it is before the first one or after today.

    >>> parse_day("fri", date(2026, 8, 20)), parse_day("-3", date(2026, 8, 20))
    (datetime.date(2026, 8, 14), datetime.date(2026, 8, 17))
    """
    return _open(_day(text, today, "day"), today)


def _day(text: str, today: date, what: str, more: tuple[str, ...] = ()) -> date:
    """The day that a text names in any way.

    Raises:
        UnknownPeriodError: It names none, and so is not what was wanted, which may have other names, too.
    """
    word = text.strip().lower()
    if (day := named_day(word, today)) is None:
        from reader.papers.day_spellings import spelled_day, unknown  # Few days are written in another way.

        if (day := spelled_day(word, today)) is None:
            raise unknown(text, what, (FIRST_DAY, today), more)
    return day


def _open(day: date, today: date) -> date:
    """Return a day that is open.

    Raises:
        PeriodError: It is before the first day or after today.
    """
    if day < FIRST_DAY:
        raise PeriodError(f"{day} has no papers: Daily Papers began on {FIRST_DAY}. Choose that day or a later one.")
    if day > today:
        raise PeriodError(f"{day} is not open yet: the newest day is {today}. Choose that day or an earlier one.")
    return day
