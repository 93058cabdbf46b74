"""Weeks, months and what is trending on the main screen, by keys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from reader.errors import NoPapersError, OfflineError
from reader.papers.listing import listing_of_feed
from reader.papers.models import Feed
from reader.papers.period import STARRED, TRENDING, Day, Month, Period, Week
from tests.ui.conftest import NOW, REFUSED, TODAY, YESTERDAY, FakePapers, feed, paper, running, settle, text

pytestmark = pytest.mark.slow

AUGUST, WEEK = Month.of(TODAY), Week.of(TODAY)
SIZES = [(120, 40), (80, 24), (60, 16)]


@pytest.fixture
def months(papers: FakePapers) -> FakePapers:
    """Days of two years, of which the week over New Year has one."""
    for one in (date(2025, 12, 30), date(2026, 1, 2), date(2026, 7, 31)):
        papers.days.append(one)
        papers.feeds[one] = [feed(one, 3, papers=tuple(paper(one.year * 10 + number) for number in range(3)))]
    papers.days.sort()
    return papers


def trending() -> Feed:
    listed = (paper(3, upvotes=1), replace(paper(1901), listed=YESTERDAY), paper(4, upvotes=900))
    return Feed(period=TRENDING, papers=listed, fetched_at=NOW - timedelta(hours=2))


def ids(screen: object) -> list[str]:
    return [one.id for one in screen.browser.listed.rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_show_the_week_the_month_and_the_day_of_the_paper(
    papers: FakePapers, size: tuple[int, int]
) -> None:
    async with running(papers, size=size) as (screen, pilot):
        await pilot.press("h", "j")  # Yesterday's second paper.
        await settle(pilot)
        for key, shown in [("2", WEEK), ("3", AUGUST), ("2", WEEK), ("1", Day(YESTERDAY))]:
            await pilot.press(key)
            await settle(pilot)
            assert screen.shown == shown
            assert screen.paper is not None
            assert screen.paper.id == "2608.01901"


async def test_a_month_is_one_list_by_votes_whose_rows_name_the_day(papers: FakePapers) -> None:
    papers.days = papers.days[1:]
    async with running(papers) as (screen, pilot):
        await pilot.press("3")
        await settle(pilot)
        votes = [one.upvotes for one in screen.browser.listed.rows]
        assert votes == sorted(votes, reverse=True)
        assert len(votes) == 18
        assert "Daily Papers · August 2026 · 3 of 14 days stored · 18 papers · 18 unread" in text(pilot)
        rows = text(pilot).splitlines()
        assert ["18 Aug" in line for line in rows[2:14:2]] == [True] * 6
        assert ["20 Aug" in line for line in rows[26:38:2]] == [True] * 6


async def test_the_rows_of_a_month_of_one_day_name_it_too_and_those_of_the_day_do_not(papers: FakePapers) -> None:
    papers.days = [TODAY]
    day = feed()  # As the Hub lists it: the papers are the same in both lists.
    day = replace(day, papers=tuple(replace(one, listed=TODAY) for one in day.papers))
    papers.feeds[TODAY] = papers.feeds[None] = [day]
    async with running(papers) as (_, pilot):
        for key, named in (("3", True), ("1", False)):
            await pilot.press(key)
            await settle(pilot)
            assert ["20 Aug" in line for line in text(pilot).splitlines()[2:14:2]] == [named] * 6


async def test_a_complete_week_counts_its_papers_alone(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("2")
        await settle(pilot)
        assert "Daily Papers · Week 34 · 17–23 Aug · 24 papers · 24 unread" in text(pilot)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((80, 24), "August 2026 · 4 of 14 days stored · 24 papers · 24 unread"),
        ((60, 16), "Aug 2026 · 4/14 days · 24/24 unread"),
    ],
)
async def test_the_days_that_are_stored_are_counted_on_narrow_screens_too(
    papers: FakePapers, size: tuple[int, int], said: str
) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("3")
        await settle(pilot)
        assert said in text(pilot).splitlines()[0]


async def test_the_last_line_hints_at_older_and_newer_ones_only_where_there_are_some(papers: FakePapers) -> None:
    papers.listed["trending"] = [trending()]
    async with running(papers) as (_, pilot):
        for key, hint in (("3", "[ ] older, newer  1 day"), ("4", "q back  1 day  / search"), ("1", "[ ] day")):
            await pilot.press(key)
            await settle(pilot)
            assert hint in text(pilot).splitlines()[-1]
            assert ("[ ]" in text(pilot).splitlines()[-1]) == (key != "4")


async def test_stepping_goes_by_the_period_shown_over_the_new_year(months: FakePapers) -> None:
    months.now = NOW.replace(year=2027)
    async with running(months) as (screen, pilot):
        await pilot.press("3")
        await settle(pilot)
        for key, shown in [("[", "2026-07"), ("[", "2026-01"), ("[", "2025-12"), ("]", "2026-01")]:
            await pilot.press(key)
            await settle(pilot)
            assert str(screen.shown) == shown
        await pilot.press("2")
        await settle(pilot)
        assert str(screen.shown) == "2026-W01"
        await pilot.press("l")
        await settle(pilot)
        assert str(screen.shown) == "2026-W31"
        await pilot.press("q")  # Back to the day on which it began.
        await settle(pilot)
        assert screen.shown == Day(TODAY)


async def test_several_steps_add_up_and_name_the_month_they_lead_to(months: FakePapers) -> None:
    async with running(months) as (screen, pilot):
        await pilot.press("3")
        await settle(pilot)
        months.way.clear()
        await pilot.press("[", "[")
        await pilot.pause()
        assert str(screen.requests.waiting.what) == "2026-06"
        screen.tell()
        await pilot.pause()
        assert "fetching June 2026…" in text(pilot)
        months.way.set()
        await settle(pilot)
        assert str(screen.shown) == "2026-01"


async def test_where_no_older_week_is_known_it_is_said(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("2")
        await settle(pilot)
        papers.unknown = NoPapersError("Week 18 of 2023 is the first week of Daily Papers.")
        await pilot.press("[")
        await settle(pilot)
        assert "Week 18 of 2023 is the first week of Daily Papers." in text(pilot)
        assert screen.shown == WEEK


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_trending_keeps_its_order_and_has_no_next(papers: FakePapers, size: tuple[int, int]) -> None:
    papers.listed["trending"] = [trending()]
    async with running(papers, size=size) as (screen, pilot):
        await pilot.press("4")
        await settle(pilot)
        assert screen.shown == TRENDING
        assert ids(screen) == ["2608.00003", "2608.01901", "2608.00004"]
        assert "Trending · 3 papers · 3 unread" in text(pilot)
        assert "by trending" not in text(pilot)
        await pilot.press("[")
        await settle(pilot)
        assert "What is trending has no older day." in text(pilot)
        await pilot.press("S", "v")
        await settle(pilot)
        assert ids(screen)[0] == "2608.00004"
        assert "by votes" in text(pilot).splitlines()[0]
        await pilot.press("j", "1")  # The day that lists this paper.
        await settle(pilot)
        assert (screen.shown, screen.paper and screen.paper.id) == (Day(YESTERDAY), "2608.01901")


async def test_marks_filter_find_and_sort_work_as_on_a_day(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("s", "m")
        await settle(pilot)
        assert screen.paper is not None
        starred = screen.paper.id
        await pilot.press("f", "f")
        await settle(pilot)
        assert ids(screen) == [starred]
        await pilot.press("f", "slash", *"comments:>1903", "enter", "ampersand")
        await settle(pilot)
        assert {id[-4:-2] for id in ids(screen)} == {"19", "20"}
        await pilot.press("escape", "S", "c")
        await settle(pilot)
        assert ids(screen)[0] == "2608.02005"
        marks = await papers.marks.get([starred])
        assert marks[starred].is_starred
        assert marks[starred].is_read
        await pilot.press("5")
        await settle(pilot)
        assert (screen.shown, ids(screen)) == (STARRED, [starred])


async def test_a_search_leads_back_to_the_month(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("g", "j", "j", "slash", "tab", *"mask", "enter")
        await settle(pilot)
        assert str(screen.shown) == "search mask"
        await pilot.press("q")
        await settle(pilot)
        assert (screen.shown, ids(screen).index(str(screen.paper and screen.paper.id))) == (AUGUST, 2)


async def test_days_that_arrive_join_without_moving_the_cursor(papers: FakePapers) -> None:
    whole = [listing_of_feed(feed(day), {}) for day in papers.days]
    part = Feed(period=WEEK, papers=whole[0].papers, fetched_at=NOW, missing=tuple(papers.days[1:]))
    full = Feed(period=WEEK, papers=tuple(one for each in whole for one in each.papers)[::-1], fetched_at=NOW)
    papers.listed[str(WEEK)] = [part]
    async with running(papers) as (screen, pilot):
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("g", "j", "j")
        await settle(pilot)
        before = screen.paper
        papers.listed[str(WEEK)] = [part, full]
        await pilot.press("r")
        await settle(pilot)
        assert papers.gathered[-1] == (str(WEEK), True)
        assert screen.paper == before
        assert len(ids(screen)) == 24


async def test_without_a_network_it_says_what_is_stored_and_that_it_is_offline(papers: FakePapers) -> None:
    part = Feed(period=AUGUST, papers=feed().papers, fetched_at=NOW, missing=AUGUST.days(TODAY)[:-1])
    papers.listed[str(AUGUST)] = [part, OfflineError("The network is off.")]
    async with running(papers) as (screen, pilot):
        await pilot.press("3")
        await settle(pilot)
        first = text(pilot).splitlines()[0]
        assert "August 2026 · 1 of 14 days stored · 6 papers" in first
        assert first.rstrip().endswith("offline · fetched just now")
        assert screen.notice == ""


@pytest.mark.parametrize(("key", "period"), [("2", WEEK), ("3", AUGUST), ("4", TRENDING)])
async def test_what_cannot_be_had_leaves_the_day_and_says_why(papers: FakePapers, key: str, period: Period) -> None:
    papers.listed[str(period)] = [REFUSED]
    async with running(papers) as (screen, pilot):
        await pilot.press(key)
        await settle(pilot)
        assert screen.shown == Day(TODAY)
        assert "connection refused" in text(pilot)
        await pilot.press("[")
        await settle(pilot)
        assert screen.shown == Day(YESTERDAY)


async def test_without_a_network_a_month_that_is_not_stored_is_named(papers: FakePapers) -> None:
    papers.listed[str(AUGUST)] = [OfflineError("The network is off: only stored days can be read.")]
    async with running(papers) as (screen, pilot):
        await pilot.press("3")
        await settle(pilot)
        assert "August 2026 is not stored. The network is off: only stored days can be read." in text(pilot)
        assert screen.shown == Day(TODAY)


@pytest.mark.parametrize(
    ("keys", "missing"),
    [(("3", "["), "July 2026"), (("2", "["), "Week 33 of 2026"), (("[",), "Wed 19 Aug 2026")],
)
async def test_what_lies_beside_is_named_where_it_cannot_be_had(
    papers: FakePapers, keys: tuple[str, ...], missing: str
) -> None:
    papers.unknown = REFUSED
    async with running(papers) as (screen, pilot):
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        shown = screen.shown
        assert f"{missing} is not stored. " in " ".join(text(pilot).split())
        papers.unknown = NoPapersError("There are no others.")
        await pilot.press("[")
        await settle(pilot)
        assert " is not stored" not in text(pilot)
        assert "There are no others." in text(pilot)
        assert screen.shown == shown


async def test_a_day_that_is_named_is_named_where_it_cannot_be_had(papers: FakePapers) -> None:
    papers.feeds[date(2026, 7, 15)] = [REFUSED]
    async with running(papers) as (screen, pilot):
        await pilot.press("d", *"2026-07-15", "enter")
        await settle(pilot)
        assert "Wed 15 Jul 2026 is not stored. " in " ".join(text(pilot).split())
        assert screen.shown == Day(TODAY)


async def test_what_cannot_be_refreshed_stays_and_says_why(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("2")
        await settle(pilot)
        papers.listed[str(WEEK)] = [REFUSED]
        await pilot.press("r")
        await settle(pilot)
        assert screen.shown == WEEK
        assert "connection refused" in text(pilot)
        assert "is not stored" not in text(pilot)
        assert "offline" in text(pilot).splitlines()[0]


async def test_the_reader_begins_with_a_month_at_the_paper_where_it_was_left(papers: FakePapers) -> None:
    stored = Feed(period=AUGUST, papers=feed().papers, fetched_at=NOW)
    papers.listed[str(AUGUST)] = [stored]
    options: dict[str, Any] = {"period": AUGUST, "listing": listing_of_feed(stored, {}), "paper": "2608.02003"}
    async with running(papers, first=feed(YESTERDAY), **options) as (screen, pilot):
        assert screen.shown == AUGUST
        assert screen.paper is not None
        assert screen.paper.id == "2608.02003"
        assert screen.period == AUGUST
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_the_reader_that_begins_with_what_cannot_be_had_shows_the_newest_day(papers: FakePapers) -> None:
    nothing = Feed(period=TRENDING, papers=(), fetched_at=NOW)
    papers.listed["trending"] = [REFUSED]
    options: dict[str, Any] = {"period": TRENDING, "listing": listing_of_feed(nothing, {})}
    async with running(papers, **options) as (screen, pilot):
        await settle(pilot)
        await settle(pilot)
        assert screen.shown == Day(TODAY)
        assert "connection refused" in text(pilot)
