"""`daily-papers marks`, its files and pipes: what is written is whole or not there, and what fails is one line."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reader.formats.marks_jsonl import encode
from tests import some
from tests.cli.exchange import DATABASE, MANY, exported, lines, put, run, said, starred
from tests.terminal import CHECKOUT, READER, environment

WITHIN_LIMIT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop()),) * 2)
from reader.cli import main
main()
"""
"""The command on a disk that has room for so many bytes of a file."""

INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from reader.cli import main
main()
"""
"""The command as a shell starts it, also where the tests themselves are deaf to Ctrl-C."""

INTERRUPTED = """
import os, signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
def fsync(number):
    [temporary] = [path for path in Path(sys.argv[-1]).parent.iterdir() if path.name != "marks.jsonl"]
    print(temporary.stat().st_size, flush=True)
    os.kill(os.getpid(), signal.SIGINT)
os.fsync = fsync
from reader.cli import main
main()
"""
"""The command, and Ctrl-C at the moment when all is written beside the old file and nothing replaced."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


@pytest.mark.parametrize("mode", [None, 0o444, 0o644])
def test_a_file_is_replaced_and_nobody_else_may_read_it(home: Path, tmp_path: Path, mode: int | None) -> None:
    put(home, starred(1))
    file = tmp_path / "sync" / "marks.jsonl"
    file.parent.mkdir()
    if mode is not None:
        file.write_bytes(b"x" * 10_000)
        file.chmod(mode)
    done = run("export", str(file), home=home)
    assert (done.returncode, done.stdout, said(done)) == (0, b"", [f"1 paper written to {file}."])
    assert file.read_bytes() == lines(starred(1))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_link_stays_one(home: Path, tmp_path: Path) -> None:
    put(home, starred(1))
    link, file = tmp_path / "marks.jsonl", tmp_path / "sync.jsonl"
    link.symlink_to(file)
    file.touch()
    assert run("export", str(link), home=home).returncode == 0
    assert link.is_symlink()
    assert file.read_bytes() == lines(starred(1))


def test_a_pipe_or_a_device_is_written_to(home: Path, tmp_path: Path) -> None:
    put(home, starred(1))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(("cat", pipe), stdout=subprocess.PIPE) as reading:
        assert run("export", str(pipe), home=home).returncode == 0
        assert reading.communicate()[0] == lines(starred(1))
    assert pipe.is_fifo()
    assert run("export", "/dev/stdout", home=home).stdout == lines(starred(1))


def test_a_full_disk_leaves_the_old_file(home: Path, tmp_path: Path) -> None:
    put(home, *MANY)
    file = tmp_path / "sync" / "marks.jsonl"
    file.parent.mkdir()
    file.write_bytes(b"old")
    argv = (sys.executable, "-c", WITHIN_LIMIT)
    done = run("export", str(file), str(2**16), home=home, argv=argv)
    assert (done.returncode, said(done)) == (1, [f"{file} cannot be written: File too large."])
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]
    assert run("export", str(file), str(2**20), home=home, argv=argv).returncode == 0
    assert file.read_bytes() == lines(*MANY)


@pytest.mark.parametrize(
    ("args", "shell", "words"),
    some(
        4,
        [
            (["export", "/"], "", "/ cannot be written: it is a folder, not a file."),
            (["export", "/dev/null/x"], "", "/dev/null/x cannot be written: Not a directory."),
            (
                ["export", "/nowhere/x"],
                "",
                "/nowhere/x cannot be written: the folder /nowhere does not exist. Create it (mkdir -p) first.",
            ),
            (
                ["export", "/nowhere/\x1b[2J"],
                "",
                "/nowhere/\ufffd[2J cannot be written: the folder /nowhere does not exist. Create it (mkdir -p) first.",
            ),
            (["export"], ">/dev/full", "stdout cannot be written: No space left on device."),
            (["export", "-"], ">&-", "stdout cannot be written: it is closed."),
            (["stats"], ">/dev/full", "stdout cannot be written: No space left on device."),
            (["import", "/"], "", "/ cannot be read: Is a directory."),
            (["import", "/nowhere"], "", "/nowhere cannot be read: No such file or directory."),
            (["import", "-"], "<&-", "stdin cannot be read: it is closed."),
        ],
    ),
)
def test_what_cannot_be_read_or_written_is_one_line(home: Path, args: list[str], shell: str, words: str) -> None:
    put(home, starred(1))
    done = run(*args, home=home, shell=shell)
    assert (done.returncode, done.stdout, said(done)) == (1, b"", [words])


@pytest.mark.parametrize("command", ["export", "stats"])
def test_a_pipe_that_is_closed_early_is_no_mistake(home: Path, command: str) -> None:
    put(home, *MANY)
    with subprocess.Popen(
        [*READER, "marks", command],
        env=environment(home),
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if command == "export":
            assert process.stdout.readline() == encode(MANY[0])
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


def test_ctrl_c_ends_an_import_that_waits(home: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    argv = (sys.executable, "-c", INTERRUPTIBLE, "marks", "import", str(pipe))
    with subprocess.Popen(argv, env=environment(home), cwd=CHECKOUT, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        with pipe.open("wb"):  # Which waits until the command has opened it too.
            process.send_signal(signal.SIGINT)
            assert (process.wait(timeout=60), process.stderr.read()) == (130, b"\n")


def test_an_export_that_is_interrupted_leaves_the_old_file(home: Path, tmp_path: Path) -> None:
    put(home, *MANY)
    file = tmp_path / "sync" / "marks.jsonl"
    file.parent.mkdir()
    file.write_bytes(b"old")
    done = run("export", str(file), home=home, argv=(sys.executable, "-c", INTERRUPTED))
    assert (done.returncode, done.stderr) == (130, b"\n")
    assert int(done.stdout) == len(lines(*MANY))
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.slow
def test_an_import_begins_with_the_backup_of_the_day(home: Path, tmp_path: Path) -> None:
    put(home, starred(1))
    before = exported(home)
    file = tmp_path / "file"
    file.write_bytes(lines(starred(2)))
    assert run("import", str(file), home=home).returncode == 0
    (backup,) = (home / DATABASE).parent.glob("marks-????-??-??.db")
    backup.rename(home / DATABASE)
    assert exported(home) == before
