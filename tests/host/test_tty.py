"""The width of a text on a terminal, as the terminal tells it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
