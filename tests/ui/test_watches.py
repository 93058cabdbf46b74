"""Watches on the screen: what stands out, what is dimmed, and the way from one watched paper to the next."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.config.settings import Config, ConfigFile
from reader.config.watches import Watch
from reader.store import paths
from reader.ui import seeking
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from reader.ui.screens.feed import FeedScreen
from tests import slow
from tests.ui.conftest import TODAY, YESTERDAY, FakePapers, feed, feed_screen, loaded, paper, settle, text

ROBOTS = Watch("robots", "robot")
LOVED = Watch("loved", "votes:>45")
SURVEYS = Watch("no surveys", "title:survey", ignore=True)
PAPERS = tuple(
    paper(number, title=title, upvotes=60 - 10 * number)
    for number, title in enumerate(("A Robot", "A Survey", "A Study", "A Survey of Robots", "A Tale", "Robot Tales"), 1)
)
"""With 50, 40, 30, 20, 10 and 0 votes."""


@asynccontextmanager
async def watching(
    papers: FakePapers, *watches: Watch, size: tuple[int, int] = (120, 40), **opening: Any
) -> AsyncIterator[tuple[FeedScreen, Pilot[None]]]:
    settings = ConfigFile(Path("config.toml"), config=Config(watch=watches))
    app = ReaderApp(papers, opening=InitialState(delay=None, **opening), settings=settings)
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        yield feed_screen(app), pilot


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    papers.feeds[None] = papers.feeds[TODAY] = [feed(papers=PAPERS)]
    return papers


def marked(pilot: Pilot[None], sign: str = "◆") -> list[str]:
    """The titles of the rows in the list that carry a mark."""
    lines = text(pilot).splitlines()[1:]
    return [above[10:50].partition("│")[0].strip() for above, line in pairwise(lines) if line[7:8] == sign]


async def test_what_is_watched_carries_a_mark_and_is_counted_and_its_watches_are_named(papers: FakePapers) -> None:
    async with watching(papers, ROBOTS, LOVED) as (_, pilot):
        assert marked(pilot) == ["A Robot", "A Survey of Robots", "Robot Tales"]
        assert "6 papers · 6 unread · 3 watched" in text(pilot)
        assert "◆ robots · loved" in text(pilot)
        await pilot.press("j")
        assert "◆ robots" not in text(pilot)


async def test_the_mark_is_a_character_in_ascii_too(papers: FakePapers) -> None:
    async with watching(papers, ROBOTS, ascii=True) as (_, pilot):
        assert marked(pilot, "!") == ["A Robot", "A Survey of Robots", "Robot Tales"]


@pytest.mark.parametrize("size", [slow((80, 24)), (60, 16)])
async def test_there_is_room_for_mark_and_count_at_every_size(papers: FakePapers, size: tuple[int, int]) -> None:
    async with watching(papers, ROBOTS, size=size) as (_, pilot):
        assert "3 watched" in text(pilot).splitlines()[0]
        assert marked(pilot)[0] == "A Robot"


async def test_what_is_ignored_is_dimmed_unless_it_is_watched_or_searched_for(papers: FakePapers) -> None:
    async with watching(papers, ROBOTS, SURVEYS) as (screen, pilot):
        assert screen.browser.listed.dimmed == {PAPERS[1].id}
        assert [line[1] for line in text(pilot).splitlines()[1:13:2]] == ["▲", " ", "▲", "▲", "▲", "▲"]
        await pilot.press("slash", *"survey", "enter")
        assert screen.browser.listed.dimmed == {paper.id for paper in PAPERS} - {PAPERS[1].id, PAPERS[3].id}


async def test_w_goes_from_one_to_the_next_and_on_to_other_days(papers: FakePapers) -> None:
    papers.days = [date(2026, 8, day) for day in (18, 19, 20)]
    older = paper(1, title="Old robot"), paper(2), paper(3, title="Older robot")
    papers.feeds |= {YESTERDAY: [feed(YESTERDAY)], date(2026, 8, 18): [feed(date(2026, 8, 18), papers=older)]}
    async with watching(papers, ROBOTS) as (screen, pilot):
        seen = []
        for key in "wwwwWWWW":
            await pilot.press(key)
            await settle(pilot)
            seen.append(screen.paper.title if screen.paper else "")
        there = ["A Survey of Robots", "Robot Tales", "Old robot", "Older robot"]
        assert seen == [*there, *reversed(there[:-1]), "A Robot"]
        assert screen.notice == ""


async def test_where_nothing_else_is_watched_it_says_so_and_stays(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeking, "SEARCHED_DAYS", 2)
    async with watching(papers, Watch("tales", "tales")) as (screen, pilot):
        await pilot.press("w", "w")
        await settle(pilot)
        assert screen.notice == "Nothing is watched from 2026-08-18 to 2026-08-20. Press d to go to another day."
        assert screen.paper == PAPERS[5]
        await pilot.press("s", "5", "w")
        await settle(pilot)
        assert screen.notice == "Nothing else is watched here."


@pytest.mark.parametrize("watches", [(), (SURVEYS,)])
async def test_without_watches_it_says_how_to_have_some(watches: tuple[Watch, ...], papers: FakePapers) -> None:
    async with watching(papers, *watches) as (screen, pilot):
        await pilot.press("w")
        assert "[[watch]]" in screen.notice
        assert screen.notice.endswith(f"to {paths.config()}, which “daily-papers config init” writes.")
        assert "watched" not in text(pilot).splitlines()[0]


async def test_the_find_line_knows_them(papers: FakePapers) -> None:
    async with watching(papers, ROBOTS, LOVED) as (screen, pilot):
        await pilot.press("ampersand", *"watch:rob")
        assert "“watch:” needs robots, not “rob” (at character 7)." in text(pilot)
        await pilot.press(*"ots", "enter")
        assert [row.title for row in screen.browser.listed.rows] == ["A Robot", "A Survey of Robots", "Robot Tales"]


async def test_a_watch_of_unread_papers_forgets_what_is_read(papers: FakePapers) -> None:
    async with watching(papers, Watch("new", "robot is:unread")) as (screen, pilot):
        await pilot.press("m")
        await settle(pilot)
        assert marked(pilot) == ["A Survey of Robots", "Robot Tales"]
        assert "◆" not in text(pilot).splitlines()[2][60:]
        assert screen.browser.summary.watched == 2


async def test_a_bad_query_is_said_on_the_screen(papers: FakePapers) -> None:
    async with watching(papers, Watch("x", "(", place="watch.0"), ROBOTS) as (screen, pilot):
        assert screen.notice == 'config.toml:1: watch "x" is ignored: “(” needs a term after it (at the end).'
        assert len(marked(pilot)) == 3


async def test_marks_stay_on_other_lists(papers: FakePapers) -> None:
    """Sorted, filtered, fetched again, and starred."""
    async with watching(papers, ROBOTS) as (_, pilot):
        for keys, count in (("St", 3), ("f", 3), ("r", 3), ("s", 3), ("5", 1)):
            await pilot.press(*keys)
            await settle(pilot)
            assert len(marked(pilot)) == count, keys


async def test_the_first_frame_waits_for_no_watch(papers: FakePapers) -> None:
    drawn: list[bool] = []
    settings = ConfigFile(Path("config.toml"), config=Config(watch=(ROBOTS,)))
    first = feed(papers=PAPERS)
    app = ReaderApp(papers, opening=InitialState(feed=first, delay=None), settings=settings)
    app.when_drawn = lambda: drawn.append(feed_screen(app).browser.listed.watches is None)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
    assert drawn == [True]


@pytest.mark.slow
def test_without_watches_nothing_is_imported_for_them() -> None:
    code = "import sys, reader.ui.app; print(*{'reader.config.watches', 'reader.papers.query'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""
