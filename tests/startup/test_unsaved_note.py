"""A note that could not be saved, when the reader is left."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import UNFRAMED, Start
from tests.hub.double import HubDouble


def test_its_text_is_left_to_the_user(double: HubDouble, start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()  # In which no folder can be made.
    reader = start("2026-08-20", HF_ENDPOINT=double.url, XDG_DATA_HOME=str(tmp_path / "file"), **UNFRAMED)
    reader.wait_for("The [MASK] of Thursday", "The marks cannot be read")
    reader.press("#")
    reader.wait_for("esc saves")
    reader.press("precious [/] text\x1b[27u")
    reader.wait_for("Not saved")
    reader.press("q")
    assert reader.wait() == 0
    left = reader.output.rpartition(b"\x1b[?1049l")[2]
    assert b"The note on 2608.00001 could not be saved. Its text:\r\nprecious [/] text" in left
