"""Feeds as bytes: there and back, and what is taken for no feed."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.models import Author, Feed, Organization, Paper, Submitter
from reader.papers.period import TRENDING, Day
from reader.papers.text import READABLE_VERSION, TEXT_LIMIT, clean
from reader.store.feeds import rows
from tests.store.feeds.examples import day, feed

ANY = st.one_of(
    st.text(st.characters(codec=None), max_size=30),
    st.sampled_from(
        ["[MASK]", "[/]", "论文", "👨\u200d👩\u200d👧", "❤\ufe0f", "می\u200cخواهم", '"\\', "a\u0300\u0301", "null"]
    ),
)
LINE = ANY.map(clean)
LONG = ANY.map(lambda text: clean(text * 40, limit=TEXT_LIMIT))
LINES = st.lists(ANY).map(lambda lines: clean("\n".join(lines), limit=TEXT_LIMIT, multiline=True))
COUNT = st.integers(0, 2**53)
MOMENT = st.datetimes(min_value=datetime(2023, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))
DAY = st.dates(min_value=date(2023, 5, 4))

AUTHORS = st.lists(st.builds(Author, name=LINE, login=LINE), max_size=3).map(tuple)
PAPERS = st.builds(
    Paper,
    id=LINE,
    title=LINE,
    abstract=LINES,
    authors=AUTHORS,
    published=st.none() | DAY,
    listed=st.none() | DAY,
    upvotes=COUNT,
    comments=COUNT,
    organization=st.none() | st.builds(Organization, login=LINE, name=LINE),
    submitter=st.none() | st.builds(Submitter, login=LINE, name=LINE),
    author_participates=st.booleans(),
    github=LINE,
    github_stars=st.none() | COUNT,
    github_added_by=LINE,
    project_page=LINE,
    ai_summary=LONG,
    ai_summary_model=LINE,
    ai_keywords=st.lists(LINE, max_size=3).map(tuple),
    media=st.lists(LINE, max_size=3).map(tuple),
    thumbnail=LINE,
    discussion=LINE,
    withdrawn=st.none() | MOMENT,
    gone=st.booleans(),
    readable_title=LINE,
    readable_abstract=LINES,
)
PERIODS = DAY.map(Day) | st.just(TRENDING)
FEEDS = st.builds(
    Feed,
    period=PERIODS,
    papers=st.lists(PAPERS, max_size=3).map(tuple),
    fetched_at=MOMENT,
    etag=LINE,
    settled=st.booleans(),
    source=st.sampled_from(["hub", "sample"]),
    skipped=COUNT,
    missing=st.lists(DAY, max_size=3).map(tuple),
)


@given(FEEDS)
def test_every_clean_feed_comes_back_equal(original: Feed) -> None:
    assert rows.decode(rows.encode(original), original.period) == original


@given(FEEDS)
def test_a_feed_has_the_same_bytes_paper_by_paper(original: Feed) -> None:
    value = rows.FeedBytes(original)
    assert b"".join(value) == b"".join(value) == rows.encode(original)
    assert len(value) == len(rows.encode(original))


def test_a_row_that_was_written_before_there_were_other_periods_is_read() -> None:
    written = b'{"version":1,"feed":{"day":"2026-08-20","papers":[],"fetched_at":"2026-08-20T12:00:00Z"}}'
    read = rows.decode(written, date(2026, 8, 20))
    assert read == Feed(period=Day(date(2026, 8, 20)), papers=(), fetched_at=datetime(2026, 8, 20, 12, tzinfo=UTC))
    assert rows.decode(written, TRENDING) is None
    assert rows.encode(read).startswith(written[:-2])


def test_the_strategy_names_every_field() -> None:
    # A new field would else be tested by its default alone.
    assert len(Paper.__struct_fields__) == 25
    assert len(Feed.__struct_fields__) == 8


def changed(**fields: object) -> bytes:
    """The bytes of a feed with other fields in it."""
    tree: dict[str, Any] = msgspec.json.decode(rows.encode(feed(1)))
    tree["feed"] |= fields
    return msgspec.json.encode(tree)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"", id="empty"),
        pytest.param(rows.encode(feed(1))[:-1], id="truncated"),
        pytest.param(rows.encode(feed(1)) + b"}", id="too long"),
        pytest.param(b'{"version":1}', id="no feed"),
        pytest.param(b"[1,2]", id="list"),
        pytest.param(b"null", id="null"),
        pytest.param(b"\x80\x04K\x01.", id="pickle"),
        pytest.param(rows.encode(feed(1)).replace("论".encode(), b"\xff\xfe"), id="not UTF-8"),
        pytest.param(rows.encode(feed(1)).replace(b"[MASK]", rb"\ud800"), id="lone surrogate"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, id="deep"),
        pytest.param(b'{"version":1,"feed":' + b'{"a":' * 5_000 + b"1" + b"}" * 5_001, id="deep objects"),
        pytest.param(rows.encode(feed(1)) + b" " * rows.SIZE_LIMIT, id="huge"),
        pytest.param(rows.encode(feed(2)), id="another day"),
        pytest.param(rows.encode(feed(1)).replace(b'"version":1', b'"version":2'), id="newer"),
        pytest.param(rows.encode(feed(1)).replace(b'"version":1', b'"version":true'), id="version of another type"),
        pytest.param(changed(papers=[{"id": 1, "title": "t"}]), id="id of another type"),
        pytest.param(changed(papers=[{"id": "1"}]), id="no title"),
        pytest.param(changed(papers=None), id="papers are null"),
        pytest.param(changed(skipped="1"), id="text for a number"),
        pytest.param(changed(fetched_at="2026-08-21T01:30:00"), id="time without zone"),
        pytest.param(changed(fetched_at="yesterday"), id="no time"),
        pytest.param(changed(source="evil"), id="unknown source"),
    ],
)
def test_what_is_not_a_feed_of_the_day_is_none(value: bytes) -> None:
    assert rows.decode(value, day(1)) is None
    assert rows.head(value, day(1)) is None
    assert rows.listing(value, day(1)) is None


def test_texts_are_cleaned_again_when_they_are_read() -> None:
    value = changed(
        papers=[{"id": "1\x1b[2J", "title": "a\u202eb\nc", "abstract": "a\x1b\n b", "ai_summary": "x" * 600}]
    )
    stored = rows.decode(value, day(1))
    assert stored is not None
    (paper,) = stored.papers
    assert (paper.id, paper.title, paper.abstract) == ("1\ufffd[2J", "ab c", "a\ufffd\n b")
    assert paper.ai_summary == "x" * 600


def test_fields_of_a_newer_reader_are_passed_over() -> None:
    assert rows.decode(changed(mood="good"), day(1)) == feed(1)


@pytest.mark.parametrize(
    "key", ["", "day:", "day:20260820", "day:2026-W34-4", "empty:2026-08-20", "day:2026-13-01", "2026-08-20"]
)
def test_keys_that_name_no_day_with_papers(key: str) -> None:
    assert rows.day_with_papers(key) is None


@given(DAY)
def test_a_key_names_its_day(any_day: date) -> None:
    assert rows.day_with_papers(rows.keys(any_day)[0]) == any_day


@pytest.mark.parametrize("version", [0, READABLE_VERSION])
def test_readable_texts_of_another_version_are_derived_anew(version: int) -> None:
    paper = Paper(id="2608.00001", title=r"\textbf{Big} data", abstract="64times64", readable_title="old")
    tree = msgspec.json.decode(rows.encode(Feed(period=Day(day(0)), papers=(paper,), fetched_at=datetime.now(UTC))))
    feed = rows.decode(msgspec.json.encode(tree | {"readable": version}), day(0))
    assert feed is not None
    texts = [(found.shown_title, found.shown_abstract) for found in feed.papers]
    assert texts == ([("old", "64times64")] if version else [("Big data", "64×64")])


TEX = r"""
import sys
from datetime import UTC, date, datetime
import msgspec
from reader.papers.models import Author, Feed, Paper
from reader.papers.period import Day
from reader.store.feeds import rows

def shown(version, **fields):
    paper = Paper(id="2608.00001", **fields)
    feed = Feed(period=Day(date(2026, 8, 20)), papers=(paper,), fetched_at=datetime.now(UTC))
    tree = msgspec.json.decode(rows.encode(feed))
    (found,) = rows.decode(msgspec.json.encode(tree | {"readable": version}), date(2026, 8, 20)).papers
    return found

old = shown(1, title=r"\textbf{Big}", readable_title="Big", abstract="Q&A; it's 64times64", ai_summary="A sentence.",
            authors=(Author(name="Ada Holt"), Author(name="Éva Łoś")), ai_keywords=("a b",))
assert old.shown_title == "Big"
print(*(name for name in sys.modules if name.startswith(("reader.papers.tex.", "reader.papers.full_text", "html"))))
new = shown(1, title="AT&amp;T", abstract="x", authors=(Author(name=r"M{\"u}ller"),), ai_summary=r"$\pi^3$")
print(new.title, new.shown_title, new.authors[0].name, new.ai_summary, sep="|")
"""


def test_days_of_the_former_version_show_the_new_forms_and_import_no_tex_where_there_is_none() -> None:
    done = subprocess.run([sys.executable, "-c", TEX], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines() == ["", "AT&amp;T|AT&T|Müller|π³"]


@pytest.mark.slow
@given(FEEDS.filter(lambda feed: isinstance(feed.period, Day)))
def test_what_is_known_without_the_papers_is_what_the_feed_says(feed: Feed) -> None:
    head = rows.head(rows.encode(feed), feed.day)
    ids = tuple(paper.id for paper in feed.papers)
    assert head == rows.Head(feed.day, ids, feed.fetched_at, feed.settled, feed.skipped)
    assert head.papers == len(feed.papers)
    assert rows.listing(rows.encode(feed), feed.day) == head


def test_papers_are_counted_where_another_field_of_one_cannot_be_read() -> None:
    papers: list[dict[str, object]] = [{"id": "1", "title": "t", "upvotes": "many"}, {"id": "2", "title": "t"}]
    value = changed(papers=papers)
    assert rows.decode(value, day(1)) is None
    listing = rows.listing(value, day(1))
    assert listing is not None
    assert listing.ids == ("1", "2")


def test_what_an_older_version_let_through_is_taken_out_as_it_is_read() -> None:
    stored = rows.encode(feed(19))
    title = feed(19).papers[0].title.encode()
    assert title in stored
    read = rows.decode(stored.replace(title, "A ❤\ufe0f".encode()), day(19))
    assert read is not None
    assert read.papers[0].title == "A ❤"
