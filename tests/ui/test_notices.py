"""A sentence over the hints is there until the next key, but never gone before it could be read."""

from __future__ import annotations

import asyncio

import pytest
from textual import events

from tests import some
from tests.ui.conftest import REFUSED, FakePapers, running, settle, text

SAID = "Hugging Face cannot be reached"


@pytest.mark.parametrize("opens", some(2, ["", "enter", "d", "T"]))
async def test_a_key_takes_no_notice_away_that_came_just_before_it(papers: FakePapers, opens: str) -> None:
    papers.unknown = REFUSED
    papers.way.clear()
    async with running(papers) as (screen, pilot):
        for _ in range(2):  # There is no place for the first one yet, and there is for the next one.
            await pilot.press("left_square_bracket", *filter(None, [opens]))
            papers.way.set()
            async with asyncio.timeout(30):
                while not screen.notice:  # noqa: ASYNC110 - before anything else is done.
                    await asyncio.sleep(0)
            await pilot.app._post_message(events.Key("j", "j"))
            await settle(pilot)
            assert SAID in text(pilot)
            await pilot.press("j")
            await settle(pilot)
            assert SAID not in text(pilot)
            papers.way.clear()
            if opens:
                await pilot.press("q")
                await settle(pilot)
