"""What a search of all stored days, or at the Hub, has found, and what the bars say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from reader.papers import humanize
from reader.papers.found import AtHub, Found
from reader.papers.listing import Listing, Summary
from reader.papers.period import Related, Search
from reader.papers.text import clean
from reader.ui.current import USE_NETWORK
from reader.ui.widgets.bars import Titles
from reader.ui.widgets.cells import fit

if TYPE_CHECKING:
    from reader.library.search import SearchResult
    from reader.papers.marks import Mark

LOOKING: Final = "Looking for related papers…"
QUERY_SHOWN: Final = 40
"""Columns of a query that the title shows."""


def name(search: Search, title: str = "") -> str:
    """What a search is called, or what is related to a paper of some title."""
    if isinstance(search, Related):
        return f"Related to {f'“{fit(clean(title), QUERY_SHOWN)}”' if title else search.id}"
    kind = "Hub search" if search.at_hub else "Search"
    return f"{kind} “{fit(clean(search.query), QUERY_SHOWN)}”" if search.query else "All stored papers"


def count(found: Found) -> str:
    """How many papers match, and of which years they are.

    >>> from datetime import date
    >>> from reader.papers.found import AtHub
    >>> from reader.papers.query import parse
    >>> count(Found(parse("mask"), {}, 412, date(2023, 5, 4), date(2026, 8, 20)))
    '412 papers of 2023–2026'
    >>> count(Found(parse("veil -mask"), total=12, hub=AtHub(34, is_filtered=True)))
    '12 of 34 papers, filtered here'
    """
    if found.hub is not None and found.hub.is_filtered:
        return f"{humanize.number(found.total)} of {humanize.counted(found.hub.came, 'paper')}, filtered here"
    if found.first is None or found.last is None:
        return humanize.counted(found.total, "paper")
    years = dict.fromkeys(str(day.year) for day in (found.first, found.last))
    return f"{humanize.exactly(found.total, 'paper')} of {'–'.join(years)}"


def titles(summary: Summary, found: Found, how: Sequence[str]) -> Titles:
    """The title in several lengths, the longest first.

    Args:
        summary: The list in numbers.
        found: The search.
        how: In which way the list is not as it came.
    """
    query = found.query.text.strip()
    full = name(found.period, found.title)
    short = f"“{fit(clean(query), QUERY_SHOWN // 2)}”" if query else "Related" if found.related else "All"
    short = f"Hub {short}" if found.hub else short
    if not found.is_over or (found.hub is not None and found.hub.error):
        return Titles((full, short))
    unread = f" · {humanize.number(summary.unread)} unread" if summary.unread and summary.papers == found.total else ""
    changes = "".join(f" · {part}" for part in how)
    whole = (
        f"{full} · {count(found)}{unread}{changes}",
        f"{full} · {count(found)}{changes}",
        f"{short} · {count(found)}{changes}",
        f"{short} · {_number(found)}{changes}",
    )
    return Titles(whole, (f"{short} · {_number(found)}",))


def _number(found: Found) -> str:
    of = f" of {humanize.number(found.hub.came)}" if found.hub is not None and found.hub.is_filtered else ""
    return f"{humanize.number(found.total)}{of}"


def placeholder(found: Found, *, is_empty: bool, offline: bool) -> str:
    """The sentence in the place of papers, where none are found.

    Args:
        found: The search.
        is_empty: Whether no day is stored.
        offline: Whether the user wants no network.
    """
    if found.hub is not None:
        return _hub_placeholder(found, found.hub)
    if not found.is_over:
        return LOOKING if found.related else "Searching all stored days…"
    if found.related:
        return f"No stored paper is like {found.related}."
    if is_empty:
        return f"No day is stored. {USE_NETWORK if offline else 'Press R to fetch the last 7 days.'}"
    return f"No stored paper matches “{clean(found.query.text)}”."


def _hub_placeholder(found: Found, hub: AtHub) -> str:
    if hub.error:
        return hub.error
    if not found.is_over:
        return "Asking the Hub…"
    if hub.came:
        here = f"{humanize.counted(hub.came, 'paper')}, and none matches “{clean(found.query.text)}”"
        return f"The Hub found {here}."
    return f"The Hub finds nothing for “{clean(found.query.text)}”."


def listing(result: SearchResult, marks: Mapping[str, Mark]) -> Listing:
    """The list of what was found in the stored days."""
    days = {hit.paper.id: hit.day for hit in result.hits}
    found = Found(result.query, days, result.total, result.first, result.last, state=result.state)
    return Listing(tuple(hit.paper for hit in result.hits), marks, search=found)
