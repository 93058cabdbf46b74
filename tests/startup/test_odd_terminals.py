"""Terminals that go away, or that Python and the locale do not agree about."""

from __future__ import annotations

import os
import signal

import pytest

from tests import slow
from tests.conftest import Start
from tests.hostile.output import foul
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id


def test_whatever_python_encodes_in_a_terminal_of_utf8_is_sent_that(start: Start) -> None:
    reader = start("--sample", PYTHONIOENCODING="latin-1", LC_ALL="C.UTF-8")
    reader.wait_for("▲ 311 ●  Mamba", "? help")
    assert b"\\u25" not in reader.output
    reader.press("q")
    assert reader.wait() == 0
    assert foul(bytes(reader.output)) == []


@pytest.mark.parametrize("env", [{"PYTHONIOENCODING": "latin-1"}, slow({})])
def test_a_terminal_of_latin_1_is_sent_no_byte_that_acts(double: HubDouble, start: Start, env: dict[str, str]) -> None:
    title = "\x9b7771m⛛ 훛 PWN \x9d0;7771\x9c"  # The two in the middle have such a byte in their UTF-8.
    double.days[double.today] = [item(paper_id(1), title=title)]
    world = {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0", "HF_ENDPOINT": double.url, **env}
    reader = start(str(double.today), **world)
    reader.wait_for("PWN", "fetched just now")
    reader.press("\r")
    reader.wait_for("J K paper")
    reader.press("Q")
    assert reader.wait() == 0
    assert not {*range(0x80, 0xA0)} & {*reader.output}
    assert reader.left_behind() == []


def test_a_terminal_that_is_closed_ends_it(double: HubDouble, start: Start) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url)
    reader.wait_for("The [MASK] of Thursday", "fetched just now")
    reader.press("s")
    reader.wait_for("★")
    os.close(reader._master)
    os.close(reader._slave)
    reader._master, reader._slave = os.openpty()
    assert reader.process.wait(60) in (128 + signal.SIGHUP, -signal.SIGHUP)
    again = start("2026-08-20", "--offline", HF_ENDPOINT=double.url)
    again.wait_for("★")
