"""Help, palette and the prompt for a day."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.ui.app import ReaderApp
from tests.ui.conftest import YESTERDAY, FakePapers, feed, running, settle, text


async def test_go_to_a_day(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("d", *"2026-08-18", "enter")
        await settle(pilot)
        assert screen.feed == feed(date(2026, 8, 18))
        await pilot.press("d", *"wed", "enter")
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)


async def test_a_wrong_day_is_told_in_the_prompt_and_escape_leaves_it(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("d", *"2026-13-40", "enter")
        await pilot.pause()
        assert "is not a day" in text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.feed == feed()


async def test_help_lists_the_keys_and_finds_one(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Next paper or line" in text(pilot)
        assert "Search this list" in text(pilot)
        await pilot.press(*"older day")
        await pilot.pause()
        assert "[ h ←" in text(pilot)
        assert "Search this list" not in text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_the_palette_offers_what_has_a_key(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("ctrl+p", *"older day")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)


async def test_the_palette_does_not_offer_itself(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert "Back to the day" in text(pilot)
        assert "All commands" not in text(pilot)


async def test_ctrl_c_tells_how_to_quit_and_q_quits(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "Press q to quit." in text(pilot)
        await pilot.press("q")
        assert pilot.app.return_code == 0


@pytest.mark.parametrize("key", ["d", "question_mark", "Y"])
async def test_a_click_beside_a_dialogue_closes_it(papers: FakePapers, key: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert pilot.app.screen is not screen
        await pilot.click(offset=(1, 1))
        await settle(pilot)
        assert pilot.app.screen is screen


async def test_enter_chooses_from_what_was_typed_before_it(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    found = asyncio.Event()

    class Slow(Provider):
        async def discover(self) -> Hits:
            yield DiscoveryHit("Listed before", lambda: done.append("before"))

        async def search(self, query: str) -> Hits:
            await found.wait()
            yield Hit(1.0, "Looked for", lambda: done.append(query))

    monkeypatch.setattr(ReaderApp, "COMMANDS", {Slow})
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert "Listed before" in text(pilot)
        asyncio.get_running_loop().call_later(0.3, found.set)
        await pilot.press("l", "o", "enter")
        await settle(pilot)
        assert done == ["lo"]
