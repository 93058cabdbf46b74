"""Files of SQLite that are set aside, and locks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reader.store import sqlite
from tests.store.marks.papers import aside


def test_the_log_is_set_aside_with_its_file(tmp_path: Path) -> None:
    for name in ("cache.db", "cache.db-wal", "cache.db-shm", "cache.db-other"):
        (tmp_path / name).write_text(name)
    damaged = sqlite.set_aside(tmp_path / "cache.db")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        damaged.name: "cache.db",
        f"{damaged.name}-wal": "cache.db-wal",
        f"{damaged.name}-shm": "cache.db-shm",
        "cache.db-other": "cache.db-other",
    }


def test_names_of_files_set_aside_are_never_used_twice(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / "cache.db").write_bytes(b"garbage %d" % number)
        sqlite.set_aside(tmp_path / "cache.db")
    found = sorted(path.read_bytes() for path in aside(tmp_path / "cache.db"))
    assert found == [b"garbage %d" % number for number in range(5)]


@pytest.mark.parametrize(
    "content", [b"x", b"What is no lock. " * 99, b"SQLite format 3\0" + bytes(4096), bytes(range(200))]
)
def test_a_damaged_lock_is_a_lock_for_everybody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "one.lock").write_bytes(content)
    with sqlite.held(tmp_path / "one", 0.0):
        inode = (tmp_path / "one.lock").stat().st_ino
        with pytest.raises(sqlite3.OperationalError, match="locked"), sqlite.held(tmp_path / "one", 0.0):
            pass
    with sqlite.held(tmp_path / "one", 0.0):
        assert (tmp_path / "one.lock").stat().st_ino == inode
