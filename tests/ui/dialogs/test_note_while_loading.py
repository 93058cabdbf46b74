"""A note that is opened and left, however fast, while another day is on its way."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest

from tests import some
from tests.hub.messages import Exchange
from tests.hub.papers import day
from tests.sent_keys import ESC
from tests.ui.conftest import TODAY, FakePapers, running, settle, text
from tests.ui.dialogs.test_leaving_keys import send_apart
from tests.ui.every_key import PACES, Served, hub_with_a_day


@pytest.mark.parametrize("turns", some(2, (1, 3, 0, 2, 4, 6)))
async def test_a_day_may_arrive_whenever_a_note_is_left(papers: FakePapers, turns: int) -> None:
    async with running(papers) as (screen, pilot):
        for arrives in range(0, 24, 3):
            papers.gate.clear()
            await pilot.press("left_square_bracket" if screen.feed and screen.feed.day == TODAY else "1")
            await send_apart(pilot, turns, "number_sign", "escape", "escape")
            for _ in range(arrives):
                await asyncio.sleep(0)
            papers.gate.set()
            async with asyncio.timeout(60):
                while pilot.app.screen is not screen:
                    await pilot.pause()
            await settle(pilot)
            assert "6 papers" in text(pilot)


@pytest.mark.slow
@pytest.mark.parametrize("pause", PACES)
def test_a_note_is_left_while_the_hub_takes_its_time(tmp_path: Path, pause: float) -> None:
    delays = cycle((0.0, 0.005, 0.02, 0.1))

    async def late(exchange: Exchange) -> None:
        await asyncio.sleep(next(delays))
        await exchange.send(exchange.reply)

    with hub_with_a_day() as hub:
        before = hub.today - timedelta(7)
        hub.days[before] = day(9, on=before)
        hub.break_(late)
        with Served(tmp_path / "home", hub) as reader:
            for _ in range(8):
                reader.type(("r", "#", ESC, ESC), pause)
                reader.type(("[", "#", ESC, ESC), pause)
                reader.type(("[", "#", "x", ESC, ESC, "]", "#", ESC, ESC), pause)
            reader.see_the_list()
            assert reader.quit("q") == 0
