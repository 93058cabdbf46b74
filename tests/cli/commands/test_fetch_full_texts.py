"""`daily-papers fetch --full-text`: the texts of a range, most votes first, within what the Hub allows."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from reader.papers.marks import Change, Record
from reader.papers.models import Paper
from reader.store.documents import Documents
from reader.store.marks.marks import Marks
from tests.cli.commands.test_marks_files import INTERRUPTIBLE
from tests.cli.exchange import DATABASE
from tests.cli.running import run, said
from tests.conftest import Start
from tests.hub import faults
from tests.hub.double import HubDouble, Request
from tests.hub.papers import item, paper_id
from tests.papers.full_text.papers import text_of
from tests.terminal import CHECKOUT, environment

TUESDAY, MONDAY = date(2026, 6, 30), date(2026, 6, 29)
TWO = ("--from", str(MONDAY), "--to", str(TUESDAY), "--full-text")
CACHE = Path(".cache/daily-papers/v1")
A, B, C, D, E = (paper_id(number) for number in range(1, 6))
TEXT = text_of("fourfold").encode()


@pytest.fixture
def double() -> Iterator[HubDouble]:
    """A Hub with five papers on two days, one of them on both, and the texts of four."""
    days = {
        TUESDAY: [voted(A, 5, TUESDAY), voted(B, 30, TUESDAY)],
        MONDAY: [voted(A, 40, MONDAY), voted(C, 20, MONDAY), voted(D, 10, MONDAY), voted(E, 9, MONDAY)],
    }
    with HubDouble(days, today=TUESDAY) as running:
        running.texts = dict.fromkeys((A, B, D, E), TEXT)
        yield running


def voted(id: str, votes: int, day: date) -> dict[str, object]:
    return item(id, day=day, paper={"upvotes": votes})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


def fetch(double: HubDouble, home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a Hub."""
    done = run("fetch", *args, home=home, HF_ENDPOINT=double.url)
    assert done.stdout == ""
    return done


def asked(double: HubDouble) -> list[str]:
    """The papers whose texts were asked for since the last look."""
    paths = [request.path for request in double.requests if request.path.startswith("/papers/")]
    double.requests.clear()
    return [path.removeprefix("/papers/").removesuffix(".md") for path in paths]


def stored(home: Path) -> set[str]:
    """The papers whose texts are stored with their blocks."""

    async def look() -> set[str]:
        return {id for id in (A, B, C, D, E) if await documents.text(id) and await documents.document(id)}

    documents = Documents(home / CACHE)
    try:
        return asyncio.run(look())
    finally:
        documents.close(10)


def text_at(*ids: str) -> Callable[[Request], bool]:
    return lambda request: request.path in {f"/papers/{id}.md" for id in ids}


def test_texts_come_most_votes_first_and_what_is_known_is_not_asked_for_again(double: HubDouble, home: Path) -> None:
    done = fetch(double, home, *TWO, "--limit", "3")
    assert done.returncode == 0
    days, toll, *lines, summary = said(done)[2:]
    assert days == "2 days fetched (6 papers)."
    assert toll == "3 full texts to fetch: less than a minute."
    assert sorted(lines) == [f"{A}: full text", f"{B}: full text", f"{C}: no full text"]
    assert summary == "2 full texts fetched, 1 paper without one."
    assert sorted(asked(double)) == [A, B, C]
    assert stored(home) == {A, B}
    done = fetch(double, home, *TWO)
    assert said(done)[-1] == "2 full texts fetched, 2 full texts already stored, 1 paper without one."
    assert sorted(asked(double)) == [D, E]
    assert stored(home) == {A, B, D, E}


@pytest.mark.slow
def test_what_was_fetched_is_read_without_a_request(double: HubDouble, home: Path) -> None:
    for _ in range(2):
        done = fetch(double, home, *TWO)
        double.requests.clear()
    assert said(done)[-1] == "4 full texts already stored, 1 paper without one."
    assert double.requests == []
    done = run("show", D, "--full-text", "--offline", home=home)
    assert done.returncode == 0
    assert "Abstract" in done.stdout


@pytest.mark.slow
def test_with_starred_only_the_starred_papers_have_their_texts_fetched(double: HubDouble, home: Path) -> None:
    marks = Marks(home / DATABASE)
    listed = {D: MONDAY, B: TUESDAY, "cs/0112017": None}
    papers = [Paper(id=id, title="A star", listed=day) for id, day in listed.items()]
    asyncio.run(marks.write([Change(paper.id, "starred", True, Record(1, paper)) for paper in papers]))
    marks.close(10)
    done = fetch(double, home, "--from", str(TUESDAY), "--to", str(TUESDAY), "--full-text", "--starred", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(asked(double)) == [B, D]
    assert stored(home) == {B, D}


@pytest.mark.slow
def test_without_a_starred_paper_that_is_why_there_is_nothing_to_fetch(double: HubDouble, home: Path) -> None:
    done = fetch(double, home, "--from", str(TUESDAY), "--to", str(TUESDAY), "--full-text", "--starred")
    assert done.returncode == 0
    assert said(done)[-1] == "No full texts to fetch: there are no starred papers."


def test_those_that_failed_are_named_and_the_others_are_stored(double: HubDouble, home: Path) -> None:
    double.break_(faults.Answers(500), when=text_at(B, D))
    done = fetch(double, home, *TWO, "--quiet")
    assert done.returncode == 1
    (line,) = said(done)
    assert line.startswith(f"Could not fetch the full text of {B}, {D}. ")
    assert "500" in line
    assert stored(home) == {A, E}
    double.mend()
    assert fetch(double, home, *TWO).returncode == 0
    assert stored(home) == {A, B, D, E}


@pytest.mark.slow
def test_a_hub_that_is_away_is_told_once_and_nothing_more_is_asked(double: HubDouble, home: Path) -> None:
    assert fetch(double, home, *TWO[:-1]).returncode == 0
    double.stop()
    done = fetch(double, home, "--from", "2026-05-01", *TWO[2:], "--quiet")
    assert done.returncode == 1
    (line,) = said(done)
    assert line.startswith("Could not fetch 17–26 Jun. ")
    assert "full text" not in line
    (line,) = said(fetch(double, home, *TWO, "--quiet"))
    assert line.startswith(f"Could not fetch the full text of {A}, {B}, {C}, {D}, {E}. ")
    assert line.count("cannot be reached") == 1


@pytest.mark.slow
def test_near_the_limit_it_waits_and_says_how_long_the_rest_takes(double: HubDouble, home: Path) -> None:
    double.break_(faults.Changes(lambda reply: reply.with_(RateLimit='"pages";r=9;t=0')), 1, when=text_at(A, B, C, D))
    done = fetch(double, home, *TWO)
    assert done.returncode == 0
    (line,) = [line for line in said(done) if "resuming at" in line]
    assert line.startswith("Close to the Hub's rate limit; resuming at ")
    assert line.endswith(" (less than a minute left).")
    assert stored(home) == {A, B, D, E}


@pytest.mark.slow
def test_a_refusal_is_waited_for(double: HubDouble, home: Path) -> None:
    refused = faults.too_many(RateLimit='"pages";r=0;t=16')
    double.break_(refused, 1, when=text_at(A))
    done = fetch(double, home, *TWO, "--limit", "1")
    assert done.returncode == 0
    (line,) = [line for line in said(done) if "resuming at" in line]
    assert line.startswith(f"{double.url[7:]} (HF_ENDPOINT) is limiting requests (429 Too Many Requests); resuming at ")
    assert line.endswith(" (less than a minute left).")
    assert stored(home) == {A}


@pytest.mark.slow
def test_what_another_fetch_has_used_up_of_the_limit_counts_in_how_long_it_takes(
    double: HubDouble, home: Path, start: Start
) -> None:
    double.pages_left = 12  # Ten of which are left for reading.
    terminal = start("fetch", *TWO, columns=100, HF_ENDPOINT=double.url)
    terminal.wait_for("5 full texts to fetch: about 5 minutes.", "(about 5 minutes left)")
    terminal.press("\x03")
    assert terminal.wait() == 130


def test_where_nothing_is_to_be_fetched_there_is_no_bar(double: HubDouble, home: Path, start: Start) -> None:
    assert fetch(double, home, *TWO).returncode == 0
    terminal = start("fetch", *TWO, columns=100, HF_ENDPOINT=double.url)
    assert terminal.wait() == 0
    terminal.wait_for("4 full texts already stored, 1 paper without one.")
    assert b"0/0" not in terminal.output


def test_ctrl_c_leaves_what_is_stored_and_says_how_to_go_on(double: HubDouble, home: Path) -> None:
    double.break_(faults.hangs, when=text_at(E))
    argv = (sys.executable, "-c", INTERRUPTIBLE, "fetch", *TWO)
    env = environment(home, HF_ENDPOINT=double.url)
    with subprocess.Popen(argv, env=env, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for _ in range(8):
            process.stderr.readline()
        os.kill(process.pid, signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == 130
    assert rest == "daily-papers: Interrupted: 2 days and 3 full texts stored. Run the command again to go on.\n"
    assert stored(home) == {A, B, D}
    double.mend()
    asked(double)
    assert fetch(double, home, *TWO).returncode == 0
    assert asked(double) == [E]


def test_a_limit_without_texts_is_wrong_use(home: Path) -> None:
    done = run("fetch", "--limit", "3", home=home)
    assert (done.returncode, said(done)) == (
        2,
        ["--limit needs --full-text or --discussion. See daily-papers fetch --help."],
    )


@pytest.mark.slow
def test_of_what_is_trending_the_one_with_the_most_votes_comes_first(double: HubDouble, home: Path) -> None:
    done = fetch(double, home, "trending", "--full-text", "--limit", "1")
    assert said(done)[-1] == "1 full text fetched."
    assert asked(double) == [B]


@pytest.mark.slow
def test_a_terminal_sees_the_time_left_beside_the_bar(double: HubDouble, start: Start) -> None:
    double.break_(faults.Changes(lambda reply: reply.with_(RateLimit='"pages";r=9;t=200')), when=text_at(A, B, C, D))
    terminal = start("fetch", *TWO, columns=100, HF_ENDPOINT=double.url)
    terminal.wait_for("4/5")
    terminal.wait_for("(about 4 minutes left)")
    terminal.press("\x03")
    assert terminal.wait() == 130
    assert "Interrupted: 2 days and 3 full texts stored." in terminal.text
