"""What people call days, and what to say of a word that is none of it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reader.errors import UnknownPeriodError


def named_day(word: str, today: date) -> date | None:
    """The day that a word names; None for what is not one."""
    if word == "today":
        return today
    if word == "yesterday":
        return today - timedelta(1)
    if re.fullmatch(r"-[0-9]{1,5}", word):
        return today + int(word) * timedelta(1)
    if (day := iso_day(word)) is not None:
        return day
    if len(word) >= 3 and (names := [i for i, name in enumerate(_WEEKDAY_NAMES) if name.startswith(word)]):
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


_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _shown(text: str) -> str:
    printable = "".join(c if c.isprintable() else "�" for c in text)
    return printable if len(printable) <= 40 else printable[:39] + "…"


def unknown(text: str, what: str, more: tuple[str, ...] = ()) -> UnknownPeriodError:
    """Say that a word is not a period, and which one was probably meant."""
    from reader.papers.text import most_similar

    word = _shown(text.strip())
    short = tuple(name[:3] for name in _WEEKDAY_NAMES) if len(word) <= 4 else ()
    similar = most_similar(word, ("today", "yesterday", *more, *_WEEKDAY_NAMES, *short))
    ways = ", ".join(("2026-08-20", "today", "yesterday", "-3 (days ago)", "fri (last Friday)", *more))
    meant = f"; did you mean {similar}?" if similar else f": try {' or '.join(ways.rsplit(', ', 1))}."
    return UnknownPeriodError(f"“{_shown(text)}” is not a {what}{meant}", similar)
