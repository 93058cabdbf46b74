"""A computer whose clock is behind what is stored: a day of the far future is, so the real clock is that."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.papers.period import DAY, Day
from reader.sample import DAYS, read
from reader.store.feeds.cache import Cache
from tests.cli.running import run, said
from tests.conftest import Start
from tests.hub import faults, papers
from tests.hub.double import HubDouble

pytestmark = pytest.mark.slow

STORED = date(2099, 1, 1)
TITLE = "Mamba: Linear-Time Sequence Modeling"
PROBLEM = "This computer's clock cannot be right: by it the newest day is "


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which two days of 2099 are stored."""
    cache = Cache(tmp_path / "home/.cache/daily-papers/v1")
    for day in (STORED, STORED - DAY):
        asyncio.run(cache.put(replace(read(DAYS[-1]), period=Day(day), source="hub")))
    cache.close(10)
    return tmp_path / "home"


@pytest.mark.parametrize(
    "args",
    [
        ("list",),
        ("list", "2099-01-01"),
        ("list", "--from", "2098-12-31", "--to", "2099-01-01"),
        ("export", "--format", "csv", "today"),
    ],
)
def test_commands_read_stored_days_and_name_the_clock(home: Path, args: tuple[str, ...]) -> None:
    done = run(*args, "--offline", home=home)
    assert (done.returncode, TITLE in done.stdout) == (0, True), done.stderr
    (problem,) = [line for line in said(done) if "clock" in line]
    assert problem.startswith(PROBLEM)
    assert problem.endswith("but 2099-01-01 is stored. Set the clock; stored days can be read all the same.")


@pytest.mark.parametrize(
    "args",
    [
        ("list", "2099-01-02"),
        ("fetch", "--from", "2099-01-02"),
        ("list", "2098-06-02", "--offline"),
        ("list", "yesterday", "--offline"),
        ("list", "2026-11-28", "--offline"),
    ],
)
def test_a_command_that_fails_names_the_clock_first(home: Path, args: tuple[str, ...]) -> None:
    done = run(*args, home=home)
    assert done.returncode != 0
    problem, _ = said(done)
    assert problem.startswith(PROBLEM)


def test_doctor_says_it_where_the_hub_does_not_tell_the_time(home: Path) -> None:
    done = run("doctor", "--offline", home=home)
    (line,) = [line for line in done.stdout.splitlines() if " clock " in line]
    assert PROBLEM in line
    assert "not ok" in line


def test_fetching_asks_for_days_up_to_the_newest_stored_one(home: Path) -> None:
    with HubDouble({}, today=STORED) as double:
        done = run("fetch", "--days", "2", home=home, HF_ENDPOINT=double.url)
        assert said(done)[0].startswith(PROBLEM)
        assert {request.query["date"] for request in double.requests} == {"2098-12-31", "2099-01-01"}


@pytest.mark.parametrize("period", [(), ("2099-01-01",)])
def test_the_reader_opens_stored_days_and_names_the_clock(home: Path, start: Start, period: tuple[str, ...]) -> None:
    reader = start(*period, "--offline")
    reader.wait_for("Thu 1 Jan 2099", TITLE, "clock cannot be right")
    reader.press("[")
    reader.wait_for("Wed 31 Dec 2098")
    reader.press("]")
    reader.wait_for("Thu 1 Jan 2099")


def test_nothing_is_removed_by_a_day_that_counts_from_a_wrong_today(home: Path) -> None:
    done = run("cache", "prune", "--before", "today", home=home)
    assert done.returncode == 1
    assert said(done) == [f"Nothing was removed, as “today” counts from today. {problem_of(home)}"]
    assert run("list", "2098-12-31", "--count", "--offline", home=home).returncode == 0


def test_days_before_a_date_are_removed_and_the_clock_is_named(home: Path) -> None:
    problem = problem_of(home)
    done = run("cache", "prune", "--before", "2099-01-01", home=home)
    assert done.returncode == 0
    assert problem in said(done)
    assert run("list", "2098-12-31", "--offline", home=home).returncode == 1


def problem_of(home: Path) -> str:
    (problem,) = [line for line in said(run("list", "--offline", home=home)) if line.startswith(PROBLEM)]
    return problem


def test_a_start_that_is_stored_is_no_problem_of_the_configuration(home: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('start = "2099-01-01"')
    done = run("config", "check", home=home, DAILY_PAPERS_CONFIG=str(config))
    assert (done.returncode, done.stdout) == (0, "")
    assert said(done)[0] == problem_of(home)


AHEAD = "This computer's clock is probably ahead: by it the newest day is "


@pytest.fixture
def past() -> Iterator[HubDouble]:
    """A Hub of January 2024, by its own clock, too."""
    today = date(2024, 1, 10)
    with HubDouble({today: papers.day(3, on=today)}, today=today) as double:
        double.break_(faults.Changes(lambda reply: reply.with_(Date="Wed, 10 Jan 2024 12:00:00 GMT")))
        yield double


def test_days_that_are_not_open_by_the_hubs_clock_are_not_said_to_be_empty(past: HubDouble, tmp_path: Path) -> None:
    done = run("fetch", "--days", "7", home=tmp_path, HF_ENDPOINT=past.url)
    assert done.returncode == 1
    counts, problem = said(done)
    assert counts.endswith("5 days not open yet.")
    assert problem.startswith(AHEAD)
    assert problem.endswith(" by the Hub's clock 2024-01-10. Set the clock; stored days can be read all the same.")


BEHIND = "This computer's clock is probably behind: by it the newest day is "


@pytest.fixture
def future() -> Iterator[HubDouble]:
    """A Hub of 2099, by its own clock, too, that has had papers every day since now."""
    days = {now: papers.day(3, on=now) for now in (date.today() + number * DAY for number in range(-8, 2))}
    with HubDouble(days, today=STORED) as double:
        double.break_(faults.Changes(lambda reply: reply.with_(Date="Thu, 01 Jan 2099 12:00:00 GMT")))
        yield double


def test_an_old_day_that_a_clock_holds_for_the_newest_one_is_listed_and_the_clock_is_named(
    future: HubDouble, tmp_path: Path
) -> None:
    wednesday = next(day for day in future.days if day.weekday() == 2)
    done = run("list", str(wednesday), "--count", home=tmp_path, HF_ENDPOINT=future.url)
    assert (done.returncode, done.stdout) == (0, "3\n")
    (problem,) = said(done)
    assert problem.startswith(BEHIND)
    assert problem.endswith(" by the Hub's clock 2099-01-01. Set the clock; stored days can be read all the same.")
    fetched = run("fetch", str(wednesday), home=tmp_path, HF_ENDPOINT=future.url)
    assert (fetched.returncode, said(fetched)) == (0, ["1 day already up to date."])
    fetched = run("fetch", "--days", "7", home=tmp_path, HF_ENDPOINT=future.url)
    assert (fetched.returncode, said(fetched)[-1]) == (0, problem)


def test_the_reader_names_the_clock_that_is_behind(future: HubDouble, start: Start) -> None:
    wednesday = next(day for day in future.days if day.weekday() == 2)
    reader = start(str(wednesday), HF_ENDPOINT=future.url)
    reader.wait_for("3 papers", "clock is probably behind")


def test_the_reader_names_the_clock_that_is_ahead(past: HubDouble, start: Start) -> None:
    reader = start("fri", HF_ENDPOINT=past.url)
    reader.wait_for("Wed 10 Jan 2024", "clock is probably ahead")
