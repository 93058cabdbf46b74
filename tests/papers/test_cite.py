"""What the copy menu gives: every text exact, and none that breaks where it is pasted."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.cite import COPY_TEXTS, bibtex, bibtex_key, markdown
from reader.papers.models import Author, Paper

TEX = {
    r"\&": "&",
    r"\%": "%",
    r"\$": "$",
    r"\#": "#",
    r"\_": "_",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbackslash{}": "\\",
}


def paper(
    title: str = "Attention Is All You Need",
    *authors: str,
    paper_id: str = "1706.03762",
    published: date | None = date(2017, 6, 12),
) -> Paper:
    return Paper(id=paper_id, title=title, authors=tuple(Author(name=name) for name in authors), published=published)


def field(entry: str, name: str) -> str:
    found = re.search(rf"^      {name}=\{{(.*)\}},$", entry, re.MULTILINE)
    assert found, entry
    return found[1]


def typeset(tex: str) -> str:
    """What TeX would print, for the few commands that we write."""
    return re.sub(r"\\[&%$#_]|\\text\w+\{\}", lambda found: TEX[found[0]], tex)


def test_an_entry_is_written_as_arxiv_writes_it() -> None:
    assert bibtex(paper("Attention Is All You Need", "Ashish Vaswani", "Noam Shazeer")) == "\n".join(
        [
            "@misc{vaswani2017attention,",
            "      title={Attention Is All You Need},",
            "      author={Ashish Vaswani and Noam Shazeer},",
            "      year={2017},",
            "      eprint={1706.03762},",
            "      archivePrefix={arXiv},",
            "      url={https://arxiv.org/abs/1706.03762},",
            "}",
        ]
    )


def test_an_entry_without_authors_has_no_author_field() -> None:
    assert "author" not in bibtex(paper())


def test_what_tex_would_act_on_is_escaped() -> None:
    entry = bibtex(paper(r"A & 100% of $60 #1 L_2 {x} ~y z^2 \input"))
    assert field(entry, "title") == (
        r"A \& 100\% of \$60 \#1 L\_2 \textbraceleft{}x\textbraceright{}"
        r" \textasciitilde{}y z\textasciicircum{}2 \textbackslash{}input"
    )


@given(st.text(st.sampled_from("ab \\{}$&%#_^~"), max_size=30), st.text(st.sampled_from("A \\{},%"), max_size=12))
def test_an_entry_ends_where_bibtex_expects_it_and_prints_the_title(title: str, name: str) -> None:
    entry = bibtex(paper(title or "x", name))
    depth = 0
    for place, brace in ((found.start(), found[0]) for found in re.finditer("[{}]", entry)):
        depth += 1 if brace == "{" else -1
        assert depth > 0 or place == len(entry) - 1
    assert depth == 0
    assert typeset(field(entry, "title")) == (title or "x")


def test_names_stand_apart() -> None:
    entry = bibtex(paper("Title", "Wei Li", "Research and Development Team", "Éva Nagy"))
    assert field(entry, "author") == r"Wei Li and {Research and Development Team} and Nagy, {\'E}va"


@pytest.mark.parametrize(
    ("author", "title", "key"),
    [
        ("Ashish Vaswani", "Attention Is All You Need", "vaswani2017attention"),
        ("Łukasz Kaiser", "The Rise of Transformers", "kaiser2017rise"),
        ("Łukasz Łoś", "Filling a [MASK] with [/] markup", "los2017filling"),
        ("Çağlar Gülçehre", "On the Émergence", "gulcehre2017emergence"),
        ("Søren Weiß", "How to Train It", "weiss2017train"),
        ("Martin Luther King Jr.", "ASI-Bench: At the Dawn", "king2017asibench"),
        ("King, Martin", "«Quotes» first", "king2017quotes"),
        ("01. AI", "A^2TGPO: Agentic", "ai2017a2tgpo"),
        ("Linxi “Jim” Fan", "— — Dashes", "fan2017dashes"),
        ("李明", "Reading 论文", "arxiv2017reading"),
        ("Wei Li", "论文", "li2017170603762"),
        ("", "The of", "arxiv2017170603762"),
    ],
)
def test_the_key_is_name_year_word(author: str, title: str, key: str) -> None:
    assert bibtex_key(paper(title, author)) == key


@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_a_key_is_always_plain(title: str, author: str) -> None:
    assert re.fullmatch("[a-z0-9]+", bibtex_key(paper(title, author)))


@pytest.mark.parametrize(
    ("paper_id", "year"), [("2608.17271", 2026), ("0704.0001", 2007), ("cs/0112017", 2001), ("hep-th/9108001", 1991)]
)
def test_the_year_is_read_from_the_id_where_the_date_is_not_known(paper_id: str, year: int) -> None:
    assert field(bibtex(paper(paper_id=paper_id, published=None)), "year") == str(year)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Filling a [MASK] with [/] markup", r"Filling a \[MASK\] with \[/\] markup"),
        ("a](https://evil.example) b", r"a\](https://evil.example) b"),
        (r"back\slash]", r"back\\slash\]"),
        ("`code](x)` <think> FaSTA^*", r"\`code\](x)\` \<think> FaSTA^\*"),
        ("L_2 論文 🤗", "L_2 論文 🤗"),
        ("_it_ of __init__ & &lt; R&D;", r"\_it\_ of \_\_init\_\_ & \&lt; R\&D;"),
    ],
)
def test_a_title_stays_inside_its_markdown_link(title: str, text: str) -> None:
    assert markdown(paper(title)) == f"[{text}](https://arxiv.org/abs/1706.03762)"


def test_an_abstract_loses_its_hard_line_breaks_and_keeps_its_paragraphs() -> None:
    abstract = "We show\nthat  this\nworks.\n  And then\nthat.\n\nEnd."
    assert COPY_TEXTS["a"](Paper(id="1706.03762", title="x", abstract=abstract)) == (
        "We show that this works.\n\nAnd then that.\n\nEnd."
    )


def test_the_copy_menu_gives_these_texts() -> None:
    whole = Paper(
        id="2608.17271",
        title="T",
        abstract="A\nb",
        authors=(Author(name="Wei Li"),),
        published=date(2026, 8, 18),
        github="https://github.com/x/y",
    )
    assert {key: text(whole) for key, text in COPY_TEXTS.items()} == {
        "u": "https://arxiv.org/abs/2608.17271",
        "p": "https://arxiv.org/pdf/2608.17271",
        "h": "https://huggingface.co/papers/2608.17271",
        "i": "2608.17271",
        "d": "10.48550/arXiv.2608.17271",
        "t": "T",
        "m": "[T](https://arxiv.org/abs/2608.17271)",
        "b": bibtex(whole),
        "a": "A b",
        "g": "https://github.com/x/y",
        "x": "https://www.alphaxiv.org/abs/2608.17271",
    }
    assert all(text == text.strip() for text in (text(whole) for text in COPY_TEXTS.values()))


@pytest.mark.parametrize("github", ["", "javascript:alert(1)", "https://github.com/ x", "--help"])
def test_what_a_paper_has_not_is_empty(github: str) -> None:
    paper = Paper(id="2608.17271", title="T", github=github)
    texts = {key: text(paper) for key, text in COPY_TEXTS.items()}
    assert [key for key, text in texts.items() if not text] == ["a", "g"]
