"""Undoing marks, step by step, beside other readers and a slow disk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from functools import partial

import pytest

from reader.errors import StoreError
from reader.papers.marks import Change, Reverted, UndoStep
from reader.store.marks.marks import Marks
from reader.ui import undo
from tests import some
from tests.ui.conftest import ID, FakePapers, feed, paper, row, running, settle, stored, text


async def test_all_read_and_undone_reverts_only_what_it_changed(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("j", "m", "A")
        await settle(pilot)
        assert "5 marked read · u to undo" in text(pilot)
        assert "all read" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Undone: 5 marked read" in text(pilot)
        assert "6 papers · 5 unread" in text(pilot)
        assert "●" not in row(pilot, 1)
        await pilot.press("u")
        await settle(pilot)
        assert "6 papers · 6 unread" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Nothing to undo." in text(pilot)


async def test_undo_is_typed_ahead_of_the_disk(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("m", "j", "s", "u", "u")
        await settle(pilot)
        marks = await stored(papers, ID, "2608.02001")
        assert [(mark.is_read, mark.is_starred) for mark in marks] == [(False, False), (False, False)]


async def test_the_oldest_steps_go(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "STEPS", 3)
    async with running(papers) as (_, pilot):
        await pilot.press(*"sjsjsjsuuu")
        await settle(pilot)
        assert "Undone: star on" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Nothing to undo." in text(pilot)
        assert len(await papers.marks.starred()) == 1


@pytest.mark.parametrize("keys", ["ssuu", "ssssuuuu", "mmmmuuuu", "smsmuuuu", "ssusuu", "sujsku"])
@pytest.mark.parametrize("apart", some(6, [False, True]))
async def test_steps_and_undos_in_any_rhythm_add_up(papers: FakePapers, keys: str, apart: bool) -> None:
    async with running(papers) as (screen, pilot):
        for key in keys:
            action = {"s": screen.browser.action_toggle_star, "m": screen.browser.action_toggle_read}
            action |= {"u": screen.browser.action_undo, "j": partial(screen.browser.action_move, 1)}
            action |= {"k": partial(screen.browser.action_move, -1)}
            action[key]()
            if apart:
                await settle(pilot)
        await settle(pilot)
        assert await papers.marks.starred() == ()
        marks = await papers.marks.get([ID])
        assert not marks[ID].is_read
        assert "elsewhere" not in text(pilot)


@pytest.mark.parametrize(
    ("keys", "undone"),
    [
        ("s", "star on “{}” removed"),
        ("ss", "star on “{}” restored"),
        ("m", "“{}” unread again"),
        ("mm", "“{}” read again"),
    ],
)
async def test_it_is_said_what_undoing_a_step_did(papers: FakePapers, keys: str, undone: str) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, title="A [MASK] title"),))]
    async with running(papers) as (_, pilot):
        await pilot.press(*keys, "u")
        await settle(pilot)
        assert f"Undone: {undone.format('A [MASK] title')}" in text(pilot)


async def test_undo_reaches_over_days(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("s", "h")
        await settle(pilot)
        await pilot.press("s", "u", "u")
        await settle(pilot)
        assert await papers.marks.starred() == ()
        assert "Undone: star on “长标题" in text(pilot)


async def test_what_another_reader_changed_since_is_not_undone_but_counted(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("A")
        await settle(pilot)
        papers.now += timedelta(seconds=1)
        await papers.marks.write([Change(ID, "read", False)])
        await papers.marks.write([Change(ID, "read", True)])
        await pilot.press("u")
        await settle(pilot)
        assert "Undone: 6 marked read, 5 of 6 · 1 changed elsewhere" in text(pilot)
        assert "6 papers · 5 unread" in text(pilot)
        await pilot.press("m")
        await settle(pilot)
        await papers.marks.write([Change(ID, "read", True)])
        await pilot.press("u")
        await settle(pilot)
        assert "1 changed elsewhere since." in text(pilot)


async def test_a_step_that_another_reader_took_before_is_none(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await papers.marks.write([Change(ID, "read", True)])
        await pilot.press("m")
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Nothing to undo." in text(pilot)
        assert "5 unread" in text(pilot)


class Refusing(Marks):
    """Marks that cannot be set back the first time."""

    refused = False

    def submit_revert(self, step: Callable[[], UndoStep]) -> Future[Reverted]:
        def refuse() -> UndoStep:
            step()
            raise StoreError("Not saved: the disk is full. Free some space. Reading still works.")

        first, self.refused = not self.refused, True
        return super().submit_revert(refuse if first else step)


async def test_a_step_that_could_not_be_undone_can_be_undone_later(papers: FakePapers) -> None:
    papers.marks = Refusing(None, papers.clock.now)
    async with running(papers) as (_, pilot):
        await pilot.press("m", "u")
        await settle(pilot)
        assert "the disk is full" in text(pilot)
        assert "5 unread" in text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "6 unread" in text(pilot)
