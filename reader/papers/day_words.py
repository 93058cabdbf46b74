"""What people call days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final


def named_day(word: str, today: date) -> date | None:
    """The day that a word names; None for what is not one, or is spelled in one of the ways of `day_spellings`."""
    if word == "today":
        return today
    if word == "yesterday":
        return today - timedelta(1)
    if re.fullmatch(r"-[0-9]{1,5}", word):
        return today + int(word) * timedelta(1)
    if (day := iso_day(word)) is not None:
        return day
    if len(word) >= 3 and (names := [i for i, name in enumerate(WEEKDAYS) if name.startswith(word)]):
        return today - (today.weekday() - names[0]) % 7 * timedelta(1)
    return None


def iso_day(word: str) -> date | None:
    """A day as in 2026-08-20; None for what is not one."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
