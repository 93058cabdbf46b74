"""What `clean` lets through, takes out and leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reader.papers.text import LINE_LIMIT, TEXT_LIMIT, TITLE_LIMIT, clean, clean_tree

ANY_TEXT = st.text(st.characters(codec=None), max_size=80)


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b]52;c;cHdu\x07",
        "\x1b[2J\x1b[H",
        "\x1b]0;title\x07",
        "\x1b]8;;https://x\x1b\\link\x1b]8;;\x1b\\",
        "\x1bP1$r\x1b",
        "\x9b31m",
        "\x90q\x9c",
        "\x07\x08\x7f\x00\x0e\x0f",
        "\u202egnirts\u202c",
        "\u2066x\u2069\u200e\u061c",
        "a\u200bb\ufeffc\u2060d\u00ade",
        "\U000e0041\U000e0042\U000e007f",
        "\ud800 alone",
        "\ufdd0\uffff\U0001fffe\ue000\U000f0000",
    ],
)
@pytest.mark.parametrize("multiline", [True, False])
def test_nothing_that_a_terminal_would_act_on_is_left(hostile: str, multiline: bool) -> None:
    text = clean(hostile, multiline=multiline)
    assert all(character.isprintable() for character in text.replace("\n", "")), ascii(text)
    text.encode()
    assert "[2J" not in hostile or "[2J" in text  # What can be seen stays.


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "👨\u200d👩\u200d👧", "x\u0304", "क्\u200dष", "论文", "A [MASK] and [/]"]
)
def test_writing_that_people_use_is_kept(text: str) -> None:
    assert clean(text) == text


def test_what_makes_a_sign_wide_on_some_terminals_only_is_taken_out() -> None:
    assert clean("❤\ufe0f Lab") == clean("❤\ufe0e Lab") == clean("❤ Lab") == "❤ Lab"
    assert clean("1\ufe0f\u20e3") == "1\u20e3"


def test_one_line_stays_one_line() -> None:
    assert clean(" a\tb\r\nc\u2028d\x0be \n") == "a b c d e"


def test_a_text_of_lines_keeps_them() -> None:
    assert clean("a\r\n  b\x85c\n", multiline=True) == "a\n  b\nc"


def test_marks_piled_on_one_letter_are_limited() -> None:
    assert len(clean("a" + "\u0335" * 100_000)) == 5


def test_what_is_too_long_is_cut_and_shows_it() -> None:
    text = clean("word " * 1000)
    assert len(text) == 500
    assert text.endswith("…")


def test_too_many_lines_are_cut() -> None:
    assert clean("x\n" * 9_000, limit=20_000, multiline=True).count("\n") < LINE_LIMIT
    for lines in (LINE_LIMIT - 1, LINE_LIMIT, LINE_LIMIT + 1):
        text = "\n".join("x" * lines)
        assert clean(text, limit=20_000, multiline=True).count("\n") == min(lines, LINE_LIMIT) - 1


@pytest.mark.parametrize("value", [None, 5, True, ["x"], {"x": 1}, 2.5])
def test_anything_but_a_text_is_empty(value: object) -> None:
    assert clean(value) == ""


@given(ANY_TEXT, st.booleans(), st.integers(3, 40))
@example("\n a", True, 40)
@example("\u0344\u0344\u0344", False, 40)
@example("\u0958" + "\u0335" * 4, False, 40)
def test_cleaning_again_changes_nothing(text: str, multiline: bool, limit: int) -> None:
    once = clean(text, limit=limit, multiline=multiline)
    assert clean(once, limit=limit, multiline=multiline) == once
    assert len(once) <= limit


def test_a_tree_is_cleaned_throughout_and_by_what_its_keys_mean() -> None:
    tree = {"paper": {"summary": "a\n  b\x1b", "title": "a\n  b", "n\x1b": [1, None, "\x07"]}, "ok": True}
    assert clean_tree(tree) == {
        "paper": {"summary": "a\n  b\ufffd", "title": "a b", "n\ufffd": [1, None, "\ufffd"]},
        "ok": True,
    }


@given(
    st.text(st.characters(codec="ascii"), max_size=60) | ANY_TEXT, st.integers(min_value=1, max_value=80), st.booleans()
)
@example("–\u2028–", 80, True)
@example("–\u00a0–", 80, False)
@example("π  π", 80, False)
@example("p  p", 80, False)
@example("e\u0301", 80, True)
@example("\u0336" * 6, 80, True)
@example("\ue000", 80, True)
@example("\u2126", 80, True)
@example("é\x7f", 80, True)
@example("\ud800 é", 80, True)
def test_plain_texts_come_out_as_if_they_had_been_looked_through(text: str, limit: int, multiline: bool) -> None:
    # A carriage return has to be looked for and is gone in the end, as it begins an empty line. Only the first
    # characters of a text that is far too long are looked at, and there it would take the place of one.
    assume(len(text) < 4 * limit)
    assert clean(text, limit=limit, multiline=multiline) == clean("\r" + text, limit=limit, multiline=multiline)


@given(st.text(st.characters(codec="ascii"), max_size=60) | ANY_TEXT, st.sampled_from(("abstract", "ai_summary", "x")))
@example("a  b", "abstract")
@example("a  b", "x")
@example(" a ", "x")
@example("a" * 501, "x")
@example("a" * 501, "ai_summary")
@example("a" * 500 + " ", "abstract")
def test_a_text_in_a_tree_comes_out_as_it_does_alone(text: str, key: str) -> None:
    limit = TITLE_LIMIT if key == "x" else TEXT_LIMIT
    alone = clean(text, limit=limit, multiline=key == "abstract")
    assert clean_tree({key: [text]}) == {key: [alone]}
    assert clean_tree(text, key) == alone
