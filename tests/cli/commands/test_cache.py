"""`daily-papers cache`: what is stored is counted, checked, removed, and carried to another machine."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.papers.marks import MarkCopy, Timestamped
from reader.store.feeds import readonly_rows, rows
from reader.store.feeds.database import FeedDatabase
from tests.cli.commands.test_marks_files import WITHIN_LIMIT
from tests.cli.exchange import DATABASE, exported
from tests.cli.exchange import put as mark
from tests.cli.running import loaded, run, said
from tests.conftest import Start
from tests.hub.papers import paper_id
from tests.store.feeds.examples import day, feed
from tests.store.feeds.test_archive import ONE, got, put, tar

CACHE = Path(".cache/daily-papers/v1")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a user who has three days, one of them without papers, and a mark."""
    home = tmp_path / "home"
    shelf = FeedDatabase(home / CACHE)
    put(shelf, feed(1), feed(2, papers=0), feed(5))
    shelf.close()
    mark(home, MarkCopy(id=paper_id(1), starred=Timestamped(True, 5)))
    return home


def damage(home: Path, number: int) -> None:
    """Have a day that cannot be read."""
    shelf = FeedDatabase(home / CACHE)
    shelf.replace(rows.keys(day(number))[0], b'{"version":1', "")
    shelf.close()


def names(home: Path) -> list[str]:
    """The keys of what is stored."""
    shelf = FeedDatabase(home / CACHE)
    found = shelf.names()
    shelf.close()
    return sorted(found)


def test_info_counts_days_of_each_kind_and_names_the_file(home: Path) -> None:
    (home / CACHE / "cache.db.corrupt-1").write_bytes(b"x" * 3 * 2**20)
    done = run("cache", "info", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    size = (len(rows.encode(feed(1))) + len(rows.encode(feed(5)))) / 1024
    empty = len(rows.encode(feed(2, papers=0))) / 1024
    assert done.stdout.splitlines() == [
        f"days with papers           2  {f'{size:.1f} KiB':>9}  2026-08-21 to 2026-08-25",
        f"days without papers        1  {f'{empty:.1f} KiB':>9}  2026-08-22",
        "single papers              0    0.0 KiB",
        "full texts                 0    0.0 KiB",
        "discussions                0    0.0 KiB",
        "searches at the Hub        0    0.0 KiB",
        "set aside as damaged       1    3.0 MiB",
        f"file                  {home / CACHE / 'cache.db'}",
        f"file of single papers {home / CACHE / 'documents.db'}",
    ]


def test_info_of_nothing(tmp_path: Path) -> None:
    done = run("cache", "info", home=tmp_path / "new")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[-3] for line in done.stdout.splitlines()[:3]] == ["0", "0", "0"]


def test_verify_names_the_days_that_are_damaged(home: Path) -> None:
    done = run("cache", "verify", home=home)
    assert (done.returncode, done.stdout, said(done)) == (0, "", ["3 stored days checked, none damaged."])
    damage(home, 3)
    damage(home, 4)
    done = run("cache", "verify", home=home)
    assert (done.returncode, done.stdout) == (1, "2026-08-23\n2026-08-24\n")
    (line,) = said(done)
    assert line.startswith("2 of 5 stored days cannot be read")
    assert len(names(home)) == 5


def test_verify_sees_that_the_file_itself_is_damaged(home: Path) -> None:
    path = home / CACHE / readonly_rows.FILE_NAME
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"\xff" * 8_000)
    done = run("cache", "verify", home=home)
    assert done.returncode == 1
    assert any("damaged" in line for line in said(done))


def test_a_file_that_cannot_be_read_is_a_failure_of_info_and_verify(home: Path) -> None:
    path = home / CACHE / readonly_rows.FILE_NAME
    path.unlink()
    with closing(sqlite3.connect(path)) as theirs, theirs:
        theirs.execute("CREATE TABLE Settings (key, value)")
        theirs.execute("INSERT INTO Settings VALUES ('theirs', 1)")
    for command in ("info", "verify"):
        done = run("cache", command, home=home)
        (line,) = said(done)
        assert (done.returncode, done.stdout) == (1, "")
        assert line.startswith("Papers cannot be stored: ")
    assert run("cache", "export", "x.tar", home=home).returncode == 1


def test_days_are_exported_to_stdout_and_cannot_be_imported_from_stdin(home: Path, tmp_path: Path) -> None:
    """As with `export -o -` and `marks export -`."""
    named = tmp_path / "days.tar"
    assert run("cache", "export", str(named), home=home).returncode == 0
    done = run("cache", "export", "-", home=home)
    assert (done.returncode, said(done)) == (0, ["3 days written to stdout."])
    assert done.stdout.encode() == named.read_bytes()
    again = run("cache", "import", "-", home=home, typed=done.stdout)
    assert again.returncode == 1
    assert said(again) == ["An archive is read twice, which stdin cannot be. Save it to a file, and import that."]


def test_prune_removes_what_is_before_a_day(home: Path) -> None:
    done = run("cache", "prune", "--before", "2026-08-25", home=home)
    assert (done.returncode, done.stdout) == (0, "")
    (line,) = said(done)
    assert line.startswith("2 days before 2026-08-25 removed (")
    assert names(home) == ["day:2026-08-25"]
    assert said(run("cache", "prune", "--before", "2026-08-25", home=home))[0].startswith("0 days before")


def test_clear_removes_all_days_and_what_was_set_aside(home: Path) -> None:
    (home / CACHE / "cache.db.corrupt-1").write_bytes(b"x")
    (home / CACHE / "mine").write_bytes(b"x")
    done = run("cache", "clear", "--yes", home=home)
    assert (done.returncode, done.stdout) == (0, "")
    assert said(done)[0].startswith("3 days removed (")
    assert names(home) == []
    assert (home / CACHE / "mine").exists()
    assert not (home / CACHE / "cache.db.corrupt-1").exists()


@pytest.mark.parametrize(("answer", "code", "left"), [("y\r", 0, 0), ("n\r", 1, 3), ("\r", 1, 3), ("\x03", 130, 3)])
def test_clear_asks_on_a_terminal(home: Path, start: Start, answer: str, code: int, left: int) -> None:
    terminal = start("cache", "clear", columns=200)
    terminal.wait_for("Remove all days and papers stored in", "[y/N]")
    assert terminal.answer(answer) == code
    assert len(names(home)) == left


def test_clear_with_yes_does_not_ask(home: Path, start: Start) -> None:
    assert start("cache", "clear", "--yes").wait() == 0
    assert names(home) == []


@pytest.mark.parametrize("args", [("prune", "--before", "today"), ("clear", "--yes")])
def test_marks_are_never_touched(home: Path, args: tuple[str, ...]) -> None:
    marks = exported(home)
    data = home / DATABASE
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in data.parent.iterdir()}
    assert run("cache", *args, home=home).returncode == 0
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in data.parent.iterdir()} == before
    assert exported(home) == marks


def test_an_archive_opens_on_another_machine(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "days.tar"
    done = run("cache", "export", str(file), home=home)
    assert (done.returncode, done.stdout, said(done)) == (0, "", [f"3 days written to {file}."])
    (tmp_path / "another").touch()
    assert file.stat().st_mode == (tmp_path / "another").stat().st_mode
    other = tmp_path / "other"
    done = run("cache", "import", str(file), home=other)
    assert (done.returncode, done.stdout, said(done)) == (0, "", ["3 days imported."])
    shelf = FeedDatabase(other / CACHE)
    assert [got(shelf, number) for number in (1, 2, 5)] == [feed(1), feed(2, papers=0), feed(5)]
    shelf.close()
    done = run("cache", "import", str(file), home=other)
    assert said(done) == ["0 days imported, 3 days already stored (same or newer)."]
    assert run("2026-08-25", "--cache-dir", str(other / CACHE), home=other).returncode == 2  # No terminal, no more.
    assert sorted(path.name for path in tmp_path.iterdir()) == ["another", "days.tar", "home", "other"]


def test_a_file_is_replaced_only_by_force_and_as_a_whole(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "days.tar"
    file.write_bytes(b"mine")
    done = run("cache", "export", str(file), home=home)
    assert (done.returncode, file.read_bytes()) == (1, b"mine")
    assert "--force" in said(done)[0]
    assert run("cache", "export", "--force", str(file), home=home).returncode == 0
    first = file.read_bytes()
    assert run("cache", "export", "--force", str(file), home=home).returncode == 0
    assert file.read_bytes() == first
    limited = (sys.executable, "-c", WITHIN_LIMIT)
    done = run("cache", "export", "--force", str(file), "2000", home=home, argv=limited)
    assert done.returncode == 1
    assert file.read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["days.tar", "home"]


def test_damaged_days_are_left_out_of_an_archive_and_that_is_said(home: Path, tmp_path: Path) -> None:
    damage(home, 3)
    done = run("cache", "export", str(tmp_path / "days.tar"), home=home)
    assert done.returncode == 1
    written, left_out = said(done)
    assert written.startswith("3 days written")
    assert left_out.startswith("1 day left out because they cannot be read")


def test_nothing_is_no_archive(tmp_path: Path) -> None:
    done = run("cache", "export", str(tmp_path / "days.tar"), home=tmp_path / "new")
    assert done.returncode == 1
    assert said(done)[0].startswith("No days are stored.")
    assert not (tmp_path / "days.tar").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "its end is missing"),
        (b"x" * 2_000, "not an archive of days"),
        (tar(ONE, ("../../evil", b"x")), "something other than days"),
        (tar(ONE, ONE), "twice"),
    ],
)
def test_a_hostile_archive_is_refused_as_a_whole(home: Path, tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "days\x1b[31m.tar"
    file.write_bytes(data)
    before = names(home)
    done = run("cache", "import", str(file), home=home)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = said(done)
    assert "was not imported" in line
    assert words in line
    assert names(home) == before


def test_a_day_of_an_archive_that_cannot_be_read_is_said(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "days.tar"
    file.write_bytes(tar((f"{day(8)}.json", b"{}"), (f"{day(9)}.json", rows.encode(feed(9)))))
    done = run("cache", "import", str(file), home=home)
    assert done.returncode == 1
    assert [line.partition(" of ")[0] for line in said(done)] == ["1 day imported.", "1 day"]
    assert "day:2026-08-29" in names(home)


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("info", "x"), 2, "Unexpected argument “x”."),
        (("inof",), 2, "“inof” is not a command of daily-papers cache; did you mean info?"),
        (("prune",), 2, "--before is missing."),
        (("prune", "--before", "soon"), 2, "is not a day"),
        (("prune", "--before", "2023-05-03"), 2, "Nothing was removed, as no day before 2023-05-03 can be stored: "),
        (("prune", "--before", "2999-01-01"), 2, "Nothing was removed: 2999-01-01 is not open yet"),
        (("prune", "--before", "2999-01-01"), 2, "is not open yet"),
        (("prune", "--before", "2026-02-30\x1b"), 2, "is not a day"),
        (("export",), 2, "FILE is missing."),
        (("import",), 2, "FILE is missing."),
        (("import", "/nowhere/\x1b[2J"), 1, "cannot be read: No such file or directory."),
        (("import", "/"), 1, "cannot be read: it is not a regular file."),
        (("import", "/dev/zero"), 1, "cannot be read: it is not a regular file."),
        (("export", "/dev/full"), 1, "/dev/full cannot be written: No space left on device."),
        (
            ("export", "/nowhere/days.tar"),
            1,
            "/nowhere/days.tar cannot be written: the folder /nowhere does not exist. Create it (mkdir -p) first.",
        ),
        (("export", "/"), 1, "cannot be written: it is a folder, not a file."),
        (("info", "--sample"), 2, "--sample cannot be used here"),
        (("info", "--cache-dir", "/dev/null"), 1, "cannot be used as the cache"),
        (("clear", "--cache-dir", "/dev/null/x"), 1, "cannot be used as the cache"),
    ],
)
def test_wrong_use_is_one_line(home: Path, args: tuple[str, ...], code: int, words: str) -> None:
    before = names(home)
    done = run("cache", *args, home=home)
    assert (done.returncode, done.stdout) == (code, "")
    (line,) = said(done)
    assert words in line
    assert names(home) == before


def test_an_archive_that_cannot_be_read_is_one_line(home: Path, tmp_path: Path) -> None:
    assert said(run("cache", "import", str(tmp_path), home=home)) == [
        f"{tmp_path} cannot be read: it is not a regular file."
    ]


@pytest.mark.parametrize(("shell", "why"), [(">&-", "it is closed"), (">/dev/full", "No space left on device")])
@pytest.mark.parametrize("command", ["info", "verify"])
def test_stdout_that_cannot_be_written_is_one_line(home: Path, command: str, shell: str, why: str) -> None:
    damage(home, 3)
    done = run("cache", command, home=home, shell=shell)
    assert (done.returncode, said(done)) == (1, [f"stdout cannot be written: {why}."])


def test_stdout_that_nobody_reads_is_quiet(home: Path) -> None:
    done = run("cache", "info", home=home, shell="| true")
    assert (done.returncode, done.stderr) == (0, "")


def test_cache_alone_tells_its_commands(home: Path) -> None:
    done = run("cache", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(f"\n  {name} " in done.stdout for name in ("info", "verify", "prune", "clear", "export", "import"))


def test_what_is_not_needed_is_not_imported(home: Path) -> None:
    for args in (("info",), ("verify",), ("clear", "--yes")):
        assert not loaded("cache", *args, home=home) & {"textual", "rich", "asyncio", "httpx"}
    assert not loaded("cache", "--help", home=home) & {"textual", "rich", "asyncio", "httpx", "sqlite3", "msgspec"}
