"""What the bar above the panes says of a feed: which day it is, and how fresh."""

from __future__ import annotations

from datetime import date, datetime

from reader.errors import OfflineError, ReaderError, StoreError, UnreachableError
from reader.papers.models import Feed
from reader.ui import words


def titles(feed: Feed | None, today: date) -> tuple[str, ...]:
    """The title in several lengths, the longest first."""
    if feed is None:
        return ("Daily Papers",)
    name = "Sample edition" if feed.source == "sample" else "Daily Papers"
    day = words.long_day(feed.day)
    papers = words.counted(len(feed.papers), "paper")
    return f"{name} · {day} · {papers}", f"{day} · {papers}", f"{words.short_day(feed.day, today)} · {papers}"


def freshness(feed: Feed | None, now: datetime, *, busy: bool, wanted: date | None, error: ReaderError | None) -> str:
    """How fresh the feed is, and why not fresher.

    Args:
        feed: What is shown.
        now: The time, aware.
        busy: Whether something is being fetched.
        wanted: The day that is being fetched, None for the newest.
        error: Why there is nothing fresher.
    """
    if busy:
        elsewhere = feed is not None and wanted is not None and wanted != feed.day
        return f"fetching {words.long_day(wanted)}…" if elsewhere and wanted else "fetching…"
    if feed is not None and feed.source == "sample":
        return "sample edition"
    parts = []
    kept = "fetched" if isinstance(error, StoreError) else "stored"
    if isinstance(error, OfflineError | UnreachableError):
        parts.append("offline")
    elif error is not None and feed is not None:
        parts.append("not stored" if isinstance(error, StoreError) else "not fresh")
    if feed is not None:
        parts.append(f"{kept} {words.age(now - feed.fetched_at)}")
        if feed.skipped:
            parts.append(f"{words.counted(feed.skipped, 'paper')} could not be read")
    return " · ".join(parts)


def placeholder(feed: Feed | None, *, busy: bool, offline: bool) -> str:
    """What stands where the papers would be."""
    if feed is None and busy:
        return "Fetching the papers…"
    if feed is None:
        return "Nothing is stored yet. " + (
            "Start without --offline, or with --sample." if offline else "Press r to ask Hugging Face again."
        )
    return "" if feed.papers else f"No papers on {words.long_day(feed.day)}."
