"""Text in cells: cut, filled and broken, never inside a cluster."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.ui.patches.line import NARROW, Line, is_narrow
from reader.ui.widgets import cells
from reader.ui.widgets.cells import changed_columns, fit, pad, wrap

CLUSTERS = [*"ab ,.-·", "e\u0301", "论", "文", "👨\u200d👩\u200d👧", "❤\ufe0f", "é"]
TEXTS = st.lists(st.sampled_from(CLUSTERS), max_size=60).map("".join)


PARTS = st.lists(st.tuples(st.text("a  ", max_size=9), st.sampled_from([Style(), Style(bold=True)])), max_size=4)
LINES = PARTS.map(lambda parts: Strip(Segment.adjust_line_length([Segment(*part) for part in parts], 20, Style())))


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        ("论文论文", 5, "论文…"),
        ("论文论文", 6, "论文…"),
        ("a👨\u200d👩\u200d👧b", 3, "a…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_what_does_not_fit_is_cut_before_an_ellipsis(text: str, width: int, cut: str) -> None:
    assert fit(text, width) == cut


@given(TEXTS, st.integers(0, 40))
def test_a_cut_text_fits_and_a_filled_one_is_as_wide(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) <= width
    assert cell_len(pad(text, width)) == width


def test_lines_break_between_words() -> None:
    assert lines("The quick brown fox", 10) == ["The quick", "brown fox"]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert lines("see https://example.org/abcdef now", 10) == ["see", "https://ex", "ample.org/", "abcdef now"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("https://example.org/abc/defgh/ijklmnop", ["https://example.org/abc/", "defgh/ijklmnop"]),
        (f"https://a.org/{'a' * 30}", ["https://a.org/", "a" * 25, "a" * 5]),
        ("https://abcdefghijklmnopqrstuvwxyz.org", ["https://abcdefghijklmnopq", "rstuvwxyz.org"]),
    ],
)
def test_a_long_address_is_broken_behind_a_slash_that_is_not_of_its_scheme(text: str, broken: list[str]) -> None:
    assert lines(text, 25) == broken


def test_wide_characters_need_no_blank_to_break_at() -> None:
    assert lines("用中文 abc 写的题目", 7) == ["用中文", "abc 写", "的题目"]


@given(TEXTS, st.integers(2, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    broken = lines(text, width)
    assert "".join("".join(broken).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in broken)


@given(st.text("ab é–/", min_size=1, max_size=60), st.integers(0, 20))
def test_texts_of_narrow_characters_break_as_others_do(text: str, width: int) -> None:
    broken = lines(text, width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "NARROW", re.compile("(?!)"))  # So that words are looked at one by one.
        assert broken == lines(text, width)


@pytest.mark.parametrize("text", ["alpha · ▲ 12 · gamma · 3 delta", "论文 · beta · eta 4 · theta", "alpha", ""])
@pytest.mark.parametrize("width", range(8, 36))
def test_between_two_lines_of_facts_there_is_no_dot(text: str, width: int) -> None:
    broken = [text[start:end] for start, end in cells.wrap_facts(text, width)]
    assert " · ".join(broken) == text
    assert all(cells.width_of(line) <= width for line in broken)


@pytest.mark.parametrize("text", ["alpha · ▲ 12 · gamma · 3 delta", "alpha · beta · eta 4 · theta"])
@pytest.mark.parametrize("width", range(8, 30))
def test_a_dot_between_facts_begins_no_line(text: str, width: int) -> None:
    broken = lines(text, width)
    assert " ".join(broken) == text
    assert not any(line.startswith("·") for line in broken)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "NARROW", re.compile("(?!)"))
        assert broken == lines(text, width)


def test_narrow_characters_are_those_that_take_a_cell_and_a_word() -> None:
    narrow = [character for character in map(chr, range(sys.maxunicode + 1)) if NARROW.fullmatch(character)]
    assert len(narrow) > 1000
    assert all(cell_len(character) == 1 for character in narrow)
    assert [character for character in narrow if character.isspace()] == [" "]


def test_an_empty_text_is_one_empty_line() -> None:
    assert lines("", 10) == [""]


@given(LINES, LINES)
def test_outside_of_the_changed_columns_two_lines_are_equal(before: Strip, now: Strip) -> None:
    start, end = changed_columns(before, now)
    old, new = ([(letter, part.style) for part in line for letter in part.text] for line in (before, now))
    assert old[:start] + new[start:end] + old[end:] == new


@pytest.mark.parametrize(
    ("before", "now", "columns"),
    [
        (["  one two  ", "x"], ["  three    ", "x"], (2, 9)),
        (["one", "two", "end"], ["one", "six", "end"], (3, 6)),
        (["    "], [" a  "], (1, 2)),
        (["same"], ["same"], (4, 4)),
    ],
)
def test_changed_columns_begin_after_common_segments_and_blanks_and_end_before_them(
    before: list[str], now: list[str], columns: tuple[int, int]
) -> None:
    assert changed_columns(*(Strip([Segment(part) for part in line]) for line in (before, now))) == columns


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("plain", True),
        (" ▲ 3 ●★ é … 2 ☆", True),
        ("论文", False),
        ("❤\ufe0f", False),
        ("e\u0301", False),
        ("👨\u200d👩", False),
    ],
)
def test_a_width_is_certain_where_every_character_has_one_cell(text: str, certain: bool) -> None:
    assert is_narrow(Strip([Segment(text)])) is certain
    line = Line([Segment(text)])
    assert [is_narrow(line), is_narrow(line)] == [certain, certain]
    assert not is_narrow(Strip([Segment(text)], cell_len(text) + 1))  # Something was taken out of it.
