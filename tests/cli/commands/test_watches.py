"""Watches on the command line: queries, counts, JSON and the digest."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import loaded, run, said
from tests.terminal import READER, Terminal, environment

FILE = Path(".config/daily-papers/config.toml")
WATCHES = """
[[watch]]
name = "tuning"
query = "title:optimization or title:adaptation"
[[watch]]
name = "vision"
query = "title:recognition"
[[watch]]
name = "no pixels"
query = "title:diffusion"
ignore = true
"""
DAY = ("2026-08-19", "--sample")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a user who watches three things."""
    return written(tmp_path / "home", WATCHES)


def written(home: Path, text: str) -> Path:
    (home / FILE).parent.mkdir(parents=True, exist_ok=True)
    (home / FILE).write_text(text, encoding="utf-8")
    return home


def papers(done: subprocess.CompletedProcess[str]) -> dict[str, list[str]]:
    """The watches of the papers by their titles."""
    return {paper["title"]: paper["watches"] for paper in json.loads(done.stdout)}


def test_a_query_knows_the_watches_and_json_names_them(home: Path) -> None:
    every = papers(run("list", *DAY, "--json", home=home))
    watched = {title: names for title, names in every.items() if names}
    assert {*map(tuple, watched.values())} == {("tuning",), ("vision",)}
    query = "is:watched -watch:vision"
    found = papers(run("list", *DAY, "--json", "--query", query, home=home))
    assert found == {title: names for title, names in watched.items() if names == ["tuning"]}


def test_the_table_counts_and_marks_them(home: Path) -> None:
    with Terminal((*READER, "list", *DAY), env=environment(home), columns=80, lines=60) as terminal:
        assert terminal.wait() == 0
        shown = terminal.output.decode()
    assert re.search(r"12 papers · \d watched", shown)
    assert shown.count("◆") == int(re.search(r"(\d) watched", shown)[1])  # type: ignore[index]


def test_a_watch_that_is_not_there_is_named_and_a_bad_one_told(home: Path) -> None:
    done = run("list", *DAY, "--query", "watch:visions", home=home)
    assert (done.returncode, said(done)) == (2, ["“watch:” needs vision, not “visions” (at character 7)."])
    written(home, '[[watch]]\nname = "a"\nquery = "("\n')
    done = run("list", *DAY, "--json", home=home)
    assert done.returncode == 0
    assert said(done) == ['config.toml:3: watch "a" is ignored: “(” needs a term after it (at the end).']


def test_a_configuration_that_cannot_be_read_does_not_keep_anybody_from_a_list(home: Path) -> None:
    written(home, "theme = ")
    done = run("list", *DAY, "--json", home=home)
    assert done.returncode == 0
    assert len(said(done)) == 1
    assert {*map(tuple, papers(done).values())} == {()}


def test_a_digest_begins_with_what_is_watched_and_leaves_out_what_is_ignored(home: Path) -> None:
    whole = run("digest", *DAY, "--format", "text", home=home).stdout
    done = run("digest", *DAY, "--watch", "--top", "1", "--format", "text", home=home)
    watched, others = done.stdout.partition("Other papers")[::2]
    assert "Watched\n-------\n\n1. " in watched
    assert re.search(r"tuning · \d+ votes", watched)
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", done.stdout, re.MULTILINE)]
    assert numbers == [*range(1, len(numbers) + 1)]
    assert len(re.findall(r"^\d+\. ", others, re.MULTILINE)) == 1
    assert "Latent Diffusion" in whole
    assert "Latent Diffusion" not in run("digest", *DAY, "--watch", "--format", "text", home=home).stdout


@pytest.mark.slow
def test_digests_with_and_without_watches_are_not_each_others_last_one(home: Path) -> None:
    for words, code in (((), 0), (("--watch",), 0), ((), 1), (("--watch",), 1)):
        assert run("digest", *DAY, "--since-last", *words, home=home).returncode == code


@pytest.mark.slow
def test_the_page_of_a_paper_names_its_watches(home: Path) -> None:
    with Terminal((*READER, "show", "1512.03385", "--sample"), env=environment(home), columns=80, lines=60) as terminal:
        assert terminal.wait() == 0
        assert re.search(r"Watched +vision", re.sub("\x1b[^m]*m", "", terminal.output.decode()))


def test_a_digest_of_nothing_watched_says_what_to_do(tmp_path: Path) -> None:
    done = run("digest", *DAY, "--watch", home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said(done) == [f"Nothing is watched: add [[watch]] with a name and a query to {tmp_path / FILE}."]


def test_without_watches_the_query_language_is_not_imported_for_them(tmp_path: Path) -> None:
    assert not {"reader.papers.query", "reader.config.watches"} & loaded("list", *DAY, "--json", home=tmp_path)
