"""Stopping the reader and going on: by `ctrl+z` under a shell, without a shell, and by a signal."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.conftest import Start
from tests.terminal import READER, Terminal

PROMPT = "shell> "
SHELL = ("/bin/sh", "-i")
COMMAND = f"{' '.join(READER)} --sample"


@pytest.fixture
def shell(start: Start, tmp_path: Path) -> Terminal:
    terminal = start(argv=SHELL, env={"PS1": PROMPT, "HISTFILE": "/dev/null"})
    terminal.wait_for(PROMPT.strip())
    return terminal


def type_line(shell: Terminal, line: str) -> int:
    """Type a command; returns how much was written before."""
    before = len(shell.output)
    shell.press(f"{line}\n")
    return before


def suspended(shell: Terminal) -> None:
    before = len(shell.output)
    shell.press("\x1a")
    shell.wait_for_output(b"\x1b[?1049l", before)
    shell.wait_for_output(PROMPT.encode(), shell.output.index(b"\x1b[?1049l", before))


@pytest.mark.parametrize("command", [COMMAND, f"sh -c '{COMMAND}; :'"], ids=["alone", "in a wrapper"])
def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back(shell: Terminal, command: str) -> None:
    type_line(shell, command)
    shell.wait_for("Mamba", "move")
    suspended(shell)
    assert shell.left_behind() in ([], ["termios"])  # The shell has modes of its own while a line is edited.
    before = type_line(shell, "echo $((20 + 22))")
    shell.wait_for_output(b"42", before)
    shell.resize(80, 24)
    before = type_line(shell, "fg")
    shell.wait_for_output(b"Mamba", before)  # All of it, not only what changed.
    shell.wait_for("Mamba")
    assert max(map(len, shell.rest().split("\n"))) == 80
    shell.press("j")
    shell.wait_for("3D Gaussian Splatting")
    before = len(shell.output)
    shell.press("q")
    shell.wait_for_output(PROMPT.encode(), before)
    assert shell.left_behind() in ([], ["termios"])


def test_it_is_drawn_again_in_a_terminal_of_the_same_size(shell: Terminal) -> None:
    type_line(shell, COMMAND)
    shell.wait_for("Mamba", "move")
    drawn = shell.rest()
    suspended(shell)
    shell._screen.reset()
    type_line(shell, "fg")
    shell.wait_for("Mamba")
    assert shell.rest() == drawn


def test_in_the_background_it_stays_stopped_and_comes_back(shell: Terminal) -> None:
    type_line(shell, COMMAND)
    shell.wait_for("Mamba", "move")
    suspended(shell)
    type_line(shell, "bg")
    before = len(shell.output)
    type_line(shell, "jobs")
    shell.rest()
    assert b"\x1b[?1049h" not in shell.output[before:]
    before = type_line(shell, "fg")
    shell.wait_for_output(b"Mamba", before)
    shell.press("j")
    shell.wait_for("3D Gaussian Splatting")
    before = len(shell.output)
    shell.press("q")
    shell.wait_for_output(PROMPT.encode(), before)
    assert shell.left_behind() in ([], ["termios"])


def test_where_no_shell_would_come_back_it_goes_on_and_says_so(start: Start) -> None:
    reader = start("--sample")  # As under `xterm -e`: its parent is in another session.
    reader.wait_for("Mamba", "move")
    before = len(reader.output)
    reader.press("\x1a")
    reader.wait_for("No shell to return to.")
    assert b"\x1b[?1049l" not in reader.output[before:]
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")
    reader.press("q")
    assert reader.wait() == 0


def test_in_a_note_ctrl_z_undoes(start: Start) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "move")
    reader.press("#first")
    reader.wait_for("first")
    reader.press("\x1a")
    assert "first" not in reader.rest()
    assert "No shell" not in reader.text


def test_a_stop_that_nobody_was_told_of_leaves_one_reader_of_keys(start: Start) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "move")
    for _ in range(2):
        before = len(reader.output)
        reader.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, reader.process.pid, os.WSTOPPED | os.WNOWAIT)
        reader.process.send_signal(signal.SIGCONT)
        reader.wait_for_output(b"Mamba", before)
    reader.rest()
    for key, paper in (("j", "2308.04079"), ("k", "2312.00752")) * 2:  # A second one would take some of them.
        reader.press(key)
        reader.wait_for(f"arXiv {paper}")
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []
