"""`daily-papers marks`: two machines that exchange files keep the same, and nothing is lost on the way."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from reader.papers.marks import TIME_LIMIT, Kept, Record, Stamped, microseconds
from reader.papers.marks_lines import encode
from reader.papers.models import Paper
from reader.papers.period import utc_now
from reader.store.marks import Marks
from tests.cli.conftest import Start
from tests.hub.papers import paper_id
from tests.terminal import CHECKOUT, READER, environment

DATABASE = Path(".local/share/daily-papers/marks.db")

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

LOADED = """
import sys
from reader.cli import main
try:
    main()
finally:
    sys.stderr.write(" ".join(sys.modules))
"""


def run(
    *args: str, home: Path, argv: Iterable[str] = READER, data: bytes = b"", shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command of `daily-papers marks`, with redirections that a shell makes."""
    words = (*argv, "marks", *args)
    command = ("sh", "-c", f'exec "$@" {shell}', "sh", *words) if shell else words
    return subprocess.run(command, env=environment(home), cwd=CHECKOUT, capture_output=True, input=data)


def said(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """What a command said on stderr, each sentence without the name of the program."""
    lines = done.stderr.decode().splitlines()
    assert all(line.startswith("daily-papers: ") and line.isprintable() for line in lines), lines
    return [line.removeprefix("daily-papers: ") for line in lines]


def lines(*kept: Kept) -> bytes:
    return b"".join(map(encode, kept))


def put(home: Path, *kept: Kept) -> None:
    """Have marks kept."""
    marks = Marks(home / DATABASE)
    asyncio.run(marks.merge(kept))
    marks.close(10)


def exported(home: Path) -> bytes:
    done = run("export", home=home)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def starred(number: int, at: int = 5, abstract: str = "An abstract.") -> Kept:
    id = paper_id(number)
    paper = Paper(id=id, title=f"Paper {number}", abstract=abstract)
    return Kept(id=id, starred=Stamped(True, at), record=Record(at, paper))


def noted(number: int, text: str, at: int) -> Kept:
    return Kept(id=paper_id(number), note=Stamped(text, at))


MANY = tuple(starred(number, abstract="Word " * 60 + "end.") for number in range(1, 501))
"""More than a pipe holds."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


def test_two_machines_that_exchange_files_keep_the_same(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    put(home, noted(3, "Ours", 7), starred(1), starred(2, at=9))
    put(other, noted(3, "Theirs", 8), Kept(id=paper_id(2), starred=Stamped(False, 10)), noted(4, "New", 1))
    ours, theirs = exported(home), exported(other)
    first = run("import", "-", home=home, data=theirs)
    second = run("import", "-", home=other, data=ours)
    assert said(first) == ["3 lines merged, 3 papers changed."]
    assert said(second) == ["3 lines merged, 3 papers changed."]
    both = exported(home)
    assert both == exported(other)
    record = starred(2, at=9).record
    assert both == lines(
        starred(1),
        Kept(id=paper_id(2), starred=Stamped(False, 10), record=record),
        Kept(id=paper_id(3), note=Stamped("Theirs", 8), note_history=(Stamped("Ours", 7),)),
        noted(4, "New", 1),
    )


def test_importing_twice_changes_nothing(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "marks.jsonl"
    file.write_bytes(lines(starred(1), noted(2, "A note\nof two lines", 6)))
    assert said(run("import", str(file), home=home)) == ["2 lines merged, 2 papers changed."]
    assert [path.name for path in (home / DATABASE).parent.glob("marks.db*")] == ["marks.db"]  # Closed, not just left.
    assert exported(home) == file.read_bytes()
    again = run("import", str(file), home=home)
    assert (again.returncode, again.stdout, said(again)) == (0, b"", ["2 lines merged, 0 papers changed."])
    assert exported(home) == file.read_bytes()


def test_lines_of_the_same_paper_are_merged(home: Path) -> None:
    done = run("import", "-", home=home, data=lines(noted(1, "First", 5), noted(1, "Second", 6), starred(1)))
    assert said(done) == ["3 lines merged, 1 paper changed."]
    [kept] = map(json.loads, exported(home).splitlines())
    assert (kept["note"]["value"], kept["note_history"][0]["value"]) == ("Second", "First")
    assert kept["starred"]["value"]


def test_more_than_a_batch_is_merged_and_written_in_order(home: Path) -> None:
    done = run("import", "-", home=home, data=lines(*reversed(MANY), starred(502), starred(501)))
    assert said(done) == ["502 lines merged, 502 papers changed."]
    assert exported(home) == lines(*MANY, starred(501), starred(502))


def test_what_cannot_be_read_is_said_and_the_rest_is_merged(home: Path) -> None:
    data = lines(starred(1)) + b'\r\njunk\n{"id":"2608.00009"' + b"\n[]\n" + lines(starred(2))
    done = run("import", "-", home=home, data=data)
    assert done.returncode == 1
    merged, skipped = said(done)
    assert merged == "2 lines merged, 2 papers changed."
    assert skipped.startswith("3 of 5 lines could not be read (first: line 3: JSON is malformed")
    assert exported(home) == lines(starred(1), starred(2))


def test_times_in_the_future_are_kept_and_said(home: Path) -> None:
    soon = microseconds(utc_now() + timedelta(hours=1))
    done = run("import", "-", home=home, data=lines(starred(1, at=TIME_LIMIT - 1), starred(2, at=soon)))
    assert done.returncode == 0
    assert said(done)[1:] == ["1 line with times in the future: a clock was wrong, or this one is."]
    assert exported(home) == lines(starred(1, at=TIME_LIMIT - 1), starred(2, at=soon))


@pytest.mark.parametrize("data", [b"", b"\n \r\n"])
def test_nothing_is_imported_from_nothing(home: Path, data: bytes) -> None:
    done = run("import", "-", home=home, data=data)
    assert (done.returncode, said(done)) == (0, ["0 lines merged, 0 papers changed."])
    assert exported(home) == b""


@pytest.mark.parametrize("mode", [None, 0o444, 0o644])
def test_a_file_is_replaced_and_nobody_else_may_read_it(home: Path, tmp_path: Path, mode: int | None) -> None:
    put(home, starred(1))
    file = tmp_path / "sync" / "marks.jsonl"
    file.parent.mkdir()
    if mode is not None:
        file.write_bytes(b"x" * 10_000)
        file.chmod(mode)
    done = run("export", str(file), home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert file.read_bytes() == lines(starred(1))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_one(home: Path, tmp_path: Path, there: bool) -> None:
    put(home, starred(1))
    link, file = tmp_path / "marks.jsonl", tmp_path / "sync.jsonl"
    link.symlink_to(file)
    if there:
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
    [
        (["export", "/"], "", "/ cannot be written: Is a directory."),
        (["export", "/dev/null/x"], "", "/dev/null/x cannot be written: Not a directory."),
        (["export", "/nowhere/x"], "", "/nowhere/x cannot be written: No such file or directory."),
        (["export", "/nowhere/\x1b[2J"], "", "/nowhere/\ufffd[2J cannot be written: No such file or directory."),
        (["export"], ">/dev/full", "stdout cannot be written: No space left on device."),
        (["export", "-"], ">&-", "stdout cannot be written: it is closed."),
        (["stats"], ">/dev/full", "stdout cannot be written: No space left on device."),
        (["import", "/"], "", "/ cannot be read: Is a directory."),
        (["import", "/nowhere"], "", "/nowhere cannot be read: No such file or directory."),
        (["import", "-"], "<&-", "stdin cannot be read: it is closed."),
    ],
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
            assert (process.wait(timeout=20), process.stderr.read()) == (130, b"\n")


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


def test_stats(home: Path) -> None:
    none = run("stats", home=home)
    assert (none.returncode, none.stderr) == (0, b"")
    assert none.stdout.splitlines()[0] == b"papers with marks      0"
    assert not home.exists()
    read = Kept(id=paper_id(603), read=Stamped(True, 5), starred=Stamped(False, 5))
    put(home, *MANY[:12], noted(601, "A note", 7), noted(602, "", 7), read)
    assert run("stats", home=home).stdout.decode().splitlines() == [
        "papers with marks     15",
        "read                   1",
        "starred               12",
        "noted                  1",
        f"file              {home / DATABASE}",
    ]
    counts = {"papers": 15, "read": 1, "starred": 12, "noted": 1, "file": str(home / DATABASE)}
    assert json.loads(run("stats", "--json", home=home).stdout) == counts


def test_stats_are_the_same_on_a_terminal(start: Start, tmp_path: Path) -> None:
    terminal = start("marks", "stats")
    assert terminal.wait() == 0
    assert terminal.output.decode().replace("\r\n", "\n") == run("stats", home=tmp_path / "home").stdout.decode()


def test_marks_of_a_newer_version_are_read_and_not_written(home: Path) -> None:
    put(home, starred(1))
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    export, stats = run("export", home=home), run("stats", home=home)
    assert (export.returncode, stats.returncode) == (0, 0)
    assert export.stdout == lines(starred(1))
    assert said(export) == said(stats)
    assert "newer version of daily-papers" in said(export)[0]
    done = run("import", "-", home=home, data=lines(starred(2)))
    assert done.returncode == 1
    [sentence] = said(done)
    assert sentence.startswith("Not saved: ")
    assert "newer version of daily-papers" in sentence


def test_damaged_marks_are_said(home: Path) -> None:
    put(home, starred(1))
    (home / DATABASE).write_bytes(b"no database " * 1000)
    done = run("stats", home=home)
    assert done.returncode == 0
    assert len(said(done)) == 1
    assert done.stdout.startswith(b"papers with marks      0\n")


def test_marks_that_cannot_be_read_are_one_line(home: Path) -> None:
    home.mkdir()
    (home / ".local").touch()
    for command in ("export", "stats", "import"):
        done = run(command, *["-"] * (command == "import"), home=home, data=lines(starred(1)))
        assert (done.returncode, done.stdout, len(said(done))) == (1, b"", 1), command


@pytest.mark.parametrize("args", [["export"], ["stats"], ["stats", "--json"], ["import", "-"]])
def test_the_screen_and_the_network_are_not_loaded(home: Path, args: list[str]) -> None:
    done = run(*args, home=home, argv=(sys.executable, "-c", LOADED), data=lines(noted(1, "A note", 5)))
    assert done.returncode == 0
    loaded = set(done.stderr.decode().split())
    assert "sqlite3" in loaded
    assert not loaded & {"textual", "rich", "httpx", "stamina", "pyperclip", "anyio", "pylatexenc", "reader.ui"}
