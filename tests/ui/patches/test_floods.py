"""More than a hand types: the reader stays in the user's hand, and its memory what it was."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from pathlib import Path

import pytest

from tests import slow
from tests.conftest import UNFRAMED, Start
from tests.terminal import PATIENCE, Terminal

PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
ESC = "\x1b[27u"
FEW = 40_000
"""Kilobytes; what 200,000 keys took before was 800,000."""


def pour(terminal: Terminal, keys: str) -> None:
    """Type more than the terminal holds for a program that does not read."""
    data, deadline = keys.encode(), time.perf_counter() + PATIENCE
    os.set_blocking(terminal._master, False)
    while data:
        assert time.perf_counter() < deadline, "The reader reads no more."
        assert terminal.process.poll() is None
        terminal.read(0)
        if select.select([], [terminal._master], [], 0.1)[1]:
            data = data[os.write(terminal._master, data[:2048]) :]
    os.set_blocking(terminal._master, True)


def memory(terminal: Terminal) -> int:
    """The most that a program has had, in kilobytes."""
    status = Path(f"/proc/{terminal.process.pid}/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0])


@pytest.fixture
def reader(start: Start) -> Terminal:
    reader = start("--sample", **UNFRAMED)
    reader.wait_for("Mamba", "move")
    reader.rest()
    return reader


@pytest.mark.parametrize("flood", ["jk" * 5_000, *map(slow, ("j" * 10_000, "x" * 200_000, "\x1b[B\x1b[A" * 5_000))])
def test_q_quits_behind_a_flood_that_takes_no_memory(reader: Terminal, flood: str) -> None:
    before = memory(reader)
    pour(reader, flood)
    assert memory(reader) - before < FEW
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


def test_a_second_ctrl_c_ends_it_also_in_a_flood(reader: Terminal) -> None:
    pour(reader, "ab\x1b[B" * 2_000 + "\x03" * 2)
    assert reader.wait() == 130
    assert reader.left_behind() == []


@pytest.mark.slow
def test_what_was_left_out_is_told_and_keys_are_answered_again(reader: Terminal) -> None:
    pour(reader, "jk" * 5_000)
    reader.wait_for("Too much was typed or pasted at once: ", " characters left out.")
    reader.press("g")
    reader.wait_for("arXiv 2312.00752")
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")


@pytest.mark.slow
def test_one_movement_is_made_of_many(reader: Terminal) -> None:
    pour(reader, "j" * 5_000)
    reader.wait_for("arXiv 1611.03530")
    assert "left out" not in reader.rest()


@pytest.mark.slow
def test_a_flood_into_a_note_is_typed_at_once(reader: Terminal) -> None:
    pour(reader, f"#{'words ' * 2_000}end")
    reader.wait_for("words words", " end")
    assert "left out" not in reader.text
    reader.press(f"{ESC}q")
    assert reader.wait() == 0


@pytest.mark.slow
def test_a_flood_into_a_note_ends_where_a_note_does(reader: Terminal) -> None:
    pour(reader, f"#{'words ' * 40_000}")
    reader.wait_for("words words", "A note can have 20000 characters and 2000 lines:")
    reader.press(f"{ESC}q")
    assert reader.wait() == 0


def test_a_paste_of_a_megabyte_is_cut_where_a_note_ends(reader: Terminal) -> None:
    pour(reader, f"#{PASTE_START}{'words ' * 174_000}{PASTE_END}")
    reader.wait_for("A note can have 20000 characters and 2000 lines: 1024000 characters left")
    reader.press(f"{ESC}q")
    assert reader.wait() == 0


def test_a_paste_that_does_not_end_leaves_the_keys_alone(reader: Terminal) -> None:
    reader.press(f"#{PASTE_START}some words")
    reader.wait_for("some words")
    reader.press("!")
    reader.wait_for("some words!")


PATIENT = (
    sys.executable,
    "-c",
    "from reader.ui.patches import long_input; long_input.Paste.patience = 3600; from reader.cli import main; main()",
)
"""A reader that waits for the rest of a paste longer than any test does."""


def test_a_paste_whose_end_an_editor_had_erased_leaves_the_keys_alone(start: Start, tmp_path: Path) -> None:
    editor, goes_on = tmp_path / "editor", tmp_path / "goes on"
    editor.write_text(f"#!/bin/sh\necho the editor is here\nwhile [ ! -e '{goes_on}' ]; do sleep 0.05; done\n")
    editor.chmod(0o755)
    reader = start("--sample", argv=PATIENT, EDITOR=str(editor), **UNFRAMED)
    reader.wait_for("Mamba", "move")
    reader.press("#\x05")
    reader.wait_for("the editor is here")
    reader.press(f"{PASTE_START}some words{PASTE_END}\x7f")
    reader.wait_for("some words")
    goes_on.touch()
    reader.wait_for("│  some words")  # In the note: before that, it was the terminal that showed it.
    reader.press("! as typed")
    reader.wait_for("! as typed")
    reader.press(f"{ESC}q")
    assert reader.wait() == 0


@pytest.mark.slow
def test_a_sequence_that_does_not_end_is_nothing(reader: Terminal) -> None:
    before = reader.text
    pour(reader, f"\x1b[{'1' * 100_000}m")
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")
    reader.press("k")
    reader.wait_for("arXiv 2312.00752")
    assert reader.rest() == before
