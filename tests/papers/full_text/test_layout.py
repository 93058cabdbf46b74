"""Blocks laid out in lines of a width."""

from __future__ import annotations

from time import process_time

import pytest

from reader.papers.full_text.layout import MISSING, ShownLine, lines_of, plain_lines, with_addresses
from reader.papers.full_text.model import Block, BlockKind, Span
from reader.papers.full_text.widths import cut, width_of
from tests.papers.full_text.papers import document_of


def block(kind: BlockKind, text: str, *spans: Span, level: int = 0) -> Block:
    return Block(kind, level, text, spans, text)


def laid(kind: BlockKind, text: str, width: int = 30, level: int = 0) -> list[str]:
    return [line.text for line in lines_of(block(kind, text, level=level), width)]


@pytest.mark.parametrize(
    ("kind", "level", "text", "lines"),
    [
        ("paragraph", 0, "A row of words that is long\nand another", ["A row of words that", "is long", "and another"]),
        ("paragraph", 0, "x" * 25, ["x" * 20, "x" * 5]),
        ("paragraph", 0, "表" * 11, ["表" * 10, "表"]),
        ("item", 1, "An item of words here", ["  • An item of words", "    here"]),
        ("item", 0, "12. An item of words", ["12. An item of words"]),
        ("item", 0, "(iv) An item of words", ["(iv) An item of", "     words"]),
        ("reference", 0, "[4] A. Author and B. Author", ["[4] A. Author and B.", "    Author"]),
        ("reference", 0, "[12] A. Author and B. Author", ["[12] A. Author and", "     B. Author"]),
        ("reference", 0, "[Woo+24] A. Author and B.", ["[Woo+24] A. Author", "         and B."]),
        ("reference", 0, "3. A. Author and B. Author", ["3. A. Author and B.", "   Author"]),
        ("reference", 0, "Author, A. and Author, B.", ["Author, A. and", "    Author, B."]),
        ("caption", 1, "Table 1: Lost.", ["Table 1: Lost.", MISSING]),
        ("figure", 0, "(a) x\nFigure 1: A figure of it", ["▣ (a) x", "  Figure 1: A figure", "  of it"]),
        ("code", 0, "def f():\n\n    return [1, 2, 3, 4]", ["def f():", "", "    return [1, 2, 3,", " 4]"]),
        ("algorithm", 0, "A 1\n 1:   x is what there is", ["A 1", " 1:   x is what", "        there is"]),
        ("formula", 0, "x = y\t(1)", ["    x = y        (1)"]),
        ("formula", 0, "xxxxxx = yyyyyy + z = w\t(1)", ["    xxxxxx", "      = yyyyyy", "      + z = w    (1)"]),
        ("table", 0, "A\tBb\nlong\t7", ["A     Bb", "long   7"]),
        ("table", 0, "Name 1 2\nOther name 10 20", ["Name         1   2", "Other name  10  20"]),
        ("table", 0, "\tB\nA\t-", ["   B", "A  -"]),
        ("table", 0, "some words here\tmore words of it", ["some       more", "  words    words of", "  here     it"]),
        (
            "table",
            0,
            "Dogs [w24]\t1\nCollie of old [wo24]\t10",
            ["Dogs [w24]         1", "Collie of old     10", "  [wo24]"],
        ),
        ("table", 0, "Kinds of dogs, and their years\nCollie\t7", ["Kinds of dogs, and", "  their years", "Collie  7"]),
        (
            "table",
            0,
            "表表表 表表\t7\n犬犬犬犬犬犬犬犬犬犬犬犬犬犬犬犬\t8",
            ["表表表 表表        7", "犬犬犬犬犬犬犬犬   8", "  犬犬犬犬犬犬犬", "  犬"],
        ),
        ("table", 0, "a\tb\tc\td\te\tf\tg\th\ti\tj\tk", ["a b c d e f g h i j", "  k"]),
    ],
)
def test_each_kind_has_its_shape(kind: BlockKind, level: int, text: str, lines: list[str]) -> None:
    assert laid(kind, text, 20, level) == lines


def test_spans_are_where_their_text_is_shown() -> None:
    found = block("item", "1. A link that is broken", Span("link", 5, 16, "https://a.b"), Span("emphasis", 10, 14))
    lines = lines_of(found, 20)
    assert lines == [
        ShownLine("1. A link that is", (Span("link", 5, 16 - 0, "https://a.b"), Span("emphasis", 10, 14))),
        ShownLine("   broken"),
    ]
    table = block("table", "a\tbb\nccc\td", Span("code", 2, 4), Span("code", 9, 10))
    for line in lines_of(table, 20):
        assert [line.text[span.start : span.end] for span in line.spans] in (["bb"], ["d"])
    broken = lines_of(block("paragraph", "x " * 30, Span("strong", 0, 60)), 20)
    assert all(line.spans == (Span("strong", 0, len(line.text)),) for line in broken)


def test_a_pager_is_given_sections_and_addresses() -> None:
    blocks = (
        block("heading", "1 Bees", level=1),
        block("heading", "1.1 Wax", level=2),
        block("paragraph", "See here.", Span("link", 4, 8, "https://a.b/c")),
        block("reference", ""),
        block("reference", "One."),
        block("reference", "Two."),
    )
    assert [*plain_lines(blocks)] == [
        "1 Bees", "──────", "", "1.1 Wax", "", "See here <https://a.b/c>.", "", "One.", "Two.",
    ]  # fmt: skip
    same = block("paragraph", "At https://a.b/c.", Span("link", 3, 16, "https://a.b/c"))
    assert with_addresses(same) is same


def test_no_line_of_a_paper_is_wider_than_wanted() -> None:
    for name in ("latex", "innertext", "double", "fourfold"):
        for width in (20, 33, 80):
            for one in document_of(name).blocks:
                assert all(width_of(line.text) <= width for line in lines_of(one, width)), one


def test_widths_are_those_of_a_terminal() -> None:
    assert [width_of(text) for text in ("", "abc", "表a", "Q\u0302", "𝒟ₜ", "e\u0301\u0301")] == [0, 3, 3, 1, 2, 1]
    assert [cut("Q\u0302Q\u0302", 0, 1), cut("表表", 0, 3), cut("表", 0, 1)] == [2, 1, 1]


def test_a_cell_of_a_blank_that_is_none_takes_its_place() -> None:
    assert laid("table", "a\tb\u00a0\u3000\n1\t\u00a0", 40) == ["a  b", "1"]


@pytest.mark.parametrize("kind", ["paragraph", "code", "formula", "table"])
def test_a_word_as_long_as_a_text_is_laid_out_in_time_that_is_linear(kind: BlockKind) -> None:
    times: list[float] = []
    for count in (5_000, 40_000):
        start = process_time()
        assert len(laid(kind, f"a\t{'長' * count}", 80)) >= count // 40
        times.append(process_time() - start)
    assert times[1] < 30 * times[0]
