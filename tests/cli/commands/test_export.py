"""The options of `daily-papers export`: what is in the file, and what is refused."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.papers.marks import Change
from reader.papers.models import Feed, Paper
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.cli.exchange import DATABASE
from tests.cli.running import run

DAY = date(2025, 3, 5)
PAPER = Paper(id="2503.05040", title="A paper", upvotes=3, withdrawn=datetime(2025, 4, 1, tzinfo=UTC))
NOTE = "Read the appendix."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home where a day with a withdrawn paper is stored, and a note on it."""
    cache = Cache(tmp_path / ".cache/daily-papers/v1")
    asyncio.run(cache.put(Feed(day=DAY, papers=(PAPER,), fetched_at=datetime.now(UTC), settled=True)))
    cache.close(10)
    marks = Marks(tmp_path / DATABASE)
    asyncio.run(marks.write([Change(PAPER.id, "note", NOTE)]))
    marks.close(10)
    return tmp_path


@pytest.mark.parametrize("form", ["ris", "csl-json", "markdown"])
def test_a_note_is_exported_only_on_request(home: Path, form: str) -> None:
    words = ("export", str(DAY), "--format", form)
    assert NOTE not in run(*words, home=home).stdout
    assert NOTE in run(*words, "--with-notes", home=home).stdout
