"""What the copy menu gives: every text exact, and none that breaks where it is pasted."""

from __future__ import annotations

from datetime import date

import pytest

from reader.papers.bibtex import bibtex
from reader.papers.cite import COPY_TEXTS, markdown
from reader.papers.models import Author, Paper


def paper(title: str) -> Paper:
    return Paper(id="1706.03762", title=title)


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
        project_page="https://x.example/y",
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
        "w": "https://x.example/y",
        "x": "https://www.alphaxiv.org/abs/2608.17271",
    }
    assert all(text == text.strip() for text in (text(whole) for text in COPY_TEXTS.values()))


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "https://github.com/ x", "--help"])
def test_what_a_paper_has_not_is_empty(address: str) -> None:
    paper = Paper(id="2608.17271", title="T", github=address, project_page=address)
    texts = {key: text(paper) for key, text in COPY_TEXTS.items()}
    assert [key for key, text in texts.items() if not text] == ["a", "g", "w"]
