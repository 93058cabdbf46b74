"""Where addresses begin and end, and that Markdown shows and links just them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from reader.papers.addresses import kept
from reader.papers.markdown_text import escaped, escaped_title

KEPT = [
    ("See https://example.org/a_b_c.", ["https://example.org/a_b_c"]),
    ("(https://example.org/a).We", ["https://example.org/a"]),
    ("(https://example.org/a_(b)).", ["https://example.org/a_(b)"]),
    ("“https://example.org/a_b”", ["https://example.org/a_b"]),
    ("Ada’s https://example.org/a_b’s", ["https://example.org/a_b"]),
    ("见https://example.org/a_b。下", ["https://example.org/a_b"]),
    ("https://a.org/x_y,https://b.org/~z/!", ["https://a.org/x_y", "https://b.org/~z/"]),
    ("HTTP://Example.org/a_b?", ["HTTP://Example.org/a_b"]),
    ("*https://example.org/a*", ["https://example.org/a"]),
    ("https://example.org/a[b]_c]", ["https://example.org/a[b]_c"]),
    ("at example.org/a_b/c, or (example.org/_x_).", ["example.org/a_b/c", "example.org/_x_"]),
    ("mail a_b@example.org, now", ["a_b@example.org"]),
    ("Run `a*b` in foo_bar.py.", ["`a*b`", "foo_bar.py"]),
    ("https:// and and/or", []),
    ("one \ue000 private", ["\ue000"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), KEPT)
def test_an_address_ends_where_it_was_meant_to(text: str, found: list[str]) -> None:
    assert (
        kept(text, lambda around: re.sub("[^\ue000]+", "", around), lambda one: f"{one.text}\n").splitlines() == found
    )
    assert kept(text, str, lambda one: one.text) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("https://example.org/a", True),
        ("(https://example.org/a), x", True),
        ("https://example.org/a_b", False),
        ("https://example.org/a’s", False),
        ("“https://example.org/a", False),
        ("https://example.org/a).We", False),
        ("https://example.org/a- x", False),
    ],
)
def test_an_address_is_left_bare_only_where_every_program_finds_its_end(text: str, plain: bool) -> None:
    assert str(plain) in kept(text, str, lambda one: str(one.is_plain))


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("https://example.org/a_b_c.", "<https://example.org/a_b_c>."),
        ("(https://example.org/~a/*b*(c)[d]=e)", "(<https://example.org/~a/*b*(c)[d]=e>)"),
        ("https://example.org/?a&copy;b", "`https://example.org/?a&copy;b`"),
        ("a_b@example.org", "<a_b@example.org>"),
        ("example.org/a_b and foo_bar.py", "example.org/a_b and foo_bar.py"),
        ("`a_b` *c*", "\\`a_b\\` \\*c\\*"),
        ("a_b _c_ AT&T &amp;", "a_b \\_c\\_ AT&T \\&amp;"),
        ("1. x", "1\\. x"),
        ("A. x", "A\\. x"),
        ("- x", "\\- x"),
        ("> x", "\\> x"),
    ],
)
def test_markdown_escapes_around_addresses_and_code_alone(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


@pytest.mark.parametrize("text", [text for text, _ in KEPT if "\ue000" not in text])
@pytest.mark.parametrize("options", ["commonmark", "gfm-like"])
def test_markdown_shows_the_text_and_links_the_address(text: str, options: str) -> None:
    reader = MarkdownIt(options, {"linkify": False})
    inline = [child for token in reader.parse(escaped(text)) for child in token.children or []]
    assert "".join(child.content for child in inline) == text
    for one, shown in pairwise(inline):
        if one.type == "link_open":
            assert str(one.attrs["href"]).removeprefix("mailto:") == reader.normalizeLink(shown.content)


def test_a_title_has_no_link_inside_of_its_link() -> None:
    title = "About https://example.org/a*b_c and `x](y)`"
    tokens = MarkdownIt().parse(f"[{escaped_title(title)}](https://arxiv.org/abs/2608.00001)")
    inline = tokens[1].children or []
    assert [child.attrs["href"] for child in inline if child.type == "link_open"] == [
        "https://arxiv.org/abs/2608.00001"
    ]
    assert "".join(child.content for child in inline) == title
