"""The doors of diskcache that are closed, and the folder around it."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import diskcache
import pytest
from diskcache.core import DEFAULT_SETTINGS

from reader.errors import StoreError
from reader.store.feeds import diskcache_rows, rows
from reader.store.feeds.cache import Cache
from reader.store.feeds.readonly_rows import ReadOnlyRows
from tests.store.conftest import Opener, mode, names, set_mode
from tests.store.feeds.examples import day, feed


class Bomb:
    """Makes a folder when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self._marker = str(marker)

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (self._marker,)


def bomb(marker: Path) -> bytes:
    return pickle.dumps(Bomb(marker))


def test_the_bomb_is_live(tmp_path: Path) -> None:
    pickle.loads(bomb(tmp_path / "marker"))
    assert (tmp_path / "marker").exists()


@pytest.fixture
def tamper(opened: Opener, folder: Path) -> Callable[..., None]:
    """Change columns of the row of day 1, which is stored first, as are days 2 and 3."""

    def change(**columns: object) -> None:
        assignments = ", ".join(f"{name} = ?" for name in columns)
        with closing(sqlite3.connect(folder / "cache.db")) as connection, connection:
            query = f"UPDATE Cache SET {assignments} WHERE key = 'day:{day(1)}'"
            assert connection.execute(query, tuple(columns.values())).rowcount == 1

    return change


@pytest.fixture
async def stored(opened: Opener, folder: Path) -> None:
    """Three days on the disk, and the cache closed."""
    cache = opened(folder)
    for number in (1, 2, 3):
        await cache.put(feed(number))
    cache.close(10)


FOREIGN = [
    pytest.param(lambda path: {"mode": 4, "value": bomb(path)}, id="pickle in the row"),
    pytest.param(lambda path: {"mode": 2, "value": None, "filename": str(path.with_name("victim"))}, id="file"),
    pytest.param(lambda path: {"filename": str(path.with_name("victim"))}, id="bytes and a file"),
    pytest.param(lambda path: {"mode": 3, "value": None, "filename": "../../victim"}, id="text file"),
    pytest.param(lambda path: {"mode": 4, "value": None, "filename": "missing"}, id="pickle in a file"),
    pytest.param(lambda path: {"value": "text"}, id="text"),
    pytest.param(lambda path: {"value": 7}, id="number"),
    pytest.param(lambda path: {"value": None}, id="null"),
    pytest.param(lambda path: {"mode": 99}, id="unknown mode"),
    pytest.param(lambda path: {"mode": None}, id="no mode"),
    pytest.param(lambda path: {"raw": 0, "key": bomb(path)}, id="pickled key"),
    pytest.param(lambda path: {"key": b"day:2026-08-21"}, id="bytes key"),
    pytest.param(lambda path: {"key": 7}, id="number key"),
    pytest.param(lambda path: {"expire_time": 1.0}, id="expired"),
    pytest.param(lambda path: {"value": b" " * (rows.SIZE_LIMIT + 1)}, id="huge"),
]
BROKEN = [
    pytest.param(lambda path: {"value": rows.encode(feed(1))[:100]}, id="truncated"),
    pytest.param(lambda path: {"value": rows.encode(feed(2))}, id="another day"),
]


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("columns", FOREIGN + BROKEN)
async def test_a_tampered_row_is_a_miss_and_the_others_are_fine(
    tamper: Callable[..., None], columns: Callable[[Path], dict[str, Any]], tmp_path: Path, opened: Opener, folder: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(rows.encode(feed(1)))
    tamper(**columns(tmp_path / "marker"))
    cache = opened(folder)
    assert await cache.get(day(1)) is None
    assert await cache.get(day(2)) == feed(2)
    assert await cache.newest(day(1)) is None
    assert {day(2), day(3)} <= set(await cache.days())
    await cache.put(feed(1, papers=0))
    await cache.put(feed(1))
    assert await cache.get(day(1)) == feed(1)
    assert not (tmp_path / "marker").exists()
    assert victim.read_bytes() == rows.encode(feed(1))


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("columns", FOREIGN)
def test_a_read_only_file_gives_no_foreign_row_either(
    tamper: Callable[..., None], columns: Callable[[Path], dict[str, Any]], tmp_path: Path, folder: Path
) -> None:
    tamper(**columns(tmp_path / "marker"))
    with closing(ReadOnlyRows(folder / "cache.db", 2)) as stored:
        assert stored.value(rows.keys(day(1))[0]) is None
        assert stored.value(rows.keys(day(2))[0]) == rows.encode(feed(2))
        assert sorted(stored.names()) == [rows.keys(day(2))[0], rows.keys(day(3))[0]]


def test_a_file_that_is_being_written_is_not_taken_for_an_unchanging_one(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cache.db", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE Cache (key, raw, mode, filename, expire_time, value)")
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            ReadOnlyRows(tmp_path / "cache.db", 0.01)


@pytest.mark.usefixtures("stored")
async def test_a_feed_of_a_newer_reader_is_absent_but_stays(
    tamper: Callable[..., None], opened: Opener, folder: Path
) -> None:
    newer = rows.encode(feed(1)).replace(b'"version":1', b'"version":2')
    tamper(value=newer)
    cache = opened(folder)
    assert await cache.get(day(1)) is None
    assert await cache.newest(day(1)) is None
    await cache.put(feed(4))
    cache.close(10)
    with closing(sqlite3.connect(folder / "cache.db")) as connection:
        query = f"SELECT value FROM Cache WHERE key = 'day:{day(1)}'"
        assert connection.execute(query).fetchall() == [(newer,)]


@pytest.mark.parametrize("value", ["text", 1, None, {"a": 1}, bytearray(b"x")])
def test_only_bytes_are_stored(tmp_path: Path, value: object) -> None:
    with pytest.raises(TypeError, match=r"^A value is bytes"):
        diskcache_rows.BytesDisk(str(tmp_path), 1).store(value, False)


@pytest.mark.parametrize("key", [b"bytes", 1, None, ("a",)])
def test_only_texts_are_keys(tmp_path: Path, key: object) -> None:
    with pytest.raises(TypeError, match=r"^A key is a text"):
        diskcache_rows.BytesDisk(str(tmp_path), 1).put(key)


async def test_folders_and_files_are_the_users_alone(cache: Cache, folder: Path) -> None:
    mask = os.umask(0o022)
    try:
        await cache.put(feed(1))
    finally:
        os.umask(mask)
    assert (mode(folder.parent), mode(folder)) == (0o700, 0o700)
    assert {name: mode(folder / name) for name in names(folder)} == {
        "cache.db": 0o600,
        "cache.db-shm": 0o600,
        "cache.db-wal": 0o600,
    }


async def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path, opened: Opener) -> None:
    set_mode(tmp_path, 0o755)
    await opened(tmp_path).put(feed(1))
    assert mode(tmp_path) == 0o755


@pytest.mark.usefixtures("stored")
async def test_closing_leaves_one_file(folder: Path) -> None:
    assert names(folder) == ["cache.db"]


@pytest.mark.parametrize(
    "name", ["a b?#%$ x", "%24?mode=memory", "~", "~root", "file:x?mode=ro", "论文 🧪", "[a]*", "$NOT_SET_ANYWHERE"]
)
async def test_a_folders_name_is_taken_as_it_is(
    name: str, tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cache = opened(Path(name) / "v1")
    monkeypatch.chdir("/")
    await cache.put(feed(1))
    assert await cache.get(day(1)) == feed(1)
    assert cache.notice == ""
    assert (tmp_path / name / "v1" / "cache.db").is_file()


@pytest.mark.parametrize("name", ["a b?#%$PLACE", "${PLACE}"])
async def test_a_name_that_diskcache_would_expand_is_refused(
    name: str, tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLACE", "elsewhere")
    cache = opened(tmp_path / name)
    assert await cache.get(day(1)) is None
    assert cache.notice.startswith("Papers cannot be stored: ")
    with pytest.raises(StoreError, match=r"^Not saved: .* has a variable in its name\. Choose another folder"):
        await cache.put(feed(1))
    assert names(tmp_path) == []


def test_every_setting_of_diskcache_is_decided(folder: Path) -> None:
    with closing(diskcache_rows.connect(folder, 2)) as stored:
        assert {name: getattr(stored, name) for name in DEFAULT_SETTINGS} == diskcache_rows.SETTINGS
        assert stored.disk_min_file_size > rows.SIZE_LIMIT
        assert (stored.eviction_policy, stored.cull_limit, stored.statistics, stored.tag_index) == ("none", 0, 0, 0)
        assert isinstance(stored.disk, diskcache_rows.BytesDisk)
        assert stored.timeout == 2


def test_settings_that_others_left_are_put_right(folder: Path) -> None:
    with closing(
        diskcache.Cache(str(folder), size_limit=1, cull_limit=99, statistics=1, tag_index=1, sqlite_mmap_size=9)
    ):
        pass
    with closing(diskcache_rows.connect(folder, 2)) as stored:
        assert {name: stored.reset(name) for name in DEFAULT_SETTINGS} == diskcache_rows.SETTINGS


@pytest.mark.parametrize("name", ["close", "_sql", "disk_evil", "sqlite_evil", "eviction", b"count"])
async def test_settings_that_nobody_knows_make_it_read_only(
    name: object, opened: Opener, folder: Path, stored: None
) -> None:
    with closing(sqlite3.connect(folder / "cache.db")) as connection, connection:
        connection.execute("INSERT INTO Settings VALUES (?, 1)", (name,))
    cache = opened(folder)
    assert await cache.get(day(1)) == feed(1)
    assert (
        cache.notice
        == f"New papers are not stored: {folder} was set up by another program. Choose another folder with --cache-dir."
    )
    with pytest.raises(StoreError, match=r"^Not saved: .* Reading still works\.$"):
        await cache.put(feed(4))


async def test_nothing_is_ever_evicted(opened: Opener, folder: Path) -> None:
    with closing(diskcache.Cache(str(folder), size_limit=100_000, cull_limit=10)):
        pass
    cache = opened(folder)
    long = "word " * 3_000
    for number in range(40):
        await cache.put(feed(number, papers=4, abstract=long))
    assert (folder / "cache.db").stat().st_size + (folder / "cache.db-wal").stat().st_size > 2_000_000
    cache.close(10)
    again = opened(folder)
    assert await again.days() == tuple(day(number) for number in range(40))
    assert await again.get(day(0)) == feed(0, papers=4, abstract=long)


@pytest.fixture
def strict_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite as conda and Homebrew build it: a text in double quotes is a column."""
    connect = sqlite3.connect

    def strict(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DQS_DML, False)  # type: ignore[attr-defined, unused-ignore]
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DQS_DDL, False)  # type: ignore[attr-defined, unused-ignore]
        return connection

    monkeypatch.setattr(sqlite3, "connect", strict)


if hasattr(sqlite3.Connection, "setconfig"):  # Python 3.12 can make SQLite strict; the triggers are looked at anyway.

    @pytest.mark.usefixtures("strict_quotes")
    async def test_a_sqlite_without_texts_in_double_quotes_is_enough(cache: Cache) -> None:
        await cache.put(feed(1))
        assert await cache.get(day(1)) == feed(1)


def test_no_trigger_has_a_text_in_double_quotes(folder: Path) -> None:
    diskcache_rows.connect(folder, 2).close()
    with closing(sqlite3.connect(folder / "cache.db")) as connection:
        triggers = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert len(triggers) == 5
    assert not any('"' in sql for (sql,) in triggers)


def test_diskcache_still_counts(folder: Path) -> None:
    with closing(diskcache_rows.connect(folder, 2)) as stored:
        stored.replace("a", b"1", "b")
        stored.replace("b", b"1", "a")
        assert len(stored) == 1


def test_what_stands_in_for_a_module_is_gone_when_diskcache_is_there() -> None:
    code = "import sys, reader.store.feeds.diskcache_rows; print('pickletools' in sys.modules)\n"
    code += "import pickletools, diskcache.core; print(hasattr(pickletools, 'dis'), 'pickle' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True", "True"]
