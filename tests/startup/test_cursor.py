"""The terminal's own cursor, which magnifiers and Braille displays follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Start
from tests.terminal import Terminal

SECOND = "3D Gaussian Splatting"


def line_of_cursor(reader: Terminal) -> str:
    return reader.text.splitlines()[reader.cursor[1]]


def move(reader: Terminal, key: str, text: str) -> None:
    """Press a key and read until the cursor is on a line with a text."""
    reader.press(key)
    reader.wait_until(lambda: text in line_of_cursor(reader))


@pytest.mark.parametrize("size", [(120, 40), (60, 16)], ids=str)
def test_it_is_hidden_on_the_current_row(start: Start, size: tuple[int, int]) -> None:
    reader = start("--sample", columns=size[0], lines=size[1])
    reader.wait_for("Mamba", "help")
    move(reader, "j", SECOND)
    assert reader.cursor[0] == 1
    move(reader, "G", "Understanding deep")
    move(reader, "/", "/")
    move(reader, "gauss", "/gauss")
    assert reader.output.rfind(b"\x1b[?25l") > reader.output.rfind(b"\x1b[?25h")


def test_it_is_shown_where_the_user_wants_it(start: Start, tmp_path: Path) -> None:
    config = tmp_path / "home/.config/daily-papers/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("cursor = true\n")
    reader = start("--sample")
    reader.wait_for("Mamba", "help")
    reader.wait_until(lambda: reader.output.rfind(b"\x1b[?25h") > reader.output.rfind(b"\x1b[?25l"))
    move(reader, "j", SECOND)
    assert reader.output.rfind(b"\x1b[?25h") > reader.output.rfind(b"\x1b[?25l")
