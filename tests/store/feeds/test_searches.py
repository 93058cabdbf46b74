"""Searches at the Hub as they are stored: replaced, never joined, and only the last ones."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from reader.errors import StoreError
from reader.papers.models import SearchFeed
from reader.store.feeds import maintenance, searches
from reader.store.feeds.cache import Cache
from reader.store.feeds.database import FeedDatabase
from tests.store.conftest import Opener
from tests.store.feeds.examples import FIRST, day, feed, paper

AT = datetime(2026, 8, 21, 1, 30, tzinfo=UTC)


def found(words: str = "veil [MASK] 论文", *numbers: int) -> SearchFeed:
    papers = tuple(map(paper, numbers or (1, 2)))
    return SearchFeed(words=words, papers=papers, fetched_at=AT, fragments=("Veil",), skipped=1)


async def test_what_was_found_is_there_for_the_next_start(opened: Opener, folder: Path) -> None:
    first = opened(folder)
    assert await first.search("veil") is None
    await first.put_search(found())
    first.close(10)
    assert await opened(folder).search("VEIL [mask] 论文") == found()


async def test_a_later_answer_takes_the_place_of_the_former(cache: Cache) -> None:
    await cache.put_search(found("veil", 1, 2))
    await cache.put_search(found("Veil", 3))
    assert await cache.search("veil") == found("Veil", 3)


async def test_only_the_last_searches_are_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "KEPT", 3)
    await cache.put(feed(1))
    for words in ("one", "two", "three", "one", "four", "five"):
        await cache.put_search(found(words))
    kept = [words for words in ("one", "two", "three", "four", "five") if await cache.search(words)]
    assert kept == ["one", "four", "five"]
    assert await cache.get(day(1)) == feed(1)


async def test_it_is_not_a_day(cache: Cache, folder: Path) -> None:
    await cache.put(feed(0))
    await cache.put_search(found(str(FIRST)))
    await cache.put_search(found("day:2026-08-19"))
    assert await cache.days() == (FIRST,)
    database = FeedDatabase(folder)
    full, empty = maintenance.kinds(database)
    assert (full.days, empty.days, maintenance.searches(database)[0]) == (1, 0, 2)
    assert [*maintenance.damaged(database)] == [(FIRST, False)]
    maintenance.remove(database, FIRST)
    assert maintenance.searches(database)[0] == 2
    maintenance.remove(database)
    assert maintenance.searches(database) == (0, 0)
    database.close()


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        searches.encode(found("another")),
        searches.encode(replace(found("veil"), fetched_at=AT.replace(tzinfo=None))),
        searches.encode(found("veil")).replace(b'"version":1', b'"version":2'),
    ],
    ids=["empty", "not UTF-8", "deep", "another", "without zone", "newer"],
)
def test_what_cannot_be_read_is_missing(value: bytes) -> None:
    assert searches.decode(value, "veil") is None


def test_it_is_cleaned_again() -> None:
    record = msgspec.json.decode(searches.encode(found("veil")))
    record["search"]["fragments"] = ["a\x1b[2J"]
    record["search"]["papers"][0]["title"] = "a\x1b[2J"
    stored = searches.decode(msgspec.json.encode(record), "veil")
    assert stored is not None
    assert (stored.fragments, stored.papers[0].title) == (("a\ufffd[2J",), "a\ufffd[2J")


def test_what_is_too_large_is_not_stored() -> None:
    with pytest.raises(StoreError):
        searches.encode(replace(found("veil"), fragments=("x" * 2**24,)))
