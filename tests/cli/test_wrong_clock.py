"""A computer whose clock is behind what is stored: a day of the far future is, so the real clock is that."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.papers.period import DAY
from reader.sample import DAYS, read
from reader.store.feeds.cache import Cache
from tests.cli.running import run, said
from tests.conftest import Start
from tests.hub.double import HubDouble

STORED = date(2099, 1, 1)
TITLE = "Mamba: Linear-Time Sequence Modeling"
PROBLEM = "This computer's clock cannot be right: by it the newest day is "


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which two days of 2099 are stored."""
    cache = Cache(tmp_path / "home/.cache/daily-papers/v1")
    for day in (STORED, STORED - DAY):
        asyncio.run(cache.put(replace(read(DAYS[-1]), day=day, source="hub")))
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
    ],
)
def test_a_command_that_fails_names_the_clock_first(home: Path, args: tuple[str, ...]) -> None:
    done = run(*args, home=home)
    assert done.returncode != 0
    problem, _ = said(done)
    assert problem.startswith(PROBLEM)


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
