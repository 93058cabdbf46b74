"""The starred papers of all days, and the way there and back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual.pilot import Pilot

from reader.errors import OfflineError
from reader.papers.listing import listing_of
from reader.papers.marks import Change, Mark, Starred, Timestamped
from reader.papers.models import Paper
from reader.papers.period import STARRED, Day
from tests import some
from tests.ui.conftest import REFUSED, TODAY, YESTERDAY, FakePapers, feed, paper, row, running, settle, text


async def starring(papers: FakePapers, pilot: Pilot[None]) -> None:
    """Star one paper today and two yesterday."""
    for keys in (["j", "s"], ["h"], ["s"], ["j", "j", "s"]):
        papers.now += timedelta(seconds=1)
        await pilot.press(*keys)
        await settle(pilot)


async def test_all_starred_papers_are_listed_the_newest_star_first(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await starring(papers, pilot)
        await pilot.press("5")
        await settle(pilot)
        assert "Starred papers · 3 papers · 3 unread" in text(pilot)
        assert [row.id for row in screen.browser.listed.rows] == ["2608.01902", "2608.01900", "2608.02001"]
        await pilot.press("1")
        await settle(pilot)
        assert "Wed 19 Aug 2026 · 6 papers" in text(pilot)
        assert screen.paper is not None
        assert screen.paper.id == "2608.01902"  # Where it was left.


async def test_a_star_taken_away_stays_listed_dimmed_until_the_list_is_made_anew(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await starring(papers, pilot)
        await pilot.press("5")
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert len(screen.browser.listed.rows) == 3
        assert screen.browser.listed.dimmed == {"2608.01902"}
        await pilot.press("u")
        await settle(pilot)
        assert screen.browser.listed.dimmed == frozenset()
        await pilot.press("s", "5")
        await settle(pilot)
        assert "Starred papers · 2 papers" in text(pilot)


async def test_without_stars_no_key_is_hinted_at_that_needs_a_paper(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("5")
        await settle(pilot)
        hints = text(pilot).splitlines()[-1]
        assert hints.strip() == "? help  q back  1 day  / search  d go to  : commands"
        await pilot.press("1", "s", "5")
        await settle(pilot)
        assert "y copy" in text(pilot).splitlines()[-1]


NOTHING_LISTED = {
    "": "? help  q quit  / search  n unread  [ ] day  d go to  u undo  : commands  5 starred",
    "l f f": "? help  q quit  / search  n unread  [ ] day  f filter  d go to  u undo  : commands  5 starred",
    "l slash z z z enter ampersand": (
        "& show all  esc end search  / edit  ? help  q quit  [ ] day  f filter  d go to  u undo  : commands  5 starred"
    ),
    "slash tab z z z enter": "esc end search  / edit  ? help  q back  d go to  u undo  : commands  5 starred",
    "2": "? help  q back  [ ] older, newer  1 day  / search  d go to  u undo  : commands  5 starred",
}
"""Keys after which no paper is listed, and what is hinted at then."""


@pytest.mark.parametrize("keys", NOTHING_LISTED)
async def test_where_nothing_is_listed_no_key_is_hinted_at_that_needs_a_paper(papers: FakePapers, keys: str) -> None:
    empty = date(2026, 8, 13)
    papers.feeds = {empty: [feed(empty, 0)], TODAY: [feed()], None: [feed(empty, 0)]}
    papers.days = [empty, TODAY]
    async with running(papers, first=feed(empty, 0)) as (_, pilot):
        await pilot.press(*keys.split())
        await settle(pilot)
        assert text(pilot).splitlines()[-1].strip() == NOTHING_LISTED[keys]


@pytest.mark.parametrize(
    "keys", some(4, ["y", "Y", "o", "O", "p", "m", "s", "v", "c", "A", "equals_sign", "number_sign", "enter"])
)
async def test_a_key_that_needs_a_paper_says_that_there_is_none(papers: FakePapers, keys: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("5", keys)
        await settle(pilot)
        assert pilot.app.screen is screen
        assert "There is no paper here." in text(pilot)


async def test_without_stars_it_says_how_to_star(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("5")
        await settle(pilot)
        assert "No paper is starred." in text(pilot)
        await pilot.press("t")
        await settle(pilot)
        assert "Thu 20 Aug 2026 · 6 papers" in text(pilot)


@pytest.mark.parametrize(("keys", "day"), [("t", 20), ("1", 20), ("q", 20)])
async def test_a_day_is_left_for_the_stars_and_they_for_a_day(papers: FakePapers, keys: str, day: int) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("s", "5")
        await settle(pilot)
        await pilot.press(keys)
        await settle(pilot)
        await settle(pilot)
        assert screen.shown == Day(date(2026, 8, day))
        assert len(screen.browser.listed.rows) == 6


@pytest.mark.parametrize(("key", "said"), [("h", "have no older day"), ("]", "have no newer day")])
async def test_the_stars_have_no_next_day(papers: FakePapers, key: str, said: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("s", "5")
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert f"The starred papers {said}. Press 1 to go back to the day." in text(pilot)
        assert screen.shown == STARRED


async def test_a_day_that_cannot_be_had_leaves_the_stars(papers: FakePapers) -> None:
    papers.feeds[TODAY] = [REFUSED]
    async with running(papers) as (screen, pilot):
        await pilot.press("s", "h", "5")
        await settle(pilot)
        papers.feeds[YESTERDAY] = [REFUSED]
        await pilot.press("1")
        await settle(pilot)
        await settle(pilot)
        assert "connection refused" in text(pilot)
        assert screen.shown == STARRED
        assert "Starred papers · 1 paper" in text(pilot)


async def test_a_fresh_day_arriving_behind_the_stars_does_not_show_itself(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("s")
        papers.gate.clear()
        await pilot.press("r", "5")
        await pilot.pause()
        papers.gate.set()
        await settle(pilot)
        await settle(pilot)
        assert screen.shown == STARRED
        assert "Starred papers · 1 paper" in text(pilot)
        assert screen.feed == feed(TODAY)


async def test_the_sample_has_marks_of_its_own(papers: FakePapers, placeholder: FakePapers) -> None:
    papers.feeds[None] = [REFUSED]
    placeholder.feeds[None] = [feed(source="sample", papers=(paper(1), paper(2)))]
    async with running(papers, sample=lambda: placeholder) as (_, pilot):
        await pilot.press("s")
        await settle(pilot)
        assert await papers.marks.starred() == ()
        assert len(await placeholder.marks.starred()) == 1


async def test_at_a_start_among_the_stars_without_a_day_they_stay(papers: FakePapers, placeholder: FakePapers) -> None:
    papers.feeds[None] = [REFUSED]
    star = Starred(paper(7), Mark())
    async with running(papers, period=STARRED, listing=listing_of([star]), sample=lambda: placeholder) as (
        screen,
        pilot,
    ):
        assert "Starred papers · 1 paper" in text(pilot)
        assert "connection refused" in text(pilot)
        await pilot.press("1")
        await settle(pilot)
        await settle(pilot)
        assert screen.shown == STARRED  # The day cannot be had, and the stars are no reason for the placeholder.
        assert "Starred papers · 1 paper" in text(pilot)
        assert "connection refused" in text(pilot)


BARE = Starred(Paper(id="2608.00071", title=""), Mark(starred=Timestamped(True, 9)))
"""A star that came without its record."""
FILLED = Starred(paper(71, title="What was found"), BARE.mark)


async def bare(papers: FakePapers) -> None:
    """Have a star without a record."""
    await papers.marks.write([Change(BARE.paper.id, "starred", True)])


async def test_stars_known_only_by_their_ids_take_their_titles_as_they_come(papers: FakePapers) -> None:
    await bare(papers)
    papers.found = [(FILLED,)]
    async with running(papers) as (screen, pilot):
        await pilot.press("5")
        await settle(pilot)
        assert "What was found" in text(pilot)
        assert screen.paper == FILLED.paper
        assert screen.notice == ""


async def test_until_then_their_ids_are_shown(papers: FakePapers) -> None:
    await bare(papers)
    papers.found = [REFUSED]
    async with running(papers) as (screen, pilot):
        await pilot.press("5")
        await settle(pilot)
        assert "arXiv:2608.00071" in row(pilot, 0)
        assert "connection refused" in screen.notice
        await pilot.press("\\")  # As the Hub gave it: it gave nothing.
        assert text(pilot).count("arXiv:2608.00071") == 2
        papers.found = [OfflineError("The network is off.")]
        await pilot.press("5")
        await settle(pilot)
        assert screen.notice == ""


async def test_at_a_start_among_the_stars_they_take_their_titles_too(papers: FakePapers) -> None:
    await bare(papers)
    papers.found = [(FILLED,)]
    async with running(papers, period=STARRED, listing=listing_of([BARE])) as (_, pilot):
        await settle(pilot)
        assert "What was found" in text(pilot)


async def test_a_star_removed_while_titles_come_stays_removed(papers: FakePapers) -> None:
    await bare(papers)
    papers.found = [(FILLED,)]
    papers.way.clear()
    async with running(papers) as (screen, pilot):
        await pilot.press("5")
        while screen.shown != STARRED:
            await pilot.pause()
        await pilot.press("s")
        papers.way.set()
        await settle(pilot)
        assert "What was found" in text(pilot)
        assert screen.browser.listed.dimmed == {BARE.paper.id}
