"""A list in the order of what the user may like."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from threading import Event

import pytest

from reader.papers.marks import Change, Record, microseconds
from reader.papers.models import Paper
from reader.papers.taste import Interests, Taste
from tests.ui.conftest import NOW, TODAY, YESTERDAY, FakePapers, feed, paper, row, running, settle, text

FEW = "“For you” learns from starred papers and needs 5; 4 so far. Press s on a paper."


def about(number: int, topic: str) -> Paper:
    return paper(number, title=f"Paper {number}", abstract=f"All about {topic}.", ai_keywords=(topic,))


async def star(papers: FakePapers, count: int) -> None:
    starred = [about(number, "world models") for number in range(count)]
    await papers.marks.write([Change(paper.id, "starred", True, Record(microseconds(NOW), paper)) for paper in starred])


def topics(papers: FakePapers) -> None:
    """Two days, on each of which the last paper by votes is of the topic that was starred."""
    for day in (TODAY, YESTERDAY):
        listed = (
            *(about(day.day * 100 + n, f"subject{n}") for n in range(4)),
            about(day.day * 100 + 4, "world models"),
        )
        papers.feeds[day] = [feed(day, papers=listed)]
    papers.feeds[None] = papers.feeds[TODAY]


async def test_sorted_for_the_user_what_is_like_their_stars_is_on_top_and_says_why(papers: FakePapers) -> None:
    topics(papers)
    await star(papers, 5)
    async with running(papers) as (screen, pilot):
        assert "Paper 2004" in row(pilot, 4)
        await pilot.press("S", "y")
        await settle(pilot)
        assert "Paper 2004" in row(pilot, 0)
        assert "world models · " in text(pilot).splitlines()[2]
        assert "for you" in text(pilot).splitlines()[0]
        assert screen.paper == papers.feeds[TODAY][0].papers[0]  # type: ignore[union-attr]
        await pilot.press("h")
        await settle(pilot)
        assert "Paper 1904" in row(pilot, 0)
        await pilot.press("S", "v")
        await settle(pilot)
        assert "Paper 1904" in row(pilot, 4)
        assert "world models · " not in text(pilot).splitlines()[10]


async def test_with_too_few_stars_it_says_so_and_the_votes_decide(papers: FakePapers) -> None:
    topics(papers)
    await star(papers, 4)
    async with running(papers) as (screen, pilot):
        await pilot.press("S", "y")
        await settle(pilot)
        assert FEW in " ".join(text(pilot).split())
        assert "Paper 2000" in row(pilot, 0)
        assert screen.browser.summary.arrangement.order == "upvotes"


async def test_a_star_more_counts_when_it_is_sorted_again(papers: FakePapers) -> None:
    topics(papers)
    await star(papers, 4)
    async with running(papers) as (_, pilot):
        await pilot.press("G", "s", "S", "y")
        await settle(pilot)
        assert "Paper 2004" in row(pilot, 0)


async def test_papers_that_arrive_later_are_compared_too(papers: FakePapers) -> None:
    topics(papers)
    await star(papers, 5)
    async with running(papers) as (_, pilot):
        await pilot.press("S", "y")
        await settle(pilot)
        newer = feed(TODAY, papers=(about(2009, "world models"), *papers.feeds[TODAY][0].papers))  # type: ignore[union-attr]
        papers.feeds[TODAY] = papers.feeds[None] = [newer]
        await pilot.press("r")
        await settle(pilot)
        assert "Paper 2009" in row(pilot, 0) + row(pilot, 1)
        assert "Paper 2004" in row(pilot, 0) + row(pilot, 1)


async def test_what_was_compared_for_another_list_leaves_the_one_that_is_shown(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared, goes_on, interests = Event(), Event(), Taste.interests

    def slow(taste: Taste, listed: Iterable[Paper]) -> Interests:
        found = interests(taste, listed)
        compared.set()
        goes_on.wait(60)
        return found

    topics(papers)
    await star(papers, 5)
    monkeypatch.setattr(Taste, "interests", slow)
    async with running(papers) as (screen, pilot), asyncio.timeout(60):
        await pilot.press("S", "y")
        while not compared.is_set():
            await pilot.pause()
        await pilot.press("S", "v", "h")
        while "Paper 1904" not in row(pilot, 4):
            await pilot.pause()
        shown = screen.browser.listed
        goes_on.set()
        await settle(pilot)
        assert screen.browser.listed is shown
