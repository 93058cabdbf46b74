"""What leaves the reader: a link in the clipboard of tmux and of X, a page in a browser."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Start
from tests.host.conftest import display  # noqa: F401
from tests.host.programs import Gate, needs_tmux, needs_x, program, selected
from tests.terminal import READER, environment

pytestmark = pytest.mark.slow

LINK = "https://arxiv.org/abs/2312.00752"
"""The first paper of the sample."""


class Tmux:
    """A tmux server of our own, as it is without any configuration."""

    def __init__(self, folder: Path) -> None:
        self._env = environment(folder / "home", SHELL="/bin/sh", TMUX_TMPDIR=str(folder))

    def __call__(self, *args: str) -> str:
        command = ["tmux", "-f", "/dev/null", "-L", "test", *args]
        return subprocess.run(command, env=self._env, capture_output=True, text=True, check=True).stdout

    def wait_for(self, text: str) -> str:
        """Look at the screen until a text is on it."""
        while text not in (seen := self("capture-pane", "-p")):
            assert "EXIT" not in seen, seen
        return seen


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    server = Tmux(tmp_path)
    yield server
    server("kill-server")


@needs_tmux
@pytest.mark.parametrize("ssh", [False, True])
def test_inside_tmux_the_link_is_in_its_buffer(tmux: Tmux, ssh: bool) -> None:
    over = "SSH_CONNECTION=x " if ssh else ""
    tmux("new-session", "-d", "-x", "120", "-y", "40", f"{over}{shlex.join(READER)} --sample; echo EXIT $?; cat")
    tmux.wait_for("Mamba")
    tmux.wait_for("quit")
    tmux("send-keys", "y")
    assert f"Copied {LINK} · tmux buffer" in tmux.wait_for("Copied")
    assert tmux("show-buffer") == LINK


@needs_x
@pytest.mark.parametrize("tool", ["xclip", "xsel"])
def test_under_x_the_link_is_in_the_clipboard(start: Start, display: str, tool: str) -> None:  # noqa: F811
    reader = start("--sample", DISPLAY=display)
    reader.wait_for("Mamba", "quit")
    reader.press("y")
    reader.wait_for(f"Copied {LINK} · xclip")
    assert selected(display, tool) == LINK
    reader.press("q")
    assert reader.wait() == 0
    assert selected(display, tool) == LINK  # Also when the reader is gone.


def test_over_ssh_the_terminal_is_asked_and_nothing_more_is_claimed(start: Start) -> None:
    reader = start("--sample", SSH_TTY="/dev/pts/0")
    reader.wait_for("Mamba", "quit")
    reader.press("y")
    reader.wait_for(f"Sent to the terminal's clipboard (OSC 52): {LINK}")
    assert b"\x1b]52;c;aHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzIzMTIuMDA3NTI=" in reader.output


def test_a_browser_with_windows_is_started_beside_the_reader(start: Start, tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gate")
    browser = program(tmp_path, "firefox", f'echo noise; echo "$@" > {tmp_path}/asked; echo > {gate.path}')
    reader = start("--sample", BROWSER=str(browser), DISPLAY=":99")
    reader.wait_for("Mamba", "quit")
    reader.press("o")
    gate.wait()
    gate.close()
    reader.wait_for("to open https://arxiv.org/abs/2312.00752")
    assert (tmp_path / "asked").read_text().split() == [LINK]
    assert "noise" not in reader.text


def test_a_text_browser_has_the_terminal_to_itself(start: Start, tmp_path: Path) -> None:
    program(tmp_path, "w3m", """trap 'echo interrupted' INT; echo "w3m shows $1"; read _ || read _""")
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    reader = start("--sample", BROWSER="w3m", PATH=path)
    reader.wait_for("Mamba", "quit")
    reader.press("o")
    reader.wait_for(f"w3m shows {LINK}")
    reader.press("\x03")
    reader.wait_for("interrupted")
    reader.press("\r")
    reader.wait_for("Mamba", "quit")
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


def test_without_a_browser_the_link_is_copied_and_shown(start: Start, tmp_path: Path) -> None:
    reader = start("--sample", PATH=str(tmp_path))
    reader.wait_for("Mamba", "quit")
    reader.press("O")
    shown = reader.wait_for("Sent to the terminal's clipboard", "https://huggingface.co/papers/2312.00752")
    assert "browser" in shown


@pytest.mark.parametrize(
    "script", ["exec sleep 600", "cat > /dev/null; exit 1", "cat > /dev/null"], ids=lambda one: one[-9:]
)
def test_a_tool_that_hangs_fails_or_lies_holds_up_no_key(start: Start, tmp_path: Path, script: str) -> None:
    program(tmp_path, "xclip", script)
    program(tmp_path, "xsel", "exit 1")
    reader = start("--sample", DISPLAY=":99", PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    reader.wait_for("Mamba", "quit")
    reader.press("yj")
    reader.wait_for("arXiv 2308.04079")
    reader.wait_for(f"Sent to the terminal's clipboard (OSC 52): {LINK}")
    reader.press("q")
    assert reader.wait() == 0
