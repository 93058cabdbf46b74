"""A sentence over the hints is there until the next key, but never gone before it could be read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual import events
from textual.screen import Screen

from tests import some
from tests.ui.conftest import REFUSED, FakePapers, running, settle, text

SAID = "Hugging Face cannot be reached"


@pytest.mark.parametrize("opens", some(2, ["", "enter", "d", "T"]))
async def test_a_key_takes_no_notice_away_that_came_just_before_it(
    papers: FakePapers, opens: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers.unknown = REFUSED
    papers.way.clear()
    async with running(papers) as (screen, pilot):
        written: list[str] = []
        display = pilot.app._display

        def write(of: Screen[Any], frame: Any) -> None:
            written.append(frame.render_segments(pilot.app.console) if hasattr(frame, "render_segments") else "")
            display(of, frame)

        monkeypatch.setattr(pilot.app, "_display", write)
        await pilot.press("left_square_bracket", *filter(None, [opens]))
        said = asyncio.Event()
        screen.watch(screen, "notice", said.set, init=False)
        papers.way.set()
        async with asyncio.timeout(60):
            await said.wait()
        await pilot.app._post_message(events.Key("j", "j"))
        await settle(pilot)
        assert any(SAID in frame for frame in written)
        await pilot.press("j")
        await settle(pilot)
        assert SAID not in text(pilot)


async def test_what_is_pasted_where_nothing_takes_it_is_not_passed_over_in_silence(papers: FakePapers) -> None:
    said = "Nothing here takes what was pasted. Press / to search."
    async with running(papers) as (screen, pilot):
        for pasted in ("x", "long " * 200_000):
            await pilot.app._post_message(events.Paste(pasted))
            await settle(pilot)
            assert said in text(pilot)
            await pilot.press("j")
            await settle(pilot)
            assert said not in text(pilot)
        for opens in ("slash", "number_sign", "d", "T", "colon"):
            await pilot.press(opens)
            await pilot.pause()
            await pilot.app._post_message(events.Paste("tides"))
            await settle(pilot)
            assert screen.notice == ""
            await pilot.press("escape")
            await pilot.pause()
