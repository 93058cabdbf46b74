"""Markdown as it is read in a terminal: addresses listed, code and tables as they were written, no letter lost."""

from __future__ import annotations

import time
from collections import Counter
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.discussion import html, markdown
from reader.papers.discussion.markdown import paragraphs
from reader.papers.tex.latex import FORMULA

LONG = 20_000


def read(text: str) -> str:
    """A text as it is read, an empty line where there is a gap."""
    lines: list[str] = []
    for paragraph in paragraphs(text):
        lines += [""] * paragraph.gap + [f"{paragraph.lead}{paragraph.text}"]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("@you, **this** is _so_ `a_b` *clear*.", "@you, this is so `a_b` clear."),
        ("two\nlines  \nand three", "two\nlines\nand three"),
        ("[here](https://e.org/x_y_z) and [there](/papers/2608.00001)",
         "here [1] and there [2]\n[1] https://e.org/x_y_z\n[2] https://huggingface.co/papers/2608.00001"),
        ("[a](https://e.org) [b](https://e.org)", "a [1] b [2]\n[1] https://e.org\n[2] https://e.org"),
        ('[a](https://e.org "Its title")', "a [1]\n[1] https://e.org Its title"),
        ("<https://e.org/a> https://e.org/_b_/c", "https://e.org/a https://e.org/_b_/c"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("![A plot](https://e.org/p.png)", "image: A plot [1]\n[1] https://e.org/p.png"),
        ("![](https://e.org/p.png)", "image [1]\n[1] https://e.org/p.png"),
        ("[![Badge](https://e.org/b.svg)](https://e.org)", "image: Badge [1] [2]\n[1] https://e.org/b.svg\n[2] https://e.org"),
        ("# Title\ntext", "Title\n\ntext"),
        ("- a\n- b\n  c\n\n1. d\n2) e", "- a\n- b\nc\n1. d\n2) e"),
        ("- a\n\n  b", "- a\n\n  b"),
        ("> a\n> b\n\nc", "> a\nb\n\nc"),
        ("```py\nx = 1\n\n\ty\n```", "py\nx = 1\n\n    y"),
        ("    code", "code"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "| a   | b   |     |\n| --- | --- | --- |\n| 1   | 2   | 3   |"),
        ("[a]: https://e.org 'T'\n\n*x* [a] [b][a]", "[a]: https://e.org 'T'\n\nx [a] [b][a]"),
        ("2*3*4 and $a_i*b*c$ and \\(\\alpha\\)", "2*3*4 and aᵢ*b*c and α"),
        ("$5 or $6 \\* &amp; &lt;b>", "$5 or $6 * & <b>"),
        ("<details>\n<summary>More</summary>\n<b>x</b><br>y\n</details>", "More\nx\ny"),
        ('a <img src="https://e.org/i.png" width="30"> b', "a image <https://e.org/i.png>  b"),
        ("<unk> <!-- said --> [MASK] [/] [@click=x]", "<unk> <!-- said --> [MASK] [/] [@click=x]"),
        ("~~gone~~\n\n---", "~~gone~~\n\n———"),
        ("", ""),
    ],
)  # fmt: skip
def test_it_is_read_plainly(written: str, shown: str) -> None:
    assert read(written) == shown


def test_columns_of_a_table_are_below_each_other_unless_it_is_too_wide() -> None:
    assert read("|length|表|\n|---:|:-:|\n| 512 | 1 |\n|4|`a`|") == "\n".join(
        ("| length | 表  |", "| ------ | --- |", "|    512 | 1   |", "|      4 | `a` |")
    )
    wide = f"| {'a ' * 40}|b|\n|---|---|\n|c|d|"
    assert read(wide) == wide
    assert read("> | a | b |\n> |---|---|\n> | c | d |").count("c") == 1


def test_links_are_where_their_words_are() -> None:
    [said, listed] = paragraphs("See [the *code*](https://e.org).")
    assert [said.text[link.start : link.end] for link in said.links] == ["the code [1]"]
    assert [(listed.text[link.start : link.end], link.url) for link in listed.links] == [("https://e.org",) * 2]


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    ["*", "[", "![[", "`", "`a", "<", ">", "> ", "- ", "a**b", "[a](b", "\\(", "$", "$a", "&", "1. ", "_a *b ", "<!--",
     "a\n", "-\n", "[](<", "<img alt=", "| a ", "\n\n", "<a href='", "[a]: b\n"],
)  # fmt: skip
def test_what_means_nothing_takes_no_time_and_stays(part: str) -> None:
    text = part * (LONG // len(part))
    began = time.process_time()
    shown = read(text)
    assert time.process_time() - began < 2
    assert letters(text) <= letters(shown)


def test_what_is_too_long_to_be_parsed_stays_as_it_is() -> None:
    for text in ("*a* " * markdown.PARSED, "[a](b) *c* " * (markdown.BRACKETS + 1)):
        assert read(text) == text


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


MARKS = (
    "*",
    "**",
    "_",
    "`",
    "```",
    "~~~",
    "    ",
    "- ",
    "1. ",
    "> ",
    "# ",
    "[",
    "](",
    ")",
    "---\n",
    "=",
    "$",
    "\\",
    "\t",
)
WHOLE = (
    "[a](b)",
    "![c](d)",
    "| g | h |\n",
    "|---|---|\n",
    "$i$",
    "\\(j\\)",
    "https://k.l/m",
    "<https://n.o>",
    "[r]: s\n",
)
HTML = ("<e>", "<br>", "</p>", "<p ", "<img src=f>", "&amp;", "&#75;", "<!--", "-->")
PIECES = st.sampled_from([*MARKS, *WHOLE, *HTML, "\n", "\n\n", "\t", "@p", "q", " ", "é", "表", '"t"'])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_letter_is_lost(text: str) -> None:
    kept = letters(unescape(html.untagged(FORMULA.sub("", text))))
    shown = letters(read(text))
    assert kept <= shown or letters(text) <= shown


def test_what_the_parser_leaves_out_is_there_all_the_same() -> None:
    assert read("> " * 40 + "deep").endswith("deep")
    assert read("- " * 40 + "deep").endswith("deep")


def test_of_a_known_tag_only_what_leads_somewhere_stays() -> None:
    assert read("<p class='of no use' title=\"said\">x</p>") == "x"
