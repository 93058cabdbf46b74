"""What is seen through a screen above: drawn where it changed, and as if all of it had been drawn."""

from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import LayoutUpdate
from textual.screen import Screen
from textual.widget import Widget

from tests.ui.conftest import FakePapers, feed, paper, running, settle, text

NAMES = ("Veils", "Masks", "A veil", "Unveiled", "Drapes")


@pytest.mark.parametrize("scope", [(), ("tab",)], ids=["list", "days"])
async def test_only_what_changed_is_drawn_below_the_find_line(papers: FakePapers, scope: tuple[str, ...]) -> None:
    papers.feeds = {None: [feed(papers=tuple(paper(number, title=name) for number, name in enumerate(NAMES, 1)))]}
    async with running(papers) as (below, pilot):
        await pilot.press("slash", *scope)
        await settle(pilot)
        app = pilot.app
        updates: list[object] = []
        display = app._display

        def displayed(screen: Screen[Any], update: Any) -> None:
            updates.append(update)
            display(screen, update)

        app._display = displayed  # type: ignore[method-assign, assignment]
        for key in (*"veil", "backspace", "down", "s"):
            updates.clear()
            await pilot.press(key)
            await settle(pilot)
            assert not any(isinstance(update, LayoutUpdate) for update in updates), key
            assert not below._dirty_widgets
            assert not any(widget._repaint_regions for widget in (below, *below.walk_children(Widget)))
            seen = [strip.simplify() for strip in app.screen._compositor.render_strips()]
            assert [strip.text for strip in seen[:10]] == [
                strip.text for strip in below._compositor.render_strips()[:10]
            ]
            app.screen.refresh()
            await settle(pilot)
            assert seen == [strip.simplify() for strip in app.screen._compositor.render_strips()], key
            updates.clear()
            below.check_idle()
            await settle(pilot)
            assert not [update for update in updates if update is not None], key


@pytest.mark.parametrize("opens", ["number_sign", "d", "colon", "question_mark", "T", "S", "Y", "e"])
async def test_keys_that_a_dialog_does_not_have_are_not_hinted_at_below_it(papers: FakePapers, opens: str) -> None:
    async with running(papers) as (_, pilot):
        assert "? help" in text(pilot).split("\n")[-1]
        await pilot.press(opens)
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 2
        assert text(pilot).split("\n")[-1] == ""
        await pilot.press("escape")
        await settle(pilot)
        assert "? help" in text(pilot).split("\n")[-1]
