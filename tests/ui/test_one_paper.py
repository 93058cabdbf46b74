"""A paper opened by name: from the find line, from the prompt for a day, in a stored day or by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.errors import HubError, OfflineError, OldPaperError, UnreachableError
from reader.library.protocols import FoundPaper
from reader.papers.found import Found
from reader.papers.listing import Listing
from reader.papers.marks import Change
from reader.papers.models import Paper
from reader.papers.period import STARRED, Day, OnePaper, Search
from reader.papers.query import parse
from reader.ui.app import ReaderApp
from reader.ui.dialogs.find import FindDialog
from reader.ui.screens.feed import FeedScreen
from tests.ui.conftest import ID, NOW, TODAY, YESTERDAY, FakePapers, paper, running, running_early, settle, text

pytestmark = pytest.mark.slow

ALONE = paper(99_999, title="Of no [MASK] day", upvotes=5)
"""A paper that is on no day."""
SECOND = "2608.01901"
"""The second paper of yesterday."""


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    papers.singles[ALONE.id] = [FoundPaper(OnePaper(ALONE.id), ALONE, NOW)]
    return papers


def at(screen: FeedScreen) -> tuple[object, str]:
    """What is shown, and the paper under the cursor."""
    return screen.shown, screen.paper.id if screen.paper else ""


async def type_in(pilot: Pilot[None], key: str, name: str, *, enter: bool = True) -> None:
    await pilot.press(key)
    await settle(pilot)
    await pilot.press(*(f"{'space' if letter == ' ' else letter}" for letter in name), *(["enter"] if enter else []))
    await settle(pilot)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("d", f"<https://hf.co/papers/{SECOND}>."),
        ("slash", f"arXiv:{SECOND}v2 [cs.CL]"),
        pytest.param("slash", f"doi:10.48550/ARXIV.{SECOND}", marks=pytest.mark.slow),
        pytest.param("ampersand", SECOND, marks=pytest.mark.slow),
    ],
)
async def test_a_name_opens_the_day_that_lists_the_paper(papers: FakePapers, key: str, name: str) -> None:
    async with running(papers) as (screen, pilot):
        await type_in(pilot, key, name, enter=False)
        assert at(screen)[0] == Day(TODAY)
        assert papers.sought == []
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen_stack == [screen]
        assert at(screen) == (Day(YESTERDAY), SECOND)
        assert screen.browser.listed.query is None
        assert papers.sought == [(SECOND, False)]
        await pilot.press("escape")
        await settle(pilot)
        assert at(screen)[0] == Day(TODAY)


@pytest.mark.usefixtures("_mirror")
async def test_pages_of_the_endpoint_name_papers(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await type_in(pilot, "d", f"/http://mirror.example/papers/{SECOND}")
        assert at(screen) == (Day(YESTERDAY), SECOND)


@pytest.fixture
def _mirror(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://mirror.example/")


async def test_the_line_says_what_enter_opens_and_escape_opens_nothing(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await type_in(pilot, "slash", "doi:10.48550/arXiv.2608.0190", enter=False)
        assert "enter opens" not in text(pilot)  # It is not complete yet.
        await pilot.press("1")
        await settle(pilot)
        assert f"enter opens {SECOND} · esc cancels\n" in text(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert "enter opens" not in text(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FindDialog)  # As any query with a mistake.
        await pilot.press("backspace", "escape")
        await settle(pilot)
        assert (at(screen), papers.sought) == ((Day(TODAY), ID), [])


@pytest.mark.parametrize("hide", [["f", "f"], ["ampersand", *"长标题", "enter"]], ids=["filter", "search"])
async def test_a_paper_of_the_list_that_is_shown_is_gone_to_at_once(papers: FakePapers, hide: list[str]) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("s", *hide)
        await settle(pilot)
        wanted = "2608.02003"
        assert screen.browser.listed.index(wanted) is None
        await type_in(pilot, "d", wanted)
        assert at(screen) == (Day(TODAY), wanted)
        assert (papers.sought, papers.asked) == ([], [(None, False)])


async def test_a_filter_hides_no_paper_that_was_asked_for(papers: FakePapers) -> None:
    await papers.marks.write([Change(SECOND, "read", True)])
    async with running(papers) as (screen, pilot):
        await pilot.press("f")
        await type_in(pilot, "d", SECOND)
        assert at(screen) == (Day(YESTERDAY), SECOND)


async def test_a_paper_of_no_day_is_a_list_of_its_own_that_leads_back(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "j")
        await type_in(pilot, "d", ALONE.id)
        assert at(screen) == (OnePaper(ALONE.id), ALONE.id)
        first = text(pilot).splitlines()[0]
        assert first.startswith(f" arXiv {ALONE.id} · 1 paper · 1 unread")
        assert first.endswith("fetched just now")
        await pilot.press("s")
        await settle(pilot)
        (star,) = await papers.marks.starred()
        assert star.paper == ALONE
        await pilot.press("5")
        await settle(pilot)
        assert at(screen) == (STARRED, ALONE.id)
        await type_in(pilot, "slash", ALONE.id)
        assert at(screen) == (STARRED, ALONE.id)  # It is in this list, too.
        await pilot.press("q")
        await settle(pilot)
        assert at(screen) == (Day(TODAY), "2608.02002")
        assert isinstance(pilot.app, ReaderApp)
        assert pilot.app.is_running


@pytest.mark.parametrize(("key", "back"), [("slash", "q"), ("d", "escape")])
async def test_it_leads_back_to_the_search_it_was_opened_from(papers: FakePapers, key: str, back: str) -> None:
    async with running(papers, size=(120, 16)) as (screen, pilot):
        await pilot.press("slash", "tab", *"paper", "enter")
        await settle(pilot)
        await pilot.press(*["j"] * 9)
        found = at(screen), screen.browser.listed, screen.browser.paper_list.scroll_offset.y
        assert found[2] > 0
        await type_in(pilot, key, ALONE.id)
        assert at(screen) == (OnePaper(ALONE.id), ALONE.id)
        await pilot.press("r")
        await settle(pilot)
        papers.gate.clear()
        await pilot.press("r", back)  # What is on its way is not waited for any more.
        await pilot.pause()
        assert (at(screen), screen.browser.listed, screen.browser.paper_list.scroll_offset.y) == found
        assert not screen.busy
        papers.gate.set()
        await settle(pilot)
        assert at(screen) == found[0]
        await pilot.press(back)
        await settle(pilot)
        assert at(screen) == (Day(TODAY), ID)


async def test_it_leads_back_to_the_starred_papers_and_from_paper_to_paper(papers: FakePapers) -> None:
    other = paper(88_888, title="Of no day either")
    papers.singles[other.id] = [FoundPaper(OnePaper(other.id), other, NOW)]
    async with running(papers) as (screen, pilot):
        await pilot.press("s", "5")
        await settle(pilot)
        await type_in(pilot, "d", ALONE.id)
        await pilot.press("s")
        await type_in(pilot, "slash", other.id)
        assert at(screen) == (OnePaper(other.id), other.id)
        await pilot.press("escape")
        await settle(pilot)
        assert at(screen) == (OnePaper(ALONE.id), ALONE.id)
        await pilot.press("q")
        await settle(pilot)
        assert at(screen) == (STARRED, ID)
        assert {row.id for row in screen.browser.listed.rows} == {ID, ALONE.id}  # Starred meanwhile.
        await pilot.press("q")
        await settle(pilot)
        assert at(screen) == (Day(TODAY), ID)


async def test_who_does_not_wait_for_the_paper_leaves_the_search_that_is_shown(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", *"paper", "enter")
        await settle(pilot)
        papers.gate.clear()
        await pilot.press("d", *ALONE.id, "enter")
        await pilot.pause()
        await pilot.press("q")
        papers.gate.set()
        await settle(pilot)
        assert at(screen) == (Day(TODAY), ID)
        assert not screen.busy


async def test_a_search_that_the_reader_began_with_is_come_back_to(papers: FakePapers) -> None:
    period = Search("paper")
    listing = Listing(search=Found(parse("paper"), is_over=False))
    async with running(papers, period=period, listing=listing) as (screen, pilot):
        await settle(pilot)
        assert at(screen)[0] == period
        await type_in(pilot, "d", ALONE.id)
        assert at(screen) == (OnePaper(ALONE.id), ALONE.id)
        await pilot.press("q")
        await settle(pilot)
        assert at(screen)[0] == period


async def test_a_star_of_no_day_is_gone_to_among_the_stars(papers: FakePapers) -> None:
    old = Paper(id="cs/0112017", title="From elsewhere")
    papers.singles[old.id] = [FoundPaper(STARRED, old)]
    await papers.marks.write([Change(id, "starred", True) for id in (old.id, ID)])
    async with running(papers) as (screen, pilot):
        await type_in(pilot, "d", old.id)
        assert at(screen) == (STARRED, old.id)
        await pilot.press("q")
        await settle(pilot)
        assert at(screen) == (Day(TODAY), ID)


async def test_r_asks_for_the_paper_again_and_says_why_it_is_not_fresh(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await type_in(pilot, "d", ALONE.id)
        papers.singles[ALONE.id].append(HubError("Hugging Face is having trouble (502). Try again later."))
        await pilot.press("r")
        await settle(pilot)
        assert papers.sought[-1] == (ALONE.id, True)
        assert at(screen) == (OnePaper(ALONE.id), ALONE.id)
        assert "not refreshed · fetched just now" in text(pilot)
        assert "having trouble (502)" in text(pilot)


@pytest.mark.parametrize(
    "error",
    [
        OfflineError("2608.11111 is not stored, and the network is off. Its page is https://huggingface.co/papers/x."),
        UnreachableError("2608.11111 is not stored. No route. Its page is https://huggingface.co/papers/x."),
    ],
)
async def test_where_it_cannot_be_had_what_is_shown_stays(papers: FakePapers, error: HubError) -> None:
    papers.singles["2608.11111"] = [error]
    async with running(papers) as (screen, pilot):
        await pilot.press("j")
        await type_in(pilot, "slash", "2608.11111")
        assert at(screen) == (Day(TODAY), "2608.02001")
        assert not screen.busy
        assert "Its page is https://huggingface.co/papers/x." in text(pilot)
        await type_in(pilot, "d", ALONE.id)
        await type_in(pilot, "d", "2608.11111")
        assert at(screen) == (OnePaper(ALONE.id), ALONE.id)
        await pilot.press("1")
        await settle(pilot)
        assert at(screen) == (Day(TODAY), "2608.02001")


async def test_what_the_hub_refuses_is_named(papers: FakePapers) -> None:
    papers.singles["2608.11111"] = [HubError("Hugging Face is limiting requests (429): try again at 12:00.")]
    async with running(papers) as (screen, pilot):
        await type_in(pilot, "d", "2608.11111")
        assert screen.shown == Day(TODAY)
        assert "2608.11111 is not stored. Hugging Face is limiting requests (429)" in text(pilot)


async def test_an_old_paper_is_opened_at_arxiv(
    papers: FakePapers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browse"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s &")
    papers.singles["cs/0112017"] = [OldPaperError("https://arxiv.org/abs/cs/0112017")]
    async with running(papers) as (screen, pilot):
        await type_in(pilot, "d", "arXiv:cs/0112017v1")
        assert at(screen) == (Day(TODAY), ID)
        seen = " ".join(text(pilot).split())
        assert "Hugging Face has no papers with ids from before April 2007. Asked browse to open" in seen
    assert (tmp_path / "opened").read_text() == "https://arxiv.org/abs/cs/0112017"


async def test_what_is_asked_for_next_counts(papers: FakePapers) -> None:
    async with running_early(papers) as pilot:
        papers.gate.set()
        await settle(pilot)
        papers.gate.clear()
        await pilot.press("d", *ALONE.id, "enter")
        await pilot.press("d", *"wed", "enter")
        papers.gate.set()
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, FeedScreen)
        assert screen.shown == Day(YESTERDAY)
