"""BibTeX, RIS and CSL-JSON: read again by the programs that people use, nothing lost and nothing added."""

from __future__ import annotations

import json
from typing import Any

import bibtexparser
import jsonschema
import pytest
import rispy

from reader.formats import references
from reader.papers.models import Author
from tests.formats.entries import BARE, ENTRIES, NAMES, entry, text

CSL_ITEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "id"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": ["string", "number"]},
        "type": {"enum": ["article", "article-journal", "report", "webpage"]},
        "title": {"type": "string"},
        "author": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/name"}},
        "issued": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "date-parts": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2,
                    "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
                }
            },
        },
        "publisher": {"type": "string"},
        "number": {"type": "string"},
        "DOI": {"type": "string"},
        "URL": {"type": "string"},
        "abstract": {"type": "string"},
        "keyword": {"type": "string"},
        "note": {"type": "string"},
    },
}
CSL_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "array",
    "items": CSL_ITEM,
    "$defs": {
        "name": {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {part: {"type": "string"} for part in ("family", "given", "suffix", "literal")},
        }
    },
}
"""What csl-data.json of CSL 1.0.2 says of the fields that are written here."""

ITS_PARSER = pytest.mark.filterwarnings("ignore::pyparsing.warnings.PyparsingDiagnosticWarning")
"""What bibtexparser's parser says of its own grammar in the development mode of Python."""


@ITS_PARSER
def test_bibtex_is_read_again() -> None:
    database = bibtexparser.loads(text(references.bibtex_pieces([*ENTRIES, BARE])))
    assert [one["eprint"] for one in database.entries] == [one.paper.id for one in [*ENTRIES, BARE]]
    assert {one["ENTRYTYPE"] for one in database.entries} == {"misc"}
    assert database.comments == []
    for one, given in zip(database.entries, ENTRIES, strict=False):
        assert one["author"].count(" and ") == len(NAMES) - 1 + 1  # One name has the word in it, in braces.
        assert one["year"] == "2026"
        assert one["url"] == f"https://arxiv.org/abs/{given.paper.id}"


@ITS_PARSER
def test_a_paper_has_the_same_key_in_every_export() -> None:
    papers = [entry(number, title="Same title", authors=(Author(name="Jane Doe"),)) for number in range(60)]
    exports = [papers, papers[::-1], papers[7:9]]
    keys = [
        {one["eprint"]: one["ID"] for one in bibtexparser.loads(text(references.bibtex_pieces(export))).entries}
        for export in exports
    ]
    assert len({*keys[0].values()}) == 60
    assert keys[0] == keys[1]
    assert keys[2].items() <= keys[0].items()
    assert all(key == f"doe-{number}" for number, key in keys[0].items())


def test_ris_is_read_again() -> None:
    records = rispy.loads(text(references.ris_pieces([*ENTRIES, BARE])))
    assert len(records) == len(ENTRIES) + 1
    for record, given in zip(records, [*ENTRIES, BARE], strict=True):
        assert record["type_of_reference"] == "UNPB"
        assert record["title"] == given.paper.shown_title
        assert record["doi"] == f"10.48550/arXiv.{given.paper.id}"
        assert record["id"] == given.paper.id
        assert "unknown_tag" not in record
    assert records[0]["authors"][2] == "van der Maaten, Laurens"
    assert records[0]["authors"][4] == "Davis, Sammy, Jr."
    assert records[0]["keywords"] == ["a, b", "-c"]
    assert records[0]["abstract"].endswith("ER - =1+1")
    assert records[-1]["year"] == "2001"
    assert records[0]["notes"] == ["Withdrawn", "=note()"]
    assert "notes" not in records[-1]


def test_csl_json_follows_its_schema() -> None:
    items = json.loads(text(references.csl_pieces([*ENTRIES, BARE])))
    jsonschema.Draft202012Validator(CSL_SCHEMA).validate(items)
    assert [item["title"] for item in items] == [one.paper.shown_title for one in [*ENTRIES, BARE]]
    assert items[0]["author"][1] == {"literal": "张伟"}
    assert items[0]["author"][3] == {"family": "Smith", "given": "John", "suffix": "Jr."}
    assert items[0]["issued"] == {"date-parts": [[2026, 8, 20]]}
    assert items[-1]["issued"] == {"date-parts": [[2001]]}
    assert len({item["id"] for item in items}) == len(items)
    assert (items[0]["note"], items[-1].get("note")) == ("Withdrawn\n=note()", None)
    assert json.loads(text(references.csl_pieces([]))) == []


@ITS_PARSER
def test_organizations_are_not_parted() -> None:
    one = entry(1, authors=(Author(name="Kimi Team"), Author(name="Ada Holt"), Author(name="01. AI")))
    (item,) = json.loads(text(references.csl_pieces([one])))
    assert item["author"] == [{"literal": "Kimi Team"}, {"family": "Holt", "given": "Ada"}, {"literal": "01. AI"}]
    assert rispy.loads(text(references.ris_pieces([one])))[0]["authors"] == ["Kimi Team", "Holt, Ada", "01. AI"]
    (read,) = bibtexparser.loads(text(references.bibtex_pieces([one]))).entries
    assert read["author"] == "{Kimi Team} and Ada Holt and {01. AI}"
    alone = entry(1, authors=(Author(name="Kimi Team"),))
    assert "author={{Kimi Team}}," in text(references.bibtex_pieces([alone]))
