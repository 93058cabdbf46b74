"""Stars that came without their records, filled from a real cache and a real Hub."""

from __future__ import annotations

import asyncio

from reader.errors import HubError, OfflineError, ReaderError
from reader.papers.marks import Change, Starred
from tests.hub import faults
from tests.hub.double import Exchange, Request
from tests.hub.papers import item, paper_id
from tests.library.conftest import THURSDAY, World

ASKED = Request("GET", "/api/daily_papers", {}, {})


async def star(world: World, *numbers: int) -> None:
    """Star papers without records, the last one first."""
    await world.marks.write([Change(paper_id(number), "starred", True) for number in reversed(numbers)])


def knows(world: World, *numbers: int) -> None:
    """Have the Hub know papers."""
    for number in numbers:
        world.double.papers[paper_id(number)] = item(paper_id(number), paper={"title": f"Number {number}"})["paper"]


async def lists(world: World, *, offline: bool = False) -> list[tuple[Starred, ...] | ReaderError]:
    """What comes when the starred papers are read, with the error that ends it."""
    found: list[tuple[Starred, ...] | ReaderError] = []
    try:
        async for starred in (world.offline if offline else world.library).starred():
            found.append(starred)
    except ReaderError as error:
        found.append(error)
    return found


def titles(starred: tuple[Starred, ...] | ReaderError) -> dict[int, str]:
    assert isinstance(starred, tuple), starred
    return {int(paper.id[-5:]): paper.shown_title for paper, _ in starred}


def papers_asked(world: World) -> list[int]:
    """The papers asked for since the last look, in the order of their numbers."""
    paths = [request.path for request in world.double.requests if request.path.startswith("/api/papers/")]
    world.double.requests.clear()
    return sorted(int(path[-5:]) for path in paths)


async def test_stars_are_filled_from_the_stored_days_without_the_network(world: World) -> None:
    stored = await world.feed(THURSDAY)
    world.requests()
    await star(world, 1, 2)
    first, second = await lists(world, offline=True)
    assert list(titles(first).values()) == [f"arXiv:{paper_id(number)}" for number in titles(first)]
    assert isinstance(second, tuple)
    assert {paper for paper, _ in second} == set(stored.papers[:2])
    assert world.double.requests == []
    assert await lists(world) == [second]  # They are kept with the marks now.


async def test_the_rest_comes_from_the_hub_once(world: World) -> None:
    await world.feed(THURSDAY)
    world.requests()
    await star(world, 1, 50, 51)
    knows(world, 50)
    last = (await lists(world))[-1]
    assert titles(last)[50] == "Number 50"
    assert titles(last)[51] == f"arXiv:{paper_id(51)}"
    assert papers_asked(world) == [50, 51]
    assert await lists(world) == [last]
    assert papers_asked(world) == []


async def test_two_papers_are_asked_for_at_a_time(world: World) -> None:
    await star(world, *range(50, 55))
    knows(world, *range(50, 55))
    under_way = most = 0
    both = asyncio.Barrier(2)

    async def counted(exchange: Exchange) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await both.wait()
        await exchange.send(exchange.reply)
        under_way -= 1

    # The first one tells how many there may be.
    world.double.break_(counted, when=lambda request: len(world.double.requests) > 1)
    assert set(titles((await lists(world))[-1]).values()) == {f"Number {number}" for number in range(50, 55)}
    assert most == 2


async def test_fifty_requests_are_left_for_reading(world: World) -> None:
    await star(world, *range(50, 70))
    knows(world, *range(50, 70))
    world.double.requests.extend([ASKED] * 441)
    *found, error = await lists(world)
    assert len(world.double.requests) == 450
    assert isinstance(error, HubError)
    assert str(error).startswith("Close to the Hub's rate limit: 11 starred papers not looked up yet. Press r after ")
    assert sum(title.startswith("Number") for title in titles(found[-1]).values()) == 9
    assert isinstance((await lists(world))[-1], HubError)
    assert len(world.double.requests) == 450


async def test_without_a_network_they_stay_as_they_are(world: World) -> None:
    await star(world, 50)
    first, error = await lists(world, offline=True)
    assert titles(first) == {50: f"arXiv:{paper_id(50)}"}
    assert isinstance(error, OfflineError)
    world.double.break_(faults.hangs_up)
    _, again = await lists(world), await lists(world, offline=True)
    assert isinstance(again[-1], OfflineError)


async def test_a_hub_that_is_away_is_asked_no_further(world: World) -> None:
    await star(world, *range(50, 60))
    knows(world, *range(50, 60))
    world.double.break_(faults.too_many(Retry_After="100"), when=lambda request: len(world.double.requests) > 3)
    *found, error = await lists(world)
    assert isinstance(error, HubError)
    assert "429" in str(error)
    assert sum(title.startswith("Number") for title in titles(found[-1]).values()) == 3  # What came is kept.
    assert str((await lists(world))[-1]).startswith("Close to the Hub's rate limit: 7 starred papers")


async def test_a_paper_whose_answer_is_of_no_use_does_not_hold_up_the_others(world: World) -> None:
    await star(world, 50, 51, 52)
    knows(world, 50, 51, 52)
    world.double.break_(faults.web_page(), when=lambda request: request.path.endswith("50"))
    last = (await lists(world))[-1]
    assert titles(last) == {50: f"arXiv:{paper_id(50)}", 51: "Number 51", 52: "Number 52"}


async def test_a_star_removed_meanwhile_stays_removed(world: World) -> None:
    await star(world, 50)
    knows(world, 50)
    reading = world.library.starred()
    await anext(reading)
    await world.marks.write([Change(paper_id(50), "starred", False)])
    async for _ in reading:
        pass
    assert await world.marks.starred() == ()
