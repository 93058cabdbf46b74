"""What stands after the name of a field: numbers, dates and how they are compared."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from math import inf
from typing import Final, NamedTuple

from reader.errors import QueryError
from reader.papers.text import clean

SHOWN: Final = 40
"""Characters of a query that an error repeats."""

Bounds = tuple[float, float]
"""The least and the greatest value, both inclusive; a date is the number of its day."""

_SIGNS: Final = (">=", "<=", ">", "<", "=")
_NUMBER: Final = re.compile(r"([0-9]+)((?:\.([0-9]{1,3}))?[kK])?")
_DATE: Final = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WEEK: Final = re.compile("([0-9]{4})-[wW]([0-9]{2})")


class Value(NamedTuple):
    """What stands after the name of a field."""

    field: str
    text: str
    position: int
    """Where the text begins in the query."""

    def part(self, start: int, end: int | None = None) -> Value:
        """A part of the value."""
        return self._replace(text=self.text[start:end], position=self.position + start)

    def unfit(self, wanted: str) -> QueryError:
        """The error of a field that wants something else."""
        but = f", not {quoted(self.text)}" if clean(self.text) else ""
        return failed(f"“{self.field}:” needs {wanted}{but}", self.position)


def failed(sentence: str, position: int) -> QueryError:
    """An error whose sentence has no full stop: `placed` adds where it is, which takes the whole query."""
    return QueryError(sentence, position)


def placed(error: QueryError, text: str) -> QueryError:
    """The same error with the place in its sentence, counted from 1 as people do."""
    at = f"at character {error.position + 1}" if text[error.position :].strip() else "at the end"
    return QueryError(f"{error} ({at}).", error.position)


def quoted(text: str) -> str:
    """A part of a query in quotes: it may have been pasted from anywhere and be of any length."""
    return f"“{clean(text, limit=SHOWN)}”"


def number_bounds(value: Value) -> Bounds:
    """Understand `>20`, `>=20`, `<20`, `<=20`, `=20`, `20` (just that), `10..50` and `1.2k`.

    Raises:
        QueryError: If the value is none of them.
    """
    return _bounds(value, _number)


def date_bounds(value: Value) -> Bounds:
    """Understand the same of `2026-08-20`, and of `2026-W34`, `2026-08` and `2026`, which mean all their days.

    Raises:
        QueryError: If the value is none of them.
    """
    return _bounds(value, _date)


def _bounds(value: Value, read: Callable[[Value], Bounds]) -> Bounds:
    if ".." in value.text:
        return _range(value, read)
    sign = next(filter(value.text.startswith, _SIGNS), "")
    low, high = read(value.part(len(sign)))
    signs = {">": (high + 1, inf), ">=": (low, inf), "<": (-inf, low - 1), "<=": (-inf, high)}
    return signs.get(sign, (low, high))


def _range(value: Value, read: Callable[[Value], Bounds]) -> Bounds:
    middle = value.text.index("..")
    low, high = read(value.part(0, middle))[0], read(value.part(middle + 2))[1]
    if low > high:
        raise failed(
            f"{quoted(f'{value.field}:{value.text}')} is backwards: put the smaller value first", value.position
        )
    return low, high


def _number(value: Value) -> Bounds:
    found = _NUMBER.fullmatch(value.text)
    if found is None:
        raise value.unfit(f"a number such as {value.field}:>20")
    whole, thousands, fraction = found.groups("")
    number = int(whole + fraction.ljust(3, "0")) if thousands else int(whole)
    return number, number


def _date(value: Value) -> Bounds:
    try:
        first, last = _first_and_last_day(value.text)
    except ValueError:
        raise value.unfit(f"a day, week, month or year such as {value.field}:2026-08") from None
    return first.toordinal(), last.toordinal()


def _first_and_last_day(text: str) -> tuple[date, date]:
    """Raise `ValueError` where there is no such day, week, month or year."""
    if week := _WEEK.fullmatch(text):
        first, last = (date.fromisocalendar(int(week[1]), int(week[2]), day) for day in (1, 7))
        return first, last
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = found.groups()
    first = date(int(year), int(month or 1), int(day or 1))
    last_month = int(month or 12)
    return first, date(first.year, last_month, int(day or monthrange(first.year, last_month)[1]))
