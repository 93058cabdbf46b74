"""What readable changes, what it leaves alone, and what holds for every text."""

from __future__ import annotations

import pytest

from reader.papers.tex.pipeline import LINKS, STEPS, readable, readable_title
from tests.papers.tex.lost import addresses, lost

CHANGED = [
    ("A sentence that\nwas wrapped.", "A sentence that was wrapped."),
    ("One end.\n  A new start\nthat goes on.", "One end.\n\nA new start that goes on."),
    ("One end.\n\n\n A new start.", "One end.\n\nA new start."),
    (r"It gains 4.2\% on Q\&A.", "It gains 4.2% on Q&A."),
    (r"The field user\_name of C\# costs \$5.", "The field user_name of C# costs $5."),
    (r"It costs \2 million, or \450,000 a year.", "It costs $2 million, or $450,000 a year."),
    (r"a budget (\12K for storage)", "a budget ($12K for storage)"),
    (r"Schr\"odinger, Andr\'e, Mu\~noz and Caf\'{e}", "Schrödinger, André, Muñoz and Café"),
    (r"Mart\'{\i}nez, Fran\c{c}ois, Ho\v{r}ava and S\o ren", "Martínez, François, Hořava and Søren"),
    (r"the model\'s output doesn\'t change", "the model's output doesn't change"),
    (r"It runs at 24\,kHz, cf.\ Table 2.", "It runs at 24 kHz, cf. Table 2."),
    (r"One end. \ A new start.", "One end. A new start."),
    ("graph networks~(GNNs) with 12~GB", "graph networks (GNNs) with 12 GB"),
    ("Phase~II on ARC~2025, see Fig.~7", "Phase II on ARC 2025, see Fig. 7"),
    ("averaging,~pruning and 2)~routing", "averaging, pruning and 2) routing"),
    ("see~https://lab.example/~ann/demo", "see https://lab.example/~ann/demo"),
    ("the ``mind's eye'' of a model", "the “mind's eye” of a model"),
    ("a ''cold'' start and a ``warm\" one", "a “cold” start and a “warm” one"),
    ("the \"hot'' path", "the “hot” path"),
    ("fast -- and cheap -- planning", "fast – and cheap – planning"),
    (r"between 12--18\% and 3--5times", "between 12–18% and 3–5×"),
    ("a train--test split", "a train–test split"),
    ("a result---so far---alone", "a result—so far—alone"),
    (r"\textbf{Deep} \emph{and} {\it wide} nets", "Deep and wide nets"),
    ("textbf{nu}merical text{SQL} and {bf RAG}", "numerical SQL and RAG"),
    (r"\textit{\textbf{nested} words}", "nested words"),
    ("we call it **Otter**, in **bold**", "we call it Otter, in bold"),
    ("**M**asked **A**uto-re**G**ression", "Masked Auto-reGression"),
    ("at the [site](https://otter.example/x_1).", "at the site (https://otter.example/x_1)."),
    (r"many (\eg cats, dogs, \etc), \ie animals", "many (e.g. cats, dogs, etc.), i.e. animals"),
    (r"with a bound\footnote{Up to a log.} in time", "with a bound (Up to a log.) in time"),
    (r"\color{teal}green and {\color{red}red}", "green and red"),
    (r"sub\allowbreak word and e\nobreakdash-mail", "subword and e-mail"),
    (r"\otter{} beats {\baseline} by far", "otter beats baseline by far"),
    (r"\ourmodel\xspace wins", "ourmodel wins"),
    (r"Code: \url{https://otter.example/a\_b}.", "Code: https://otter.example/a_b."),
    (r"Code:\url{https://otter.example/run", "Code:https://otter.example/run"),
    (r"released\url{https://otter.example}", "released https://otter.example"),
    (r"\href{https://otter.example/\%7Eann}{our page}", "https://otter.example/%7Eann (our page)"),
    (r"https://otter.example/\#demo", "https://otter.example/#demo"),
    ("images of 64times64 take 2.5times longer", "images of 64×64 take 2.5× longer"),
    ("from 256times 256 on 8timesB200", "from 256×256 on 8×B200"),
    ("a matrix in R^{ktimes m} or R^{k times m}", "a matrix in R^(k×m) or R^(k×m)"),
    (r"a 3\times gain of 0.5 \pm 0.1", "a 3× gain of 0.5 ± 0.1"),
    ("after sim30 steps, (approx12K words) and (pm1)", "after ~30 steps, (≈12K words) and (±1)"),
    ("up to {times} and {sim}20\\%, {approx}0.3", "up to × and ~20%, ≈0.3"),
    ("infty-horizon with a neq b, leq5% and x geq 2", "∞-horizon with a ≠ b, ≤5% and x ≥ 2"),
    ("rises 31.5 rightarrow 40.2 as T propto N cdot D", "rises 31.5 → 40.2 as T ∝ N · D"),
    ("the gain nabla f and +3.1%uparrow", "the gain ∇ f and +3.1%↑"),
    ("a pair langle s, a rangle of lceil n rceil", "a pair ⟨s, a⟩ of ⌈n⌉"),
    (r"\Sigma and \alpha blending with \to", "Σ and α blending with →"),
    ("with tau=0.7, sigma > 2 and rho_1", "with τ=0.7, σ > 2 and ρ₁"),
    ("an (epsilon, delta) bound for theta_{RL}", "an (ε, δ) bound for θ_RL"),
    ("the mu^2-law and simple ell_1 loss", "the μ²-law and simple ℓ₁ loss"),
    (r"a 360^circ view, 90^{\circ} and 4.5{\deg}", "a 360° view, 90° and 4.5°"),
    ("with 7{,}200 runs, r{=}{-}0.4", "with 7,200 runs, r=-0.4"),
    ("10^{-5} of R^2 and 2^{16}, 10^-4", "10⁻⁵ of R² and 2¹⁶, 10⁻⁴"),
    ("B^2Net and (AB)^3 at 512^2", "B²Net and (AB)³ at 512²"),
    ("x_0, v_{i+1} and W^T in y_t^2", "x₀, vᵢ₊₁ and Wᵀ in yₜ²"),
    ("π_{0.5}, v_{goal} and IoU^{box}", "π_0.5, v_goal and IoU^box"),
    ("sum_{i=1}^{n} w_i of e^{-(a + b)}", "∑ᵢ₌₁ⁿ wᵢ of e^(-(a+b))"),
    ("{S}parse {P}ath lear{N}ing", "Sparse Path learNing"),
    (r"the cost \(O(n^2)\) of mathcal{O}(n)", "the cost O(n²) of O(n)"),
    ("boldsymbolπ-Net in mathcal O(n)", "π-Net in O(n)"),
    ("mathcal O(n) calls", "O(n) calls"),
    ("a boldsymbolπ-Net", "a π-Net"),
    ("only sim40 steps", "only ~40 steps"),
    ("only approx40 steps", "only ≈40 steps"),
    (r"\url{https://a.example}and more", "https://a.example and more"),
    (r"3\times a day, m\times n", "3× a day, m×n"),
    (r"\frac{1}{2} of \sqrt{d} and CO\textsubscript{2}", "1/2 of √d and CO₂"),
]

UNCHANGED = [
    "A plain sentence with a hyphen-ated word, 3.5 numbers (and brackets).",
    "Two paragraphs.\n\nThe second one.",
    r"first \1) this, then \2) that",
    r"C:\Users\ann\x_0 and a new\\line",
    "a list of 5%~8 or 2M~6M words, 30~70% less",
    "it takes ( ~40%) or (~3 days), being 5x ~ 9x faster",
    "about ~200 hours and <~3 GB",
    "a draw x~N(0,1) for 1~N frames",
    "in ~/data/x_0 and https://lab.example/~ann/x_0^2",
    "a model`s 'single' quotes and a 6'' screen",
    'the "straight" quotes of 5" screens',
    "f''(x) and an ``open quote",
    "a~=b, run --fast or use (--slow), a -> b --> c",
    "the flag -x and a---- rule, <!-- note -->",
    "`x_0 -- **b** 64times64` is code",
    "call `R^2 \\% textbf{x}` now",
    "2**3 and x**2 + y**2, f(**kwargs, **options)",
    "the A* search, *starred* words and V*",
    "the set {-1, 0, 1}, {True, False} and {(a, b)}",
    "a table[3](see below) and [CLS] or G[q](x)",
    "GigaOtter is 3 times faster and ten times smaller",
    "sim2real, sim-to-real and sim2sim transfer",
    "the real-to-sim gap of a sim environment",
    "sometimes runtimes are multiples",
    "at 5 pm or 9pm, PM2.5 and pm2.5 dust",
    "approximately 5, simple 3 and simulated 4",
    "inequality, frequency, Ineq-Bench and LeqNet",
    "narrow triangles, nablaDFT and infinity",
    "alpha channel, beta test and gamma rays",
    "Phi-4, Sigma, Delta Attention, VGGT-Omega and Psi",
    "pi0, PanGu-pi, Mem-alpha and tau-bench",
    "pi_kept, alpha_max and lambda functions",
    "imo_1962_p2, GRPO_data, float8_e4m3 and GPT_4",
    "d_out, v_ref, x_train and self.x_0",
    "π_0.5, AP^mask, R^(m×n) and UI2Code^N",
    "pass^k, D^γ and A^* search, τ^c-Bench",
    "ann_b@lab.example.org and x_0@lab.example.org",
    "https://lab.example/a_0/b^2?x=1~2&y=64times64--z",
    "www.lab.example/x_0/**/y and github.com/ann/x_0",
    "src/train/x_0.py, x_0.json and ../a/x_1",
    "at https://lab.example/otter{project page}.",
    "n log n, max x and min y in (0, 1)",
    "pass@1, mAP@50 and recall@k",
    "5$ for 90$ and US$3-$4",
    "a <think> tag, <|im_end|> and <p>",
    "a | b, |x| > 3, a > b and c < d",
    "α-Balanced, Δ = 0.1 and 2× faster, ≈ 3",
    "Gödel, naïve, façade, Erdős and 你好, мир",
    "e.g., this, i.e. that, etc. and vs. those",
    "100% of Q&A in C# for $5 with a_b",
    "the \\n and \\t of a string",
    "a \"quoted\" word and 'another' one",
    "snake_case_names, __init__ and a_b_c",
    "version 1.2.3-alpha and 2.0_rc1",
    "5-10x, 3-4 and -1.5",
    "I/O, and/or, w/o, 1/2 and text/image",
    "{Bi} and {MetaOtter} in braces",
    "to and in of le top, ast or star",
    "an ``open quote\n\nand a close'' here",
    "two marks (''), and x''",
    'an ``open 5" screen',
    "**a**2 and **b**3, a----b",
    r"a \"half open quote",
    "url{x} and a ^{x} or (^{2})",
    "x^{a+{b c}} of {Otters}are",
    "x^ij, Code^Net and a^Two",
    "my_sim5, simsim5 and Otter-sim4",
    "dust (pm2.5) and (pm10), a 2timestep plan",
    "if alpha==beta or tau=TRUE",
]


@pytest.mark.parametrize(("source", "result"), CHANGED)
def test_changes(source: str, result: str) -> None:
    assert readable(source) == result


@pytest.mark.parametrize("text", UNCHANGED)
def test_leaves_alone(text: str) -> None:
    assert readable(text) == text


def test_there_are_a_hundred_pairs_and_half_of_them_do_not_change() -> None:
    assert len(CHANGED) + len(UNCHANGED) >= 100
    assert len(UNCHANGED) >= 50
    assert all(source != result for source, result in CHANGED)


@pytest.mark.parametrize(("source", "result"), CHANGED)
def test_results_are_final_and_whole(source: str, result: str) -> None:
    assert readable(result) == result
    assert lost(source, result) is None
    assert addresses(source) == addresses(result)


@pytest.mark.parametrize(("source", "result"), CHANGED)
def test_titles_read_the_same_on_one_line(source: str, result: str) -> None:
    assert readable_title(source) == " ".join(result.split())


@pytest.mark.parametrize("title", ["A Title\n  in Two Rows", "A Title\nin Two Rows", " A Title in\n\nTwo Rows\n"])
def test_a_title_has_one_line(title: str) -> None:
    assert readable_title(title) == "A Title in Two Rows"


@pytest.mark.parametrize("text", ["", " ", "\n", " \n \n", "\n\n\n"])
def test_blanks_are_nothing(text: str) -> None:
    assert readable(text) == readable_title(text) == ""


def test_private_characters_of_the_source_stay() -> None:
    assert (
        readable("\ue000 is 64times64 at https://a.example/x_0 \ue000")
        == "\ue000 is 64×64 at https://a.example/x_0 \ue000"
    )


def test_no_step_runs_on_a_clean_text() -> None:
    text = "Clean text, of 2 sentences (with brackets) - 5.5% better. It's on https://a.example/b-c; see and/or: yes!"
    assert [step.apply.__name__ for step in LINKS + STEPS if step.wanted(text)] == []
