"""A damaged file is set aside, what is whole in it is kept, and the reader is told."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.store import sqlite
from reader.store.feeds import database, diskcache_rows
from reader.store.feeds.cache import Cache
from reader.store.feeds.diskcache_rows import DiskcacheRows
from tests.store.conftest import Opener
from tests.store.feeds.examples import day, feed

PAGE = 4096
COUNT = 12


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a cache of twelve days."""
    # asyncio is not needed here: the thread's futures can be waited for.
    folder = tmp_path_factory.mktemp("whole")
    cache = Cache(folder)
    for number in range(COUNT):
        cache._worker.submit(cache._put, feed(number)).result(10)
    cache.close(10)
    return (folder / "cache.db").read_bytes()


def lay(folder: Path, content: bytes) -> Path:
    folder.mkdir(parents=True)
    (folder / "cache.db").write_bytes(content)
    return folder / "cache.db"


def aside(folder: Path) -> list[Path]:
    """The files that were set aside, without those that SQLite makes beside them."""
    return sorted(path for path in folder.glob("cache.db.corrupt-*") if not path.name.endswith(("-wal", "-shm")))


async def what_is_stored(cache: Cache) -> int:
    """How many days are there, each of them whole; the listing names no other."""
    feeds = [await cache.get(day(number)) for number in range(COUNT)]
    assert all(found in (None, feed(number)) for number, found in enumerate(feeds))
    listed = await cache.days()
    assert {found.day for found in feeds if found} <= set(listed) <= {day(number) for number in range(COUNT + 1)}
    return sum(found is not None for found in feeds)


HOPELESS = [
    pytest.param(lambda whole: b"not a database " * 1000, id="garbage"),
    pytest.param(lambda whole: whole[:50], id="half a header"),
    pytest.param(lambda whole: b"\0" * len(whole), id="zeroed"),
    pytest.param(lambda whole: b"\0" * PAGE + whole[PAGE:], id="first page zeroed"),
]


@pytest.mark.parametrize("spoil", HOPELESS)
async def test_what_is_no_database_is_set_aside(
    spoil: Callable[[bytes], bytes], whole: bytes, folder: Path, opened: Opener
) -> None:
    lay(folder, spoil(whole))
    cache = opened(folder)
    assert await cache.get(day(1)) is None
    (damaged,) = aside(folder)
    assert (
        cache.notice
        == f"The stored papers were damaged: no days could be kept, the rest was set aside as {damaged.name}."
    )
    assert damaged.read_bytes() == spoil(whole)
    await cache.put(feed(1))
    assert await cache.get(day(1)) == feed(1)
    cache.close(10)
    again = opened(folder)
    assert await again.get(day(1)) == feed(1)
    assert again.notice == ""
    assert aside(folder) == [damaged]


# SQLite takes a file without a page for an empty one.
@pytest.mark.parametrize("content", [b"", b"x"])
async def test_an_empty_file_is_a_new_cache(content: bytes, folder: Path, opened: Opener) -> None:
    lay(folder, content)
    cache = opened(folder)
    await cache.put(feed(1))
    assert await cache.get(day(1)) == feed(1)
    assert (cache.notice, aside(folder)) == ("", [])


async def test_a_folder_in_the_place_of_the_file_is_set_aside_with_what_is_in_it(folder: Path, opened: Opener) -> None:
    lay(folder / "cache.db", b"precious")
    cache = opened(folder)
    await cache.put(feed(1))
    assert await cache.get(day(1)) == feed(1)
    (damaged,) = aside(folder)
    assert (damaged / "cache.db").read_bytes() == b"precious"


async def test_a_pipe_in_the_place_of_the_file_is_set_aside_unopened(tmp_path: Path, opened: Opener) -> None:
    os.mkfifo(tmp_path / "cache.db")
    cache = opened(tmp_path)
    await cache.put(feed(1))
    assert await cache.get(day(1)) == feed(1)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
async def test_a_truncated_file_gives_what_is_left(part: float, whole: bytes, folder: Path, opened: Opener) -> None:
    lay(folder, whole[: int(len(whole) * part)])
    cache = opened(folder)
    await what_is_stored(cache)
    await cache.put(feed(COUNT))
    assert await cache.get(day(COUNT)) == feed(COUNT)
    assert len(aside(folder)) == 1
    assert "were damaged" in cache.notice


@pytest.mark.parametrize(
    "filling", [b"\0" * PAGE, b"\xff" * PAGE, random.Random(1).randbytes(PAGE)], ids=["0", "ff", "random"]
)
async def test_any_one_page_overwritten_costs_few_days(
    filling: bytes, whole: bytes, tmp_path: Path, opened: Opener
) -> None:
    kept = []
    for page in range(1, len(whole) // PAGE):
        folder = tmp_path / str(page)
        lay(folder, whole[: page * PAGE] + filling + whole[(page + 1) * PAGE :])
        cache = opened(folder)
        kept.append(await what_is_stored(cache))
        await cache.put(feed(COUNT))
        assert await cache.get(day(COUNT)) == feed(COUNT), page
        assert await what_is_stored(cache) == kept[-1], page
        cache.close(10)
        shutil.rmtree(folder)
    # The page that every row hangs on is one of them, and pages of settings and indexes cost nothing.
    assert sorted(kept)[1] >= COUNT - 4
    assert kept.count(COUNT) >= 2


@pytest.fixture
def kept_aside(tmp_path: Path, whole: bytes) -> Iterator[tuple[Path, DiskcacheRows]]:
    """A file that was set aside, and the new rows beside it."""
    (tmp_path / "aside").write_bytes(whole)
    with closing(diskcache_rows.connect(tmp_path, 2)) as rows:
        yield tmp_path / "aside", rows


def change_value(path: Path, number: int, value: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE Cache SET value = ? WHERE key = 'day:{day(number)}'", (value,))


def test_rows_of_a_newer_reader_are_copied_and_broken_ones_are_not(kept_aside: tuple[Path, DiskcacheRows]) -> None:
    path, rows = kept_aside
    change_value(path, 1, b'{"version":2}')
    change_value(path, 2, b'{"version":1,"fe')
    change_value(path, 3, "text")
    assert database.copy(path, rows) == COUNT - 2
    assert [rows.value(f"day:{day(number)}") for number in (1, 2, 3)] == [b'{"version":2}', None, None]


def test_what_was_stored_meanwhile_is_not_overwritten(kept_aside: tuple[Path, DiskcacheRows]) -> None:
    path, rows = kept_aside
    rows.set(f"day:{day(1)}", b"newer")
    assert database.copy(path, rows) == COUNT - 1
    assert rows.value(f"day:{day(1)}") == b"newer"


def test_copying_ends_where_the_disk_does(
    kept_aside: tuple[Path, DiskcacheRows], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, rows = kept_aside
    add = rows.add

    def add_three(key: str, value: bytes) -> bool:
        if len(rows) == 3:
            raise sqlite3.OperationalError("database or disk is full")
        return bool(add(key, value))

    monkeypatch.setattr(rows, "add", add_three)
    assert database.copy(path, rows) == 3


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
    assert sorted(path.read_bytes() for path in aside(tmp_path)) == [b"garbage %d" % number for number in range(5)]


async def test_damage_that_shows_in_writing_is_mended_at_once(folder: Path, opened: Opener, whole: bytes) -> None:
    path = lay(folder, whole)
    cache = opened(folder)
    assert await cache.get(day(1)) == feed(1)
    with path.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xff" * (len(whole) - PAGE))
    await cache.put(feed(COUNT))
    assert await cache.get(day(COUNT)) == feed(COUNT)
    assert len(aside(folder)) == 1


async def test_a_reader_that_comes_late_leaves_the_mended_file_alone(
    folder: Path, opened: Opener, whole: bytes
) -> None:
    path = lay(folder, whole)
    first, second = opened(folder), opened(folder)
    assert await first.get(day(1)) == await second.get(day(1)) == feed(1)
    with path.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xff" * (len(whole) - PAGE))
    await first.put(feed(COUNT))
    await second.put(feed(COUNT + 1))
    assert len(aside(folder)) == 1
    assert await first.get(day(COUNT + 1)) == await second.get(day(COUNT + 1)) == feed(COUNT + 1)
    assert await second.get(day(COUNT)) == feed(COUNT)


async def test_a_key_that_is_no_text_any_more_costs_its_day_alone(folder: Path, opened: Opener, whole: bytes) -> None:
    lay(folder, whole.replace(f"day:{day(3)}".encode(), b"day:\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff"))
    cache = opened(folder)
    assert await cache.days() == tuple(day(number) for number in range(COUNT) if number != 3)


async def test_a_damaged_file_that_cannot_be_renamed_is_left(
    folder: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lay(folder, b"garbage" * 1000)

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "rename", refuse)
    cache = opened(folder)
    assert await cache.get(day(1)) is None
    assert cache.notice.startswith(f"No papers are stored: {folder} cannot be written.")
    assert path.read_bytes() == b"garbage" * 1000
