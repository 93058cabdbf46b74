"""The way out of the sample edition that stands in: what the user names is asked for at the Hub."""

from __future__ import annotations

from reader.errors import NoPapersError
from reader.library.protocols import FoundPaper
from reader.papers.period import OnePaper
from tests.ui.conftest import NOW, REFUSED, YESTERDAY, FakePapers, feed, paper, running, settle, stored, text


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
