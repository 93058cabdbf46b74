"""Searching at the Hub: stored, replaced, and narrowed here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reader.errors import OfflineError, QueryError, StoreError
from reader.papers.marks import Change
from reader.papers.models import SearchFeed
from reader.papers.query import parse
from tests.hub import faults
from tests.hub.papers import item, paper_id
from tests.library.conftest import NOON, THURSDAY, World

VEIL, LIFTED, OTHER = (
    item(paper_id(1), title="A Veil", paper={"summary": "It is drawn.", "upvotes": 3}),
    item(paper_id(2), title="Lifting a veil", paper={"summary": "Veils are lifted.", "upvotes": 50}),
    item(paper_id(3), title="Plain", paper={"summary": "Nothing."}),
)


@pytest.fixture
def world(world: World) -> World:
    world.double.days = {THURSDAY: [VEIL, OTHER, LIFTED]}
    return world


async def found(world: World, query: str) -> list[str]:
    return [paper.title for paper in (await world.library.at_hub.ask(parse(query))).papers]


async def test_the_same_words_are_answered_from_the_disk(world: World) -> None:
    assert await world.library.at_hub.stored(parse("lifting veil")) is None
    assert await found(world, "lifting veil") == ["Lifting a veil", "A Veil"]
    world.now += timedelta(days=3)
    stored = await world.offline.at_hub.stored(parse("LIFTING  veil -survey"))
    assert stored is not None
    assert ([paper.title for paper in stored.papers], stored.fetched_at) == (["Lifting a veil", "A Veil"], NOON)
    assert len(world.double.requests) == 1


async def test_an_answer_is_replaced_and_never_joined(world: World) -> None:
    await found(world, "veil")
    world.double.days = {THURSDAY: [item(paper_id(4), title="Another veil")]}
    assert await found(world, "veil") == ["Another veil"]
    stored = await world.offline.at_hub.stored(parse("veil"))
    assert stored is not None
    assert [paper.title for paper in stored.papers] == ["Another veil"]


async def test_it_need_not_be_asked_again_for_ten_minutes(world: World) -> None:
    answer = await world.library.at_hub.ask(parse("veil"))
    for minutes, is_fresh in ((0, True), (9, True), (10, False), (-1, False)):
        world.now = NOON + timedelta(minutes=minutes)
        assert world.library.at_hub.is_fresh(answer) == is_fresh


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("veil votes:>20", ["Lifting a veil"]),
        ("veil -lifting", ["A Veil"]),
        ("veil unheard-of", ["A Veil", "Lifting a veil"]),  # The Hub searches by meaning.
        ("veil is:read", ["A Veil"]),
        ("veil -is:read", ["Lifting a veil"]),
    ],
)
async def test_what_is_no_free_word_is_applied_here(world: World, query: str, titles: list[str]) -> None:
    await world.marks.write([Change(paper_id(1), "read", True)])
    answer = await world.library.at_hub.ask(parse(query))
    assert [paper.title for paper in answer.papers] == titles
    assert (answer.came, answer.is_filtered) == (2, query != "veil unheard-of")
    assert world.double.requests[-1].query["q"] in ("veil", "veil unheard-of")


async def test_without_words_the_hub_is_not_asked(world: World) -> None:
    for query in ("", "is:read -veil", "a" * 251):
        with pytest.raises(QueryError):
            await world.library.at_hub.ask(parse(query))
        with pytest.raises(QueryError):
            await world.library.at_hub.stored(parse(query))
    assert not world.double.requests


async def test_offline_it_says_so(world: World) -> None:
    with pytest.raises(OfflineError, match="and the Hub was not asked for these words before"):
        await world.offline.at_hub.ask(parse("veil"))


async def test_what_cannot_be_stored_is_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def put(feed: SearchFeed) -> None:
        raise StoreError("Papers cannot be stored: the disk is full.")

    monkeypatch.setattr(world.cache, "put_search", put)
    answer = await world.library.at_hub.ask(parse("veil"))
    assert (len(answer.papers), answer.notice) == (2, "Papers cannot be stored: the disk is full.")


async def test_few_searches_that_are_left_are_told(world: World) -> None:
    searches = world.library.at_hub
    assert searches.quota == ""
    for left, said in ((30, ""), (11, ""), (10, "9 searches left until "), (2, "1 search left until ")):
        world.double.searches_left = left
        await searches.ask(parse("veil"))
        assert searches.quota[:-5] == said
    assert searches.quota[-3] == ":"
    await searches.ask(parse("veil"))
    assert searches.quota.startswith("no searches left until ")


async def test_what_the_hub_highlights_stands_out(world: World) -> None:
    answer = await world.library.at_hub.ask(parse("lifting"))
    assert answer.query.spans("title", "Lifting a veil") == [(0, 7)]
    world.double.break_(faults.items(VEIL | {"highlightedTitle": [{"type": "highlight", "text": "drawn"}]}))
    answer = await world.library.at_hub.ask(parse("unveiled"))
    assert answer.query.spans("abstract", "It is drawn.") == [(6, 11)]
