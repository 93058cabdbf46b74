"""A key that leaves a dialog, and the next one after any number of turns of the event loop: it is for what is below."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.pilot import Pilot

from tests import some
from tests.ui.conftest import FakePapers, running, settle

TURNS = range(7)
"""Turns after which the next key comes; after two to four the one before is on its way through the dialog."""
CHARACTERS = {"escape": "\x1b", "enter": "\r", "slash": "/", "colon": ":", "number_sign": "#", "question_mark": "?"}


async def send(pilot: Pilot[None], key: str) -> None:
    """Have a key come from the terminal, and do not wait for what it does."""
    await pilot.app._post_message(events.Key(key, CHARACTERS.get(key, key)))


async def send_apart(pilot: Pilot[None], turns: int, *keys: str) -> None:
    """Have keys come some turns of the event loop apart."""
    for key in keys:
        await send(pilot, key)
        for _ in range(turns):
            await asyncio.sleep(0)


LEAVING = [
    ("d", "q"),
    ("e", "q"),
    ("d", "escape"),
    ("d", "enter"),
    ("e", "escape"),
    ("T", "q"),
    ("T", "enter"),
    ("S", "q"),
    ("S", "v"),
    ("Y", "q"),
    ("F", "a"),
    ("F", "escape"),
    ("question_mark", "q"),
    ("question_mark", "escape"),
    ("slash", "escape"),
    ("slash", "enter"),
    ("colon", "escape"),
    ("number_sign", "escape"),
]


@pytest.mark.parametrize(("opens", "leaves"), some(2, LEAVING))
async def test_the_key_behind_the_one_that_leaves_a_dialog_is_for_the_list(
    papers: FakePapers, opens: str, leaves: str
) -> None:
    async with running(papers) as (screen, pilot):
        last = len(screen.browser.listed.rows) - 1
        for turns in TURNS:
            await pilot.press("g", opens)
            await settle(pilot)
            assert pilot.app.screen is not screen
            await send_apart(pilot, turns, leaves, "G")
            async with asyncio.timeout(60):
                while screen.browser.paper_list.cursor != last:
                    await pilot.pause()
            assert pilot.app.screen is screen
