"""Files of SQLite that are set aside."""

from __future__ import annotations

from pathlib import Path

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
