r"""Finding in a full text: as shown, folded like queries, and as its formulas came (`\mathcal{D}`)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.papers.full_text.finding import Finder
from reader.papers.full_text.model import Block
from reader.papers.full_text.parsing import parse
from reader.papers.query.fold import fold, unfolded
from tests.papers.full_text.papers import document_of, text_of

TEXT = r"""
## 1 Zoë's ﬂocks

Let \mathcal{D}_{t} and D be the ﬂock that Zoe\u0301 has, with \theta and x_{i}\in\mathbb{R}^{d}, in pre-training.

\frac{a}{b}\leq\Theta,(1)

The state navigate_to_pose is a state, a ≠ b, and banana.
""".replace("\\u0301", "\u0301")
BLOCKS = parse(TEXT).blocks


def found(typed: str) -> list[str]:
    """What of the text was found."""
    hits = Finder(BLOCKS).find(typed)
    return [BLOCKS[hit.block].text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("zoe", ["Zoë", "Zo\u00e9"]),
        ("FLOCK", ["ﬂock", "ﬂock"]),
        ("pretraining", ["pre-training"]),
        ("an", ["an"] * 5),
        ("  has, with ", ["has, with"]),
        # Greek by its name, and by its letter in either case, like in queries.
        ("theta", ["θ", "Θ"]),
        ("θ", ["θ", "Θ"]),
        # LaTeX by what it stands for, where that is no plain letter; Θ came as another command.
        (r"\theta", ["θ"]),
        (r"\Theta", ["Θ"]),
        (r"\mathcal{D}", ["𝒟"]),
        (r"\mathcal{D", ["𝒟ₜ"]),
        (r"\in", ["∈"]),
        (r"\mathrm{d}", []),
        (r"\frac", ["a/b ≤ Θ,"]),
        (r"\frac{a}", ["a/b ≤ Θ,"]),
        ("x_i", ["xᵢ ∈ ℝᵈ"]),
        ("x_{i}", ["xᵢ"]),
        # Letters of other fonts, and signs, are what they are.
        ("𝒟", ["𝒟"]),
        ("ℝ", ["ℝ"]),
        ("≠", ["≠"]),
        ("_to_", ["_to_"]),
        ("navigate_to", ["navigate_to"]),
        ("nothing of it", []),
        (r"\nothing", []),
        ("", []),
        ("  ", []),
    ],
)  # fmt: skip
def test_what_is_found(typed: str, expected: list[str]) -> None:
    assert found(typed) == expected


@pytest.mark.parametrize("typed", ["flock", "x_i", "𝒟", "e"])
def test_hits_are_counted_and_told_by_block(typed: str) -> None:
    hits = Finder(BLOCKS).find(typed)
    told = [(place, *span) for place in range(len(BLOCKS)) for span in hits.within(place)]
    assert told == [*hits] == hits[:]
    for place in range(len(BLOCKS)):
        behind = [number for number, hit in enumerate(hits) if hit.block >= place]
        assert hits.first_from(place) == (behind[0] if behind else 0)
    with pytest.raises(IndexError):
        hits[len(hits)]


def test_sources_of_formulas_that_came_flattened_are_found_by_their_signs() -> None:
    blocks = document_of("innertext").blocks
    hits = Finder(blocks).find(r"\mathcal{H}")
    assert [blocks[hit.block].text[hit.start : hit.end] for hit in hits] == ["ℋ"]


texts = st.text("aABé\u0301ﬁ 𝒟θ-_\n\t¹⁻x\u00a0ß表", max_size=30)


@given(st.lists(texts, max_size=5), st.text("aABéﬁ𝒟θ-_ x\\{}", max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_is_found_in_whole_blocks(written: list[str], typed: str) -> None:
    blocks = [Block("paragraph", 0, text, (), text) for text in written]
    hits = Finder(blocks).find(typed)
    last = (-1, 0)
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(blocks[hit.block].text)
        assert (hit.block, hit.start) >= last
        last = hit.block, hit.start


@given(texts)
def test_every_character_of_a_folded_text_is_from_the_text(text: str) -> None:
    folded = fold(text)
    for place, character in enumerate(folded):
        [(start, end)] = unfolded([(place, place + 1)], text)
        assert character in (fold(text[start:end]) or " ") or character in "^-"  # A sign of powers is of all of them.


@pytest.mark.slow
def test_a_megabyte_takes_little_for_each_key() -> None:
    from time import process_time

    text = text_of("latex").partition("## 1 ")[2]
    finder = Finder(parse(text * (1_500_000 // len(text))).blocks)
    finder.find("e")
    for typed in ("sheep", "zzz", r"\mathcal{H}", "e"):
        times = []
        for _ in range(3):
            begun = process_time()
            hits = finder.find(typed)
            if hits:
                hits[len(hits) // 2]
            times.append(process_time() - begun)
        assert min(times) < 0.15  # A third of it here.
