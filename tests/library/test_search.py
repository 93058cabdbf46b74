"""All stored days searched at once."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from msgspec.structs import replace

from reader.library.search import SearchResult
from reader.papers.marks import Change
from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from reader.papers.query import parse
from reader.store.index import building, index
from tests.library.conftest import MONDAY, NOON, THURSDAY, WEDNESDAY, World


def paper(number: int, title: str, abstract: str = "", **fields: object) -> Paper:
    return replace(Paper(id=f"2608.{number:05}", title=title, abstract=abstract), **fields)


async def stored(world: World, days: dict[date, list[Paper]]) -> None:
    for day, papers in days.items():
        await world.cache.put(Feed(period=Day(day), papers=tuple(papers), fetched_at=NOON, settled=True))


def found(result: SearchResult) -> list[tuple[int, date]]:
    return [(int(hit.paper.id[-5:]), hit.day) for hit in result.hits]


async def test_papers_of_all_days_are_found_the_newest_first(world: World) -> None:
    await stored(world, {MONDAY: [paper(1, "A cat"), paper(2, "A dog")], THURSDAY: [paper(3, "Another cat")]})
    result = await world.offline.search(parse("cat"))
    assert found(result) == [(3, THURSDAY), (1, MONDAY)]
    assert (result.total, result.first, result.last) == (2, MONDAY, THURSDAY)


async def test_a_paper_of_two_days_counts_once_as_the_newer_one_has_it(world: World) -> None:
    old, new = paper(1, "A cat", upvotes=1), paper(1, "A cat", upvotes=30)
    await stored(world, {MONDAY: [old], WEDNESDAY: [new]})
    assert found(await world.offline.search(parse("cat votes:>20"))) == [(1, WEDNESDAY)]
    assert (await world.offline.search(parse("cat votes:<20"))).total == 0
    assert (await world.offline.search(parse("cat"))).hits[0].paper == new


async def test_words_of_the_title_come_first_then_whole_words_then_parts_of_words(world: World) -> None:
    papers = [
        paper(1, "Catalogues", "doggedly"),
        paper(2, "Cat", "dogs"),
        paper(3, "Dog and cats"),
        paper(4, "cat", "dog"),
        paper(5, "Dog, cat!"),
        paper(6, "Catalogues of dogma"),
        paper(7, "Catalogues of dogma", "Of a cat and a dog"),
    ]
    await stored(world, {MONDAY: papers[:3], WEDNESDAY: papers[3:6], THURSDAY: papers[6:]})
    order = [number for number, _ in found(await world.offline.search(parse("cat dog")))]
    assert order == [5, 3, 7, 4, 6, 2, 1]


async def test_of_alternatives_one_in_the_title_is_enough(world: World) -> None:
    await stored(
        world, {MONDAY: [paper(1, "Cat", "Of a dog")], THURSDAY: [paper(2, "Pets", "A cat"), paper(3, "Pets", "A dog")]}
    )
    order = [number for number, _ in found(await world.offline.search(parse("cat or dog")))]
    assert order == [1, 3, 2]


async def test_without_words_the_newest_comes_first(world: World) -> None:
    await stored(world, {MONDAY: [paper(9, "A", upvotes=50)], THURSDAY: [paper(1, "B"), paper(2, "C", upvotes=9)]})
    assert found(await world.offline.search(parse("votes:>5"))) == [(2, THURSDAY), (9, MONDAY)]
    assert [number for number, _ in found(await world.offline.search(parse("")))] == [2, 1, 9]


async def test_only_so_many_are_returned_but_all_are_counted(world: World) -> None:
    await stored(world, {MONDAY: [paper(1, "Cat"), paper(2, "Cat")], THURSDAY: [paper(3, "Dog"), paper(4, "Cat")]})
    result = await world.offline.search(parse("cat"), limit=1)
    assert (found(result), result.total, result.first, result.last) == ([(4, THURSDAY)], 3, MONDAY, THURSDAY)


async def test_marks_count_as_they_are_now(world: World) -> None:
    await stored(world, {MONDAY: [paper(1, "Cat"), paper(2, "Cat")]})
    assert (await world.offline.search(parse("is:read"))).total == 0
    await world.marks.write([Change("2608.00001", "read", True)])
    assert found(await world.offline.search(parse("is:read"))) == [(1, MONDAY)]
    assert found(await world.offline.search(parse("cat -is:read"))) == [(2, MONDAY)]
    await world.marks.write([Change("2608.00002", "full_text", True)])
    assert found(await world.offline.search(parse("is:fulltext"))) == [(2, MONDAY)]
    assert found(await world.offline.search(parse("cat -is:fulltext"))) == [(1, MONDAY)]


async def test_where_nothing_is_found_there_are_no_days(world: World) -> None:
    result = await world.offline.search(parse("nothing"))
    assert (result.hits, result.total, result.first, result.last) == ((), 0, None, None)


@pytest.mark.parametrize(("query", "total"), [("", 0), ("is:starred", 0)])
async def test_a_star_alone_is_not_found(world: World, query: str, total: int) -> None:
    await world.marks.write([Change("2608.00001", "starred", True)])
    assert (await world.offline.search(parse(query))).total == total


async def test_where_the_index_cannot_be_used_the_days_are_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await stored(world, {MONDAY: [paper(1, "A cat")], THURSDAY: [paper(2, "A cat")]})
    monkeypatch.setattr(index, "FEW", 0)
    (world.folder / building.FOLDER).touch()
    assert found(await world.offline.search(parse("cat"), limit=1)) == [(2, THURSDAY)]
    assert "Searching takes longer without it" in world.offline.search_notice
    assert world.offline.indexing is None


async def test_a_paper_is_found_as_soon_as_it_is_stored(world: World) -> None:
    assert (await world.offline.search(parse(""))).total == 0
    for number in (1, 2, 3):
        await stored(world, {MONDAY: [paper(place, "A cat") for place in range(number)]})
        assert (await world.offline.search(parse("cat"))).total == number
    assert world.offline.search_notice == ""


async def test_a_search_that_nobody_waits_for_is_not_made(world: World) -> None:
    await stored(world, {MONDAY: [paper(1, "A cat")]})
    first, second = (asyncio.ensure_future(world.offline.search(parse(text))) for text in ("cat", "dog"))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).total == 0
    with pytest.raises(asyncio.CancelledError):
        await first
