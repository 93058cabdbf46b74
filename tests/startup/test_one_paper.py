"""`daily-papers ID|URL`: a stored day, the paper by itself, or why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id

ELSEWHERE = paper_id(900)
"""A paper that is on no day."""


@pytest.fixture
def double(double: HubDouble) -> HubDouble:
    double.papers[ELSEWHERE] = item(ELSEWHERE, title="Of no [MASK] day")["paper"]
    return double


def test_a_paper_is_fetched_shown_by_itself_and_kept(start: Start, double: HubDouble) -> None:
    reader = start(f"<{double.url}/papers/{ELSEWHERE}.md>", HF_ENDPOINT=double.url)
    reader.wait_for(f"arXiv {ELSEWHERE} · 1 paper", "Of no [MASK] day", "fetched just now")
    reader.press("Q")
    assert reader.wait() == 0
    again = start(f"arXiv:{ELSEWHERE}v2 [cs.CL]", "--offline", HF_ENDPOINT=double.url)
    again.wait_for(f"arXiv {ELSEWHERE} · 1 paper", "Of no [MASK] day")
    again.press("Q")
    assert again.wait() == 0
    # That a day is asked for as well is to know which one is the newest.
    assert [request.path for request in double.requests if ELSEWHERE in request.path] == [f"/api/papers/{ELSEWHERE}"]


def test_one_that_the_hub_does_not_have_is_told_of_and_the_newest_day_comes(start: Start, double: HubDouble) -> None:
    absent = paper_id(901)
    reader = start(absent, HF_ENDPOINT=double.url)
    reader.wait_for(f"does not have {absent}.", "Thu 20 Aug 2026")
    reader.press("Q")
    assert reader.wait() == 0
    again = start(absent, HF_ENDPOINT=double.url)
    assert again.wait() == 1
    assert f"https://arxiv.org/abs/{absent}" in again.text.replace("\n", "")


def test_an_old_paper_is_opened_at_arxiv_unless_offline(start: Start, double: HubDouble, tmp_path: Path) -> None:
    browser = tmp_path / "browse"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    words = {"HF_ENDPOINT": double.url, "BROWSER": f"{browser} %s &"}
    off = start("hep-th/9901001", "--offline", **words)
    assert off.wait() == 1
    assert not (tmp_path / "opened").exists()
    reader = start("https://arxiv.org/abs/hep-th/9901001v2", **words)
    assert reader.wait() == 1
    for one, end in ((off, "It is at https"), (reader, "Asked browse to open https")):
        assert f"no papers with ids from before April 2007. {end}" in " ".join(one.text.split())
    assert (tmp_path / "opened").read_text() == "https://arxiv.org/abs/hep-th/9901001"
    assert double.requests == []
