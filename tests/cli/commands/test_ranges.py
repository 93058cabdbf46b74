"""Several days in one order, and days that have no list."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.papers.marks import Change
from reader.papers.models import Feed, Paper
from reader.papers.period import DAY, Day
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.cli.exchange import DATABASE
from tests.cli.running import run, said
from tests.conftest import Start
from tests.hub.double import HubDouble

OLD = date(2025, 3, 5)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


def store(home: Path, *feeds: Feed) -> None:
    cache = Cache(home / ".cache/daily-papers/v1")
    for feed in feeds:
        asyncio.run(cache.put(feed))
    cache.close(10)


def mark(home: Path, *changes: Change) -> None:
    marks = Marks(home / DATABASE)
    asyncio.run(marks.write(changes))
    marks.close(10)


def votes(day: date, *votes: int) -> Feed:
    """A feed of a day with papers that have so many votes, in this order."""
    listed = tuple(
        Paper(id=f"{day:%y%m}.{day.day:02}{number:03}", title=f"With {count} votes", upvotes=count)
        for number, count in enumerate(votes)
    )
    return Feed(period=Day(day), papers=listed, fetched_at=datetime.now(UTC), settled=True)


RANGE = ("--from", str(OLD), "--to", str(OLD + 2 * DAY), "--offline")


@pytest.mark.slow
def test_the_best_of_a_range_are_those_of_all_its_days(home: Path) -> None:
    store(home, votes(OLD, 5, 90, 1), votes(OLD + DAY, 70, 7), votes(OLD + 2 * DAY, 3, 100))
    best = ("--limit", "3", "--template", "{day} {votes}")
    three = "2025-03-07 100\n2025-03-05 90\n2025-03-06 70\n"
    assert run("list", *RANGE, "--sort", "upvotes", *best, home=home).stdout == three
    assert run("list", *RANGE, "--sort", "Votes", *best, home=home).stdout == three  # As queries and tables call them.
    assert run("list", *RANGE, *best, home=home).stdout == "2025-03-05 5\n2025-03-05 90\n2025-03-05 1\n"  # Not sorted.
    done = run("export", *RANGE, "--sort", "votes", "--limit", "2", "--format", "jsonl", home=home)
    assert [json.loads(line)["day"] for line in done.stdout.splitlines()] == ["2025-03-07", "2025-03-05"]
    assert all(json.loads(line)["fetched_at"] for line in done.stdout.splitlines())


def test_a_sorted_range_is_chosen_from_before_it_is_cut(home: Path) -> None:
    store(home, votes(OLD, 5, 90), votes(OLD + DAY, 70, 7))
    mark(home, Change(votes(OLD, 5, 90).papers[1].id, "read", True))
    words = (*RANGE, "--sort", "upvotes", "--limit", "2", "--template", "{votes}")
    assert run("list", *words, "--unread", home=home).stdout == "70\n7\n"
    assert run("list", *words, "--query", "votes:<60", home=home).stdout == "7\n5\n"
    none = run("list", *words, "--query", "nowhere", home=home)
    assert (none.returncode, none.stdout, said(none)[-1]) == (1, "", "Nothing to show: no paper matches the query.")


def test_a_sorted_range_is_one_table_that_names_days(start: Start, home: Path) -> None:
    store(home, votes(OLD, 5, 90), votes(OLD + DAY, 70))
    reader = start("list", *RANGE, "--sort", "upvotes", "--limit", "2")
    reader.wait_for("Wed 5 Mar 2025 to Fri 7 Mar 2025 · 2 papers", "2503.05001 · Wed 5 Mar 2025", "Thu 6 Mar 2025")
    assert "With 5 votes" not in reader.text


@pytest.mark.parametrize(
    ("day", "name", "before"),
    [
        ("2025-03-08", "Sat 8 Mar 2025: Saturdays", "2025-03-07"),
        ("2025-03-09", "Sun 9 Mar 2025: Sundays", "2025-03-07"),
    ],
)
def test_a_day_without_a_list_is_said_to_have_none(
    home: Path, double: HubDouble, day: str, name: str, before: str
) -> None:
    done = run("list", day, HF_ENDPOINT=double.url, home=home)
    assert (done.returncode, done.stdout) == (1, "")
    assert said(done) == [
        f"No papers on {name} have no list. The last day before it that can have one is Fri 7 Mar 2025 ({before})."
    ]
    assert double.requests == []
    assert run("list", day, "--count", HF_ENDPOINT=double.url, home=home).stdout == "0\n"
