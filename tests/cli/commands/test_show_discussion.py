"""`daily-papers show --discussion`: what people say of a paper, plain or as JSON, also without a network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands.test_list import SHOWN
from tests.cli.plain.conftest import home as home
from tests.cli.running import loaded, run, said
from tests.hub.comments import comment, discussion
from tests.hub.double import HubDouble

ID = "2503.05001"
"""A paper of a stored day."""


@pytest.fixture
def hub() -> Iterator[HubDouble]:
    """A Hub with comments on that paper."""
    with HubDouble() as running:
        running.comments[ID] = discussion(ID)
        yield running


PLAIN = f"""{SHOWN} 1
https://huggingface.co/papers/{ID}

Reader One @reader-one · 19 Aug 2026 · 🤗 3 · 👍 1
Thank you for this! Two questions about the code [1]:
1. does `train.py` need all of xᵢ ∈ ℝᵈ?
2. is there a table of the runs?
[1] https://example.org/code

  Writer Two @writer-two · 19 Aug 2026 · edited
  @reader-one it does not:

  sh
      train.py --small

  | run | loss |
  | --- | ---- |
  | 1   | 0.21 |

  > is there a table of the runs?

  That is it.

    Reader Four @reader-four · 19 Aug 2026
    image: A plot [1]

    We see the same.
    [1] https://example.org/plot.png

Librarian Bot @librarian-bot · 19 Aug 2026
An automatic list of 2 similar papers: https://huggingface.co/papers/{ID}

Seller Three @seller-three · 19 Aug 2026
This comment is hidden (Spam).

Reader Five @reader-five · 19 Aug 2026 · answers a comment that is not here
To the one before me: yes.
"""


def test_it_is_plain_and_stays_without_a_network(home: Path, hub: HubDouble) -> None:
    done = run("show", f"{hub.url}/papers/{ID}", "--discussion", home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.replace(" 2026", "") == PLAIN.replace(" 2026", "")  # The year, unless it is this one.
    again = run("show", ID, "--discussion", "--offline", home=home)
    assert (again.stdout, said(again)) == (done.stdout, ["Fetched just now."])
    [asked] = hub.requests
    assert (asked.path, asked.query) == (f"/api/papers/{ID}", {"field": "comments"})


def test_long_lines_fit_into_eighty_columns(home: Path, hub: HubDouble) -> None:
    deep = comment(1, "word " * 100, under=None)
    for number in range(2, 40):
        deep = comment(number, "- word " + "word " * 60, by="somebody-with-a-long-name") | {"replies": [deep]}
    hub.comments[ID] = [deep]
    done = run("show", ID, "--discussion", home=home, HF_ENDPOINT=hub.url)
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert done.stdout.count("word") == 100 + 38 * 61


def test_it_is_written_as_json(home: Path, hub: HubDouble) -> None:
    done = run("show", ID, "--discussion", "--json", home=home, HF_ENDPOINT=hub.url)
    [line] = done.stdout.splitlines()
    found = json.loads(line)
    assert (found["id"], found["skipped"], len(found["comments"])) == (ID, 0, 6)
    assert [one["depth"] for one in found["comments"]] == [0, 1, 2, 0, 0, 0]
    assert found["comments"][0]["reactions"] == [{"sign": "🤗", "count": 3}, {"sign": "👍", "count": 1}]
    assert found["comments"][1]["parent"] == found["comments"][0]["id"]
    assert found["comments"][1]["text"].startswith("@reader-one it does not:\n\n```sh")


@pytest.mark.slow
def test_none_and_no_paper_are_told_apart(home: Path, hub: HubDouble) -> None:
    hub.comments[ID] = []
    done = run("show", ID, "--discussion", home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Nobody has commented on this paper yet.")
    done = run("show", "2503.05002", "--discussion", home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stdout) == (1, "")
    assert said(done) == [
        f"{hub.url.removeprefix('http://')} (HF_ENDPOINT) does not have 2503.05002, so there is no discussion of it."
        " The paper is at https://arxiv.org/abs/2503.05002."
    ]
    done = run("show", "2503.05003", "--discussion", "--offline", home=home)
    assert done.returncode == 1
    assert said(done)[0].endswith("Its page is https://huggingface.co/papers/2503.05003.")


@pytest.mark.slow
def test_the_sample_edition_has_some(home: Path) -> None:
    done = run("show", "2312.00752", "--discussion", "--sample", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("@") >= 7
    done = run("show", "1810.04805", "--discussion", "--sample", home=home)
    assert (done.returncode, said(done)) == (1, ["The sample edition has no comments on 1810.04805."])


@pytest.mark.parametrize("options", [["--full-text"], ["--raw"], ["--csv"]])
def test_what_cannot_be_combined_is_wrong_use(home: Path, options: list[str]) -> None:
    done = run("show", ID, "--discussion", *options, home=home)
    assert (done.returncode, done.stdout) == (2, "")


def test_nothing_of_it_is_imported_for_a_page(home: Path) -> None:
    assert not {name for name in loaded("show", ID, home=home) if "markdown_it" in name or "discussion" in name}
