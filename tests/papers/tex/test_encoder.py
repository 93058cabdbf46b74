"""Unicode as TeX: what is written, and that no sign of LaTeX's own becomes another one."""

from __future__ import annotations

import pytest

from reader.papers.tex.encoder import is_formula, quoted, tex


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "plain words"),
        ("A & 100% of $60 #1 L_2", r"A \& 100\% of \$60 \#1 L\_2"),
        (r"~y z^2 \input", r"\textasciitilde{}y z\textasciicircum{}2 \textbackslash{}input"),
        ("{x} a<b", r"$\lbrace$x$\rbrace$ a$<$b"),
        ("a--b --- ''", "a-{}-b -{}-{}- '{}'"),
        ("αβ ΑΒ ΔΩ", r"$\alpha\beta$ $\mathrm{A}\mathrm{B}$ $\Delta\Omega$"),
        ("πο", r"$\pi o$"),
        ("x₁₂ y⁻¹⁰ zⁿ", r"x$_{12}$ y$^{-10}$ z$^n$"),
        ("ℝ𝒪𝐱𝑦𝚊", r"$\mathbf{R}\mathcal{O}\mathbf{x}\mathit{y}\mathtt{a}$"),
        ("≤ ≠ ∈ → ∞ ≲", r"$\leq$ $\neq$ $\in$ → $\infty$ $\stackrel{<}{\sim}$"),
        ("«a» „b“ ‚c’", r"$\ll$a$\gg$ ,{},b“ ,c’"),
        ("é ß ł ² ½ – — … ™ €", "é ß ł ² ½ – — … ™ €"),
        ("论文 🤗", "论文 🤗"),
        ("ế Ș", r"{\'{\^e}} Ș"),
        ("a\u200db", "ab"),
    ],
)
def test_a_text_is_written_for_tex(text: str, written: str) -> None:
    assert tex(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('"a b" and "c"', "``a b'' and ``c''"),
        ("'a' it's o'clock 'b c'", "`a' it's o'clock `b c'"),
        ("\"it's 'so'\"", "``it's `so'''"),
        ('5" and 6"', '5" and 6"'),
        ('("x")', "(``x'')"),
        ("rock 'n roll", "rock 'n roll"),
    ],
)
def test_straight_quotes_become_pairs(text: str, written: str) -> None:
    assert tex(quoted(text)) == written


def test_a_formula_is_known_by_its_signs() -> None:
    assert [*filter(is_formula, "aé²–Δ∞<{₂½")] == [*"Δ∞<{₂"]
