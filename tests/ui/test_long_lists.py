"""Keys in a list of many papers: what they cost does not grow with it."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType

import pytest

from reader.papers.query import parse
from reader.papers.query.watches import Watches
from tests.ui.conftest import FakePapers, feed, paper, running, settle

OLD = date(2025, 3, 5)
MANY = 1000
SLACK = 800
"""Calls that may differ because a timer ran or a line is longer."""


async def calls(papers: FakePapers, number: int, keys: str) -> dict[str, int]:
    """The Python calls that each of some keys costs in what a search finds, until nothing is under way."""
    listed = tuple(paper(10_000 + each, title=f"Veils {each}") for each in range(number))
    papers.feeds = {None: [feed()], OLD: [feed(OLD, papers=listed)]}
    counted: dict[str, int] = {}

    def count(_: FrameType, event: str, __: object) -> None:
        counted[key] += event == "call"

    async with running(papers, size=(80, 24)) as (screen, pilot):
        screen.browser.listed = screen.browser.listed.with_watches(Watches({"mine": parse("is:starred").term}))
        await pilot.press("slash", "tab", *"veil", "enter")
        await settle(pilot)
        assert len(screen.browser.listed.rows) == number
        await pilot.press(*keys)  # What is done once is done.
        await settle(pilot)
        for key in keys:
            counted[key] = 0
            sys.setprofile(count)
            try:
                await pilot.press(key)
                await settle(pilot)
            finally:
                sys.setprofile(None)
    return counted


@pytest.mark.slow
async def test_a_key_costs_as_much_among_1000_papers_as_among_40(papers: FakePapers) -> None:
    few, many = await calls(papers, 40, "jsmu"), await calls(papers, MANY, "jsmu")
    assert {key: many[key] - few[key] for key in few if many[key] - few[key] > SLACK} == {}
