"""Real LaTeX between its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.tex import readable_latex
from tests.papers.tex.timing import is_linear


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"We train $\pi_0$ in $\mathcal{O}(T^{-1/3})$ steps.", "We train π₀ in 𝒪(T^(−1/3)) steps."),
        (r"with \(x \leq y\) and \[ \frac{a}{b} \]", "with x ≤ y and a/b"),
        ("so that\n$$E = mc^2$$\nholds", "so that E = mc² holds"),
        (r"$\hat{y} \in \mathbb{R}^d$ and $10^{-3}$", "ŷ ∈ ℝᵈ and 10⁻³"),
        (r"our $\mymethod_1$ and \textbf{64times64} patches", "our mymethod₁ and 64×64 patches"),
        (r"$\|y\|_2 \ne \frac{a + b}2$ and $\dfrac12 \sqrt[3] 8$", "‖y‖₂ ≠ (a + b)/2 and 1/2 ∛8"),
        (r"$\mathbf x_\mathrm{max}^{n_j}$, $\hat x$, $\pi_0.5$", "𝐱_max^(nⱼ), x̂, π_0.5"),
        (r"$L_{1,2}$ and $A^*$, $\frac ab$", "L_(1,2) and A*, a/b"),
        (r"\texttt{x} at $\sim20\%$", "x at ∼20%"),
    ],
)
def test_formulas_are_written_out_and_the_rest_is_made_readable(source: str, text: str) -> None:
    assert readable_latex(source) == text


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5, and that is $3 more than $2.",
        "between $10 and $20 a day",
        "an odd $ sign",
        "`$HOME` and [MASK]",
    ],
)
def test_dollars_that_are_none_of_a_formula_stay(text: str) -> None:
    assert readable_latex(text) == text


@given(st.lists(st.sampled_from([*"$\\(){}[]^_ ab1", r"\alpha", r"\foo", "\n"]), max_size=60).map("".join))
def test_any_text_gives_a_text(text: str) -> None:
    assert isinstance(readable_latex(text), str)


def test_nested_braces_are_survived() -> None:
    assert "a" in readable_latex("$" + "{" * 900 + "a" + "}" * 900 + "$")


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["$", "$$", r"\(", r"\[", r"\)", "$a", r"\(a", "{$", "$\\\\"])
def test_marks_without_an_end_take_linear_time(mark: str) -> None:
    assert is_linear(readable_latex, *(mark * (length // len(mark)) for length in (10_000, 40_000)))
