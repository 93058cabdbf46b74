"""Weeks and months in other spellings than 2026-W33 and 2026-08, each with the one that was meant."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from reader.papers.day_spellings import MONTHS, place_of
from reader.papers.span import Month, Span, Week

_YEAR_FIRST: Final = r"([0-9]{4})[-/._ ]{0,2}(w?)(?:ee)?k?[- ]?([0-9]{1,2})"
_YEAR_LAST: Final = r"([0-9]{1,2})[-/._ ]([0-9]{4})"
_WEEK: Final = r"k?w(?:ee)?k?[- ]?([0-9]{1,2})"
_NAMED: Final = r"([a-z]{3,9})[-/._ ]?([0-9]{4})?|([0-9]{4})[-/._ ]?([a-z]{3,9})"


def meant_span(word: str, first: date, today: date) -> str:
    """The week or the month that a word in lower case may mean, as it should be written; the last month of a year.

    Args:
        word: What was written.
        first: The first day that there is.
        today: The newest one; without a year the last week or month of that name is meant.

    Returns:
        Its name, empty where none is meant.

    >>> days = date(2023, 5, 4), date(2026, 8, 21)
    >>> [meant_span(word, *days) for word in ("2026-8", "2026-w3", "8/2026", "aug", "week 33", "2026", "2025")]
    ['2026-08', '2026-W03', '2026-08', '2026-08', '2026-W33', '2026-08', '2025-12']
    """
    span = _span(word, today)
    return str(span) if span is not None and span.first <= today and span.last >= first else ""


def _span(word: str, today: date) -> Span | None:
    if re.fullmatch("[0-9]{4}", word):
        return _last_of(int(word), today)
    if found := re.fullmatch(_YEAR_FIRST, word):
        year, number = int(found[1]), int(found[3])
        return _week(year, number) if found[2] else _month(year, number)
    if found := re.fullmatch(_YEAR_LAST, word):
        return _month(int(found[2]), int(found[1]))
    if found := re.fullmatch(_WEEK, word):
        year, number = today.isocalendar().year, int(found[1])
        return _week(year if number <= today.isocalendar().week else year - 1, number)
    if (found := re.fullmatch(_NAMED, word)) is None:
        return None
    name, year_behind, year_before, name_behind = found.groups("")
    if (month := place_of(name or name_behind, MONTHS, exact=True)) is None:
        return None
    written = year_behind or year_before
    return _month(int(written) if written else today.year - (month + 1 > today.month), month + 1)


def _last_of(year: int, today: date) -> Span | None:
    return _month(year, today.month if year == today.year else 12)


def _week(year: int, number: int) -> Span | None:
    try:
        return Week.of(date.fromisocalendar(year, number, 1))
    except (ValueError, OverflowError):
        return None


def _month(year: int, number: int) -> Span | None:
    try:
        return Month.of(date(year, number, 1))
    except (ValueError, OverflowError):
        return None
