"""What the bar above the panes says of a feed: which day it is, and how fresh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from reader.config.actions import ORDER_WORDS
from reader.errors import OfflineError, ReaderError, StoreError, UnreachableError
from reader.papers import humanize
from reader.papers.listing import Summary
from reader.papers.models import Feed
from reader.papers.period import Day, Period, Starred
from reader.ui.widgets.cells import fit

QUERY_SHOWN: Final = 24
"""Columns of a query that the title shows."""


def titles(shown: Period, feed: Feed | None, today: date, summary: Summary) -> tuple[str, ...]:
    """The title in several lengths, the longest first.

    Args:
        shown: The period on the screen.
        feed: Its feed, or that of the day before the starred papers.
        today: The day it is, for dates without their year.
        summary: The list in numbers.
    """
    starred = isinstance(shown, Starred)
    if feed is None and not starred:
        return ("Daily Papers",)
    names = _names(feed, today) if feed and not starred else ("Starred papers", "Starred", "★")
    unread = f"{humanize.number(summary.unread)} unread" if summary.unread else "all read"
    counts = f"{humanize.counted(summary.papers, 'paper')}{f' · {unread}' if summary.papers else ''}"
    fraction = f"{humanize.number(summary.unread)}/{humanize.number(summary.papers)} unread"
    how = "".join(f" · {part}" for part in _how(summary, starred))
    return (
        *(f"{name} · {counts}{how}" for name in names),
        f"{names[-1]} · {fraction}{how}",
        f"{fraction}{how}",
        f"{names[-1]} · {counts}",
        f"{names[-1]} · {fraction}",
    )


def _names(feed: Feed, today: date) -> tuple[str, ...]:
    edition = "Sample edition" if feed.source == "sample" else "Daily Papers"
    day = humanize.long_day(feed.day)
    return f"{edition} · {day}", day, humanize.short_day(feed.day, today)


def _how(summary: Summary, starred: bool) -> Iterator[str]:
    """In which way the list is not as it came."""
    filter, order = summary.arrangement
    if filter != "all":
        yield f"{filter} only"
    if order != ("starred" if starred else "upvotes"):
        yield f"by {ORDER_WORDS[order]}"
    if summary.query:
        yield f"/{fit(summary.query, QUERY_SHOWN)} {humanize.number(summary.found)} found"


def freshness(
    shown: Period,
    feed: Feed | None,
    now: datetime,
    *,
    busy: bool,
    wanted: Period,
    ahead: tuple[int, int],
    error: ReaderError | None,
) -> str:
    """How fresh the feed is, and why not fresher.

    Args:
        shown: The period on the screen; starred papers have no age.
        feed: Its feed, or that of the day before the starred papers.
        now: The time, aware.
        busy: Whether something is being fetched.
        wanted: The day that is being fetched.
        ahead: How many days have been fetched ahead, and of how many; 0 if none are.
        error: Why there is nothing fresher.
    """
    if busy:
        if isinstance(wanted, Day) and feed is not None and wanted.date != feed.day:
            return f"fetching {humanize.long_day(wanted.date)}…"
        return "fetching…"
    if ahead[1]:
        return f"fetching ahead {ahead[0]}/{ahead[1]}"
    if isinstance(shown, Starred):
        return ""
    if feed is not None and feed.source == "sample":
        return "sample edition"
    parts = []
    if isinstance(error, OfflineError | UnreachableError):
        parts.append("offline")
    elif error is not None and feed is not None:
        parts.append("not stored" if isinstance(error, StoreError) else "not refreshed")
    if feed is not None:
        parts.append(f"fetched {humanize.age(now - feed.fetched_at)}")
        if feed.skipped:
            parts.append(f"{humanize.counted(feed.skipped, 'paper')} could not be read")
    return " · ".join(parts)


def placeholder(shown: Period, feed: Feed | None, *, busy: bool, offline: bool) -> str:
    """The sentence in the place of papers, where there are none."""
    if isinstance(shown, Starred):
        return "No paper is starred. Press 1 to go back to the day, and s on a paper to star it."
    if feed is None and busy:
        return "Fetching the papers…"
    if feed is None:
        what = f"{humanize.long_day(shown.date)} is not stored." if isinstance(shown, Day) else "Nothing is stored yet."
        return f"{what} " + (
            "Start without --offline, or with --sample." if offline else "Press r to ask Hugging Face again."
        )
    return "" if feed.papers else f"No papers on {humanize.long_day(feed.day)}."
