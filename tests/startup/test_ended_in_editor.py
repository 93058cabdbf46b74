"""What ends the reader while the user's editor has the terminal ends the editor, too, and puts the terminal back."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from tests import slow
from tests.conftest import Start
from tests.terminal import Terminal

EDITOR = """#!/bin/sh
{}
stty raw -echo
echo $$ > "{}"
printf 'the editor is here'
while :; do sleep 0.1; done
"""


def in_editor(start: Start, folder: Path, trap: str = "") -> tuple[Terminal, int]:
    """The reader while an editor runs in it, and the editor's process."""
    editor, pid = folder / "editor", folder / "pid"
    editor.write_text(EDITOR.format(trap, pid))
    editor.chmod(0o755)
    reader = start("--sample", EDITOR=str(editor))
    reader.wait_for("Mamba", "quit")
    reader.press("#")
    reader.wait_for("Note · ")
    reader.press("\x05")
    reader.wait_for("the editor is here")
    return reader, int(pid.read_text())


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.parametrize(
    ("number", "code", "trap"),
    [
        (signal.SIGTERM, 143, ""),
        slow(signal.SIGHUP, 129, ""),
        (signal.SIGTERM, 143, "trap '' TERM HUP"),  # It has to be killed.
    ],
)
def test_a_signal_ends_both(start: Start, tmp_path: Path, number: signal.Signals, code: int, trap: str) -> None:
    reader, editor = in_editor(start, tmp_path, trap)
    os.kill(reader.process.pid, number)
    assert reader.wait() == code
    assert not is_running(editor)
    assert reader.left_behind() == []
