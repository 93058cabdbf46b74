"""Files of another program, and of a newer version of this one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import StoreError
from tests.store.bad_disk.files import (
    Opener,
)
from tests.store.bad_disk.stores import Store
from tests.store.marks.examples import lay
from tests.store.marks.papers import aside


async def test_a_database_of_another_program_is_left_alone(store: Store, path: Path, opened: Opener) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(f"{store.foreign}; INSERT INTO {store.foreign.split()[2]} VALUES ('kept')")
    front = opened()
    assert await store.kept(front) == set()
    with pytest.raises(StoreError, match=r"^Not saved: "):
        await store.keep(front, 1, False)
    assert await store.kept(front) == set()
    front.close(10)
    assert aside(path) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(f"SELECT precious FROM {store.foreign.split()[2]}").fetchall() == [("kept",)]


async def test_a_file_of_a_newer_version_is_only_read(store: Store, path: Path, opened: Opener, whole: bytes) -> None:
    if not store.version:
        pytest.skip("its file has no version: each row has its own")
    lay(path, whole)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(store.version)
    front = opened()
    assert len(await store.kept(front)) == store.count
    assert front.notice == f"{store.handle.words.read_only}: {store.newer}"
    with pytest.raises(StoreError) as failure:
        await store.keep(front, store.count, False)
    assert str(failure.value) == f"Not saved: {store.newer} Reading still works."
    await store.check(front)
    assert aside(path) == []
