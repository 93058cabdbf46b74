"""What of a query the Hub is asked, and what is applied here."""

from __future__ import annotations

import pytest

from reader.errors import QueryError
from reader.papers.marks import Mark, Timestamped
from reader.papers.models import Paper
from reader.papers.query import Watches, parse
from reader.papers.query.hub_words import WORDS_LIMIT, applied_here, with_fragments, words_of

WATCHES = Watches({"Robots": parse("gripper", None).term}, {})
UNLIKE = Paper(id="2608.00001", title="Nothing of it", upvotes=21)
READ = Mark(read=Timestamped(True, 5))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("veil", "veil"),
        ('Łukasz  CO₂ "World  Model"', "Łukasz CO₂ World Model"),
        ("“veil”", "veil"),
        ("veil author:smith votes:>20 -survey -(a b)", "veil"),
        ("veil or (mask is:read)", "veil mask"),
        ("veil watch:robots", "veil"),
        ("veil --survey", "veil"),
        ("Mamba: 3:1", "Mamba: 3:1"),
        ("2608.17271", "2608.17271"),
        ("veil\x1b[2J", "veil\ufffd[2J"),
        ("a" * WORDS_LIMIT, "a" * WORDS_LIMIT),
    ],
)
def test_the_hub_is_asked_for_the_free_words(query: str, words: str) -> None:
    assert words_of(parse(query, WATCHES)) == words


@pytest.mark.parametrize("query", ["", "  ", "author:smith", "-veil", "is:read or votes:>3", "watch:robots"])
def test_without_words_there_is_nothing_to_ask(query: str) -> None:
    with pytest.raises(QueryError, match="needs a word or a phrase"):
        words_of(parse(query, WATCHES))


def test_the_hub_takes_250_characters() -> None:
    with pytest.raises(QueryError, match="at most 250 characters, and these words have 251"):
        words_of(parse("a" * (WORDS_LIMIT - 1) + " b"))


@pytest.mark.parametrize(
    ("query", "is_left"),
    [
        ("veil votes:>20", True),
        ("veil votes:>21", False),
        ("veil -nothing", False),
        ("veil -survey", True),
        ("veil is:unread", False),
        ("(veil or mask) (votes:>50 or is:read)", True),
        ("veil watch:robots", False),
        ("veil -watch:robots", True),
        ("veil --mask", False),
    ],
)
def test_fields_and_dashes_are_applied_here_and_words_are_not(query: str, is_left: bool) -> None:
    here = applied_here(parse(query, WATCHES))
    assert here is not None
    assert here.matches(UNLIKE, READ) == is_left


@pytest.mark.parametrize("query", ["veil", '"world model" robots', "veil or votes:>99", "(veil (mask or is:read))"])
def test_words_alone_leave_nothing_to_apply(query: str) -> None:
    assert applied_here(parse(query)) is None


def test_what_the_hub_highlights_stands_out_as_whole_words() -> None:
    query = with_fragments(parse("veil -survey"), ["Unveiling", "A", "", "\u0301", "(", "CO₂", "world  model"])
    text = "Unveiling a survey of data and CO2 in the world model: velvet (veils)"
    stands_out = [text[start:end] for start, end in query.spans("abstract", text)]
    assert stands_out == ["Unveiling", "a", "CO2", "world model", "veil"]
    assert query.spans("authors", "A. Veil") == [(3, 7)]
    assert query.text == "veil -survey"
    assert query.matches(Paper(id="2608.00001", title="Veils"))
    assert not query.matches(UNLIKE)
