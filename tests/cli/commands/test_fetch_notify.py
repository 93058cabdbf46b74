"""`daily-papers fetch --notify`: a command of the user's that hears of new papers, and of nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from tests.cli.commands.test_list import store
from tests.cli.running import run, said
from tests.host.programs import program
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import day, paper_id

TUESDAY, MONDAY = date(2026, 6, 30), date(2026, 6, 29)
DAYS = ("--from", str(MONDAY), "--to", str(TUESDAY), "--quiet")


@pytest.fixture
def double() -> Iterator[HubDouble]:
    """A Hub with papers on two days."""
    days = {TUESDAY: day(2, first=10, on=TUESDAY), MONDAY: day(3, first=20, on=MONDAY)}
    with HubDouble(days, today=TUESDAY) as running:
        yield running


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """What the command that is run writes down."""
    program(tmp_path, "hear", f'cat; echo "$DAILY_PAPERS_NEW, $DAILY_PAPERS_DAYS, $*" >> {tmp_path}/heard')
    return tmp_path / "heard"


def fetch(double: HubDouble, heard: Path, *args: str, command: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command on a Hub, with something to read on stdin."""
    command = command or f"'{heard.parent}/hear' \"one word\" $HOME;x"
    home = heard.parent / "home"
    return run("fetch", *args, "--notify", command, home=home, typed="typed", HF_ENDPOINT=double.url)


def test_it_runs_without_a_shell_once_for_what_is_new(double: HubDouble, heard: Path) -> None:
    done = fetch(double, heard, *DAYS)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert heard.read_text() == "5, 2026-06-29 2026-06-30, one word $HOME;x\n"
    assert fetch(double, heard, *DAYS).returncode == 0
    assert heard.read_text().count("\n") == 1


def test_only_papers_that_joined_a_day_are_new(double: HubDouble, heard: Path) -> None:
    known = Paper(id=paper_id(10), title="Known")
    fetched_at = datetime(2026, 6, 30, 1, tzinfo=UTC)
    store(heard.parent / "home", Feed(period=Day(TUESDAY), papers=(known,), fetched_at=fetched_at))
    assert fetch(double, heard, str(TUESDAY), "--quiet").returncode == 0
    assert heard.read_text() == "1, 2026-06-30, one word $HOME;x\n"


def test_what_is_trending_has_no_days(double: HubDouble, heard: Path) -> None:
    assert fetch(double, heard, "trending", "--quiet").returncode == 0
    assert heard.read_text() == "5, , one word $HOME;x\n"
    assert fetch(double, heard, "trending", "--quiet").returncode == 0
    assert heard.read_text().count("\n") == 1


def test_it_hears_of_what_came_where_another_day_failed(double: HubDouble, heard: Path) -> None:
    double.break_(faults.Answers(500), when=lambda request: request.query["date"] == str(MONDAY))
    done = fetch(double, heard, *DAYS, command=f"sh -c '{heard.parent}/hear; exit 7'")
    assert done.returncode == 1
    [said_once] = said(done)
    assert said_once.startswith("Could not fetch 29 Jun. ")
    assert said_once.endswith(" The papers are stored, but the command of --notify failed: sh ended with status 7.")
    assert heard.read_text() == "2, 2026-06-30, \n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("no-such-program --x", "no-such-program could not be run: No such file or directory."),
        ("/", "/ could not be run: Permission denied."),
        ("sh -c 'exit 3'", "sh ended with status 3."),
        ("sh -c 'kill -9 $$'", "sh was ended by signal 9."),
    ],
)
def test_a_command_that_fails_is_told_and_the_papers_are_there(
    double: HubDouble, heard: Path, command: str, words: str
) -> None:
    done = fetch(double, heard, *DAYS, command=command)
    assert (done.returncode, said(done)) == (1, [f"The papers are stored, but the command of --notify failed: {words}"])
    assert fetch(double, heard, *DAYS, command=command).returncode == 0  # Nothing is new.


@pytest.mark.parametrize("command", ["sh -c 'x", " ", "''\\"])
def test_what_is_no_command_is_wrong_use_before_anything_is_fetched(
    double: HubDouble, heard: Path, command: str
) -> None:
    done = fetch(double, heard, *DAYS, command=command)
    assert (done.returncode, len(said(done))) == (2, 1)
    assert double.requests == []
