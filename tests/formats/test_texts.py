"""Tables, JSON, Markdown and Org: what is foreign stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

import reader.formats
from reader.errors import PeriodError, StoreError
from reader.formats import FORMATS, Entry, array, csv_table, outline, paper_json, pieces_of
from reader.papers.marks import Mark, Timestamped
from tests.formats.entries import ABSTRACT, BARE, DAY, ENTRIES, TITLES, entry, text


def test_cells_are_not_calculated() -> None:
    rows = list(csv.reader(io.StringIO(text(csv_table.csv_pieces([*ENTRIES, BARE])))))
    assert rows[0][:3] == ["id", "votes", "title"]
    assert tuple(rows[0]) == csv_table.COLUMNS == tuple(csv_table.row_of(BARE))
    assert all(len(row) == len(csv_table.COLUMNS) for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [row[2].removeprefix("'") for row in rows[1:-1]] == [one.paper.shown_title for one in ENTRIES]
    assert rows[2][2].startswith("'=cmd")
    assert [row[0] for row in rows[1:]] == [f"arXiv:{one.paper.id}" for one in [*ENTRIES, BARE]]
    assert [row[-1] for row in rows[::6]] == ["withdrawn", "2026-08-21"]
    assert rows[-1][-1] == ""
    assert dict(zip(*rows[:2], strict=True))["project_page"] == ""


def test_excel_is_told_the_encoding_and_has_the_same_cells() -> None:
    data = b"".join(csv_table.excel_pieces([*ENTRIES, BARE]))
    assert data.startswith("\ufeffid,votes,title,".encode())
    assert data.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == list(csv.reader(io.StringIO(text(csv_table.csv_pieces([*ENTRIES, BARE])), newline="")))
    assert data.count(b"\r\n") == len(rows)


@pytest.mark.parametrize("title", ["=1", "+1", "-1", "@a", " =1", "\u3000=1", "\n=1"])
def test_a_formula_is_defused_behind_blanks_too(title: str) -> None:
    line = text(csv_table.csv_pieces([entry(1, title=title)])).splitlines()[1]
    assert "'" + title.splitlines()[0] in line or line.endswith("\"'")


def ordered(schema: Any) -> Any:
    """A schema whose alternatives have one order: it is another one in each version of msgspec."""
    if isinstance(schema, list):
        return sorted(map(ordered, schema), key=json.dumps)
    return {name: ordered(value) for name, value in schema.items()} if isinstance(schema, dict) else schema


def test_json_has_every_field_and_follows_its_schema() -> None:
    papers = json.loads(text(paper_json.json_pieces([*ENTRIES, BARE])))
    path = Path(reader.formats.__file__).with_name("paper.schema.json")
    schema = json.loads(path.read_text())
    assert ordered(schema) == ordered(json.loads(json.dumps(paper_json.json_schema()))), (
        "python -m tests.formats.golden"
    )
    for paper in papers:
        jsonschema.Draft202012Validator(schema).validate(paper)
        assert list(paper) == list(paper_json.PaperData.__struct_fields__)
    first = papers[0]
    assert (first["schema"], first["title"], first["raw_abstract"]) == (1, TITLES[0], ABSTRACT)
    assert (first["starred"], first["note"], first["read"]) == (True, "=note()", False)
    assert first["project_page"] == ""
    assert papers[-1]["fetched_at"] is None
    assert [json.loads(line) for line in text(paper_json.jsonl_pieces([*ENTRIES, BARE])).splitlines()] == papers


def test_every_field_of_a_paper_is_in_the_schema() -> None:
    names = {"upvotes": "votes", "readable_title": "title", "readable_abstract": "abstract"}
    paper = {names.get(name, name) for name in BARE.paper.__struct_fields__}
    assert paper <= set(paper_json.PaperData.__struct_fields__)


def broken(error: Exception, items: int) -> Iterator[bytes]:
    yield from [b"1"] * items
    raise error


@pytest.mark.parametrize("items", [0, 1, 2])
def test_an_array_is_closed_also_after_a_late_error(items: int) -> None:
    written: list[bytes] = []
    with pytest.raises(StoreError):
        written.extend(array(broken(StoreError("x"), items)))
    # list.extend keeps what came before the error.
    assert json.loads(b"".join(written)) == [1] * items


def test_nothing_is_written_of_what_makes_no_sense() -> None:
    written: list[bytes] = []
    with pytest.raises(PeriodError):
        written.extend(array(broken(PeriodError("x"), 0)))
    assert written == []


def test_markdown_shows_what_was_meant() -> None:
    written = text(outline.markdown_pieces([*ENTRIES, BARE]))
    assert "alert" not in text(outline.markdown_pieces([entry(0, github="javascript:alert(1)")]))
    tokens = MarkdownIt().parse(written)
    headings = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings == ["Thu 20 Aug 2026", "Starred papers"]
    assert sum(token.type == "list_item_open" for token in tokens) == len(ENTRIES) + 1
    inline = [child for token in tokens for child in token.children or []]
    links = {child.attrs["href"] for child in inline if child.type == "link_open"}
    allowed = {f"https://arxiv.org/abs/{one.paper.id}" for one in [*ENTRIES, BARE]} | {"https://github.com/a/b"}
    assert links == allowed
    assert not {"image", "html_inline", "code_inline", "em_open"} & {child.type for child in inline}
    shown = "".join(child.content for child in inline)
    for one in ENTRIES:
        assert one.paper.shown_title in shown
    assert "- A *summary* of [it](x)." in shown


def test_org_has_a_heading_a_paper_and_nothing_else_of_org() -> None:
    written = text(outline.org_pieces([*ENTRIES, BARE]))
    lines = written.split("\n")
    assert sum(line.startswith("* ") for line in lines) == len(ENTRIES) + 1
    assert not [line for line in lines if line.startswith(("#", "|", "- ", "+ "))]
    for special in ("[[link", "example][", "[fn:", "<2026", " *bold*", " =verbatim=", "\\alpha", "it_all"):
        assert special not in written
    assert next(line for line in lines if line.startswith("* ")).replace("\u200b", "") == f"* {TITLES[0]}"
    # What an address or code is wrapped in.
    plain = re.sub(r"\[\[(https://[^\]]+)\]\]", r"\1", written.replace("\u200b", ""))
    assert all(one.paper.shown_title in plain for one in ENTRIES)
    assert f":LISTED: {DAY}" in lines


NOTE = "mine_alone"


@pytest.mark.parametrize("name", ["ris", "csl-json", "markdown"])
def test_a_format_that_is_passed_on_has_notes_only_where_they_are_wanted(name: str) -> None:
    noted = entry(0)._replace(mark=Mark(note=Timestamped(f"First line.\n{NOTE}", 1), starred=Timestamped(True, 1)))
    assert NOTE not in text(pieces_of(name)([noted]))
    (line,) = [
        line for line in text(pieces_of(name, notes=True)([noted])).split("\n") if NOTE in line.replace("\\", "")
    ]
    assert "First line." in line
    assert noted.mark.text.endswith(NOTE)


@pytest.mark.parametrize("name", ["csv", "jsonl", "json", "org"])
def test_a_format_that_one_keeps_has_notes_always(name: str) -> None:
    noted = entry(0)._replace(mark=Mark(note=Timestamped(NOTE, 1)))
    assert NOTE in text(pieces_of(name)([noted])).replace("\u200b", "")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_streams(name: str) -> None:
    asked = []

    def entries() -> Iterator[Entry]:
        for number in range(3):
            asked.append(number)
            yield entry(number)

    pieces = pieces_of(name)(entries())
    assert asked == []
    next(pieces)
    assert len(asked) <= 1
    rest = b"".join(pieces)
    assert asked == [0, 1, 2]
    rest.decode()
