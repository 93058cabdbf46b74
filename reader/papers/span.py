"""Weeks and months: periods of several days."""

from __future__ import annotations

from datetime import date
from typing import Final, Self

from reader.papers.edition import DAY, FIRST_DAY, Direction, can_have_papers, days_between


class Period:
    """What is shown: a `Day` or the `Newest` one, a `Week`, a `Month`, `Trending` or all `Starred` papers, `OnePaper`,
    or what a `Search` finds.

    Its text is what a person types for it, and two periods are equal if they have the same text.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Period) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self}>"


class Span(Period):
    """A `Week` or a `Month`: the papers of its days are one list."""

    __slots__ = ("first", "last")

    def __init__(self, first: date, last: date) -> None:
        self.first: Final = first
        self.last: Final = last

    @classmethod
    def of(cls, day: date) -> Self:
        """The one that a day is in."""
        raise NotImplementedError

    def days(self, today: date) -> tuple[date, ...]:
        """Its open days that can have papers, the oldest first.

        Args:
            today: The newest open day.
        """
        days = days_between(max(self.first, FIRST_DAY), min(self.last, today))
        return tuple(day for day in days if can_have_papers(day))

    @property
    def dates(self) -> tuple[date, ...]:
        """All its days, be they open or able to have papers or not."""
        return tuple(days_between(self.first, self.last))

    def beside(self, direction: Direction) -> Self:
        """The one before it, or after it."""
        return self.of(self.first - DAY if direction < 0 else self.last + DAY)

    def is_open(self, today: date) -> bool:
        """Whether one of its days is open, and not all of them are before the first day of all."""
        return self.first <= today and self.last >= FIRST_DAY


class Week(Span):
    """The papers of a week, from Monday to Sunday, numbered as in ISO 8601.

    >>> week = Week.of(date(2027, 1, 1))
    >>> week, str(week.first), str(week.last), week.beside(1)
    (<Week: 2026-W53>, '2026-12-28', '2027-01-03', <Week: 2027-W01>)
    """

    __slots__ = ()

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that a day is in."""
        first = day - day.weekday() * DAY
        return cls(first, first + 6 * DAY)

    @property
    def number(self) -> int:
        """Its number in the year, from 1."""
        return self.first.isocalendar().week

    def __str__(self) -> str:
        year, number, _ = self.first.isocalendar()
        return f"{year}-W{number:02}"


class Month(Span):
    """The papers of a month.

    >>> Month.of(date(2026, 12, 28)).beside(1), len(Month.of(date(2026, 7, 1)).days(date(2026, 8, 20)))
    (<Month: 2027-01>, 23)
    """

    __slots__ = ()

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that a day is in."""
        first = day.replace(day=1)
        return cls(first, (first + 31 * DAY).replace(day=1) - DAY)

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"
