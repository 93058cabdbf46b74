"""Where links, citations and cross references lead: to a block, a paper or a page, or nowhere where it is uncertain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.papers.full_text.parsing import parse
from reader.papers.full_text.targets import Leads
from tests.papers.full_text.papers import NAMES, document_of

HTML = "https://arxiv.org/html/2608.40001v2"
TAIL = """

## Appendix A Prompts

### A.1 The bark

Bark twice.
"""
NUMBERED = """
## References

*   [1]A. Woolf and B. Lamb (2024)Flocks. arXiv preprint arXiv:2403.00001v2. Cited by: [§1](https://arxiv.org/html/2608.40001v2#S1).
*   [2]B. Lamb (2025)Poodles. External Links: [Link](https://arxiv.org/abs/2501.00002), [Page](https://example.org/p).
*   [3]C. Dog (2025)Bones. CoRR abs/2502.00003. [Old](https://arxiv.org/abs/cs/0112017)
"""
NAMED = """
## References

*   Müller et al. (2023) Müller, A., Li, B., and Poe, C. Wool for everyone. 2023.
*   Lamb and Li (2024a) Lamb, B. and Li, C. Hay. 2024.
*   Lamb (2024b) Lamb, B. Straw, arXiv:2401.00001, 2024.
*   van der Berg et al. (2020) van der Berg, D. Hills. 2020.
*   Kid (2001) Kid, A. Milk.
*   Kid et al. (2001) Kid, A. Hay.
*   Poe (1999) Poe, E. One. 1999.
*   Poe (1999) Poe, F. Other. 1999.
"""


def leads(text: str, begin: str) -> list[str]:
    """Where the block that begins so leads: `what → where`."""
    document = parse(text)
    [place] = [place for place, block in enumerate(document.blocks) if block.text.startswith(begin)]
    shown = document.blocks[place].text
    return [
        f"{shown[lead.start : lead.end]} → "
        + (lead.paper or lead.url or (document.blocks[lead.block].text.partition("\n")[0] if lead.block else ""))
        for lead in Leads(document).of(place)
    ]


def said(sentence: str, rest: str = NAMED + TAIL) -> list[str]:
    """Where a sentence of a text leads."""
    return leads(f"## 1 Introduction\n\nSo {sentence}\n{rest}", "So ")


FLOCK = "[1] A. Woolf and B. Lamb (2024) Flocks. arXiv preprint arXiv:2403.00001v2."
MULLER = "Müller et al. (2023) Müller, A., Li, B., and Poe, C. Wool for everyone. 2023."
HAY = "Lamb and Li (2024a) Lamb, B. and Li, C. Hay. 2024."
HILLS = "van der Berg et al. (2020) van der Berg, D. Hills. 2020."
KID = "Kid (2001) Kid, A. Milk."
KID_AND_OTHERS = "Kid et al. (2001) Kid, A. Hay."
STRAW = "Lamb (2024b) Lamb, B. Straw, arXiv:2401.00001, 2024."


def test_cross_references_of_a_whole_paper() -> None:
    document = document_of("latex")
    found = Leads(document)
    shown = [
        (block.text[lead.start : lead.end], document.blocks[lead.block].kind, lead.block)
        for place, block in enumerate(document.blocks)
        for lead in found.of(place)
        if lead.block is not None and document.blocks[lead.block].kind != "reference"
    ]
    assert shown == [("Eq. (1)", "formula", 18), ("Figure 1", "figure", 7)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A number that is linked means the entry with that label, whatever the anchor counts.
        (f"it was[[1]({HTML}#bib.bib7), [9]({HTML}#bib.bib1)].", [f"1 → {FLOCK}"]),
        ("it was [woolf2024flocks, lamb2025, nobody2020].", [f"woolf2024flocks → {FLOCK}", "lamb2025 → [2] B. Lamb"]),
        ("it was [woolf2024hay] (DBLP:journals/corr/abs-1810-04805).", []),
    ],
)
def test_citations_of_numbered_entries(sentence: str, expected: list[str]) -> None:
    found = said(sentence, NUMBERED)
    assert len(found) == len(expected)
    assert all(one.startswith(begin) for one, begin in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("(Muller et al., 2023) it was.", [f"Muller et al., 2023 → {MULLER}"]),
        (f"it was (Müller et al., [2023]({HTML}#bib.bib1)).", [f"Müller et al., 2023 → {MULLER}"]),
        (f"it was ([Müller et al., 2023]({HTML}#bib.bib1)).", [f"Müller et al., 2023 → {MULLER}"]),
        # By its place in the list, as the name is not beside it; the year has to agree.
        (f"he ([2023]({HTML}#bib.bib1)) and she ([2021]({HTML}#bib.bib1)).", [f"2023 → {MULLER}"]),
        (
            "Lamb and Li (2024a), Lamb (2024b), and Berg et al. (2020).",
            [f"Lamb and Li (2024a → {HAY}", f"Lamb (2024b → {STRAW}", f"Berg et al. (2020 → {HILLS}"],
        ),
        ("Lamb (2024a, 2024b) shows.", [f"Lamb (2024a → {HAY}", f"2024b → {STRAW}"]),
        # Two entries begin with the name; one has it alone.
        ("Kid (2001) and Kid et al. (2001).", [f"Kid (2001 → {KID}", f"Kid et al. (2001 → {KID_AND_OTHERS}"]),
        # Two entries could be meant, or none.
        ("Kid and Poe (2001), Poe (1999), Lamb (2024) and Nobody (2023) show.", []),
    ],
)  # fmt: skip
def test_citations_by_names(sentence: str, expected: list[str]) -> None:
    assert said(sentence) == expected


def test_citations_by_numbers_in_a_text_without_links() -> None:
    assert said("it was shown [1, 3].", NUMBERED)[0] == f"1 → {FLOCK}"
    assert len(said("it was shown [1, 3]. Others [2] followed.", NUMBERED)) == 3
    # Intervals, shapes, and numbers that no entry has.
    for sentence in ("x in [1, 2] is.", "x ∈ [1,2] is.", "values [1, 2] are.", "it was [1, 7].", "a range [2, 3] is."):
        assert said(sentence, NUMBERED) == []
    linked = f"it was[[2]({HTML}#bib.bib2)], and the pair [1, 3] is."
    assert [one[:3] for one in said(linked, NUMBERED)] == ["2 →"]


PARTS = """
As Figure 1 (b), Figs. 1a and 2 and Table 2; see Tables 1–2, Section 1.1, §2, Eqs. (1) and (2), and Appendix A.1.

## 2 Results

![Image 9: Refer to caption](https://arxiv.org/html/2608.40001v2/x1.png)

Figure 1: A dog.

Figure 2: A cat, as in Figure 1.

a 1 2
b 3 4
c 5 6

Table 1: Dogs, unlike Table 2.

Table 2: Cats.

### 1.1 Setting

\\theta=1,(1)

\\displaystyle x=1,(2)
\\displaystyle y=2,(3)

###### Theorem 2.1(Herding).

By Theorem 2.1 and Lemma 3 it is, see Algorithm 1.

Algorithm 1 Herding

0: Flock

1:for x do

2:end for
"""


def test_cross_references_in_words() -> None:
    assert leads(PARTS + TAIL, "As Figure 1") == [
        "Figure 1 → Figure 1: A dog.",
        "Figs. 1a → Figure 1: A dog.",
        "2 → Figure 2: A cat, as in Figure 1.",
        "Table 2 → Table 2: Cats.",
        "Tables 1 → a 1 2",
        "2 → Table 2: Cats.",
        "Section 1.1 → 1.1 Setting",
        "§2 → 2 Results",
        "Eqs. (1) → θ = 1,\t(1)",
        "(2) → x = 1,\t(2)",
        "Appendix A.1 → A.1 The bark",
    ]
    assert leads(PARTS, "Figure 2") == ["Figure 1 → Figure 1: A dog."]
    assert leads(PARTS, "Table 1") == ["Table 2 → Table 2: Cats."]
    assert leads(PARTS, "By Theorem") == [
        "Theorem 2.1 → Theorem 2.1 (Herding).",
        "Algorithm 1 → Algorithm 1 Herding",
    ]
    assert leads(PARTS, "Theorem 2.1") == []


@pytest.mark.parametrize(
    ("anchor", "words", "expected"),
    [
        ("S1.F2", "2", "Figure 2: A cat, as in Figure 1."),
        ("S1.F2", "2(a)", "Figure 2: A cat, as in Figure 1."),
        ("S3.T1", "1", "a 1 2"),
        ("S1.SS1", "1.1", "1.1 Setting"),
        ("S1.SS1.p2.1", "there", "1.1 Setting"),
        ("S2.SS0.SSS0.Px2", "there", "2 Results"),
        ("A1.SS1", "there", "A.1 The bark"),
        ("S1.E3", "3", "x = 1,\t(2)"),
        ("alg1", "1", "Algorithm 1 Herding"),
        ("S2.Thmtheorem1", "2.1", "Theorem 2.1 (Herding)."),
        ("S2.F7", "7", ""),
        ("Pt1", "there", ""),
    ],
)
def test_cross_references_by_anchors(anchor: str, words: str, expected: str) -> None:
    text = f"Look[{words}]({HTML}#{anchor}), it says.\n{PARTS}{TAIL}"
    assert leads(text, "Look") == ([f"{words} → {expected}"] if expected else [])


def test_parts_of_other_papers_and_labels_that_two_blocks_have_lead_nowhere() -> None:
    for words in ("Section 2 of [5]", "Table 2 in Lee et al. (2020)", "Theorem 2.1 of the original paper"):
        assert leads(f"Look at {words}.\n{PARTS}", "Look") == []
    assert leads(f"Look at Figure 1.\n{PARTS}\nFigure 1: Another one.\n", "Look") == []
    # The 4 is of no list, and a word at the start of a heading is no number.
    assert leads(f"Look at Section 1.1, 2 GPUs.\n{PARTS}", "Look") == ["Section 1.1 → 1.1 Setting"]
    assert leads("Look at Section A.\n\n## A study\n\nOne.\n\n## 2 Two\n", "Look") == []


def test_papers_and_pages() -> None:
    assert leads(NUMBERED, "[1]") == ["arXiv:2403.00001v2 → 2403.00001"]
    assert leads(NUMBERED, "[2]") == ["Link → 2501.00002", "Page → https://example.org/p"]
    assert leads(NUMBERED, "[3]") == ["abs/2502.00003 → 2502.00003", "Old → cs/0112017"]
    text = "Look at [this](https://example.org/a) and `arXiv:2403.00001` and [it](https://user@example.org)."
    assert leads(text, "Look") == ["this → https://example.org/a"]
    document = document_of("innertext")
    entry = next(place for place, block in enumerate(document.blocks) if block.kind == "reference")
    assert [lead.paper for lead in Leads(document).of(entry)] == ["2003.00001"]


words = st.sampled_from(
    [
        "Figure", "Figures 1 and 2", "Table 1", "§", "(1)", "[1]", "[1, 2]", "Lamb", "et al.", "and", "2024a", "(2024)",
        "arXiv:2401.00001", "abs/", "Appendix A", "x_{1}", "`a`", "[lamb2024hay]", "https://example.org", ",",
        f"[1]({HTML}#bib.bib1)",
    ]
)  # fmt: skip


@given(st.lists(words, max_size=20), st.sampled_from((NAMED, NUMBERED, PARTS)))
@settings(max_examples=30, deadline=None)
def test_leads_are_in_order_and_apart_and_lead_to_blocks(line: list[str], rest: str) -> None:
    document = parse(f"So {' '.join(line)}\n\n{rest}{TAIL}")
    found = Leads(document)
    for place, block in enumerate(document.blocks):
        last = 0
        for lead in found.of(place):
            assert last <= lead.start < lead.end <= len(block.text)
            assert [lead.block is not None, bool(lead.paper), bool(lead.url)].count(True) == 1
            assert lead.block is None or (0 <= lead.block < len(document.blocks) and lead.block != place)
            last = lead.end


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_has_leads_for_all_its_blocks(name: str) -> None:
    document = document_of(name)
    assert sum(len(Leads(document).of(place)) for place in range(len(document.blocks))) >= (name != "fourfold")
