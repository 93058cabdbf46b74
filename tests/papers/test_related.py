"""Why a paper is near another one, in words that say different things."""

from __future__ import annotations

import pytest

from reader.papers.related import SharedWord, why


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("environment environments static", "environment · static"),
        ("policies policy ship", "policies · ship"),
        ("identity-preserving id identity faces masks", "identity-preserving · faces · masks"),
        ("identity identity-preserving face", "identity · face"),
        ("image text-to-image images", "image"),
        ("gpt-4 gpt-5 class classes", "gpt-4 · gpt-5 · class"),
        ("x x-ray xray", "x · xray"),
        ("ships ship-to-shore shore tide", "ships · shore · tide"),
        ("vision version visionary sea", "vision · version · sea"),
    ],
)
def test_no_word_is_named_twice(words: str, named: str) -> None:
    assert why(SharedWord(word, word, 1) for word in words.split()) == named
