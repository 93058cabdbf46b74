"""Keys of stored feeds: a day with or without papers, a search at the Hub, another period; nothing is decoded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reader.papers.period import Period

SIZE_LIMIT: Final = 16 * 2**20
"""Bytes of a stored feed; the largest day of the Hub's has half a million."""

PAPERS: Final = "day:"
"""What the keys of days with papers begin with."""
_EMPTY: Final = "empty:"
SEARCHES: Final = "search:"
"""What the keys of searches at the Hub begin with."""
_OTHERS: Final = "period:"
"""What the keys of periods that are not days begin with."""


def keys(day: date) -> tuple[str, str]:
    """Return the key of a day with papers and its key without: one of them is in use.

    The days with papers are thereby known from the keys alone; 1,000 feeds are 150 MB.
    """
    return PAPERS + day.isoformat(), _EMPTY + day.isoformat()


def search_key(words: str) -> str:
    """Return the key of a search for some words, in whichever case: to the Hub they mean the same."""
    return SEARCHES + words.casefold()


def day_with_papers(key: str) -> date | None:
    """Return the day that a key names, or nothing where it names none or one without papers."""
    return day_of(key) if key.startswith(PAPERS) else None


def day_of(key: str) -> date | None:
    """Return the day that a key names, with papers or without, or nothing where it names none."""
    try:
        day = date.fromisoformat(key.removeprefix(PAPERS).removeprefix(_EMPTY))
    except ValueError:
        return None
    return day if key in keys(day) else None


def key_of(period: Period) -> str:
    """Return the key of a period that is not a day."""
    return f"{_OTHERS}{period}"


def is_of_period(key: str) -> bool:
    """Whether a key is one of a period that is not a day."""
    return key.startswith(_OTHERS)
