"""Weeks, months and what is trending, on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reader.papers.humanize import long_day
from reader.papers.period import DAY, EditionClock, can_have_papers
from tests.cli.commands.test_ranges import store, votes
from tests.cli.running import run, said
from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id

TODAY = EditionClock().newest_day()
FRIDAY, MONDAY = date(2025, 2, 28), date(2025, 3, 3)
VOTES = ("--template", "{day} {votes}")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


@pytest.fixture
def double() -> Iterator[HubDouble]:
    """A double with two days of two weeks and months, and something trending."""
    days = {
        FRIDAY: [item(paper_id(1), day=FRIDAY, paper={"upvotes": 7, "githubStars": 1})],
        MONDAY: [item(paper_id(number), day=MONDAY, paper={"upvotes": number}) for number in (5, 9)],
    }
    with HubDouble(days, today=TODAY) as running:
        running.trending = [item(paper_id(number), day=MONDAY, paper={"upvotes": number}) for number in (3, 8, 4)]
        yield running


def test_a_month_and_a_week_are_fetched_listed_and_read_offline(double: HubDouble, home: Path) -> None:
    done = run("list", "2025-03", *VOTES, home=home, HF_ENDPOINT=double.url)
    assert (done.stdout, said(done)) == ("2025-03-03 9\n2025-03-03 5\n", [])
    assert [request.query.get("month") for request in double.requests] == ["2025-03"]
    again = run("list", "2025-W10", "--sort", "stars", *VOTES, home=home, HF_ENDPOINT=double.url)
    assert again.stdout == done.stdout
    assert len(double.requests) == 1
    offline = run("list", "2025-W09", "--offline", home=home)
    assert (offline.returncode, offline.stdout) == (1, "")
    assert "2025-W09 is not stored, and the network is off" in said(offline)[-1]


@pytest.mark.slow
def test_a_month_in_part_says_what_is_missing_and_how_to_get_it(double: HubDouble, home: Path) -> None:
    store(home, votes(MONDAY, 5, 9))
    done = run("list", "2025-03", "--offline", "--count", home=home)
    assert done.stdout == "2\n"
    assert said(done)[0] == ("20 days not stored (2025-03-04 to 2025-03-31). To fetch them: daily-papers fetch 2025-03")
    done = run("fetch", "2025-03", home=home, HF_ENDPOINT=double.url)
    assert said(done)[-1].endswith("already up to date, 30 days without papers.")
    assert run("list", "2025-03", "--offline", "--count", home=home).stderr.startswith("daily-papers: Fetched")


def test_a_digest_and_an_export_have_the_best_of_a_month(double: HubDouble, home: Path) -> None:
    done = run("digest", "2025-03", "--top", "1", home=home, HF_ENDPOINT=double.url)
    assert done.stdout.startswith("# Daily Papers · March 2025\n")
    assert ("9 votes" in done.stdout, "5 votes" in done.stdout) == (True, False)
    done = run("export", "2025-03", "--format", "jsonl", "--offline", home=home)
    assert [json.loads(line)["day"] for line in done.stdout.splitlines()] == ["2025-03-03"] * 2


def test_another_day_than_today_is_named_where_today_was_asked_for(home: Path) -> None:
    last = next(day for ago in range(1, 9) if can_have_papers(day := TODAY - ago * DAY))
    with HubDouble({last: [item(paper_id(1), day=last)]}, today=TODAY) as double:
        done = run("list", "Today", "--count", home=home, HF_ENDPOINT=double.url)
        assert (done.returncode, done.stdout) == (0, "1\n")
        assert said(done) == [f"Today has no papers: this is {long_day(last)}, the newest day that has some."]
        assert said(run("list", "--count", home=home, HF_ENDPOINT=double.url)) == []
    offline = said(run("list", "today", "--count", "--offline", home=home))
    assert offline[0] == f"Today is not stored: this is {long_day(last)}, the newest stored day."
    assert "Today" not in run("list", str(last), "--count", "--offline", home=home).stderr
    store(home, votes(TODAY, 5))
    assert "Today" not in run("list", "today", "--count", "--offline", home=home).stderr


@pytest.mark.slow
def test_what_is_trending_keeps_the_order_of_the_hub_unless_sorted(double: HubDouble, home: Path) -> None:
    assert said(run("fetch", "trending", home=home, HF_ENDPOINT=double.url)) == ["3 trending papers fetched."]
    ids = "".join(f"{paper_id(number)}\n" for number in (3, 8, 4))
    assert run("list", "trending", "--ids", "--offline", home=home).stdout == ids
    best = run("list", "trending", "--sort", "votes", "--limit", "1", "--ids", "--offline", home=home)
    assert best.stdout == f"{paper_id(8)}\n"
    digest = run("digest", "trending", "--offline", home=home).stdout
    assert digest.startswith("# Daily Papers · Trending\n")


def test_a_month_is_one_table_that_names_its_days(start: Start, home: Path) -> None:
    store(home, votes(date(2025, 3, 5), 5, 90), votes(date(2025, 3, 6), 70))
    reader = start("list", "2025-03", "--offline")
    assert reader.wait() == 0
    text = reader.output.decode()
    assert "March 2025 · 3 papers" in text
    assert text.index("90") < text.index("Wed 5 Mar 2025") < text.index("Thu 6 Mar 2025")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["list", "2025-W53"], "There is no week 2025-W53. Choose 2025-W52."),
        (
            ["export", "2023-04"],
            "2023-04 has no papers: Daily Papers began on 2023-05-04. Choose 2023-05 or a later month.",
        ),
        (["fetch", "2099-01"], "2099-01 is not open yet: the newest month is"),
        (["fetch", "starred"], "“starred” is not fetched by itself; did you mean --starred?"),
        (["fetch", "search x"], "“search x” cannot be fetched. Name a day, a week, a month or trending."),
        (["fetch", "2025-03", "--days", "3"], "PERIOD cannot be combined with --days, --from or --to."),
        (["list", "mnoth"], "did you mean month?"),
        (["fetch", "2608.17271v2"], "2608.17271 is a paper, not a period: daily-papers show 2608.17271 shows it."),
        (["list", "https://arxiv.org/abs/2608.17271"], "2608.17271 is a paper, not a period: daily-papers show "),
        (["export", "https://example.org/abs/1"], "No paper has the address “https://example.org/abs/1”"),
        (["read", "marsk"], "“marsk” is not a period: try 2026-08-20, today"),
        (["serve", "marsk"], "“marsk” is not a period: try 2026-08-20, today"),
        (["read", "--plain", "--no-mous"], "did you mean --no-mouse? See daily-papers read --help."),
    ],
)
def test_what_cannot_be_one_is_said_in_a_sentence(home: Path, args: list[str], words: str) -> None:
    done = run(*args, home=home)
    assert done.returncode == 2
    assert words in done.stderr
