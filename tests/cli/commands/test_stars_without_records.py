"""Stars that were imported without their records, as commands list and export them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.papers.marks import MarkCopy, Timestamped
from tests.cli.exchange import put, starred
from tests.cli.running import run, said
from tests.hub.double import HubDouble
from tests.hub.papers import paper_id

BARE = MarkCopy(id=paper_id(2), starred=Timestamped(True, 9))
"""A star as a list made elsewhere has it."""
LOOK_UP = "To look up titles and authors, open the starred papers: daily-papers starred"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json", "markdown", "org", "csv", "jsonl"])
def test_an_unknown_paper_is_exported_by_its_id_and_said(home: Path, double: HubDouble, form: str) -> None:
    put(home, BARE, starred(1))
    done = run("export", "starred", "--format", form, home=home, HF_ENDPOINT=double.url)
    assert done.returncode == 0
    assert f"arXiv:{BARE.id}" in done.stdout.replace("{arXiv}", "arXiv")
    assert "Paper 1" in done.stdout
    assert said(done) == [f"1 starred paper known only by its id. {LOOK_UP}"]
    assert double.requests == []


def test_an_unknown_paper_is_cited_by_its_id(home: Path) -> None:
    put(home, BARE)
    done = run("export", "starred", home=home)
    assert done.stdout.startswith(f"@misc{{arxiv-{BARE.id},\n      title={{arXiv:{BARE.id}}},\n")
    assert "author" not in done.stdout


def test_several_unknown_papers_are_counted(home: Path) -> None:
    put(home, BARE, MarkCopy(id=paper_id(3), starred=Timestamped(True, 8)))
    done = run("list", "starred", "--json", home=home)
    assert [paper["title"] for paper in json.loads(done.stdout)] == [f"arXiv:{paper_id(2)}", f"arXiv:{paper_id(3)}"]
    assert said(done) == [f"2 starred papers known only by their ids. {LOOK_UP}"]
    assert said(run("list", "starred", "--limit", "1", home=home)) == [
        f"1 starred paper known only by its id. {LOOK_UP}"
    ]


def test_a_paper_of_a_stored_day_is_known(home: Path, double: HubDouble) -> None:
    put(home, BARE)
    run("fetch", "--from", "2026-08-17", "--to", "2026-08-17", home=home, HF_ENDPOINT=double.url)
    asked = len(double.requests)
    done = run("export", "starred", "--format", "jsonl", home=home, HF_ENDPOINT=double.url)
    paper = json.loads(done.stdout)
    assert paper["id"] == BARE.id
    assert paper["authors"]
    assert paper["title"] == "The [/] of Monday"
    assert said(done) == []
    assert len(double.requests) == asked
