"""A reader with a Hub on loopback, and a home in which it left a frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.startup.frames import WORDS, Begin, wait_for_frame
from tests.terminal import Terminal


@pytest.fixture
def begin(start: Start, double: HubDouble) -> Begin:
    def begin(*words: str, **options: object) -> Terminal:
        return start(*(words or WORDS), HF_ENDPOINT=double.url, **options)

    return begin


@pytest.fixture
def framed(begin: Begin, tmp_path: Path) -> Path:
    """A home in which a reader was left on the third paper of a day, with a frame for the next one."""
    reader = begin()
    reader.wait_for("The [MASK] of Thursday", "fetched just now")
    reader.press("jj")
    reader.press("q")
    assert reader.wait() == 0
    wait_for_frame(tmp_path / "home")
    return tmp_path / "home"
