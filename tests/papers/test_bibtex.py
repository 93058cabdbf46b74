"""BibTeX that TeX compiles, whose keys belong to the paper, and whose titles survive the styles."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.papers.bibtex import bibtex, bibtex_key, bibtex_title
from reader.papers.models import Author, Paper

PUBLISHED = date(2017, 6, 12)


def paper(title: str = "Attention Is All You Need", *authors: str, paper_id: str = "1706.03762") -> Paper:
    return Paper(id=paper_id, title=title, authors=tuple(Author(name=name) for name in authors), published=PUBLISHED)


def field(entry: str, name: str) -> str:
    found = re.search(rf"^      {name}=\{{(.*)\}},$", entry, re.MULTILINE)
    assert found, entry
    return found[1]


def test_an_entry_is_written_as_arxiv_writes_it() -> None:
    assert bibtex(paper("Attention Is All You Need", "Ashish Vaswani", "Noam Shazeer")) == "\n".join(
        [
            "@misc{vaswani-1706.03762,",
            "      title={Attention Is All You Need},",
            "      author={Ashish Vaswani and Noam Shazeer},",
            "      year={2017},",
            "      eprint={1706.03762},",
            "      archivePrefix={arXiv},",
            "      doi={10.48550/arXiv.1706.03762},",
            "      url={https://arxiv.org/abs/1706.03762},",
            "}",
        ]
    )


def test_an_entry_without_authors_has_no_author_field() -> None:
    assert "author" not in bibtex(paper())


def test_a_paper_of_which_only_the_id_is_known_is_cited_by_that() -> None:
    entry = bibtex(paper("", paper_id="2605.12483"))
    assert entry.startswith("@misc{arxiv-2605.12483,\n")
    assert field(entry, "title") == "arXiv:2605.12483"


def test_a_withdrawn_paper_is_said_to_be_that() -> None:
    entry = bibtex(replace(paper(), withdrawn=datetime(2026, 8, 20, tzinfo=UTC)))
    assert field(entry, "note") == "Withdrawn"
    assert "note" not in bibtex(paper())


def test_the_users_note_is_an_annotation_in_which_nothing_is_a_command() -> None:
    entry = bibtex(paper(), '50% of \\input{x}\n\nhttps://a.example/b_c#d & "so"')
    assert field(entry, "annote") == (
        r"50\% of \textbackslash{}input$\lbrace$x$\rbrace$ \par https://a.example/b\_c\#d \& ``so''"
    )


TITLES = {
    # Braces hold the word and never its punctuation.
    "LongVT: Watching Long Videos": "{LongVT}: Watching Long Videos",
    "Say (LLMs), [VLMs]; or “VLAs”!": "Say ({LLMs}), [{VLMs}]; or “{VLAs}”!",
    "From P(Y|X) to f(x)": "From {P(Y$|$X)} to f(x)",
    # A word with a hyphen is protected whole where a piece of it has a lone or an inner capital.
    "Sample-V, Best-of-N and X-Ray of Agent S": "{Sample-V}, {Best-of-N} and {X-Ray} of Agent {S}",
    "Text-to-Image Models": "Text-to-Image Models",
    "Low-Rank and GPT-like, LLM-as-a-Judge": "Low-Rank and {GPT-like}, {LLM-as-a-Judge}",
    "What Can I Do for T5 in 3D With C++?": "What Can {I} Do for {T5} in {3D} With {C++}?",
    "Is a Model A Good One or Is It A?": "Is a Model A Good One or Is It {A}?",
    "Beating Veo3 and Llama2": "Beating {Veo3} and {Llama2}",
    # Proper nouns of the field.
    "Bayesian Views of Gaussian and Non-Markovian Worlds": "{Bayesian} Views of {Gaussian} and {Non-Markovian} Worlds",
    "Solving Rubik's Cube and Rubik’s Other": "Solving {Rubik's} Cube and {Rubik’s} Other",
    # What begins a sentence, where the styles do not see it.
    "Why? Because! It Does. So - There – Here — End | Done": (
        "Why? {Because}! {It} Does. {So} - {There} – {Here} — {End} {$|$} {Done}"
    ),
    "“Quoted” First": "“{Quoted}” First",
    "First: “Quoted” Next": "First: “{Quoted}” Next",
    "In the U.S. Courts": "In the {U.S}. Courts",
    # What LaTeX does not read in UTF-8, in braces with its word.
    "Δ-Net, μP and π": "{$\\Delta$}-Net, {$\\mu$P} and {$\\pi$}",
    "A < B | C {d} E": "A {$<$} {B} {$|$} {C} {$\\lbrace$d$\\rbrace$} {E}",
    "From 10⁻⁴ to Lₓ₂ over ℝⁿ in 𝒪": "From {10$^{-4}$} to {L$_{x2}$} over {$\\mathbf{R}^n$} in {$\\mathcal{O}$}",
    "μ₀ and αβ, Α or ∞": "{$\\mu_0$} and {$\\alpha\\beta$}, {$\\mathrm{A}$} or {$\\infty$}",
    # What compiles stays.
    "Déjà Vu at 20°: x², M³ – Café": "Déjà Vu at 20°: x², {M³} – {Café}",
    "读 the 论文": "读 the 论文",
    # Straight quotes become pairs, apostrophes stay.
    "A \"Break-Fix\" Cycle and 'Goose' for Ann's": "A ``Break-Fix'' Cycle and `Goose' for Ann's",
    'The "It\'s Not" Answer': "The ``It's Not'' Answer",
    # What TeX would act on.
    "R&D for $60 at 5%, a_b #1 x^2 \\input ~y": (
        "{R\\&D} for \\$60 at 5\\%, a\\_b \\#1 x\\textasciicircum{}2 \\textbackslash{}input \\textasciitilde{}y"
    ),
    "Serving $60K": "Serving {{\\$60K}}",  # BibTeX takes a brace before a backslash for an accented letter.
    "Run `code` --fast ,, ''": "Run \\textasciigrave{}code\\textasciigrave{} -{}-fast ,{}, '{}'",
}


@pytest.mark.parametrize(("title", "written"), TITLES.items())
def test_a_title_survives_the_styles(title: str, written: str) -> None:
    assert bibtex_title(title) == written


@pytest.mark.parametrize(
    ("title", "raw", "written"),
    [
        ("M³IT: A Set", "M$^3$IT: A Set", "{M$^3$IT}: A Set"),
        ("In 𝒪(n²) Steps", "In $\\mathcal{O}(n^{2})$ Steps", "In {$\\mathcal{O}(n^{2})$} Steps"),
        ("Our ours in x₁", "Our $\\ours$ in $x_1$", "Our ours in {$x_1$}"),
        ("For $60 and $70", "For $60 and $70", "For \\$60 and \\$70"),
        ("Pay $5 or 3²", "Pay $5 or $3^2$", "Pay \\$5 or {$3^2$}"),
        ("Two x²", "Two $x^$", "Two x²"),
        ("Two x²", "Two $x^2^3$", "Two x²"),
        ("Two x²", "Two $x^{2$", "Two x²"),
        ("Two x²", "Two $\\input{a}$", "Two x²"),
        ("Two words", "Two words $x$", "Two words"),
    ],
)
def test_a_formula_is_the_authors_where_tex_would_understand_it(title: str, raw: str, written: str) -> None:
    assert bibtex_title(title, raw) == written


@given(st.text(st.sampled_from("ab A:?.-\\{}$&%#_^~\"'`<>|αⁿ₂²é"), max_size=40))
def test_an_entry_ends_where_bibtex_expects_it(title: str) -> None:
    entry = bibtex(replace(paper(title or "x"), readable_title=" ".join(title.split()) or "x"))
    depth = 0
    for place, brace in ((found.start(), found[0]) for found in re.finditer("[{}]", entry)):
        depth += 1 if brace == "{" else -1
        assert depth > 0 or place == len(entry) - 1
    assert depth == 0
    written = field(entry, "title")
    assert re.sub(r"\\\$", "", written).count("$") % 2 == 0
    assert not re.search(r"(?<!\{)\{\\", re.sub(r"\\text\w+\{\}", "", written).replace("{{\\", "")), (
        "an accented letter"
    )


KEYS = [
    ("Ashish Vaswani", "1706.03762", "vaswani-1706.03762"),
    ("Łukasz Kaiser", "2608.00001", "kaiser-2608.00001"),
    ("Łukasz Łoś", "2608.00002", "los-2608.00002"),
    ("Çağlar Gülçehre", "2608.00003", "gulcehre-2608.00003"),
    ("Søren Weiß", "2608.00004", "weiss-2608.00004"),
    ("Martin Luther King Jr.", "2608.00005", "king-2608.00005"),
    ("King, Martin", "2608.00006", "king-2608.00006"),
    ("Linxi “Jim” Fan", "2608.00007", "fan-2608.00007"),
    ("Laurens van der Maaten", "2608.00008", "vandermaaten-2608.00008"),
    ("Wei Li", "cs/0112017", "li-cs-0112017"),
    ("Wei Li", "math.GT/0309136", "li-math.GT-0309136"),
    ("李明", "2608.00009", "paper-2608.00009"),
    ("", "2608.00010", "paper-2608.00010"),
    ("Jean-Yves Le-Blanc", "2608.00011", "leblanc-2608.00011"),
    ("Đặng Văn Tèo", "2608.00012", "teo-2608.00012"),
    ("Dan O'Neil", "2608.00013", "oneil-2608.00013"),
    ("Aristotle", "0704.0001", "aristotle-0704.0001"),
    ("Kimi Team", "2608.00014", "kimi-2608.00014"),
    ("Team GLM", "2608.00015", "glm-2608.00015"),
    ("Example Vision Lab", "2608.00016", "example-2608.00016"),
    ("01. AI", "2608.00017", "01-2608.00017"),
    ("Ada Lovelace III", "2608.00018", "lovelace-2608.00018"),
    ("Ægir Þórsson", "2608.00019", "thorsson-2608.00019"),
    ("Ada de la Torre", "2608.00020", "delatorre-2608.00020"),
    ("Benjamin Van Durme", "2608.00021", "vandurme-2608.00021"),
    ("Ioana Ştefan", "2608.00022", "stefan-2608.00022"),
    ("Kamilė Lukošiūtė", "2608.00023", "lukosiute-2608.00023"),
    ("Sercan Ö. Arık", "2608.00024", "arik-2608.00024"),
    ("The Open Consortium", "2608.00025", "the-2608.00025"),
    ("Hal Daumé III", "2608.00026", "daume-2608.00026"),
    ("Éva Székely", "2608.00027", "szekely-2608.00027"),
]


@pytest.mark.parametrize(("author", "paper_id", "key"), KEYS)
def test_a_key_is_the_first_family_name_and_the_number(author: str, paper_id: str, key: str) -> None:
    assert bibtex_key(paper("Title", *[author] if author else [], paper_id=paper_id)) == key


def test_nothing_but_the_first_author_and_the_id_changes_a_key() -> None:
    first = paper("Title", "Wei Li", "Ada Lovelace")
    other = replace(paper("Corrected", "Wei Li"), upvotes=9, published=None, comments=3)
    assert bibtex_key(first) == bibtex_key(other)


@given(st.text(min_size=1, max_size=30), st.from_regex(r"[0-9]{4}\.[0-9]{4,5}|[a-z]+/[0-9]{7}", fullmatch=True))
def test_a_key_is_plain_and_ends_in_the_number(author: str, paper_id: str) -> None:
    assert re.fullmatch(
        r"[a-z0-9]+-" + re.escape(paper_id.replace("/", "-")), bibtex_key(paper("x", author, paper_id=paper_id))
    )


@pytest.mark.parametrize(
    ("paper_id", "year"), [("2608.17271", 2026), ("0704.0001", 2007), ("cs/0112017", 2001), ("hep-th/9108001", 1991)]
)
def test_the_year_is_read_from_the_id_where_the_date_is_not_known(paper_id: str, year: int) -> None:
    assert field(bibtex(replace(paper(paper_id=paper_id), published=None)), "year") == str(year)
