"""A note that is too long to be kept: what is pasted is cut, and said to be; what is typed stays in the dialogue."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import TextArea

from reader.papers.marks import too_long
from reader.papers.text import LINE_LIMIT, TEXT_LIMIT
from reader.ui.dialogs.note import NoteDialog
from tests.ui.conftest import FakePapers, running, settle, text


@pytest.mark.slow
@pytest.mark.parametrize("kept", ["x" * TEXT_LIMIT, "\n".join("é" * LINE_LIMIT)])
async def test_what_is_pasted_is_cut_at_the_limit_and_what_is_typed_never(papers: FakePapers, kept: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("number_sign")
        await pilot.pause()
        pilot.app.post_message(events.Paste(f"{kept}\ny"))
        await settle(pilot)
        assert pilot.app.screen.query_one(TextArea).text == kept
        assert "can have 20000 characters and 2000 lines: 2 characters left out." in text(pilot)
        await pilot.press("enter", "y")
        for key in ("escape", "escape"):
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(pilot.app.screen, NoteDialog)
            assert "shorten it." in text(pilot)
            assert pilot.app.screen.query_one(TextArea).text == f"{kept}\ny"
        assert screen.browser.mark.text == ""
        await pilot.press("backspace", "backspace", "escape")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.browser.mark.text == kept


async def test_a_paste_takes_the_place_of_what_is_selected_and_fills_what_that_had(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("number_sign", *"ab")
        area = pilot.app.screen.query_one(TextArea)
        pilot.app.post_message(events.Paste("x" * TEXT_LIMIT))
        await settle(pilot)
        assert area.text == f"ab{'x' * (TEXT_LIMIT - 2)}"
        area.select_all()
        pilot.app.post_message(events.Paste("y" * TEXT_LIMIT))
        await settle(pilot)
        assert area.text == "y" * TEXT_LIMIT
        pilot.app.post_message(events.Paste("more"))
        await settle(pilot)
        assert area.text == "y" * TEXT_LIMIT
        assert "4 characters left out." in text(pilot)


def test_which_notes_are_too_long() -> None:
    assert not any(map(too_long, ("", "x" * TEXT_LIMIT, " " * 50_000, "e\u0301" * TEXT_LIMIT, "\n" * 5_000 + "x")))
    assert too_long("x\n" * LINE_LIMIT + "x") == "A note can have 2000 lines, and this one has 2001: shorten it."
    assert too_long("é" * TEXT_LIMIT * 5).startswith("A note can have 20000 characters, and this one has 100000:")
