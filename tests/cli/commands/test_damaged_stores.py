"""What commands say of damaged files: what could be kept, and that they agree in its numbers."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.papers.marks import MarkCopy, Timestamped
from reader.store.feeds import rows
from reader.store.feeds.database import FeedDatabase
from tests import slow, some
from tests.cli.exchange import DATABASE
from tests.cli.exchange import put as mark
from tests.cli.running import run, said
from tests.hub.papers import paper_id
from tests.store.feeds.examples import day, feed
from tests.store.feeds.test_archive import put

pytestmark = pytest.mark.slow

CACHE = Path(".cache/daily-papers/v1/cache.db")
STARS = 60
LONG = 8
"""The number of the one day that takes more than a page."""
OFF = "and the network is off (--offline or HF_HUB_OFFLINE)."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a user who has twelve days, one of them without papers, and sixty marks."""
    home = tmp_path / "home"
    shelf = FeedDatabase((home / CACHE).parent)
    put(shelf, *(feed(of, papers=30 if of == LONG else 0 if of == 5 else 3) for of in range(12)))
    shelf.close()
    mark(home, *(MarkCopy(id=paper_id(of), starred=Timestamped(True, of + 1)) for of in range(STARS)))
    return home


def change(path: Path, old: bytes, new: bytes, after: int = 0) -> None:
    """Put other bytes into a file."""
    data = path.read_bytes()
    at = data.index(old, after)
    path.write_bytes(data[:at] + new + data[at + len(new) :])


def page_of(path: Path, name: str) -> int:
    """Where the first page of a table or an index begins."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return (int(connection.execute(query, (name,)).fetchone()[0]) - 1) * 4096


def aside(home: Path) -> list[str]:
    return [path.name for path in (home / CACHE).parent.glob("cache.db.corrupt-*")]


def test_a_day_that_was_lost_with_a_damaged_page_is_told_of_offline(home: Path) -> None:
    path = home / CACHE
    value = rows.encode(feed(LONG, papers=30))
    page = path.read_bytes().index(value[len(value) // 2 :][:300]) // 4096
    change(path, path.read_bytes()[page * 4096 :][:4], b"\x7f\0\0\0", page * 4096)
    first, again = (run("list", str(day(LONG)), "--offline", home=home) for _ in range(2))
    (name,) = aside(home)
    why = f"{day(LONG)} is not stored, {OFF} It may be in {name}, which was damaged and set aside."
    kept = f"The stored papers were damaged: 10 days could be kept. The damaged file was set aside as {name}."
    assert (said(first), said(again)) == ([kept, why], [why])
    assert run("cache", "info", home=home).stdout.splitlines()[0].split()[:4] == ["days", "with", "papers", "10"]


def test_the_damage_is_said_before_the_day_that_is_not_stored(home: Path) -> None:
    (home / CACHE).write_bytes(b"garbage" * 1000)
    done = run("list", str(day(4)), "--offline", home=home)
    (name,) = aside(home)
    assert said(done) == [
        f"The stored papers were damaged: none could be kept. The damaged file was set aside as {name}.",
        f"{day(4)} is not stored, {OFF} It may be in {name}, which was damaged and set aside.",
    ]
    assert (done.returncode, done.stdout) == (1, "")


def test_a_day_that_is_stored_but_cannot_be_read_is_not_called_unstored(home: Path) -> None:
    shelf = FeedDatabase((home / CACHE).parent)
    shelf.replace(rows.keys(day(4))[0], b'{"version":1', "")
    shelf.close()
    why = "Its list is damaged, or a newer version wrote it: daily-papers cache verify lists all such days."
    assert said(run("list", str(day(4)), "--offline", home=home)) == [
        f"{day(4)} is stored but cannot be read, {OFF} {why}"
    ]
    spanned = run("list", "--from", str(day(1)), "--to", str(day(5)), "--offline", home=home)
    assert said(spanned)[0] == (
        f"1 day cannot be read: damaged, or written by a newer version ({day(4)}). To fetch them: "
        f"daily-papers fetch --from {day(4)} --to {day(4)}"
    )
    assert len(spanned.stdout.splitlines()) == 9


@pytest.mark.parametrize(
    ("old", "new"), [(b"INDEX", b"\xffNDEX"), slow(b"SQLite", b"sqlite"), slow(b"Cache (", b"Cachf (")]
)
def test_damage_in_the_first_page_is_said_once_and_all_days_are_there(old: bytes, new: bytes, home: Path) -> None:
    change(home / CACHE, old, new)
    found = run("doctor", "--offline", home=home).stdout
    line = next(line for line in found.splitlines() if "stored days" in line)
    # Both numbers of the sentence are of days with papers.
    assert re.search(r"were damaged: 11 days could be kept\. .* 11 from 2026-08-20 to 2026-08-31, in ", line)
    assert said(run("cache", "verify", home=home)) == ["12 stored days checked, none damaged."]
    assert run("list", "--to", str(day(12)), "--offline", "--count", home=home).stdout == "60\n"


def test_a_key_that_its_index_lost_is_found(home: Path) -> None:
    change(home / CACHE, b"day:2026-08-24", b"day:2026-08-04", page_of(home / CACHE, "Cache_key_raw"))
    checked = run("cache", "verify", home=home)
    assert checked.returncode == 1
    assert "cache.db is damaged (" in said(checked)[0]
    done = run("list", str(day(4)), "--offline", "--count", home=home)
    assert (done.returncode, done.stdout) == (0, "3\n")
    assert "11 days could be kept" in said(done)[-1]
    assert said(run("cache", "verify", home=home)) == ["12 stored days checked, none damaged."]


@pytest.mark.parametrize(
    ("harmed", "first"),
    some(
        2, [("index", "starred"), ("column", "stats"), ("schema", "export"), ("version", "stats"), ("index", "stats")]
    ),
)
def test_commands_agree_on_damaged_marks(harmed: str, first: str, home: Path) -> None:
    path = home / DATABASE
    if harmed == "schema":
        change(path, b"starred_at", b"\xfftarred_at")
    elif harmed == "column":
        change(path, b"note_at", b"note_xt")
    elif harmed == "version":
        path.write_bytes(path.read_bytes()[:60] + b"\x40\0\0\0" + path.read_bytes()[64:])
    else:
        change(path, paper_id(7).encode(), paper_id(7)[:-1].encode() + b"x", page_of(path, "sqlite_autoindex_mark_1"))
    commands = {
        "stats": lambda: int(run("marks", "stats", home=home).stdout.split("starred")[1].split()[0]),
        "starred": lambda: int(run("list", "starred", "--offline", "--count", home=home).stdout),
        "export": lambda: len(run("marks", "export", home=home).stdout.splitlines()),
    }
    order = [first, *(name for name in commands if name != first)]
    assert [commands[name]() for name in order] == [STARS] * 3
    assert len([*path.parent.glob("marks.db.corrupt-*")]) == 1
