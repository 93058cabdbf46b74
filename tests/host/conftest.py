"""Where the programs of a test lie, and the pipes that hold them up."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from reader.host import clipboard
from tests.host.programs import AMPLE, Gate, Terminal
from tests.terminals import window


@pytest.fixture
def bin_dir(tmp_path: Path) -> Path:
    """A folder for programs, to be all of a `PATH`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Callable[[str], Gate]]:
    """Make gates by name."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(closing(Gate(tmp_path / name)))


@pytest.fixture
def terminal() -> Terminal:
    """Where a copy begins."""
    return Terminal()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Believe a tool however late its text can be read: the machine may be busy."""
    monkeypatch.setattr(clipboard, "_PATIENCE", AMPLE)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """The name of an X display of our own."""
    with window.display() as environ:
        yield environ["DISPLAY"]


@pytest.fixture
def tmux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment inside a tmux server of our own that nobody has configured."""
    # A user who may not log in has a shell that ends at once, and the server with it.
    environ = {"PATH": os.environ["PATH"], "SHELL": "/bin/sh", "TMUX_TMPDIR": str(tmp_path_factory.mktemp("t"))}
    command = ["tmux", "-L", "own", "-f", "/dev/null"]
    subprocess.run([*command, "new-session", "-d", "-x", "80", "-y", "24", "cat"], env=environ, check=True)
    inside = subprocess.check_output([*command, "display", "-p", "#{socket_path},#{pid},0"], env=environ, text=True)
    yield {**environ, "TMUX": inside.strip()}
    subprocess.run([*command, "kill-server"], env=environ, check=True)
