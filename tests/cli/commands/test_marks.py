"""`daily-papers marks`: two machines that exchange files keep the same, and nothing is lost on the way."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from reader.papers.marks import TIME_LIMIT, MarkCopy, Timestamped, microseconds
from reader.papers.period import utc_now
from tests.cli.exchange import DATABASE, MANY, exported, lines, noted, put, run, said, starred
from tests.conftest import Start
from tests.hub.papers import paper_id

LOADED = """
import sys
from reader.cli import main
try:
    main()
finally:
    sys.stderr.write(" ".join(sys.modules))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


def test_two_machines_that_exchange_files_keep_the_same(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    put(home, noted(3, "Ours", 7), starred(1), starred(2, at=9))
    put(other, noted(3, "Theirs", 8), MarkCopy(id=paper_id(2), starred=Timestamped(False, 10)), noted(4, "New", 1))
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
        MarkCopy(id=paper_id(2), starred=Timestamped(False, 10), record=record),
        MarkCopy(id=paper_id(3), note=Timestamped("Theirs", 8), note_history=(Timestamped("Ours", 7),)),
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_times_in_the_future_are_kept_and_said(home: Path) -> None:
    soon = microseconds(utc_now() + timedelta(hours=1))
    done = run("import", "-", home=home, data=lines(starred(1, at=TIME_LIMIT - 1), starred(2, at=soon)))
    assert done.returncode == 0
    assert said(done)[1:] == ["1 line with times in the future: check the clocks of both machines."]
    assert exported(home) == lines(starred(1, at=TIME_LIMIT - 1), starred(2, at=soon))


@pytest.mark.parametrize("data", [b"", b"\n \r\n"])
def test_nothing_is_imported_from_nothing(home: Path, data: bytes) -> None:
    done = run("import", "-", home=home, data=data)
    assert (done.returncode, said(done)) == (0, ["0 lines merged, 0 papers changed."])
    assert exported(home) == b""


def test_stats(home: Path) -> None:
    none = run("stats", home=home)
    assert (none.returncode, none.stderr) == (0, b"")
    assert none.stdout.splitlines()[0] == b"papers with marks      0"
    assert not home.exists()
    read = MarkCopy(id=paper_id(603), read=Timestamped(True, 5), starred=Timestamped(False, 5))
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
    assert not loaded & {
        "textual",
        "rich",
        "httpx",
        "stamina",
        "pyperclip",
        "anyio",
        "reader.papers.full_text",
        "diskcache",
        "reader.ui.app",
    }
