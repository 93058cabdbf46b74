"""Stored days and their index, in a folder of their own, and what a search has to give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.papers.marks import Mark, Timestamped
from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from reader.papers.query import Query
from reader.papers.relevance import Matches
from reader.store.feeds import rows
from reader.store.feeds.database import FeedDatabase
from reader.store.index import building
from reader.store.index.index import Answer, Index

MONDAY, TUESDAY, WEDNESDAY = date(2026, 8, 17), date(2026, 8, 18), date(2026, 8, 19)
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)


def paper(number: int, title: str = "A title", abstract: str = "", **fields: object) -> Paper:
    return replace(Paper(id=f"2608.{number:05}", title=title, abstract=abstract), **fields)


def feed(day: date, *papers: Paper) -> Feed:
    return Feed(period=Day(day), papers=papers, fetched_at=NOON, settled=True)


class Stored:
    """Stored days, and the index of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = FeedDatabase(folder)
        self.index = Index(folder)
        self.feeds: dict[date, Feed] = {}
        self.read: frozenset[str] = frozenset()

    def put(self, *feeds: Feed) -> None:
        """Store days."""
        for one in feeds:
            value = rows.encode(one)
            self.database.replace(rows.keys(one.day)[0], value, rows.keys(one.day)[1])
            kept = rows.decode(value, one.day)
            assert kept is not None
            self.feeds[one.day] = kept

    def build(self) -> None:
        """Build the index, as its process does."""
        building.bring_up_to_date(self.folder, lambda done, days: None)

    def search(self, query: Query, limit: int | None = None) -> Answer:
        """Search the index."""
        return self.index.submit_search(query, limit, {"read": self.read, "starred": (), "noted": ()}).result(60)

    def expected(self, query: Query, limit: int | None = None) -> Answer:
        """What has to be found."""
        marks: Mapping[str, Mark] = {id: Mark(read=Timestamped(True, 1)) for id in self.read}
        matches = Matches(query)
        for day in sorted(self.feeds, reverse=True):
            matches.add(self.feeds[day], marks)
        hits = tuple((match.paper, match.rank.day) for match in matches.best(limit))
        return Answer(hits, matches.total, *(matches.days or (None, None)))

    def files(self) -> list[str]:
        """The names of the files of the index."""
        return [path.name for path in building.files(self.folder / building.FOLDER)]

    def close(self) -> None:
        """Close all of it."""
        self.index.close(60)
        self.database.close()


@contextmanager
def stored_in(folder: Path) -> Iterator[Stored]:
    """Stored days in a folder, closed at the end."""
    stored = Stored(folder)
    try:
        yield stored
    finally:
        stored.close()


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Stored]:
    """Stored days, of which there are none yet."""
    with stored_in(tmp_path / "v1") as made:
        yield made
