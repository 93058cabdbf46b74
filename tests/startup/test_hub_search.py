"""A search at the Hub in a terminal: from the find line to the disk, and from there without a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.papers.period import Search
from reader.store.state import load_position
from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.hub.papers import OSC52, item, paper_id
from tests.hub.search import PATH

POSITION = Path("home/.local/state/daily-papers/position.json")


@pytest.fixture
def double(double: HubDouble) -> HubDouble:
    found = {"summary": f"A [/] veil {OSC52}\x1b[2J that is \x1b]0;drawn\x07."}
    double.days = {
        day: [*items, item(paper_id(900), title="A [MASK] veil", paper=found)] for day, items in double.days.items()
    }
    return double


@pytest.mark.slow
def test_what_the_hub_finds_is_read_again_without_a_network(start: Start, double: HubDouble, tmp_path: Path) -> None:
    reader = start(HF_ENDPOINT=double.url)
    reader.wait_for("fetched just now")
    reader.press("/\t\tveil")
    reader.wait_for("Hub search “veil” · 1 paper", "A [MASK] veil", "at the Hub, just now", "the Hub /veil")
    reader.press("\r")
    reader.wait_for("end search")
    reader.press("Q")
    assert reader.wait() == 0
    searches = [request.query["q"] for request in double.requests if request.path == PATH]
    assert searches[-1] == "veil"
    assert len(searches) <= 4  # Not one at every key, unless the machine is that slow.
    assert OSC52.encode() not in reader.output
    period = load_position(tmp_path / POSITION).period
    assert isinstance(period, Search)
    assert period == Search("veil", at_hub=True)
    again = start(str(period), "--offline", HF_ENDPOINT=double.url)
    again.wait_for("Hub search “veil” · 1 paper", "A [MASK] veil", "at the Hub, just now")
    again.press("Q")
    assert again.wait() == 0
    wrong = start("search hub: is:read", HF_ENDPOINT=double.url)
    assert wrong.wait() == 2
    assert "The Hub needs a word or a phrase to search for" in " ".join(wrong.text.split())
