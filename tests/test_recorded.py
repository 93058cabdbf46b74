"""Real days, from the Hub's answer to the rows on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.hub.client import Hub
from reader.hub.endpoint import Endpoint
from reader.library import Library
from reader.papers.period import Day, EditionClock
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from reader.ui.places import Place, Route
from tests.hub.__main__ import Recorded
from tests.hub.double import HubDouble
from tests.terminal import CHECKOUT
from tests.ui.conftest import feed_screen, settle, shown

RECORDED = CHECKOUT.parent / "shared" / "recorded"
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="there are no recorded answers beside the checkout")


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    """A library over all recorded days, some time after the last of them."""
    cache, marks = Cache(tmp_path), Marks(None)
    with HubDouble(Recorded(RECORDED), today=date(2026, 8, 21)) as double:
        hub = Hub(Endpoint(double.url))
        yield Library(cache, marks, lambda: hub, EditionClock(lambda: datetime(2026, 9, 1, tzinfo=UTC)))
        await hub.close()
    cache.close(5)
    marks.close(5)


@pytest.mark.slow
async def test_every_recorded_day_is_fetched_stored_and_shown(library: Library, tmp_path: Path) -> None:
    days = sorted(Recorded(RECORDED))
    assert len(days) > 200
    for day in days:
        (fetched,) = [feed async for feed in library.feed(day)]
        assert (fetched.skipped, bool(fetched.papers)) == (0, True)
    stored = Cache(tmp_path)
    assert await stored.days() == tuple(days)
    app = ReaderApp(Library(stored, library.marks, None, library.clock), opening=InitialState(Day(days[0])))
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        screen = feed_screen(app)
        for day in days:
            screen.requests.load(Route(Place(Day(day))))
            await settle(pilot)
            assert screen.feed is not None
            assert screen.feed.day == day
            rows = shown(app)
            assert all(cell_len(row) <= 100 for row in rows)
            for number, paper in enumerate(screen.browser.listed.papers[:14]):
                title = " ".join(paper.shown_title.split())
                assert title[:30].rstrip() in rows[1 + number * 2], (day, paper.id)
            assert "arXiv " + screen.browser.listed.papers[0].id in "\n".join(rows)
    stored.close(5)
