"""Keys soon after another: Esc and one in a terminal that sends alt and a key as the same bytes, Enter, backspace."""

from __future__ import annotations

import fcntl
import sys
import termios
from pathlib import Path

import pytest

from tests import some
from tests.conftest import Start
from tests.terminal import Terminal


def waiting(terminal: Terminal) -> int:
    """How many bytes were typed that nobody has read."""
    return int.from_bytes(fcntl.ioctl(terminal._slave, termios.FIONREAD, bytes(4)), sys.byteorder)


@pytest.mark.parametrize("pieces", [("first\x1bj",), ("first", "\x1b", "j")], ids=["at once", "one by one"])
def test_a_note_is_left_and_the_next_key_goes_to_the_list(start: Start, pieces: tuple[str, ...]) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "move")
    reader.press("#")
    reader.wait_for("esc saves")
    for piece in pieces:
        reader.press(piece)
        reader.read(0.02)
    reader.wait_for("arXiv 2308.04079")
    assert "esc saves" not in reader.rest()
    reader.press("k")
    reader.wait_for("first")


def test_a_character_whose_bytes_come_one_by_one_is_typed(start: Start) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "move")
    reader.press("/")
    reader.wait_for("votes:>20")
    for byte in "多模".encode():
        reader.press(bytes([byte]))
        reader.wait_until(lambda: not waiting(reader))
    reader.wait_for("/多模")


@pytest.mark.slow
@pytest.mark.parametrize(("opening", "shown"), [("/", "votes:>20"), ("#", "esc saves")], ids=["find", "note"])
def test_alt_and_a_key_types_nothing_into_a_text_field(start: Start, tmp_path: Path, opening: str, shown: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[keys]\n"mark.star" = ["s", "alt+x"]\n')
    reader = start("--sample", DAILY_PAPERS_CONFIG=str(config))
    reader.wait_for("Mamba", "move")
    reader.press(opening)
    reader.wait_for(shown)
    before = reader.rest()
    reader.press("\x1bx")
    assert reader.rest() == before
    reader.press("zq")
    assert "xzq" not in reader.wait_for("zq")
    assert "★" not in reader.text
    reader.press("\x1b")
    reader.wait_until(lambda: shown not in reader.text)
    reader.press("\x1bx")
    reader.wait_for("★")


@pytest.mark.parametrize(
    ("keys", "seen"),
    some(
        2,
        [
            ("/languagez\x7f\rs", ("/language ", "★")),
            ("/language\r&", ("only /language ",)),
            ("/x\x15language\rj", ("/language ",)),
            ("d2026-08-18\x7f9\r", ("19 Aug 2026",)),
            ("#bad\x17first\x1bjk", ("first",)),
        ],
    ),
    ids=["find", "narrow", "clear", "day", "note"],
)
def test_keys_in_a_dialog_act_in_the_order_in_which_they_are_typed(
    start: Start, keys: str, seen: tuple[str, ...]
) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "move")
    reader.press(keys)
    reader.wait_for(*seen)
