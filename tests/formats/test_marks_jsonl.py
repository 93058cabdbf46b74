"""Marks as lines: the same bytes for the same marks, and whatever is in a line, all of it or nothing is taken."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.formats import marks_jsonl
from reader.formats.marks_jsonl import SIZE_LIMIT, LineError, Unread, decode, encode, latest, read
from reader.papers.marks import TIME_LIMIT, MarkCopy, Record, Timestamped, cleaned
from reader.papers.models import Author, Paper, with_readable
from reader.papers.text import LINE_LIMIT, TEXT_LIMIT, clean

ID = "2608.17271"
LINE = (
    b'{"id":"2608.17271",'
    b'"read":{"value":true,"at":1787227200123456},'
    b'"starred":{"value":true,"at":1787227260000000},'
    b'"note":{"value":"Compare with ASI-Bench.\\n\xe2\x80\xa6","at":1787227320000000},'
    b'"note_history":[{"value":"Read again.","at":1787140800000000}],'
    b'"full_text":{"value":true,"at":1787227380000000},'
    b'"record":{"fetched_at":1787227000000000,"paper":{"id":"2608.17271","title":"ASI-Bench","upvotes":214}}}\n'
)
KEPT = MarkCopy(
    id=ID,
    read=Timestamped(True, 1787227200123456),
    starred=Timestamped(True, 1787227260000000),
    note=Timestamped("Compare with ASI-Bench.\n…", 1787227320000000),
    note_history=(Timestamped("Read again.", 1787140800000000),),
    full_text=Timestamped(True, 1787227380000000),
    record=Record(1787227000000000, Paper(id=ID, title="ASI-Bench", upvotes=214)),
)


def line(**fields: Any) -> bytes:
    """A line that is right but for what is given."""
    return json.dumps({"id": ID, "read": {"value": True, "at": 5}} | fields).encode()


def record(**fields: Any) -> dict[str, Any]:
    """A record that is right but for what is given of the paper."""
    return {"fetched_at": 3, "paper": {"id": ID, "title": "A title"} | fields}


def stored(paper: Paper) -> Paper:
    """A paper with its readable texts, as the store gives it."""
    paper = with_readable(paper)
    return replace(
        paper, readable_title=clean(paper.readable_title), readable_abstract=cleaned(paper.readable_abstract)
    )


times = st.integers(1 - TIME_LIMIT, TIME_LIMIT - 1)
notes = st.builds(Timestamped, st.text().map(cleaned), times)
authors = st.lists(st.builds(Author, name=st.text().map(clean)), max_size=2).map(tuple)
papers = st.builds(
    Paper, id=st.just(ID), title=st.text().map(clean), abstract=st.text().map(cleaned), authors=authors
).map(stored)
flags = st.none() | st.builds(Timestamped, st.booleans(), times)
kepts = st.builds(
    MarkCopy,
    id=st.just(ID),
    read=flags,
    starred=flags,
    note=st.none() | notes,
    note_history=st.lists(notes, max_size=3).map(tuple),
    full_text=flags,
    record=st.none() | st.builds(Record, times, papers),
)


def test_a_line_has_all_fields_in_their_order() -> None:
    assert encode(KEPT) == LINE
    assert decode(LINE) == KEPT
    assert encode(MarkCopy(id="cs/0112017")) == (
        b'{"id":"cs/0112017","read":null,"starred":null,"note":null,"note_history":[],"full_text":null,"record":null}\n'
    )


@given(kepts)
def test_what_is_written_is_read_again(kept: MarkCopy) -> None:
    written = encode(kept)
    assert decode(written) == kept
    assert written.count(b"\n") == 1
    assert list(json.loads(written)) == ["id", "read", "starred", "note", "note_history", "full_text", "record"]


def test_readable_texts_are_derived_anew_and_not_sent() -> None:
    paper = stored(Paper(id=ID, title="On $\\pi_0$", abstract="A $\\beta$ of\nlines."))
    assert paper.readable_title
    assert paper.readable_abstract
    kept = replace(KEPT, record=Record(3, paper))
    assert b"readable" not in encode(kept)
    assert decode(encode(kept)) == kept
    lying = record(title="On $\\pi_0$", readable_title="Another", readable_abstract="Another")
    taken = decode(line(record=lying)).record
    assert taken is not None
    assert (taken.paper.readable_title, taken.paper.readable_abstract) == (paper.readable_title, "")


def test_readable_texts_are_as_the_store_reads_them() -> None:
    text = "\\emph{e}\u0301"  # What is left without the command is two characters, which are one when they are cleaned.
    taken = decode(line(record=record(title=text, abstract=text))).record
    assert taken is not None
    assert (taken.paper.readable_title, taken.paper.readable_abstract) == ("é", "é")


def test_fields_may_be_missing_or_unknown() -> None:
    assert decode(b'{"id":"2608.17271"}') == MarkCopy(id=ID)
    assert decode(line(colour="red", read={"value": True, "at": 5, "by": "me"})) == MarkCopy(
        id=ID, read=Timestamped(True, 5)
    )
    taken = decode(line(record=record(a_later_field=[1]) | {"more": {}})).record
    assert taken == Record(3, Paper(id=ID, title="A title"))


def test_versions_are_taken_off() -> None:
    kept = decode(line(id="2608.17271v12", record=record(id="2608.17271v3")))
    assert kept.id == ID
    assert kept.record is not None
    assert kept.record.paper.id == ID
    assert decode(line(id="cs/0112017v1")).id == "cs/0112017"


def test_foreign_texts_are_cleaned() -> None:
    dirty = "one\x1b[2J \u202e\r\ntwo\u200b"
    note = {"value": dirty, "at": 7}
    kept = decode(line(note=note, note_history=[note], record=record(title=dirty, abstract=dirty, summary=dirty)))
    assert kept.note == Timestamped("one\ufffd[2J \ntwo", 7)
    assert kept.note_history == (kept.note,)
    assert kept.record is not None
    assert kept.record.paper.title == "one\ufffd[2J two"
    assert kept.record.paper.abstract == "one\ufffd[2J \ntwo"


@pytest.mark.parametrize("text", ["x" * TEXT_LIMIT, "x\n" * (LINE_LIMIT - 1) + "x"])
def test_notes_are_as_long_as_any_that_is_kept(text: str) -> None:
    assert decode(line(note={"value": text, "at": 7})).text == text == cleaned(text)


@pytest.mark.parametrize("time", [1 - TIME_LIMIT, 0, TIME_LIMIT - 1])
def test_times_are_those_that_the_store_keeps(time: int) -> None:
    assert decode(line(read={"value": True, "at": time})).read == Timestamped(True, time)


STAMP = {"value": True, "at": 5}
WRONG = [
    (b"", "truncated"),
    (b"junk", "malformed"),
    (b"[]", "object"),
    (b"null", "object"),
    (b'"x"', "object"),
    (b"{}", "id"),
    (b'{"id":"2608.17271"', "truncated"),
    (b'{"id":"2608.17271"} {}', "trailing"),
    (b'{"id":"2608.17271","note":{"value":"\\ud800","at":1}}', ""),
    (b'{"id":"2608.17271","note":{"value":"\xff","at":1}}', "UTF-8"),
    (b'{"id":"2608.17271","unknown":"\xff"}', "UTF-8"),
    (b'{"id":"2608.17271","unknown":' + b"[" * 50_000, "nested"),
    (b'{"id":"2608.17271","record":{"fetched_at":1,"paper":' + b"[" * 50_000, "nested"),
    (b'{"id":"2608.17271","read":{"value":true,"at":' + b"9" * 5_000 + b"}}", "range"),
    (b'{"id":"2608.17271","read":{"value":true,"at":NaN}}', "malformed"),
    (line(id=5), "$.id"),
    (line(id=None), "$.id"),
    (line(id=""), "not an arXiv id"),
    (line(id="../etc"), "not an arXiv id"),
    (line(id="2608.17271 "), "not an arXiv id"),
    (line(id="2608.17271\n"), "not an arXiv id"),
    (line(id="https://arxiv.org/abs/2608.17271"), "not an arXiv id"),
    (line(read=True), "$.read"),
    (line(read=[True, 5]), "$.read"),
    (line(read=STAMP | {"value": 1}), "$.read.value"),
    (line(read=STAMP | {"value": None}), "$.read.value"),
    (line(read={"value": True}), "at"),
    (line(read=STAMP | {"at": None}), "$.read.at"),
    (line(read=STAMP | {"at": "5"}), "$.read.at"),
    (line(read=STAMP | {"at": 5.0}), "$.read.at"),
    (line(read=STAMP | {"at": True}), "$.read.at"),
    (line(read=STAMP | {"at": -TIME_LIMIT}), "cannot be right"),
    (line(read=STAMP | {"at": TIME_LIMIT}), "cannot be right"),
    (line(read=STAMP | {"at": 2**64}), "cannot be right"),
    (line(starred=STAMP | {"at": -TIME_LIMIT}), "cannot be right"),
    (line(starred={"value": "true", "at": 5}), "$.starred.value"),
    (line(note=STAMP), "$.note.value"),
    (line(note="A note"), "$.note"),
    (line(note={"value": "A note", "at": -TIME_LIMIT}), "cannot be right"),
    (line(note={"value": "x" * (TEXT_LIMIT + 1), "at": 5}), "20000 characters"),
    (line(note={"value": "x\n" * LINE_LIMIT, "at": 5}), "2000 lines"),
    (line(note_history={}), "$.note_history"),
    (line(note_history=None), "$.note_history"),
    (line(note_history=[STAMP]), "$.note_history"),
    (line(note_history=[{"value": "A note", "at": TIME_LIMIT}]), "cannot be right"),
    (line(note_history=[{"value": "x" * (TEXT_LIMIT + 1), "at": 5}]), "20000 characters"),
    (line(record=[]), "$.record"),
    (line(record={"fetched_at": 5}), "paper"),
    (line(record={"paper": {"id": ID, "title": "A title"}}), "fetched_at"),
    (line(record=record() | {"fetched_at": "now"}), "$.record.fetched_at"),
    (line(record=record() | {"fetched_at": -TIME_LIMIT}), "cannot be right"),
    (line(record=record() | {"fetched_at": TIME_LIMIT}), "cannot be right"),
    (line(record=record() | {"paper": None}), "object"),
    (line(record=record() | {"paper": "A title"}), "object"),
    (line(record={"fetched_at": 5, "paper": {"id": ID}}), "title"),
    (line(record=record(id="2608.17272")), "another paper"),
    (line(record=record(id="")), "another paper"),
    (line(record=record(upvotes="many")), "upvotes"),
    (line(record=record(published="2026-13-01")), "published"),
    (line(record=record(authors=[{"login": "x"}])), "name"),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG)
def test_one_wrong_field_and_nothing_of_the_line_is_taken(wrong: bytes, words: str) -> None:
    with pytest.raises(LineError) as caught:
        decode(wrong)
    assert words in str(caught.value)
    assert str(caught.value).isprintable()


@given(st.binary())
def test_any_bytes_are_marks_or_a_named_error(data: bytes) -> None:
    assert all(isinstance(found, MarkCopy | Unread) for found in read(io.BytesIO(data)))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(["id", "read", "starred", "note", "note_history", "full_text", "record"]), json_values)
def test_any_json_is_marks_or_a_named_error(field: str, value: Any) -> None:
    try:
        kept = decode(line(**{field: value}))
    except LineError:
        return
    assert decode(encode(kept)) == kept


@given(st.text(), st.text())
def test_what_was_cleaned_once_stays_as_it_is(title: str, text: str) -> None:
    note = {"value": text, "at": 5}
    kept = decode(line(note=note, record=record(title=title, abstract=text, ai_summary=text)))
    assert decode(encode(kept)) == kept


def test_lines_are_counted_as_they_stand_in_the_file() -> None:
    data = b'\xef\xbb\xbf{"id":"2608.00001"}\r\n\r\n  \njunk\n{"id":"2608.00002"}'
    first, unread, last = read(io.BytesIO(data))
    assert (first, last) == (MarkCopy(id="2608.00001"), MarkCopy(id="2608.00002"))
    assert isinstance(unread, Unread)
    assert unread.number == 4
    assert "malformed" in unread.why


class Rationed(io.BytesIO):
    """A stream that gives no more at once than may be in memory."""

    def readline(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert 0 < size <= SIZE_LIMIT + 1
        return super().readline(size)


@pytest.mark.parametrize("blanks", [SIZE_LIMIT + 1, SIZE_LIMIT * 3, SIZE_LIMIT * 3 + 1])
@pytest.mark.parametrize("end", [b"", b"\n", b"\n" + LINE])
def test_a_line_that_is_too_long_is_one_line_and_the_next_is_read(blanks: int, end: bytes) -> None:
    data = LINE + b'"' + b" " * (blanks - 1) + end
    found = list(read(Rationed(data)))
    assert found == [KEPT, Unread(2, f"it is longer than {SIZE_LIMIT} bytes"), *([KEPT] if len(end) > 1 else [])]


def test_the_longest_line_is_read() -> None:
    kept = b'{"id":"2608.17271"}'
    padded = kept.ljust(SIZE_LIMIT - 1) + b"\n"
    assert list(read(Rationed(padded + kept))) == [MarkCopy(id=ID)] * 2


def test_the_latest_time_is_that_of_any_field() -> None:
    assert latest(MarkCopy(id=ID)) == 0
    for number, field in enumerate(("read", "starred", "note"), 5):
        assert (
            latest(replace(MarkCopy(id=ID, read=Timestamped(True, 1)), **{field: Timestamped(True, number)})) == number
        )
    assert latest(MarkCopy(id=ID, note_history=(Timestamped("a", 3), Timestamped("b", 9)))) == 9
    assert latest(MarkCopy(id=ID, record=Record(11, Paper(id=ID, title="")))) == 11


def test_the_example_in_the_module_is_a_line() -> None:
    words = marks_jsonl.__doc__ or ""
    example = words[words.index("{") : words.index("}}}") + 3]
    written = "".join(row.strip() for row in example.splitlines())
    assert encode(decode(written.encode())).decode() == written + "\n"
