"""A day that was stored just now is indexed without decoding it again, and only as it was stored."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from reader.papers.query import parse
from reader.store.feeds import rows
from reader.store.feeds.cache import Cache
from reader.store.feeds.rows import Written
from reader.store.index import building
from reader.store.worker import awaited
from tests.store.index.conftest import MONDAY, TUESDAY, Stored, feed, paper

CAT = parse("cat")
MONDAYS = feed(MONDAY, paper(1, "A cat", "Of two lines,\nthat are read"), paper(2, "Ein Kätzchen"))


def test_what_was_stored_just_now_is_not_decoded_again() -> None:
    value = rows.encode(MONDAYS)
    decoded, known = rows.with_places(value, MONDAY), rows.with_places(value, MONDAY, Written(value, MONDAYS))
    assert decoded == known
    assert known is not None
    assert [one for one, _, _ in known[1]] == [*MONDAYS.papers]
    assert known[1][0][0] is MONDAYS.papers[0]


@pytest.mark.parametrize(
    "written",
    [
        Written(rows.encode(feed(MONDAY, paper(3))), feed(MONDAY, paper(3))),
        Written(rows.encode(feed(TUESDAY, *MONDAYS.papers)), feed(TUESDAY, *MONDAYS.papers)),
    ],
    ids=["other papers", "another day"],
)
def test_anything_else_is_decoded(written: Written) -> None:
    value = rows.encode(MONDAYS)
    assert rows.with_places(value, MONDAY, written) == rows.with_places(value, MONDAY)
    assert rows.with_places(written.value, TUESDAY, Written(written.value, MONDAYS)) == rows.with_places(
        written.value, TUESDAY
    )


def test_places_are_told_wherever_blanks_stand() -> None:
    value = msgspec.json.format(rows.encode(MONDAYS), indent=2)
    found = rows.with_places(value, MONDAY)
    assert found is not None
    readable, papers = found
    assert [rows.paper(value[start : start + size], readable) for _, start, size in papers] == [*MONDAYS.papers]


def test_what_another_process_stored_meanwhile_is_what_is_found(stored: Stored) -> None:
    stored.put(MONDAYS)
    assert stored.search(CAT) == stored.expected(CAT)
    ours = feed(TUESDAY, paper(3, "Our cat"))
    stored.put(feed(TUESDAY, paper(4, "Their cat")))
    stored.index.submit_refresh(Written(rows.encode(ours), ours)).result(60)
    assert [one.title for one, _ in stored.search(CAT).hits] == ["Their cat", "A cat"]


async def test_a_day_that_is_put_is_indexed_as_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = list[Written | None]()
    read = building.read

    def noted(*args: object) -> object:
        given.append(args[3])  # type: ignore[arg-type]
        return read(*args)  # type: ignore[arg-type]

    cache = Cache(tmp_path)
    await cache.put(MONDAYS)
    await awaited(cache.index.submit_search(CAT, None, {}))
    monkeypatch.setattr(building, "read", noted)
    tuesdays = feed(TUESDAY, replace(paper(3, "Another cat"), upvotes=4))
    await cache.put(tuesdays)
    answer = await awaited(cache.index.submit_search(CAT, None, {}))
    cache.close(9)
    assert [one for one, _ in answer.hits] == [*tuesdays.papers, MONDAYS.papers[0]]
    assert given == [Written(rows.encode(tuesdays), tuesdays)]
