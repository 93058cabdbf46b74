"""The font of lines and blocks of the page."""

from __future__ import annotations

import struct

import pytest

from reader.web.line_font import BOTTOM, EM, TOP, WIDTH, font, outlines

EDGES = {"│": "UD", "─": "LR", "╭": "RD", "╮": "LD", "╯": "LU", "╰": "RU", "┼": "LRUD", "├": "RUD", "┰": "LRD"}
EDGES |= {"╿": "UD", "╸": "L", "┗": "RU", "█": "LRUD", "▌": "LUD", "▕": "RUD", "▁": "LRD", "▀": "LRU", "▝": "RU"}


@pytest.mark.parametrize(("character", "edges"), EDGES.items())
def test_a_glyph_reaches_over_the_edges_that_it_touches_and_over_no_other(character: str, edges: str) -> None:
    points = [point for outline in outlines(character) for point in outline]
    reached = "".join(
        side
        for side, is_reached in (
            ("L", min(point.x for point in points) < 0),
            ("R", max(point.x for point in points) > WIDTH),
            ("U", max(point.y for point in points) > TOP),
            ("D", min(point.y for point in points) < BOTTOM),
        )
        if is_reached
    )
    assert reached == edges


@pytest.mark.parametrize(("character", "share"), [("▁", 1 / 8), ("▄", 1 / 2), ("▆", 3 / 4), ("▇", 7 / 8)])
def test_a_block_fills_as_much_as_its_name_says(character: str, share: float) -> None:
    [outline] = outlines(character)
    assert (max(point.y for point in outline) - BOTTOM) / (TOP - BOTTOM) == pytest.approx(share, abs=0.001)


def test_a_heavy_line_is_wider_than_a_light_one_and_each_arm_has_its_own() -> None:
    def widths(character: str) -> list[int]:
        return [max(p.x for p in outline) - min(p.x for p in outline) for outline in outlines(character)]

    assert min(widths("┃")) > max(widths("│"))
    assert len(set(widths("╽"))) == 2


@pytest.mark.parametrize("character", ["═", "╬", "╱", "┄", "▒", "a", "é", "\x00"])
def test_what_has_another_shape_is_left_to_other_fonts(character: str) -> None:
    assert outlines(character) == []


def test_the_tables_of_the_font_add_up() -> None:
    data = font()
    count = struct.unpack(">H", data[4:6])[0]
    entries = [struct.unpack(">4sLLL", data[12 + 16 * number : 28 + 16 * number]) for number in range(count)]
    assert [tag for tag, *_ in entries] == sorted(tag for tag, *_ in entries)
    for _, _, start, length in entries:
        assert start % 4 == 0
        assert start + length <= len(data)
    places = {tag: start for tag, _, start, _ in entries}
    assert struct.unpack_from(">H", data, places[b"head"] + 18) == (EM,)
    assert sum(struct.unpack(f">{len(data) // 4}L", data)) % 2**32 == 0xB1B0AFBA
