"""The known word that was meant by another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.commands import COMMANDS
from reader.papers.query.parser import FIELDS
from reader.papers.spelling import distance, most_similar, similar

WORDS = st.text(st.sampled_from("abc-"), max_size=6)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("--form", ["--format", "--from"], "--from"),
        ("--format", ["--from", "--form"], "--form"),
        ("--XYV", ["--csv"], ""),  # The dashes are nothing in common.
        ("bsh", ["zsh", "bash"], "bash"),  # Of two as near, the one that begins alike.
        ("tdoy", ["today", "yesterday"], "today"),
        ("dig", ["digest"], "digest"),
        ("listing", ["list"], "list"),
        ("d", ["digest"], ""),
        ("ab", ["ac"], ""),
        ("inof", ["import", "info"], "info"),
        ("", ["a", "abc"], ""),
        ("x" * 5000, ["x" * 3, "y"], "xxx"),
    ],
)
def test_the_nearest_word(word: str, known: list[str], meant: str) -> None:
    assert most_similar(word, known) == meant


@pytest.mark.parametrize("words", [[*COMMANDS], [*FIELDS]])
def test_two_swapped_letters_are_one_slip(words: list[str]) -> None:
    for word in words:
        for place in range(len(word) - 1):
            swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            if len(word) > 2 and swapped not in words:
                assert distance(swapped, word) == (swapped != word)
                assert similar(swapped, words)[0] == word


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways(one: str, other: str) -> None:
    slips = distance(one, other)
    assert slips == distance(other, one)
    assert (slips == 0) == (one == other)
    assert abs(len(one) - len(other)) <= slips <= max(len(one), len(other))
