"""How a note is left: saved, which is said, or as it was, which asks first where something would be lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.keymap import keymap_of
from reader.config.presets import preset
from reader.config.settings import Config, ConfigFile
from reader.ui.dialogs.note import NoteDialog
from tests.ui.conftest import ID, FakePapers, running, settle, stored, text

SURE = "once more to discard what was typed, esc to save it."


@pytest.mark.parametrize("key", ["ctrl+g", "ctrl+c"])
async def test_what_was_typed_is_discarded_at_the_second_time(papers: FakePapers, key: str) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("number_sign", *"mine", "escape", "number_sign", *" lost", key)
        await settle(pilot)
        assert isinstance(pilot.app.screen, NoteDialog)
        assert f"Press ctrl+g {SURE}" in text(pilot)
        await pilot.press("x", key)  # What was typed since was not asked about.
        await settle(pilot)
        assert isinstance(pilot.app.screen, NoteDialog)
        await pilot.press(key)
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 1
        assert (await stored(papers, ID))[0].text == "mine"


async def test_a_note_without_a_change_is_left_at_once(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        for typed in ("", " ", "backspace"):
            await pilot.press("number_sign", *([typed] if typed else []), "ctrl+g")
            await settle(pilot)
            assert pilot.app.screen is screen
            assert "saved" not in text(pilot)


async def test_saving_and_emptying_a_note_is_said_with_the_key_that_undoes_it(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("number_sign", "a", "escape")
        await settle(pilot)
        assert "Note saved · u to undo" in text(pilot)
        await pilot.press("number_sign", "escape")
        await settle(pilot)
        assert "Note saved" not in text(pilot)  # It is as it was.
        await pilot.press("number_sign", "backspace", "escape")
        await settle(pilot)
        assert "Note removed · u to undo" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert (await stored(papers, ID))[0].text == "a"


async def test_with_keys_of_emacs_ctrl_g_saves_nothing(papers: FakePapers) -> None:
    keys = keymap_of(
        ConfigFile(Path(), config=Config(keys={id: tuple(of.split(",")) for id, of in preset("emacs").items()}))
    )
    async with running(papers) as (screen, pilot):
        pilot.app.set_keymap(keys.keys)
        await pilot.press("number_sign", "a")
        await settle(pilot)
        assert "ctrl+g discards" in text(pilot)
        assert "esc saves" in text(pilot)
        await pilot.press("ctrl+g", "ctrl+g")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert (await stored(papers, ID))[0].text == ""
