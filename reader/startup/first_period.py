"""The first view of a reader that begins with a week, a month or what is trending, as far as it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.papers.gathering import gathered
from reader.papers.listing import Listing, listing_of_feed
from reader.papers.models import Feed
from reader.papers.period import Span

if TYPE_CHECKING:
    from reader.library.open import OpenLibrary
    from reader.papers.period import Trending


def listing_of(period: Span | Trending, opened: OpenLibrary) -> Listing:
    """The stored papers of a period with their marks; none where it is not stored yet."""
    feed = _stored(period, opened)
    marks = opened.marks.submit_get(lambda: [paper.id for paper in feed.papers]).result()
    return listing_of_feed(feed, marks)


def _stored(period: Span | Trending, opened: OpenLibrary) -> Feed:
    today, now = opened.clock.newest_day(), opened.clock.now()
    if not isinstance(period, Span):
        return opened.cache.submit_get(period).result() or Feed(period=period, papers=(), fetched_at=now)
    days = period.days(today)
    feeds = opened.cache.submit_feeds(period.dates).result()
    return gathered(period, feeds, today) or Feed(period=period, papers=(), fetched_at=now, missing=days)
