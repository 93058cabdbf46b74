"""The reader begins with a paper in place of a day."""

from __future__ import annotations

from reader.errors import HubError, UnreachableError
from reader.library.protocols import FoundPaper
from reader.papers.listing import Listing
from reader.papers.period import NEWEST, Day, OnePaper
from tests.ui.conftest import ID, NOW, TODAY, FakePapers, feed, running, running_early, settle, text
from tests.ui.test_one_paper import ALONE, at
from tests.ui.test_one_paper import papers as papers


async def test_the_reader_can_begin_with_a_paper(papers: FakePapers) -> None:
    period = OnePaper(ALONE.id)
    for kept in ((), (ALONE,)):
        listing = Listing(kept, {}, NOW, one=period)
        async with running(papers, first=feed(), period=period, paper=ALONE.id, listing=listing) as (screen, pilot):
            assert at(screen) == (period, ALONE.id)
            assert screen.period == period
            await pilot.press("1")
            await settle(pilot)
            assert at(screen)[0] == Day(TODAY)
            assert screen.period == NEWEST


async def test_where_it_began_with_a_paper_that_is_nowhere_the_newest_day_comes(papers: FakePapers) -> None:
    period = OnePaper("2608.11111")
    papers.singles[period.id] = [HubError("Hugging Face does not have 2608.11111. Look elsewhere.")]
    async with running(papers, period=period, listing=Listing(one=period)) as (screen, pilot):
        await settle(pilot)
        assert at(screen) == (Day(TODAY), ID)
        assert "does not have 2608.11111" in text(pilot)


async def test_where_there_is_no_day_either_it_can_be_asked_for_again(papers: FakePapers) -> None:
    period, down = OnePaper("2608.11111"), UnreachableError("No route to Hugging Face. Press r to try again.")
    papers.singles[period.id], papers.feeds[None] = [down], [down]
    async with running(papers, period=period, listing=Listing(one=period)) as (screen, pilot):
        await settle(pilot)
        assert "2608.11111 could not be fetched. Press r to try again." in text(pilot)
        papers.singles[period.id] = [FoundPaper(period, ALONE, NOW)]
        await pilot.press("r")
        await settle(pilot)
        assert at(screen) == (period, ALONE.id)


async def test_while_it_is_fetched_the_place_says_so(papers: FakePapers) -> None:
    papers.gate.clear()
    period = OnePaper(ALONE.id)
    async with running_early(papers, period=period, listing=Listing(one=period)) as pilot:
        assert "Fetching the paper…" in text(pilot)
        assert text(pilot).splitlines()[0].strip().partition("  ")[0] == f"arXiv {ALONE.id}"
        assert "2608.02000" not in text(pilot)
