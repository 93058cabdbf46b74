"""What may stand in a frame that is shown before anything is imported."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.startup import snapshot

PIECES = (
    "\x1b[1;38;2;9;9;9m", "\x1b[2;1H", "\x1b[m", "\x1b[6n", "\x1b[", "\x1b", "[", "52", ";", "m", "H", "text", "漢",
    "👩\u200d", "\u00a0", "\u202e", "\x9b", "\x07", "\n", "\ud800",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_a_frame_is_text_in_colours_and_in_its_place(body: str) -> None:
    text = re.fullmatch("(?:\x1b\\[[0-9;]*[mH][^\x1b]*)+", body) and re.sub("\x1b\\[[0-9;]*[mH]", "", body)
    shown = text is not None and all(part.isprintable() or part in "\u200d\u00a0" for part in text)
    assert snapshot.is_harmless(body) == shown
