"""Filters, sorting, and going to the next unread paper: the cursor stays with its paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.errors import NoPapersError
from reader.papers.listing import Arrangement
from reader.papers.marks import Change
from reader.ui.initial_state import ARRANGEMENTS
from reader.ui.screens.feed import FeedScreen
from tests.ui.conftest import TODAY, YESTERDAY, FakePapers, feed, paper, running, settle, text


def listed(screen: FeedScreen) -> list[int]:
    """The numbers of the papers that are listed, from 0."""
    return [int(row.id[-2:]) for row in screen.browser.listed.rows]


def current(screen: FeedScreen) -> int:
    assert screen.paper is not None
    return int(screen.paper.id[-2:])


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def test_f_goes_through_all_unread_and_starred(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "m", "j", "s", "g")
        await press(pilot, "f")
        assert listed(screen) == [1, 2, 3, 4, 5]
        assert "unread only" in text(pilot)
        await press(pilot, "f")
        assert listed(screen) == [1]
        assert "starred only" in text(pilot)
        await press(pilot, "f")
        assert listed(screen) == [0, 1, 2, 3, 4, 5]
        assert "only" not in text(pilot)


async def test_a_paper_never_leaves_the_list_by_being_read(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "f", "j", "m")
        assert listed(screen) == [0, 1, 2, 3, 4, 5]
        assert current(screen) == 1
        assert screen.browser.listed.dimmed == {"2608.02001"}
        await press(pilot, "f", "f", "f")
        assert listed(screen) == [0, 2, 3, 4, 5]


async def test_the_cursor_goes_to_the_next_paper_of_the_filter_and_comes_back(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "j", "m", "G", "s", "g", "j")
        await press(pilot, "f")
        assert current(screen) == 2
        await press(pilot, "f")
        assert current(screen) == 5
        await press(pilot, "f")
        assert current(screen) == 1


async def test_the_cursor_stays_where_the_user_put_it_in_a_filter(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "j", "m", "f", "j")
        assert current(screen) == 3
        await press(pilot, "f", "f")
        assert current(screen) == 3


async def test_what_a_filter_took_the_cursor_from_is_forgotten_in_another_list(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        for keys in (["j", "s"], ["j", "j", "s"], ["g", "m", "f"]):
            papers.now += timedelta(seconds=1)
            await press(pilot, *keys)
        assert current(screen) == 1
        await press(pilot, "5")
        await press(pilot, "j")
        assert (listed(screen), current(screen)) == ([3, 1], 1)
        await press(pilot, "f")
        assert (listed(screen), current(screen)) == ([3, 1], 1)


async def test_the_cursor_goes_back_where_none_follows(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "G", "m", "f")
        assert current(screen) == 4


async def test_a_filter_that_leaves_nothing_says_so_and_comes_back(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "j", "j", "f", "f")
        assert listed(screen) == []
        assert "No starred papers here. Press f for others." in text(pilot)
        await press(pilot, "m", "s", "j", "f")
        assert current(screen) == 2


async def test_papers_that_arrive_join_the_filter_and_none_leaves(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "f", "m")
        papers.feeds[None] = [feed(papers=(paper(2099, upvotes=999), *feed().papers))]
        await press(pilot, "r")
        assert listed(screen) == [99, 0, 1, 2, 3, 4, 5]
        assert current(screen) == 0
        assert "7 papers · 6 unread" in text(pilot)


async def test_the_filter_is_applied_to_another_day(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await papers.marks.write([Change("2608.01900", "read", True)])
        await press(pilot, "f", "h")
        assert listed(screen) == [1, 2, 3, 4, 5]
        assert "6 papers · 5 unread" in text(pilot)


@pytest.mark.parametrize(
    ("letter", "order"),
    [("v", [0, 1, 2, 3]), ("c", [3, 2, 1, 0]), ("g", [2, 0, 1, 3]), ("d", [1, 0, 2, 3]), ("t", [1, 0, 3, 2])],
)
async def test_sorting_keeps_cursor_and_scroll_on_the_paper(papers: FakePapers, letter: str, order: list[int]) -> None:
    stars = {0: None, 1: None, 2: 7, 3: None}
    day = {0: 18, 1: 19, 2: 18, 3: 17}
    title = {0: "b [MASK]", 1: "A [/]", 2: "d", 3: "C"}
    made = tuple(
        paper(
            2000 + number,
            github_stars=stars[number],
            published=date(2026, 8, day[number]),
            title=title[number],
            upvotes=50 - number,
        )
        for number in range(4)
    )
    papers.feeds[None] = [feed(papers=made)]
    async with running(papers) as (screen, pilot):
        await press(pilot, "j")
        await press(pilot, "S", letter)
        assert listed(screen) == order
        assert current(screen) == 1
        assert ("by " in text(pilot).splitlines()[0]) == (letter != "v")
        await press(pilot, "r")
        assert listed(screen) == order


async def test_the_sort_menu_is_left_and_has_no_star_order_on_a_day(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "S", "s")
        assert pilot.app.screen is not screen
        assert "Date starred" not in text(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        await press(pilot, "s", "5")
        await press(pilot, "S")
        assert "Date starred" in text(pilot)


async def test_the_order_of_days_and_of_stars_are_two(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "s", "j", "s")
        await press(pilot, "S", "c")
        await press(pilot, "5")
        assert listed(screen) == [1, 0]
        await press(pilot, "S", "v")
        assert listed(screen) == [0, 1]
        await press(pilot, "1")
        assert listed(screen) == [5, 4, 3, 2, 1, 0]
        assert screen.browser.arrangements == {
            **ARRANGEMENTS,
            "day": Arrangement("all", "comments"),
            "starred": Arrangement("all", "upvotes"),
        }


async def test_it_begins_as_it_is_told(papers: FakePapers) -> None:
    opening: dict[str, Any] = {
        "arrangements": {**ARRANGEMENTS, "day": Arrangement("unread", "comments")},
        "paper": "2608.02002",
    }
    await papers.marks.write([Change("2608.02005", "read", True)])
    async with running(papers, **opening) as (screen, _):
        assert listed(screen) == [4, 3, 2, 1, 0]
        assert current(screen) == 2
    async with running(papers, first=feed(), **opening) as (screen, _):
        assert current(screen) == 2


# The next unread paper


async def test_n_goes_to_the_next_unread_paper_and_from_the_top_on(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "j", "m", "j", "m", "g")
        await press(pilot, "n")
        assert current(screen) == 3
        await press(pilot, "N")
        assert current(screen) == 0
        await press(pilot, "N")
        assert current(screen) == 5
        await press(pilot, "n")
        assert current(screen) == 0


async def test_n_goes_on_in_the_days_before_and_back_when_this_one_is_done(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        done = [Change(paper.id, "read", True) for paper in feed(YESTERDAY).papers]
        earlier = [Change(paper.id, "read", True) for paper in feed(date(2026, 8, 18)).papers[:2]]
        await papers.marks.write([*done, *earlier])
        await press(pilot, "A", "n")
        await settle(pilot)
        assert screen.feed is not None
        assert screen.feed.day == date(2026, 8, 18)
        assert current(screen) == 2
        await press(pilot, "u")
        await papers.marks.write([Change("2608.02005", "read", True)])
        await press(pilot, "A", "N")
        await settle(pilot)
        assert screen.feed.day == TODAY
        assert current(screen) == 4


async def test_when_all_days_are_read_n_says_so(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        papers.unknown = NoPapersError("2026-08-17 is the first day of Daily Papers.")
        await press(pilot, "A", "n")
        await settle(pilot)
        assert "first day of Daily Papers" in text(pilot)
        assert screen.feed == feed()


async def test_with_one_unread_paper_left_under_the_cursor_n_goes_on(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "A", "m", "n")
        await settle(pilot)
        assert screen.feed is not None
        assert screen.feed.day == YESTERDAY


async def test_among_the_starred_papers_of_a_day_n_stays_on_it(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "s", "m", "f", "f", "n")
        assert "No starred paper is unread here." in text(pilot)
        assert screen.feed == feed()


async def test_among_the_stars_n_stays(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await press(pilot, "s", "m", "5")
        await press(pilot, "n")
        assert "Nothing is unread here." in text(pilot)


async def test_a_refresh_keeps_order_filter_and_cursor(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await press(pilot, "S", "c")
        await press(pilot, "f", "k", "k")
        papers.feeds[None] = [feed(papers=tuple(replace(one, upvotes=5) for one in reversed(feed().papers)))]
        await press(pilot, "r")
        assert listed(screen) == [5, 4, 3, 2, 1, 0]
        assert current(screen) == 2
