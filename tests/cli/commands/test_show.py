"""`daily-papers show`: one paper by any of its names, from the store and else from the Hub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.papers.marks import Change, Record
from reader.papers.models import Paper
from reader.papers.period import DAY
from tests.cli.commands.test_list import OLD, SHOWN, feed, mark, store
from tests.cli.running import run, said
from tests.hub.double import HubDouble
from tests.hub.papers import item

ELSEWHERE = "2503.99999"
"""A paper that is on no stored day."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


@pytest.fixture
def hub() -> Iterator[HubDouble]:
    """A Hub with one paper, on no day."""
    with HubDouble() as running:
        running.papers[ELSEWHERE] = item(ELSEWHERE, title="A [MASK] of no day", day=OLD)["paper"]
        yield running


def test_one_paper_is_shown_by_all_its_names(home: Path) -> None:
    store(home, feed(OLD), feed(OLD + DAY))
    star = Paper(id="cs/0112017", title="Starred elsewhere")
    mark(home, Change(star.id, "starred", True, Record(0, star)))
    mirror = "http://mirror.example:8000"
    for name in ("2503.05001", "arXiv:2503.05001v2 [cs.CL]", f"<{mirror}/papers/2503.05001>"):
        done = run("show", name, "--json", home=home, HF_ENDPOINT=mirror)
        paper = json.loads(done.stdout)
        assert (paper["id"], paper["title"], paper["day"]) == ("2503.05001", f"{SHOWN} 1", str(OLD))
        assert said(done) == ["Fetched 3 h ago."]
    assert run("show", "cs/0112017", home=home).stdout.startswith("Starred elsewhere\n\narxiv_url: ")


def test_a_paper_that_is_not_stored_is_asked_of_the_hub_and_kept(home: Path, hub: HubDouble) -> None:
    done = run("show", f"{hub.url}/papers/{ELSEWHERE}", "--json", home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stderr) == (0, "")
    paper = json.loads(done.stdout)
    assert (paper["id"], paper["title"], paper["day"]) == (ELSEWHERE, "A [MASK] of no day", None)
    again = run("show", ELSEWHERE, "--json", "--offline", home=home)
    assert (again.stdout, said(again)) == (done.stdout, ["Fetched just now."])
    assert len(hub.requests) == 1


def test_why_there_is_no_paper_is_said_with_an_address(home: Path, hub: HubDouble) -> None:
    absent, page = "2503.99998", "https://huggingface.co/papers/2503.99998"
    done = run("show", absent, home=home)
    assert (done.returncode, done.stdout) == (1, "")
    assert said(done)[0].startswith(f"{absent} is not stored. ")
    assert said(done)[0].endswith(f"Its page is {page}.")
    off = run("show", absent, "--offline", home=home)
    assert said(off) == [
        f"{absent} is not stored, and the network is off (--offline or HF_HUB_OFFLINE). Its page is {page}."
    ]
    for _ in range(2):
        none = run("show", absent, home=home, HF_ENDPOINT=hub.url)
        assert (none.returncode, none.stdout) == (1, "")
        name = f"{hub.url.removeprefix('http://')} (HF_ENDPOINT)"
        page = f"https://arxiv.org/abs/{absent}"
        assert said(none) == [f"{name} does not have {absent}. If there is such a paper, it is at {page}."]
    old = run("show", "hep-th/9901001", home=home, HF_ENDPOINT=hub.url)
    assert (old.returncode, old.stdout) == (1, "")
    assert said(old) == [
        "Hugging Face has no papers with ids from before April 2007. It is at https://arxiv.org/abs/hep-th/9901001."
    ]
    assert len(hub.requests) == 1


def test_a_number_that_no_paper_can_have_is_asked_of_nobody(home: Path, hub: HubDouble) -> None:
    for number in ("2608.1727", f"{hub.url}/papers/2608.1727", "2608.172"):
        done = run("show", number, home=home, HF_ENDPOINT=hub.url)
        assert (done.returncode, done.stdout) == (2, "")
        assert said(done)[0].endswith(
            "is incomplete: since 2015 arXiv ids have five digits after the dot, as in 2608.17271."
        )
    assert not hub.requests
