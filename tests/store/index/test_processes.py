"""Two readers that search, and a process that stores days meanwhile."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from reader.errors import StoreError
from reader.papers.found import UNSTORED
from reader.papers.query import parse
from reader.store import sqlite
from reader.store.feeds.cache import Cache
from reader.store.index import building, index
from reader.store.index.builder import Builder
from tests.store.conftest import Starter
from tests.store.index.conftest import MONDAY, TUESDAY, Stored, feed, paper, stored_in
from tests.terminal import CHECKOUT

ALL = parse("")


def test_all_readers_find_what_another_process_stores(stored: Stored, started: Starter) -> None:
    storing = started(stored.folder, 0, 40)
    assert storing.stdout is not None
    with stored_in(stored.folder) as other:
        for number, _ in enumerate(storing.stdout):
            if number % 5 == 4:
                assert stored.search(ALL, 0).total >= 2 * (number + 1)
                assert other.search(ALL, 0).total >= 2 * (number + 1)
        for one in (stored, other):
            assert one.search(ALL, 0).total == 80
            assert one.index.notice == ""


def test_two_readers_that_need_the_index_build_it_once(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    stored.put(feed(MONDAY, paper(1, "A cat")))
    with stored_in(stored.folder) as other:
        answers = [one.index.submit_search(parse("cat"), None, {}) for one in (stored, other)]
        assert [answer.result(60).total for answer in answers] == [1, 1]
    assert len(stored.files()) == 1


def test_another_process_that_builds_it_is_waited_for(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    stored.put(feed(MONDAY, paper(1, "A cat")))
    with sqlite.held(stored.folder / building.LOCK, 5.0):
        answer = stored.index.submit_search(parse("cat"), None, {})
        while stored.index._builder._begun is None and not (stored.folder / building.FOLDER).exists():
            assert not answer.done()
        stored.build()
    assert answer.result(60).total == 1


def test_it_is_not_tried_again_while_another_process_builds(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    begun: list[subprocess.Popen[str]] = []
    start = Builder._started

    def counted(self: Builder, stdout: int) -> subprocess.Popen[str]:
        begun.append(start(self, stdout))
        return begun[-1]

    monkeypatch.setattr(Builder, "_started", counted)
    stored.put(feed(MONDAY, paper(1, "A cat")))
    with sqlite.held(stored.folder / building.LOCK, 5.0):
        answer = stored.index.submit_search(parse("cat"), None, {})
        # The second takes as long as it would take to try again.
        for _ in range(3):
            ours = [sys.executable, "-m", "reader.store.index", str(stored.folder)]
            assert subprocess.run(ours, cwd=CHECKOUT, check=False).returncode == building.BUSY
        assert [process.wait() for process in begun] == [building.BUSY]
        assert not answer.done()
        stored.build()
    assert answer.result(60).total == 1
    assert len(begun) == 1


async def test_the_index_is_closed_with_the_stored_days(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "v1")
    await cache.put(feed(MONDAY, paper(1, "A cat")))
    assert (await asyncio.wrap_future(cache.index.submit_search(parse("cat"), None, {}))).total == 1
    segments = cache.index._segments
    cache.close(9)
    assert not segments
    with pytest.raises(StoreError, match="closed"):
        cache.index.submit_search(parse("cat"), None, {})


def test_leaving_does_not_wait_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    with stored_in(tmp_path / "v1") as stored:
        stored.put(feed(MONDAY, paper(1, "A cat")))
        with sqlite.held(stored.folder / building.LOCK, 5.0):
            stored.index.submit_search(parse("cat"), None, {})
            since = time.monotonic()
            stored.index.close(120)
            assert time.monotonic() - since < 60


def test_the_state_is_another_one_once_another_process_stored_a_day(tmp_path: Path) -> None:
    with stored_in(tmp_path / "v1") as other, stored_in(tmp_path / "v1") as stored:
        assert other.index.submit_state().result(60) == UNSTORED
        stored.put(feed(MONDAY, paper(1, "A cat")))
        one = other.index.submit_state().result(60)
        assert other.search(ALL, 0).total == 1
        assert other.index.submit_state().result(60) == one != UNSTORED
        stored.put(feed(TUESDAY, paper(2, "A dog")))
        assert other.index.submit_state().result(60) != one


def test_a_file_that_takes_the_place_of_another_is_another_state(stored: Stored, tmp_path: Path) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")))
    one = stored.index.submit_state().result(60)
    stored.database.close()
    with stored_in(tmp_path / "v2") as other:
        other.put(feed(MONDAY, paper(1, "A cat")))
    (tmp_path / "v2" / "cache.db").rename(stored.folder / "cache.db")
    assert stored.index.submit_state().result(60) not in (one, UNSTORED)


def test_a_process_that_is_left_is_no_warning(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    stored.put(feed(MONDAY, paper(1, "A cat")))
    with sqlite.held(stored.folder / building.LOCK, 5.0):
        stored.index.submit_refresh().result(60)
        begun = stored.index._builder._begun
        assert begun is not None
        pid = begun.pid
        stored.index.close(60)
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            begun.__del__()
        assert not warned
    os.waitpid(pid, 0)
