"""The sample edition that stands in, and the way out of it: what the user names is asked for at the Hub."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from reader.errors import HubError, NoPapersError, OfflineError, ReaderError
from reader.library.protocols import FoundPaper
from reader.papers.listing import Listing
from reader.papers.models import Feed
from reader.papers.period import TRENDING, Month, OnePaper, Period, Span, Trending
from tests import some
from tests.ui.conftest import (
    NOW,
    REFUSED,
    TODAY,
    YESTERDAY,
    FakePapers,
    feed,
    feed_screen,
    paper,
    reader,
    running,
    settle,
    stored,
    text,
)
from tests.ui.screens.conftest import Seconds


async def test_over_the_sample_that_stands_in_the_hub_is_asked_for_the_day_that_is_named(
    papers: FakePapers, placeholder: FakePapers
) -> None:
    papers.feeds = {None: [REFUSED], YESTERDAY: [REFUSED, feed(YESTERDAY)]}
    async with running(papers, sample=lambda: placeholder) as (screen, pilot):
        assert screen.feed == feed(source="sample")
        for has_come in (False, True):
            await pilot.press("d", *"2026-08-19", "enter")
            await settle(pilot)
            assert screen.feed == (feed(YESTERDAY) if has_come else feed(source="sample"))
            assert ("The sample edition stays; press r to try again." in " ".join(text(pilot).split())) != has_come
            papers.feeds[YESTERDAY] = [feed(YESTERDAY)]
        assert "nothing from the Hub" not in text(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert [mark.is_starred for mark in await stored(papers, feed(YESTERDAY).papers[0].id)] == [True]


async def test_of_a_day_that_the_hub_does_not_give_that_of_the_sample_is_shown(
    papers: FakePapers, placeholder: FakePapers
) -> None:
    papers.feeds = {None: [REFUSED], YESTERDAY: [REFUSED]}
    placeholder.feeds[YESTERDAY] = [feed(YESTERDAY, source="sample")]
    async with running(papers, sample=lambda: placeholder) as (screen, pilot):
        await pilot.press("d", *"2026-08-19", "enter")
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY, source="sample")
        assert "The sample edition stays; press r to try again." in " ".join(text(pilot).split())


@pytest.mark.slow
async def test_over_the_sample_that_stands_in_the_hub_is_asked_for_the_paper_that_is_named(
    papers: FakePapers, placeholder: FakePapers
) -> None:
    wanted = OnePaper("2608.17271")
    papers.feeds = {None: [REFUSED]}
    papers.days = placeholder.days = []
    papers.singles[wanted.id] = [REFUSED]
    placeholder.singles[wanted.id] = [NoPapersError("The sample edition has no 2608.17271.")]
    async with running(papers, sample=lambda: placeholder) as (screen, pilot):
        await pilot.press("d", *wanted.id, "enter")
        await settle(pilot)
        seen = " ".join(text(pilot).split())
        assert f"{REFUSED} The sample edition stays; press r to try again." in seen
        papers.singles[wanted.id] = [FoundPaper(wanted, paper(17271), NOW)]
        await pilot.press("d", *wanted.id, "enter")
        await settle(pilot)
        assert screen.shown == wanted


async def test_that_the_sample_keeps_no_marks_is_said_of_the_first_of_each_kind(
    papers: FakePapers, placeholder: FakePapers
) -> None:
    papers.feeds = {None: [REFUSED]}
    async with running(papers, sample=lambda: placeholder) as (_, pilot):
        for keys, kind in (("s", "Stars"), ("m", "Read marks"), (["number_sign", *"mine", "escape"], "Notes")):
            for is_first in (True, False):
                await pilot.press(*keys)
                await settle(pilot)
                assert (f"{kind} are not kept, as this is the sample edition." in text(pilot)) == is_first


async def test_of_all_papers_read_in_the_sample_it_is_said_too(placeholder: FakePapers) -> None:
    async with running(placeholder) as (_, pilot):
        await pilot.press("A")
        await settle(pilot)
        assert "6 marked read · u to undo. Read marks are not kept, as this is the sample edition." in text(pilot)


async def test_marks_at_the_hub_again_are_kept_and_nothing_is_said(papers: FakePapers, placeholder: FakePapers) -> None:
    papers.feeds = {None: [REFUSED, feed()]}
    async with running(papers, sample=lambda: placeholder) as (_, pilot):
        papers.feeds = {None: [feed()]}
        await pilot.press("r")
        await settle(pilot)
        await pilot.press("s", "m")
        await settle(pilot)
        assert "not kept" not in text(pilot)


# Where the reader begins with a list, or a paper


NAMED = (OnePaper("2608.11111"), Month.of(TODAY), TRENDING)


def nothing_of(period: Period) -> Listing:
    """The list that a start with a period opens, where nothing is stored."""
    if isinstance(period, OnePaper):
        return Listing(one=period)
    assert isinstance(period, Span | Trending)
    return Listing(gathered=Feed(period=period, papers=(), fetched_at=NOW))


@pytest.mark.parametrize("period", some(1, NAMED), ids=str)
@pytest.mark.parametrize("error", [HubError("It answered 500."), REFUSED], ids=["500", "refused"])
async def test_a_first_start_with_a_list_that_fails_does_too_and_r_asks_for_what_was_named(
    papers: FakePapers, placeholder: FakePapers, error: ReaderError, period: Period
) -> None:
    papers.feeds, papers.days = {None: [error]}, []
    papers.singles["2608.11111"], papers.listed[str(period)] = [error], [error]
    async with running(papers, sample=lambda: placeholder, period=period, listing=nothing_of(period)) as (
        screen,
        pilot,
    ):
        for key in ("", "r"):
            if key:
                await pilot.press(key)
            await settle(pilot)
            seen = " ".join(text(pilot).split())
            assert "Sample edition · Thu 20 Aug 2026" in seen
            assert f"{error} Showing the sample edition; press r to try again." in seen or key
            assert text(pilot).splitlines()[0].endswith("nothing from the Hub · r")
        found = FoundPaper(NAMED[0], paper(11111), NOW)
        papers.singles["2608.11111"] = [found]
        papers.listed[str(period)] = [replace(feed(), period=period)]
        await pilot.press("r")
        await settle(pilot)
        assert screen.shown == period
        assert screen.browser.listed.papers
        assert "ample" not in text(pilot).splitlines()[0]
        papers.feeds[None] = [feed()]
        await pilot.press("q")
        await settle(pilot)
        assert screen.feed == feed()  # And not that of the sample, which has other marks.


@pytest.mark.parametrize("period", some(1, NAMED), ids=str)
async def test_who_gives_up_waiting_for_a_list_at_the_first_start_reads_the_sample(
    papers: FakePapers, placeholder: FakePapers, seconds: Seconds, period: Period
) -> None:
    papers.gate.clear()
    app = reader(papers, period=period, listing=nothing_of(period), sample=lambda: placeholder)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        seconds.now += 3
        feed_screen(app).tell()
        await pilot.press("escape")
        await pilot.pause()
        papers.tell(TODAY)
        await pilot.pause()
        await settle(pilot)
        seen = " ".join(text(pilot).split())
        assert "Stopped waiting for Hugging Face. Showing the sample edition; press r to try again." in seen


@pytest.mark.parametrize("period", some(1, NAMED[1:]), ids=str)
async def test_offline_by_wish_a_list_that_is_not_stored_is_no_failure(
    papers: FakePapers, placeholder: FakePapers, period: Period
) -> None:
    off = OfflineError("The network is off.")
    papers.feeds, papers.days, papers.listed[str(period)] = {None: [off]}, [], [off]
    async with running(papers, sample=lambda: placeholder, period=period, listing=nothing_of(period)) as (screen, _):
        assert screen.shown == period
