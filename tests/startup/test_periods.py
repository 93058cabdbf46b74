"""Beginning with a week, a month or what is trending, and where it was left."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import UNFRAMED, Start
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id


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
    off.wait_for("No papers of Trending are stored. Start without", "offline")
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
