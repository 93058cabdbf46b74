"""What the Hub understands of a request for papers, and why it refuses the rest."""

from __future__ import annotations

import re
from datetime import date, timedelta


class Refused(Exception):
    """Why the Hub refuses a request, in its own words."""


def number(query: dict[str, str], name: str, default: int, *, at_least: int, at_most: int) -> int:
    text = query.get(name, str(default))
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise Refused(f"✖ Invalid input: expected number, received NaN\n  → at {name}")
    if int(text) > at_most:
        raise Refused(f"✖ Too big: expected number to be <={at_most}\n  → at {name}")
    if int(text) < at_least:
        raise Refused(f"✖ Too small: expected number to be >={at_least}\n  → at {name}")
    return int(text)


def _date(text: str) -> date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused("✖ Invalid ISO date\n  → at date")


def span_of(query: dict[str, str], today: date) -> tuple[date, date] | None:
    """The first and the last day that a request asks for, None for all days.

    Raises:
        Refused: There is no such day, week or month, or it is not open yet; week 53 is refused in every year.
    """
    for name, read in (("date", _day), ("week", _week), ("month", _month)):
        if name in query:
            first, last = read(query[name])
            if first > today:
                bound = f"{today}T00:00:00.000Z"
                raise Refused(f'✖ "{name}" must be less than or equal to "{bound}"\n  → at {name}')
            return first, last
    return None


def _day(text: str) -> tuple[date, date]:
    day = _date(text)
    return day, day


def _week(text: str) -> tuple[date, date]:
    if not re.fullmatch(r"[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-2])", text):
        raise Refused("✖ Invalid ISO week\n  → at week")
    first = date.fromisocalendar(int(text[:4]), int(text[6:]), 1)
    return first, first + timedelta(6)


def _month(text: str) -> tuple[date, date]:
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        raise Refused("✖ Invalid month\n  → at month")
    first = date.fromisoformat(f"{text}-01")
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
