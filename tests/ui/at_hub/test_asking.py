"""Searching at the Hub from the find line: when it is asked, and what for."""

from __future__ import annotations

from time import monotonic

import pytest

from reader.hub.rate_limit import Spare
from reader.papers.period import Day, Search
from reader.papers.query import parse
from reader.ui.dialogs.find import FindDialog
from reader.ui.screens import waiting
from tests.ui.at_hub.conftest import DOWN, HERE, LISTED, UNLISTED, FakeHub, Rest, ask, rows, settle, until
from tests.ui.conftest import REFUSED, TODAY, FakePapers, paper, running, stored, text

pytestmark = pytest.mark.slow


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


async def test_one_request_at_a_time_and_late_answers_are_dropped(
    papers: FakePapers, hub: FakeHub, rest: Rest, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.gate.clear()
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", "tab", "tab", *"veil")
        rest.is_over()
        await pilot.pause()
        await until(pilot, lambda: hub.searched == ["veil"])
        assert "asking the Hub… · tab this list" in text(pilot)
        monkeypatch.setattr(waiting, "monotonic", lambda: monotonic() + 60)
        await until(pilot, lambda: "asking the Hub… 6" in text(pilot))  # It is told every second.
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


async def test_refreshing_replaces_what_was_found(papers: FakePapers, hub: FakeHub) -> None:
    async with running(papers) as (screen, pilot):
        await ask(pilot, *"veil")
        await pilot.press("j")
        hub.found = (paper(503, title="New"), UNLISTED)
        await pilot.press("r")
        await settle(pilot)
        assert (rows(screen), screen.paper) == (["New", UNLISTED.title], UNLISTED)
        assert hub.searched == ["veil", "veil"]


async def test_few_searches_that_are_left_are_told(papers: FakePapers, hub: FakeHub, rest: Rest) -> None:
    hub.searches_left = Spare(9, 61.0)
    async with running(papers) as (_, pilot):
        await pilot.press("slash", "tab", "tab", *"veil")
        rest.is_over()
        await settle(pilot)
        assert "9 searches left until " in text(pilot).splitlines()[-2]
        assert "at the Hub, just now · 9 searches left until " in text(pilot).splitlines()[0]


async def test_over_the_sample_that_stands_in_the_hub_is_searched_too(
    papers: FakePapers, placeholder: FakePapers, hub: FakeHub
) -> None:
    papers.feeds = {None: [REFUSED]}
    hub.error = DOWN
    async with running(papers, sample=lambda: placeholder) as (screen, pilot):
        await ask(pilot, *"veil")
        assert "Hugging Face is having trouble (502)" in text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "Sample edition" in text(pilot)
        hub.error = None
        await ask(pilot, *"veil")
        assert rows(screen) == [LISTED.title, UNLISTED.title]
        await pilot.press("s")
        await settle(pilot)
        assert [mark.is_starred for mark in await stored(papers, LISTED.id)] == [True]
