"""What holds for every text, however hostile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.papers.tex.pipeline import readable, readable_title
from tests.papers.tex.lost import lost
from tests.papers.tex.timing import is_linear

PIECES = [
    *(
        "a",
        "b",
        "N",
        "word",
        "Words",
        "x",
        "2",
        "64",
        "1.5",
        "π",
        "é",
        "A1",
        " ",
        " ",
        " ",
        "\n",
        "\n  ",
        ".",
        ",",
        ":",
    ),
    *("(", ")", "[", "]", "{", "}", "{", "}", "^", "_", "^{", "_{", "~", "-", "--", "---", "*", "**", "`", "``", "''"),
    *('"', "'", "=", "<", ">", "/", "|", "$", "%", "&", "@", "#", "+", "\\", "\\\\", "\\%", "\\_", "\\,", "\\ ", "\\("),
    *("\\)", '\\"', "\\'", "\\~", "\\{", "\\}", "\\textbf{", "\\emph{", "{\\it ", "{bf ", "text{", "\\footnote{"),
    *("\\alpha", "\\times", "\\sim", "\\leq ", "\\to", "\\deg", "\\ours", "\\eg", "\\i", "\\o", "\\c{c}", "\\url{"),
    *("url{", "\\href{", "](", "https://a.b/c", "http://", "a@b.org", "/x/y", "x.py", "\\allowbreak", "\\xspace", "{}"),
    *("times", "sim", "approx", "pm", "neq", "leq", "infty", "rightarrow", "langle ", " rangle", "circ", "^circ"),
    *(
        "pi",
        "tau",
        "lambda",
        "pi_0",
        "mu^2",
        "sum_",
        "x_0",
        "x^2",
        "10^{-3}",
        "{=}",
        "\\frac{",
        "\\sqrt{",
        "\\color{red}",
    ),
    *("boldsymbol", "mathcal{", "\\1", "\\2 million", "\ue000", "ß", "\u0301", "你", "²", "₀", "×", "°"),
]
settings.register_profile("text", derandomize=True, deadline=None, max_examples=300)
same_every_time = settings(settings.get_profile("text"))
"""A letter may be lost where commands that print nothing leave the parts of another command side by side."""

texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@same_every_time
@given(texts)
def test_a_second_time_changes_nothing(text: str) -> None:
    once = readable(text)
    assert readable(once) == once


@same_every_time
@given(texts)
def test_no_letter_is_lost(text: str) -> None:
    assert lost(text, readable(text)) is None


@same_every_time
@given(texts)
def test_a_title_has_one_line_and_loses_nothing(text: str) -> None:
    title = readable_title(text)
    assert "\n" not in title
    assert readable_title(title) == title
    assert lost(text, title) is None


@same_every_time
@given(st.text(max_size=200))
def test_any_text_keeps_its_letters(text: str) -> None:
    once = readable(text)
    assert readable(once) == once
    assert lost(text, once) is None


HOSTILE = [
    *(
        "{",
        "}",
        "{}",
        "{a}",
        "^{",
        "_{",
        "^{^{^{",
        "x^{a}",
        "x_{",
        "{{a}",
        "\\textbf{",
        "{\\it ",
        "\\frac{a}{",
        "\\footnote{",
    ),
    *("\\", "\\\\", "\\ ", "\\,", "\\'", '\\"', "\\(", "\\1", "\\alpha", "\\foo ", "\\url{", "\\href{a}{", "\\color{"),
    *(
        "`",
        "``",
        "''",
        "``a''",
        '"',
        "~",
        "a~",
        "1~1",
        "**",
        "**a",
        "[",
        "[a](",
        "--",
        "a--",
        "<",
        "$",
        "a",
        "a_",
        "a.",
    ),
    *(
        "a@",
        "a@b.",
        "/",
        "/a",
        "http://",
        "http://a/ ",
        "~/",
        "a.py",
        "C:\\",
        " ",
        "\n",
        "\n  ",
        "sim1",
        "1times",
        "(a times ",
    ),
    *("leq ", "langle ", "pi_", "(pi, ", "sum_", "x_0", "2^2", "1", "1,", "\ue000", "circ", "pm1"),
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    assert is_linear(readable, *(piece * (length // len(piece)) for length in (10_000, 40_000)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape", ["{%s}", "x^{%s}", "\\textbf{%s}", "{\\it %s}", "\\(%s\\)", "``%s''", "**%s**", "[%s](a.b)"]
)
def test_depth_costs_no_more_than_length(shape: str) -> None:
    before, after = shape.split("%s")
    assert is_linear(readable, *(before * depth + "x" + after * depth for depth in (4_000, 16_000)))
