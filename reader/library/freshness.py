"""When a stored day need not be asked for again, and what an answer makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.papers.models import Feed, Paper
from reader.papers.period import EditionClock

if TYPE_CHECKING:
    from reader.store.feeds.rows import Head


def is_fresh(feed: Feed | Head, clock: EditionClock) -> bool:
    """Whether a stored feed need not be asked for again."""
    if feed.settled and not feed.papers:
        return True  # A day that closed without papers stays without.
    return clock.is_fresh(feed.day, feed.fetched_at, settled=feed.settled)


def joined(stored: tuple[Paper, ...], fresh: tuple[Paper, ...], *, whole: bool) -> tuple[Paper, ...]:
    """Join two lists of a day by id: the fresh paper wins, one that left the list stays, after the others.

    Args:
        stored: The list as it was.
        fresh: The list as it is.
        whole: Whether every item of the fresh list could be read; otherwise nothing is said to be gone.
    """
    ids = {paper.id for paper in fresh}
    left = [replace(paper, gone=paper.gone or whole) for paper in stored if paper.id not in ids]
    return tuple(sorted([*fresh, *left], key=lambda paper: (paper.gone, -paper.upvotes)))
