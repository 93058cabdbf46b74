"""The index where its files cannot be written: searched in memory, or done without."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.store.index import building, index
from reader.store.index.index import UnindexedError
from tests.store.index.conftest import MONDAY, TUESDAY, WEDNESDAY, Stored, feed, paper
from tests.store.index.test_files import CAT, found


def unwritable(stored: Stored) -> Path:
    """A file in the place of the folder of the index: also `root` cannot write into that."""
    path = stored.folder / building.FOLDER
    path.touch()
    return path


def test_where_it_cannot_be_written_new_days_are_kept_in_memory(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")))
    place = unwritable(stored)
    assert found(stored) == [1]
    assert stored.index.notice.startswith("The index of the stored papers is not saved: ")
    stored.put(feed(TUESDAY, paper(2, "A cat")))
    assert found(stored) == [2, 1]
    assert stored.index.notice
    place.unlink()
    stored.put(feed(WEDNESDAY, paper(3, "A cat")))
    assert found(stored) == [3, 2, 1]
    assert stored.index.notice == ""


@contextmanager
def full_disk() -> Iterator[None]:
    """No file takes a byte more, of this process and of those that it begins."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_new_days_are_kept_in_memory_and_that_is_said(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")))
    with full_disk():
        answers = [stored.search(CAT) for _ in range(2)]
    assert [answer.total for answer in answers] == [1, 1]
    assert stored.index.notice.startswith("The index of the stored papers is not saved: ")
    assert [path.suffix for path in (stored.folder / building.FOLDER).iterdir()] == []


def test_on_a_full_disk_an_index_that_is_to_be_built_is_done_without(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    stored.put(feed(MONDAY, paper(1, "A cat")))
    with full_disk(), pytest.raises(UnindexedError):
        stored.search(CAT)
    assert stored.index.notice.startswith("The index of the stored papers could not be made: ")
    assert stored.files() == []
    assert not [*stored.folder.glob("**/*.new")]


def test_where_it_cannot_be_built_that_is_said(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    stored.put(feed(MONDAY, paper(1, "A cat")))
    unwritable(stored)
    for _ in range(2):
        with pytest.raises(UnindexedError, match="Searching takes longer without it"):
            stored.search(CAT)
        assert stored.index.notice.startswith("The index of the stored papers could not be made: ")
