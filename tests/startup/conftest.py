"""A reader with a Hub on loopback, and a home in which it left a frame."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from reader.startup import snapshot
from tests.conftest import Start, hub_double
from tests.hub.double import HubDouble
from tests.startup.frames import WORDS, Begin, frames, wait_for_frame
from tests.terminal import READER, Terminal, environment


@pytest.fixture
def begin(start: Start, double: HubDouble) -> Begin:
    def begin(*words: str, **options: object) -> Terminal:
        return start(*(words or WORDS), HF_ENDPOINT=double.url, **options)

    return begin


@pytest.fixture(scope="session")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which a reader was left on the third paper of a day, with a frame for the next one."""
    home = tmp_path_factory.mktemp("left") / "home"
    with (
        hub_double() as double,
        Terminal((*READER, *WORDS), env=environment(home, HF_ENDPOINT=double.url)) as reader,
    ):
        reader.wait_for("The [MASK] of Thursday", "fetched just now")
        reader.press("jj")
        reader.press("q")
        assert reader.wait() == 0
    wait_for_frame(home)
    return home


@pytest.fixture
def framed(left: Path, tmp_path: Path) -> Path:
    """A copy of that home, with the frame that it would have been left with."""
    home = shutil.copytree(left, tmp_path / "home")
    (path,) = frames(home)
    head, stamps, body = path.read_text().replace(str(left), str(home)).split("\n\n", 2)
    key, times = head.rsplit("\n", 1)
    since, until, _ = map(int, times.split(" "))
    path.write_bytes(snapshot.encode(key, snapshot.stamp(re.findall("/.*", stamps)), since, until, body))
    return home
