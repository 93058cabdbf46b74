"""GNU screen, which cannot show all that the terminal around it can and that its environment promises."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal import READER, Terminal, environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("screen") is None, reason="needs GNU screen"),
]

Open = Callable[..., Terminal]


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[Open]:
    """Opens GNU screen as it is without a configuration, with a shell in it."""
    terminals: list[Terminal] = []
    worlds: list[dict[str, str]] = []

    def start(config: str = "") -> Terminal:
        home, folder = tmp_path / "home", tmp_path / "sockets"
        (home / ".config/daily-papers").mkdir(parents=True)
        (home / ".config/daily-papers/config.toml").write_text(config)
        folder.mkdir(mode=0o700)
        (home / ".screenrc").write_text("startup_message off\nvbell off\n")
        env = environment(home, SCREENDIR=str(folder), SHELL="/bin/sh", PS1="ready> ", ENV="")
        worlds.append(env)
        argv = ("screen", "-S", "reader", "-c", str(home / ".screenrc"), "/bin/sh")
        terminals.append(Terminal(argv, env=env, columns=100, lines=30))
        terminals[-1].wait_for("ready>")
        terminals[-1].press(f"{' '.join(READER)} --sample\r")
        terminals[-1].wait_for("Mamba", "? help")
        return terminals[-1]

    yield start
    for env in worlds:  # A window that is closed only detaches it.
        subprocess.run(["screen", "-S", "reader", "-X", "quit"], env=env, check=True)
    for terminal in terminals:
        terminal.__exit__(None, None, None)


def test_it_gets_256_colours_no_italics_and_no_mouse(inside: Open) -> None:
    screen = inside()
    screen.press("j")
    screen.wait_for("Radiance fields give convincing")
    assert screen.output.count(b"48;5;") > 100
    assert b"48;2;" not in screen.output
    assert b"\x1b[?1000h" not in screen.output
    assert b"\x1b[?1003h" not in screen.output


def test_a_lone_escape_key_acts_at_once(inside: Open) -> None:
    screen = inside()
    screen.press("/")
    screen.wait_for("tab all stored days")
    screen.press("\x1b")
    screen.wait_for("? help")
    assert "tab all stored days" not in screen.text


def test_the_mouse_is_taken_where_the_user_says_so(inside: Open) -> None:
    screen = inside("mouse = true\n")
    assert b"\x1b[?1000h" in screen.output


def test_the_prompt_is_below_the_picture_that_stays(inside: Open) -> None:
    screen = inside()
    screen.press("q")
    screen.rest()
    screen.press("echo en''ded\r")
    lines = screen.wait_for("ended").splitlines()
    assert lines.index("ended") > max(place for place, line in enumerate(lines) if "q quit" in line)
    assert sum(bool(line.strip()) for line in lines) > 20


def test_what_is_copied_reaches_the_terminal_around_it(inside: Open) -> None:
    screen = inside()
    for keys, begin in ((("y",), "https://arxiv.org/abs/2312.00752"), (("Y", "a"), "Structured state space models")):
        before = len(screen.output)
        for key in keys:
            screen.press(key)
            screen.rest()
        screen.wait_for("Sent to the terminal's clipboard (OSC 52)")
        _, _, sent = bytes(screen.output[before:]).partition(b"\x1b]52;c;")
        assert base64.b64decode(sent.partition(b"\x07")[0], validate=True).decode().startswith(begin)
        assert b"\x07" in sent
    assert len(sent) > 1000  # More than screen passes on at once.
    assert base64.b64encode(begin.encode()).decode()[:-4] not in screen.text
