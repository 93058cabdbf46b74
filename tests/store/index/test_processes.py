"""Two readers that search, and a process that stores days meanwhile."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reader.papers.query import parse
from reader.store import sqlite
from reader.store.index import building, index
from tests.store.conftest import Starter
from tests.store.index.conftest import MONDAY, Stored, feed, paper, stored_in

SOON = 2.0
"""Seconds after which a paper that another process stored has to be found."""
ALL = parse("")


def count(stored: Stored, wanted: int) -> float:
    """Search until so many papers are found, and return the seconds that it took."""
    since = time.monotonic()
    while stored.search(ALL, 0).total != wanted:
        assert time.monotonic() - since < 30
    return time.monotonic() - since


def test_all_readers_find_what_another_process_stores(stored: Stored, started: Starter) -> None:
    storing = started(stored.folder, 0, 40)
    assert storing.stdout is not None
    with stored_in(stored.folder) as other:
        for number, _ in enumerate(storing.stdout):
            if number % 5 == 4:
                assert stored.search(ALL, 0).total >= 2 * (number + 1)
                assert other.search(ALL, 0).total >= 2 * (number + 1)
        for one in (stored, other):
            assert count(one, 80) < SOON
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


def test_leaving_does_not_wait_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    with stored_in(tmp_path / "v1") as stored:
        stored.put(feed(MONDAY, paper(1, "A cat")))
        with sqlite.held(stored.folder / building.LOCK, 5.0):
            stored.index.submit_search(parse("cat"), None, {})
            since = time.monotonic()
            stored.index.close(30)
            assert time.monotonic() - since < 10
