"""What is said of a query that is not one, or not yet."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper
from reader.papers.query import LENGTH_LIMIT, parse
from reader.papers.text import clean

PAPER = Paper(id="2608.17271", title="Filling a [MASK]")

NUMBER = "“votes:” needs a number such as votes:>20"
DAY = "“date:” needs a day, week, month or year such as date:2026-08"
DASH = '“-” needs a term right after it, such as -survey; a dash itself is written "-"'
OR = '“or” needs a term before it; the word itself is written "or"'
CLOSED = "“)” has no matching “(” before it"
FIELDS = "author:, org:, title:, keyword:, is:, has:, watch:, votes:, comments:, stars:, date: or quotes around it"


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("votes:", 6, NUMBER),
        ("a votes: b", 8, NUMBER),
        ("votes:>", 7, NUMBER),
        ("votes:>x", 7, f"{NUMBER}, not “x”"),
        ("votes:many", 6, f"{NUMBER}, not “many”"),
        ("votes:-3", 6, f"{NUMBER}, not “-3”"),
        ("votes:1.5", 6, f"{NUMBER}, not “1.5”"),
        ("votes:1.2345k", 6, f"{NUMBER}, not “1.2345k”"),
        ("votes:1.k", 6, f"{NUMBER}, not “1.k”"),
        ("votes:=>2", 7, f"{NUMBER}, not “>2”"),
        ("votes:２０", 6, f"{NUMBER}, not “２０”"),
        ("VOTES:10..", 10, NUMBER),
        ("votes:..10", 6, NUMBER),
        ("votes:10..x", 10, f"{NUMBER}, not “x”"),
        ("votes:10...x", 10, f"{NUMBER}, not “.x”"),
        ("votes:>10..20", 6, f"{NUMBER}, not “>10”"),
        ("votes:50..10", 6, "“votes:50..10” is backwards: put the smaller value first"),
        ("stars:x", 6, "“stars:” needs a number such as stars:>20, not “x”"),
        ("comments:", 9, "“comments:” needs a number such as comments:>20"),
        ("date:", 5, DAY),
        ("date:202", 5, f"{DAY}, not “202”"),
        ("date:2026-", 5, f"{DAY}, not “2026-”"),
        ("date:2026-8", 5, f"{DAY}, not “2026-8”"),
        ("date:2026-13", 5, f"{DAY}, not “2026-13”"),
        ("date:2026-W54", 5, f"{DAY}, not “2026-W54”"),
        ("date:2025-W53", 5, f"{DAY}, not “2025-W53”"),
        ("date:2026-W00", 5, f"{DAY}, not “2026-W00”"),
        ("date:9999-W53", 5, f"{DAY}, not “9999-W53”"),
        ("date:0000-W01", 5, f"{DAY}, not “0000-W01”"),
        ("date:2026-00", 5, f"{DAY}, not “2026-00”"),
        ("date:2026-08-00", 5, f"{DAY}, not “2026-08-00”"),
        ("date:>=2026-02-30", 7, f"{DAY}, not “2026-02-30”"),
        ("date:0000", 5, f"{DAY}, not “0000”"),
        ("date:20260820", 5, f"{DAY}, not “20260820”"),
        ("date:2026..", 11, DAY),
        ("date:2027..2026", 5, "“date:2027..2026” is backwards: put the smaller value first"),
        ("author:", 7, '“author:” needs a word or a "phrase" right after it'),
        ("title: x", 6, '“title:” needs a word or a "phrase" right after it'),
        ('title: "x"', 6, '“title:” needs a word or a "phrase" right after it'),
        ("org:(a)", 4, '“org:” needs a word or a "phrase" right after it'),
        ('keyword:" "', 8, '“keyword:” needs a word or a "phrase" right after it'),
        ("org:\u200b", 4, '“org:” needs a word or a "phrase" right after it'),
        ("is:", 3, "“is:” needs read, unread, starred, noted, fulltext, withdrawn or watched"),
        ("is:rea", 3, "“is:” needs read, unread, starred, noted, fulltext, withdrawn or watched, not “rea”"),
        ("a -has:cod", 7, "“has:” needs code, project, media or summary, not “cod”"),
        ('"diff', 0, '“"diff” needs a closing "'),
        ('a "', 2, '“"” needs a closing "'),
        ('author:"zo ', 7, '“"zo” needs a closing "'),
        ('""', 0, '“""” contains nothing to search for'),
        ('a "  " b', 2, '“" "” contains nothing to search for'),
        ("a \u0301", 2, "“\u0301” contains nothing to search for"),
        ("-", 1, DASH),
        ("a - b", 3, DASH),
        ("- ", 1, DASH),
        ("--", 2, DASH),
        ("(-)", 2, DASH),
        ("-or", 1, DASH),
        ("or", 0, OR),
        (" OR a", 1, OR),
        ("(or a)", 1, OR),
        ("a or", 4, "“or” needs a term after it"),
        ("a OR  ", 6, "“OR” needs a term after it"),
        ("a or or b", 5, "“or” needs a term after it"),
        ("(a or", 5, "“or” needs a term after it"),
        ("(a or)", 5, "“or” needs a term after it"),
        ("(", 1, "“(” needs a term after it"),
        ("a ()", 3, "“(” needs a term after it"),
        ("(a", 0, "“(” needs a closing “)”"),
        ("((a)", 0, "“(” needs a closing “)”"),
        ("a (b or (c", 8, "“(” needs a closing “)”"),
        ("a (b (c) ", 2, "“(” needs a closing “)”"),
        (")", 0, CLOSED),
        ("a )", 2, CLOSED),
        ("(a)) b", 3, CLOSED),
        ("a or b)", 6, CLOSED),
        ("upvotes:3", 0, "“upvotes:” is not a field: write votes: or quotes around it"),
        ("a titel:x", 2, "“titel:” is not a field: write title: or quotes around it"),
        ("tars:x", 0, "“tars:” is not a field: write stars: or quotes around it"),
        ("foo:bar", 0, f"“foo:” is not a field: write {FIELDS}"),
        ("mamba: linear time", 0, f"“mamba:” is not a field: write {FIELDS}"),
        ("-" * 51 + "a", 51, "More than 50 nested brackets and dashes"),
        ("a " + "(" * 51 + "a", 53, "More than 50 nested brackets and dashes"),
    ],
)
def test_an_error_says_what_is_wanted_and_where(text: str, position: int, sentence: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (str(caught.value), caught.value.position) == (f"{sentence} ({place(text, position)}).", position)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("foo:bar", "at character 1"),
        ("veil (", "at the end"),
        ("veil (  ", "at the end"),
        ("votes:", "at the end"),
        ("votes:x", "at character 7"),
        ("is:red mask", "at character 4"),
        ("a or or b", "at character 6"),
        ("x \udcff", "at character 3"),
    ],
)
def test_the_place_is_told_as_people_do(text: str, at: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert str(caught.value).endswith(f" ({at}).")


@pytest.mark.parametrize("text", ["a" * 1001, " " * 1001])
def test_what_is_too_long_is_wrong_in_no_place(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (str(caught.value), caught.value.position) == ("A query has at most 1000 characters.", 1000)


def test_what_an_error_repeats_is_clean_and_short() -> None:
    with pytest.raises(QueryError) as caught:
        parse("is:\x1b[2J\x9b\u202e" + "x" * 900)
    fields = "read, unread, starred, noted, fulltext, withdrawn or watched"
    assert str(caught.value) == f"“is:” needs {fields}, not “�[2J�{'x' * 34}…” (at character 4)."


def test_the_name_of_a_field_in_an_error_is_short() -> None:
    with pytest.raises(QueryError) as caught:
        parse("f" * 900 + ":")
    assert str(caught.value).startswith(f"“{'f' * 39}…” is not a field")


def place(text: str, position: int) -> str:
    """Where something is wrong, in words."""
    return "at the end" if position >= len(text.rstrip()) else f"at character {position + 1}"


PIECES = [
    "or",
    " ",
    "(",
    ")",
    "-",
    '"',
    "votes:",
    "date:",
    "is:",
    "a",
    "..",
    ">=",
    "2026-08",
    "1.2k",
    "foo:",
    "\u0301",
    "扩",
]


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
@example("(" * 1000)
@example("-" * 1000)
@example('"' * 1000)
@example("a:" * 500)
@example("votes:" + "9" * 990)
@example("date:" + "9" * 990)
@example("\ud800 or \udfff:")
@settings(max_examples=300)
def test_any_text_is_a_query_or_says_where_not(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as caught:
        error = caught
    else:
        assert query.text == text
        assert bool(query) is bool(text.strip())
        assert query.matches(PAPER, UNMARKED) in (True, False)
        return
    assert 0 <= error.position <= len(text)
    assert str(error).endswith((f" (at character {error.position + 1}).", " (at the end)."))
    assert clean(str(error)) == str(error)
    assert len(str(error)) < 200


@pytest.mark.parametrize("text", ['x "{}"', "x title:{}", "x {}"])
def test_a_phrase_has_so_many_words_at_most(text: str) -> None:
    words = "-".join("ab" for _ in range(50))
    assert parse(text.format(words))
    with pytest.raises(QueryError, match="More than 50 words in a phrase or between hyphens") as raised:
        parse(text.format(f"{words}-ab"))
    assert raised.value.position == text.replace("title:", "title: ").index(" {" if "title" in text else text[2])


@pytest.mark.parametrize("text", ["\udcff", "votes:>2 \ud800"])
def test_half_a_character_is_said_with_its_place(text: str) -> None:
    with pytest.raises(QueryError, match="UTF-8") as raised:
        parse(text)
    assert raised.value.position == len(text) - 1


@given(st.text(min_size=LENGTH_LIMIT + 1, max_size=LENGTH_LIMIT + 9, alphabet="a -("))
@settings(max_examples=10)
def test_a_long_text_is_refused_whatever_it_says(text: str) -> None:
    with pytest.raises(QueryError, match="at most 1000"):
        parse(text)
