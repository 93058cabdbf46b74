"""Searching at the Hub from the find line: when it is asked, what is shown meanwhile and afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from reader.errors import HubError, OfflineError
from reader.hub.rate_limit import Spare
from reader.hub.wire import Searched
from reader.library.at_hub import HubSearches
from reader.papers.found import AtHub, Found
from reader.papers.listing import Listing
from reader.papers.models import Paper
from reader.papers.period import Day, Search
from reader.papers.query import parse
from reader.store.feeds.cache import Cache
from reader.ui import status
from reader.ui.dialogs.find import FindDialog
from reader.ui.screens import asking
from reader.ui.screens.feed import FeedScreen
from tests import slow
from tests.ui.conftest import NOW, TODAY, FakePapers, feed, paper, row, running, settle, stored, text

LISTED = paper(501, title="A veil", listed=date(2025, 3, 5), upvotes=3)
UNLISTED = paper(502, title="Unheard of", abstract="It has [MASK]ed veils.", upvotes=50)
DOWN = HubError("Hugging Face is having trouble (502): try again in a few minutes.")
OFF = OfflineError(
    "The network is off (--offline or HF_HUB_OFFLINE), and the Hub was not asked for these words before."
)
BROKEN = HubError("The Hub's answer is not JSON or it was cut off on the way. Try again later.")


class FakeHub:
    """A Hub that answers when, and with what, a test says."""

    def __init__(self) -> None:
        self.found: tuple[Paper, ...] = (LISTED, UNLISTED)
        self.fragments: tuple[str, ...] = ("veils",)
        self.error: HubError | None = None
        self.searched: list[str] = []
        self.searches_left: Spare | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def search(self, words: str) -> Searched:
        self.searched.append(words)
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return Searched(self.found, self.fragments)


class Rest:
    """The time without a key after which the Hub is asked, which passes when a test says."""

    def __init__(self) -> None:
        self._due: dict[object, Callable[[], None]] = {}

    def begin(self, callback: Callable[[], None]) -> Any:
        class Timer:
            @staticmethod
            def stop() -> None:
                self._due.pop(timer, None)

        timer = Timer()
        self._due[timer] = callback
        return timer

    @property
    def number(self) -> int:
        """How many are under way."""
        return len(self._due)

    def is_over(self) -> None:
        due, self._due = [*self._due.values()], {}
        for callback in due:
            callback()


@pytest.fixture
def rest(monkeypatch: pytest.MonkeyPatch) -> Rest:
    own, made = FeedScreen.set_timer, Rest()

    def set_timer(screen: FeedScreen, delay: float, callback: Any = None, **options: Any) -> Any:
        return made.begin(callback) if delay == asking.REST else own(screen, delay, callback, **options)

    monkeypatch.setattr(FeedScreen, "set_timer", set_timer)
    return made


@pytest.fixture
def hub() -> FakeHub:
    return FakeHub()


@pytest.fixture
def papers(papers: FakePapers, hub: FakeHub, tmp_path: Path) -> Iterator[FakePapers]:
    papers.feeds[None] = [feed(papers=(paper(1, title="Veils today"), paper(2, title="Another")))]
    cache = Cache(tmp_path)
    papers.at_hub = HubSearches(cache, papers.marks, lambda: hub, papers.clock)
    yield papers
    cache.close(5)


def rows(screen: FeedScreen) -> list[str]:
    return [row.title for row in screen.browser.listed.rows]


async def ask(pilot: Any, *keys: str) -> None:
    """Type something in the line of the Hub, and keep what it finds."""
    await pilot.press("slash", "tab", "tab", "ctrl+u", *keys, "enter")
    await settle(pilot)


@pytest.mark.parametrize("size", [slow((120, 40)), slow((80, 24)), (60, 16)])
async def test_what_the_hub_finds_is_a_list(
    papers: FakePapers, hub: FakeHub, rest: Rest, size: tuple[int, int]
) -> None:
    async with running(papers, size=size) as (screen, pilot):
        await pilot.press("slash", "tab", "tab", *"veil")
        await settle(pilot)
        assert "the Hub /veil" in text(pilot)
        assert hub.searched == []
        rest.is_over()
        await settle(pilot)
        assert (hub.searched, rows(screen), screen.shown) == (["veil"], [LISTED.title, UNLISTED.title], HERE)
        assert "Hub search “veil” · 2 papers" in text(pilot).splitlines()[0] or "Hub “veil”" in text(pilot)
        assert text(pilot).splitlines()[0].rstrip().endswith("at the Hub, just now")
        await pilot.press("enter")
        await settle(pilot)
        assert (screen.shown, screen.period, hub.searched) == (HERE, HERE, ["veil"])
        assert pilot.app.screen_stack == [screen]


HERE = Search("veil", at_hub=True)


@pytest.mark.slow
async def test_rows_name_their_day_and_keys_mark_and_sort_them(papers: FakePapers, hub: FakeHub) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        assert "5 Mar 2025" in text(pilot)
        assert {screen.browser.listed.listing.confirmed_at(paper.id) for paper in (LISTED, UNLISTED)} == {NOW}
        await pilot.press("S", "b")
        assert rows(screen) == [LISTED.title, UNLISTED.title]  # As the Hub has them.
        await pilot.press("S", "u")
        assert rows(screen) == [UNLISTED.title, LISTED.title]
        await pilot.press("g", "s")
        await settle(pilot)
        assert [mark.is_starred for mark in await stored(papers, UNLISTED.id)] == [True]
        await pilot.press("right_square_bracket")
        assert "A search has no newer day." in text(pilot)
        await pilot.press("G", "1")
        await settle(pilot)
        assert papers.asked[-1] == (LISTED.listed, False)


@pytest.mark.slow
async def test_escape_comes_back_to_where_one_was(papers: FakePapers, rest: Rest) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j")
        before = screen.browser.listed, screen.paper, screen.shown
        for leave in (("escape",), ("enter", "escape"), ("enter", "q")):
            await pilot.press("slash", "tab", "tab", *"veil")
            rest.is_over()
            await settle(pilot)
            assert screen.shown == HERE
            await pilot.press(*leave)
            await settle(pilot)
            assert (screen.browser.listed, screen.paper, screen.shown) == before
            assert pilot.app.screen_stack == [screen]


async def test_tab_goes_through_the_scopes(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"veil", "tab")
        await settle(pilot)
        assert "tab the Hub" in text(pilot)
        assert (screen.shown, rows(screen)) == (Search("veil"), ["Veils today"])
        await pilot.press("tab")
        rest.is_over()
        await settle(pilot)
        assert (screen.shown, rows(screen)) == (HERE, [LISTED.title, UNLISTED.title])
        assert "2 papers · tab this list" in text(pilot)
        await pilot.press("tab")
        await settle(pilot)
        assert (screen.shown, rows(screen)) == (Day(TODAY), ["Veils today", "Another"])
        await pilot.press("escape")
        assert screen.browser.listed.query is None


@pytest.mark.slow
async def test_a_kept_search_is_changed_at_the_hub(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        await pilot.press("slash")
        assert "the Hub /veil" in text(pilot)
        await pilot.press("end", "space", *"mask")
        rest.is_over()
        await settle(pilot)
        assert (screen.shown, hub.searched) == (Search("veil mask", at_hub=True), ["veil", "veil mask"])
        await pilot.press("escape")
        await settle(pilot)
        assert screen.shown == HERE


async def test_every_key_puts_it_off(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("slash", "tab", "tab", *"veil")
        assert rest.number == 1
        await pilot.press("space", "(")  # A mistake.
        assert rest.number == 0
        await pilot.press("backspace", "s")
        assert rest.number == 1
        await pilot.press("escape")
        assert (rest.number, hub.searched) == (0, [])


async def test_one_request_at_a_time_and_late_answers_are_dropped(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    hub.gate.clear()
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", "tab", *"veil")
        rest.is_over()
        await pilot.pause()
        await until(pilot, lambda: hub.searched == ["veil"])
        assert "asking the Hub… · tab this list" in text(pilot)
        assert "papers" not in text(pilot).splitlines()[-2]
        for key in "ed!":
            await pilot.press(key)
            rest.is_over()
        await pilot.pause()
        hub.found = (UNLISTED,)
        hub.gate.set()
        await settle(pilot)
        assert hub.searched == ["veil", "veiled!"]
        assert (screen.shown, rows(screen)) == (Search("veiled!", at_hub=True), [UNLISTED.title])
        assert papers.at_hub is not None
        assert await papers.at_hub.stored(parse("veil"))  # It has cost a request.


async def until(pilot: Any, is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not is_so():
            await pilot.pause()


@pytest.mark.slow
async def test_enter_does_not_ask_again_for_what_is_being_asked(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    hub.gate.clear()
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", "tab", *"veil")
        rest.is_over()
        await until(pilot, lambda: hub.searched == ["veil"])
        await pilot.press("enter")
        await until(pilot, lambda: "Asking the Hub…" in text(pilot))
        hub.gate.set()
        await settle(pilot)
        assert (hub.searched, rows(screen)) == (["veil"], [LISTED.title, UNLISTED.title])


@pytest.mark.slow
async def test_a_search_that_was_left_does_not_come_back(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    hub.gate.clear()
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", "tab", *"veil")
        rest.is_over()
        await until(pilot, lambda: hub.searched == ["veil"])
        await pilot.press("escape")
        assert "asking" not in text(pilot)
        hub.gate.set()
        await settle(pilot)
        assert (screen.shown, rows(screen)) == (Day(TODAY), ["Veils today", "Another"])


@pytest.mark.slow
async def test_another_list_that_is_asked_for_meanwhile_is_shown(papers: FakePapers, hub: FakeHub) -> None:
    hub.gate.clear()
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", "tab", *"veil", "enter")
        await until(pilot, lambda: "Asking the Hub…" in text(pilot))
        await pilot.press("t")
        await until(pilot, lambda: screen.shown == Day(TODAY))
        assert "asking" not in text(pilot)
        hub.gate.set()
        await settle(pilot)
        assert screen.shown == Day(TODAY)


async def test_without_words_there_is_no_request_and_a_sentence(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", "tab")
        assert "the Hub searches by meaning: type some words" in text(pilot)
        await pilot.press(*"is:read")
        assert "The Hub needs a word or a phrase to search for" in text(pilot)
        await pilot.press("enter")
        rest.is_over()
        await settle(pilot)
        assert isinstance(pilot.app.screen, FindDialog)
        await pilot.press("ctrl+u", *("2608.17271"))
        assert "enter opens 2608.17271" in text(pilot)
        assert (rest.number, hub.searched) == (0, [])
        assert "Veils today" in rows(screen)


async def test_what_is_applied_here_is_said(papers: FakePapers, hub: FakeHub) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil votes:>20 -is:read")
        assert (hub.searched, rows(screen)) == (["veil"], [UNLISTED.title])
        assert "· 1 of 2 papers, filtered here" in row(pilot, 0) + text(pilot).splitlines()[0]
        await pilot.press("slash", "ctrl+u", *"veil votes:>99", "enter")
        await settle(pilot)
        assert "The Hub found 2 papers, and none fits veil votes:>99." in " ".join(text(pilot).split())
        assert hub.searched == ["veil"]  # What is applied here costs no request.


async def test_a_stored_answer_has_its_age(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        papers.now += timedelta(days=3)
        hub.error = OFF
        await pilot.press("slash", "ctrl+u", *"VEIL", "enter")
        await settle(pilot)
        assert rows(screen) == [LISTED.title, UNLISTED.title]
        assert "at the Hub, 3 days ago" in text(pilot).splitlines()[0]
        await pilot.press("slash", "end", "space")
        rest.is_over()
        await settle(pilot)
        assert "2 papers · tab this list" in text(pilot)
        assert "network is off" not in text(pilot)
        await pilot.press("enter")
        hub.error = DOWN
        await pilot.press("r")
        await settle(pilot)
        assert str(DOWN) in " ".join(text(pilot).split())
        assert (rows(screen), {*hub.searched}) == ([LISTED.title, UNLISTED.title], {"veil", "VEIL"})


@pytest.mark.slow
async def test_refreshing_replaces_what_was_found(papers: FakePapers, hub: FakeHub) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        await pilot.press("j")
        hub.found = (paper(503, title="New"), UNLISTED)
        await pilot.press("r")
        await settle(pilot)
        assert (rows(screen), screen.paper) == (["New", UNLISTED.title], UNLISTED)
        assert hub.searched == ["veil", "veil"]


@pytest.mark.parametrize("error", [slow(DOWN), BROKEN, slow(OFF)])
async def test_why_there_is_no_answer_is_said(papers: FakePapers, hub: FakeHub, rest: Rest, error: HubError) -> None:
    hub.error = error
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"veil", "tab", "tab")
        rest.is_over()
        await settle(pilot)
        assert str(error) in " ".join(text(pilot).split())
        assert rows(screen) == ["Veils today"]  # What was shown stays while one types.
        await pilot.press("enter")
        await settle(pilot)
        said = " ".join(" ".join(line.split("▏")[0] for line in text(pilot).splitlines()).split())
        assert str(error) in said
        assert ("papers" in text(pilot).splitlines()[0], screen.shown) == (False, HERE)
        hub.error = None
        await pilot.press("r")
        await settle(pilot)
        assert rows(screen) == [LISTED.title, UNLISTED.title]


@pytest.mark.slow
async def test_few_searches_that_are_left_are_told(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    hub.searches_left = Spare(9, 61.0)
    async with running(papers) as (_, pilot):
        await pilot.press("slash", "tab", "tab", *"veil")
        rest.is_over()
        await settle(pilot)
        assert "9 searches left until " in text(pilot).splitlines()[-2]
        assert "at the Hub, just now · 9 searches left until " in text(pilot).splitlines()[0]


@pytest.mark.slow
async def test_what_the_hub_highlights_stands_out_in_our_text(papers: FakePapers, hub: FakeHub) -> None:
    hub.fragments = ("Unheard", "[@click=app.quit]", "A\ufffd")
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        query = screen.browser.listed.highlighted
        assert query is not None
        assert query.spans("title", UNLISTED.title) == [(0, 7)]
        assert query.spans("abstract", "It has veils.") == [(7, 11)]
        assert UNLISTED.title in text(pilot)


async def test_a_reader_that_begins_with_a_search(papers: FakePapers, hub: FakeHub) -> None:
    waiting = Listing(search=Found(parse("veil"), is_over=False, hub=AtHub()))
    async with running(papers, period=HERE, listing=waiting) as (screen, pilot):
        await settle(pilot)
        assert (rows(screen), screen.period) == ([LISTED.title, UNLISTED.title], HERE)
        await pilot.press("q")
        assert not pilot.app.is_running


@pytest.mark.slow
async def test_the_sample_edition_does_not_offer_it(placeholder: FakePapers) -> None:
    async with running(placeholder) as (_, pilot):
        await pilot.press("slash", "tab")
        await settle(pilot)
        assert "tab this list" in text(pilot)


@pytest.mark.slow
async def test_where_nothing_is_found_it_is_said(papers: FakePapers, hub: FakeHub) -> None:
    hub.found = ()
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        assert "The Hub finds nothing for veil." in " ".join(text(pilot).split())
        assert status.window_title(screen.shown, screen.feed, screen.paper) == "Hub search “veil” - Daily Papers"
