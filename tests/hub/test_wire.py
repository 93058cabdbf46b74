"""The Hub's JSON made into papers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec import to_builtins

from reader.hub.decoding import complaint
from reader.hub.wire import days_of, papers_of
from reader.papers.models import Author, Organization, Paper, Submitter
from reader.papers.text import clean
from tests.hub.double import as_json
from tests.hub.papers import TITLES, Item, author, hostile_day, item, paper_id


def read(*items: Any) -> Paper:
    """The only paper of some items."""
    papers, skipped = papers_of(as_json(items))
    assert (len(papers), skipped) == (1, 0)
    return papers[0]


def test_every_field_of_an_item_reaches_the_paper() -> None:
    paper = read(
        item(
            "2608.00001",
            title="A [MASK] and [/]",
            paper={
                "summary": "One\ntwo.",
                "authors": [author("Ada", login="ada"), author("Bob"), author("Eve", hidden=True)],
                "withdrawnAt": "2026-08-21T10:20:30.000Z",
                "upvotes": 214,
            },
        )
    )
    assert paper == Paper(
        id="2608.00001",
        title="A [MASK] and [/]",
        abstract="One\ntwo.",
        authors=(Author(name="Ada", login="ada"), Author(name="Bob")),
        published=date(2026, 8, 18),
        listed=date(2026, 8, 20),
        upvotes=214,
        comments=3,
        organization=Organization(login="example", name="Example [Lab]"),
        submitter=Submitter(login="mitter", name="Sub [Mitter]"),
        author_participates=True,
        github="https://github.com/example/project",
        github_stars=1234,
        github_added_by="auto",
        project_page="https://example.org/project",
        ai_summary="A model says that [CLS] is a token.",
        ai_summary_model="example/model",
        ai_keywords=("tokens", "[SEP]", "キーワード"),
        media=("https://cdn.example.org/film.mp4",),
        thumbnail="https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2608.00001.png",
        discussion="6a87afc589e517cbfd75dbe0",
        withdrawn=datetime(2026, 8, 21, 10, 20, 30, tzinfo=UTC),
    )


def test_a_paper_needs_no_more_than_an_id_and_a_title() -> None:
    assert read({"paper": {"id": "2608.00001", "title": "T"}}) == Paper(id="2608.00001", title="T")


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        (
            {"submitterOrganization": {"name": "old", "fullname": "Old"}},
            "organization",
            Organization(login="old", name="Old"),
        ),
        ({"organization": {"name": "out"}}, "organization", Organization(login="out", name="out")),
        ({"organization": {"fullname": "No login"}}, "organization", None),
        ({"mediaUrl": "https://x/a.png"}, "media", ("https://x/a.png",)),
        ({"mediaUrls": ["https://x/a.png", "", 5, None]}, "media", ("https://x/a.png",)),
        ({"submittedBy": {"user": "u"}}, "submitter", Submitter(login="u")),
        ({"submittedBy": {"name": "n", "user": "u", "fullname": "F"}}, "submitter", Submitter(login="n", name="F")),
        ({"isAuthorParticipating": "true"}, "author_participates", False),
        ({"summary": "Outer\ntext"}, "abstract", "Outer\ntext"),
        ({"publishedAt": "2026-01-01T00:00:00.000Z"}, "published", None),
    ],
)
def test_fields_around_the_paper(change: Item, field: str, value: object) -> None:
    bare: Item = {"paper": {"id": "2608.00001", "title": "T"}}
    assert getattr(read(bare | change), field) == value


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"submittedOnDailyBy": {"user": "u", "fullname": "F"}}, "submitter", Submitter(login="u", name="F")),
        ({"organization": {"name": "in", "fullname": "In"}}, "organization", Organization(login="in", name="In")),
        ({"submitterOrganization": {"name": "in"}}, "organization", Organization(login="in", name="in")),
        ({"mediaUrls": ["https://x/a.png"]}, "media", ("https://x/a.png",)),
        ({"mediaUrl": "https://x/a.png"}, "media", ("https://x/a.png",)),
        ({"id": "2608.00001v12"}, "id", "2608.00001"),
        ({"id": "cs/0112017v1"}, "id", "cs/0112017"),
        ({"githubRepoAddedBy": "robot"}, "github_added_by", ""),
        ({"submittedOnDailyAt": "2026-05-13T23:59:59.999Z"}, "listed", date(2026, 5, 13)),
        ({"submittedOnDailyAt": "2026-W34-4"}, "listed", None),
        ({"submittedOnDailyAt": "2026-02-30T00:00:00.000Z"}, "listed", None),
        ({"publishedAt": "20260818"}, "published", None),
        ({"withdrawnAt": "2026-08-21T02:00:00+02:00"}, "withdrawn", datetime(2026, 8, 21, tzinfo=UTC)),
        ({"withdrawnAt": "2026-08-21"}, "withdrawn", datetime(2026, 8, 21, tzinfo=UTC)),
        ({"withdrawnAt": "0001-01-01T00:00:00+23:59"}, "withdrawn", None),
        ({"projectPage": " https://example.\n  org/\r\nx\t "}, "project_page", "https://example.org/x"),
        ({"githubRepo": "https://github.com/\nx/y"}, "github", "https://github.com/x/y"),
        ({"githubRepo": "https://github.com/x y\x1b"}, "github", "https://github.com/x y�"),
        ({"withdrawnAt": "yes"}, "withdrawn", None),
        (
            {"authors": [{"name": "A", "user": "text"}, {"name": ""}, {"name": 5}, "B", None]},
            "authors",
            (Author(name="A"),),
        ),
        ({"authors": [{"name": "A", "hidden": "perhaps"}]}, "authors", ()),
        ({"authors": [{"name": "A"}] * 5000}, "authors", (Author(name="A"),) * 2000),
    ],
)
def test_fields_of_the_paper(change: Item, field: str, value: object) -> None:
    assert getattr(read({"paper": {"id": "2608.00001", "title": "T"} | change}), field) == value


@pytest.mark.parametrize(
    ("said", "votes"),
    [
        ("5", 5),
        ("-5", 0),
        ("1e1", 10),
        ("1.5", 0),
        ("1e400", 0),
        ("-1e400", 0),
        ("1e300", 10**9),
        ("NaN", 0),
        ("Infinity", 0),
        ("true", 0),
        ('"5"', 0),
        ("null", 0),
        ("[5]", 0),
        ("9" * 5000, 10**9),
        ("-" + "9" * 5000, 0),
    ],
)
def test_votes_are_a_number_of_people_or_none(said: str, votes: int) -> None:
    papers, _ = papers_of(f'[{{"paper": {{"id": "2608.00001", "title": "T", "upvotes": {said}}}}}]'.encode())
    assert papers[0].upvotes == votes


def test_stars_may_be_unknown() -> None:
    assert read(item(paper_id(1), paper={"githubStars": ...})).github_stars is None
    assert read(item(paper_id(1), paper={"githubStars": "many"})).github_stars is None
    assert read(item(paper_id(1), paper={"githubStars": 0})).github_stars == 0


def test_a_key_that_only_cleaning_would_make_known_is_unknown() -> None:
    broken = {"paper\u200b": {"id": "2608.00001", "title": "T", "projectPage": "https://x"}}
    assert papers_of(as_json([broken])) == ([], 1)


def test_the_title_inside_counts_and_the_one_outside_helps_out() -> None:
    assert read(item(paper_id(1), title="Outside", paper={"title": "Inside"})).title == "Inside"
    assert read(item(paper_id(1), title="Outside", paper={"title": 5})).title == "Outside"


@pytest.mark.parametrize(
    "bad",
    [
        None,
        5,
        "text",
        [],
        {},
        {"paper": None},
        {"paper": []},
        item("2608.1"),
        item("../../etc/passwd"),
        item("2608.00001;rm"),
        item("٢٦٠٨.00001"),
        item(paper_id(2), paper={"id": ...}),
        item(paper_id(2), paper={"id": 2608.00002}),
        item(paper_id(2), title="\u200b \n"),
        item(paper_id(2), paper={"title": ...}, title=...),  # type: ignore[arg-type]
    ],
)
def test_an_item_without_an_arxiv_id_or_a_title_is_skipped_and_counted(bad: object) -> None:
    papers, skipped = papers_of(as_json([item(paper_id(1)), bad, item(paper_id(3))]))
    assert [paper.id for paper in papers] == [paper_id(1), paper_id(3)]
    assert skipped == 1


@pytest.mark.parametrize("order", ["as sent", "reversed"])
def test_the_papers_keep_the_order_of_the_answer(order: str) -> None:
    numbers = [5, 1, 3] if order == "as sent" else [3, 1, 5]
    papers, _ = papers_of(as_json([item(paper_id(number)) for number in numbers]))
    assert [paper.id for paper in papers] == [paper_id(number) for number in numbers]


def texts(value: Any) -> list[str]:
    """Every text in a tree."""
    if isinstance(value, str):
        return [value]
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for deep in below for text in texts(deep)]


def test_every_text_is_cleaned_and_else_unchanged() -> None:
    papers, skipped = papers_of(as_json(hostile_day()))
    assert skipped == 0
    assert len(papers) == len(TITLES)
    for paper in papers:
        shown = "".join(texts(to_builtins(paper)))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", shown)
        assert clean(paper.title) == paper.title
        assert "[/]" in paper.title
    assert "[MASK]" in papers[0].title
    assert "多模态大模型的推理能力" in papers[3].title
    assert "👩\u200d👩\u200d👧" in papers[4].title
    assert papers[0].abstract.count("\n") == 4


def test_days_are_those_of_the_papers_that_name_one() -> None:
    def listed(text: object) -> Item:
        return item(paper_id(1), paper={"submittedOnDailyAt": text})

    named = listed("2026-08-19T00:00:00.000Z"), listed("2026-08-20T01:02:03.000Z")
    days = [date(2026, 8, 19), date(2026, 8, 20)]
    assert days_of(as_json([*named, listed(...), listed(5), listed("soon"), "none"])) == ([*days, None, None, None], 1)


def test_a_complaint_is_short_and_clean_or_empty() -> None:
    assert complaint(b'{"error": "\\u2716 Too big\\n  \\u2192 at limit"}') == "✖ Too big → at limit"
    assert len(complaint(b'{"error": "' + b"word " * 1000 + b'"}')) == 120
    for silent in (b"", b"[]", b"<html>", b'{"error": {}}', b"\xff"):
        assert complaint(silent) == ""


def test_texts_that_come_as_tex_are_read_as_tex_prints_them() -> None:
    people = [r"Nguy\~ên Lan", r"M{\"u}ller", "Ana-Lena~Rey", "and Jane Roe", ":", "AT&amp;T Labs", "Ada Holt"]
    paper = read(
        item(
            "2608.00001",
            title="Tides at AT&amp;T, &amp;lt; and \\color{tealD}eeper",
            paper={
                "summary": "Water &lt; wine\n\\color{tealD}eeper.",
                "authors": [author(name) for name in people],
                "ai_summary": "We show $\\pi^3$.",
                "ai_keywords": ["$\\tau$-bench", "R&amp;D"],
            },
        )
    )
    names = ["Nguyễn Lan", "Müller", "Ana-Lena Rey", "Jane Roe", "AT&T Labs", "Ada Holt"]
    assert [one.name for one in paper.authors] == names
    assert (paper.shown_title, paper.shown_abstract) == ("Tides at AT&T, &lt; and Deeper", "Water < wine Deeper.")
    assert (paper.ai_summary, paper.ai_keywords) == ("We show π³.", ("τ-bench", "R&D"))
    # What the Hub gave stays beside it.
    assert paper.title == "Tides at AT&amp;T, &amp;lt; and \\color{tealD}eeper"
    assert paper.abstract == "Water &lt; wine\n\\color{tealD}eeper."
