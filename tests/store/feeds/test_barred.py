"""Folders that cannot be written: what is stored can be read, and what is not saved is said."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import StoreError
from reader.store import sqlite
from reader.store.feeds import diskcache_rows
from reader.store.feeds.cache import Cache
from tests.store.conftest import Opener, Starter, set_mode
from tests.store.feeds.examples import day, feed


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that another user can reach; pytest's own are closed to others."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    path.chmod(0o700)
    for inner in path.iterdir():
        inner.chmod(0o700)
    shutil.rmtree(path)


@pytest.fixture
async def stored(place: Path, opened: Opener) -> Path:
    """A day in a folder that others may read and nobody write."""
    cache = opened(place)
    await cache.put(feed(1))
    cache.close(10)
    set_mode(place / "cache.db", 0o444)
    set_mode(place, 0o555)
    return place


def move(stored: Path, name: str) -> Path:
    """Move the file into a folder of that name."""
    stored.chmod(0o755)
    (stored / name).mkdir()
    (stored / "cache.db").rename(stored / name / "cache.db")
    (stored / name).chmod(0o555)
    return stored / name


def lines(process: subprocess.Popen[str]) -> list[str]:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output.splitlines()


def look_as_nobody(started: Starter, folder: Path) -> list[str]:
    output = lines(started("look-as-nobody", folder))
    return output[output.index("nobody") + 1 :]


async def test_a_folder_of_another_user_is_read(stored: Path, started: Starter) -> None:
    found, notice, failure, later = look_as_nobody(started, stored)
    blame = f"{stored} cannot be written. Change its permissions, or choose another folder with --cache-dir."
    assert (found, later) == ("True 1", "True False")
    assert notice == f"New papers are not stored: {blame}"
    assert failure == f"Not saved: {blame} Reading goes on."


async def test_a_file_that_may_be_written_in_a_folder_that_may_not(stored: Path, started: Starter) -> None:
    set_mode(stored / "cache.db", 0o666)
    found, notice, failure, later = look_as_nobody(started, stored)
    assert (found, later) == ("True 1", "True False")
    assert notice.startswith(f"New papers are not stored: {stored} cannot be written.")
    assert failure.startswith("Not saved: ")


@pytest.mark.parametrize("name", ["a b?#%", "%41", "?mode=memory"])
async def test_a_read_only_folders_name_is_taken_as_it_is(name: str, stored: Path, started: Starter) -> None:
    assert look_as_nobody(started, move(stored, name))[0] == "True 1"


async def test_a_folder_that_cannot_be_read_is_no_cache(stored: Path, started: Starter) -> None:
    set_mode(stored, 0o000)
    found, notice, failure, later = look_as_nobody(started, stored)
    assert (found, later) == ("False 0", "False False")
    assert notice.startswith(f"No papers are stored: {stored} cannot be written.")
    assert failure.startswith(f"Not saved: {stored} cannot be written.")


async def test_a_folder_that_cannot_be_made_is_no_cache(stored: Path, started: Starter) -> None:
    found, notice, *_ = look_as_nobody(started, stored / "below" / "v1")
    assert found == "False 0"
    assert notice.startswith(f"No papers are stored: {stored / 'below' / 'v1'} cannot be written.")


async def test_a_damaged_file_in_a_read_only_folder_is_no_cache(stored: Path, started: Starter) -> None:
    set_mode(stored / "cache.db", 0o644)
    (stored / "cache.db").write_bytes(b"garbage" * 1000)
    found, notice, *_ = look_as_nobody(started, stored)
    assert found == "False 0"
    assert notice.startswith(f"No papers are stored: {stored} cannot be written.")


async def test_a_file_in_the_place_of_the_folder_is_no_cache(tmp_path: Path, opened: Opener) -> None:
    (tmp_path / "file").write_text("precious")
    cache = opened(tmp_path / "file" / "v1")
    assert await cache.get(day(1)) is None
    assert cache.notice.startswith("No papers are stored: ")
    with pytest.raises(StoreError, match=r"^Not saved: .* failed \(Not a directory\)\. Choose another folder"):
        await cache.put(feed(1))
    assert (tmp_path / "file").read_text() == "precious"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one mebibyte."""
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(path)]
    if os.geteuid() != 0 or shutil.which("mount") is None or subprocess.run(command, check=False).returncode != 0:
        pytest.skip("only root mounts a disk")
    yield path
    subprocess.run(["umount", "--lazy", str(path)], check=True)


def fill(disk: Path) -> Path:
    """Leave no byte free."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return filler


FULL = "the disk is full. Free some space."


async def test_a_disk_that_fills_up_keeps_its_days(small_disk: Path, opened: Opener) -> None:
    cache = opened(small_disk / "v1")
    await cache.put(feed(1))
    filler = fill(small_disk)
    with pytest.raises(StoreError, match=rf"^Not saved: {FULL} Reading goes on\.$"):
        await cache.put(feed(1, papers=100))
    assert await cache.get(day(1)) == feed(1)
    assert cache.notice == f"New papers are not stored: {FULL}"
    with pytest.raises(StoreError, match=FULL):
        await cache.put(feed(2, papers=100))
    filler.unlink()
    await cache.put(feed(2, papers=100))
    assert await cache.get(day(2)) == feed(2, papers=100)
    assert await cache.get(day(1)) == feed(1)
    assert cache.notice == ""


async def test_a_full_disk_can_be_read_from_the_start(small_disk: Path, opened: Opener) -> None:
    first = opened(small_disk / "v1")
    await first.put(feed(1))
    first.close(10)
    fill(small_disk)
    cache = opened(small_disk / "v1")
    assert await cache.get(day(1)) == feed(1)
    assert await cache.days() == (day(1),)
    assert cache.notice == f"New papers are not stored: {FULL}"


async def test_a_full_disk_with_nothing_on_it(small_disk: Path, opened: Opener) -> None:
    fill(small_disk)
    cache = opened(small_disk / "v1")
    assert await cache.get(day(1)) is None
    assert cache.notice == f"No papers are stored: {FULL}"
    with pytest.raises(StoreError, match=FULL):
        await cache.put(feed(1))


async def test_a_limit_on_the_size_of_files(folder: Path, opened: Opener, started: Starter) -> None:
    cache = opened(folder)
    await cache.put(feed(1))
    cache.close(10)
    found, notice, failure, later = lines(started("look-within-limit", folder, 500_000))
    assert (found, notice, later) == ("True 1", "", "True False")
    assert failure.startswith("Not saved: ")
    assert await opened(folder).get(day(1)) == feed(1)


@pytest.fixture
async def locked(
    folder: Path, cache: Cache, opened: Opener, started: Starter, monkeypatch: pytest.MonkeyPatch
) -> subprocess.Popen[str]:
    """A day in the cache, which another process has locked."""
    monkeypatch.setattr(sqlite, "TIMEOUT", 0.01)
    before = opened(folder)
    await before.put(feed(1))
    before.close(10)
    process = started("hold", folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


BUSY = "another program is writing there. Close it, or try again."


async def test_a_locked_cache_is_read_and_written_once_it_is_free(locked: subprocess.Popen[str], cache: Cache) -> None:
    assert await cache.get(day(1)) == feed(1)
    assert cache.notice == f"New papers are not stored: {BUSY}"
    with pytest.raises(StoreError, match=rf"^Not saved: {BUSY} Reading goes on\.$"):
        await cache.put(feed(2))
    locked.communicate(timeout=60)
    await cache.put(feed(2))
    assert await cache.get(day(2)) == feed(2)
    assert cache.notice == ""


async def test_a_lock_taken_later_delays_only_writing(
    folder: Path, opened: Opener, started: Starter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "TIMEOUT", 0.01)
    cache = opened(folder)
    await cache.put(feed(1))
    process = started("hold", folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(StoreError, match=rf"^Not saved: {BUSY}"):
        await cache.put(feed(2))
    assert await cache.get(day(1)) == feed(1)
    assert cache.notice == ""
    process.communicate(timeout=60)
    await cache.put(feed(2))
    assert await cache.days() == (day(1), day(2))


async def test_a_read_error_is_a_miss_until_it_is_over(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    await cache.put(feed(1))

    def fail(*arguments: object) -> None:
        raise sqlite3.DatabaseError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr(diskcache_rows.DiskcacheRows, "get", fail)
        assert await cache.get(day(1)) is None
        assert cache.notice.startswith("The stored papers cannot be read: ")
    assert await cache.get(day(1)) == feed(1)
    assert cache.notice == ""


async def test_a_database_of_another_program_is_left_alone(tmp_path: Path, opened: Opener) -> None:
    with closing(sqlite3.connect(tmp_path / "cache.db")) as connection, connection:
        connection.execute("CREATE TABLE Cache (precious)")
        connection.execute("INSERT INTO Cache VALUES ('kept')")
    cache = opened(tmp_path)
    assert await cache.get(day(1)) is None
    assert await cache.days() == ()
    assert "not stored" in cache.notice or "cannot be read" in cache.notice
    with pytest.raises(StoreError, match=r"^Not saved: "):
        await cache.put(feed(1))
    cache.close(10)
    with closing(sqlite3.connect(tmp_path / "cache.db")) as connection:
        assert connection.execute("SELECT precious FROM Cache").fetchall() == [("kept",)]
