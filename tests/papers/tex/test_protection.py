"""What is protected, and that it comes back."""

from __future__ import annotations

import pytest

from reader.papers.tex.protection import MARK, protect, restore

PROTECTED = [
    "https://a.example/x_0~y--z^2",
    "http://a.example",
    "ftp://a.example/b",
    "www.a.example/x_0",
    "a-b.example.org/~ann",
    "ann.b_c@a.example",
    "/usr/lib/x_0",
    "~/data",
    "./a/b",
    "../a_1",
    r"C:\Users\ann\x_0",
    "src/train/x_0.py",
    "x_0.json",
    "`x_0 -- y`",
    "`a`",
    MARK,
]


@pytest.mark.parametrize("span", PROTECTED)
@pytest.mark.parametrize("around", ["see {}", "{} there", "({} x)", "a {} b"])
def test_span(span: str, around: str) -> None:
    text = around.format(span)
    masked, spans = protect(text)
    assert spans == [span]
    assert restore(masked, spans) == text


@pytest.mark.parametrize(
    "text",
    [
        "and/or 1/2 x_0/x_1 a.b e.g. 3.5 vs. w/o",
        "`needle' and `light' words of `models' (`a')",
        "pass@1 mAP@0.5 @ann",
        "```a``` ``b`` ` c ` a`s",
        r"A:\textbf{x} 5:\alpha",
    ],
)
def test_nothing_to_protect(text: str) -> None:
    assert protect(text) == (text, [])


def test_several_spans_come_back_in_order() -> None:
    text = "`a` https://b.c/{https://d.e} (f@g.hi), x.py"
    masked, spans = protect(text)
    assert masked == f"{MARK} {MARK}{{{MARK}}} ({MARK}), {MARK}"
    assert spans == ["`a`", "https://b.c/", "https://d.e", "f@g.hi", "x.py"]
    assert restore(masked, spans) == text


def test_five_escapes_lose_their_backslash_inside() -> None:
    assert protect(r"https://a.b/\_\#\%\&\~c")[1] == ["https://a.b/_#%&~c"]
    assert protect(r"ann\_b@a.example")[1] == ["ann_b@a.example"]
    assert protect(r"`a\_b`")[1] == [r"`a\_b`"]


@pytest.mark.parametrize("end", ["{x}", "}", '"', "`", "''", "**", r"\footnote", "<br>", " x"])
def test_an_address_ends_before(end: str) -> None:
    assert protect("https://a.b/c" + end)[1] == ["https://a.b/c"]
