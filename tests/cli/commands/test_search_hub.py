"""`daily-papers search --hub`: the Hub's search, and what it answered before where it cannot be asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reader.papers.models import Paper, SearchFeed
from reader.store.feeds.cache import Cache
from tests import slow
from tests.cli.running import run, said
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id

DAY = date(2025, 3, 5)
VEIL, LIFTED = paper_id(1), paper_id(2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


@pytest.fixture
def hub() -> Iterator[HubDouble]:
    """A Hub with three papers."""
    plain = {"summary": "Plain."}
    papers = [
        item(VEIL, title="A [MASK] veil", day=DAY, paper=plain | {"upvotes": 3}),
        item(LIFTED, title="Lifting a veil", day=DAY, paper=plain | {"upvotes": 50, "submittedOnDailyAt": ...}),
        item(paper_id(3), title="Nothing of it", day=DAY, paper=plain),
    ]
    with HubDouble({DAY: papers}) as running:
        yield running


def test_the_hub_is_asked_and_its_answer_is_kept(home: Path, hub: HubDouble) -> None:
    done = run("search", "veil", "lifting", "--hub", "--json", home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = json.loads(done.stdout)
    assert [first["id"], second["id"], first["day"], second["day"]] == [LIFTED, VEIL, None, str(DAY)]
    assert first["fetched_at"] == second["fetched_at"] is not None
    assert hub.requests[0].query == {"q": "veil lifting", "limit": "120"}
    again = run("search", "--hub", "--json", "--offline", "VEIL lifting", home=home)
    assert (again.stdout, said(again)) == (done.stdout, ["Fetched just now."])
    one = run("search", "--hub", "--ids", "--sort", "title", "--limit", "1", "--", "veil lifting -lifting", home=home)
    assert (one.stdout, len(hub.requests)) == (f"{VEIL}\n", 1)  # It was asked a moment ago.


@pytest.mark.slow
def test_it_is_a_period_like_any_other(home: Path, hub: HubDouble) -> None:
    done = run("list", "search hub: veil", "--sort", "votes", "--ids", home=home, HF_ENDPOINT=hub.url)
    assert done.stdout == f"{LIFTED}\n{VEIL}\n"
    assert run("search", "--hub", "--count", "veil", "votes:>20", home=home, HF_ENDPOINT=hub.url).stdout == "1\n"
    assert run("search", "--hub", "--count", "unheard-of", home=home, HF_ENDPOINT=hub.url).stdout == "0\n"


@pytest.mark.parametrize(
    ("query", "code", "sentence"),
    [
        ("is:read", 2, "The Hub needs a word or a phrase to search for: fields and -terms only narrow what it finds."),
        slow("a" * 251, 2, "The Hub takes at most 250 characters, and these words have 251."),
        slow("veil (", 2, "“(” needs a term after it (at the end)."),
        slow("unheard-of", 1, "Nothing to show: the Hub finds nothing for unheard-of."),
        slow("veil votes:>99", 1, "Nothing to show: the Hub found 2 papers, and none matches veil votes:>99."),
    ],
)
def test_why_there_is_nothing_is_said(home: Path, hub: HubDouble, query: str, code: int, sentence: str) -> None:
    done = run("search", "--hub", query, home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stdout, said(done)) == (code, "", [sentence])


@pytest.mark.parametrize("fault", [faults.too_many(RateLimit='"search";r=0;t=60'), faults.Answers(200, b"[{")])
@pytest.mark.slow
def test_where_the_hub_fails_its_last_answer_is_shown(home: Path, hub: HubDouble, fault: faults.Answers) -> None:
    cache = Cache(home / ".cache/daily-papers/v1")
    then = datetime.now(UTC) - timedelta(days=3, hours=1)
    asyncio.run(cache.put_search(SearchFeed(words="veil", papers=(Paper(id=VEIL, title="Old"),), fetched_at=then)))
    cache.close(10)
    hub.break_(fault)
    failed = run("search", "--hub", "lifting", home=home, HF_ENDPOINT=hub.url)
    assert (failed.returncode, failed.stdout, len(said(failed))) == (1, "", 1)
    stored = run("search", "--hub", "--ids", "veil", home=home, HF_ENDPOINT=hub.url)
    assert (stored.returncode, stored.stdout) == (0, f"{VEIL}\n")
    assert said(stored) == [f"Fetched 3 days ago. {said(failed)[0]}"]


@pytest.mark.slow
def test_offline_and_in_the_sample_edition_it_says_so(home: Path, hub: HubDouble) -> None:
    done = run("search", "--hub", "--offline", "veil", home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stdout) == (1, "")
    assert said(done)[0].endswith("and the Hub was not asked for these words before.")
    done = run("search", "--hub", "--sample", "veil", home=home, HF_ENDPOINT=hub.url)
    why = "--sample cannot be combined with --hub: the Hub is never asked for the sample edition."
    assert (done.returncode, said(done)) == (2, [f"{why} See daily-papers search --help."])
    assert not hub.requests
