"""Beginning with a week, a month or what is trending, and where it was left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests import slow
from tests.conftest import UNFRAMED, Start
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id
from tests.terminal import Terminal


def test_a_week_is_begun_with_and_resumed_without_a_network(start: Start, double: HubDouble, tmp_path: Path) -> None:
    reader = start("2026-W34", HF_ENDPOINT=double.url, **UNFRAMED)
    reader.wait_for("Week 34 · 17–23 Aug · 22 papers", "The [MASK] of Thursday", "fetched just now")
    reader.press("jj")
    reader.wait_for("arXiv 2608.00108")
    reader.press("Q")
    assert reader.wait() == 0
    asked = len(double.requests)
    config = tmp_path / "home/.config/daily-papers/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('start = "last"\n')
    again = start("--offline", HF_ENDPOINT=double.url, **UNFRAMED)
    again.wait_for("Week 34 · 17–23 Aug · 22 papers", "arXiv 2608.00108", "20 Aug")
    again.press("q")
    assert again.wait() == 0
    assert len(double.requests) == asked


def test_what_is_trending_is_begun_with_and_said_to_be_missing_without_a_network(
    start: Start, double: HubDouble
) -> None:
    off = start("trending", "--offline", **UNFRAMED)
    off.wait_for("What is trending is not stored. Start without", "offline")
    off.press("Q")
    assert off.wait() == 0
    double.trending = [item(paper_id(number), title=f"Trending {number}") for number in (9, 3)]
    reader = start("trending", HF_ENDPOINT=double.url, **UNFRAMED)
    reader.wait_for("Daily Papers · Trending · 2 papers", "Trending 9", "Trending 3", "fetched just now")
    reader.press("Q")
    assert reader.wait() == 0
    again = start("trending", "--offline", **UNFRAMED)
    again.wait_for("Trending · 2 papers", "Trending 9")
    again.press("Q")
    assert again.wait() == 0


@pytest.mark.parametrize("size", [slow((120, 40)), (80, 24), slow((60, 16))])
def test_all_beyond_a_day_is_read_by_keys_and_again_once_the_hub_is_gone(
    start: Start, double: HubDouble, size: tuple[int, int]
) -> None:
    double.days[date(2026, 8, 4)] = [item(paper_id(3), title="A paper of early August", day=date(2026, 8, 4))]
    double.trending = [item(paper_id(number), title=f"Trending {number}") for number in (9, 5)]
    world = {"HF_ENDPOINT": double.url}
    reader = start("2026-08-20", columns=size[0], lines=size[1], **world)
    reader.wait_for("The [MASK] of Thursday", "21 papers")
    _read_all(reader)
    double.stop()
    again = start("2026-08-20", columns=size[0], lines=size[1], **world)
    again.wait_for("The [MASK] of Thursday", "21 papers")
    _read_all(again)


def _read_all(reader: Terminal) -> None:
    """Go through all kinds of lists, the calendar and the screen of a paper, and quit."""
    for keys, *seen in (
        ("2", "Week 34", "22 papers"),
        ("3", "Aug", "23 papers"),
        ("4", "Trending", "2 papers", "Trending 9"),
        ("d2026-08-20\r", "20 Aug", "21 papers", "The [MASK] of Thursday"),
        ("[", "17 Aug", "The [/] of Monday"),
        ("dkk", "Go to a day or a paper", "W32"),
        ("h\r", "Aug", "1 paper"),
        ("d2026-08-20\r", "20 Aug", "21 papers"),
        ("\rF", "A letter opens its link"),
        ("\x1b", "1 of 21", "The [MASK] of Thursday"),
        ("J", "2 of 21"),
        ("F", "A letter opens its link"),
        ("\x1b", "2 of 21"),
        ("q", "21 papers"),
    ):
        reader.press(keys)
        reader.wait_for(*seen)
    reader.press("Q")
    assert reader.wait() == 0
