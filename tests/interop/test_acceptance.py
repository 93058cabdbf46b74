"""The script over recorded days: it finds what is wrong, and nothing in the exports of today."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.formats import Entry
from reader.formats.digest import digest
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper
from tests.interop import acceptance, cases
from tests.interop.reading import needs
from tests.terminal import CHECKOUT

COUNTS = (
    "entries that do not compile",
    "keys shared",
    "organizations split",
    "addresses altered in BibTeX",
    "addresses altered in Org",
    "addresses altered in Markdown",
    "addresses altered in digests",
    "ids altered in pandas",
)
URL = "https://example.org/slow_reel"


@needs("pdflatex", "bibtex")
def test_nothing_is_wrong_with_the_cases(tmp_path: Path) -> None:
    pytest.importorskip("pandas", reason="needs pandas")
    printable = [item for item in cases.items() if not item["paper"]["id"].startswith("2607.")]
    (tmp_path / "settled").mkdir()
    (tmp_path / f"settled/{cases.DAY}.json").write_text(json.dumps(printable))
    command = [sys.executable, "-m", "tests.interop", str(tmp_path)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, encoding="utf-8")
    assert done.stderr == ""
    counts = re.findall(r"^ *(\d+) (.+)$", done.stdout, re.MULTILINE)
    assert counts == [
        (str(len(printable)), f"entries of {len(printable)} papers, 1 day"),
        *(("0", name) for name in COUNTS),
    ], done.stdout
    assert done.returncode == 0


def bib(key: str, *, id: str = "2608.00010", **fields: str) -> str:
    """An entry."""
    lines = [f"      {name}={{{value}}},\n" for name, value in {"eprint": id, "year": "2026", **fields}.items()]
    return f"@misc{{{key},\n{''.join(lines)}}}\n"


@needs("pdflatex", "bibtex")
def test_an_entry_that_does_not_compile_is_found_among_others(tmp_path: Path) -> None:
    entries = [bib(f"weaver-{n}", author="Ada Weaver", title=f"Loom {n}") for n in range(12)]
    entries[3] = bib("weaver-3", author="Ada Weaver", title="The {Δ} of Looms")
    entries[7] = bib("weaver-7", author="Ada Weaver", title="The \\$\\unknown of Looms")
    entries[8] = bib("wetek-8", author="W{\\k a}tek, Bo", title="Threads")
    entries[9] = bib("dord-9", author="Tka{\\v c}, {\\protect Đ}or{\\protect đ}e", title="Threads")
    wrong = acceptance.uncompiled("\n".join(entries).encode(), tmp_path)
    assert {key for key, _ in wrong} == {"weaver-3", "weaver-7"}
    entries[5] = "@misc{weaver-5,\n      title={Loom\n}\n"
    assert "BibTeX" in {key for key, _ in acceptance.uncompiled("\n".join(entries).encode(), tmp_path / "again")}


def test_a_key_of_two_papers_and_a_paper_of_two_keys_are_found() -> None:
    first = bib("weaver-1", id="2608.00001") + bib("weaver-2", id="2608.00002")
    assert acceptance.shared_keys(first.encode(), first.encode()) == []
    second = bib("weaver-1", id="2608.00002")
    assert {key for key, _ in acceptance.shared_keys(first.encode(), second.encode())} == {"weaver-1", "2608.00002"}
    assert acceptance.shared_keys((first + second).encode())


@pytest.mark.parametrize(
    ("author", "csl", "ris", "is_right"),
    [
        ("{Loom Team} and Ada Weaver", {"literal": "Loom Team"}, "Loom Team", True),
        ("{Warp}{\\&}{ Weft, Team} and Ada Weaver", {"literal": "Loom Team"}, "Loom Team", True),
        ("Loom Team and Ada Weaver", {"literal": "Loom Team"}, "Loom Team", False),
        ("{Loom} {Team} and Ada Weaver", {"literal": "Loom Team"}, "Loom Team", False),
        ("{Loom Team} and Ada Weaver", {"family": "Team", "given": "Loom"}, "Loom Team", False),
        ("{Loom Team} and Ada Weaver", {"literal": "Loom Team"}, "Team, Loom", False),
        ("{Loom Team}", {"literal": "Loom Team"}, "Loom Team", False),
    ],
)
def test_an_organization_in_two_parts_is_found(author: str, csl: dict[str, str], ris: str, is_right: bool) -> None:
    papers = {"2608.00010": {"authors": [{"name": "Loom Team"}, {"name": "Ada Weaver"}]}}
    items = [{"id": "arXiv:2608.00010", "author": [csl, {"family": "Weaver", "given": "Ada"}]}]
    record = f"TY  - UNPB\nID  - 2608.00010\nAU  - {ris}\nAU  - Weaver, Ada\nER  - \n"
    entry = bib("loom-2608.00010", author=author).encode()
    wrong = acceptance.split_organizations(papers, entry, json.dumps(items).encode(), record.encode())
    assert (wrong == []) is is_right


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Kettle Team", True), ("Team Kettle", True), ("X AI", True), ("X Ai", False), ("Loom 2 Weavers", True)],
)
def test_what_an_organization_is_called(name: str, expected: bool) -> None:
    assert acceptance.is_organization(name) is expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"See {URL}.", [URL]),
        (f"({URL}), “{URL}” <{URL}>", [URL] * 3),
        (f"See (https://example.org/a_(b)), {URL}/…", ["https://example.org/a_(b)"]),
        ("None: http:// and ftp://example.org", []),
    ],
)
def test_an_address_ends_before_its_punctuation(text: str, found: list[str]) -> None:
    assert acceptance.addresses(text) == found


@pytest.mark.parametrize(
    ("written", "is_right"),
    [(URL, True), (f"<{URL}>", True), (URL.replace("_", "\\_"), False), (URL.replace("_", "\u200b_"), False)],
)
def test_an_altered_address_is_found(written: str, is_right: bool) -> None:
    page = "https://arxiv.org/abs/2608.00010"
    text = f"Code: {URL}."
    papers = {"2608.00010": {"title": text, "abstract": text, "ai_summary": text, "arxiv_url": page}}
    item = f"- [Threads]({page})  \n  Code: {written}.\n".encode()
    assert (acceptance.altered_in_markdown(papers, item) == []) is is_right
    outline = f"* Threads\n:PROPERTIES:\n:ID: arXiv:2608.00010\n:END:\n\nCode: {written}.\n".encode()
    assert (acceptance.altered_in_org(papers, outline) == []) is is_right


def test_an_altered_address_of_bibtex_is_found() -> None:
    page = "https://arxiv.org/abs/2608.00010"
    papers = {"2608.00010": {"title": f"See {URL}", "arxiv_url": page}}
    right = bib("weaver-1", url=page, title=f"See {URL}".replace("_", r"\_"))
    assert acceptance.altered_in_bibtex(papers, right.encode()) == []
    assert acceptance.altered_in_bibtex(papers, bib("weaver-1", url=page, title="See it").encode())
    assert acceptance.altered_in_bibtex(papers, right.replace("/abs/", "/pdf/").encode())


def test_a_sentence_of_a_digest_that_breaks_an_address_is_found() -> None:
    paper = Paper(id="2608.00010", title="Threads", ai_summary=f"Code: {URL}.")
    # From the tenth paper on, four blanks stand before a line, as before code.
    others = [Paper(id=f"2607.{number:05}", title="Others") for number in range(12)]
    made = digest([Entry(one, UNMARKED) for one in (*others, paper)], datetime(2026, 8, 20, tzinfo=UTC))
    papers = {paper.id: {"ai_summary": f"Code: {URL}.", "abstract": ""}}
    assert acceptance.altered_in_digest(papers, made) == []
    papers = {paper.id: {"ai_summary": f"Code: {URL}-2.", "abstract": ""}}
    assert acceptance.altered_in_digest(papers, made)


@pytest.mark.parametrize(("id", "is_right"), [("arXiv:2608.00010", True), ("2608.00010", False)])
def test_an_id_that_loses_a_digit_is_found(id: str, is_right: bool) -> None:
    pytest.importorskip("pandas", reason="needs pandas")
    assert (acceptance.altered_ids(["2608.00010"], f"id,title\n{id},Threads\n".encode()) == []) is is_right
    assert acceptance.altered_ids(["2608.00010"], b"id,title\n")
