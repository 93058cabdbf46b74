"""The number of unread papers for a status bar: without click, and always what the command would say."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reader.papers.marks import Change
from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.cli.exchange import DATABASE
from tests.cli.running import loaded, run, said

DAY = date(2025, 3, 5)
COUNT = ("list", "--unread", "--count", "--offline")
FEEDS = Path(".cache/daily-papers/v1")


def papers(day: date, count: int = 3) -> tuple[Paper, ...]:
    return tuple(
        Paper(id=f"{day:%y%m}.{day.day:02}{number:03}", title='A "id":"x","title":') for number in range(count)
    )


def store(home: Path, *days: date, count: int = 3) -> None:
    cache = Cache(home / FEEDS)
    at = datetime.now(UTC) - timedelta(hours=3)
    for day in days:
        asyncio.run(cache.put(Feed(period=Day(day), papers=papers(day, count), fetched_at=at, settled=True)))
    cache.close(10)


def mark(home: Path, *changes: Change) -> None:
    marks = Marks(home / DATABASE)
    asyncio.run(marks.write(changes))
    marks.close(10)


def change(home: Path, name: Path | str, statement: str) -> None:
    with closing(sqlite3.connect(home / name)) as connection, connection:
        connection.execute(statement)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home where two days are stored, and a paper of the newer one is read, another one starred."""
    home = tmp_path / "home"
    store(home, DAY, DAY + timedelta(1))
    first, second, *_ = papers(DAY + timedelta(1))
    mark(home, Change(first.id, "read", True), Change(second.id, "starred", True))
    mark(home, Change(second.id, "read", True))
    mark(home, Change(second.id, "read", False))
    return home


def test_it_takes_neither_click_nor_msgspec(home: Path) -> None:
    done = run(*COUNT, home=home)
    assert (done.returncode, done.stdout, said(done)) == (0, "2\n", ["Fetched 3 h ago."])
    modules = loaded(*COUNT, home=home)
    assert "sqlite3" in modules
    assert not modules & {"click", "msgspec", "diskcache", "asyncio", "concurrent.futures", "reader.library"}


def test_options_may_come_in_any_order(home: Path) -> None:
    for words in (("--offline", "list", "--count", "--unread"), ("list", "--offline", "--count", "--unread")):
        assert run(*words, home=home).stdout == "2\n"
        assert "click" not in loaded(*words, home=home)
    assert run("--count", "list", "--unread", "--offline", home=home).returncode == 2


def test_it_sees_what_an_open_reader_has_just_written(home: Path) -> None:
    marks, cache = Marks(home / DATABASE), Cache(home / FEEDS)
    day = DAY + timedelta(2)
    asyncio.run(cache.put(Feed(period=Day(day), papers=papers(day, 5), fetched_at=datetime.now(UTC), settled=True)))
    asyncio.run(marks.write([Change(papers(day)[0].id, "read", True)]))
    done = run(*COUNT, home=home)
    assert (done.stdout, said(done)) == ("4\n", ["Fetched just now."])
    assert "click" not in loaded(*COUNT, home=home)
    marks.close(10)
    cache.close(10)


def test_it_makes_no_files(home: Path) -> None:
    before = sorted(home.rglob("*"))
    run(*COUNT, home=home)
    assert sorted(home.rglob("*")) == before


def _future(home: Path) -> None:
    store(home, date.today() + timedelta(30), count=9)


def _without_marks(home: Path) -> None:
    (home / DATABASE).unlink(missing_ok=True)


def _empty_day(home: Path) -> None:
    store(home, DAY + timedelta(5), count=0)


def _nothing(home: Path) -> None:
    (home / FEEDS / "cache.db").unlink(missing_ok=True)


def _cut(home: Path) -> None:
    change(home, FEEDS / "cache.db", "UPDATE Cache SET value = substr(value, 1, 200) WHERE key = 'day:2025-03-06'")


def _other_version(home: Path) -> None:
    query = "UPDATE Cache SET value = CAST(replace(CAST(value AS TEXT), '\"version\":1', '\"version\":2') AS BLOB)"
    change(home, FEEDS / "cache.db", f"{query} WHERE key = 'day:2025-03-06'")


def _timeless(home: Path) -> None:
    change(home, DATABASE, "UPDATE mark SET read_at = NULL")


def _not_a_database(home: Path) -> None:
    (home / DATABASE).write_bytes(b"no database" * 1000)


def _not_a_cache(home: Path) -> None:
    (home / FEEDS / "cache.db").write_bytes(b"no database" * 1000)


def _nameless(lines: list[str]) -> list[str]:
    """What was said, without the name of a file that was set aside: it has the time, and a number if that is taken."""
    return [re.sub(r"(?:[0-9T:.-]+Z?)+", "…", line) for line in lines]


@pytest.mark.parametrize(
    ("spoil", "count"),
    [
        (_future, "9\n"),
        (_without_marks, "3\n"),
        pytest.param(_empty_day, "2\n", marks=pytest.mark.slow),
        pytest.param(_nothing, "", marks=pytest.mark.slow),
        (_cut, "3\n"),
        pytest.param(_other_version, "3\n", marks=pytest.mark.slow),
        pytest.param(_timeless, "3\n", marks=pytest.mark.slow),
        pytest.param(_not_a_database, "3\n", marks=pytest.mark.slow),
        pytest.param(_not_a_cache, "", marks=pytest.mark.slow),
    ],
)
def test_it_is_what_the_command_says(home: Path, spoil: Callable[[Path], None], count: str) -> None:
    spoil(home)
    done = run(*COUNT, home=home)
    assert done.stdout == count
    spoil(home)
    command = run(*COUNT, "--limit", "1000", home=home)  # Words that only click understands.
    assert (command.stdout, command.returncode) == (done.stdout, done.returncode)
    assert _nameless(said(command)) == _nameless(said(done))


@pytest.mark.parametrize("shell", [">/dev/full", ">&-"])
def test_what_cannot_be_written_is_said(home: Path, shell: str) -> None:
    done = run(*COUNT, home=home, shell=shell)
    assert done.returncode == 1
    assert said(done)[0].startswith("stdout cannot be written: ")
