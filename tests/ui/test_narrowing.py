"""`&`: only what matches the search."""

from __future__ import annotations

import pytest

from reader.ui.dialogs.find import FindDialog
from reader.ui.screens.feed import FeedScreen
from tests.ui.conftest import FakePapers, feed, paper, running, settle, text

PAPERS = tuple(paper(number, title=f"Paper {number}", upvotes=60 - 10 * number) for number in range(1, 6))
"""With 50, 40, 30, 20 and 10 votes."""


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    papers.feeds[None] = [feed(papers=PAPERS)]
    return papers


def rows(screen: FeedScreen) -> list[str]:
    return [row.title for row in screen.browser.listed.rows]


async def test_only_matches_are_shown_and_then_all_again(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"votes:>20", "enter", "ampersand")
        await settle(pilot)
        assert rows(screen) == ["Paper 1", "Paper 2", "Paper 3"]
        assert "Paper 4" not in text(pilot)
        assert "only /votes:>20 3 found" in text(pilot)
        await pilot.press("ampersand")
        assert len(rows(screen)) == 5
        assert "/votes:>20 3 found" in text(pilot)
        assert "only /" not in text(pilot)


async def test_the_cursor_comes_back_to_the_paper_that_was_hidden(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"votes:<25", "enter", "k", "k", "ampersand")
        await settle(pilot)
        assert screen.paper == PAPERS[3]
        await pilot.press("ampersand")
        assert screen.paper == PAPERS[1]


async def test_without_a_search_it_asks_and_narrows_at_every_key(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("ampersand", *"votes:>3")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FindDialog)
        assert rows(screen) == ["Paper 1", "Paper 2", "Paper 3", "Paper 4", "Paper 5"]
        assert "5 of 5 papers" in text(pilot)
        await pilot.press("0")
        await settle(pilot)
        assert rows(screen) == ["Paper 1", "Paper 2"]
        assert "2 of 5 papers" in text(pilot)
        await pilot.press("escape")
        assert len(rows(screen)) == 5
        assert not screen.browser.listed.query


async def test_leaving_the_line_brings_the_search_before_back(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("ampersand", *"votes:>20", "enter", "j", "slash", *"5", "escape")
        await settle(pilot)
        assert rows(screen) == ["Paper 1", "Paper 2", "Paper 3"]
        assert screen.paper == PAPERS[1]


async def test_a_paper_that_does_not_match_any_more_stays_and_is_dimmed(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("ampersand", *"is:unread", "enter", "m")
        await settle(pilot)
        assert len(rows(screen)) == 5
        assert screen.browser.listed.dimmed == {PAPERS[0].id}
        await pilot.press("S", "t")
        await settle(pilot)
        assert len(rows(screen)) == 5


async def test_nothing_found_says_so_and_names_the_way_back(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("ampersand", *"votes:>999", "enter")
        await settle(pilot)
        assert rows(screen) == []
        assert "Nothing here matches “votes:>999”." in text(pilot)
        assert "Press & for all" in text(pilot)
        await pilot.press("f")
        said = "No unread paper here matches “votes:>999”. Press & for all unread ones, or press f for others."
        assert said in " ".join(text(pilot).replace("▏", "").split())
        await pilot.press("f", "f", "escape")
        assert len(rows(screen)) == 5


async def test_a_narrowed_list_goes_on_to_other_days_and_through_other_filters(papers: FakePapers) -> None:
    papers.feeds[papers.days[-2]] = [feed(papers.days[-2], papers=PAPERS[1:])]
    async with running(papers) as (screen, pilot):
        await pilot.press("ampersand", *"votes:>20", "enter", "m", "f")
        await settle(pilot)
        assert rows(screen) == ["Paper 2", "Paper 3"]
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert screen.feed == papers.feeds[papers.days[-2]][0]
        assert rows(screen) == ["Paper 2", "Paper 3"]
        assert screen.browser.listed.is_narrowed


async def test_all_of_a_title_that_was_broken_into_lines_is_pasted(papers: FakePapers) -> None:
    from textual import events

    async with running(papers) as (_, pilot):
        await pilot.press("slash")
        pilot.app.post_message(events.Paste("A Title That Was\n   Broken in Two\n"))
        await settle(pilot)
        assert "/A Title That Was Broken in Two" in text(pilot)
        pilot.app.post_message(events.Paste("x" * 2_000))
        await settle(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, FindDialog)
        assert len(dialog.query_one("QueryLine").value) == 1_001  # type: ignore[attr-defined]
