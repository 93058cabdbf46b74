"""Small programs that stand in for other people's, pipes to hold them up with, and what a test reads back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from reader.host.clipboard import Copied, copy

LINK = "https://arxiv.org/abs/2608.17271"
XSEL_LIMIT = 4_000
TEXTS = [LINK, "論文 “x̄” 🤗 می\u200cخواهم", "@misc{a,\n  title={b},\n}", "no\ttab, no newline ", "long " * 40_000]

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
needs_x = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("Xvfb", "xclip", "xsel")), reason="needs Xvfb, xclip and xsel"
)

AMPLE: Final = 30.0
"""Seconds that no program in these tests needs, however busy the machine is."""


def program(folder: Path, name: str, script: str = "exit 0") -> Path:
    """Write a shell script that can be run, and return its path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


class Gate:
    """A named pipe that a program waits at (`read _ < {gate.path}`) or writes to, and that never blocks when opened."""

    def __init__(self, path: Path) -> None:
        """Make the pipe."""
        os.mkfifo(path)
        self.path = path
        self._fd = os.open(path, os.O_RDWR)

    def open(self) -> None:
        """Let one program pass."""
        os.write(self._fd, b"\n")

    def wait(self) -> None:
        """Wait until a program has written a line."""
        os.read(self._fd, 1)

    @contextmanager
    def as_input(self) -> Iterator[None]:
        """Let it be the standard input of this process for a while."""
        before = os.dup(0)
        os.dup2(self._fd, 0)
        try:
            yield
        finally:
            os.dup2(before, 0)
            os.close(before)

    def close(self) -> None:
        """Be done with it."""
        os.close(self._fd)


@dataclass
class Terminal:
    """Where copies begin, and what was asked of the terminal itself."""

    texts: list[str] = field(default_factory=list)

    async def copy(
        self,
        text: str,
        environ: dict[str, str],
        *,
        command: Sequence[str] = (),
        platform: str = "linux",
        bound: float = AMPLE,
    ) -> Copied:
        """Copy as the reader does."""
        write = self.texts.append
        return await copy(text, environ=environ, write_osc52=write, command=command, platform=platform, bound=bound)


def selected(display: str, tool: str) -> str:
    """The clipboard of a display, read by a tool of one's choice."""
    command = {"xclip": ["xclip", "-selection", "clipboard", "-o"], "xsel": ["xsel", "-b", "-o"]}[tool]
    return subprocess.check_output(command, env={"PATH": os.environ["PATH"], "DISPLAY": display}, text=True)


def only(folder: Path, *tools: str) -> str:
    """A `PATH` on which there are only these of the machine's tools, and what fakes are made of."""
    for tool in (*tools, "cat", "sleep"):
        (folder / tool).symlink_to(shutil.which(tool) or "/missing")
    return str(folder)


def shown_by_tmux(environ: dict[str, str]) -> str:
    return subprocess.check_output(["tmux", "show-buffer"], env=environ, text=True)
