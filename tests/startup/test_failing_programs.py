"""However a program ends that was given the terminal, the reader comes back and says so."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from tests import slow
from tests.conftest import Start
from tests.terminal import READER, Terminal

LINK = "https://arxiv.org/abs/2312.00752"
"""The first paper of the sample."""
PROMPT = "shell> "
SHELL = ("bash", "--norc", "--noprofile", "--noediting", "-i")

FAILING = [
    ("#!/bin/sh\nexit 3\n", "own ended with status 3"),
    slow("#!/bin/sh\nstty raw -echo; kill -KILL $$\n", "own was ended by signal 9"),
    slow("#!/bin/sh\nstty raw -echo; exit 1\n", "own ended with status 1"),
    slow("no line that names an interpreter\n", "own could not be started: Exec format error."),
    slow("#!/missing/interpreter\n", "own could not be started: No such file or directory."),
    slow("#!/bin/bash\nset -m; bash -ic 'kill -KILL $$'; exit 1\n", "own ended with status 1"),
    slow("#!/bin/bash -i\nkill -KILL $$\n", "own was ended by signal 9"),
]
"""What a program is, and what is said of it."""


def write(path: Path, script: str) -> Path:
    path.write_text(script)
    path.chmod(0o755)
    return path


def in_note(reader: Terminal) -> None:
    """Write in a note, and ask for the editor."""
    reader.wait_for("Mamba", "quit")
    reader.press("#kept")
    reader.wait_for("Note · ", "kept")
    reader.press("\x05")


def is_whole(reader: Terminal) -> None:
    """See that the reader takes keys, and leaves the terminal as it was."""
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


@pytest.mark.parametrize(("script", "said"), FAILING)
def test_an_editor_that_fails_leaves_the_note_and_is_told(start: Start, tmp_path: Path, script: str, said: str) -> None:
    reader = start("--sample", EDITOR=str(write(tmp_path / "own", script)))
    in_note(reader)
    reader.wait_for("Note · ", "kept", said)
    reader.press(" too\x1b")
    reader.wait_for("kept too")
    is_whole(reader)


@pytest.mark.parametrize(("script", "said"), FAILING)
def test_after_a_text_browser_that_fails_the_link_is_copied_and_it_is_told(
    start: Start, tmp_path: Path, script: str, said: str
) -> None:
    reader = start("--sample", BROWSER=str(write(tmp_path / "own", script)))
    reader.wait_for("Mamba", "quit")
    reader.press("o")
    reader.wait_for("Mamba", said, "Sent to the terminal's clipboard")
    assert b"\x1b]52;c;aHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzIzMTIuMDA3NTI=" in reader.output
    is_whole(reader)


@pytest.mark.slow
def test_ctrl_c_in_a_program_ends_only_that(start: Start, tmp_path: Path) -> None:
    own = write(tmp_path / "own", "#!/bin/sh\necho the program is here\nread _\n")
    reader = start("--sample", EDITOR=str(own), BROWSER=str(own))
    in_note(reader)
    reader.wait_for("the program is here")
    reader.press("\x03")
    reader.wait_for("Note · ", "kept", "own was ended by signal 2")
    reader.press("\x1b")
    reader.wait_for("Note", "kept")
    reader.press("o")
    reader.wait_for("the program is here")
    reader.press("\x03")
    reader.wait_for("Mamba", "own was ended by signal 2")
    is_whole(reader)


STOPS = {
    "all": "kill -TSTP 0",
    "itself": "kill -TSTP $$",
    "by a key": "echo the program is here; read line",
}


@pytest.mark.slow
@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("code", [0, 1])
def test_ctrl_z_in_a_program_is_one_stop_of_both(start: Start, tmp_path: Path, stop: str, code: int) -> None:
    own = write(tmp_path / "own", f"#!/bin/bash\n{STOPS[stop]}\necho went on; read _; exit {code}\n")
    shell = start(argv=SHELL, env={"PS1": PROMPT, "HISTFILE": "/dev/null", "EDITOR": str(own)})
    shell.wait_for(PROMPT.strip())
    shell.press(f"{shlex.join(READER)} --sample\n")
    in_note(shell)
    if stop == "by a key":
        shell.wait_for("the program is here")
        shell.press("\x1a")
    shell.wait_for("Stopped")
    before = len(shell.output)
    shell.press("echo $((20 + 22))\n")
    shell.wait_for_output(b"42", before)
    shell.press("fg\n")
    if stop == "by a key":
        shell.press("\n")
    shell.wait_for("went on")
    shell.press("\n")
    shell.wait_for("Note · ", "kept", *["own ended with status 1"][:code])
    shell.press(" too\x1b")
    shell.wait_for("kept too")
    before = len(shell.output)
    shell.press("\x1a")  # As it was before: the job can be stopped, and goes on.
    shell.wait_for_output(PROMPT.encode(), before)
    shell.press("fg\n")
    shell.wait_for("kept too")
    before = len(shell.output)
    shell.press("q")
    shell.wait_for_output(PROMPT.encode(), before)
    assert shell.left_behind() in ([], ["termios"])  # The shell's own, while a line is edited.


@pytest.mark.slow
def test_a_program_that_stops_itself_goes_on_where_no_shell_would_come_back(start: Start, tmp_path: Path) -> None:
    own = write(tmp_path / "own", "#!/bin/sh\nkill -STOP $$\necho went on; read _\n")
    reader = start("--sample", EDITOR=str(own))
    in_note(reader)
    reader.wait_for("went on")
    reader.press("\n")
    reader.wait_for("Note · ", "kept")
    reader.press("\x1b")
    reader.wait_for("Note", "kept")
    is_whole(reader)


def test_without_any_editor_the_one_that_was_named_is_told(start: Start, tmp_path: Path) -> None:
    reader = start("--sample", EDITOR="/missing/own -n", PATH=os.fspath(tmp_path))
    in_note(reader)
    reader.wait_for("Note · ", "kept", "own was not found. Install it, or set EDITOR to another editor.")
    reader.press("\x1b")
    reader.wait_for("Note", "kept")
    is_whole(reader)
