"""A damaged file is set aside, what is whole in it is kept, and the reader is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.store.feeds import database, diskcache_rows
from reader.store.feeds.cache import Cache
from reader.store.feeds.diskcache_rows import DiskcacheRows
from tests.store.conftest import Opener
from tests.store.feeds.examples import day, feed
from tests.store.marks.papers import aside

PAGE = 4096
COUNT = 12


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a cache of twelve days."""
    # asyncio is not needed here: the thread's futures can be waited for.
    folder = tmp_path_factory.mktemp("whole")
    cache = Cache(folder)
    for number in range(COUNT):
        cache._worker.submit(cache._put, feed(number)).result(60)
    cache.close(10)
    return (folder / "cache.db").read_bytes()


def lay(folder: Path, content: bytes) -> Path:
    folder.mkdir(parents=True)
    (folder / "cache.db").write_bytes(content)
    return folder / "cache.db"


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
    # That of the newer reader is not one that this reader can list.
    assert database.copy(path, rows) == COUNT - 3
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


async def test_a_key_that_is_no_text_any_more_costs_its_day_alone(folder: Path, opened: Opener, whole: bytes) -> None:
    lay(folder, whole.replace(f"day:{day(3)}".encode(), b"day:\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff"))
    cache = opened(folder)
    assert await cache.days() == tuple(day(number) for number in range(COUNT) if number != 3)


async def test_half_a_header_is_set_aside(folder: Path, opened: Opener, whole: bytes) -> None:
    path = lay(folder, whole[:50])
    cache = opened(folder)
    assert await cache.get(day(1)) is None
    assert "none could be kept" in cache.notice
    assert len(aside(path)) == 1
