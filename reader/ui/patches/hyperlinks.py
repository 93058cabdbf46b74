"""Addresses that a terminal takes for links (OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda).

Rich 15 gives every copy of a style with a link another id, so that a link on two lines would be two, and as many when
one of them is drawn again. Here the id is one of the address; it has to be set behind Rich's back.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.papers.links import safe_url


def with_links(strip: Strip, links: Iterable[tuple[int, int, str]]) -> Strip:
    """A line some columns of which lead to addresses.

    Args:
        strip: The line.
        links: First column, the column after the last, and the address, from left to right; one that is not safe is
            left out.
    """
    parts: list[Segment] = []
    here = 0
    for start, end, url in links:
        if safe_url(url) is not None:
            parts += strip.crop(here, start)
            parts += (Segment(text, linked(style or Style.null(), url)) for text, style, _ in strip.crop(start, end))
            here = end
    return Strip([*parts, *strip.crop(here, strip.cell_length)], strip.cell_length) if here else strip


@lru_cache(256)
def linked(style: Style, url: str) -> Style:
    """A style with a link, whose id is the same wherever it leads to the same address."""
    made = style.update_link(url)
    made._link_id = f"{crc32(url.encode()):x}"
    return made
