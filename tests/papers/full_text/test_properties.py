"""Any text gives blocks: nothing is raised, nothing is lost, and the time grows with the length."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.papers.full_text.header import divided
from reader.papers.full_text.inline import read
from reader.papers.full_text.layout import lines_of
from reader.papers.full_text.parsing import parse
from reader.papers.full_text.widths import width_of
from tests import slow
from tests.papers.full_text.papers import NAMES, letters, lost, raw_rows, rows, text_of
from tests.terminal import CHECKOUT

RECORDED = CHECKOUT.parent / "shared" / "recorded" / "full-text"
BODIES = [divided(text_of(name)).body for name in NAMES]
EXCERPTS = [path.read_text().partition("\n")[2] for path in sorted(RECORDED.glob("*.md"))]

signs = st.text("abT \n\t#*|-=_^{}[]()!`\\$%&~<>:.,1230›†•𝑎𝒳∈√\u0302表\x1b\x00\u202e", max_size=60)
marks = st.sampled_from(
    [
        "\\frac{", "\\begin{cases}", "\\end{cases}", "](https://a.b/c)", "![Image 1: x](https://a.b/c.png)", "```\n",
        "\n\n", "## 1 A\n", "Algorithm 1 A\n1:for", "Table 1: T\n\n", "| a | b |\n| --- |\n", "1.   1.", "*   •",
        "\n\t\n", "\n\t\t\n(1)\n", "italic_x start_POSTSUBSCRIPT", "Back to arXiv\n", "References\n----------\n",
        "_a_", "1 1 1 ", "\\mathcal{X}", "𝒳\\mathcal{X}", "x_{i}", "\\displaystyle", "###### Abstract\n",
    ]
)  # fmt: skip


@st.composite
def cuts(draw: st.DrawFn) -> str:
    """A part of a paper."""
    whole = draw(st.sampled_from(BODIES + EXCERPTS))
    start = draw(st.integers(0, len(whole)))
    return whole[start : start + draw(st.integers(0, 600))]


texts = st.lists(st.one_of(signs, marks, cuts()), max_size=8).map("".join)


@given(texts)
@example("\\displaystyle")
@example("x_{i}<0.b\t1{T<,0`^a|,,]>2#<:›3 >-$^*•\\̂#{`==\\")
@example("italic_x start_A \\, \\,italic_x")
@settings(max_examples=100, deadline=None)
def test_any_text_gives_blocks_that_have_all_its_lines(text: str) -> None:
    document = parse(text)
    flat = "".join(raw_rows(document)).replace(" ", "")
    body = "".join(rows(divided(text).body)).replace(" ", "")
    # Controls are replaced before; letters are what counts.
    assert letters(flat) == letters(body)
    for block in (*document.blocks, *document.folded):
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
        assert [span.start for span in block.spans] == sorted(span.start for span in block.spans)
        lines = lines_of(block, 40)
        assert letters("".join(line.text for line in lines)) - letters(" (not in this text)") <= letters(block.text)
        assert letters(block.text) <= letters("".join(line.text for line in lines))
        assert not any(character in line.text for line in lines for character in "\n\x1b\x00\u202e")
        assert all(width_of(line.text) <= 40 for line in lines)


@given(st.lists(cuts(), max_size=4).map("\n\n".join))
@settings(max_examples=40, deadline=None)
def test_of_cut_and_glued_texts_no_letter_is_lost(text: str) -> None:
    document = parse(text)
    if document.variant != "latex":
        return
    for block in document.blocks:
        assert lost(block) == "", block


@given(st.text("ab_ [](){}!`\\^1,.:/htps", max_size=80))
@settings(max_examples=100, deadline=None)
def test_a_line_keeps_its_letters(text: str) -> None:
    shown, _ = read(text)
    hidden = re.sub(r"(?<=\])\(https?://[^\s()\[\]]*\)|\\[A-Za-z]+", "", text)
    assert letters(hidden) <= letters(shown)


@pytest.mark.parametrize(
    "text", ["navigate_to_pose", "[r(x,y)](2)", "n_layers, blur_1 and LM_Head", "a <bot> b", "**A:**"]
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert read(text) == (text, ())
    assert [block.text for block in parse(text).blocks] == [text]


PIECES = (
    "[", "]", "](http://", "_a ", "{", "}", "\\frac{", "`", '](http://a "', "x_{", "\\begin{a}", "a", "_{", "| a ",
    "http://", "x_{i}\\in X ", "𝒳\\mathcal{X} ", "italic_x start_A ", "(", "1 1 1 ", "\\", "T T ", "*   ", "\t",
    "[a](https://b.c) ", "\\\\ ", "![Image 1: x](https://a.b/c)", "1.", "•", "Algorithm 1 ", "𝑎\n",
)  # fmt: skip

INNERTEXT = "Back to arXiv\nWhy HTML?\nReport Issue\nDownload PDF\n\n"


@pytest.mark.parametrize("piece", [*PIECES[:3], *(slow(piece) for piece in PIECES[3:])])
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_megabyte_of_anything_takes_a_moment(piece: str, end: str) -> None:
    size = 2**20
    # One line of it, and many.
    text = (piece * (200 // len(piece) + 1) + "\n\n") * (size // 200) if end else piece * (size // len(piece))
    began = time.process_time()
    parse(text[:size])
    assert time.process_time() - began < 10


@pytest.mark.parametrize(("head", "line"), [("", "* x"), slow("", "1."), slow("", "a 1 2"), (INNERTEXT, "\t")])
def test_lines_without_an_empty_one_between_them_are_looked_at_once(head: str, line: str) -> None:
    text = head + f"{line}\n" * (60_000 // (len(line) + 1))
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 5
