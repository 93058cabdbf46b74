"""`daily-papers show --full-text`: the whole paper, from the Hub once and from the store afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands.test_list import SHOWN
from tests.cli.plain.conftest import home as home
from tests.cli.running import loaded, run, said
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.papers.full_text.papers import text_of

ID = "2503.05001"
"""A paper of a stored day."""


@pytest.fixture
def hub() -> Iterator[HubDouble]:
    """A Hub with the full text of that paper."""
    with HubDouble() as running:
        running.texts[ID] = text_of("latex").encode()
        yield running


def test_the_text_is_plain_and_stays_without_a_network(home: Path, hub: HubDouble) -> None:
    done = run("show", f"{hub.url}/papers/{ID}", "--full-text", home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"{SHOWN} 1"
    assert f"https://arxiv.org/abs/{ID}" in lines
    assert lines[lines.index("1 Introduction") :][:2] == ["1 Introduction", "──────────────"]
    assert "▣ (a) A flock at noon" in lines
    assert "  <https://arxiv.org/html/2608.40001v2/x1.png>" in lines
    assert "Report Issue" not in done.stdout
    assert max(map(len, lines)) <= 80
    again = run("show", ID, "--full-text", "--offline", home=home)
    assert (again.stdout, said(again)) == (done.stdout, ["Fetched just now."])
    assert [request.path for request in hub.requests] == [f"/papers/{ID}.md"]


def test_it_is_written_as_it_came_and_as_blocks(home: Path, hub: HubDouble) -> None:
    text = text_of("latex") + "\x1b[2J"
    hub.texts[ID] = text.encode()
    raw = run("show", ID, "--full-text", "--raw", home=home, HF_ENDPOINT=hub.url)
    assert raw.stdout == text
    done = run("show", ID, "--full-text", "--json", "--offline", home=home)
    [line] = done.stdout.splitlines()
    found = json.loads(line)
    assert (found["id"], found["variant"], found["title"]) == (ID, "latex", "Shepherd: Wool Gathering for Small Models")
    [heading] = [block for block in found["blocks"] if block["text"] == "1.1 Setting"]
    assert heading == {"kind": "heading", "level": 2, "text": "1.1 Setting", "spans": [], "raw": "### 1.1 Setting"}
    [span] = [
        span for block in found["blocks"] for span in block["spans"] if span["target"] == "https://example.org/poodles"
    ]
    assert span["kind"] == "link"
    assert found["folded"][0]["kind"] == "front"
    assert "\x1b" not in done.stdout
    assert "\\u001b" not in done.stdout


def test_why_there_is_no_text_is_said_with_an_address(home: Path, hub: HubDouble) -> None:
    absent, pdf = "2503.05002", "https://arxiv.org/pdf/2503.05002"
    name = f"{hub.url.removeprefix('http://')} (HF_ENDPOINT)"
    for _ in range(2):
        none = run("show", absent, "--full-text", home=home, HF_ENDPOINT=hub.url)
        assert (none.returncode, none.stdout) == (1, "")
        assert said(none) == [f"{name} has no full text of {absent}. Its PDF is {pdf}."]
    assert len(hub.requests) == 1
    off = run("show", ID, "--full-text", "--offline", home=home)
    assert said(off)[0].startswith(f"The full text of {ID} is not stored, and the network is off ")
    hub.break_(faults.web_page())
    portal = run("show", ID, "--full-text", home=home, HF_ENDPOINT=hub.url)
    assert (portal.returncode, portal.stdout) == (1, "")
    assert "sent a web page instead of a text" in said(portal)[0]


@pytest.mark.slow
def test_a_text_of_an_unknown_paper_has_its_own_title(home: Path, hub: HubDouble) -> None:
    other = "2503.99999"
    hub.texts[other] = hub.texts[ID]
    done = run("show", other, "--full-text", home=home, HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Shepherd: Wool Gathering for Small Models\nhttps://arxiv.org/abs/2503.99999\n")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--raw",), "--raw needs --full-text. See daily-papers show --help."),
        (("--full-text", "--csv"), "--full-text can be written as --json only. See daily-papers show --help."),
        (
            ("--full-text", "--raw", "--json"),
            "--raw cannot be combined with an output format. See daily-papers show --help.",
        ),
    ],
)
def test_what_cannot_be_combined_is_said(home: Path, options: tuple[str, ...], why: str) -> None:
    done = run("show", ID, *options, home=home)
    assert done.stdout == ""
    assert said(done) == [why]


def test_nothing_of_it_is_imported_for_the_page_of_a_paper(home: Path, hub: HubDouble) -> None:
    ours = ("papers.full_text.parsing", "papers.full_text.layout", "cli.full_text", "library.full_texts")
    names = {f"reader.{name}" for name in (*ours, "store.text_codec")}
    assert not names & loaded("show", ID, home=home)
    assert names <= loaded("show", ID, "--full-text", home=home, HF_ENDPOINT=hub.url)
