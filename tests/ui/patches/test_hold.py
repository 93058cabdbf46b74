"""Keys that wait for the way of another one."""

from __future__ import annotations

import asyncio

import pytest

from reader.ui.patches.turns import TurnsApp
from tests.ui.conftest import FakePapers, running


async def test_keys_act_again_where_the_way_of_one_never_ends(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.patches.turns.LONGEST_WAY", 0.05)
    monkeypatch.setattr(TurnsApp, "_follow", lambda *_: None)
    async with running(papers) as (screen, pilot), asyncio.timeout(60):
        await pilot.press("?", "escape", "j")
        while screen.browser.paper_list.cursor != 1:
            await pilot.pause()
        await pilot.press("?", "escape", "j")
        while screen.browser.paper_list.cursor != 2:
            await pilot.pause()
