"""The width of a text on a terminal, as the terminal tells it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.host.tty import can_place_cursor, takes_links
from tests.terminal import CHECKOUT, Terminal, environment

ASK = b"\x1b[6n"


def measuring(tmp_path: Path, patience: float = 20) -> Terminal:
    """A program in a terminal that measures a text and says what came of it."""
    code = f"from reader.host.tty import measured; print('it is', measured('多🙂', {patience}))"
    return Terminal((sys.executable, "-c", code), env=environment(tmp_path))


@pytest.mark.parametrize(("answers", "width"), [((b"\x1b[7;5R",), 4), ((b"jk\x1b", b"[1;2", b"3Rq"), 22)])
def test_the_terminal_is_asked(tmp_path: Path, answers: tuple[bytes, ...], width: int) -> None:
    with measuring(tmp_path) as terminal:
        terminal.wait_for_output("多🙂".encode() + ASK)
        for answer in answers:
            terminal.press(answer)
        assert f"it is {width}" in terminal.wait_for("it is")
        assert terminal.wait() == 0
        assert "多" not in terminal.text
        assert terminal.left_behind() == []


def test_a_terminal_that_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    with measuring(tmp_path, 0.05) as terminal:
        assert "it is None" in terminal.wait_for("it is")
        assert terminal.wait() == 0
        assert terminal.left_behind() == []


def test_nothing_is_asked_of_a_pipe(tmp_path: Path) -> None:
    code = "from reader.host.tty import measured; print(measured('x'))"
    argv = [sys.executable, "-c", code]
    done = subprocess.run(
        argv, env=environment(tmp_path), cwd=CHECKOUT, capture_output=True, stdin=subprocess.DEVNULL, check=True
    )
    assert done.stdout == b"None\n"


def test_a_stream_that_is_closed_or_a_pipe_is_not_a_terminal(tmp_path: Path) -> None:
    code = (
        "import sys; from reader.host.tty import is_terminal, number;"
        "print(is_terminal(sys.stdin), is_terminal(sys.stdout), is_terminal(sys.stderr, None), number())"
    )
    env = environment(tmp_path)
    argv = [sys.executable, "-c", code]
    done = subprocess.run(argv, env=env, cwd=CHECKOUT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.stdout.split() == ["False", "False", "False", "None"]
    with Terminal(argv, env=env) as terminal:
        terminal.wait_for("True True False 1")


@pytest.mark.parametrize(
    ("environ", "can"), [({}, False), ({"TERM": "dumb"}, False), ({"TERM": ""}, False), ({"TERM": "linux"}, True)]
)
def test_which_terminals_can_place_the_cursor(environ: dict[str, str], can: bool) -> None:
    assert can_place_cursor(environ) is can


@pytest.mark.parametrize(
    ("locale", "is_utf8"),
    [
        ({}, True),
        ({"LANG": ""}, True),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.utf8@x"}, True),
        ({"LC_ALL": "xx_YY.UTF-8"}, True),  # It is not installed.
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "xx_YY.UTF-8"}, True),  # Nor is this.
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": ""}, True),
        ({"LC_CTYPE": "C"}, False),
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "C"}, False),
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "POSIX"}, False),
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "xx_YY.ISO-8859-1"}, False),
        ({"LC_ALL": "C"}, False),
        ({"LC_ALL": "POSIX", "LANG": "C.UTF-8"}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LANG": "C", "PYTHONUTF8": "1"}, False),
        ({"LANG": "C", "PYTHONCOERCECLOCALE": "0"}, False),
        ({"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}, False),
    ],
)
def test_the_locale_says_whether_it_is_utf8_whatever_python_encodes_in(locale: dict[str, str], is_utf8: bool) -> None:
    code = "import os; from reader.host.tty import speaks_utf8; print(speaks_utf8(os.environ))"
    asked = subprocess.run(
        [sys.executable, "-P", "-c", code], env=locale, cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == str(is_utf8)


@pytest.mark.parametrize(
    ("environ", "takes"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "vte-256color", "VTE_VERSION": "7600"}, True),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, True),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, True),
        ({}, True),
        ({"TERM": "xterm", "VTE_VERSION": "4803"}, False),
        ({"TERM": "xterm", "VTE_VERSION": "soon"}, True),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "xterm", "STY": "1.pts"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "vt220"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "eterm-color"}, False),
        ({"TERM": "xterm-256color", "INSIDE_EMACS": "29.1,vterm"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
    ],
)
def test_terminals_that_are_known_not_to_take_links_are_told_none(environ: dict[str, str], takes: bool) -> None:
    assert takes_links(environ) is takes
    assert takes_links(environ, True) is True
    assert takes_links(environ, False) is False
