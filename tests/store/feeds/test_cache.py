"""What the cache keeps and gives back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from reader.errors import StoreError
from reader.papers.marks import Record, microseconds
from reader.papers.period import TRENDING, Day
from reader.store.feeds import rows
from reader.store.feeds.cache import Cache
from tests.store.conftest import Opener
from tests.store.feeds.examples import FIRST, day, feed


async def test_a_stored_feed_comes_back_equal(cache: Cache) -> None:
    await cache.put(feed(1, etag='W/"a"'))
    assert await cache.get(day(1)) == feed(1, etag='W/"a"')
    assert cache.notice == ""


async def test_it_is_there_for_the_next_start(opened: Opener, folder: Path) -> None:
    first = opened(folder)
    await first.put(feed(1))
    first.close(10)
    assert await opened(folder).get(day(1)) == feed(1)


async def test_a_day_never_stored_is_missing(cache: Cache) -> None:
    assert await cache.get(FIRST) is None
    assert await cache.newest(FIRST) is None
    assert await cache.days() == ()
    assert cache.notice == ""


async def test_a_later_feed_takes_the_place_of_the_former(cache: Cache) -> None:
    await cache.put(feed(1, papers=3))
    await cache.put(feed(1, papers=4))
    assert await cache.get(day(1)) == feed(1, papers=4)


async def test_what_is_trending_takes_its_own_place_beside_the_days(cache: Cache) -> None:
    first, later = replace(feed(1, papers=3), period=TRENDING), replace(feed(2, papers=2), period=TRENDING)
    await cache.put(feed(1))
    await cache.put(first)
    assert await cache.get(TRENDING) == first
    await cache.put(later)
    assert await cache.get(TRENDING) == later
    assert (await cache.days(), await cache.newest()) == ((day(1),), feed(1))


async def test_several_days_are_read_at_once(cache: Cache) -> None:
    for stored in (feed(1), feed(2, papers=0), feed(4)):
        await cache.put(stored)
    assert await cache.feeds(map(day, (1, 2, 3, 4))) == [feed(1), feed(2, papers=0), feed(4)]


async def test_papers_are_found_on_the_newest_of_the_stored_days(cache: Cache) -> None:
    old, new = feed(1, papers=3, abstract="Old."), feed(1, papers=2, abstract="New.")
    new = replace(new, period=Day(day(2)))
    await cache.put(old)
    await cache.put(new)
    first, second, third = (paper.id for paper in old.papers)
    found = await cache.records([first, third, "2608.99999", 'no"id'])
    assert found == {
        first: Record(microseconds(new.fetched_at), new.papers[0]),
        third: Record(microseconds(old.fetched_at), old.papers[2]),
    }
    assert (await cache.records([second])).keys() == {second}
    assert await cache.records([]) == {}


async def test_days_without_papers_are_stored_but_not_listed(cache: Cache) -> None:
    for number in (3, 1, 2):
        await cache.put(feed(number, papers=0 if number == 2 else 1))
    assert await cache.days() == (day(1), day(3))
    assert await cache.get(day(2)) == feed(2, papers=0)


async def test_a_day_is_listed_once_it_has_papers_and_no_longer_when_it_has_none(cache: Cache) -> None:
    await cache.put(feed(1, papers=0))
    await cache.put(feed(1))
    assert (await cache.days(), await cache.get(day(1))) == ((day(1),), feed(1))
    await cache.put(feed(1, papers=0))
    assert (await cache.days(), await cache.get(day(1))) == ((), feed(1, papers=0))


async def test_the_newest_is_the_last_with_papers_up_to_a_day(cache: Cache) -> None:
    for number in (1, 5, 6, 9):
        await cache.put(feed(number, papers=0 if number == 6 else 1))
    assert await cache.newest(day(8)) == feed(5, papers=1)
    assert await cache.newest(day(9)) == feed(9, papers=1)
    assert await cache.newest(day(0)) is None


async def test_reading_begins_before_there_is_a_loop(cache: Cache) -> None:
    await cache.put(feed(1))
    assert cache.submit_get(day(1)).result(60) == feed(1)
    assert cache.submit_newest(day(2)).result(60) == feed(1)


async def test_a_feed_that_could_not_be_read_again_is_not_written(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    await cache.put(feed(1))
    monkeypatch.setattr(rows, "SIZE_LIMIT", len(rows.encode(feed(1))))
    with pytest.raises(StoreError, match=r"^Not saved: 2026-08-21 is larger"):
        await cache.put(feed(1, papers=3))
    assert await cache.get(day(1)) == feed(1)


async def test_a_thousand_days_are_listed_without_being_decoded(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    small = feed(0, papers=1)
    for number in range(1000):
        await cache.put(msgspec.structs.replace(small, period=Day(day(number))))
    monkeypatch.setattr(rows, "decode", None)
    assert await cache.days() == tuple(day(number) for number in range(1000))


def test_making_one_imports_and_makes_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from threading import active_count;"
        "from reader.store.feeds.cache import Cache;"
        "cache = Cache(Path(sys.argv[1]) / 'v1'); cache.notice;"
        "assert not {'diskcache', 'sqlite3'} & sys.modules.keys(), 'imported'; assert active_count() == 1"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=root, check=True)
    assert list(tmp_path.iterdir()) == []


async def test_what_is_read_without_a_loop_is_read_without_writing(tmp_path: Path) -> None:
    first = Cache(tmp_path)
    await first.put(feed(0))
    first.close(10)
    before = (tmp_path / "cache.db").read_bytes()
    quiet = Cache(tmp_path)
    assert quiet.submit_get(day(0)).result() == feed(0)
    assert quiet.submit_containing(feed(0).papers[1].id).result() == feed(0)
    assert quiet.submit_containing("2608.99999").result() is None
    assert quiet.submit_containing("2026-08-20").result() is None  # In the bytes, but no id.
    assert (tmp_path / "cache.db").read_bytes() == before
    await quiet.put(feed(1))
    assert (await quiet.get(day(0)), await quiet.get(day(1))) == (feed(0), feed(1))
    assert quiet.notice == ""
    quiet.close(10)


async def test_a_damaged_file_is_mended_where_no_loop_runs(tmp_path: Path) -> None:
    first = Cache(tmp_path)
    for number in range(40):
        await first.put(feed(number, abstract="long " * 400))
    first.close(10)
    with (tmp_path / "cache.db").open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * 8 * 4096)
    notices = []
    for number in range(40):
        quiet = Cache(tmp_path)
        quiet.submit_get(day(number)).result()
        notices.append(quiet.notice)
        quiet.close(10)
    # The first read that meets the damage mends it, and no later one has to.
    (notice,) = filter(None, notices)
    assert notice.startswith("The stored papers were damaged: ")


async def test_what_is_no_database_is_set_aside_where_no_loop_runs(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"garbage " * 1000)
    quiet = Cache(tmp_path)
    assert quiet.submit_get(day(0)).result() is None
    assert "damaged" in quiet.notice
    quiet.close(10)


async def test_a_folder_that_is_not_there_is_made_where_no_loop_runs(tmp_path: Path) -> None:
    quiet = Cache(tmp_path / "new")
    assert quiet.submit_get(day(0)).result() is None
    await quiet.put(feed(0))
    assert await quiet.get(day(0)) == feed(0)
    quiet.close(10)
