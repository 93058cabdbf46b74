"""The lines of a text, made when they come into sight."""

from __future__ import annotations

from reader.papers.full_text.model import Block
from reader.ui.widgets.text_lines import BLOCKS, KEPT, Spot, TextLines


def paragraphs(*texts: str) -> list[Block]:
    return [Block("paragraph", 0, text, (), text) for text in texts]


def test_a_block_with_more_lines_than_are_kept_stays_while_the_end_of_the_text_is_looked_at() -> None:
    text = TextLines(paragraphs("Before.", "bee " * 20 * KEPT, *["Behind."] * 30), 40)
    laid = text[1]
    assert laid.rows > KEPT
    for spot in text.spots(Spot(0, 0), 40):
        assert text.last_page(40).block > 10
        assert text[spot.block].rows
    assert text[1] is laid


def test_what_was_looked_at_long_ago_is_not_kept() -> None:
    text = TextLines(paragraphs("bee " * 20 * KEPT, *["bee " * 400] * 3 * BLOCKS), 40)
    laid = text[0]
    for block in range(1, len(text.blocks)):
        assert text[block].rows > 40
    assert text[0] is not laid
