"""Days in other spellings than 2026-08-20: those that leave no doubt are understood, others suggest the right one.

A year in front, the name of a month or a dot behind it leaves no doubt: those who write 20.8. have the day in front. In
other numbers alone, as in 05/06/2026, the month may come first or second: which one it is is asked, even where only one
is possible, so that nobody learns to trust the wrong order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from reader.papers.day_words import WEEKDAYS
from reader.papers.spelling import most_similar

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
CENTURY: Final = 2000

_YEAR_FIRST: Final = r"([0-9]{4})(?:([-/._ ])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))"
_DAY_FIRST: Final = r"([0-9]{1,2})\. ?([0-9]{1,2})\.(?: ?([0-9]{4}))?"
_PIECES: Final = r"[a-z]+|[0-9]+"
_WRITTEN: Final = r"[a-z0-9\s,./_-]{1,40}"
_FILLERS: Final = frozenset({"the", "of"})
_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})
_DISTANCE: Final = r"-?\s*([0-9]{1,5})\s*([a-z]?|days?|wks?|weeks?)(?:\s+(?:ago|back|before))?"
_RUN: Final = r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})"


def spelled_day(word: str, today: date) -> date | None:
    """The day that a word in lower case leaves no doubt about; None for any other.

    Args:
        word: What was written.
        today: The newest day; a day without a year is the last one of that name until then.

    >>> today = date(2026, 8, 21)
    >>> print(*(spelled_day(word, today) for word in ("2026/8/20", "20260820", "aug 20th", "20.8.", "20.8")))
    2026-08-20 2026-08-20 2026-08-20 2026-08-20 None
    """
    if found := re.fullmatch(_YEAR_FIRST, word):
        year, month, day = filter(str.isdecimal, filter(None, found.groups()))
        return _date(int(year), int(month), int(day))
    if found := re.fullmatch(_DAY_FIRST, word):
        day, month, year = (int(number) if number else 0 for number in found.groups())
        return _date(year, month, day) if year else _last(month, day, today)
    named = _named(word, today, exact=True)
    return None if named is None or not named.is_weekday_right else named.day


def meant(word: str, first: date, today: date) -> list[str]:
    """What a word in lower case that is not understood may mean, as it should be written; the likeliest first.

    Args:
        word: What was written.
        first: The first day that there is.
        today: The newest one.

    >>> days = date(2023, 5, 4), date(2026, 8, 21)
    >>> meant("20.8", *days), meant("-3x", *days), meant("05/06/2026", *days)
    (['2026-08-20'], ['-3'], ['2026-06-05', '2026-05-06'])
    """
    last = re.fullmatch(r"(?:last|this|on)\s+([a-z]{3,9})", word)
    if last and (name := most_similar(last[1], [*WEEKDAYS, *(day[:3] for day in WEEKDAYS)])):
        return [name]
    named = _named(word, today, exact=False)
    days = [named.day] if named else _in_any_order(word, today)
    known = list(dict.fromkeys(str(day) for day in days if first <= day <= today))
    return known or _distance(word, first, today)


def _distance(word: str, first: date, today: date) -> list[str]:
    """A number of days ago, written otherwise; nothing where there was no day yet."""
    found = re.fullmatch(_DISTANCE, word)
    if found is None:
        return []
    days = int(found[1]) * (7 if found[2].startswith("w") else 1)
    if days > (today - first).days:
        return []
    return [f"-{days}" if days else "today"]


class _NamedDay:
    """A day whose month has its name."""

    def __init__(self, day: date, weekday: str) -> None:
        self.day = day
        self.is_weekday_right = not weekday or WEEKDAYS[day.weekday()].startswith(weekday)


def _named(word: str, today: date, *, exact: bool) -> _NamedDay | None:
    """The day in a text with the name of its month, which may be misspelled unless it has to be exact."""
    if re.fullmatch(_WRITTEN, word) is None:
        return None
    pieces = re.findall(_PIECES, word)
    numbers = [piece for piece in pieces if piece.isdecimal()]
    words = [piece for piece in pieces if not piece.isdecimal() and piece not in _FILLERS]
    # What makes 20th of 20 stands right behind it.
    words = [one for one in words if not (one in _ENDINGS and re.search(rf"[0-9]{one}\b", word))]
    weekday = next((one for one in words if place_of(one, WEEKDAYS, exact=True) is not None), "")
    words = [one for one in words if one != weekday]
    months = [place_of(one, MONTHS, exact=exact) for one in words]
    days = [int(number) for number in numbers if len(number) <= 2]
    years = [int(number) for number in numbers if len(number) == 4]
    if len(days) == 2 and not exact:
        years.append(days.pop() + CENTURY)
    if len(months) != 1 or months[0] is None or len(days) != 1 or len(years) > 1 or len(days + years) != len(numbers):
        return None
    day = _date(years[0], months[0] + 1, days[0]) if years else _last(months[0] + 1, days[0], today)
    return None if day is None else _NamedDay(day, weekday)


def place_of(word: str, names: tuple[str, ...], *, exact: bool) -> int | None:
    """Which of some names a word is, by at least its first three letters or, unless exact, nearly."""
    places = [place for place, name in enumerate(names) if len(word) >= 3 and name.startswith(word)]
    if word == "sept":
        places = [MONTHS.index("september")] if names is MONTHS else []
    if not places and not exact:
        short = [name[:3] for name in names]
        near = most_similar(word, [*names, *short])
        places = [[*names, *short].index(near) % len(names)] if near else []
    return places[0] if places else None


def _in_any_order(word: str, today: date) -> Iterator[date]:
    """The days that two or three numbers can mean, those with the day in front first."""
    run = re.fullmatch(_RUN, word)
    numbers = [*run.groups()] if run else re.split(r"[-/._ ]+", word.strip("-/._ "))
    if not all(re.fullmatch(r"[0-9]{1,2}|[0-9]{4}", number) for number in numbers) or not 2 <= len(numbers) <= 3:
        return
    if len(numbers) == 2:
        for day, month in ((0, 1), (1, 0)):
            if found := _last(int(numbers[month]), int(numbers[day]), today):
                yield found
        return
    for day, month, year in ((0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)):
        number = numbers[year]
        if len(number) != 1 and (found := _date(_year(number), int(numbers[month]), int(numbers[day]))):
            yield found


def _year(number: str) -> int:
    return int(number) + CENTURY if len(number) == 2 else int(number)


def _last(month: int, day: int, today: date) -> date | None:
    """The last day of that name that is not after today; 29 February is eight years apart at most."""
    years = (_date(year, month, day) for year in range(today.year, today.year - 9, -1))
    return next((found for found in years if found and found <= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
