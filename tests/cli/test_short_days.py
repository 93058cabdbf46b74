"""Days of which papers could not be read, as commands and the reader tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import some
from tests.cli.running import run, said
from tests.conftest import Start
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import Item, item, paper_id

THURSDAY, WEDNESDAY, TUESDAY = date(2025, 3, 6), date(2025, 3, 5), date(2025, 3, 4)
"""Settled for so long that they are asked for on request only."""


def broken(number: int, day: date) -> Item:
    """A paper whose title is a number."""
    wrong = item(paper_id(number), day=day)
    wrong["paper"]["title"] = wrong["title"] = 5
    return wrong


def whole(day: date) -> list[Item]:
    return [item(paper_id(100 * day.day + number), title=f"Paper {number} of {day}", day=day) for number in range(3)]


@pytest.fixture
def hub() -> Iterator[HubDouble]:
    """A Hub with a whole day and two short ones."""
    days = {day: whole(day) for day in (THURSDAY, WEDNESDAY, TUESDAY)}
    days[WEDNESDAY] += [broken(91, WEDNESDAY), broken(92, WEDNESDAY)]
    days[TUESDAY].append(broken(93, TUESDAY))
    with HubDouble(days, today=THURSDAY) as running:
        running.trending = [*whole(THURSDAY), broken(94, THURSDAY)]
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


LOST = "2 papers of 2025-03-05 could not be read. To try again: daily-papers fetch 2025-03-05"


@pytest.mark.parametrize(
    "command",
    some(
        1,
        [
            "list 2025-03-05 --ids",
            "digest 2025-03-05",
            "export 2025-03-05",
            "list 2025-03-05",
            "list 2025-03-05 --count",
            "list 2025-03-05 --csv",
            "export 2025-03-05 --format ris",
        ],
    ),
)
def test_a_command_says_that_papers_could_not_be_read_and_writes_the_others(
    home: Path, tmp_path: Path, hub: HubDouble, command: str
) -> None:
    args = command.split()
    done = run(*args, home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, said(done)) == (0, [LOST])
    stored = run(*args, "--offline", home=home)
    assert (stored.returncode, stored.stdout, said(stored)) == (0, done.stdout, ["Fetched just now.", LOST])
    hub.days[WEDNESDAY] = whole(WEDNESDAY)
    without = run(*args, home=tmp_path / "other", HF_ENDPOINT=hub.url)
    assert (without.returncode, without.stdout, without.stderr) == (0, done.stdout, "")
    assert done.stdout


def test_of_several_days_each_short_one_is_named(home: Path, hub: HubDouble) -> None:
    done = run("fetch", "--from", "2025-03-04", "--to", "2025-03-06", home=home, HF_ENDPOINT=hub.url)
    assert done.returncode == 1
    *lines, counts, problem = said(done)
    assert {  # Where the machine is busy, the Hub is said to be waited for, too.
        "2025-03-04: 3 papers, 1 could not be read",
        "2025-03-05: 3 papers, 2 could not be read",
        "2025-03-06: 3 papers",
    } <= set(lines)
    assert counts == "3 days fetched (9 papers)."
    assert problem == (
        "3 papers of 4–5 Mar 2025 could not be read: has the Hub's format changed? "
        "Try again later, or look for a newer reader."
    )
    listed = run("list", "--from", "2025-03-04", "--to", "2025-03-06", "--ids", home=home)
    assert (listed.returncode, len(listed.stdout.splitlines())) == (0, 9)
    assert said(listed)[1:] == [
        "3 papers of 2025-03-04, 2025-03-05 could not be read. "
        "To try again: daily-papers fetch --from 2025-03-04 --to 2025-03-05"
    ]
    week = run("list", "2025-W10", "--count", "--offline", home=home)
    assert week.stdout == "9\n"
    assert said(week)[-1] == "3 papers of 2025-W10 could not be read. To try again: daily-papers fetch 2025-W10"


@pytest.mark.slow
def test_a_fetch_fails_only_where_it_got_a_day_short_itself(home: Path, hub: HubDouble) -> None:
    args = ("fetch", "--from", "2025-03-05", "--to", "2025-03-06", "--quiet")
    done = run(*args, home=home, HF_ENDPOINT=hub.url)
    assert done.returncode == 1
    (problem,) = said(done)
    assert problem.startswith("2 papers of 5 Mar 2025 could not be read: ")
    hub.requests.clear()
    other = run("fetch", "2025-03-06", home=home, HF_ENDPOINT=hub.url)
    assert (other.returncode, said(other)) == (0, ["1 day already up to date."])
    hub.days[WEDNESDAY] = whole(WEDNESDAY)
    again = run(*args, home=home, HF_ENDPOINT=hub.url)
    assert (again.returncode, again.stderr) == (0, "")
    assert [request.query["date"] for request in hub.requests] == ["2025-03-05"]
    listed = run("list", "2025-03-05", "--count", "--offline", home=home)
    assert (listed.stdout, said(listed)) == ("3\n", ["Fetched just now."])


@pytest.mark.slow
def test_days_that_failed_are_named_before_those_that_came_short(home: Path, hub: HubDouble) -> None:
    hub.break_(faults.Answers(500), when=lambda request: request.query["date"] == "2025-03-06")
    done = run("fetch", "--from", "2025-03-05", "--to", "2025-03-06", home=home, HF_ENDPOINT=hub.url)
    assert done.returncode == 1
    problem = said(done)[-1]
    assert problem.startswith("Could not fetch 6 Mar 2025. ")
    assert " 2 papers of 5 Mar 2025 could not be read: " in problem


@pytest.mark.slow
def test_what_is_trending_may_be_short_too(home: Path, hub: HubDouble) -> None:
    done = run("fetch", "trending", home=home, HF_ENDPOINT=hub.url)
    assert done.returncode == 1
    counts, problem = said(done)
    assert counts == "3 trending papers fetched."
    assert problem.startswith("1 paper of what is trending could not be read: ")
    listed = run("list", "trending", "--count", home=home, HF_ENDPOINT=hub.url)
    assert (listed.returncode, listed.stdout) == (0, "3\n")
    assert (
        said(listed)[-1] == "1 paper of what is trending could not be read. To try again: daily-papers fetch trending"
    )


@pytest.mark.slow
def test_a_search_at_the_hub_says_it_too_also_when_it_is_read_again(home: Path, hub: HubDouble) -> None:
    hub.break_(faults.items(item(paper_id(1), title="A veil"), {"paper": {}}))
    done = run("search", "--hub", "veil", "--ids", home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stdout) == (0, f"{paper_id(1)}\n")
    assert said(done) == ["1 paper of the answer could not be read."]
    again = run("search", "--hub", "veil", "--ids", "--offline", home=home)
    assert said(again) == ["Fetched just now. 1 paper of the answer could not be read."]


@pytest.mark.slow
def test_a_status_bar_hears_of_it_too(home: Path, hub: HubDouble) -> None:
    run("list", "2025-03-05", "--count", home=home, HF_ENDPOINT=hub.url)
    done = run("list", "--unread", "--count", "--offline", home=home)
    assert (done.returncode, done.stdout, said(done)) == (0, "3\n", ["Fetched just now.", LOST])


@pytest.mark.slow
def test_the_reader_says_it_and_does_not_ask_again_at_every_key(start: Start, hub: HubDouble) -> None:
    reader = start("2025-03-05", HF_ENDPOINT=hub.url)
    reader.wait_for("Wed 5 Mar 2025", "2 papers could not be read")
    for _ in range(3):
        reader.press("]")
        reader.wait_for("Thu 6 Mar 2025", "Paper 1 of 2025-03-06")
        assert "could not be read" not in reader.rest().splitlines()[0]
        reader.press("[")
        reader.wait_for("Wed 5 Mar 2025", "2 papers could not be read")
    assert sum(request.query.get("date") == "2025-03-05" for request in hub.requests) == 1
    hub.days[WEDNESDAY] = [*whole(WEDNESDAY), item(paper_id(91), title="Readable at last", day=WEDNESDAY)]
    reader.press("r")
    reader.wait_for("Readable at last", "4 papers")
    assert "could not be read" not in reader.rest().splitlines()[0]
