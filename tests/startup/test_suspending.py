"""Stopping the reader and going on: by `ctrl+z` under a shell, without a shell, and by a signal."""

from __future__ import annotations

import os
import signal
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from reader.ui.patches import driver
from tests import slow
from tests.conftest import Start, hub_double
from tests.terminal import PATIENCE, READER, Terminal

pytestmark = pytest.mark.slow

PROMPT = "shell> "
SHELL = ("/bin/sh", "-i")
BASH = ("bash", "--norc", "--noprofile", "--noediting", "-i")
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


def test_in_the_background_it_touches_nothing_and_comes_back(shell: Terminal) -> None:
    type_line(shell, COMMAND)
    shell.wait_for("Mamba", "move")
    suspended(shell)
    before = type_line(shell, "bg")
    shell.wait_for_output(PROMPT.encode(), before)
    modes = termios.tcgetattr(shell._slave)
    before = type_line(shell, "jobs")
    shell.wait_for_output(b"Running", before)
    shell.rest(2 * driver.LOOK + 0.3)
    assert b"\x1b[?" not in shell.output[before:]
    assert termios.tcgetattr(shell._slave) == modes
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


def test_a_signal_to_stop_stops_nobody_where_no_shell_would_come_back(start: Start) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "move")
    os.kill(reader.process.pid, signal.SIGTSTP)  # As of ctrl+z typed just as an editor gives the terminal back.
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")


@pytest.mark.parametrize("name", ["TERM", slow("HUP")])
@pytest.mark.parametrize("before", [slow(""), "bg"])
def test_a_signal_ends_it_while_it_is_stopped_or_in_the_background(
    start: Start, tmp_path: Path, before: str, name: str
) -> None:
    with hub_double() as hub:
        shell = start(argv=BASH, env={"PS1": PROMPT, "HISTFILE": "/dev/null", "HF_ENDPOINT": hub.url})
        shell.wait_for(PROMPT.strip())
        type_line(shell, f"{' '.join(READER)} 2026-08-20")
        shell.wait_for("The [MASK] of Thursday", "fetched just now")
        suspended(shell)
        if before:
            shell.wait_for_output(PROMPT.encode(), type_line(shell, before))
        modes = termios.tcgetattr(shell._slave)
        # bash may find the job still stopped and not wait for it then, and later know no more how it has ended.
        looked = "while wait %1; s=$?; [ $s = 147 ]; do sleep .1; done"
        since = type_line(shell, f"kill -{name} %1; {looked}; echo ended $s.")
        shell.wait_for_output(b"ended 1", since)
        shell.rest()
        assert any(
            f"ended {code}.".encode() in shell.output[since:] for code in (128 + signal.Signals[f"SIG{name}"], 127)
        )
        assert b"\x1b" not in shell.output[since:]
        shell.rest()
        assert termios.tcgetattr(shell._slave) == modes
        assert [path.name for path in tmp_path.rglob("cache.db*")] == ["cache.db"]  # Closed, not just left.


def test_what_ends_it_as_it_comes_back_ends_it(shell: Terminal) -> None:
    type_line(shell, COMMAND)
    shell.wait_for("Mamba", "move")
    suspended(shell)
    since = type_line(shell, "kill -STOP %1; kill -TERM %1; fg; echo ended $?")
    shell.wait_for_output(b"ended 143", since)
    assert shell.left_behind() in ([], ["termios"])


def test_ctrl_z_twice_is_one_stop(shell: Terminal) -> None:
    type_line(shell, COMMAND)
    shell.wait_for("Mamba", "move")
    before = len(shell.output)
    shell.press("\x1a\x1a\x1aj")
    shell.wait_for_output(PROMPT.encode(), before)
    before = type_line(shell, "fg")
    shell.wait_for_output(b"Mamba", before)
    shell.rest()
    assert b"\x1b[?1049l" not in shell.output[before:]
    assert "arXiv 2312.00752" in shell.text
    suspended(shell)


def test_started_in_the_background_it_comes_to_the_front(shell: Terminal) -> None:
    type_line(shell, f"{COMMAND} &")
    deadline = time.perf_counter() + PATIENCE
    while b"Stopped" not in shell.output and time.perf_counter() < deadline:
        type_line(shell, "jobs")
        shell.rest()
    assert b"Stopped" in shell.output
    assert b"\x1b[?1049h" not in shell.output
    type_line(shell, "fg")
    shell.wait_for("Mamba", "move")
    shell.press("j")
    shell.wait_for("arXiv 2308.04079")
    suspended(shell)


@pytest.mark.parametrize("typed", ["#first", *map(slow, ("/gauss", ":older", "?older"))])
def test_ctrl_z_suspends_wherever_one_types(shell: Terminal, typed: str) -> None:
    type_line(shell, COMMAND)
    shell.wait_for("Mamba", "move")
    shell.press(typed)
    shell.wait_for(typed[1:])
    suspended(shell)
    before = type_line(shell, "fg")
    shell.wait_for_output(b"Mamba", before)
    assert typed[1:] in shell.rest()


def test_in_a_note_another_key_undoes_what_was_typed(start: Start) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "move")
    reader.press("#first")
    reader.wait_for("first", "ctrl+_ undoes typing")
    reader.press("\x1f")
    assert "first" not in reader.rest()


def stopped_unasked(shell: Terminal) -> int:
    """Stop the reader as a debugger does, without telling it; the shell has the terminal then."""
    children = Path(f"/proc/{shell.process.pid}/task/{shell.process.pid}/children")
    if not children.exists():
        pytest.skip("needs Linux, which tells the children of a process")
    (reader,) = map(int, children.read_text().split())
    before = len(shell.output)
    os.kill(reader, signal.SIGSTOP)
    shell.wait_for_output(PROMPT.encode(), before)
    return reader


@pytest.mark.parametrize("argv", [SHELL, BASH], ids=["sh", "bash"])
@pytest.mark.parametrize("toll", ["", slow("stty tostop")], ids=["", "tostop"])
def test_going_on_in_the_background_it_gives_the_terminal_back(start: Start, argv: tuple[str, ...], toll: str) -> None:
    shell = start(argv=argv, env={"PS1": PROMPT, "HISTFILE": "/dev/null"})
    shell.wait_for(PROMPT.strip())
    if toll:
        since = type_line(shell, toll)
        shell.wait_for_output(PROMPT.encode(), since + len(toll))
    modes = termios.tcgetattr(shell._slave)
    type_line(shell, COMMAND)
    shell.wait_for("Mamba", "move")
    reader = stopped_unasked(shell)
    assert shell.left_behind() != []
    before = len(shell.output)
    os.kill(reader, signal.SIGCONT)
    shell.wait_for_output(b"\x1b[?1049l", before)
    shell.rest()
    assert shell.left_behind() in ([], ["termios"])
    assert termios.tcgetattr(shell._slave) == modes
    before = type_line(shell, "echo $((20 + 22))")  # What is typed is the shell's.
    shell.wait_for_output(b"42", before)
    before = type_line(shell, "fg")
    shell.wait_for_output(b"Mamba", before)
    shell.wait_for("Mamba", "move")
    shell.press("j")
    shell.wait_for("arXiv 2308.04079")
    before = len(shell.output)
    shell.press("q")
    shell.wait_for_output(PROMPT.encode(), before)
    assert shell.left_behind() in ([], ["termios"])
    assert termios.tcgetattr(shell._slave) == modes


def test_what_ends_it_in_the_background_gives_the_terminal_back(shell: Terminal) -> None:
    modes = termios.tcgetattr(shell._slave)
    type_line(shell, COMMAND)
    shell.wait_for("Mamba", "move")
    reader = stopped_unasked(shell)
    before = len(shell.output)
    os.kill(reader, signal.SIGTERM)
    os.kill(reader, signal.SIGCONT)
    since = type_line(shell, "while kill -0 %1 2>/dev/null; do sleep .1; done; echo ended.")
    shell.wait_for_output(b"ended.\r", since)
    shell.rest()
    assert b"\x1b[?1049l" in shell.output[before:]
    assert shell.left_behind() in ([], ["termios"])
    assert termios.tcgetattr(shell._slave) == modes


def wait_for_modes(terminal: Terminal, modes: list[Any]) -> None:
    deadline = time.perf_counter() + PATIENCE
    while termios.tcgetattr(terminal._slave) != modes and time.perf_counter() < deadline:
        terminal.read(0.05)


@pytest.mark.parametrize("changed", [False, True], ids=["", "modes changed"])
def test_stopped_and_continued_again_and_again_it_goes_on(start: Start, changed: bool) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "move")
    mine = termios.tcgetattr(reader._slave)
    for _ in range(5):
        reader.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, reader.process.pid, os.WSTOPPED | os.WNOWAIT)
        if changed:  # As a shell does.
            termios.tcsetattr(reader._slave, termios.TCSANOW, reader._before)
        before = len(reader.output)
        reader.process.send_signal(signal.SIGCONT)
        reader.wait_for_output(b"Mamba", before)
    wait_for_modes(reader, mine)
    reader.rest()
    assert termios.tcgetattr(reader._slave) == mine
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


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
