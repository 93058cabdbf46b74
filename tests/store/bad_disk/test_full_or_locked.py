"""A full disk, a lock that another program has, errors that pass: reading goes on, and writing as soon as it can."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import StoreError
from tests import disks
from tests.disks import fill
from tests.store.bad_disk.files import (
    BUSY,
    FULL,
    Opener,
    content,
    held,
    keep_one,
    lines,
    on_the_handle,
    when_opening_writes,
)
from tests.store.bad_disk.stores import Store
from tests.store.conftest import Starter


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one mebibyte."""
    with disks.small_disk(tmp_path / "disk") as path:
        yield path


async def test_a_disk_that_fills_up_keeps_what_is_on_it(store: Store, small_disk: Path, opened: Opener) -> None:
    front = opened(small_disk / "folder" / store.file)
    await keep_one(store, front)
    filler = fill(small_disk)
    for number in (1, 2):
        with pytest.raises(StoreError, match=rf"^Not saved: {FULL} Reading still works\.$"):
            await store.keep(front, number, True)
        assert await store.kept(front) == {1}
    await store.check(front)
    assert (FULL in front.notice) == store.writes_unasked
    filler.unlink()
    await store.keep(front, 2, True)
    assert await store.kept(front) == {1, 2}
    await store.check(front)
    assert front.notice == ""


async def test_a_full_disk_can_be_read_from_the_start(store: Store, small_disk: Path, opened: Opener) -> None:
    first = opened(small_disk / store.file)
    await keep_one(store, first)
    first.close(10)
    fill(small_disk)
    front = opened(small_disk / store.file)
    assert await store.kept(front) == {1}
    assert front.notice == f"{store.handle.words.read_only}: {FULL}"
    with pytest.raises(StoreError, match=rf"^Not saved: {FULL}"):
        await store.keep(front, 2, True)


async def test_a_full_disk_with_nothing_on_it(store: Store, small_disk: Path, opened: Opener) -> None:
    fill(small_disk)
    front = opened(small_disk / "folder" / store.file)
    assert await store.kept(front) == set()
    assert front.notice == when_opening_writes(store, f"{store.handle.words.closed}: {FULL}")
    with pytest.raises(StoreError, match=rf"^Not saved: {FULL}"):
        await store.keep(front, 1, False)
    assert await store.kept(front) == set()


async def test_a_limit_on_the_size_of_files(store: Store, path: Path, opened: Opener, started: Starter) -> None:
    first = opened()
    await keep_one(store, first)
    first.close(10)
    limit = len(content(path)) + 2**17
    found, notice, _, failure, later = lines(
        started("look-within-limit", store.name, path, limit, module="bad_disk.child")
    )
    assert (found, notice, later) == ("[1]", "", "[1]")
    assert failure.startswith("Not saved: ")
    assert await store.kept(opened()) == {1}


@pytest.mark.usefixtures("brief")
async def test_a_locked_file_is_read_and_written_once_it_is_free(store: Store, path: Path, opened: Opener) -> None:
    before = opened()
    await keep_one(store, before)
    fresh = opened()
    with held(path):
        # One was opened before it was locked, one after.
        for front, notice in (
            (before, ""),
            (fresh, when_opening_writes(store, f"{store.handle.words.read_only}: {BUSY}")),
        ):
            assert await store.kept(front) == {1}
            assert front.notice == notice
            with pytest.raises(StoreError, match=rf"^Not saved: {BUSY} Reading still works\.$"):
                await store.keep(front, 2, False)
            assert await store.kept(front) == {1}
            assert front.notice == notice
    await store.keep(before, 2, False)
    await store.keep(fresh, 3, False)
    assert await store.kept(before) == await store.kept(fresh) == {1, 2, 3}
    assert before.notice == fresh.notice == ""


@pytest.mark.usefixtures("brief")
async def test_a_write_that_failed_holds_no_lock(store: Store, path: Path, opened: Opener) -> None:
    front = opened()
    await keep_one(store, front)
    with held(path), pytest.raises(StoreError):
        await store.keep(front, 2, False)
    await keep_one(store, opened(), 3)


async def test_a_read_error_is_a_miss_until_it_is_over(store: Store, opened: Opener) -> None:
    front = opened()
    await keep_one(store, front)

    def fail(rows: object) -> None:
        raise sqlite3.DatabaseError("disk I/O error")

    assert await on_the_handle(front, lambda handle: handle.read(fail, "missing")) == "missing"
    assert front.notice.startswith(f"{store.handle.words.unreadable}: ")
    with pytest.raises(StoreError) as failure:
        await on_the_handle(front, lambda handle: handle.demand(fail, "missing"))
    assert str(failure.value) == front.notice
    assert await store.kept(front) == {1}
    assert front.notice == ""


async def test_a_write_error_closes_the_file_and_the_next_write_opens_it(store: Store, opened: Opener) -> None:
    front = opened()
    await keep_one(store, front)
    calls: list[object] = []

    def fail(rows: object) -> None:
        calls.append(rows)
        raise sqlite3.DatabaseError("disk I/O error")

    for _ in range(2):
        with pytest.raises(StoreError, match=r"^Not saved: .* failed \(disk I/O error\)\. .* Reading still works\.$"):
            await on_the_handle(front, lambda handle: handle.write(fail))
    assert len(calls) == 2
    assert calls[0] is not calls[1]
    await keep_one(store, front, 2)
