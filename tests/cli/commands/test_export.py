"""The options of `daily-papers export`: what is in the file, and what is refused."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.formats import DIGEST_FORMATS
from reader.papers.marks import Change
from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.cli.exchange import DATABASE
from tests.cli.running import run
from tests.conftest import Start

DAY = date(2025, 3, 5)
PAPER = Paper(id="2503.05040", title="A paper", upvotes=3, withdrawn=datetime(2025, 4, 1, tzinfo=UTC))
NOTE = "Read the appendix."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home where a day with a withdrawn paper is stored, and a note on it."""
    home = tmp_path / "home"
    cache = Cache(home / ".cache/daily-papers/v1")
    asyncio.run(cache.put(Feed(period=Day(DAY), papers=(PAPER,), fetched_at=datetime.now(UTC), settled=True)))
    cache.close(10)
    marks = Marks(home / DATABASE)
    asyncio.run(marks.write([Change(PAPER.id, "note", NOTE)]))
    marks.close(10)
    return home


@pytest.mark.parametrize("form", ["ris", "csl-json", "markdown"])
def test_a_note_is_exported_only_on_request(home: Path, form: str) -> None:
    words = ("export", str(DAY), "--format", form)
    assert NOTE not in run(*words, home=home).stdout
    assert NOTE in run(*words, "--with-notes", home=home).stdout


def test_a_table_for_excel_begins_with_a_mark(home: Path) -> None:
    for words in (("export", "--format", "csv"), ("list", "--csv")):
        plain = run(*words, str(DAY), home=home).stdout
        marked = run(*words, "--excel", str(DAY), home=home).stdout
        assert plain.startswith("id,votes,title,")
        assert marked == "\ufeff" + plain
    assert run("show", PAPER.id, "--csv", "--excel", home=home).stdout == marked


def test_line_ends_for_excel_are_those_of_windows(home: Path) -> None:
    file = home / "papers.csv"
    done = run("export", str(DAY), "--format", "csv", "--excel", "-o", str(file), home=home)
    assert (done.returncode, done.stdout) == (0, "")
    assert f"daily-papers: 1 paper written to {file}.\n" in done.stderr
    assert [line[-1:] for line in file.read_bytes().split(b"\n")] == [b"\r", b"\r", b""]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["export", "--excel"], "--excel needs --format csv."),
        (["export", "--format", "jsonl", "--excel"], "--excel needs --format csv."),
        (["list", "--excel"], "--excel needs --csv."),
        (["list", "--json", "--excel"], "--excel needs --csv."),
        (["show", PAPER.id, "--template", "x", "--excel"], "--excel needs --csv."),
    ],
)
def test_excel_reads_nothing_but_csv(home: Path, args: list[str], words: str) -> None:
    done = run(*args, home=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_an_id_of_a_table_is_taken_everywhere(home: Path) -> None:
    cell = run("list", "--csv", str(DAY), home=home).stdout.splitlines()[1].partition(",")[0]
    assert cell == f"arXiv:{PAPER.id}"
    for name in (cell, cell.lower()):
        assert run("show", name, "--ids", home=home).stdout == f"{PAPER.id}\n"
        assert run("list", str(DAY), "--query", name, "--template", "{id}", home=home).stdout == f"{PAPER.id}\n"


@pytest.mark.slow
def test_a_withdrawn_paper_is_told_from_others(home: Path) -> None:
    day = str(DAY)
    assert "\nwithdrawn: 2025-04-01\n" in run("show", PAPER.id, home=home).stdout
    assert run("list", day, "--query", "is:withdrawn", "--ids", home=home).stdout == f"{PAPER.id}\n"
    assert run("list", day, "--query", "-is:withdrawn", home=home).returncode == 1
    assert run("list", day, "--template", "{withdrawn}", home=home).stdout == "2025-04-01\n"
    for form in DIGEST_FORMATS:
        to = ("--to", "ada@example.org") if form == "eml" else ()
        assert "Withdrawn · 3 votes" in run("digest", day, "--format", form, *to, home=home).stdout.replace(
            "=C2=B7", "·"
        )


def test_a_withdrawn_paper_is_told_from_others_on_a_terminal(start: Start, home: Path) -> None:
    start("list", str(DAY)).wait_for(f"{PAPER.id} · withdrawn")
    start("show", f"arXiv:{PAPER.id}").wait_for("Withdrawn", "Tue 1 Apr 2025")
    start(f"arXiv:{PAPER.id}", "--offline").wait_for("Wed 5 Mar 2025", f"arXiv {PAPER.id}", "Withdrawn on")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.ris", "TY  - "),
        ("X.MD", "#"),
        ("x.bib", "@"),
        ("x.csv", "id,"),
        ("x.jsonl", '{"'),
        ("x.json", "["),
        ("x", "@"),
    ],
)
def test_the_format_is_that_of_the_files_name(home: Path, tmp_path: Path, name: str, begins: str) -> None:
    file = tmp_path / name
    assert run("export", str(DAY), "-o", str(file), home=home).returncode == 0
    assert file.read_text(encoding="utf-8").lstrip().startswith(begins)


def test_a_format_that_is_named_wins_over_the_files_name(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.ris"
    assert run("export", str(DAY), "-o", str(file), "--format", "MD", home=home).returncode == 0
    assert file.read_text(encoding="utf-8").startswith("#")


def test_an_export_has_the_permissions_of_other_files_and_its_folder_is_named(home: Path, tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    assert run("export", str(DAY), "-o", str(tmp_path / "x.ris"), home=home).returncode == 0
    assert (tmp_path / "x.ris").stat().st_mode == (tmp_path / "other").stat().st_mode
    done = run("export", str(DAY), "-o", str(tmp_path / "no" / "x.ris"), home=home)
    assert done.returncode == 1
    assert f"the folder {tmp_path / 'no'} does not exist. Create it (mkdir -p) first." in done.stderr
