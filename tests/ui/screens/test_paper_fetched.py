"""What is fetched of a paper for its own screen, behind what the list tells of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from reader.errors import HubError, OfflineError, ReaderError
from reader.papers.models import Author
from reader.papers.single import Linked, Repositories, Repository, SinglePaper
from reader.ui.screens import paper as screens_paper
from reader.ui.screens.paper import PaperScreen
from tests.ui.conftest import FakePapers, feed, running, settle, text
from tests.ui.screens.test_paper import SIZES, page, told
from tests.ui.screens.test_paper import _at_once as _at_once
from tests.ui.screens.test_paper import papers as papers

LINKED = Linked(
    models=Repositories(total=8, shown=(Repository(id="harbour/tide-7b", likes=52, downloads=1234),)),
    spaces=Repositories(total=1, shown=(Repository(id="harbour/demo", about="Watch the [tide] turn"),)),
)
NAMED = (
    "Models  1 of 8 · all of them",
    "harbour/tide-7b  52 likes · 1.2k downloads",
    "Spaces  1",
    "harbour/demo  Watch the [tide] turn",
)


@pytest.mark.parametrize("size", SIZES)
async def test_what_names_the_paper_is_fetched_behind_what_is_shown(papers: FakePapers, size: tuple[int, int]) -> None:
    papers.alone = {told(1).id: [SinglePaper(told(1), None), SinglePaper(told(1), LINKED)]}
    papers.way.clear()
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("enter", "G")
        while not papers.looked_up:
            await pilot.pause()
        before = text(pilot)
        assert not set(NAMED) & set(page(pilot))
        papers.way.set()
        await settle(pilot)
        assert page(pilot)[-len(NAMED) - (size[1] > 20) :] == [*NAMED[:2], *[""] * (size[1] > 20), *NAMED[2:]]
        shown = ([line.strip(" ▐") for line in seen.splitlines()[1:6]] for seen in (before, text(pilot)))
        assert next(shown) == next(shown)  # Nothing moved.
        assert papers.looked_up == [(told(1).id, False)]
        await pilot.press("r")
        await settle(pilot)
        assert papers.looked_up[1:] == [(told(1).id, True)]
        assert "The models, datasets and Spaces were fetched just now." in " ".join(text(pilot).split())


async def test_what_was_known_is_there_at_once_when_one_comes_back(papers: FakePapers) -> None:
    papers.alone = {told(1).id: [SinglePaper(told(1), LINKED)]}
    async with running(papers, size=(60, 16)) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("G")
        seen = text(pilot)
        assert "harbour/demo" in seen
        papers.way.clear()
        await pilot.press("equals_sign")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert text(pilot) == seen
        papers.way.set()


async def test_who_goes_on_at_once_asks_for_nothing(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(papers) as (_, pilot):
        monkeypatch.setattr(screens_paper, "SETTLING", 60)
        await pilot.press("enter", "J", "J")
        monkeypatch.setattr(screens_paper, "SETTLING", 0)
        await pilot.press("K")
        await settle(pilot)
        assert papers.looked_up == [(told(2).id, False)]


async def test_what_the_list_lacks_is_added_and_what_it_shows_stays(papers: FakePapers) -> None:
    bare = told(1, ai_summary="", organization=None, github="", github_stars=None, upvotes=999)
    bare = replace(bare, authors=(Author(name="Ada [Tide]"), Author(name="Bo Quay")))
    papers.feeds[None] = [feed(papers=(bare, told(2)))]
    papers.alone = {bare.id: [SinglePaper(told(1, upvotes=77, comments=0, title="Another title"), LINKED)]}
    async with running(papers) as (screen, pilot):
        await pilot.press("enter", "a")
        await settle(pilot)
        lines = page(pilot)
        assert lines[0] == bare.title
        assert "Ada [Tide] @ada-tide, Bo Quay" in lines
        assert "Harbour [Lab] · 18 Aug · ▲ 999 · 1 comment" in lines
        assert "In short, tides turn." in lines
        assert "GitHub        github.com/example/tides · 1.2k ☆ · guessed by the Hub" in lines
        await pilot.press("J")
        await settle(pilot)
        assert not set(NAMED) & set(page(pilot))
        assert screen.paper == told(2)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OfflineError("The network is off."), "are not stored, and the network is off."),
        (HubError("The Hub is having trouble (502)."), "could not be fetched. Press r to try again."),
    ],
)
async def test_what_cannot_be_fetched_costs_a_line(papers: FakePapers, error: ReaderError, said: str) -> None:
    papers.alone = {told(1).id: [error]}
    async with running(papers) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        assert page(pilot)[-1] == f"The models, datasets and Spaces {said}"
        assert str(error) not in text(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert str(error) in text(pilot)
        await pilot.press("J")
        await settle(pilot)
        assert said not in "\n".join(page(pilot))


@pytest.mark.slow
async def test_of_the_sample_edition_nothing_is_asked(papers: FakePapers) -> None:
    papers.is_sample = True
    async with running(papers) as (_, pilot):
        await pilot.press("enter", "r")
        await settle(pilot)
        assert papers.looked_up == []
        assert "there is nothing to fetch" in text(pilot)


async def test_what_is_said_of_a_paper_that_was_left_is_not_shown(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("enter", "J")
        await settle(pilot)
        before = page(pilot)
        for late in (
            PaperScreen.Known(told(1).id, SinglePaper(told(1), LINKED)),
            PaperScreen.Known(told(1).id, error=HubError("Late.")),
        ):
            pilot.app.screen.post_message(late)
        await settle(pilot)
        assert page(pilot) == before
