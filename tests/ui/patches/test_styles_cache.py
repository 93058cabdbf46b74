"""What Textual remembers of the backgrounds of widgets: nothing that keeps a widget."""

from __future__ import annotations

import gc

from textual._styles_cache import StylesCache
from textual.widget import Widget

from tests.ui.conftest import FakePapers, running, settle


def caches() -> int:
    """How many widgets' lines are kept, after garbage has been collected."""
    gc.collect()
    return sum(isinstance(one, StylesCache) for one in gc.get_objects())


async def test_a_widget_that_is_gone_keeps_no_lines(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        found = list[int]()
        for _ in range(4):
            for opens in ("S", "question_mark", "d"):
                await pilot.press(opens)
                await settle(pilot)
                await pilot.press("escape")
                await settle(pilot)
            found.append(caches())
        assert found[-1] <= found[0] + 3, found


async def test_what_a_dialog_has_drawn_goes_with_it(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("question_mark")
        await settle(pilot)
        kept = [node._styles_cache for node in (pilot.app.screen, *pilot.app.screen.walk_children(Widget))]
        assert any(cache._cache for cache in kept)
        await pilot.press("escape")
        await settle(pilot)
        assert not any(cache._cache for cache in kept)
