"""Which papers a query means."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime
from itertools import product
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.papers.marks import Mark, Timestamped
from reader.papers.models import Author, Organization, Paper
from reader.papers.query import parse

PAPER = Paper(
    id="2608.17271",
    title="Filling a [MASK] with [/] markup 🤗",
    abstract="Wir füllen Masken.\n  A second paragraph about the hard\nwrap, e.g. of “diffusion” (or not) — and don’t.",
    authors=(Author(name="Zoë Łukasz", login="zl-login"), Author(name="陈 伟")),
    published=date(2026, 8, 20),
    upvotes=20,
    comments=3,
    organization=Organization(login="café-lab", name="The Café"),
    github="https://github.com/a/b",
    github_stars=1200,
    ai_keywords=("Masked Modeling", "state‑of‑the‑art"),
)
BARE = Paper(id="2608.00001", title="Bare")

READ = Timestamped(True, 1)
UNREAD = Timestamped(False, 2)


def finds(text: str, paper: Paper = PAPER, mark: Mark | None = None) -> bool:
    query = parse(text)
    return query.matches(paper) if mark is None else query.matches(paper, mark)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "filling",
            "FILL",
            "ill",
            "[MASK]",
            "[/]",
            "🤗",
            "füllen",
            "fullen",
            "FU\u0308LLEN",
            "zoe",
            "Zoë",
            "ZOE\u0308",
        ),
        *("lukasz", "ŁUKASZ", "陈", "伟", "modeling", "masked", "state-of-the-art", "don't", "don’t", "ﬁlling", "e.g."),
        *("2608.17271", "2608.17271v3", "arXiv:2608.17271", "arxiv:2608.17271v2", "https://arxiv.org/abs/2608.17271"),
        *("mask filling", "zoe markup 陈 modeling", "  mask\t\nfilling\u3000"),
        *(
            '"filling a [mask]"',
            '"filling   a\n[MASK]"',
            '"hard wrap"',
            '"masken. a second"',
            '"  hard "',
            '"("',
            '"-"',
        ),
        *('"with [/] markup"', '"陈 伟"', '"masked modeling"', '"or"', 'fill"[mask]"'),
    ],
)
def test_a_text_is_found_in_title_abstract_authors_and_keywords(text: str) -> None:
    assert finds(text)


@pytest.mark.parametrize(
    "text",
    [
        *("absent", "filling absent", "absent filling", "café", "zl-login", "huggingface", "2608.1727", "2608.17272"),
        *(
            '"filling [mask]"',
            '"hardwrap"',
            '"ha rdwrap"',
            '"markup 🤗 wir"',
            '"zoe lukasz 陈"',
            '"lukasz陈"',
            "lukasz\n陈伟",
        ),
        *('"2608.17271"', '"don’t. zoe"', '"modeling state"', '"filling mask"', "fullen_"),
    ],
)
def test_a_text_is_not_found_elsewhere_nor_across_two_texts(text: str) -> None:
    assert not finds(text)


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000 "])
def test_a_blank_query_means_every_paper(text: str) -> None:
    query = parse(text)
    assert not query
    assert query.text == text
    assert query.matches(BARE)
    assert query.spans("title", "Bare") == []


def test_what_is_shown_is_searched() -> None:
    paper = Paper(id="2608.1", title="$E$", readable_title="Energy", abstract=r"\alpha", readable_abstract="α")
    assert finds("energy α", paper)
    assert not finds("$e$", paper)
    assert not finds(r"\alpha", paper)


def test_nothing_of_a_paper_is_kept_that_is_gone() -> None:
    paper = Paper(id="2608.1", title="Energy")
    gone = ref(paper)
    assert finds("energy", paper)
    del paper
    gc.collect()
    assert gone() is None


def test_an_old_id_means_its_paper() -> None:
    assert finds("math.GT/0309136", Paper(id="math.GT/0309136", title="Knots"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("author:zoe", True),
        ("Author:ZOE", True),
        ("author:markup", False),
        ('author:"zoe lukasz"', True),
        ('author:"lukasz 陈"', False),
        ("author:zl-login", False),
        ("author:陈 author:zoe", True),
        ("org:cafe", True),
        ("org:The", True),
        ("org:cafe-lab", True),
        ('org:"the cafe"', True),
        ('org:"cafe cafe-lab"', False),
        ("org:zoe", False),
        ("title:[mask]", True),
        ("title:[/]", True),
        ("title:wrap", False),
        ('title:"a [mask]"', True),
        ("keyword:masked", True),
        ('keyword:"masked state"', False),
        ("keyword:filling", False),
        ('title:fill"hard wrap"', True),
        ('title:fill"hard  wraps"', False),
    ],
)
def test_a_field_is_looked_for_in_its_place(text: str, found: bool) -> None:
    assert finds(text) is found


def test_a_field_takes_any_word() -> None:
    assert finds("title:or -title:-or", Paper(id="2608.1", title="Vision or language"))
    assert finds("title:-or title:vision:", Paper(id="2608.1", title="Vision: -or language"))


@pytest.mark.parametrize("text", ["org:a", "author:a", "keyword:a", "title:x"])
def test_a_paper_without_the_place_has_nothing_in_it(text: str) -> None:
    assert not finds(text, BARE)


@pytest.mark.parametrize(
    ("mark", "states"),
    [
        (Mark(), {"unread"}),
        (Mark(read=READ), {"read"}),
        (Mark(read=UNREAD), {"unread"}),
        (Mark(starred=READ), {"unread", "starred"}),
        (Mark(starred=UNREAD), {"unread"}),
        (Mark(note=Timestamped("", 1)), {"unread"}),
        (Mark(note=Timestamped("a", 1), read=READ, starred=READ), {"noted", "read", "starred"}),
    ],
)
def test_a_state_is_that_of_the_mark(mark: Mark, states: set[str]) -> None:
    assert {state for state in ("read", "unread", "starred", "noted") if finds(f"is:{state}", BARE, mark)} == states


def test_a_withdrawn_paper_is_found_with_any_mark() -> None:
    paper = Paper(id="2608.1", title="Vision", withdrawn=datetime(2026, 8, 21, tzinfo=UTC))
    assert finds("is:withdrawn", paper)
    assert finds("is:withdrawn is:read", paper, Mark(read=READ))
    assert not finds("-is:withdrawn", paper)
    assert not finds("is:withdrawn", BARE)


def test_a_paper_without_a_mark_is_unread() -> None:
    assert finds("is:UNREAD")
    assert not finds("Is:read")


@pytest.mark.parametrize(
    ("paper", "things"),
    [
        (BARE, set()),
        (Paper(id="1", title="x", github="https://github.com/a/b"), {"code"}),
        (Paper(id="1", title="x", project_page="https://a.b"), {"project"}),
        (Paper(id="1", title="x", media=("https://a.b/c.mp4",)), {"media"}),
        (Paper(id="1", title="x", thumbnail="https://a.b/c.png", github_stars=0), set()),
        (Paper(id="1", title="x", ai_summary="Short."), {"summary"}),
    ],
)
def test_a_thing_is_what_the_paper_has(paper: Paper, things: set[str]) -> None:
    assert {thing for thing in ("code", "project", "media", "summary") if finds(f"has:{thing}", paper)} == things


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("absent or filling", True),
        ("filling OR absent", True),
        ("absent Or absent", False),
        ("filling or absent absent", True),
        ("absent filling or absent", False),
        ("(filling or absent) absent", False),
        ("(absent or filling)markup", True),
        ("((filling)) ( markup )", True),
        ("-absent", True),
        ("-filling", False),
        ("--filling", True),
        ("mask -absent", True),
        ("-absent -fill", False),
        ('-"a [mask]"', False),
        ('-"a mask"', True),
        ("-author:zoe", False),
        ("-author:nobody", True),
        ("-(absent or filling)", False),
        ("-(filling absent)", True),
        ("-is:read -has:media -votes:>20", True),
        ("filling or -filling", True),
        ("orphan or order", False),
        ("state-of", True),
        ("fill-absent", False),
        ("(filling)-absent", True),
    ],
)
def test_terms_are_joined(text: str, found: bool) -> None:
    assert finds(text) is found


@pytest.mark.parametrize(
    "word", ["http://x", "arxiv://2", "3:1", ":x", "gpt-4:x", "a.b:c", "Mamba:", "扩散:x", "title：x"]
)
def test_a_colon_may_be_part_of_a_word(word: str) -> None:
    assert finds(word, Paper(id="1", title=f"On {word} again"))
    assert not finds(word, PAPER)


def test_brackets_and_dashes_can_be_fifty_deep() -> None:
    assert finds("(" * 50 + "filling" + ")" * 50)
    assert finds("-" * 50 + "filling")
    assert finds("-(" * 25 + "absent" + ")" * 25)


def test_a_query_of_a_thousand_characters_is_read() -> None:
    assert finds(" ".join(["filling"] * 125) + " ")
    assert not finds(" or ".join(["absent"] * 100))


def test_equal_texts_are_equal_queries() -> None:
    assert parse("a -b") == parse("a -b")
    assert hash(parse("a -b")) == hash(parse("a -b"))
    assert parse("a") != parse("b")
    assert parse("a -b").text == "a -b"
    assert parse("a")


LEAVES = {
    **dict.fromkeys(["filling", '"a [mask]"', "author:zoe", "votes:20", "has:code", "is:unread", "date:2026"], "True"),
    **dict.fromkeys(
        ["absent", '"a  mask"', "author:absent", "votes:<20", "has:media", "is:noted", "date:2025"], "False"
    ),
}
"""Terms, and whether the paper fits them."""


def expressions(leaves: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    pairs = st.tuples(leaves, leaves)
    return (
        pairs.map(lambda pair: (f"{pair[0][0]} {pair[1][0]}", f"{pair[0][1]} and {pair[1][1]}"))
        | pairs.map(lambda pair: (f"{pair[0][0]} or {pair[1][0]}", f"{pair[0][1]} or {pair[1][1]}"))
        | leaves.map(lambda leaf: (f"({leaf[0]})", f"({leaf[1]})"))
        | leaves.map(lambda leaf: (f"-({leaf[0]})", f"(not ({leaf[1]}))"))
    )


QUERIES = st.recursive(st.sampled_from(list(LEAVES.items())), expressions, max_leaves=8)
"""Queries, and the same in Python, where `and` binds stronger than `or` too."""


@given(QUERIES)
@settings(max_examples=150)
def test_terms_are_joined_as_python_joins_conditions(query: tuple[str, str]) -> None:
    text, condition = query
    assert finds(text) is eval(condition)


@given(QUERIES, QUERIES)
@settings(max_examples=60)
def test_two_queries_side_by_side_mean_both(one: tuple[str, str], other: tuple[str, str]) -> None:
    both = f"({one[0]}) ({other[0]})"
    for paper in (PAPER, BARE):
        assert finds(both, paper) is (finds(one[0], paper) and finds(other[0], paper))
        assert finds(f"-({both})", paper) is not finds(both, paper)


def test_the_order_of_two_terms_does_not_matter() -> None:
    for one, other in product(LEAVES, LEAVES):
        assert finds(f"{one} {other}") is finds(f"{other} {one}") is (LEAVES[one] == LEAVES[other] == "True")
