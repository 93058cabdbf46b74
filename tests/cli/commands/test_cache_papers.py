"""`daily-papers cache` and papers that were looked up, and full texts: counted, checked and removed like the days."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from reader.papers.discussion.model import Comment, Discussion
from reader.papers.full_text.parsing import parse
from reader.papers.marks import MarkCopy, Timestamped
from reader.store.discussion_codec import KeptDiscussion
from reader.store.documents import FILE_NAME, Documents, KeptPaper
from reader.store.feeds.database import FeedDatabase
from reader.store.text_codec import KeptText
from tests.cli.commands.test_cache import CACHE
from tests.cli.exchange import put as mark
from tests.cli.running import run, said
from tests.store.feeds.examples import feed, paper
from tests.store.feeds.test_archive import put

OLD, NEW = date(2026, 7, 1), date(2026, 8, 20)
FILE = CACHE / FILE_NAME


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a user with a day, papers looked up on two days, one of them starred, and one that is absent."""
    home = tmp_path / "home"
    shelf = FeedDatabase(home / CACHE)
    put(shelf, feed(1))
    shelf.close()
    documents = Documents(home / CACHE)
    for number, day in ((11, OLD), (12, OLD), (13, OLD), (14, NEW)):
        at = datetime.combine(day, time(12), UTC)
        asyncio.run(documents.put_paper(paper(number).id, KeptPaper(paper(number) if number != 13 else None, at)))
    documents.close(10)
    mark(home, MarkCopy(id=paper(12).id, note=Timestamped("Mine.", 5)))
    return home


def stored(home: Path) -> list[str]:
    """The ids of what is stored."""
    with closing(sqlite3.connect(home / FILE)) as connection:
        return [id for (id,) in connection.execute("SELECT id FROM document ORDER BY id")]


def damage(home: Path, number: int) -> None:
    """Have a paper that cannot be read."""
    with closing(sqlite3.connect(home / FILE)) as connection, connection:
        connection.execute("UPDATE document SET value = x'00' WHERE id = ?", (paper(number).id,))


def test_info_counts_them_and_names_their_file(home: Path) -> None:
    done = run("cache", "info", home=home)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[2].split()[:3] == ["single", "papers", "3"]
    assert lines[2].endswith("KiB  2026-07-01 to 2026-08-20")
    assert lines[-1] == f"file of single papers {home / FILE}"


def test_verify_names_the_damaged_ones(home: Path) -> None:
    done = run("cache", "verify", home=home)
    assert (done.returncode, done.stdout) == (0, "")
    assert said(done) == ["1 stored day and 3 single papers checked, none damaged."]
    damage(home, 12)
    before = stored(home)
    done = run("cache", "verify", home=home)
    assert (done.returncode, done.stdout) == (1, f"{paper(12).id}\n")
    assert said(done) == [
        "1 of 3 single papers cannot be read: damaged, or written by a newer version. Opening them looks them up again."
    ]
    assert stored(home) == before


@pytest.mark.slow
def test_verify_sees_that_their_file_itself_is_damaged(home: Path) -> None:
    with closing(sqlite3.connect(home / FILE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (home / FILE).open("r+b") as stream:
        stream.seek(100)
        stream.write(b"\xff" * 8_000)
    content = (home / FILE).read_bytes()
    done = run("cache", "verify", home=home)
    (line,) = said(done)
    assert (done.returncode, done.stdout) == (1, "")
    assert line.startswith(f"{home / FILE} is damaged (")
    assert line.endswith("Delete it: the papers in it are looked up again when they are opened.")
    assert (home / FILE).read_bytes() == content
    assert "The papers that were looked up were damaged" in " ".join(said(run("cache", "info", home=home)))


def test_prune_leaves_what_is_newer_or_has_a_star_or_a_note(home: Path) -> None:
    (line,) = said(run("cache", "prune", "--before", "2026/08/20", home=home))
    assert line.startswith("0 days and 1 single paper before 2026-08-20 removed (")
    assert stored(home) == [paper(12).id, paper(14).id]
    assert said(run("cache", "prune", "--before", "2026-08-20", home=home))[0].startswith("0 days before")


def test_clear_removes_all_of_them_and_what_was_set_aside(home: Path) -> None:
    for name in (f"{FILE_NAME}.corrupt-1", "mine.db.corrupt-1"):
        (home / CACHE / name).write_bytes(b"x")
    assert said(run("cache", "clear", "--yes", home=home))[0].startswith("1 day and 3 single papers removed (")
    assert stored(home) == []
    assert not (home / CACHE / f"{FILE_NAME}.corrupt-1").exists()
    assert (home / CACHE / "mine.db.corrupt-1").exists()


def put_texts(home: Path) -> None:
    """Have two full texts, one of a paper with a note, and one that the Hub does not have."""
    documents = Documents(home / CACHE)
    for number, text in ((11, "A text."), (12, "Another."), (15, None)):
        at = datetime.combine(OLD, time(12), UTC)
        asyncio.run(documents.put_text(paper(number).id, KeptText(text, at), parse(text) if text else None))
    documents.close(10)


def test_full_texts_are_counted_checked_and_removed(home: Path) -> None:
    put_texts(home)
    lines = run("cache", "info", home=home).stdout.splitlines()
    assert lines[3].split()[:3] == ["full", "texts", "2"]
    assert lines[3].endswith("KiB  2026-07-01")
    assert said(run("cache", "verify", home=home)) == [
        "1 stored day, 3 single papers and 2 full texts checked, none damaged."
    ]
    with closing(sqlite3.connect(home / FILE)) as connection, connection:
        connection.execute("UPDATE document SET value = x'00' WHERE id = ? AND kind = 'text'", (paper(11).id,))
    done = run("cache", "verify", home=home)
    assert (done.returncode, done.stdout) == (1, f"{paper(11).id}\n")
    assert said(done)[0].startswith("1 of 2 full texts cannot be read: ")
    (line,) = said(run("cache", "prune", "--before", "2026-08-20", home=home))
    assert line.startswith("0 days, 1 single paper and 1 full text before 2026-08-20 removed (")
    assert stored(home) == [paper(12).id] * 3 + [paper(14).id]
    (line,) = said(run("cache", "clear", "--yes", home=home))
    assert line.startswith("1 day, 2 single papers and 1 full text removed (")
    assert stored(home) == []


def test_discussions_are_counted_checked_and_removed(home: Path) -> None:
    documents = Documents(home / CACHE)
    for number, found in ((11, Discussion()), (12, Discussion(comments=(Comment(id="a", text="Well."),))), (15, None)):
        at = datetime.combine(OLD, time(12), UTC)
        asyncio.run(documents.put_discussion(paper(number).id, KeptDiscussion(found, at)))
    documents.close(10)
    lines = run("cache", "info", home=home).stdout.splitlines()
    assert lines[4].split()[:2] == ["discussions", "2"]
    assert lines[4].endswith("KiB  2026-07-01")
    assert said(run("cache", "verify", home=home)) == [
        "1 stored day, 3 single papers and 2 discussions checked, none damaged."
    ]
    with closing(sqlite3.connect(home / FILE)) as connection, connection:
        connection.execute("UPDATE document SET value = x'00' WHERE id = ? AND kind = 'comments'", (paper(11).id,))
    done = run("cache", "verify", home=home)
    assert (done.returncode, done.stdout) == (1, f"{paper(11).id}\n")
    assert said(done)[0].startswith("1 of 2 discussions cannot be read: ")
    (line,) = said(run("cache", "prune", "--before", "2026-08-20", home=home))
    assert line.startswith("0 days, 1 single paper and 1 discussion before 2026-08-20 removed (")
    assert stored(home) == [paper(12).id] * 2 + [paper(14).id]
    (line,) = said(run("cache", "clear", "--yes", home=home))
    assert line.startswith("1 day, 2 single papers and 1 discussion removed (")
    assert stored(home) == []
