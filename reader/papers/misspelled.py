"""What was probably meant by a text that is not a day or another period."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from reader.errors import UnknownPeriodError
from reader.papers.day_spellings import meant
from reader.papers.day_words import WEEKDAYS
from reader.papers.edition import FIRST_DAY
from reader.papers.links import paper_id
from reader.papers.span_spellings import meant_span
from reader.papers.spelling import most_similar

OTHER_NAMES: Final = {
    **dict.fromkeys(("latest", "newest", "new", "now", "last", "tomorrow"), "today"),
    **dict.fromkeys(("stars", "saved", "favorites", "favourites", "bookmarks"), "starred"),
}
"""What other programs call a period, and what it is called here."""
_LONG_NAMES: Final = tuple(name for name in OTHER_NAMES if len(name) > 4)
_ADDRESS: Final = r"[a-z]+://|www\."
_ADDRESSES: Final = "papers are pages of arXiv, alphaXiv and Hugging Face, such as https://arxiv.org/abs/2608.17271"


def check_number(text: str, month: date, today: date) -> None:
    """Raise for the number of a day of a month that is shown, which is said nowhere else: another one may be meant.

    Args:
        text: What was written, such as `19` or `19th`.
        month: A day of that month.
        today: The newest day.

    Raises:
        UnknownPeriodError: It is such a number, and the month has that day.
    """
    found = re.fullmatch(r"([0-9]{1,2})(?:\.|st|nd|rd|th)?", text.strip().lower())
    number = int(found[1]) if found else 0
    if 1 <= number <= monthrange(month.year, month.month)[1]:
        day = month.replace(day=number)
        if FIRST_DAY <= day <= today:
            raise UnknownPeriodError(f"“{_shown(text)}” is not a period; did you mean {day}?", str(day))


def _shown(text: str) -> str:
    printable = "".join(c if c.isprintable() else "�" for c in text)
    return printable if len(printable) <= 40 else printable[:39] + "…"


def unknown(text: str, what: str, days: tuple[date, date], more: tuple[str, ...] = ()) -> UnknownPeriodError:
    """Say that a word is not a period, and which one was probably meant.

    Args:
        text: What was written.
        what: What it is not.
        days: The first day that there is and the newest one.
        more: Names of other periods.
    """
    word = _shown(text.strip())
    short = tuple(name[:3] for name in WEEKDAYS) if len(word) <= 4 else ()
    named = most_similar(word, ("today", "yesterday", *more, *WEEKDAYS, *short))
    if more and (id := paper_id(word)) is not None:
        return UnknownPeriodError(f"{id} is a paper, not a period: daily-papers show {id} shows it.", "")
    if more and re.match(_ADDRESS, word.lower()):
        return UnknownPeriodError(f"No paper has the address “{_shown(text)}”: {_ADDRESSES}.", "")
    other = OTHER_NAMES.get(word.lower()) or OTHER_NAMES.get(most_similar(word, _LONG_NAMES), "")
    known = " or ".join(meant(word.lower(), *days)) or (meant_span(word.lower(), *days) if more else "")
    likely = known or (other if other in ("today", *more) and (word.lower() in OTHER_NAMES or not named) else named)
    ways = ", ".join(("2026-08-20", "today", "yesterday", "-3 (days ago)", "fri (last Friday)", *more))
    clause = f"; did you mean {likely}?" if likely else f": try {' or '.join(ways.rsplit(', ', 1))}."
    return UnknownPeriodError(f"“{_shown(text)}” is not a {what}{clause}", likely)
