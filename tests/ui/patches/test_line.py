"""Lines that are cheap to make do what other strips do."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.ui.patches.line import CACHES, Line

SEGMENTS = [Segment("Veils ", Style(bold=True)), Segment("and 假面", Style(italic=True)), Segment(" ")]


def test_the_names_of_the_caches_are_those_of_textual() -> None:
    strip = Strip(SEGMENTS)
    assert {name for name in Strip.__slots__ if name.endswith("_cache")} - CACHES == {"_render_cache"}
    assert all(not getattr(strip, name) for name in CACHES)


def test_a_line_is_what_a_strip_is() -> None:
    line, strip = Line(SEGMENTS, 15), Strip(SEGMENTS)
    assert line == strip
    assert line.cell_length == strip.cell_length == 15
    for _ in range(2):  # The second time what was kept is given.
        assert line.crop(2, 9) == strip.crop(2, 9)
        assert line.crop_extend(2, 20, None) == strip.crop_extend(2, 20, None)
        assert line.divide([4, 15]) == strip.divide([4, 15])
        assert line.apply_style(Style(underline=True)) == strip.apply_style(Style(underline=True))
        assert line.adjust_cell_length(20) == strip.adjust_cell_length(20)
        assert line.apply_offsets(1, 2) == strip.apply_offsets(1, 2)
        assert line.cell_count == strip.cell_count
        assert line.link_ids == strip.link_ids
    assert Strip.join([line, strip]).text == 2 * strip.text


def test_a_line_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        Line([])._nothing  # noqa: B018
