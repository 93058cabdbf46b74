"""A discussion that comes late, again, or not at all: what is stored stays, and why is said."""

from __future__ import annotations

import pytest

from reader.errors import NoPapersError, OfflineError, ReaderError, UnreachableError
from tests import slow
from tests.hub.comments import comment
from tests.ui.conftest import FakePapers, feed, paper, running, settle, text
from tests.ui.discussions import found
from tests.ui.screens.test_discussion import ID, SIZES, lines
from tests.ui.screens.test_discussion import papers as papers


async def test_stored_comments_give_way_to_newer_ones_and_stay_in_their_place(papers: FakePapers) -> None:
    old = [comment(n, f"Old {n}. " * 60) for n in range(1, 5)]
    papers.discussions.answers[ID] = [found(*old), found(comment(9, "New and first.", by="writer-two"), *old)]
    papers.discussions.gate.clear()
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("c")
        await pilot.pause()
        assert "4 comments" in text(pilot)
        await pilot.press("right_square_bracket", "right_square_bracket", "j")
        await pilot.pause()
        before = lines(pilot)
        papers.discussions.gate.set()
        await settle(pilot)
        assert lines(pilot) == before
        assert "3 of 5" in text(pilot)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (0, "Nobody has commented on this paper yet."),
        (2, "Hugging Face counts 2 comments on this paper, and shows none."),
    ],
)
async def test_nobody_has_written_is_a_sentence(
    papers: FakePapers, size: tuple[int, int], counted: int, said: str
) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, comments=counted),))]
    papers.discussions.answers[ID] = [found()]
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("c", "right_square_bracket", "G", "space", "backslash")
        await settle(pilot)
        assert said in " ".join(lines(pilot))
        await pilot.press("y")
        await settle(pilot)
        assert "There is no comment to copy." in text(pilot)


@pytest.mark.parametrize(
    "error",
    [
        UnreachableError("The discussion of it is not stored. Hugging Face cannot be reached: refused."),
        slow(NoPapersError("Hugging Face does not have it.")),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_why_there_is_nothing_is_said_in_its_place(papers: FakePapers, error: ReaderError) -> None:
    papers.discussions.answers[ID] = [error]
    async with running(papers) as (_, pilot):
        await pilot.press("c")
        await settle(pilot)
        assert lines(pilot)[1:] == [str(error), "Press O for its page on Hugging Face, or press r to try again."]
        hints = " ? help  q back  O Hugging Face  r refresh  v full text  p PDF  o arXiv"
        assert text(pilot).splitlines()[-1].rstrip() == hints
        papers.discussions.answers[ID] = [found(comment(1, "Here it is."))]
        await pilot.press("r")
        await settle(pilot)
        assert "Here it is." in lines(pilot)
        assert papers.discussions.asked == [(ID, False), (ID, True)]
        await pilot.press("g")
        assert text(pilot).splitlines()[-1].startswith(" ? help  q back  [ ] comment  space b page  O answer")


async def test_what_is_stored_stays_when_the_hub_is_gone(papers: FakePapers) -> None:
    refused = UnreachableError("Hugging Face cannot be reached: refused.")
    off = OfflineError("Newer comments were not asked for: the network is off.")
    for error, said in ((refused, True), (off, False)):
        papers.discussions.answers[ID] = [found(comment(1, "Kept.")), error]
        async with running(papers) as (_, pilot):
            await pilot.press("c")
            await settle(pilot)
            assert "Kept." in lines(pilot)
            assert (str(error) in text(pilot)) is said
            await pilot.press("r")
            await settle(pilot)
            assert str(error) in text(pilot)


async def test_r_without_news_says_so(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("c", "r")
        await settle(pilot)
        assert "These are the newest comments." in text(pilot)


async def test_nothing_is_asked_for_again_while_it_is_on_its_way(papers: FakePapers) -> None:
    papers.discussions.stored.clear()
    async with running(papers) as (_, pilot):
        await pilot.press("c")
        await pilot.pause()
        assert "Fetching the discussion…" in lines(pilot)
        hints = " ? help  q back  O Hugging Face  v full text  p PDF  o arXiv"
        assert text(pilot).splitlines()[-1].rstrip() == hints
        papers.discussions.stored.set()
        await settle(pilot)
        assert "refresh" in text(pilot).splitlines()[-1]


async def test_one_can_leave_before_it_comes(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    papers.discussions.answers[ID] = [found(comment(1)), found(comment(1), comment(2))]
    papers.discussions.gate.clear()
    async with running(papers) as (screen, pilot):
        for key in ("q", "escape"):
            await pilot.press("c", key)
            await pilot.pause()
            assert pilot.app.screen is screen
        papers.discussions.gate.set()
        await settle(pilot)
