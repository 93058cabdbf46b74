"""Stored days at a glance: how many papers each has, and how many of them are unread or starred."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from reader.papers.calendar import StoredDay, stored_day

if TYPE_CHECKING:
    from reader.store.feeds.cache import Cache
    from reader.store.marks.marks import Marks


async def at_a_glance(days: Iterable[date], cache: Cache, marks: Marks) -> dict[date, StoredDay]:
    """Count the papers of those days that are stored; neither is the Hub asked nor a paper read."""
    heads = await cache.heads(days)
    kept = await marks.get(id for head in heads for id in head.ids)
    return {head.day: stored_day(head.ids, kept) for head in heads}
