"""A file that is removed or replaced while it is open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reader.errors import StoreError
from reader.store import sqlite
from tests.store.bad_disk.files import (
    Opener,
    keep_one,
    move,
    on_the_handle,
    remove,
)
from tests.store.bad_disk.stores import Store
from tests.store.marks.examples import lay
from tests.store.marks.papers import aside


@pytest.mark.parametrize("what", ["file", "file and log", "folder"])
async def test_a_write_after_the_file_was_removed_makes_it_again(
    what: str, store: Store, path: Path, opened: Opener
) -> None:
    front = opened()
    await keep_one(store, front)
    remove(path, what)
    await keep_one(store, front, 2)
    # A log that was left behind may be taken for that of the new file.
    assert {2} <= await store.kept(opened()) <= ({1, 2} if what == "file" else {2})
    assert front.notice == ""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_a_write_after_the_file_was_replaced_goes_to_the_new_one(
    store: Store, path: Path, whole: bytes, opened: Opener
) -> None:
    front = opened()
    await keep_one(store, front, store.count)
    lay(path.with_name("new"), whole)
    sqlite.remove_companions(path)
    move(path.with_name("new"), path)
    await keep_one(store, front, store.count + 1)
    assert await store.kept(opened()) == {*range(store.count), store.count + 1}


async def test_a_file_replaced_while_it_is_opened_is_opened_again(
    store: Store, path: Path, whole: bytes, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = opened()
    await keep_one(store, empty, store.count)
    empty.close(10)
    other = path.with_name("other")
    lay(other, whole)
    connect = store.handle._connect

    def connect_and_replace(self: Any) -> Any:
        rows = connect(self)
        if other.exists():
            move(path, path.with_name("old"))
            move(other, path)
        return rows

    monkeypatch.setattr(store.handle, "_connect", connect_and_replace)
    assert await store.kept(opened()) == set(range(store.count))


async def test_a_write_under_way_while_the_file_is_set_aside_is_made_again(
    store: Store, path: Path, opened: Opener
) -> None:
    front = opened()
    await keep_one(store, front)
    files: list[sqlite.Identity | None] = []

    def move_once(rows: object) -> None:
        files.append(sqlite.identity(path))
        if len(files) == 1:
            sqlite.set_aside(path)

    await on_the_handle(front, lambda handle: handle.write(move_once))
    assert len(set(files)) == len(files) == 2
    await keep_one(store, front, 2)
    assert await store.kept(opened()) == {2}


async def test_a_file_that_is_taken_away_again_and_again_is_given_up(store: Store, path: Path, opened: Opener) -> None:
    front = opened()
    with pytest.raises(StoreError) as failure:
        await on_the_handle(front, lambda handle: handle.write(lambda rows: sqlite.set_aside(path)))
    assert str(failure.value) == ("Not saved: another program keeps removing the file. Reading still works.")
    assert len(aside(path)) == 3
    await keep_one(store, front)
