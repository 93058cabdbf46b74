"""What is found in the stored days while others are stored: it is searched again, and the reader stays where one is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date

import pytest
from textual.pilot import Pilot

from reader.library.protocols import FoundPaper
from reader.papers.found import StoredState
from reader.papers.period import OnePaper, Related, Search
from reader.ui.screens import renewing
from reader.ui.screens.feed import FeedScreen
from tests import slow
from tests.ui.conftest import NOW, FakePapers, feed, paper, running, settle, text

OLD, OLDER = date(2025, 3, 5), date(2025, 3, 4)
VEILS = tuple(paper(number, title=f"Veil {number}") for number in range(1, 30))
NEWER = (paper(601, title="A newer veil"),)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewing, "LOOKING", 0.01)


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    papers.feeds = {None: [feed(papers=(paper(700, title="Other"),))], OLDER: [feed(OLDER, papers=VEILS)]}
    papers.days = [OLDER]
    papers.state = (1, 1), 1
    return papers


def store(papers: FakePapers) -> None:
    """Store a day as another process does."""
    papers.feeds[OLD] = [feed(OLD, papers=NEWER)]
    papers.state = (1, 1), 2


async def until(pilot: Pilot[None], what: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not what():
            await pilot.pause(0.001)


def has_newer(screen: FeedScreen) -> bool:
    return NEWER[0] in screen.browser.listed.rows


@pytest.mark.parametrize("kept", [slow(()), ("enter",)])
async def test_what_is_stored_meanwhile_is_found_where_one_is(papers: FakePapers, kept: tuple[str, ...]) -> None:
    async with running(papers, size=(120, 20)) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", *kept, *["down"] * 12)
        await settle(pilot)
        before = screen.paper
        line = next(line for line in text(pilot).splitlines() if before and before.title in line)
        place = text(pilot).splitlines().index(line)
        store(papers)
        await until(pilot, lambda: has_newer(screen))
        await settle(pilot)
        assert "“veil” · 30 papers" in text(pilot)
        assert screen.paper == before
        assert text(pilot).splitlines()[place] == line
        assert screen.shown == Search("veil")


async def test_related_papers_are_looked_for_again(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "enter")
        await settle(pilot)
        await pilot.press("equals_sign")
        await until(pilot, lambda: isinstance(screen.shown, Related))
        papers.feeds[OLD] = [feed(OLD, papers=(paper(601, title=VEILS[-1].title, abstract=VEILS[-1].abstract),))]
        screen.notice = "A star removed."
        papers.state = (1, 1), 2
        await until(pilot, lambda: any(one.id == "2608.00601" for one in screen.browser.listed.rows))
        assert screen.notice == "A star removed."


async def test_what_one_comes_back_to_is_found_again(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "enter")
        await settle(pilot)
        await pilot.press("equals_sign")
        await until(pilot, lambda: isinstance(screen.shown, Related))
        store(papers)
        await until(pilot, lambda: screen.browser.listed.listing.search.state == papers.state)  # type: ignore[union-attr]
        await pilot.press("escape")
        await until(pilot, lambda: has_newer(screen))
        assert screen.shown == Search("veil")


@pytest.fixture
def looks(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> list[StoredState]:
    """The states that were looked at."""
    seen: list[StoredState] = []
    look = papers.submit_stored_state

    def counted() -> Future[StoredState]:
        seen.append(papers.state)
        return look()

    monkeypatch.setattr(papers, "submit_stored_state", counted)
    return seen


@pytest.mark.slow
async def test_it_is_looked_only_while_a_search_is_shown(papers: FakePapers, looks: list[StoredState]) -> None:
    single = paper(701, title="Alone")
    papers.singles[single.id] = [FoundPaper(OnePaper(single.id), single, NOW)]
    async with running(papers) as (screen, pilot):
        renewing = screen.searching._renewing
        assert (renewing._timer, looks) == (None, [])
        await pilot.press("slash", "tab", *"veil", "enter")
        await settle(pilot)
        found = screen.browser.listed.listing.search
        await until(pilot, lambda: len(looks) > 2)
        assert screen.browser.listed.listing.search is found  # Nothing was stored: it is not searched again.
        await pilot.press("slash", "ctrl+u", *single.id, "enter")
        await until(pilot, lambda: screen.shown == OnePaper(single.id))
        await until(pilot, lambda: renewing._timer is None)
        store(papers)
        await pilot.press("escape")
        await until(pilot, lambda: has_newer(screen))
        await pilot.press("escape")
        await until(pilot, lambda: renewing._timer is None)


async def test_it_is_not_found_again_once_another_list_is_asked_for(
    papers: FakePapers, looks: list[StoredState]
) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"veil", "enter")
        await settle(pilot)
        papers.gate.clear()
        papers.index.clear()
        await pilot.press("t")
        store(papers)
        await until(pilot, lambda: looks.count(papers.state) > 2)
        assert screen.searching._wanted is None
        papers.gate.set()
        papers.index.set()
        await until(pilot, lambda: not isinstance(screen.shown, Search))
