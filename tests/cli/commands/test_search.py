"""`daily-papers search`: the stored days, and nothing else."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.papers.marks import Change
from reader.papers.models import Feed, Paper
from reader.papers.period import DAY, Day
from reader.store import sqlite
from reader.store.feeds.cache import Cache
from reader.store.index import building
from reader.store.index.index import FEW
from reader.store.marks.marks import Marks
from tests.cli.exchange import DATABASE
from tests.cli.running import run, said
from tests.conftest import Start
from tests.terminal import Terminal, environment

OLD = date(2025, 3, 5)
TITLED = Paper(id="2503.00001", title="A veil", upvotes=3)
SAID = Paper(id="2503.00002", title="Another", abstract="Unveiled.", upvotes=50)
OTHER = Paper(id="2503.00003", title="Nothing of it", upvotes=9)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a user who has two days, both with the same paper."""
    home = tmp_path / "home"
    cache = Cache(home / ".cache/daily-papers/v1")
    for day, papers in ((OLD, (TITLED, OTHER)), (OLD + DAY, (SAID, TITLED))):
        asyncio.run(cache.put(Feed(period=Day(day), papers=papers, fetched_at=datetime.now(UTC), settled=True)))
    cache.close(10)
    return home


def test_papers_of_all_stored_days_the_best_match_first(home: Path) -> None:
    template = ("--template", "{day} {id}")
    both = "2025-03-06 2503.00001\n2025-03-06 2503.00002\n"
    assert run("search", "veil", *template, home=home).stdout == both
    assert run("search", "VEIL", "--limit", "1", *template, home=home).stdout == both.splitlines(True)[0]
    by_votes = run("search", "veil", "--sort", "votes", "--limit", "1", "--json", home=home)
    (only,) = json.loads(by_votes.stdout)
    assert (only["id"], only["day"], bool(only["fetched_at"])) == (SAID.id, "2025-03-06", True)
    assert run("search", "nothing", "it", "--count", home=home).stdout == "1\n"
    assert run("search", "--count", "--", "is:unread", "-veil", home=home).stdout == "1\n"
    assert run("list", "search veil", *template, home=home).stdout == both  # A period like any other.


@pytest.mark.parametrize(
    "name",
    ["arXiv:2503.00001v2 [cs.CL]", "https://arxiv.org/abs/2503.00001).", "https://mirror.example/papers/2503.00001"],
)
def test_a_paper_is_found_by_its_name(home: Path, name: str) -> None:
    found = run("search", name, "--template", "{id}", home=home, HF_ENDPOINT="https://mirror.example")
    assert found.stdout == "2503.00001\n"


def test_marks_count(home: Path) -> None:
    marks = Marks(home / DATABASE)
    asyncio.run(marks.write([Change(TITLED.id, "read", True)]))
    marks.close(10)
    assert run("search", "veil", "--unread", "--ids", home=home).stdout == f"{SAID.id}\n"
    assert run("search", "is:read", "--ids", home=home).stdout == f"{TITLED.id}\n"


@pytest.mark.parametrize(
    ("query", "code", "sentence"),
    [
        ("zzz", 1, "Nothing to show: no stored paper matches zzz."),
        ("veil (", 2, "“(” needs a term after it (at the end)."),
    ],
)
def test_what_is_not_found_is_said(home: Path, query: str, code: int, sentence: str) -> None:
    done = run("search", query, home=home)
    assert (done.returncode, done.stdout, said(done)[-1]) == (code, "", sentence)


def test_without_stored_days_it_says_how_to_store_some(tmp_path: Path) -> None:
    done = run("search", "veil", home=tmp_path)
    assert (done.returncode, said(done)) == (
        1,
        ["Nothing to show: no days are stored. Run daily-papers fetch to get the last 30 days."],
    )


def test_the_sample_edition_is_searched(tmp_path: Path) -> None:
    assert run("search", "--sample", "--count", "", home=tmp_path).stdout.strip().isdigit()


LIKE = Paper(id="2503.00011", title="A world model for kites", abstract="Kites fly in a world model.")
ALIKE = Paper(id="2503.00012", title="Kites and the world", abstract="We fly them.")


@pytest.fixture
def related(home: Path) -> Path:
    """The same home with two papers that are alike, on two days."""
    cache = Cache(home / ".cache/daily-papers/v1")
    for day, paper in ((OLD + 2 * DAY, LIKE), (OLD + 5 * DAY, ALIKE)):
        asyncio.run(cache.put(Feed(period=Day(day), papers=(paper,), fetched_at=datetime.now(UTC), settled=True)))
    cache.close(10)
    return home


@pytest.mark.slow
def test_papers_that_are_like_a_stored_one(related: Path) -> None:
    template = ("--template", "{day} {id}")
    found = "2025-03-10 2503.00012\n"
    assert run("search", "--related", LIKE.id, *template, home=related).stdout == found
    assert run("search", "--related", f"https://arxiv.org/abs/{LIKE.id}v2", *template, home=related).stdout == found
    assert run("list", f"related {LIKE.id}", *template, home=related).stdout == found  # A period like any other.
    nearest, *_ = json.loads(run("search", "--related", ALIKE.id, "--limit", "3", "--json", home=related).stdout)
    assert (nearest["id"], nearest["day"]) == (LIKE.id, "2025-03-07")


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (("--related", "2503.99999"), 1, "2503.99999 is not stored, so it cannot be compared with other papers."),
        (("--related", OTHER.id), 1, f"Nothing to show: no stored paper is like {OTHER.id}."),
        (("--related", "veil"), 2, "“veil” is not an arXiv id or a paper URL: write it like 2608.17271."),
        (("--related", LIKE.id, "veil"), 2, "Papers like one are found without a QUERY: give that or --related ID."),
        ((), 2, "QUERY is missing."),
    ],
)
def test_what_is_like_nothing_is_said_in_a_sentence(
    related: Path, args: tuple[str, ...], code: int, sentence: str
) -> None:
    ran = run("search", *args, home=related)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert said(ran)[-1].startswith(sentence)


LONG = """
import asyncio, sys
from reader.cli.waiting import told
async def typed():
    return await asyncio.to_thread(sys.stdin.readline)
asyncio.run(told(typed(), lambda: (40, 122)))
"""
"""A search that takes until input ends."""


def test_a_terminal_sees_how_far_the_index_is_until_there_is_an_answer(tmp_path: Path) -> None:
    with Terminal((sys.executable, "-c", LONG), env=environment(tmp_path), columns=40) as terminal:
        terminal.wait_for("Indexing stored days… 40 of 122")
        terminal.press("\x04")  # Nothing is echoed for it, which would move the cursor.
        assert terminal.wait() == 0
        assert terminal.rest().strip() == ""


@pytest.mark.parametrize("words", [("veil",), ("--related", TITLED.id)])
@pytest.mark.slow
def test_a_terminal_is_told_that_the_search_waits_for_another_program(
    home: Path, start: Start, words: tuple[str, ...]
) -> None:
    cache = Cache(home / ".cache/daily-papers/v1")
    for day in (OLD + number * DAY for number in range(2, FEW + 2)):
        asyncio.run(cache.put(Feed(period=Day(day), papers=(TITLED,), fetched_at=datetime.now(UTC), settled=True)))
    cache.close(10)
    with sqlite.held(home / ".cache/daily-papers/v1" / building.LOCK, 5.0):
        terminal = start("search", *words, "--count")
        terminal.wait_for("Searching stored days…")
    assert terminal.wait() == 0
    assert terminal.rest().strip() in ("0", "2")


def test_what_is_found_is_a_table_under_what_was_searched_for(home: Path, start: Start) -> None:
    terminal = start("search", "veil", "--offline")
    assert terminal.wait() == 0
    assert terminal.rest().splitlines()[0].startswith("Search “veil” · ")
