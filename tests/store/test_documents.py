"""Papers that were looked up: kept with their age, and the oldest given up for new ones."""

from __future__ import annotations

import json
import sqlite3
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from reader.errors import StoreError
from reader.store import document_codec, documents
from reader.store.documents import ABSENCE, FILE_NAME, Documents, KeptPaper
from tests.store.conftest import mode, names
from tests.store.feeds.examples import paper

AT = datetime(2026, 8, 20, 12, 30, 0, 123456, tzinfo=UTC)
WEEK = timedelta(7)
ID = paper(1).id


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[[], Documents]]:
    """Opens the documents of a folder, which are closed at the end."""
    with ExitStack() as stack:

        def make() -> Documents:
            made = Documents(folder)
            stack.callback(made.close, 10)
            return made

        yield make


@pytest.fixture
def kept(opened: Callable[[], Documents]) -> Documents:
    """The documents of the folder."""
    return opened()


def stored(folder: Path, query: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        return connection.execute(query, values).fetchall()


async def test_a_paper_is_kept_with_its_age(kept: Documents, opened: Callable[[], Documents], folder: Path) -> None:
    whole = KeptPaper(paper(1), AT)
    await kept.put_paper(ID, whole)
    assert await kept.paper(ID) == await opened().paper(ID) == whole
    assert await kept.paper(paper(2).id) is None
    assert mode(folder) == 0o700
    assert {mode(folder / name) for name in names(folder)} == {0o600}
    [(value,)] = stored(folder, "SELECT value FROM document")
    assert len(value) < len(zlib.decompress(value)) / 2


async def test_looking_makes_no_file(kept: Documents, folder: Path) -> None:
    assert await kept.paper(ID) is None
    assert not names(folder.parent.parent)


async def test_what_comes_later_takes_the_place_of_what_was_there(kept: Documents, folder: Path) -> None:
    for known in (paper(1), None, replace(paper(1), upvotes=7)):
        await kept.put_paper(ID, KeptPaper(known, AT))
        assert await kept.paper(ID) == KeptPaper(known, AT)
    assert stored(folder, "SELECT count(*) FROM document") == [(1,)]


@pytest.mark.parametrize(
    ("known", "age", "fresh"),
    [
        (paper(1), timedelta(), True),
        (paper(1), WEEK - timedelta(seconds=1), True),
        (paper(1), WEEK, False),
        (None, ABSENCE - timedelta(seconds=1), True),
        (None, ABSENCE, False),
        (None, timedelta(seconds=-1), False),
        (paper(1), timedelta(seconds=-1), False),
    ],
)
def test_a_paper_is_good_for_a_time_and_its_absence_for_a_day(known: Any, age: timedelta, fresh: bool) -> None:
    assert KeptPaper(known, AT).is_fresh(AT + age, WEEK) == fresh


async def test_the_oldest_give_way_to_what_is_new(
    kept: Documents, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 3, 2):
        await kept.put_paper(paper(number).id, KeptPaper(paper(number), AT + timedelta(number)))
    [(size,)] = stored(folder, "SELECT sum(size) FROM document")
    monkeypatch.setattr(documents, "TOTAL_LIMIT", size)
    await kept.put_paper(ID, KeptPaper(None, AT + timedelta(9)))
    assert stored(folder, "SELECT count(*) FROM document") == [(3,)]
    # A clock that was wrong makes the newest one look the oldest: it stays all the same.
    await kept.put_paper(paper(4).id, KeptPaper(paper(4), AT - timedelta(900)))
    await kept.put_paper(paper(5).id, KeptPaper(paper(5), AT - timedelta(999)))
    found = [await kept.paper(paper(number).id) for number in range(1, 6)]
    assert [one is not None for one in found] == [True, False, True, False, True]
    assert stored(folder, "SELECT sum(size) FROM document") <= [(size,)]


async def test_what_is_too_long_is_not_kept(kept: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_codec, "SIZE_LIMIT", 1000)
    with pytest.raises(StoreError, match=rf"^Not saved: {ID} is larger than 0 MiB\.$"):
        await kept.put_paper(ID, KeptPaper(paper(1, abstract="x" * 2000), AT))


def changed(**fields: Any) -> bytes:
    record = {"version": 1, "paper": {"id": ID, "title": "T"}, "readable": 0}
    return zlib.compress(json.dumps(record | fields).encode())


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"not compressed",
        changed()[:-5],
        changed()[:-1] + b"\0",
        changed(version=2),
        changed(paper={"id": "2608.99999", "title": "Another one"}),
        changed(paper=[]),
        zlib.compress(b"\xff{}"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b" " * (document_codec.SIZE_LIMIT + 1)),
        "text",
        7,
    ],
)
async def test_what_is_no_paper_is_missing(kept: Documents, folder: Path, value: object) -> None:
    await kept.put_paper(ID, KeptPaper(paper(1), AT))
    stored(folder, "UPDATE document SET value = ?", value)
    assert await kept.paper(ID) is None
    await kept.put_paper(ID, KeptPaper(paper(1), AT))
    assert (await kept.paper(ID), kept.notice) == (KeptPaper(paper(1), AT), "")


async def test_what_is_stored_is_cleaned_again_and_made_readable(kept: Documents, folder: Path) -> None:
    await kept.put_paper(ID, KeptPaper(paper(1), AT))
    hostile = {"id": ID, "title": "On \\emph{one}\x1b[2J paper\u202e"}
    stored(folder, "UPDATE document SET value = ?", changed(paper=hostile))
    found = await kept.paper(ID)
    assert found is not None
    assert found.paper is not None
    assert found.paper.shown_title == "On one�[2J paper"


async def test_what_unpacks_to_more_than_is_ever_stored_is_missing(kept: Documents, folder: Path) -> None:
    await kept.put_paper(ID, KeptPaper(paper(1), AT))
    packing = zlib.compressobj(9)
    piece = b" " * 2**20
    stored(
        folder,
        "UPDATE document SET value = ?",
        b"".join([*(packing.compress(piece) for _ in range(128)), packing.flush()]),
    )
    tracemalloc.start()
    try:
        assert await kept.paper(ID) is None
        assert tracemalloc.get_traced_memory()[1] < 3 * document_codec.SIZE_LIMIT
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("time", [2**62, -(2**62), "soon"])
async def test_a_time_that_is_none_makes_it_missing(kept: Documents, folder: Path, time: object) -> None:
    await kept.put_paper(ID, KeptPaper(paper(1), AT))
    stored(folder, "UPDATE document SET fetched_at = ?", time)
    assert await kept.paper(ID) is None


async def test_after_closing_nothing_is_read(kept: Documents) -> None:
    kept.close(10)
    with pytest.raises(StoreError, match=r"^The papers that were looked up were closed: "):
        await kept.paper(ID)
