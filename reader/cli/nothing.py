"""Why there is nothing to list."""

from __future__ import annotations

from typing import Final

from reader.cli.params import Selection
from reader.papers.humanize import counted
from reader.papers.period import STARRED, Related, Search, read_period
from reader.papers.text import clean

STAR_ONE: Final = "Press s in the reader to star one."


def nothing_at_hub(search: Search, came: int) -> str:
    """The sentence for a search at the Hub that has no papers to show, though some may have come."""
    query = clean(search.query, limit=60)
    if came:
        return f"Nothing to show: the Hub found {counted(came, 'paper')}, and none matches {query}."
    return f"Nothing to show: the Hub finds nothing for {query}."


def nothing(selection: Selection, *, passed_over: bool) -> str:
    """The sentence for when there is nothing to show."""
    if passed_over:
        left = ("matches the query" if selection.query.strip() else "", "is unread" if selection.unread else "")
        return f"Nothing to show: no paper {' and '.join(filter(None, left))}."
    if selection.is_of_days:
        return "Nothing to show: none of these days is stored."
    if isinstance(related := read_period((selection.period or "").strip()), Related):
        return f"Nothing to show: no stored paper is like {related.id}."
    if isinstance(search := read_period((selection.period or "").strip()), Search):
        return f"Nothing to show: no stored paper matches {clean(search.query, limit=60)}."
    if (selection.period or "").strip().lower() == str(STARRED):
        return f"Nothing to show: no paper is starred. {STAR_ONE}"
    return "Nothing to show: there are no papers."
