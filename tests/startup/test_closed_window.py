"""A window that is closed while papers are read in it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from reader.store.marks.marks import Marks
from tests import slow
from tests.cli.exchange import DATABASE
from tests.conftest import UNFRAMED, Start
from tests.hub.double import HubDouble
from tests.hub.papers import paper_id


@pytest.mark.parametrize("opened", ["", slow("?"), slow("#"), slow(":"), slow("\r"), slow("/")], ids=repr)
def test_it_ends_in_order_with_what_was_marked(double: HubDouble, start: Start, tmp_path: Path, opened: str) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url, **UNFRAMED)
    reader.wait_for("The [MASK] of Thursday", "q quit")
    reader.press(f"s{opened}")
    reader.rest()
    assert reader.close_window() == 129  # As of SIGHUP, which the terminal sends.
    marks = Marks(tmp_path / "home" / DATABASE)
    starred = asyncio.run(marks.starred())
    marks.close(10)
    assert [paper.id for paper, _ in starred] == [paper_id(1)]
    assert not [*(tmp_path / "home").rglob("crash.log")]


def test_a_note_that_is_being_written_is_kept(double: HubDouble, start: Start, tmp_path: Path) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url, **UNFRAMED)
    reader.wait_for("The [MASK] of Thursday", "fetched just now", "q quit")
    reader.press("#")
    reader.wait_for("Note ·")
    reader.press("half a thought")
    reader.wait_for("half a thought")
    assert reader.close_window() == 129
    marks = Marks(tmp_path / "home" / DATABASE)
    kept = asyncio.run(marks.get([paper_id(1)]))
    marks.close(10)
    assert kept[paper_id(1)].text == "half a thought"
    assert not [*(tmp_path / "home").rglob("crash.log")]
