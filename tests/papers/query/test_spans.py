"""Where in a displayed text stands what is looked for."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reader.papers.models import Paper
from reader.papers.query import parse
from reader.papers.query.fold import fold, fold_each
from reader.papers.query.needle import Needle
from reader.papers.query.terms import Place, texts
from reader.papers.text import TEXT_LIMIT, clean

PLACES: tuple[Place, ...] = ("title", "abstract", "authors", "organization", "keywords")


def found(query: str, text: str, place: Place = "title") -> list[str]:
    return [text[start:end] for start, end in parse(query).spans(place, text)]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("mask", "Filling a [MASK] with a mask", ["MASK", "mask"]),
        ("[MASK] [/]", "Filling a [mask] with [/] markup", ["[mask]", "[/]"]),
        ("ab bc", "xabcx", ["abc"]),
        ("ab cd", "abcd ab cd", ["abcd", "ab", "cd"]),
        ("abcd bc", "abcd", ["abcd"]),
        ("aa", "aaaa a", ["aaaa"]),
        ("zoe", "Zoë and Zoe\u0308 and ZOE", ["Zoë", "Zoe\u0308", "ZOE"]),
        ("zo", "Zoe\u0308 Zo\u0308", ["Zo", "Zo\u0308"]),
        ("Zoë", "zoe", ["zoe"]),
        ("ss", "Straße, STRASSE", ["ß", "SS"]),
        ("s", "aßb", ["ß"]),
        ("fi", "ﬁne fine ﬃ", ["ﬁ", "fi", "ﬃ"]),
        ("ine", "ﬁne", ["ﬁne"]),
        ("istanbul", "in İstanbul!", ["İstanbul"]),
        ("İ", "bIt", ["I"]),
        ("łukasz", "Lukasz Łukasz", ["Lukasz", "Łukasz"]),
        ("don't", "we don’t", ["don’t"]),
        ("a-b", "a‑b a–b a—b a−b a-b", ["a‑b", "a-b"]),
        ("a–b", "a‑b a–b a—b a−b a-b", ["a–b", "a—b"]),
        ("扩散", "基于扩散模型的扩散", ["扩散", "扩散"]),
        ("한", "한국 하", ["한"]),
        ("하", "한국 하", ["한", "하"]),
        ("🤗", "a🤗b", ["🤗"]),
        ("👩", "a 👩\u200d🔬 b", ["👩\u200d🔬"]),
        ("🔬", "a 👩\u200d🔬 b", ["👩\u200d🔬"]),
        ("👍", "👍🏽!", ["👍🏽"]),
        ("❤", "❤\ufe0f!", ["❤\ufe0f"]),
        ("क", "कि x", ["कि"]),
        ("a", "a\u200d b", ["a\u200d"]),
        ("b", "a\u200d b", ["b"]),
        ("x²", "x² x2", ["x²", "x2"]),
        (
            '"hard wrap"',
            "hard wrap, hard\nwrap, hard \n\n  wrap, hardwrap",
            ["hard wrap", "hard\nwrap", "hard \n\n  wrap", "hardwrap"],
        ),
        ('"hard wrap"', "é hard\u00a0wrap hard\u3000 wrap", ["hard\u00a0wrap", "hard\u3000 wrap"]),
        ('"a  [MASK]"', "a [mask]", ["a [mask]"]),
        ("hard", "  hard  ", ["hard"]),
        ("hard", "\n é  hard", ["hard"]),
        ("absent", "é hard", []),
        ("x", "", []),
        ("-mask fill", "filling a mask", ["fill"]),
        ("--mask", "a mask", ["mask"]),
        ("-(mask or -fill)", "filling a mask", ["fill"]),
        ("fill or (mask absent)", "filling a mask", ["fill", "mask"]),
        ("votes:>2 is:read has:code date:2026 mask", "votes read code 2026 mask", ["mask"]),
    ],
)
def test_what_is_looked_for_is_found_in_the_text_itself(query: str, text: str, words: list[str]) -> None:
    assert found(query, text) == words


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("mask", {"title", "abstract", "authors", "keywords"}),
        ('"mask"', {"title", "abstract", "authors", "keywords"}),
        ("title:mask", {"title"}),
        ("author:mask", {"authors"}),
        ("org:mask", {"organization"}),
        ("keyword:mask", {"keywords"}),
        ("title:mask or author:mask", {"title", "authors"}),
        ("-title:mask", set()),
        ("-mask", set()),
        ("-(mask title:mask)", set()),
        ("is:read", set()),
    ],
)
def test_a_text_is_shown_where_it_was_looked_for(query: str, places: set[Place]) -> None:
    assert {place for place in PLACES if found(query, "a mask", place)} == places


LETTERS = "aAbﬁßİéeE\u0301\u0327\u302e\u200d -’'\n\t\u3000ä扩각\u11a8🤗🏽कि\u0f71Σς½¨"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=24) | st.text(max_size=24)


@given(TEXTS, st.lists(TEXTS.filter(fold), min_size=1, max_size=3))
@settings(max_examples=200)
def test_spans_lie_in_the_text_with_gaps_and_hold_what_was_looked_for(text: str, words: list[str]) -> None:
    words = [word.replace('"', "") for word in words]
    assume(all(map(fold, words)))
    spans = parse(" or ".join(f'"{word}"' for word in words)).spans("title", text)
    assert all(start < end for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    assert not spans or (spans[0][0] >= 0 and spans[-1][1] <= len(text))
    for start, end in spans:
        assert any(Needle(fold(word)).finds(fold(text[start:end])) for word in words)
        assert not text[end : end + 1] or unicodedata.category(text[end])[0] != "M"
        assert start == 0 or unicodedata.category(text[start])[0] != "M"


@given(TEXTS, st.data())
@settings(max_examples=200)
def test_a_paper_is_found_exactly_where_a_span_is_shown(title: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(title)))
    word = data.draw(st.just(title[start : start + data.draw(st.integers(1, 5))]) | TEXTS).replace('"', "")
    assume(fold(word))
    query = parse(f'"{word}"')
    paper = Paper(id="1", title=title)
    assert query.matches(paper) is bool(query.spans("title", paper.shown_title))


@given(TEXTS)
@settings(max_examples=200)
def test_all_of_a_text_is_found_in_it(text: str) -> None:
    text = text.replace('"', "").strip()
    assume(fold(text))
    [(start, end)] = parse(f'"{text}"').spans("title", text)
    assert fold(text[start:end]) == fold(text)
    assert not fold(text[:start] + text[end:])


@given(st.text(st.sampled_from("abAB \n"), max_size=30), st.text(st.sampled_from("ab"), min_size=1, max_size=3))
@settings(max_examples=100)
def test_plain_text_and_other_text_are_treated_alike(text: str, word: str) -> None:
    assert parse(word).spans("title", text) == parse(word).spans("title", f"{text} é")


@given(TEXTS)
@settings(max_examples=200)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert not any(unicodedata.combining(letter) for letter in fold(text))
    assert fold(text.upper().lower()) == fold(text.lower().upper())


@given(
    st.text(
        st.sampled_from("aZ é\u0301ß³⁻2²π-‐ﬁΣσ\n\t\xa0\u2003\u200d\u3000.") | st.characters(codec="utf-8"), max_size=40
    )
)
@settings(deadline=None)
def test_an_abstract_is_folded_as_it_is_shown(text: str) -> None:
    paper = Paper(id="2608.00001", title="A title", abstract=clean(text, limit=TEXT_LIMIT, multiline=True))
    assert texts(paper)["abstract"] == fold(paper.shown_abstract)


@given(st.lists(st.text(st.sampled_from("aZé -\n\t\x1c\x7fß"), max_size=4), max_size=4))
@example(["a\nB"])
@settings(max_examples=200)
def test_texts_are_folded_together_as_they_are_one_by_one(some: list[str]) -> None:
    assert fold_each(some) == "\n".join(map(fold, some))
