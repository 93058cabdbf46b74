"""`daily-papers fetch --discussion`: what people say of the papers of a range, most votes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import run, said
from tests.hub import faults
from tests.hub.comments import comment
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id

DAY = date(2026, 6, 30)
A, B, C = (paper_id(number) for number in range(1, 4))
ONE = ("--from", str(DAY), "--to", str(DAY), "--discussion")


@pytest.fixture
def double() -> Iterator[HubDouble]:
    """A Hub with three papers on a day, of which it has one no more."""
    items = [item(id, day=DAY, paper={"upvotes": votes}) for id, votes in ((A, 5), (B, 30), (C, 20))]
    with HubDouble({DAY: items}, today=DAY) as running:
        running.comments = {A: [], B: [comment(1, "Well done.")]}
        yield running


def asked(double: HubDouble) -> list[str]:
    """The papers whose comments were asked for since the last look."""
    paths = [request.path for request in double.requests if request.query.get("field") == "comments"]
    double.requests.clear()
    return [path.removeprefix("/api/papers/") for path in paths]


@pytest.mark.slow
def test_they_come_most_votes_first_and_not_twice_a_day(double: HubDouble, tmp_path: Path) -> None:
    done = run("fetch", *ONE, "--limit", "2", home=tmp_path, HF_ENDPOINT=double.url)
    assert done.returncode == 0
    toll, *lines, summary = said(done)[-4:]
    assert toll == "2 discussions to fetch: less than a minute."
    assert sorted(lines) == [f"{B}: discussion", f"{C}: no discussion"]
    assert summary == "1 discussion fetched, 1 paper without one."
    assert sorted(asked(double)) == [B, C]
    done = run("fetch", *ONE, "--full-text", home=tmp_path, HF_ENDPOINT=double.url)
    assert said(done)[-1] == "1 discussion fetched, 1 discussion already stored, 1 paper without one."
    assert "3 papers without a full text." in said(done)
    assert asked(double) == [A]
    double.stop()
    for id, last in ((A, "Hugging Face counts 3 comments on this paper, and shows none."), (B, "Well done.")):
        done = run("show", id, "--discussion", "--offline", home=tmp_path)
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, last)


@pytest.mark.slow
def test_what_fails_is_named(double: HubDouble, tmp_path: Path) -> None:
    double.break_(faults.items(), when=lambda request: request.path.endswith(B))
    done = run("fetch", *ONE, home=tmp_path, HF_ENDPOINT=double.url)
    assert done.returncode == 1
    assert said(done)[-1].startswith(f"Could not fetch the discussion of {B}. ")
