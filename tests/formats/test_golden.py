"""What the commands write of the sample edition is what it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.formats.golden import DRAWN, FOLDER, PIPED, drawn, written


@pytest.mark.parametrize("name", PIPED)
def test_what_is_piped_stays_the_same(name: str, tmp_path: Path) -> None:
    assert written(PIPED[name], tmp_path) == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_drawn_stays_the_same_and_fits(name: str, tmp_path: Path) -> None:
    words, columns = DRAWN[name]
    screen = drawn(words, columns, tmp_path)
    assert screen == (FOLDER / name).read_bytes()
    assert b"\x1b[3" not in screen
    plain = screen.decode().replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert "\x1b" not in plain
    assert max(map(cell_len, plain.split("\n"))) <= columns
