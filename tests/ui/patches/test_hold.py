"""Keys that wait for the way of another one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from inspect import Signature, signature

import pytest
from textual import _callback

from reader.ui.patches.turns import TurnsApp
from tests.ui.conftest import FakePapers, running, settle


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


async def test_no_signature_is_looked_at_for_a_key_that_was_pressed_before(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual does that for whatever is called later, and keeps it for methods alone."""
    async with running(papers) as (_, pilot):
        await pilot.press("j", "k")
        await settle(pilot)
        looked: list[object] = []

        def noted(called: Callable[..., object]) -> Signature:
            looked.append(called)
            return signature(called)

        monkeypatch.setattr(_callback, "signature", noted)
        await pilot.press("j", "k")
        await settle(pilot)
        assert [called for called in looked if "Pilot." not in repr(called)] == []  # What waits for the keys here.
