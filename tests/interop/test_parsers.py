"""biber, pybtex, bibtexparser and rispy: every entry is read, with its people, and nothing is complained of."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.interop import cases
from tests.interop.exports import Home
from tests.interop.reading import ids_of, keys_and_ids, listed, looks_alike, needs


@needs("biber")
def test_biber_finds_nothing_wrong_and_reads_names(home: Home, tmp_path: Path) -> None:
    (tmp_path / "papers.bib").write_bytes(home.export("bibtex"))
    command = ["biber", "--tool", "--validate-datamodel", "--nolog", "papers.bib"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    wrong = re.findall("^(?:WARN|ERROR) .*$", done.stdout + done.stderr, re.MULTILINE)
    assert not wrong, listed(wrong)
    assert done.returncode == 0
    entries = (tmp_path / "papers_bibertool.bib").read_text(encoding="utf-8").split("@MISC{")[1:]
    fields = [dict(re.findall(r"^  ([A-Z]+) = \{(.*)\},$", entry, re.MULTILINE)) for entry in entries]
    people = {entry["EPRINT"]: entry["AUTHOR"] for entry in fields}
    assert people.keys() == home.papers().keys()
    wrong = []
    for number, name in enumerate(cases.NAMES):
        first, _, second = people[cases.name_id(number)].rpartition(" and ")
        if not looks_alike(first, name.bibtex) or second != "Webber, Bo":
            wrong.append(f"{name.given_by_hub}: {first}")
    assert not wrong, listed(wrong)


def test_pybtex_reads_every_entry_and_the_parts_of_names(home: Home) -> None:
    database = pytest.importorskip("pybtex.database", reason="needs pybtex")
    bib = home.export("bibtex")
    read = database.parse_bytes(bib, "bibtex")
    ids = ids_of(bib)
    assert {ids[key] for key in read.entries} == set(home.papers())
    by_id = {ids[key]: entry for key, entry in read.entries.items()}
    wrong = []
    for number, name in enumerate(cases.NAMES):
        first, second = by_id[cases.name_id(number)].persons["author"]
        family = [*first.rich_prelast_names, *first.rich_last_names]
        given = [*first.rich_first_names, *first.rich_middle_names]
        found = [" ".join(map(str, part)) for part in (family, given, first.rich_lineage_names)]
        if not all(map(looks_alike, found, name[1:])):
            wrong.append((name.given_by_hub, found))
        assert (second.first_names, second.last_names) == (["Bo"], ["Webber"])
    assert not wrong, listed(wrong)


def test_bibtexparser_reads_every_entry_as_it_is_written(home: Home) -> None:
    bibtexparser = pytest.importorskip("bibtexparser", reason="needs bibtexparser")
    bib = home.export("bibtex")
    entries = bibtexparser.loads(bib.decode()).entries
    assert sorted((entry["ID"], entry["eprint"]) for entry in entries) == sorted(keys_and_ids(bib))
    written = bib.decode()
    for entry in entries:
        assert f"title={{{entry['title']}}},\n" in written
        assert f"author={{{entry['author']}}},\n" in written


def test_rispy_reads_people_organizations_and_notes(home: Home) -> None:
    rispy = pytest.importorskip("rispy", reason="needs rispy")
    read = {entry["id"]: entry for entry in rispy.loads(home.export("ris").decode())}
    papers = home.papers()
    assert read.keys() == papers.keys()
    assert {id: entry["title"] for id, entry in read.items()} == {id: paper["title"] for id, paper in papers.items()}
    wrong = []
    for number, name in enumerate(cases.NAMES):
        if read[cases.name_id(number)]["authors"] != [name.reversed, "Webber, Bo"]:
            wrong.append((name.given_by_hub, read[cases.name_id(number)]["authors"]))
    assert not wrong, listed(wrong)
    for id, paper in papers.items():
        assert read[id].get("notes") == (["Withdrawn"] if paper["withdrawn"] else None)


def test_a_key_belongs_to_its_paper(home: Home) -> None:
    exports = [
        home.export("bibtex"),
        home.export("bibtex", "--sort", "title"),
        home.export("bibtex", "--sort", "title", "--limit", "30"),
        home.export("bibtex", "--query", "Webber"),
    ]
    keys: dict[str, set[str]] = {}
    papers: dict[str, set[str]] = {}
    for export in exports:
        for key, paper in keys_and_ids(export):
            papers.setdefault(key, set()).add(paper)
            keys.setdefault(paper, set()).add(key)
    wrong = [(key, ids) for key, ids in papers.items() if len(ids) > 1]
    assert not wrong, listed(wrong)
    wrong = [(paper, several) for paper, several in keys.items() if len(several) > 1]
    assert not wrong, listed(wrong)
    assert not [key for key in papers if not re.fullmatch(r"[a-z0-9]+-[a-z0-9.-]+", key)]
