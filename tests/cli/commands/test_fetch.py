"""`daily-papers fetch`, in a process of its own, from a Hub on loopback."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reader.cli.commands.fetch import WHOLE
from reader.papers.marks import Change, Record
from reader.papers.models import Feed, Paper
from reader.papers.period import DAY
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests import slow, some
from tests.cli.commands.test_marks_files import INTERRUPTIBLE
from tests.cli.exchange import DATABASE
from tests.cli.running import loaded, run, said
from tests.conftest import Start
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import day, hostile_day, item, paper_id
from tests.terminal import CHECKOUT, PATIENCE, environment

TUESDAY, MONDAY, FRIDAY, WEDNESDAY = date(2026, 6, 30), date(2026, 6, 29), date(2026, 6, 26), date(2026, 6, 24)
WEEK = ("--from", str(WEDNESDAY), "--to", str(TUESDAY))
CACHE = Path(".cache/daily-papers/v1")


@pytest.fixture
def double() -> Iterator[HubDouble]:
    """A Hub with hostile papers on Tuesday, many on Monday and one on Friday; Thursday was a holiday."""
    days = {
        TUESDAY: hostile_day(TUESDAY),
        MONDAY: day(120, on=MONDAY),
        FRIDAY: [item(paper_id(1), title="The [/] of Friday", day=FRIDAY)],
        WEDNESDAY: day(3, on=WEDNESDAY),
    }
    with HubDouble(days, today=TUESDAY) as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


def stored(home: Path, *days: date) -> list[Feed | None]:
    """What is stored of days."""
    cache = Cache(home / CACHE)
    feeds = [cache.submit_get(one).result() for one in days]
    cache.close(10)
    return feeds


def fetch(double: HubDouble, home: Path, *args: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a Hub."""
    done = run("fetch", *args, home=home, **{"HF_ENDPOINT": double.url, **changes})
    assert done.stdout == ""
    return done


def test_days_are_fetched_and_stored_and_the_next_time_they_are_fresh(double: HubDouble, home: Path) -> None:
    done = fetch(double, home, *WEEK)
    assert done.returncode == 0
    *lines, summary = said(done)
    assert sorted(lines) == [
        "2026-06-24: 3 papers",
        "2026-06-26: 1 paper",
        "2026-06-29: 120 papers",
        "2026-06-30: 10 papers",
    ]
    assert summary == "4 days fetched (134 papers), 3 days without papers."
    feeds = stored(home, TUESDAY, MONDAY, FRIDAY, WEDNESDAY)
    assert [len(feed.papers) for feed in feeds if feed] == [10, 120, 1, 3]
    double.requests.clear()
    again = fetch(double, home, *WEEK)
    assert said(again) == ["5 days already up to date, 2 days without papers."]
    assert double.requests == []


def test_quiet_is_quiet_and_the_days_are_there(double: HubDouble, home: Path) -> None:
    done = fetch(double, home, *WEEK, "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert None not in stored(home, TUESDAY, FRIDAY)


def test_thirty_days_up_to_today_are_fetched_where_none_are_named(double: HubDouble, home: Path) -> None:
    for args, most in (((), 30), (("--days", "2"), 2)):
        double.requests.clear()
        double.today = date.today()
        assert fetch(double, home, *args, "-q").returncode == 0
        days = [date.fromisoformat(request.query["date"]) for request in double.requests]
        assert all(date.today() - (most + 1) * DAY < day <= date.today() + DAY for day in days)
    assert fetch(double, home, "--days", "999999999", "--quiet", "--offline").returncode == 1


def test_one_day_may_be_a_word(double: HubDouble, home: Path) -> None:
    double.today = date.today() + DAY
    done = fetch(double, home, "--from", "-3", "--to", "yesterday")
    assert done.returncode == 0
    assert said(done)[-1].endswith("without papers.")


@pytest.mark.parametrize("quiet", [True, False])
def test_days_that_failed_are_named_and_the_others_are_stored(double: HubDouble, home: Path, quiet: bool) -> None:
    double.break_(faults.Answers(500), when=lambda request: request.query["date"] in (str(MONDAY), str(WEDNESDAY)))
    done = fetch(double, home, *WEEK, *(["--quiet"] if quiet else []))
    assert done.returncode == 1
    *others, last = said(done)
    assert last.startswith("Could not fetch 24 Jun, 29 Jun. ")
    assert "500" in last
    assert len(others) == (0 if quiet else 3)
    assert [bool(feed) for feed in stored(home, TUESDAY, MONDAY, FRIDAY, WEDNESDAY)] == [True, False, True, False]


@pytest.mark.slow
def test_a_hub_that_is_away_is_not_asked_for_ever(double: HubDouble, home: Path) -> None:
    double.stop()
    done = fetch(double, home, "--from", "2026-01-01", "--to", str(TUESDAY))
    assert done.returncode == 1
    (line,) = said(done)
    assert line.startswith("Could not fetch 19–30 Jun. ")
    assert "cannot be reached: connection refused." in line
    assert line.endswith(" 1 Jan – 18 Jun were not tried.")


@pytest.mark.slow
def test_days_of_another_year_that_failed_or_were_not_tried_are_named_with_it(home: Path) -> None:
    done = run("fetch", "--from", "2024-05-25", "--to", "2024-06-06", home=home)
    (line,) = said(done)
    assert line.startswith("Could not fetch 29 May – 6 Jun 2024. ")
    assert line.endswith(" 26–28 May 2024 were not tried.")


def test_a_day_that_is_not_open_yet_is_no_failure(double: HubDouble, home: Path) -> None:
    double.today = MONDAY
    done = fetch(double, home, "--from", str(TUESDAY), "--to", str(TUESDAY))
    assert (done.returncode, said(done)) == (0, ["1 day without papers."])


@pytest.mark.parametrize(
    "fault",
    some(
        4,
        [
            faults.Answers(),
            slow(faults.Answers(status=404)),
            slow(faults.Answers(body=b"[" * 100_000)),
            slow(faults.Answers(body=b'[{"paper":{"id":"\\u001b[31m"}}]')),
            faults.Answers(body=b'{"error":"\\u001b]52;c;x\\u0007"}', status=400),
            faults.web_page(),
            faults.redirects("https://evil.example.org/\x1b[2J"),
            slow(faults.redirects("file:///etc/passwd")),
            faults.redirect_loop,
            faults.cut_off,
            slow(faults.cut_off_gzip),
            slow(faults.hangs_up),
            faults.not_http,
            faults.Bomb(50),
            slow(faults.double_gzip()),
            slow(faults.big_headers),
            slow(faults.items("x", None, {})),
        ],
    ),
)
def test_a_hostile_hub_is_one_line(double: HubDouble, home: Path, fault: object) -> None:
    double.break_(fault)  # type: ignore[arg-type]
    done = fetch(double, home, "--from", str(FRIDAY), "--to", str(FRIDAY))
    assert done.returncode == 1
    (line,) = said(done)
    assert line.startswith("Could not fetch 26 Jun. ")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    some(
        6,
        [
            (("--offline",), 1, "the network is off"),
            (("--sample",), 2, "--sample cannot be used here"),
            (("--days", "0"), 2, "--days needs a whole number from 1, not “0”. See daily-papers fetch --help."),
            (("--days", "many"), 2, "--days needs a whole number from 1, not “many”."),
            (("--days", "3", "--from", "today"), 2, "--days cannot be combined"),
            (("--days", "3", "--to", "today"), 2, "--days cannot be combined"),
            (("--to", "today"), 2, "--to needs --from"),
            (("--from", "2026-06-30", "--to", "2026-06-29"), 2, "--from 2026-06-30 is after --to 2026-06-29"),
            (("--from", "2026-02-30"), 2, "is not a day"),
            (("--from", ""), 2, "is not a day"),
            (("--from", "[/]\x1b[31m"), 2, "is not a day"),
            (("--from", "2020-01-01"), 2, "Daily Papers began on 2023-05-04"),
            (("--from", "2999-01-01"), 2, "is not open yet"),
            (("nowhere",), 2, "“nowhere” is not a period"),
            (("today", "starred"), 2, "Unexpected argument “starred”."),
            (("--days",), 2, "--days needs a whole number from 1."),
            (("--cache-dir", "/dev/null/x"), 1, "cannot be used as the cache"),
        ],
    ),
)
def test_wrong_use_is_one_line(home: Path, args: tuple[str, ...], code: int, words: str) -> None:
    done = run("fetch", *args, home=home)
    assert (done.returncode, done.stdout) == (code, "")
    (line,) = said(done)
    assert words in line


@pytest.mark.parametrize("name", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_the_environment_can_forbid_the_network(double: HubDouble, home: Path, name: str) -> None:
    done = fetch(double, home, *WEEK, **{name: "1"})
    assert done.returncode == 1
    assert "the network is off" in said(done)[0]
    assert double.requests == []


def test_an_endpoint_that_is_none_is_one_line(home: Path) -> None:
    done = run("fetch", home=home, HF_ENDPOINT="ftp://x")
    assert done.returncode == 1
    assert "HF_ENDPOINT cannot be used" in said(done)[0]


@pytest.mark.parametrize("shell", [">&-", ">/dev/full", "2>&-", "2>/dev/full"])
def test_standard_streams_that_cannot_be_written_change_nothing(double: HubDouble, home: Path, shell: str) -> None:
    done = run("fetch", *WEEK, home=home, shell=shell, HF_ENDPOINT=double.url)
    assert "Traceback" not in done.stderr
    assert None not in stored(home, TUESDAY, MONDAY)


def test_days_that_cannot_be_stored_failed(double: HubDouble, home: Path) -> None:
    (home / ".cache").mkdir(parents=True)
    (home / ".cache" / "daily-papers").touch()
    done = fetch(double, home, *WEEK)
    assert done.returncode == 1
    assert [line.startswith("Could not fetch 24–30 Jun. ") and "Not saved: " in line for line in said(done)] == [True]


def test_with_starred_the_days_of_the_starred_papers_are_fetched_too(double: HubDouble, home: Path) -> None:
    marks = Marks(home / DATABASE)
    papers = [
        Paper(id=paper_id(1), title="On Friday", listed=FRIDAY),
        Paper(id=paper_id(2), title="Before all", listed=date(2020, 1, 1)),
        Paper(id=paper_id(3), title="Nowhere"),
        Paper(id=paper_id(4), title="No star any more", listed=WEDNESDAY),
    ]
    asyncio.run(marks.write([Change(paper.id, "starred", True, Record(1, paper)) for paper in papers]))
    asyncio.run(marks.write([Change(paper_id(4), "starred", False)]))
    marks.close(10)
    done = fetch(double, home, "--from", str(TUESDAY), "--to", str(TUESDAY), "--starred")
    assert said(done)[-1] == "2 days fetched (11 papers)."
    assert [bool(feed) for feed in stored(home, TUESDAY, FRIDAY, WEDNESDAY)] == [True, True, False]


def test_ctrl_c_ends_it_with_130_and_what_was_stored_stays(double: HubDouble, home: Path) -> None:
    double.break_(faults.hangs, when=lambda request: request.query["date"] == str(WEDNESDAY))
    argv = (sys.executable, "-c", INTERRUPTIBLE, "fetch", *WEEK)
    env = environment(home, HF_ENDPOINT=double.url)
    with subprocess.Popen(argv, env=env, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for _ in range(3):
            process.stderr.readline()
        os.kill(process.pid, signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == 130
    assert rest == "daily-papers: Interrupted: 3 days stored. Run the command again to go on.\n"
    assert [bool(feed) for feed in stored(home, TUESDAY, MONDAY, FRIDAY, WEDNESDAY)] == [True, True, True, False]


LOST = f"""
import socket, time
socket.getaddrinfo = lambda *args, **kwargs: print("looking", flush=True) or time.sleep(300)
{INTERRUPTIBLE}
"""
"""The command where names are looked up for ever."""


def test_ctrl_c_waits_for_no_name_to_be_looked_up(home: Path) -> None:
    argv = (sys.executable, "-c", LOST, "fetch", *WEEK)
    env = environment(home, HF_ENDPOINT="http://hub.example.org")
    with subprocess.Popen(argv, env=env, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "looking\n"
        os.kill(process.pid, signal.SIGINT)
        try:
            assert process.wait(PATIENCE) == 130
        finally:
            process.kill()


@pytest.mark.slow
def test_a_pause_is_told_and_ends(double: HubDouble, home: Path) -> None:
    double.break_(faults.Changes(lambda reply: reply.with_(RateLimit='"api";r=3;t=2')), 1)
    done = fetch(double, home, *WEEK)
    assert done.returncode == 0
    (line,) = [line for line in said(done) if "resuming at" in line]
    assert line.startswith("Close to the Hub's rate limit; resuming at ")
    assert said(done)[-1].startswith("4 days fetched")


@pytest.mark.slow
def test_a_refusal_is_named_as_one_with_the_time_it_is_over(double: HubDouble, home: Path) -> None:
    double.break_(faults.too_many(RateLimit='"api";r=0;t=16'), 1, when=lambda one: one.query["date"] == str(WEDNESDAY))
    done = fetch(double, home, *WEEK)
    assert done.returncode == 0
    (line,) = [line for line in said(done) if "resuming at" in line]
    assert line.startswith(f"{double.url[7:]} (HF_ENDPOINT) is limiting requests (429 Too Many Requests); resuming at ")


@pytest.mark.slow
def test_a_terminal_sees_a_bar_that_is_gone_at_the_end(double: HubDouble, start: Start) -> None:
    double.break_(faults.hangs, when=lambda request: request.query["date"] == str(WEDNESDAY))
    terminal = start("fetch", *WEEK, columns=60, HF_ENDPOINT=double.url)
    terminal.wait_for("6/7")
    terminal.wait_for(f"Waiting for {double.url[7:]} (HF_ENDPOINT) ")
    double.mend()
    terminal.press("\x03")
    assert terminal.wait() == 130
    assert "Interrupted: 3 days stored. Run the command\nagain to go on." in terminal.text
    assert terminal.left_behind() == []
    again = start("fetch", *WEEK, HF_ENDPOINT=double.url)
    assert again.wait() == 0
    summary = "daily-papers: 1 day fetched (3 papers), 4 days already up to date, 2 days without papers. daily-papers: "
    assert " ".join(again.rest().split()) == summary + WHOLE
    third = start("fetch", *WEEK, HF_ENDPOINT=double.url)
    assert third.wait() == 0
    assert "full-text" not in third.rest()


@pytest.mark.parametrize("changes", [{"TERM": "dumb"}, {"TERM": ""}])
def test_a_terminal_that_cannot_move_its_cursor_sees_lines(
    double: HubDouble, start: Start, changes: dict[str, str]
) -> None:
    terminal = start("fetch", *WEEK, HF_ENDPOINT=double.url, **changes)
    assert terminal.wait() == 0
    assert "daily-papers: 2026-06-26: 1 paper\n" in terminal.rest() + "\n"


def test_what_is_not_needed_is_not_imported(double: HubDouble, home: Path) -> None:
    modules = loaded("fetch", *WEEK, home=home, HF_ENDPOINT=double.url)
    assert "httpx" in modules
    assert not modules & {"textual"}  # Rich comes with httpx.
    assert not loaded("fetch", "--help", home=home) & {"textual", "rich", "asyncio", "httpx", "sqlite3", "msgspec"}
