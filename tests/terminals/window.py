"""A real terminal in a window on a display of our own: typed into as by a person, and asked what became of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyte

from tests.terminal import environment

PATIENCE: Final = 60.0
"""Seconds until a wait is given up; no test measures by it."""
SIZE: Final = (960, 600)
"""Pixels of the display."""

_PAUSE: Final = 0.05
_PRIVATE: Final = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*(\$p|u)")


class Kind(NamedTuple):
    """A terminal that people use."""

    argv: tuple[str, ...]
    """What starts it, up to the command that it runs."""
    takes_osc_52: bool = False
    """Whether it takes texts for the clipboard."""
    wayland: bool = False
    """Whether it wants a compositor."""

    def missing(self) -> list[str]:
        """The programs that it needs and that are not installed."""
        needed = ["Xvfb", "xdotool", self.argv[0], *(("weston", "wl-paste") if self.wayland else ("xclip",))]
        return [program for program in needed if shutil.which(program) is None]


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """A display of our own; gives the environment that names it.

    One that resets would turn clients away whenever the last had gone.
    """
    read, write = os.pipe()
    screen = "{}x{}x24".format(*SIZE)
    argv = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(argv, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                yield {"DISPLAY": f":{told.readline().strip()}"}
        finally:
            server.terminate()


@contextmanager
def compositor(display: Mapping[str, str], folder: Path) -> Iterator[dict[str, str]]:
    """A Wayland compositor in a window that fills a display; gives the environment that names both."""
    folder.mkdir(mode=0o700)
    env = {**display, "XDG_RUNTIME_DIR": str(folder)}
    argv = ["weston", "--backend=x11-backend.so", "--shell=kiosk-shell.so", "--no-config", "--socket=reader"]
    size = [f"--width={SIZE[0]}", f"--height={SIZE[1]}"]
    with subprocess.Popen(
        [*argv, *size], env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_until((folder / "reader").exists, "weston has no socket")
            yield {**env, "WAYLAND_DISPLAY": "reader"}
        finally:
            server.terminate()


@contextmanager
def window(kind: Kind, display: Mapping[str, str], folder: Path) -> Iterator[Window]:
    """Open a terminal with the reader in it, and close it."""
    # As over SSH, where only the terminal itself can copy.
    unset = ("env", "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY", "SSH_TTY=here")
    inside = (*unset, sys.executable, "-m", "tests.terminals.inside", str(folder))
    env = {**environment(folder / "home"), **display, "SHELL": "/bin/sh"}
    del env["TERM"], env["COLORTERM"]
    (folder / "home").mkdir()
    with (
        (folder / "words").open("wb") as words,
        subprocess.Popen((*kind.argv, *inside), env=env, stderr=words) as process,
    ):
        try:
            yield Window(folder / "log", folder / "report", {"PATH": os.environ["PATH"], **display})
        finally:
            process.terminate()


class Window:
    """A terminal in which the reader runs."""

    def __init__(self, log: Path, report: Path, display: Mapping[str, str]) -> None:
        """Look at it.

        Args:
            log: What the reader wrote to it.
            report: What it answered, once the reader has ended.
            display: The environment of programs on its display.
        """
        self._log = log
        self._report = report
        self._display = display
        self.run("xdotool", "mousemove", *(str(pixels // 2) for pixels in SIZE))  # Keys go to what is under the mouse.

    def run(self, *argv: str, code: int = 0) -> str:
        """Run a program on the display, and return what it wrote."""
        done = subprocess.run(argv, env=self._display, capture_output=True, text=True)
        assert done.returncode == code, f"{argv}: {done.returncode}: {done.stderr}"
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys, by their names in X."""
        self.run("xdotool", "key", *keys)

    @property
    def output(self) -> bytes:
        """What the reader wrote to it."""
        return self._log.read_bytes() if self._log.exists() else b""

    @property
    def text(self) -> str:
        """The same, as a person would read it."""
        screen = pyte.Screen(200, 100)
        pyte.ByteStream(screen).feed(_PRIVATE.sub(b"", self.output))
        return "\n".join(line.replace("\xa0", " ").rstrip() for line in screen.display).rstrip()

    def wait_for(self, *texts: str) -> None:
        """Wait until texts are on the screen."""
        wait_until(lambda: all(text in self.text for text in texts), lambda: f"{texts} not on the screen:\n{self.text}")

    def report(self) -> dict[str, Any]:
        """What the terminal told before and after the reader, and its exit code, once it has ended."""
        wait_until(self._report.exists, lambda: f"still running:\n{self.text}")
        found: dict[str, Any] = json.loads(self._report.read_bytes())
        return found


def wait_until(is_so: Callable[[], bool], failure: str | Callable[[], str]) -> None:
    """Look again and again until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, failure if isinstance(failure, str) else failure()
        time.sleep(_PAUSE)
