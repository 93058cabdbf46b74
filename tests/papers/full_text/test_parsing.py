"""Whole papers in each variant: what each block is, and that nothing is lost."""

from __future__ import annotations

import msgspec
import pytest

from reader.papers.full_text.dropped import TABLE
from reader.papers.full_text.header import divided, problem
from reader.papers.full_text.model import Block, BlockKind, Document
from reader.papers.full_text.parsing import parse
from tests.papers.full_text.papers import NAMES, document_of, lost, raw_rows, rows, text_of


def shown(document: Document, kind: BlockKind) -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def one(document: Document, begin: str) -> Block:
    [found] = [block for block in document.blocks if block.text.startswith(begin)]
    return found


def spans(block: Block) -> list[tuple[str, str, str]]:
    return [(span.kind, block.text[span.start : span.end], span.target) for span in block.spans]


@pytest.mark.parametrize(
    ("name", "outline"),
    [
        (
            "latex",
            "1 1 Introduction|2 1.1 Setting|3 Notation.|1 2 Results|1 3 Discussion|2 3.1. Old dogs|1 References"
            "|1 Appendix A Prompts|2 A.1 The bark",
        ),
        (
            "innertext",
            "1 1 Introduction|1 2 Clouds|2 2.1 Kinds of clouds|1 References|1 A Proofs of the Tally|2 B.1 Rain",
        ),
        ("double", "1 1 Introduction|1 2 Method|2 2.1 Dough|1 References"),
        ("fourfold", "1 1 Introduction|1 References"),
    ],
)
def test_the_outline_is_that_of_the_numbers(name: str, outline: str) -> None:
    document = document_of(name)
    assert document.variant == name
    found = [document.blocks[place] for place in document.outline]
    assert "|".join(f"{block.level} {block.text}" for block in found) == outline
    assert document.blocks[0].kind == "label"
    assert document.blocks[0].text.rstrip(".") == "Abstract"


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_in_one_block(name: str) -> None:
    body = divided(text_of(name)).body
    assert raw_rows(document_of(name)) == rows(body)


@pytest.mark.parametrize("name", ["latex", "innertext"])
def test_no_letter_is_lost(name: str) -> None:
    assert [(block.text, lost(block)) for block in document_of(name).blocks if lost(block)] == []


def test_what_is_dropped_says_why() -> None:
    assert all(dropped.what and dropped.why for dropped in TABLE)
    assert len({dropped.what for dropped in TABLE}) == len(TABLE)


@pytest.mark.parametrize(
    ("name", "title", "author", "hidden"),
    [
        ("latex", "Shepherd: Wool Gathering for Small Models", "Ada Woolf", "Meadow Institute"),
        ("innertext", "A Tally of Clouds", "Nia Nimbus1", "Report Issue"),
        ("double", "The Rise of Bread", "Bea Baker", "2.1 Dough"),
        ("fourfold", "Old Shoes", "Sue Shoemaker", "Sue Shoemaker"),
    ],
)
def test_what_precedes_the_abstract_is_folded(name: str, title: str, author: str, hidden: str) -> None:
    document = document_of(name)
    assert document.title == title
    assert author in document.authors
    assert any(hidden in block.text for block in document.folded)
    assert not any(author in block.text for block in document.blocks)


def test_without_an_abstract_everything_is_kept_but_a_table_of_contents() -> None:
    listed = (
        "1.   [1 Bees](https://arxiv.org/html/2608.40009v1#S1)\n2.   [2 Wax](https://arxiv.org/html/2608.40009v1#S2)"
    )
    document = parse(f"Ann Author\n\n{listed}\n\n## 1 Bees\n\nThey fly.\n")
    assert [block.text for block in document.blocks] == ["Ann Author", "1 Bees", "They fly."]
    assert [block.raw for block in document.folded] == [listed]
    late = "word " * 4000
    assert not parse(f"Ann\n\n{late}\n\n###### Abstract\n\nLate.").folded


def test_kinds_of_blocks() -> None:
    document = document_of("latex")
    assert shown(document, "label") == ["Abstract", "keywords:", "Theorem 1.1 (Herding is hard)."]
    assert shown(document, "item") == [
        "1. We propose a herd of K models.",
        "2. We show that it works.",
        "Fast: it is quick.",
        "Small: it is small.",
        "Very small.",
        "(i) With probability p the dog barks.",
    ]
    assert [block.level for block in document.blocks if block.kind == "item"] == [0, 0, 0, 0, 1, 0]
    assert shown(document, "table")[0] == "Dog\tSheep\tHours\nRex\t12\t3.5\nFido [2]\t140\t-"
    assert shown(document, "table")[1].split("\n")[1:3] == [
        "Collie [woolf2024] 72B 87.02 0.094",
        "Poodle [lamb2025] - 71.30 0.206",
    ]
    assert [(block.text[:8], block.level) for block in document.blocks if block.kind == "caption"] == [
        ("Table 1:", 0),
        ("Table 2:", 0),
        ("Table 3:", 1),
    ]
    code, bare = shown(document, "code")
    assert bare == "import sheep\nflock = sheep.herd(12)"
    assert code == "def herd(flock):\n    return [bark(x) for x in flock]  # _not_ [a](https://example.org)"
    assert shown(document, "footnote") == ["††footnotetext: Accepted for the fair."]
    assert shown(document, "reference")[0].startswith("[1] A. Woolf, B. Lamb, and C. Dog (2024) Flocks of models.")
    assert "Cited by" not in "".join(shown(document, "reference"))


def test_an_algorithm_has_its_steps_again() -> None:
    block, unnumbered = [block for block in document_of("latex").blocks if block.kind == "algorithm"]
    assert unnumbered.text.split("\n")[1:] == [
        "Input: flock ℱ, hay h",
        " 0: Start",
        "for t=1 to T do",
        "  Feed",
        "end for",
    ]
    lines = block.text.split("\n")
    assert [line.split(": ")[0] for line in lines[1:]] == [" 0", " 1", " 2", " 3", " 4", " 5", " 6"]
    assert lines[0] == "Algorithm 1 Herding"
    assert lines[5] == " 4:     Bark"
    assert lines[6:] == [" 5:   end if", " 6: end for"]


def test_punctuation_of_an_algorithm_has_no_blank_before_it() -> None:
    parts = (
        "Algorithm 1 Herding", "0: Flock (", r"\mathcal{F}", "), hay", r"\tau_{0}", "; rate [", r"\alpha_{i}", "].",
        "1: Find", r"\pi_{\theta}", "-based dogs, the", "i", "-th of", "K", ": all", "x", "-y",
        "2: Let", "d", ":=", "d", "+", ".5", "3:for", "k", ". Bark", "4: end for",
    )  # fmt: skip
    (block,) = parse("\n\n".join(parts)).blocks
    assert block.text.split("\n")[1:] == [
        " 0: Flock (ℱ), hay τ₀; rate [αᵢ].",
        " 1: Find π_θ-based dogs, the i-th of K: all x -y",
        " 2: Let d := d + .5",
        " 3: for k. Bark",
        " 4: end for",
    ]


def test_links_citations_and_cross_references() -> None:
    document = document_of("latex")
    paragraph = one(document, "Herding was")
    assert paragraph.text.startswith("Herding was studied before [3, 1]. As Figure 1 shows, a dog is not a sheep dog,")
    assert "[r(x,y)](2)" in paragraph.text
    assert spans(paragraph)[:5] == [
        ("citation", "3", "bib.bib7"),
        ("citation", "1", "bib.bib2"),
        ("reference", "1", "S1.F1"),
        ("emphasis", "dog", ""),
        ("emphasis", "sheep dog", ""),
    ]
    assert ("link", "https://example.org/code", "https://example.org/code") in spans(paragraph)
    assert "code¹ https" in paragraph.text
    assert "navigate_to_pose" in one(document, "Small models").text
    first = one(document, "Gradient Herding")
    assert first.text.startswith(
        "Gradient Herding (woolf2024flocks) and others [lamb2025, dog:2023a] came first. Eq. (1)"
    )
    assert spans(first) == [
        ("citation", "woolf2024flocks", "woolf2024flocks"),
        ("citation", "lamb2025, dog:2023a", "lamb2025, dog:2023a"),
        ("reference", "1", "S1.E1"),
    ]
    poodles = one(document, "[2] B. Lamb (2025)")
    assert poodles.text.endswith("https://example.org/poodles Accessed: 2025.")
    assert spans(poodles) == [("link", "https://example.org/poodles", "https://example.org/poodles")]
    assert ("code", "navigate_to_pose", "") in spans(one(document, "Small models"))


def test_a_figure_leads_to_its_images() -> None:
    block, other = [block for block in document_of("latex").blocks if block.kind == "figure"]
    assert other.text == "Figure 2. Old dogs. (a) Rex."
    assert spans(other)[0] == ("link", "Figure 2", "https://arxiv.org/html/2608.40001v2/extracted/5915552/dog.png")
    assert spans(block)[:2] == [
        # The converter has lost the paper's id.
        ("link", "(a) A flock at noon", "https://arxiv.org/html/2608.40001v2/x1.png"),
        ("link", "(b)", "https://arxiv.org/html/2608.40001v2/x2.png"),
    ]
    assert block.text.split("\n")[2].startswith("Figure 1: Two flocks.")


def test_displays_have_their_numbers_behind_a_tab() -> None:
    displays = [block for block in document_of("latex").blocks if block.kind == "formula"]
    assert [[line.partition("\t")[2] for line in block.text.split("\n")] for block in displays] == [
        ["(1)"],
        ["(2)", "", ""],
        [""],
    ]
    assert displays[0].spans[0].target.startswith("\\mathcal{L}(\\theta)=")
    assert shown(document_of("innertext"), "formula") == ["S(h)=∑ici(h)<∞\t(1)", "c={1  if N>0; 0  otherwise\t(2)"]


def test_signs_on_lines_of_their_own_are_joined() -> None:
    document = document_of("innertext")
    assert shown(document, "paragraph")[1:4] == [
        "The sky holds at most N clouds, and 𝒩={1,…,N} is their set [Nimbus2020]. ℋ is a history, where ci(h) is what"
        " cloud i did in h.",
        "A tally is a sum:",
        "The tally ends.",
    ]
    assert shown(document, "item") == ["Cirrus: thin and high.", "1. Count what is white."]
    assert shown(document, "table") == ["Kind\tHeight\tCount\nCirrus\thigh\t12\nCumulus\tH\t7"]
    assert shown(document, "reference")[1] == "Stratus (2021) S. Stratus. Fog. https://example.org/fog."
    assert shown(document, "label") == ["Abstract", "Lemma 1."]
    assert "flattened" in document.note
    assert ("citation", "Nimbus2020", "Nimbus2020") in spans(one(document, "The sky"))


def test_the_twin_of_a_formula_goes_only_where_it_is_the_same() -> None:
    paragraph = one(document_of("double"), "Let ")
    for twin in ("x∈𝒳 x", "T T", "h(x)h(x)", "d=3 d=3", "10,000 10,000"):
        assert twin not in paragraph.text
    assert [span.target for span in paragraph.spans] == ["\\mathcal{X}", "x\\in\\mathcal{X}", "\\mathcal{D}_{t+1}"]
    assert "T hours to a height h(x) of" in paragraph.text
    where = one(document_of("double"), "where").text
    assert where.startswith("where x′ ∼ 𝒢_sol(· ∣ x_par, π) is a better loaf than (s_end")
    assert "√W of them, and 𝒴𝒵 is not" in where
    assert "Rye 86.6 86.6 3" in one(document_of("double"), "Loaf").text
    assert [
        span.target for block in document_of("double").blocks if block.kind == "formula" for span in block.spans
    ] == ["R(x)\\rightarrow\\bigl(s(x),\\,a(x)\\bigr),"]


def test_of_four_forms_the_latex_is_kept() -> None:
    document = document_of("fourfold")
    abstract, box = shown(document, "paragraph")
    assert abstract.startswith("We mend shoes t, of which a pair has size ")
    assert "over 100 times" in abstract
    assert "italic" not in abstract + box
    assert "subscript" not in abstract + box
    assert [span.target for span in one(document, "A box").spans] == [
        "224\\times 224",
        "\\mathcal{U}(-0.1,0.1)",
        "(t_{i},t_{i+1})",
    ]
    [display] = [block for block in document.blocks if block.kind == "formula"]
    assert display.spans[0].target == "L_{s}=\\text{Sole}(s_{i+1})."


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("```\ncode = 1\n\n### E.3 A heading\n\nText.\n\n```", "code heading paragraph paragraph"),
        ("```\n" + "word\n\n" * 150, "paragraph " * 150),
        ("A sentence that goes on\n---\nand on.", "paragraph"),
        ("††footnotetext: Accepted.\n1 Introduction\n--------------\n\nText.", "footnote heading paragraph"),
        ("1 Introduction\n==============", "heading"),
        ("First line\nsecond line", "paragraph"),
        ("for x in y:\n    x.y = 2", "code"),
        ("W=\\begin{bmatrix}W_{1}\\\\\nW_{2}\\end{bmatrix}", "formula"),
        ("u=\\alpha\nw=\\beta", "formula"),
        ('name = "\\alpha"\nx = 2', "code"),
        ("\\mathcal{L}=\\text{Smooth L1}(x_{i}).(2)", "formula"),
        ("where x_{i} is the loss", "paragraph"),
        ("Table 7: Nothing.\n\nA short line\nof 1 and 2", "caption paragraph"),
        ("A 1 2\nB 3 4\nC 5 6", "paragraph"),
        ("A 1 2\nB 3 4\nC 5 6\n\nTable 1: Numbers.", "table caption"),
        ("(ii)", "paragraph"),
        ("*   ", "item"),
        ("| a | b |", "table"),
        ("Algorithm 1 is what we use.", "paragraph"),
    ],
)
def test_what_begins_where(text: str, kinds: str) -> None:
    assert " ".join(block.kind for block in parse(text).blocks) == kinds.strip()


def test_a_formula_at_the_end_of_a_sentence_ends_the_paragraph() -> None:
    tokens = "The mean is \n𝑥\n.\n\n𝑁\n is a number, and so is \n𝑦\n\n(\n𝑁\n)\n.\n"
    assert [block.text for block in parse(f"Back to arXiv\n\n{tokens}").blocks] == [
        "Back to arXiv",
        "The mean is x.",
        "N is a number, and so is y(N).",
    ]


def test_a_text_from_a_pdf_is_shown_without_structure() -> None:
    document = parse(
        "Title: 2608.40005v1.pdf\n\nURL Source: https://arxiv.org/pdf/2608.40005\n\nNumber of Pages: 2\n\n"
        "Markdown Content:\n# On Rain\n\nIt rained, as it of-ten does.\n> a figure\n\n* not an item\n"
    )
    assert document.variant == "pdf"
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "paragraph"]
    assert "PDF" in document.note


def test_that_there_are_no_references_is_said() -> None:
    text = "As shown (lamb2025poodles), it works.\n\n## References\n\n## Appendix A Proofs\n"
    assert parse(text).note == "This conversion has no list of references."
    assert parse("Nothing is cited.").note == document_of("latex").note == ""


def test_a_document_is_stored_and_read() -> None:
    for name in NAMES:
        document = document_of(name)
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(document), type=Document) == document


def answer(body: str = "word " * 400, head: str = "") -> str:
    return f"Title: T\n\nURL Source: https://arxiv.org/html/2608.40001\n\n{head}Markdown Content:\n{body}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (answer(), ""),
        (text_of("latex"), ""),
        ("", "what came is not a text in the known form"),
        ("<!DOCTYPE html><html><body>A page</body></html>", "a web page came instead"),
        ("\n  <HTML lang=en>", "a web page came instead"),
        ("{}", "what came is not a text in the known form"),
        (answer(""), "what came is empty"),
        (answer("A few words."), "what came is too short"),
        (answer(head="Warning: Target URL returned error 404: Not Found\n\n"), "arXiv has no HTML of it"),
        (answer(head="Warning: This is a cached snapshot\n\n"), ""),
        (answer("No HTML for '2608.40001'\n\nHTML is not available for the source."), "arXiv has no HTML of it"),
        (answer("\ufffd\ufffd word" * 300), "what came is not readable"),
        (answer("<!doctype html>" + "word " * 400), "a web page came instead"),
        ("x" * 100_000 + "\nMarkdown Content:\n", "what came is not a text in the known form"),
    ],
)
def test_what_is_no_text_is_told(text: str, why: str) -> None:
    assert problem(divided(text)) == why
    parse(text)
