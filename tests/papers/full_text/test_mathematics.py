"""Bare LaTeX, as a mathematician would write it on one line."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.papers.full_text.latex.stream import DEPTH_LIMIT
from reader.papers.full_text.mathematics import is_same, plain
from tests.papers.tex.timing import is_linear
from tests.terminal import CHECKOUT

FORMULAS = [
    # Scripts: in Unicode where all of it is there and short, else behind a sign.
    (r"b_{i}+b_{j+1}-b_{nk}", "bᵢ + bⱼ₊₁ − bₙₖ"),
    (r"h^{(k+1)}=h^{(k)}", "h⁽ᵏ⁺¹⁾ = h⁽ᵏ⁾"),
    (r"m^{*},m^{\prime},m^{\dagger},M^{\top},90^{\circ}", "m*, m′, m†, Mᵀ, 90°"),
    (r"p_{\text{dew}}q_{b}r_{\beta}", "p_dew q_b rᵦ"),
    (r"\mathcal{W}_{\mathrm{rain}}^{\text{old}}(t)", "𝒲_rain^old(t)"),
    (r"\rho_{\eta^{*}}", "ρ_(η*)"),
    (r"\mathbb{R}^{h\times w}", "ℝ^(h×w)"),
    (r"\mathbb{E}_{(u,v)\sim\mathcal{B}}[u]", "𝔼_((u,v)∼ℬ)[u]"),
    (r"e^{2\pi}e^{-u^{2}/4}", "e^(2π)e^(−u²/4)"),
    (r"Ada Roe{}^{2\;5\;*}", "Ada Roe² ⁵ *"),
    (r"w_{f_{j}}", "w_(fⱼ)"),
    (r"2^{1024}<2^{65536}", "2¹⁰²⁴ < 2^65536"),
    # Fractions and roots keep their meaning.
    (r"\frac{u+v}{w}", "(u+v)/w"),
    (r"\frac{g(u)}{h(v)}", "g(u)/h(v)"),
    (r"\frac{1}{3\rho^{2}}", "1/(3ρ²)"),
    (r"\frac{HG^{\top}}{\sqrt{d_{h}}}", "HGᵀ/√dₕ"),
    (r"\frac{\frac{u}{v}}{w}=\frac{u}{v}w", "(u/v)/w = u/v w"),
    (r"\left(\frac{u}{v}\right)^{2}={\frac{u}{v}}^{2}", "(u/v)² = (u/v)²"),
    (r"\log\frac{f(u)}{g(u)}", "log(f(u)/g(u))"),
    (r"u/\frac{v}{w}", "u/(v/w)"),
    (r"u\frac{1}{4}", "u 1/4"),
    (r"\frac{\text{dry}}{\text{dry}+\text{wet}}", "dry/(dry+wet)"),
    (r"\frac{1}{UV}\frac{\partial H}{\partial v}", "1/(UV) ∂H/∂v"),
    (r"\sqrt{u}+\sqrt{u+v}+\sqrt[3]{u}+\sqrt[n]{u}", "√u + √(u+v) + ∛u + ⁿ√u"),
    (r"\binom{m-1}{j}", "C(m−1, j)"),
    # Accents, norms, letters.
    (r"\hat{u}_{i}\tilde{\mathcal{V}}\bar{\mathbf{w}}\vec{q}\hat{h_{i}}", "ûᵢ𝒱̃𝐰̄q⃗ĥᵢ"),
    (r"\widehat{UV}", "(UV)^"),
    (r"\|u-v\|_{2}+\lVert w\rVert", "‖u − v‖₂ + ‖w‖"),
    (r"\frac{\alpha}{2}\|u\|^{2}+\left\|\frac{u}{2}\right\|", "α/2 ‖u‖² + ‖u/2‖"),
    (r"\|u\|\frac{1}{2}\lVert\frac{w}{2}\rVert\frac{1}{3}", "‖u‖ 1/2 ‖w/2‖ 1/3"),
    (r"|u|\frac{1}{2}\left|\frac{w}{2}\right|\frac{1}{3}+p(u|\frac{w}{2})", "|u| 1/2 |w/2| 1/3+p(u|w/2)"),
    (r"\frac{1}{m}|u|,|\frac{u}{2}|,\frac{1}{m}\lvert u\rvert", "1/m |u|, |u/2|, 1/m |u|"),
    (r"\mathbb{1}[u],\mathfrak{g},\mathscr{F},\boldsymbol{\theta},\mathbf{91.5}", "𝟙[u], 𝔤, ℱ, 𝛉, 91.5"),
    (r"\left\lfloor\frac{m}{2}\right\rfloor,\big\langle u,v\big\rangle", "⌊m/2⌋, ⟨u, v⟩"),
    (r"\text{B\'{e}zier}+\text{M\"{u}ller}, \foo{a}b", r"Bézier + Müller, \foo{a}b"),
    # Large operators, functions, relations.
    (r"\frac{1}{M}\sum_{j=1}^{M}g_{j}", "1/M ∑ⱼ₌₁ᴹ gⱼ"),
    (r"\arg\max_{u\in\mathcal{U}}\log f(u)", "arg max_(u∈𝒰) log f(u)"),
    (r"\operatorname*{argmin}_{i}\sin\alpha", "argminᵢ sin α"),
    (r"u\not\in V,u\not=v,U\subsetneq V", "u ∉ V, u ≠ v, U ⊊ V"),
    (r"\{u\mid(u,\cdot)\in\mathcal{V}\}", "{u ∣ (u, ·) ∈ 𝒱}"),
    (r"U\xrightarrow{f}V,u\overset{(a)}{\leq}v", "U →ᶠ V, u ≤⁽ᵃ⁾ v"),
    (r"\underbrace{u+v}_{\text{dew}}", "(u+v)_dew"),
    (r"\sum_{\substack{i\in I\\ j\in J}}u_{ij}", "∑_(i∈I, j∈J) uᵢⱼ"),
    # Rows.
    ("\\begin{bmatrix}u&v\\\\\n w&q\\end{bmatrix}", "[u  v ; w  q]"),
    (r"\begin{array}{cc}u&v\end{array}", "[u  v]"),
    (
        r"g(u)=\begin{cases}1&\text{if }u>0\\ 0&\text{otherwise}\end{cases}",
        "g(u) = ⎧ 1  if u > 0\n       ⎩ 0  otherwise",
    ),
    (r"\begin{aligned}u&=v+w\\ &=q\end{aligned}", "u = v + w\n= q"),
    # Sentences.
    (r"rain falls 4\times harder, or 2\times 10^{-3} at 7.5\%", "rain falls 4× harder, or 2×10⁻³ at 7.5%"),
    (r"10,000\times more of (1,2)\in U", "10,000× more of (1, 2) ∈ U"),
    (r"of 6{,}000 with n{=}50", "of 6,000 with n=50"),
    (r"the \beta-VAE, an \ell_{1}-norm and m_{i}-1", "the β-VAE, an ℓ₁-norm and mᵢ − 1"),
    (r"set \theta and \mathrm{Dew}@k", "set θ and Dew@k"),
    (r"{\color[rgb]{1,0,0}\definecolor[named]{ours}{rgb}{1,0,0}u}, \textcolor{red}{v}", "u, v"),
    (r"\displaystyle\phi(u)\displaystyle=v", "φ(u) = v"),
    (r"61.25 \pm 0.5 and \sim 5%", "61.25 ± 0.5 and ∼5%"),
]  # fmt: skip
"""Formulas of our own, of the kinds that papers have."""

UNTOUCHED = [
    "navigate_to_pose and blur_1, CogVideoX_5B at state-of-the-art",
    '{"rain": [1, 2], "snow": {"a": {}}} and {question}',
    "<VALUE> and x = y, a-b, f(x)(2) = 10,000",
    r"a prompt\nwith \unknown{args}[x] and \boxed{42}",
    r"\"rain\" in C:\Users\new, [^\S\n]+ and \d{3}\w*",
    r"\begin{verse}a & b \\ c\end{verse}",
    "∆W ∈ Rd1×d2",
    "x ^ y _ z ~ 5 & 6",
    "",
]


@pytest.mark.parametrize(("latex", "shown"), FORMULAS)
def test_a_formula_is_written_as_on_paper(latex: str, shown: str) -> None:
    assert plain(latex) == shown


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"of L \le 512 words", "of L ≤ 512 words"),
        (r"an \alpha \approx 5", "an α ≈ 5"),
        (r"up to \sim 5 days", "up to ∼5 days"),
        (r"a \sim 5 days trip", "a ∼5 days trip"),
        (r"days (\geq 5)", "days (≥5)"),
    ],
)
def test_a_sign_before_a_number_stands_apart_behind_what_is_a_variable(latex: str, shown: str) -> None:
    assert plain(latex) == shown


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_no_latex_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"u_{i", "u_ {i"),
        (r"\frac{u}{v", r"\frac{u} {v"),
        (r"\frac{u}", r"\frac{u}"),
        (r"u}_{i}}", "u}ᵢ}"),
        (r"\begin{cases}u&v", r"\begin {cases}u&v"),
        (r"\begin{cases\}u\end{cases}", r"\begin {cases}u\end{cases}"),
        (r"\foo{\{u}", r"\foo {{u}"),
        (r"u\end{cases}", r"u\end{cases}"),
        (r"\left\{u", "{u"),
        ("u\\", "u\\"),
    ],
)
def test_what_is_cut_off_stays_so_that_it_is_read_the_same_again(latex: str, shown: str) -> None:
    assert plain(latex) == shown
    assert plain(shown) == shown


@pytest.mark.parametrize("depth", [DEPTH_LIMIT + 1, 20_000])
@pytest.mark.parametrize("opener", ["{", "_{", r"\frac{", r"\begin{cases}", r"\text{"])
def test_what_is_nested_too_deep_stays(opener: str, depth: int) -> None:
    text = opener * depth + "u" + "}" * depth
    assert plain(text) == text


def test_deep_nesting_is_read() -> None:
    depth = DEPTH_LIMIT - 1
    assert plain("_{" * depth + "q" + "}" * depth) == "_(" * (depth - 1) + "_q" + ")" * (depth - 1)


SAME = [
    ("𝒬 s+1", r"\mathcal{Q}_{s+1}"),
    ("u′∼𝒬 dew(⋅∣v,π)", r"u^{\prime}\sim\mathcal{Q}_{\mathrm{dew}}(\cdot\mid v,\pi)"),
    ("W pre old(t)", r"W^{\mathrm{old}}_{\mathrm{pre}}(t)"),
    ("(u end−u start)log(1+v)H", r"\frac{(u_{\text{end}}-u_{\text{start}})}{\log(1+v)H}"),
    ("{u i}i=1 m,∅", r"\{u_{i}\}_{i=1}^{m},\quad\emptyset"),
    ("y^i", r"\hat{y}_{i}"),
    ("argmin θ ‖𝒖‖2", r"\operatorname*{arg\,min}_{\theta}\|\bm{u}\|_{2}"),
    ("↑", r"\uparrow"),
    ("128×128", r"128\times 128"),
]


@pytest.mark.parametrize(("twin", "latex"), SAME)
def test_a_twin_is_known(twin: str, latex: str) -> None:
    assert is_same(twin, latex)
    assert not is_same(twin + "z", latex)
    assert not is_same(twin[1:], latex)


@pytest.mark.parametrize(
    ("twin", "latex"),
    [
        ("𝒬 s", r"\mathcal{Q}_{t}"),
        ("u+v", "u-v"),
        ("u→v", "uv"),
        ("a/b", r"\frac{a}{b}"),
        ("", r"\alpha"),
        ("{u}", "u"),
    ],
)
def test_what_differs_is_no_twin(twin: str, latex: str) -> None:
    assert not is_same(twin, latex)


MARKS = r"""
_{ ^{ }{ } {} {,} \{ \} \_ \, \! \| \\ \1 \left( \right. \big \alpha \in \mathcal{ \text{ \frac{ \sqrt{ \sqrt[3]{ \hat{
\widehat{ \foo \foo{ \begin{cases} {cases} \end{cases} \begin{bmatrix} \end{bmatrix} \n \begin{foo} \begin \end \sum
\operatorname*{ \log \displaystyle \not \not\in word post-training 10,000 \color[rgb]{1,0,0} \begin{array}{cc} \sim
\hspace{1cm} \'{e} \^{ \overset{ \substack{ \tag{ \binom{ \mathbf{ \mathrm{ \lbrace \textbackslash \underbrace{
"""
BLANKS = ("\\ ", "\\alpha ", "\\times ", "\\tiny ")
PIECES = (*"abxN12 .,:;=<>+-*/|()[]{}_^~&%\\\n𝒟é⎧\ud800\ufdd0\ufdd3", *MARKS.split(), *BLANKS)
texts = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
same_every_time = settings(derandomize=True, deadline=None, max_examples=400)


@same_every_time
@given(texts)
def test_a_second_time_changes_nothing(text: str) -> None:
    once = plain(text)
    assert plain(once) == once


@pytest.mark.slow
@same_every_time
@given(st.text(max_size=40) | texts, st.text(max_size=10))
def test_any_texts_can_be_compared(twin: str, latex: str) -> None:
    assert is_same(twin, latex) in (True, False)


_COMMAND = re.compile(r"\\[A-Za-z]+|[^A-Za-zé]")


@same_every_time
@given(
    st.lists(st.sampled_from(["rain", "é", " ", r"\text{", r"\frac{", "{", "}", "_{", "^{", "\\{", "&"])).map("".join)
)
def test_no_letter_is_lost(text: str) -> None:
    def letters(shown: str) -> str:
        return _COMMAND.sub("", unicodedata.normalize("NFKC", shown))

    assert letters(plain(text)) == letters(text)


REPEATED = r"""
{ } _{ _{a} ^{a \frac{ \frac{a}{b} \ \foo \foo{a} ( - {} \begin{cases} \begin{cases}a&b\\c\end{cases} & \\ \sqrt[3]{
\color[ \{ \} {\theta \theta{ ~ _{a}_{
"""
UNITS = (*REPEATED.split(), *BLANKS, "a ", "a\\times ", "\\log ", "\\hskip1pt plus ", "\ufdd0")


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("around", ["{}", r"\text{{{}}}", r"\frac{{{}}}{{b}}", r"\begin{{cases}}{}\end{{cases}}"])
def test_time_grows_with_the_length(unit: str, around: str) -> None:
    short, long = (around.format(unit * (length // len(unit))) for length in (10_000, 40_000))
    assert is_linear(plain, short, long)


CONTRACT = CHECKOUT.parent / "shared" / "full-text.md"


def rows_of_contract() -> list[tuple[str, str]]:
    """The formulas of the contract and how they have to look, but those that come more than once or flattened."""
    if not CONTRACT.is_file():
        return []
    table = CONTRACT.read_text(encoding="utf-8").partition("### 4.6")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| \d+ \| (.*?) \| (.*) \|$", table, re.MULTILINE)
    pairs: list[tuple[str, str]] = []
    for sources, wanted in rows:
        latex = [source.replace("⏎", "\n") for source in re.findall(r"`([^`]*)`", sources)]
        pairs += zip(latex, wanted.split(" · ") if len(latex) > 1 else [wanted], strict=True)
    return pairs


@pytest.mark.skipif(not CONTRACT.is_file(), reason="no contract beside the checkout")
def test_the_formulas_of_the_contract_look_as_wanted() -> None:
    def key(text: str) -> str:
        return "".join(unicodedata.normalize("NFC", text).split())

    pairs = rows_of_contract()
    assert len(pairs) > 20
    assert [(plain(latex), wanted) for latex, wanted in pairs if key(plain(latex)) != key(wanted)] == []
    assert [latex for latex, _ in pairs if plain(plain(latex)) != plain(latex)] == []
