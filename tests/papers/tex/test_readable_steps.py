"""Each step of the pipeline by itself, and what lets it run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.papers.tex import commands, markup, math, prose
from reader.papers.tex.pipeline import LINKS, STEPS
from reader.papers.tex.symbols import ABBREVIATIONS, JOINING, NEVER_ENGLISH, NEVER_ENGLISH_PARTS, SYMBOLS

Apply = Callable[[str], str]

CASES: list[tuple[Apply, str, str]] = [
    (markup.break_hints, r"sub\allowbreak word\nobreakdash-x", "subword-x"),
    (markup.break_hints, r"\beta\allowbreak b", r"\beta{}b"),
    (markup.url_commands, r"\url{https://a.b}~and url{a.b/c", "https://a.b and a.b/c"),
    (markup.url_commands, r"\href{https://a.b}{c {d}} \href{https://e.f", "https://a.b (c {d}) https://e.f "),
    (markup.url_commands, r"\href{https://a.b}{}", "https://a.b"),
    (markup.markdown_links, "![t](https://a.b) [x](c.d/e)", "t (https://a.b) x (c.d/e)"),
    (commands.accents, r"\'e\`a\^o\"u\~n \v{s}\c{c} {\ss} na\"\i ve", "éàôüñ šç ß naïve"),
    (commands.accents, r"\"a word\" and \'so\'", "\"a word\" and 'so'"),
    (commands.accents, r"it\'s we\'re don\'t", "it's we're don't"),
    (commands.accents, r"S\o ren, \AA ngstr\"om, {\L}ukasz", "Søren, Å ngström, Łukasz"),
    (commands.escapes, r"\% \& \_ \# \$", "% & _ # $"),
    (commands.money, r"\1 million (\2.5K) \300,000 \0.5", "$1 million ($2.5K) $300,000 $0.5"),
    (commands.thin_spaces, r"3\,ms vs.\ 4 end. \ New a\\ b hy\-phen", "3 ms vs. 4 end. New a b hyphen"),
    (commands.abbreviations, r"\eg, \ie\ \etc. \vs{} x", r"e.g., i.e.\ etc. vs. x"),
    (commands.literal_braces, r"\{a\}", "{a}"),
    (prose.ties, r"a~(b) 3~\ours 1~2 5K~6K ,~x", r"a (b) 3 \ours 1~2 5K~6K , x"),
    (prose.bold, "**a b** **C**at re**D**", "a b Cat reD"),
    (prose.quotes, "``a'' ''b'' (``c\")", "“a” “b” (“c”)"),
    (prose.dashes, "a -- b, 1--2, a--b, x --- y", "a – b, 1–2, a–b, x — y"),
    (markup.formula_marks, r"\(a\) and \( b \)", "a and b"),
    (markup.commands, r"\textbf{a {b}} {\bf\it c} x\footnote{d} \textcolor{red}{e} \b{Long}", "a {b} c x (d) e Long"),
    (markup.commands, r"see \cite{ann} and \textbf{open", "see [ann] and open"),
    (markup.commands, r"\alpha\text{b} \vspace{-2mm}x", r"\alpha{}b x"),
    (markup.lost_formats, "boldsymbolπ and mathcal O", "π and O"),
    (markup.arguments, r"\frac{a+b}{2} \sqrt{d} \hat{y} \textsuperscript{2}", "(a+b)/2 √d y\u0302 ²"),
    (markup.macros, r"\alpha \ours{} {\mu}m \bf x 4\sim5 \sim 6", "α ours μm x 4~5 ~6"),
    (markup.macros, r"a\leq 3 b \times 4 \textbf c \n", r"a≤3 b × 4 c \n"),
    (math.degrees, "5^circ 6^{\\circ} 7circ 8^circtimes9", "5° 6° 7° 8°times9"),
    (math.never_english, "a leq b infty-x xleq 3 langle a rangle", "a ≤ b ∞-x x≤3 ⟨a⟩"),
    (math.products, "2times 3times x (Htimes W) d_k times d_v 4 times", "2×3× x (H×W) d_k × d_v 4 times"),
    (math.estimates, "sim5 {sim} 6% approx7K sim 8% sim2real", "~5 ~6% ≈7K ~8% sim2real"),
    (math.tolerances, "1pm2 (pm3) 0.5 pm 0.1 5 pm", "1±2 (±3) 0.5 ± 0.1 5 pm"),
    (math.sums, "sum_i sum_{i} prod_{j} sum_total", "∑_i ∑_{i} ∏_{j} sum_total"),
    (math.greek, "tau=1 pi_0 x^alpha p_theta rho > 2 >= tau.", "τ=1 π_0 x^α p_θ ρ > 2 >= τ."),
    (math.greek, "a ≥ tau), lambda* and pi_theta", "a ≥ τ), λ* and π_theta"),
    (math.greek_tuples, "(epsilon, delta) (alpha)", "(ε, δ) (alpha)"),
    (math.policies, "pi(a|s) and pi(x)", "π(a|s) and pi(x)"),
    (math.limits, "εto 0, nto 5 and τtoken", "ε→0, nto 5 and τtoken"),
    (math.groups, "x^{2n} y_{ij} a_{ref} b^{i+k} {=} {π} c_{1,2}", "x²ⁿ yᵢⱼ a_ref b^(i+k) = π c_{1,2}"),
    (math.groups, "z^{d times d} GPT_{4} a_{x}b a_{B}b", "z^(d×d) GPT_4 aₓb a_{B}b"),
    (math.powers, "x^2 (y)^10 2^-3 W^T z^top a^k b^0.5", "x² (y)¹⁰ 2⁻³ Wᵀ zᵀ a^k b^0.5"),
    (math.indices, "x_0 y_10 π_j ab_1 c_de f_1.py", "x₀ y₁₀ πⱼ ab_1 c_de f_1.py"),
]


@pytest.mark.parametrize(("apply", "source", "result"), CASES)
def test_step(apply: Apply, source: str, result: str) -> None:
    assert apply(source) == result


@pytest.mark.parametrize(("apply", "source", "result"), CASES)
def test_a_step_is_wanted_where_it_changes_something(apply: Apply, source: str, result: str) -> None:
    assert any(step.wanted(source) for step in LINKS + STEPS if step.apply == apply)


def test_every_step_has_a_case() -> None:
    assert {step.apply for step in LINKS + STEPS} == {apply for apply, _, _ in CASES}


@pytest.mark.parametrize("name", sorted(NEVER_ENGLISH))
def test_each_never_english_name_is_found(name: str) -> None:
    text = f"lfloor a {name} b" if name in ("rfloor", "rceil") else f"a {name} b"
    assert any(part in text for part in NEVER_ENGLISH_PARTS)
    assert SYMBOLS[name] in math.never_english(text)


@pytest.mark.parametrize("name", SYMBOLS)
def test_each_macro_prints_its_symbol(name: str) -> None:
    assert markup.macros(rf"(\{name})") == f"({SYMBOLS[name]})"


@pytest.mark.parametrize("name", sorted(JOINING))
def test_an_operator_takes_the_blank_that_ended_its_name(name: str) -> None:
    assert markup.macros(rf"a\{name} 2 \{name} a\{name} word") == "a{0}2 {0} a{0} word".format(SYMBOLS[name])


@pytest.mark.parametrize("name", ABBREVIATIONS)
def test_each_abbreviation_is_spelt_out(name: str) -> None:
    assert commands.abbreviations(rf"(\{name}) \{name}.") == "({0}) {0}".format(ABBREVIATIONS[name])
