"""The title of the window, as a terminal is told it, and that it is given back however the reader ends."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path

import pytest

from tests.conftest import UNFRAMED, Start
from tests.hub.double import HubDouble
from tests.hub.papers import hostile_day
from tests.terminal import PATIENCE, Terminal

FIRST = b"\x1b]2;Mamba: Linear-Time Sequence Modeling with Selective State Spaces - Daily Papers\x07"
SECOND = "3D Gaussian Splatting for Real-Time Radiance Field Rendering - Daily Papers"

QUIET = 2.5
PATIENT = (
    sys.executable,
    "-c",
    f"from reader.ui.patches import title; title.QUIET = {QUIET}; from reader.cli import main; main()",
)
"""A reader that waits longer until a key counts as let go than a machine with much to do takes for the next one."""


def titles(reader: Terminal) -> list[str]:
    return [title.decode() for title in re.findall(rb"\x1b\]2;(.*?)\x07", reader.output)]


def begun(start: Start, **options: object) -> Terminal:
    reader = start("--sample", **(UNFRAMED | options))
    reader.wait_for("Mamba", "move")
    return reader


def test_the_window_has_the_title_of_the_paper_and_then_its_own_again(start: Start) -> None:
    reader = begun(start)
    reader.wait_for_output(b"\x1b[22;2t" + FIRST)
    reader.rest()
    reader.press("j")
    reader.wait_for_output(f"\x1b]2;{SECOND}\x07".encode())
    reader.press("q")
    assert reader.wait() == 0
    assert reader.output.count(b"\x1b[22;2t") == reader.output.count(b"\x1b[23;2t") == 1
    assert reader.output.rindex(b"\x1b[23;2t") > reader.output.rindex(b"\x1b]2;")


@pytest.mark.slow
def test_while_a_key_is_held_the_title_waits(start: Start) -> None:
    reader = begun(start, argv=PATIENT)
    reader.wait_for_output(FIRST)
    reader.rest(QUIET)  # So that the next change is the first one.
    for key in "jkjkjkj":
        reader.press(key)
        reader.read(0.02)
    reader.press("j")
    reader.wait_until(lambda: len(titles(reader)) > 2)
    assert titles(reader)[1] == SECOND
    assert titles(reader)[2] not in titles(reader)[:2]
    reader.rest(QUIET)
    assert len(titles(reader)) == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=str)
def test_a_signal_gives_the_title_back(start: Start, number: signal.Signals) -> None:
    reader = begun(start)
    reader.wait_for_output(FIRST)
    before = len(reader.output)
    reader.process.send_signal(number)
    reader.wait_for_output(b"\x1b[23;2t", before)
    reader.wait()
    assert reader.left_behind() == []


def test_a_crash_gives_the_title_back(start: Start) -> None:
    broken = (
        "from reader.ui.screens.feed import FeedScreen\n"
        "def action_newest(self):\n    raise RuntimeError('broken')\n"
        "FeedScreen.action_newest = action_newest\n"
        "from reader.cli import main; main()"
    )
    reader = begun(start, argv=(sys.executable, "-c", broken))
    reader.wait_for_output(FIRST)
    reader.press("t")
    assert reader.wait() == 1
    assert reader.output.count(b"\x1b[23;2t") == 1
    assert reader.left_behind() == []


@pytest.mark.parametrize("world", [{"STY": "1.pts-0.host"}, {"TERM": "screen-256color"}], ids=str)
def test_in_gnu_screen_the_title_is_left_alone(start: Start, world: dict[str, str]) -> None:
    reader = begun(start, **world)
    reader.rest()
    reader.press("j")
    reader.rest()
    reader.press("q")
    reader.wait()
    assert titles(reader) == []
    assert b";2t" not in reader.output


def test_title_false_leaves_it_alone(start: Start, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("title = false\n")
    reader = begun(start, DAILY_PAPERS_CONFIG=str(config))
    reader.press("j")
    reader.rest()
    assert titles(reader) == []


@pytest.mark.slow
def test_a_hostile_title_ends_where_it_should(double: HubDouble, start: Start) -> None:
    double.days[next(iter(double.days))] = hostile_day()
    reader = start("2026-08-20", HF_ENDPOINT=double.url, **UNFRAMED)
    reader.wait_for("fetched just now")
    for _ in range(6):
        before = titles(reader)
        reader.press("j")
        while titles(reader) == before:
            assert reader.read(PATIENCE)
        reader.rest()
    assert all(title.endswith(" - Daily Papers") and "\x1b" not in title for title in titles(reader))
    assert all(len(title) <= 135 for title in titles(reader))
