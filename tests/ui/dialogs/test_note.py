"""A note that is too long to be kept whole is not cut: the dialogue stays open with the text, and says so."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import TextArea

from reader.papers.marks import too_long
from reader.papers.text import LINE_LIMIT, TEXT_LIMIT
from reader.ui.dialogs.note import NoteDialog
from tests.ui.conftest import FakePapers, running, settle, text


@pytest.mark.slow
@pytest.mark.parametrize("paste", ["x" * TEXT_LIMIT, "\n".join("é" * LINE_LIMIT)])
async def test_a_note_is_kept_up_to_the_limit_and_never_cut(papers: FakePapers, paste: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("number_sign")
        await pilot.pause()
        pilot.app.post_message(events.Paste(f"{paste}\ny"))
        await settle(pilot)
        for key in ("escape", "escape"):
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(pilot.app.screen, NoteDialog)
            assert "shorten it." in text(pilot)
            assert pilot.app.screen.query_one(TextArea).text == f"{paste}\ny"
        assert screen.browser.mark.text == ""
        await pilot.press("backspace", "backspace", "escape")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.browser.mark.text == paste


def test_which_notes_are_too_long() -> None:
    assert not any(map(too_long, ("", "x" * TEXT_LIMIT, " " * 50_000, "e\u0301" * TEXT_LIMIT, "\n" * 5_000 + "x")))
    assert too_long("x\n" * LINE_LIMIT + "x") == "A note can have 2000 lines, and this one has 2001: shorten it."
    assert too_long("é" * TEXT_LIMIT * 5).startswith("A note can have 20000 characters, and this one has 100000:")
