"""`daily-papers cache`: what it must not do, whoever asks for it."""

from __future__ import annotations

import asyncio
import io
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.papers.models import Feed
from reader.store.feeds import rows
from reader.store.feeds.cache import Cache
from tests.cli.running import run, said
from tests.store.feeds.examples import day, feed, paper
from tests.terminal import CHECKOUT, READER, Terminal, environment

FOLDER = Path(".cache/daily-papers/v1")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a user who has three days."""
    home = tmp_path / "home"
    cache = Cache(home / FOLDER)
    for number in range(1, 4):
        asyncio.run(cache.put(feed(number)))
    cache.close(10)
    return home


def stored(home: Path, number: int) -> Feed | None:
    """The feed of a day, as the reader reads it."""
    cache = Cache(home / FOLDER)
    found = cache.submit_get(day(number)).result(60)
    cache.close(10)
    return found


def test_nothing_is_cleared_where_nobody_can_be_asked(home: Path) -> None:
    done = run("cache", "clear", home=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert said(done) == ["Not a terminal: confirm with --yes."]
    assert stored(home, 1) == feed(1)
    assert run("cache", "clear", "--yes", home=home).returncode == 0
    assert stored(home, 1) is None


@pytest.mark.parametrize(("answer", "code", "left"), [("y\r", 0, 0), ("n\r", 1, 1), ("\r", 1, 1), ("\x03", 130, 1)])
def test_clear_asks_whoever_is_there(home: Path, answer: str, code: int, left: int) -> None:
    with Terminal((*READER, "cache", "clear"), env=environment(home), cwd=CHECKOUT, columns=200) as terminal:
        terminal.wait_for("Remove all days and papers stored in", "[y/N]")
        assert terminal.answer(answer) == code
    assert (stored(home, 1) is not None) == left


NOW = datetime.now(UTC)
FOREIGN = {
    "an id that is none": replace(feed(9), papers=(paper(1), replace(paper(2), id="../../etc"))),
    "an id with a version": replace(feed(9), papers=(replace(paper(2), id="2608.00002v2"),)),
    "the future": replace(feed(9), fetched_at=NOW + timedelta(days=2)),
}


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "end of input"])
def test_an_interrupted_question_ends_its_line_and_removes_nothing(home: Path, key: str) -> None:
    with Terminal((*READER, "cache", "clear"), env=environment(home), cwd=CHECKOUT, columns=200) as terminal:
        terminal.wait_for_output(b"[y/N]: ")
        assert terminal.answer(key) == 130
        assert bytes(terminal.output).rpartition(b"[y/N]: ")[2].replace(b"^C", b"") == b"\r\n"
    assert stored(home, 1) == feed(1)


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_a_day_that_the_reader_cannot_have_fetched_is_not_imported(home: Path, tmp_path: Path, foreign: Feed) -> None:
    file = tmp_path / "days.tar"
    with tarfile.open(file, "w", format=tarfile.USTAR_FORMAT) as made:
        for one in (replace(feed(8), fetched_at=NOW), foreign):
            value = rows.encode(one)
            member = tarfile.TarInfo(f"{one.day}.json")
            member.size = len(value)
            made.addfile(member, io.BytesIO(value))
    done = run("cache", "import", str(file), home=home)
    assert done.returncode == 1
    assert said(done)[0] == "1 day imported."
    assert said(done)[1].startswith("1 day of ")
    assert stored(home, 8) is not None
    assert stored(home, 9) is None


def no_database(path: Path) -> None:
    path.write_bytes(b"not a database " * 1000)


def damaged_index(path: Path) -> None:
    """Empty a page that no reading of a day comes by."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        [(root,)] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'Cache_expire_time'")
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "advice"),
    [
        (no_database, ". daily-papers doctor sets it aside, and keeps what can be read."),
        (damaged_index, ", delete the damaged file, and run daily-papers cache import FILE."),
    ],
)
def test_a_damaged_file_is_said_and_left_as_it_is(home: Path, damage: Callable[[Path], None], advice: str) -> None:
    path = home / FOLDER / "cache.db"
    damage(path)
    before = path.read_bytes()
    done = run("cache", "verify", home=home)
    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = said(done)
    assert sentence.startswith(f"{path} is damaged (")
    assert sentence.endswith(advice)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*corrupt*"))


def test_verifying_makes_no_complaint_where_nothing_is_damaged_or_stored(home: Path, tmp_path: Path) -> None:
    for where in (home, tmp_path / "other"):
        assert run("cache", "verify", home=where).returncode == 0
