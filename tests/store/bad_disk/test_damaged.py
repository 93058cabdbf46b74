"""A damaged file is set aside, what is whole in it is kept, and the user is told."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.errors import StoreError
from reader.store import sqlite
from tests.store.bad_disk.files import (
    PAGE,
    Opener,
    barred,
    content,
    keep_one,
    on_the_handle,
    spoil,
)
from tests.store.bad_disk.stores import Store
from tests.store.conftest import mode
from tests.store.marks.examples import lay
from tests.store.marks.papers import aside

HOPELESS = {
    "garbage": lambda whole: b"not a database " * 1000,
    "zeroed": lambda whole: b"\0" * len(whole),
}


@pytest.mark.parametrize("first", ["read", "write", "check"])
@pytest.mark.parametrize("spoiled", HOPELESS.values(), ids=HOPELESS)
async def test_what_is_no_database_is_set_aside(
    spoiled: Callable[[bytes], bytes], first: str, store: Store, path: Path, whole: bytes, opened: Opener
) -> None:
    lay(path, spoiled(whole))
    front = opened()
    if first == "check":
        await store.check(front)
    if first != "write":
        assert await store.kept(front) == set()
    await keep_one(store, front, 5)
    (damaged,) = aside(path)
    assert content(damaged) == spoiled(whole)
    assert front.notice == store.nothing_kept.format(damaged.name)
    assert mode(path) == 0o600
    front.close(10)
    again = opened()
    assert await store.kept(again) == {5}
    assert (again.notice, aside(path)) == ("", [damaged])


# SQLite takes a file without a page for an empty one.
@pytest.mark.parametrize("rest", [b"", b"x"])
async def test_an_empty_file_is_a_new_one(rest: bytes, store: Store, path: Path, opened: Opener) -> None:
    lay(path, rest)
    front = opened()
    assert await store.kept(front) == set()
    await keep_one(store, front)
    assert (front.notice, aside(path)) == ("", [])


async def test_an_empty_file_is_opened_once(
    store: Store, path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(path, b"")
    connect = store.handle._connect
    calls: list[object] = []

    def connect_and_count(self: Any) -> Any:
        calls.append(self)
        return connect(self)

    monkeypatch.setattr(store.handle, "_connect", connect_and_count)
    front = opened()
    for _ in range(3):
        assert await store.kept(front) == set()
    assert len(calls) == 1


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
async def test_of_a_truncated_file_is_kept_what_is_left(
    part: float, store: Store, path: Path, whole: bytes, opened: Opener
) -> None:
    lay(path, whole[: int(len(whole) * part)])
    front = opened()
    await store.check(front)
    await store.kept(front)
    await keep_one(store, front, store.count)
    assert len(aside(path)) == 1
    assert "were damaged" in front.notice


@pytest.mark.slow
@pytest.mark.parametrize(
    "filling", [b"\0" * PAGE, b"\xff" * PAGE, random.Random(1).randbytes(PAGE)], ids=["0", "ff", "random"]
)
async def test_any_one_page_overwritten_costs_little(
    filling: bytes, store: Store, path: Path, whole: bytes, opened: Opener
) -> None:
    kept = []
    for page in range(1, len(whole) // PAGE):
        place = path.parent / f"{page}" / store.file
        lay(place, whole[: page * PAGE] + filling + whole[(page + 1) * PAGE :])
        front = opened(place)
        await store.check(front)
        found = await store.kept(front)
        kept.append(len(found))
        await keep_one(store, front, store.count)
        assert await store.kept(front) == found | {store.count}, page
        assert len(aside(place)) <= 1, page
        front.close(10)
        shutil.rmtree(place.parent)
    # Pages of settings and indexes, and those that rows hang on, cost nothing.
    assert min(kept) >= store.count - store.page
    assert kept.count(store.count) >= 2


@pytest.mark.parametrize("write", [False, True], ids=["reading", "writing"])
async def test_damage_that_shows_later_is_repaired_at_once(
    write: bool, store: Store, path: Path, whole: bytes, opened: Opener
) -> None:
    lay(path, whole)
    front, late = opened(), opened()
    for early in (front, late):
        # No more than that: SQLite would remember what it read.
        await on_the_handle(early, lambda handle: handle.open())
    spoil(path)
    if write:
        await store.keep(front, store.count, False)
    assert len(await store.kept(front)) == write
    (damaged,) = aside(path)
    assert front.notice == store.nothing_kept.format(damaged.name)
    # Another one that has the damaged file open leaves the new one alone.
    assert await store.kept(late) == await store.kept(front)
    assert aside(path) == [damaged]
    await store.keep(late, store.count + 1, False)
    assert aside(path) == [damaged]
    assert store.count + 1 in await store.kept(front)
    assert await store.kept(front) == await store.kept(late)


async def test_a_damaged_file_that_cannot_be_renamed_is_left(
    store: Store, path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(path, b"garbage" * 1000)

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "rename", refuse)
    front = opened()
    assert await store.kept(front) == set()
    assert front.notice == f"{store.handle.words.closed}: {barred(store, path.parent)}"
    assert content(path) == b"garbage" * 1000


async def test_one_repair_that_does_not_help_is_the_last(store: Store, path: Path, opened: Opener) -> None:
    front = opened()
    await keep_one(store, front)
    calls: list[object] = []

    def fail(rows: object) -> None:
        calls.append(rows)
        raise sqlite.DamageError("damaged again")

    with pytest.raises(StoreError, match=r"^Not saved: .* failed \(damaged again\)"):
        await on_the_handle(front, lambda handle: handle.write(fail))
    assert (len(calls), len(aside(path))) == (2, 1)
    assert await on_the_handle(front, lambda handle: handle.read(fail, "missing")) == "missing"
    assert (len(calls), len(aside(path))) == (4, 2)
    assert await store.kept(front) == {1}


async def test_only_what_can_be_written_is_repaired(
    store: Store, path: Path, whole: bytes, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(path, whole)
    front = opened()
    failures: list[object] = []

    def refuse(self: object) -> None:
        raise PermissionError(13, "Permission denied")

    def fail_once(rows: object) -> None:
        failures.append(rows)
        if len(failures) == 1:
            raise sqlite.DamageError("damaged")

    with monkeypatch.context() as barring:
        barring.setattr(store.handle, "_connect", refuse)
        assert len(await store.kept(front)) == store.count
        assert front.notice == f"{store.handle.words.read_only}: {barred(store, path.parent)}"
        await on_the_handle(front, lambda handle: handle.read(fail_once, None))
        assert front.notice.startswith(f"{store.handle.words.unreadable}: ")
        assert (len(failures), aside(path)) == (1, [])
        assert len(await store.kept(front)) == store.count
    await keep_one(store, front, store.count)
    failures.clear()
    await on_the_handle(front, lambda handle: handle.write(fail_once))
    assert (len(failures), len(aside(path))) == (2, 1)
    assert len(await store.kept(front)) == store.count + 1


async def test_a_damaged_byte_in_the_schema_costs_nothing(
    store: Store, path: Path, whole: bytes, opened: Opener
) -> None:
    spot = whole.index(b"INDEX", 0, PAGE) + 1
    lay(path, whole[:spot] + b"\xff" + whole[spot + 1 :])
    assert len(await store.kept(opened())) == store.count


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda whole: whole[:100] + b"\xff" + whole[101:],
        lambda whole: b"x" + whole[1:],
        lambda whole: b"\0" * PAGE + whole[PAGE:],
    ],
    ids=["a byte", "the first byte", "all of it"],
)
async def test_damage_in_the_first_page_costs_nothing(
    spoiled: Callable[[bytes], bytes], store: Store, path: Path, whole: bytes, opened: Opener
) -> None:
    lay(path, spoiled(whole))
    front = opened()
    await store.check(front)
    assert len(await store.kept(front)) == store.count
    assert "were damaged" in front.notice
    (damaged,) = aside(path)
    assert content(damaged) == spoiled(whole)
