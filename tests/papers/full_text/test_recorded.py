"""Excerpts of real texts: what has been promised of each."""

from __future__ import annotations

import pytest

from reader.papers.full_text.layout import plain_lines
from reader.papers.full_text.model import Document
from reader.papers.full_text.parsing import parse
from tests.papers.full_text.papers import lost
from tests.papers.full_text.test_properties import RECORDED

pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="there are no recorded texts beside the checkout")


def document(name: str) -> Document:
    """An excerpt, without the line that says where it is from."""
    return parse((RECORDED / f"{name}.md").read_text().partition("\n")[2])


def text(name: str) -> str:
    return "\n".join(plain_lines(document(name).blocks))


@pytest.mark.parametrize(
    ("name", "variant"),
    [
        ("algorithm", "latex"), ("figure", "latex"), ("head-author-block", "latex"), ("math-fourfold", "fourfold"),
        ("math-innertext", "innertext"), ("math-paragraph", "double"), ("pdf-derived", "pdf"), ("references", "latex"),
        ("table", "double"), ("table-pipe", "latex"), ("toc-junk", "latex"), ("toc-junk-innertext", "innertext"),
    ],
)  # fmt: skip
def test_variants_and_letters(name: str, variant: str) -> None:
    found = document(name)
    assert found.variant == variant
    if variant in ("latex", "innertext"):
        assert [lost(block) for block in found.blocks if lost(block)] == []


def test_signs_are_joined_exactly() -> None:
    assert [block.text for block in document("math-innertext").blocks][1:4] == [
        "An N-player extensive-form game is Γ=⟨𝒩,ℋ,𝒵,𝒜,u,ℐ,σ⟩, where 𝒩={1,…,N} denotes the set of players"
        " [ShohamLeytonBrown2008]. ℋ is the set of all possible histories (sequences of actions), where 𝒵⊆ℋ represents"
        " terminal histories. For i∈𝒩, let ℋi⊆H represent the subset of histories where player i acts. For any"
        " non-terminal history h, 𝒜(h) is the set of legal actions.",
        "A Nash Equilibrium (NE) is a strategy profile σ∗ such that neither player can increase their utility by"
        " deviating unilaterally:",
        "ui(σi∗,σ−i∗)≥ui(σi′,σ−i∗)∀σi′,∀i∈𝒩\t(1)",
    ]


def test_no_formula_stands_twice() -> None:
    whole = text("math-paragraph")
    assert "\\" not in whole
    assert "Each\ncandidate x ∈ 𝒳 is evaluated" in whole
    for once in ("E(x) →", "C_S(𝒟ₜ) →", "𝒟₀ = ∅"):
        assert whole.count(once) == 1
    for twin in ("T T", "step t t", "S S", "a(x)a(x)", "E(x)→", "C S("):
        assert twin not in whole
    whole = text("math-fourfold")
    for word in ("italic", "subscript", "start_", "\\"):
        assert word not in whole
    assert "L_reg = Smooth L1(fᵢ₊₁, Draft_Model(" in whole


def test_steps_tables_and_references() -> None:
    steps = text("algorithm").splitlines()
    assert len(steps) == 26
    assert steps[-1] == "21:   end for"
    assert steps[2] == " 0: Policy Model π_θ, Reference Model π_init"
    assert steps[15] == "11:       end if"
    assert "Qwen-2-VL 7B [23]           6.41    68.5   27.9       62.2" in text("table-pipe")
    assert "\nPipeline Tools Marker-1.8.2" in text("table")
    assert text("table").count("\n  [") == 7
    assert "\n[" not in text("table")
    assert "Cited by" not in text("references")
    assert "Zhang, W. Ma, M. Wang,\n    and H. Zhou (2025) Flex: continuous agent evolution" in text("references")
    assert "Technical report Google\n     DeepMind." in text("references")


def test_what_precedes_the_abstract_is_not_shown() -> None:
    for name, begin in (
        ("head-author-block", "Traditional robot programming"),
        ("toc-junk", "We introduce Pixtral 12B"),
        ("toc-junk-innertext", "A notable byproduct"),
    ):
        found = document(name)
        assert found.blocks[0].text == "Abstract"
        assert found.blocks[1].text.startswith(begin)
        assert found.folded
